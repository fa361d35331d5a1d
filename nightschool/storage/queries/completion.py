"""Since when each person's hours suffice: read from the derived table, or from the lines.

Lines are read in the order of lessons, which is that of the table, and the rule is asked in
Python: at county size a window function over all lines took 6 s where this takes 2.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.engine import Connection

from nightschool.domain import completion
from nightschool.domain.codes import CourseKind
from nightschool.domain.completion import Earned
from nightschool.domain.course import CROSSWALK
from nightschool.domain.identity import RowId
from nightschool.domain.policy import Policy
from nightschool.domain.school import county_of
from nightschool.storage.queries import hours, joined
from nightschool.storage.rows import table_of
from nightschool.storage.tables import Attendance, Course, Credit, HoursEnough, Lesson


def days(connection: Connection, scope: str, policy: Policy) -> Mapping[RowId, date]:
    """Since when the hours suffice, of the people of a county or school; who lacks some is absent.

    It is the same on whatever day it is asked: who had enough on a day is whoever has by then.
    """
    if hours.is_current(connection, county_of(scope), policy):
        return kept(connection, scope)
    return counted(connection, scope, policy)


def kept(connection: Connection, scope: str) -> dict[RowId, date]:
    """The same as the derived table has it."""
    enough = table_of(HoursEnough).columns
    query = select(enough.person, enough.day).where(hours.of_scope(enough.person, scope))
    return {row.person: row.day for row in connection.execute(query)}


def counted(
    connection: Connection, scope: str, policy: Policy, people: Select[Any] | None = None
) -> Mapping[RowId, date]:
    """The same from the lines of the rotation's years, of all or of these people."""
    return completion.enough_days(_earned(connection, scope, policy, people), policy)


def _earned(
    connection: Connection, scope: str, policy: Policy, people: Select[Any] | None
) -> Iterator[Earned]:
    held = hours.held(scope, policy.start, policy.end)
    of_course = (
        select(Lesson.id, Lesson.day, Lesson.half_hours, Course.provincial_kind)
        .join(Course, Course.id == Lesson.course)
        .where(*held)
    )
    lessons = {row.id: (row.day, row) for row in connection.execute(of_course)}
    kinds = {key: CROSSWALK[row.provincial_kind] for key, (_day, row) in lessons.items()}
    apart = _apart(connection, scope, policy, people)
    for lesson, person, own in connection.execute(_lines(held, people)):
        if lesson in lessons:
            day, row = lessons[lesson]
            half_hours = row.half_hours if own is None else own
            if person in apart:
                apart[person].append((lesson, person, day, kinds[lesson], half_hours))
            else:
                yield person, day, kinds[lesson], half_hours
    yield from _once(connection, apart)


_Line = tuple[RowId, RowId, date, CourseKind, int]
"""Lesson, person, day, kind and half hours."""


def _apart(
    connection: Connection, scope: str, policy: Policy, people: Select[Any] | None
) -> dict[RowId, list[_Line]]:
    """Those whose lines are sorted and compared, with what they earned at other schools.

    Credits stand apart from the lines; who was joined, or stands on the rolls of a lesson that was
    recorded twice, may have two lines of one lesson.
    """
    query = select(Credit.lesson, Credit.person, Credit.day, Credit.kind, Credit.half_hours)
    query = query.where(*hours.credited(scope, policy.start, policy.end), Credit.attended.is_(True))
    if people is not None:
        query = query.where(Credit.person.in_(people))
    found: dict[RowId, list[_Line]] = {}
    for lesson, person, day, kind, half_hours in connection.execute(query):
        found.setdefault(person, []).append((lesson, person, day, kind, half_hours))
    for one in joined.affected(connection):
        found.setdefault(one, [])
    return found


def _once(connection: Connection, apart: Mapping[RowId, list[_Line]]) -> Iterator[Earned]:
    """The best line of each person and lesson, as `joined.ranked` has it, by days."""
    roots, second = joined.roots(connection), joined.lesson_roots(connection)
    best: dict[tuple[RowId, RowId, date], _Line] = {}
    for line in chain.from_iterable(apart.values()):
        lesson, person, day, _kind, _half_hours = line
        key = roots.get(person, person), second.get(lesson, lesson), day
        best[key] = min(best.get(key, line), line, key=lambda one: (-one[4], one[0], one[1]))
    for (root, _lesson, day), (*_keys, kind, half_hours) in sorted(
        best.items(), key=lambda item: item[0][2]
    ):
        yield root, day, kind, half_hours


def _lines(held: Any, people: Select[Any] | None) -> Select[Any]:
    there: list[ColumnElement[bool]] = [Attendance.deleted.is_(False), hours.there()]
    if people is not None:
        there.append(hours.of_these(people))
    columns: tuple[Any, ...] = (Attendance.lesson, Attendance.person, Attendance.half_hours)
    return (
        select(*columns)
        .join(Lesson, Lesson.id == Attendance.lesson)
        .where(*there, *held)
        .order_by(Lesson.scope, Lesson.day)
    )
