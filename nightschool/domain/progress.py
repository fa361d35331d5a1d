"""How far the rotation is: for a person, a household, and for any number of schools.

Everything here is about one day: people as the register has them now, hours of lessons held until
then. `docs/figures.md` defines each figure. Hours are counted in halves of a class hour.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from types import MappingProxyType

from nightschool.domain.codes import Belonging, CourseKind, Labour, LeftReason, Sex
from nightschool.domain.forecast import SPAN, Forecast, WhyNone
from nightschool.domain.forecast import forecast as _forecast
from nightschool.domain.identity import RowId
from nightschool.domain.policy import (
    NOTHING,
    Hours,
    Missing,
    Policy,
    WhyNotDue,
    is_due,
    missing,
    same_day,
    why_not_due,
)

ABSENT_DAYS = 60
"""Who has not come for so many days is asked after."""

_NOT_HERE = frozenset({WhyNotDue.NOT_REGISTERED, WhyNotDue.LEFT})


@dataclass(frozen=True, slots=True)
class Learner:
    """What the figures need of a person."""

    id: RowId
    school: str
    name: str
    household: RowId | None
    belonging: Belonging
    sex: Sex | None
    birth_date: date | None
    labour: Labour | None
    schooling: str
    left_on: date | None
    left_reason: LeftReason | None = None
    came_on: date | None = None
    moved_from: RowId | None = None


@dataclass(frozen=True, slots=True)
class PersonProgress:
    """Where one person stands on the day."""

    person: Learner
    hours: Hours
    why_not_due: WhyNotDue | None
    missing: Missing
    complete: bool
    """The hours suffice, of someone who is due or was on the first day they attended."""
    enough_on: date | None = None
    """The day on which the hours sufficed, where that was asked for."""
    skills: tuple[str, ...] = ()
    """Skills of the courses attended in full, where they were asked for."""

    @property
    def due(self) -> bool:
        return self.why_not_due is None

    @property
    def begun(self) -> bool:
        return self.hours.attended > 0

    @property
    def here(self) -> bool:
        """On the register and not left."""
        return self.why_not_due not in _NOT_HERE

    @property
    def attendance_rate(self) -> float | None:
        """Per cent of the rolls that name the person at which they were there."""
        return percent(self.hours.attended, self.hours.called)


@dataclass(frozen=True, slots=True)
class HouseholdName:
    """What people call a household by: its 户编号 and its head."""

    number: str | None = None
    head: str | None = None


@dataclass(frozen=True, slots=True)
class HouseholdProgress:
    """Where the members of one household who are here stand on the day."""

    household: RowId
    school: str
    name: HouseholdName
    members: int
    due: int
    begun: int
    complete: int
    """Of those due, as `begun` is."""
    trained: bool
    """"Train one person": a member is complete, be they still of working age or not."""
    reached: bool
    """The yearly rule: a member attended in the calendar year of the day."""

    @property
    def all_complete(self) -> bool:
        return 0 < self.due == self.complete


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of some schools on the day; those of several schools are their sum."""

    people: int = 0
    working_age: int = 0
    begun: int = 0
    complete: int = 0
    complete_but_left: int = 0
    absent_60_days: int = 0
    never_came: int = 0
    households: int = 0
    households_due: int = 0
    households_reached: int = 0
    households_trained: int = 0
    households_complete: int = 0
    lessons: int = 0
    half_hours: Mapping[CourseKind, int] = field(default_factory=dict)
    """Half class hours of `people`, by kind."""
    half_hours_of_others: int = 0
    """Those of villagers outside the register, guests, and people who left."""
    complete_lately: int = 0
    """Of `complete`, who got there within the span that the forecast goes by."""
    completed_in: Mapping[date, int] = field(default_factory=dict)
    """Of `complete`, how many got there in each month, by its first day: the curve."""

    def __add__(self, other: "Figures") -> "Figures":
        sums = {
            each.name: getattr(self, each.name) + getattr(other, each.name)
            for each in fields(self)
            if each.name not in ("half_hours", "completed_in")
        }
        months = Counter(self.completed_in)
        months.update(other.completed_in)
        hours = _added([self.half_hours, other.half_hours])
        return Figures(**sums, half_hours=hours, completed_in=dict(months))

    @property
    def share(self) -> float | None:
        """Per cent of those due who are complete; None where nobody is due."""
        return percent(self.complete, self.working_age)


@dataclass(frozen=True, slots=True)
class Pace:
    """The rotation against the policy's yearly targets."""

    expected: float
    """Per cent that should be complete by now."""
    ahead: float | None
    """Points above (or, below 0, behind) what is expected."""
    forecast: date | None
    """The day on which all will be complete at the pace of late; None where none is in sight."""
    why_none: WhyNone | None = None
    """Why no day is in sight."""


def percent(part: int, whole: int) -> float | None:
    """A share in per cent to one decimal; None of nothing."""
    return round(100 * part / whole, 1) if whole else None


