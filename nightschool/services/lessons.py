"""Lessons of a school: planned, corrected, cancelled, listed. The roll call holds them."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, time
from typing import TypedDict, Unpack

from nightschool import clock
from nightschool.domain import identity
from nightschool.domain import lesson as rules
from nightschool.domain.codes import Language, LessonForm, LessonState
from nightschool.domain.course import Course
from nightschool.domain.identity import RowId
from nightschool.domain.lesson import Lesson
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import schools
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from nightschool.storage.database import Write
from nightschool.storage.queries import lessons as found
from nightschool.storage.queries import records, rolls
from nightschool.storage.queries.lessons import LessonLine as LessonLine


class Details(TypedDict, total=False):
    """What may be said of a lesson besides its course and time."""

    title: str
    place: str
    form: LessonForm
    language: Language
    lecturer: RowId | None
    summary: str
    guests: int


class Changes(Details, total=False):
    """What may be changed of a lesson; without `half_hours` a changed time computes them again."""

    course: RowId
    day: date
    start: time
    end: time
    half_hours: int
    hours_reason: str


@dataclass(frozen=True, slots=True)
class Saved:
    """A lesson as it was saved, and what is odd about it."""

    lesson: Lesson
    warnings: tuple[str, ...] = ()


def add(
    workspace: Workspace,
    course: RowId,
    day: date,
    start: time,
    end: time,
    *,
    school: str | None = None,
    half_hours: int | None = None,
    hours_reason: str = "",
    **details: Unpack[Details],
) -> Saved:
    """Plan a lesson; an `end` before `start` is on the next day.

    Class hours follow from the clock, unless `half_hours` (halves of a class hour) says otherwise
    and `hours_reason` why. Raises `UserError`, also where the school has a lesson at that time.
    """
    one = Lesson(
        id=identity.new(),
        school=schools.code_of(workspace, school),
        course=course,
        day=day,
        start=start,
        end=end,
        half_hours=rules.half_hours_of(start, end) if half_hours is None else half_hours,
        hours_reason=hours_reason,
        **details,
    )
    with workspace.database.write() as write:
        saved = checked(write, one)
        rows.insert(write, tables.Lesson, [rows.values_of(saved.lesson)])
    return saved


def edit(workspace: Workspace, row: RowId, reason: str = "", **changes: Unpack[Changes]) -> Saved:
    """Change a lesson; what it said before is kept. One that was held needs a reason.

    Raises `UserError` where the lesson may not be so.
    """
    with workspace.database.write() as write:
        before = found.lesson(write.connection, row)
        if before.state is LessonState.CANCELLED:
            raise cancelled(before)
        if before.state is LessonState.HELD and not reason.strip():
            raise UserError(
                _("This lesson was held and its roll call finished."), _("Say why it is changed.")
            )
        after = replace(before, **changes)
        timed = (after.start, after.end) != (before.start, before.end)
        if timed and "half_hours" not in changes:
            hours = rules.half_hours_of(after.start, after.end)
            after = replace(after, half_hours=hours, hours_reason="")
        saved = checked(write, after)
        _check_corrections(write, saved.lesson)
        rows.edit(write, tables.Lesson, {(row,): rows.values_of(saved.lesson)}, reason)
    return saved


def cancel(workspace: Workspace, row: RowId, reason: str) -> Lesson:
    """Call a planned lesson off; its roll, if it had one, counts for nothing."""
    if not reason.strip():
        raise UserError(_("A lesson is cancelled for a reason."), _("Say why."))
    with workspace.database.write() as write:
        before = found.lesson(write.connection, row)
        if before.state is LessonState.HELD:
            raise UserError(
                _("This lesson was held and its roll call finished."),
                _("Open its roll call again first, if it was not held after all."),
            )
        state = LessonState.CANCELLED
        after = replace(before, state=state, cancel_reason=reason.strip(), roll_open=False)
        rows.edit(write, tables.Lesson, {(row,): rows.values_of(after)}, reason.strip())
    return after


def lesson(workspace: Workspace, row: RowId) -> Lesson:
    """The lesson with this key; raises `UserError` where there is none."""
    with workspace.database.read() as connection:
        return found.lesson(connection, row)


def line(workspace: Workspace, row: RowId) -> LessonLine:
    """The lesson as lists show it; raises `UserError` where there is none."""
    with workspace.database.read() as connection:
        return found.line(connection, row)


def listing(
    workspace: Workspace,
    school: str | None = None,
    month: date | None = None,
    state: LessonState | None = None,
) -> list[LessonLine]:
    """The lessons of a school, all or of the month that `month` lies in, by day and hour."""
    code = schools.code_of(workspace, school)
    first, last = month_of(month) if month else (None, None)
    with workspace.database.read() as connection:
        return found.listing(connection, code, first, last, state)


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of the month that `day` lies in."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def may_be_held(write: Write, one: Lesson) -> tuple[str, ...]:
    """Raise `UserError` for a lesson to come; warnings where the clock cannot be trusted."""
    trusted = clock.is_trusted(found.latest_held(write.connection, one.school))
    warning = rules.check_can_be_held(one, clock.today(), trusted)
    return (warning,) if warning else ()


def cancelled(one: Lesson) -> UserError:
    """The error for work on a lesson that was called off."""
    return UserError(
        _("This lesson was cancelled: %(reason)s.") % {"reason": one.cancel_reason},
        _("Plan it anew."),
    )


def checked(write: Write, one: Lesson) -> Saved:
    """The lesson as it may be saved; raises `UserError`."""
    by_clock = one.half_hours == rules.half_hours_of(one.start, one.end)
    one = replace(one, hours_reason="" if by_clock else one.hours_reason.strip())
    rules.check(one)
    if records.by_id(write.connection, Course, tables.Course, one.course) is None:
        raise UserError(_("There is no such course here."), _("Choose one from the list."))
    other = rules.first_overlapping(one, found.neighbours(write.connection, one))
    if other is not None:
        raise _overlapping(write, other)
    warnings = may_be_held(write, one) if one.state is LessonState.HELD else ()
    if one.half_hours == 0:
        warnings += (_("The lesson is too short to give class hours."),)
    return Saved(one, warnings)


def _check_corrections(write: Write, one: Lesson) -> None:
    if rolls.most_corrected(write.connection, one.id) > one.half_hours:
        raise UserError(
            _("Somebody on the roll was given more class hours than the lesson now has."),
            _("Correct the roll first."),
        )


def _overlapping(write: Write, other: Lesson) -> UserError:
    course = records.by_id(write.connection, Course, tables.Course, other.course)
    return UserError(
        _("At that time the school has the lesson “%(title)s” (%(day)s, %(start)s–%(end)s).")
        % {
            "title": other.title or (course.title if course else ""),
            "day": f"{other.day}",
            "start": f"{other.start:%H:%M}",
            "end": f"{other.end:%H:%M}",
        },
        _("Change the time, or cancel the other lesson."),
    )
