"""A lesson: when it is, how many class hours it gives, and what it may not overlap."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from nightschool.domain.codes import Language, LessonForm, LessonState
from nightschool.domain.identity import RowId

HALF_HOUR_MINUTES = 22.5
"""Half a class hour: a class hour (学时) is 45 minutes."""


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
