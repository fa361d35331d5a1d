"""What the window shows first: tonight, what is not recorded, what has not gone, who is missed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from nightschool.domain import progress
from nightschool.domain.codes import LessonState, Role
from nightschool.domain.identity import RowId
from nightschool.domain.lesson import Lesson, minutes_between
from nightschool.domain.progress import ABSENT_DAYS, HouseholdProgress, PersonProgress
from nightschool.domain.school import county_of
from nightschool.domain.todo import Todo
from nightschool.services import checks, desks, lessons, schools
from nightschool.services.timetable import ENOUGH_MINUTES
from nightschool.services.workspace import Workspace
from nightschool.storage import hours, payload, peers
from nightschool.storage.queries import common, standing, todos
from nightschool.storage.queries import progress as found
from nightschool.storage.queries.lessons import LessonLine

LEAST, MOST = 2, 3
"""The rule of 2016: two to three meetings a month."""


@dataclass(frozen=True, slots=True)
class Unsent:
    """What the county has not confirmed yet."""

    to: str
    """The county's desk by name; empty where this laptop is not enrolled."""
    rows: int
    since: date | None
    """Day of the oldest work among it, as far as that bears a day."""
    carried_on: datetime | None
    """When the oldest package was saved that it has not confirmed."""
    days: int | None
    """Since then, or else since the oldest work."""


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody due who has not come for long."""

    person: RowId
    name: str
    household: RowId | None
    last_day: date
    days: int


@dataclass(frozen=True, slots=True)
class Unreached:
    """A household with people due of whom nobody came this year."""

    household: RowId
    number: str | None
    head: str | None
    due: int


@dataclass(frozen=True, slots=True)
class Month:
    """This month's lessons against the rule of 2016: two to three, two hours each."""

    first: date
    held: int
    planned: int
    long_enough: int
    """Of those held."""
    least: int = LEAST
    most: int = MOST

    @property
    def kept(self) -> bool:
        return self.long_enough >= self.least


@dataclass(frozen=True, slots=True)
class Today:
    """All of it; every line has the key of the record that it opens."""

    on: date
    tonight: tuple[LessonLine, ...]
    unrecorded: tuple[LessonLine, ...]
    """Planned lessons of days past without a roll, the latest first."""
    open_rolls: tuple[LessonLine, ...]
    """Rolls that were begun and not finished, the latest first."""
    unsent: Unsent | None
    """None at an office."""
    away: tuple[Away, ...]
    never_came: int
    unreached: tuple[Unreached, ...]
    month: Month
    todos: tuple[Todo, ...]


def today(workspace: Workspace, school: str, on: date, absent_days: int = ABSENT_DAYS) -> Today:
    """What a school has to see on a day, from its own books alone."""
    code = schools.code_of(workspace, school)
    with workspace.database.read() as connection:
        policy = common.policy_of(connection, county_of(code))
    hours.refresh(workspace.database, county_of(code), policy)
    with workspace.database.read() as connection:
        everybody = found.people(connection, code, policy, on)
        names = found.household_names(connection, code)
        lines = standing.waiting(connection, code, on)
        asked = standing.of_school(connection, todos.received(connection), code)
        month = _month(standing.month(connection, code, *lessons.month_of(on)), on)
    due = [one for one in everybody if one.due]
    return Today(
        on=on,
        tonight=tuple(line for line in reversed(lines) if line.lesson.day == on),
        unrecorded=tuple(line for line in lines if _is_unrecorded(line, on)),
        open_rolls=tuple(line for line in lines if line.lesson.roll_open),
        unsent=_unsent(workspace, on),
        away=_away(due, on, absent_days),
        never_came=sum(not one.begun for one in due),
        unreached=_unreached(progress.of_households(everybody, on, names)),
        month=month,
        todos=(*checks.open_todos(workspace, code), *asked),
    )


def _is_unrecorded(line: LessonLine, on: date) -> bool:
    one = line.lesson
    return one.day < on and one.state is LessonState.PLANNED and not one.roll_open


def _month(taught: Sequence[Lesson], on: date) -> Month:
    held = [one for one in taught if one.state is LessonState.HELD]
    return Month(
        first=on.replace(day=1),
        held=len(held),
        planned=sum(one.state is LessonState.PLANNED for one in taught),
        long_enough=sum(minutes_between(one.start, one.end) >= ENOUGH_MINUTES for one in held),
    )


def _away(due: Iterable[PersonProgress], on: date, absent_days: int) -> tuple[Away, ...]:
    away = [
        Away(one.person.id, one.person.name, one.person.household, last, (on - last).days)
        for one in due
        if (last := one.hours.last_day) is not None and (on - last).days >= absent_days
    ]
    return tuple(sorted(away, key=lambda one: (one.last_day, one.name)))


def _unreached(homes: Iterable[HouseholdProgress]) -> tuple[Unreached, ...]:
    unreached = [
        Unreached(home.household, home.name.number, home.name.head, home.due)
        for home in homes
        if home.due and not home.reached
    ]
    return tuple(sorted(unreached, key=lambda home: (home.number or "~", home.household)))


def _unsent(workspace: Workspace, on: date) -> Unsent | None:
    """Of all schools of the laptop together: one package carries them all."""
    if workspace.role is not Role.SCHOOL:
        return None
    above = desks.above(workspace)
    if not above:
        return Unsent("", 0, None, None, None)
    scopes = desks.written_scopes(workspace)
    own = workspace.device
    with workspace.database.read() as connection:
        confirmed = peers.acknowledged(connection, [device.device for device in above])
        rows = sum(payload.count(connection, scopes, confirmed).values())
        since = standing.oldest_unsent(connection, scopes, confirmed)
        carried = standing.oldest_carried(connection, own)
    oldest = carried.astimezone().date() if carried else since
    names = "、".join(device.name for device in above)
    days = max((on - oldest).days, 0) if oldest and rows else None
    return Unsent(names, rows, since, carried, days)
