"""A lesson: when it is, how many class hours it gives, and what it may not overlap."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from nightschool.domain.codes import Language, LessonForm, LessonState
from nightschool.domain.identity import RowId
from nightschool.errors import UserError
from nightschool.i18n import _

HALF_HOUR_MINUTES = 22.5
"""Half a class hour: a class hour (学时) is 45 minutes."""

LONGEST_MINUTES = 12 * 60
"""No evening is longer: an end that seems to be is mistyped."""

MOST_HALF_HOURS = int(LONGEST_MINUTES / HALF_HOUR_MINUTES)


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson of one school. Class hours are counted in halves, so that sums stay exact."""

    id: RowId
    school: str
    course: RowId
    day: date
    start: time
    end: time
    """Before or equal to `start` means on the next day."""
    half_hours: int
    hours_reason: str = ""
    """Why the hours are not those of the clock; empty where they are."""
    title: str = ""
    place: str = ""
    form: LessonForm = LessonForm.LECTURE
    language: Language = Language.CHINESE
    lecturer: RowId | None = None
    summary: str = ""
    guests: int = 0
    """People who were there and stand on no list."""
    state: LessonState = LessonState.PLANNED
    cancel_reason: str = ""
    roll_open: bool = False
    merged_into: RowId | None = None
    """The lesson that this one records a second time; it stands for both."""

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.day, self.start)

    @property
    def ends(self) -> datetime:
        return self.begins + timedelta(minutes=minutes_between(self.start, self.end))


def minutes_between(start: time, end: time) -> int:
    """Minutes from `start` to `end`, across midnight where `end` is not later."""
    minutes = (end.hour - start.hour) * 60 + end.minute - start.minute
    return minutes if minutes > 0 else minutes + 24 * 60


def half_hours_of(start: time, end: time) -> int:
    """Class hours from the clock, in whole halves, the last begun half not counted."""
    return int(minutes_between(start, end) / HALF_HOUR_MINUTES)


def overlap(one: Lesson, other: Lesson) -> bool:
    """Whether two lessons share a moment; one that ends when the other begins does not."""
    return one.begins < other.ends and other.begins < one.ends


def check(lesson: Lesson) -> None:
    """What a lesson must be by itself, before it is saved; raises `UserError`."""
    if lesson.start == lesson.end:
        raise UserError(
            _("The lesson ends at the minute it begins."), _("Correct the start or the end.")
        )
    if minutes_between(lesson.start, lesson.end) > LONGEST_MINUTES:
        raise UserError(
            _("From %(start)s to %(end)s is more than 12 hours.")
            % {"start": f"{lesson.start:%H:%M}", "end": f"{lesson.end:%H:%M}"},
            _("Correct the start or the end."),
        )
    _check_hours(lesson)
    if lesson.guests < 0:
        raise UserError(_("The count of guests is below nought."), _("Correct the count."))


def _check_hours(lesson: Lesson) -> None:
    by_clock = half_hours_of(lesson.start, lesson.end)
    if not 0 <= lesson.half_hours <= MOST_HALF_HOURS:
        raise UserError(
            _("A lesson gives between 0 and %(most)g class hours.") % {"most": MOST_HALF_HOURS / 2},
            _("Correct the hours."),
        )
    if lesson.half_hours != by_clock and not lesson.hours_reason:
        raise UserError(
            _("By the clock the lesson gives %(hours)g class hours.") % {"hours": by_clock / 2},
            _("Say why it shall be %(given)g.") % {"given": lesson.half_hours / 2},
        )


def first_overlapping(lesson: Lesson, others: Iterable[Lesson]) -> Lesson | None:
    """The first of the other lessons of a school that shares a moment with this one.

    Cancelled lessons share none.
    """
    for other in others:
        cancelled = LessonState.CANCELLED in (lesson.state, other.state)
        if other.id != lesson.id and not cancelled and overlap(lesson, other):
            return other
    return None


def check_can_be_held(lesson: Lesson, today: date, trusted: bool) -> str | None:
    """Raise `UserError` for a lesson of a day to come.

    Where the clock is known to be wrong nobody can tell: then it may be held, and what is returned
    is the warning to show.
    """
    if lesson.day <= today:
        return None
    when = {"day": f"{lesson.day}", "today": f"{today}"}
    if trusted:
        raise UserError(
            _("The lesson of %(day)s lies in the future (today is %(today)s).") % when,
            _("Finish its roll call when it was held, or correct its day."),
        )
    return (
        _("The lesson of %(day)s lies after today by this machine's clock, which is wrong.") % when
    )
