"""The county's rules of the rotation: who is due, and what completes it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Protocol

from nightschool.domain.codes import Belonging, CourseKind, Labour, Sex
from nightschool.errors import UserError
from nightschool.i18n import _

NOT_A_PUPIL = frozenset({"", "非在校生"})
LONGEST_YEARS = 10
HIGHEST_AGE = 120


@dataclass(frozen=True, slots=True)
class Policy:
    """Settings of a county that travel with the sync; hours in halves of a class hour."""

    start: date = date(2018, 1, 1)
    years: int = 3
    targets: tuple[int, int, int] = (35, 70, 100)
    """Per cent of those due that shall be complete at the end of each of the first years."""
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


def commonest(policies: Iterable[Policy]) -> Policy:
    """The rules that most of these counties have, for what is said of all of them together."""
    counts = Counter(policies).most_common(1)
    return counts[0][0] if counts else Policy()


@dataclass(frozen=True, slots=True)
class Hours:
    """What one person attended in the rotation's years up to a day."""

    by_kind: Mapping[CourseKind, int] = field(default_factory=dict)
    """Half class hours of each kind; a kind that gave none is absent or 0."""
    attended: int = 0
    """Lessons at which they were marked as having been there."""
    called: int = 0
    """Lessons whose finished roll names them."""
    first_day: date | None = None
    last_day: date | None = None
    """First and last day attended."""

    @property
    def total(self) -> int:
        return sum(self.by_kind.values())


@dataclass(frozen=True, slots=True)
class Missing:
    """What is still missing to complete the rotation; hours in halves."""

    half_hours: int
    technology_half_hours: int
    kinds: int


NOTHING = Missing(0, 0, 0)


class WhyNotDue(StrEnum):
    """The reasons in the order in which they are asked."""

    NOT_REGISTERED = "not_registered"
    LEFT = "left"
    NO_BIRTH_DATE = "no_birth_date"
    TOO_YOUNG = "too_young"
    TOO_OLD = "too_old"
    LABOUR = "labour"
    PUPIL = "pupil"


class Candidate(Protocol):
    """What the rule asks of a person: a `Person`, or any record with these fields."""

    @property
    def belonging(self) -> Belonging: ...
    @property
    def sex(self) -> Sex | None: ...
    @property
    def birth_date(self) -> date | None: ...
    @property
    def labour(self) -> Labour | None: ...
    @property
    def schooling(self) -> str: ...
    @property
    def left_on(self) -> date | None: ...


def same_day(day: date, year: int) -> date:
    """That day in another year; 29 February becomes 1 March where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def age_on(birth: date, day: date) -> int:
    """Whole years of life on `day`; who is born on 29 February is older on 1 March."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def is_due(person: Candidate, policy: Policy, day: date) -> bool:
    """Whether the rotation counts this person on `day`: of working age, able, no pupil, here."""
    return why_not_due(person, policy, day) is None


def why_not_due(person: Candidate, policy: Policy, day: date) -> WhyNotDue | None:
    """The first reason why the rotation does not count this person on `day`, or None."""
    if person.belonging is not Belonging.REGISTERED:
        return WhyNotDue.NOT_REGISTERED
    if person.left_on is not None and person.left_on <= day:
        return WhyNotDue.LEFT
    if person.birth_date is None:
        return WhyNotDue.NO_BIRTH_DATE
    low, high = policy.female_ages if person.sex is Sex.FEMALE else policy.male_ages
    age = age_on(person.birth_date, day)
    if age < low:
        return WhyNotDue.TOO_YOUNG
    if age > high:
        return WhyNotDue.TOO_OLD
    if person.labour not in policy.labour:
        return WhyNotDue.LABOUR
    return None if person.schooling in NOT_A_PUPIL else WhyNotDue.PUPIL


def missing(hours: Hours, policy: Policy) -> Missing:
    """What these hours lack to complete the rotation; `NOTHING` where they complete it."""
    kinds = len([half_hours for half_hours in hours.by_kind.values() if half_hours > 0])
    technology = hours.by_kind.get(CourseKind.TECHNOLOGY, 0)
    return Missing(
        max(0, policy.half_hours - hours.total),
        max(0, policy.technology_half_hours - technology),
        max(0, policy.kinds - kinds),
    )


def check(policy: Policy) -> None:
    """What settings must be before they are saved; raises `UserError`."""
    if not 1 <= policy.years <= LONGEST_YEARS:
        raise UserError(
            _("The rotation lasts between 1 and %(most)d years.") % {"most": LONGEST_YEARS}
        )
    if not all(0 <= low <= high <= 100 for low, high in pairwise((0, *policy.targets, 100))):
        raise UserError(_("The yearly targets must rise from 0 to 100 per cent."))
    _check_hours(policy)
    for low, high in (policy.male_ages, policy.female_ages):
        if not 0 <= low <= high <= HIGHEST_AGE:
            raise UserError(_("The ages must be given as youngest-oldest, such as 16-59."))
    if not policy.labour:
        raise UserError(_("At least one kind of labour ability must count."))


def _check_hours(policy: Policy) -> None:
    if policy.half_hours < 1 or not 0 <= policy.technology_half_hours <= policy.half_hours:
        raise UserError(_("The hours must be above 0, and those of technology no more than all."))
    if not 1 <= policy.kinds <= len(CourseKind):
        raise UserError(_("Between 1 and %(most)d kinds.") % {"most": len(CourseKind)})
