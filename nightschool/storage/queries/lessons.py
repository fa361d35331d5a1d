"""Lessons of a school, and the courses that it may teach."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, and_, case, func, or_, select, type_coerce
from sqlalchemy.engine import Connection

from nightschool.domain import pinyin
from nightschool.domain.codes import CourseKind, LessonState
from nightschool.domain.course import CROSSWALK, Course
from nightschool.domain.identity import RowId
from nightschool.domain.lesson import Lesson
from nightschool.domain.roll import ATTENDED
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.storage import tables
from nightschool.storage.queries import joined
from nightschool.storage.queries.hours import within
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
    """The lessons of a school from `first` to `last`, by day and hour, with the roll's counts.

    Second records of a lesson are left out.
    """
    where = [Found.scope == school, joined.standing(Found)]
    where += [Found.day >= first] if first else []
    where += [Found.day <= last] if last else []
    where += [Found.state == state] if state else []
    query = _with_names(selecting(Lesson, Found, *where))
    return _lines(connection, query.order_by(Found.day, Found.start, Found.id))


def line(connection: Connection, row: RowId) -> LessonLine:
    """The lesson with this key; raises `UserError` where there is none."""
    lesson(connection, row)
    return listed(connection, Found.id == row)[0]


def listed(connection: Connection, *where: ColumnElement[bool]) -> list[LessonLine]:
    """The lessons of any choice, the latest first, with the roll's counts."""
    query = _with_names(selecting(Lesson, Found, *where))
    return _lines(connection, query.order_by(Found.day.desc(), Found.start.desc(), Found.id))


def matching(connection: Connection, scope: str, text: str, limit: int) -> list[LessonLine]:
    """The lessons of a school or county by title, its pinyin or day; the latest first."""
    here = within(Found, scope)
    day = _day_pattern(text)
    meant = type_coerce(Found.day, Text).like(day) if day else _titled(connection, here, text)
    query = _with_names(selecting(Lesson, Found, here, meant, joined.standing(Found)))
    latest = query.order_by(Found.day.desc(), Found.start.desc(), Found.id).limit(limit)
    return _lines(connection, latest)


_DAY = re.compile(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](?:(\d{1,2})日?)?")


def _day_pattern(text: str) -> str | None:
    """2018-3-12, 3-12, 3月12日 or 2018年3月 as the LIKE pattern of a stored day."""
    match = _DAY.fullmatch(text.strip())
    if match is None or not (match[1] or match[3]):
        return None
    day = f"{int(match[3]):02d}" if match[3] else "__"
    return f"{match[1] or '____'}-{int(match[2]):02d}-{day}"


def _titled(connection: Connection, here: ColumnElement[bool], text: str) -> ColumnElement[bool]:
    """Titles are few, so their pinyin is asked here and not kept."""
    named = select(tables.Course.id, tables.Course.title)
    courses = [row.id for row in connection.execute(named) if pinyin.matches(row.title, text)]
    own = connection.execute(select(Found.title).distinct().where(here, Found.title != ""))
    titles = [title for title in own.scalars() if pinyin.matches(title, text)]
    untitled = and_(Found.title == "", Found.course.in_(courses))
    return or_(untitled, Found.title.in_(titles))


def _lines(connection: Connection, query: Select[Any]) -> list[LessonLine]:
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
    return _corrected(connection, lines)


def _corrected(connection: Connection, lines: list[LessonLine]) -> list[LessonLine]:
    """Each with the people whom a second record names besides, and everybody counted once."""
    changed = joined.corrections(connection, (one.lesson.id for one in lines))
    for place, one in enumerate(lines):
        if one.lesson.id in changed:
            on_roll, attended = changed[one.lesson.id]
            lines[place] = replace(
                one, on_roll=one.on_roll + on_roll, attended=one.attended + attended
            )
    return lines


def _with_names(query: Select[Any]) -> Select[Any]:
    was_there = case((Line.mark.in_(sorted(ATTENDED)), 1), else_=0)
    own = select(func.count()).where(Line.lesson == Found.id, Line.deleted.is_(False))
    attended = own.with_only_columns(func.sum(was_there))
    return (
        query.add_columns(
            tables.Course.title,
            tables.Course.provincial_kind,
            tables.Lecturer.name,
            own.correlate(Found).scalar_subquery(),
            attended.correlate(Found).scalar_subquery(),
        )
        .outerjoin(tables.Course, tables.Course.id == Found.course)
        .outerjoin(tables.Lecturer, tables.Lecturer.id == Found.lecturer)
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
    query = selecting(Lesson, Found, Found.scope == lesson.school, near, joined.standing(Found))
    return fetch(connection, Lesson, query.order_by(Found.day, Found.start, Found.id))


def latest(connection: Connection, school: str) -> Lesson | None:
    """The school's last lesson that was not cancelled, planned or held."""
    standing = joined.standing(Found), Found.state != LessonState.CANCELLED
    query = selecting(Lesson, Found, Found.scope == school, *standing)
    latest = query.order_by(Found.day.desc(), Found.start.desc(), Found.id).limit(1)
    return next(iter(fetch(connection, Lesson, latest)), None)


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
