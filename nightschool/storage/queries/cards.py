"""What a person's card shows beside the person: rolls that name them, certificates."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from nightschool.domain.certificate import Certificate
from nightschool.domain.codes import CourseKind, LessonState, Mark
from nightschool.domain.course import CROSSWALK
from nightschool.domain.identity import RowId
from nightschool.domain.roll import credited
from nightschool.storage import tables
from nightschool.storage.queries import joined
from nightschool.storage.queries.records import fetch, selecting
from nightschool.storage.tables import Attendance, Course, Credit, Lesson


@dataclass(frozen=True, slots=True)
class RollEntry:
    """A finished roll that names somebody."""

    lesson: RowId | None
    """None where another school held it."""
    day: date
    title: str
    kind: CourseKind | None
    mark: Mark
    half_hours: int


def rolls_of(connection: Connection, person: RowId) -> list[RollEntry]:
    """All finished rolls that name a person, at other schools too; the latest first."""
    counted = (Lesson.deleted.is_(False), Lesson.state == LessonState.HELD)
    theirs = [one for one, root in joined.roots(connection).items() if root == person]
    columns: tuple[Any, ...] = (
        Lesson.id,
        Lesson.day,
        func.coalesce(func.nullif(Lesson.title, ""), Course.title, ""),
        Course.provincial_kind,
        Attendance.mark,
        Attendance.half_hours,
        Lesson.half_hours,
    )
    query = (
        select(*columns)
        .join(Lesson, Lesson.id == Attendance.lesson)
        .outerjoin(Course, Course.id == Lesson.course)
        .where(Attendance.person.in_([person, *theirs]), Attendance.deleted.is_(False))
        .where(*counted)
    )
    here = [
        RollEntry(
            lesson, day, title, CROSSWALK[kind] if kind else None, mark, credited(mark, own, whole)
        )
        for lesson, day, title, kind, mark, own, whole in connection.execute(
            joined.once(query, *counted)
        )
    ]
    return sorted([*here, *_elsewhere(connection, person)], key=lambda one: one.day, reverse=True)


def _elsewhere(connection: Connection, person: RowId) -> list[RollEntry]:
    query = select(Credit.day, Credit.title, Credit.kind, Credit.attended, Credit.half_hours)
    found = connection.execute(query.where(Credit.person == person, Credit.deleted.is_(False)))
    return [
        RollEntry(None, day, title, kind, Mark.PRESENT if came else Mark.ABSENT, half_hours)
        for day, title, kind, came, half_hours in found
    ]


def certificates_of(connection: Connection, person: RowId) -> list[Certificate]:
    """All certificates of a person, in whichever of their rows, voided ones too; latest first."""
    table = tables.Certificate
    theirs = joined.members(connection, [person])
    query = selecting(Certificate, table, table.person.in_(theirs))
    return fetch(connection, Certificate, query.order_by(table.issued_on.desc(), table.number))
