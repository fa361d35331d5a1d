"""The county's rules of the rotation: who is due, and what completes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from nightschool.domain.codes import Belonging, CourseKind, Labour, Sex
from nightschool.domain.person import Person

NOT_A_PUPIL = frozenset({"", "非在校生"})


@dataclass(frozen=True, slots=True)
class Policy:
    """Settings of a county that travel with the sync; hours in halves of a class hour."""

    start: date = date(2018, 1, 1)
    years: int = 3
    targets: tuple[int, int, int] = (35, 70, 100)
    """Per cent of those due that shall be complete at the end of each year."""
    half_hours: int = 48
    technology_half_hours: int = 16
    kinds: int = 2
    male_ages: tuple[int, int] = (16, 59)
    female_ages: tuple[int, int] = (16, 59)
    labour: frozenset[Labour] = frozenset({Labour.ORDINARY, Labour.SKILLED, Labour.WEAK})

    @property
    def end(self) -> date:
        """The first day after the rotation."""
        return same_day(self.start, self.start.year + self.years)


@dataclass(frozen=True, slots=True)
class Hours:
    """What one person attended in the rotation's years up to a day."""

    by_kind: Mapping[CourseKind, int] = field(default_factory=dict)
    """Half class hours of each kind; kinds never attended are absent."""

    @property
    def total(self) -> int:
        return sum(self.by_kind.values())


def same_day(day: date, year: int) -> date:
    """That day in another year; 29 February becomes 1 March where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def age_on(birth: date, day: date) -> int:
    """Whole years of life on `day`; who is born on 29 February is older on 1 March."""
    return day.year - birth.year - (day < same_day(birth, day.year))


def is_due(person: Person, policy: Policy, day: date) -> bool:
    """Whether the rotation counts this person on `day`: of working age, able, no pupil, here."""
    return why_not_due(person, policy, day) is None


def why_not_due(person: Person, policy: Policy, day: date) -> str | None:
    """The first reason why the rotation does not count this person on `day`, or None.

    One of `not_registered`, `left`, `no_birth_date`, `too_young`, `too_old`, `labour`, `pupil`.
    """
    if person.belonging is not Belonging.REGISTERED:
        return "not_registered"
    if person.left_on is not None and person.left_on <= day:
        return "left"
    if person.birth_date is None:
        return "no_birth_date"
    low, high = policy.female_ages if person.sex is Sex.FEMALE else policy.male_ages
    age = age_on(person.birth_date, day)
    if age < low:
        return "too_young"
    if age > high:
        return "too_old"
    if person.labour not in policy.labour:
        return "labour"
    return None if person.schooling in NOT_A_PUPIL else "pupil"


def is_complete(hours: Hours, policy: Policy) -> bool:
    """Whether these hours complete the rotation."""
    kinds = sum(1 for half_hours in hours.by_kind.values() if half_hours > 0)
    return (
        hours.total >= policy.half_hours
        and hours.by_kind.get(CourseKind.TECHNOLOGY, 0) >= policy.technology_half_hours
        and kinds >= policy.kinds
    )
