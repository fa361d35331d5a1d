"""Lessons of a school, and the courses that it may teach."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.engine import Connection

from nightschool.domain.codes import CourseKind, LessonState
from nightschool.domain.course import CROSSWALK, Course
from nightschool.domain.identity import RowId
from nightschool.domain.lesson import Lesson
from nightschool.domain.roll import ATTENDED
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.storage import tables
from nightschool.storage.queries.records import by_id, columns, fetch, selecting
from nightschool.storage.rows import table_of

Found = tables.Lesson
Line = tables.Attendance


@dataclass(frozen=True, slots=True)
class LessonLine:
    """A lesson as lists show it."""

    lesson: Lesson
    course: str
    """The course's title; empty, as `kind` is None, where the course has not come here yet."""
    kind: CourseKind | None
    lecturer: str
    on_roll: int
    attended: int

    @property
    def title(self) -> str:
        return self.lesson.title or self.course


def listing(
    connection: Connection,
    school: str,
    first: date | None = None,
    last: date | None = None,
    state: LessonState | None = None,
) -> list[LessonLine]:
    """The lessons of a school from `first` to `last`, by day and hour, with the roll's counts."""
    where = [Found.scope == school]
    where += [Found.day >= first] if first else []
    where += [Found.day <= last] if last else []
    where += [Found.state == state] if state else []
    query = _with_names(selecting(Lesson, Found, *where)).order_by(Found.day, Found.start, Found.id)
    fields = len(columns(Lesson, Found))
    lines = []
    for row in connection.execute(query):
        course, kind, lecturer, on_roll, attended = row[fields:]
        lines.append(
            LessonLine(
                lesson=Lesson(*row[:fields]),
                course=course or "",
                kind=CROSSWALK[kind] if kind else None,
                lecturer=lecturer or "",
                on_roll=on_roll or 0,
                attended=attended or 0,
            )
        )
    return lines


def _with_names(query: Select[Any]) -> Select[Any]:
    was_there = case((Line.mark.in_(sorted(ATTENDED)), 1), else_=0)
    counts = (
        select(Line.lesson, func.count().label("on_roll"), func.sum(was_there).label("attended"))
        .where(Line.deleted.is_(False))
        .group_by(Line.lesson)
        .subquery()
    )
    return (
        query.add_columns(
            tables.Course.title,
            tables.Course.provincial_kind,
            tables.Lecturer.name,
            counts.c.on_roll,
            counts.c.attended,
        )
        .outerjoin(tables.Course, tables.Course.id == Found.course)
        .outerjoin(tables.Lecturer, tables.Lecturer.id == Found.lecturer)
        .outerjoin(counts, counts.c.lesson == Found.id)
    )


def lesson(connection: Connection, row: RowId) -> Lesson:
    """The lesson with this key; raises `UserError` where there is none."""
    one = by_id(connection, Lesson, Found, row)
    if one is None:
        raise UserError(
            _("There is no such lesson here."), _("List the lessons with: nightschool lesson list.")
        )
    return one


def of_ids(connection: Connection, ids: Collection[RowId]) -> list[Lesson]:
    """The lessons with these keys."""
    return fetch(connection, Lesson, selecting(Lesson, Found, Found.id.in_(ids)))


def neighbours(connection: Connection, lesson: Lesson) -> list[Lesson]:
    """The school's lessons on the same and the two neighbouring days, which alone can overlap."""
    day = timedelta(days=1)
    near = Found.day.between(lesson.day - day, lesson.day + day)
    query = selecting(Lesson, Found, Found.scope == lesson.school, near)
    return fetch(connection, Lesson, query.order_by(Found.day, Found.start, Found.id))


def latest_held(connection: Connection, school: str | None = None) -> date | None:
    """The day of the latest lesson that was held, at the school or anywhere."""
    query = select(func.max(Found.day)).where(
        Found.state == LessonState.HELD, Found.deleted.is_(False)
    )
    if school is not None:
        query = query.where(Found.scope == school)
    found: date | None = connection.execute(query).scalar()
    return found


def courses(connection: Connection, *scopes: str) -> list[Course]:
    """The courses of these scopes, by code: the county's, then the school's own."""
    table = tables.Course
    query = selecting(Course, table, table.scope.in_(scopes))
    return fetch(connection, Course, query.order_by(table.scope, table.code))


def scope_of_course(connection: Connection, course: RowId) -> str | None:
    """Whose course this is: a county's or a school's."""
    table = table_of(tables.Course)
    query = select(table.columns["scope"]).where(table.columns["id"] == course)
    found: str | None = connection.execute(query).scalar()
    return found
