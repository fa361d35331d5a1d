"""The school's calendar: a month at a glance, checks while typing, plans for many weeks."""

from calendar import Calendar
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from nightschool import clock
from nightschool.domain import holidays, identity
from nightschool.domain import lesson as rules
from nightschool.domain.codes import LessonState
from nightschool.domain.course import Course
from nightschool.domain.lesson import Lesson
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import lessons, schools
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from nightschool.storage.queries import lessons as found
from nightschool.storage.queries import records
from nightschool.storage.queries.lessons import LessonLine

ENOUGH_MINUTES = 120
"""The rule of 2016: a meeting lasts at least two hours."""

MOST_WEEKS = 53


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar."""

    day: date
    in_month: bool
    holiday: str
    """What is kept on it; empty for an ordinary day."""
    lessons: tuple[LessonLine, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """A month in whole weeks, each from Monday to Sunday."""

    first: date
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """A lesson of a weekly plan; `skipped` says why it will not be made, empty where it will."""

    lesson: Lesson
    skipped: str = ""


def month(workspace: Workspace, school: str, year: int, month: int) -> Month:
    """The calendar of a month with all its lessons, cancelled ones too."""
    code = schools.code_of(workspace, school)
    days = list(Calendar().itermonthdates(year, month))
    with workspace.database.read() as connection:
        lines = found.listing(connection, code, days[0], days[-1])
    return Month(
        date(year, month, 1),
        tuple(
            Day(
                day,
                day.month == month,
                holidays.holiday(day),
                tuple(line for line in lines if line.lesson.day == day),
            )
            for day in days
        ),
    )


def check(workspace: Workspace, draft: Lesson, today: date | None = None) -> dict[str, str]:
    """What is wrong with a lesson while it is typed, by the name of the field.

    A name that ends in `?` is what to think about, and forbids nothing. Empty where all is well.
    """
    with workspace.database.read() as connection:
        taught = records.by_id(connection, Course, tables.Course, draft.course)
        near = found.neighbours(connection, draft)
    finding = {} if taught else {"course": _("Choose a course.")}
    return finding | dict(_of_lesson(draft, near, today or clock.today()))


def _of_lesson(draft: Lesson, near: Sequence[Lesson], today: date) -> Iterator[tuple[str, str]]:
    if draft.start == draft.end:
        yield "end", _("The lesson ends at the minute it begins.")
        return
    minutes = rules.minutes_between(draft.start, draft.end)
    if minutes > rules.LONGEST_MINUTES:
        yield "end", _("More than 12 hours.")
        return
    other = rules.first_overlapping(draft, near)
    if other is not None:
        yield "start", taken(other)
    if draft.state is LessonState.HELD and draft.day > today and clock.is_trusted():
        yield "day", _("A lesson to come cannot have been held.")
    elif draft.day < today and draft.state is LessonState.PLANNED:
        yield "day?", _("This day is past: its roll call can be taken at once.")
    elif kept := holidays.holiday(draft.day):
        yield "day?", _("On this day %(holiday)s is kept.") % {"holiday": kept}
    yield from _of_hours(draft, minutes)
    if draft.guests < 0:
        yield "guests", _("The count of guests is below nought.")


def _of_hours(draft: Lesson, minutes: int) -> Iterator[tuple[str, str]]:
    by_clock = rules.half_hours_of(draft.start, draft.end)
    if not 0 <= draft.half_hours <= rules.MOST_HALF_HOURS:
        most = {"most": rules.MOST_HALF_HOURS / 2}
        yield "half_hours", _("A lesson gives between 0 and %(most)g class hours.") % most
    elif draft.half_hours != by_clock and not draft.hours_reason.strip():
        hours = {"hours": by_clock / 2}
        yield "hours_reason", _("By the clock it is %(hours)g class hours. Say why not.") % hours
    if minutes < ENOUGH_MINUTES:
        yield "half_hours?", _("By the rule of 2016 an evening lasts at least 2 hours.")


def taken(other: Lesson) -> str:
    """What to say where another lesson is in the way."""
    return _("At that time the school has another lesson (%(day)s, %(start)s–%(end)s).") % {
        "day": f"{other.day}",
        "start": f"{other.start:%H:%M}",
        "end": f"{other.end:%H:%M}",
    }


def from_last(workspace: Workspace, school: str, day: date | None = None) -> Lesson | None:
    """A draft like the school's last lesson, a week after it or on a day; None for the first.

    What was said of that evening alone, its summary and guests, is left out.
    """
    code = schools.code_of(workspace, school)
    with workspace.database.read() as connection:
        last = found.latest(connection, code)
    if last is None:
        return None
    return _again(last, day or last.day + timedelta(weeks=1))


def plan_weekly(
    workspace: Workspace, draft: Lesson, weeks: int, every: int = 1
) -> tuple[Planned, ...]:
    """The draft repeated each week, or each so many weeks, over a number of weeks.

    Holidays and evenings that are taken are skipped, with the reason; nothing is written. Raises
    `UserError` for a draft that may not be saved by itself, or for more than a year.
    """
    if not 1 <= weeks <= MOST_WEEKS or every < 1:
        raise UserError(
            _("A plan is for 1 to %(most)d weeks.") % {"most": MOST_WEEKS},
            _("Plan the rest later."),
        )
    rules.check(draft)
    drafts = [_again(draft, draft.day + timedelta(weeks=week)) for week in range(0, weeks, every)]
    first, last = drafts[0].day - timedelta(days=1), drafts[-1].day + timedelta(days=1)
    with workspace.database.read() as connection:
        there = [line.lesson for line in found.listing(connection, draft.school, first, last)]
    return tuple(_planned(each, there) for each in drafts)


def make_weekly(workspace: Workspace, planned: Iterable[Planned]) -> list[Lesson]:
    """Make the lessons of a plan that are not skipped: all of them, or none.

    Raises `UserError` where an evening was taken since the plan was made.
    """
    wanted = [each.lesson for each in planned if not each.skipped]
    with workspace.database.write() as write:
        made = [lessons.checked(write, one).lesson for one in wanted]
        rows.insert(write, tables.Lesson, map(rows.values_of, made))
    return made


def _planned(draft: Lesson, there: Sequence[Lesson]) -> Planned:
    if kept := holidays.holiday(draft.day):
        return Planned(draft, kept)
    other = rules.first_overlapping(draft, there)
    return Planned(draft, taken(other) if other else "")


def _again(one: Lesson, day: date) -> Lesson:
    return replace(
        one,
        id=identity.new(),
        day=day,
        summary="",
        guests=0,
        state=LessonState.PLANNED,
        cancel_reason="",
        roll_open=False,
    )
