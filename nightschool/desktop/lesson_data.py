"""What the lessons' page shows, loaded at one time, and the drafts that it begins with."""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from nightschool import clock
from nightschool.desktop.dialogs.lesson_form import NO_COURSE, Choices
from nightschool.desktop.lesson_words import LessonLine
from nightschool.domain import identity
from nightschool.domain.codes import LessonState
from nightschool.domain.course import Course
from nightschool.domain.identity import RowId
from nightschool.domain.lecturer import Lecturer
from nightschool.domain.lesson import Lesson, half_hours_of
from nightschool.services import courses, lecturers, lessons, timetable
from nightschool.services.timetable import Month
from nightschool.services.workspace import Workspace

_START, _END = time(19, 30), time(21, 30)
"""Of a school's first lesson: two hours, as the rule of 2016 asks."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A month, and all lessons of the school by day."""

    month: Month
    lines: tuple[LessonLine, ...]
    courses: tuple[Course, ...]
    lecturers: tuple[Lecturer, ...]

    def line(self, lesson: RowId) -> LessonLine | None:
        """The lesson with this key."""
        return next((one for one in self.lines if one.lesson.id == lesson), None)

    def choices(self) -> Choices:
        """What the form offers."""
        latest = tuple(reversed(self.lines))
        places = dict.fromkeys(one.lesson.place for one in latest if one.lesson.place)
        last = {one.lesson.course: one.lesson.day for one in self.lines}
        return Choices(self.courses, self.lecturers, tuple(places), last)


def load(workspace: Workspace, school: str, first: date) -> Loaded:
    """The month that begins on `first`, and all else that the page needs; in the worker."""
    return Loaded(
        timetable.month(workspace, school, first.year, first.month),
        tuple(lessons.listing(workspace, school)),
        tuple(courses.courses(workspace, school)),
        tuple(lecturers.lecturers(workspace, school)),
    )


def fresh(school: str, last: Lesson | None, day: date | None) -> Lesson:
    """Place and hour are as last time; what is taught and by whom is not."""
    if last is not None:
        return replace(last, course=NO_COURSE, title="", lecturer=None)
    return Lesson(
        id=identity.new(),
        school=school,
        course=NO_COURSE,
        day=day or clock.today(),
        start=_START,
        end=_END,
        half_hours=half_hours_of(_START, _END),
    )


def next_week(one: Lesson) -> Lesson:
    """The same a week later, as a draft."""
    return replace(
        one,
        id=identity.new(),
        day=one.day + timedelta(weeks=1),
        state=LessonState.PLANNED,
        roll_open=False,
        cancel_reason="",
        summary="",
        guests=0,
    )