def of_person(
    person: Learner, hours: Hours, policy: Policy, on: date, enough_on: date | None = None
) -> PersonProgress:
    """Where a person with these hours stands on the day."""
    why, lacking = why_not_due(person, policy, on), missing(hours, policy)
    complete = lacking == NOTHING and (why is None or _was_due(person, hours, policy))
    return PersonProgress(person, hours, why, lacking, complete, enough_on)


def _was_due(person: Learner, hours: Hours, policy: Policy) -> bool:
    """Whether they belonged to the rotation when they began."""
    return hours.first_day is not None and is_due(person, policy, hours.first_day)


def is_mastered(attended: int, called: int) -> bool:
    """Whether a course was attended in full: at every one of its rolls that name the person."""
    return 0 < attended == called


def of_households(
    people: Iterable[PersonProgress],
    on: date,
    names: Mapping[RowId, HouseholdName] = MappingProxyType({}),
) -> list[HouseholdProgress]:
    """Where each household stands that has a member here."""
    homes: defaultdict[RowId, list[PersonProgress]] = defaultdict(list)
    for one in people:
        if one.person.household is not None and one.here:
            homes[one.person.household].append(one)
    return [
        _of_household(home, members, on, names.get(home, HouseholdName()))
        for home, members in homes.items()
    ]


def _of_household(
    home: RowId, members: list[PersonProgress], on: date, name: HouseholdName
) -> HouseholdProgress:
    due = [one for one in members if one.due]
    last_days = (one.hours.last_day for one in members)
    return HouseholdProgress(
        household=home,
        school=members[0].person.school,
        name=name,
        members=len(members),
        due=len(due),
        begun=sum(one.begun for one in due),
        complete=sum(one.complete for one in due),
        trained=any(one.complete for one in members),
        reached=any(last is not None and last.year == on.year for last in last_days),
    )


def figures(people: Iterable[PersonProgress], on: date, lessons: int = 0) -> Figures:
    """The figures of these people and of the lessons held for them."""
    everybody = [one for one in people if not counts_elsewhere(one, on)]
    here = [one for one in everybody if one.here]
    due = [one for one in here if one.due]
    homes = of_households(here, on)
    since = [one.enough_on for one in due if one.complete]
    reached = [day for day in since if day is not None]
    return Figures(
        people=len(here),
        working_age=len(due),
        begun=sum(one.begun for one in due),
        complete=sum(one.complete for one in due),
        complete_but_left=sum(one.complete and not one.due for one in everybody),
        absent_60_days=sum(_is_absent(one.hours, on) for one in due),
        never_came=sum(not one.begun for one in due),
        households=len(homes),
        households_due=sum(home.due > 0 for home in homes),
        households_reached=sum(home.reached for home in homes),
        households_trained=sum(home.trained for home in homes),
        households_complete=sum(home.all_complete for home in homes),
        lessons=lessons,
        half_hours=_added(one.hours.by_kind for one in here),
        half_hours_of_others=sum(one.hours.total for one in everybody if not one.here),
        complete_lately=sum(on - day < SPAN for day in reached),
        completed_in=dict(Counter(day.replace(day=1) for day in reached)),
    )


def counts_elsewhere(one: PersonProgress, on: date) -> bool:
    """Whether somebody's hours are at another school on the day: they went there, or come later."""
    person = one.person
    if person.moved_from is not None and person.came_on is not None and person.came_on > on:
        return True
    return person.left_reason is LeftReason.TRANSFERRED and not one.here


def _is_absent(hours: Hours, on: date) -> bool:
    return hours.last_day is not None and (on - hours.last_day).days >= ABSENT_DAYS


def _added(parts: Iterable[Mapping[CourseKind, int]]) -> dict[CourseKind, int]:
    total = dict.fromkeys(CourseKind, 0)
    for part in parts:
        for kind, half_hours in part.items():
            total[kind] += half_hours
    return total


def pace(figures: Figures, policy: Policy, on: date) -> Pace:
    """How these figures stand against the policy's targets."""
    expected = expected_share(policy, on)
    ahead = None if figures.share is None else round(figures.share - expected, 1)
    coming = forecast(figures, policy, on)
    return Pace(expected, ahead, coming.day, coming.why_none)


def expected_share(policy: Policy, on: date) -> float:
    """Per cent that should be complete at the end of the day.

    Nothing before the start, each year's target at that year's end, evenly in between, and the
    last target ever after.
    """
    before, begin = 0, policy.start
    for year, target in enumerate(policy.targets[: policy.years], start=1):
        end = same_day(policy.start, policy.start.year + year)
        if on < end:
            passed = max(0, (on - begin).days + 1) / (end - begin).days
            return round(before + (target - before) * passed, 1)
        before, begin = target, end
    return float(before)


def forecast(figures: Figures, policy: Policy, on: date) -> Forecast:
    """When all who are due will be complete, if they go on at the pace of late."""
    lately = figures.complete_lately
    return _forecast(figures.working_age, figures.complete, lately, policy.start, on)
