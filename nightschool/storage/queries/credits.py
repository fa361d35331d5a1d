"""What people would take along to another school: every finished roll that names them."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from nightschool.domain.codes import LessonState
from nightschool.domain.course import CROSSWALK
from nightschool.domain.credit import Credit
from nightschool.domain.identity import RowId
from nightschool.domain.roll import ATTENDED, credited
from nightschool.storage import tables
from nightschool.storage.queries import joined
from nightschool.storage.queries.records import fetch, selecting
from nightschool.storage.tables import Attendance, Course, Lesson


def earned(connection: Connection, people: Collection[RowId]) -> list[Credit]:
    """Lines of finished rolls that name these people, and what they brought along before.

    What somebody has who was joined to one of them is that one's.
    """
    theirs = joined.members(connection, people)
    held = (Lesson.deleted.is_(False), Lesson.state == LessonState.HELD)
    columns: tuple[Any, ...] = (
        Attendance.lesson,
        Attendance.person,
        Attendance.scope,
        Lesson.day,
        Course.provincial_kind,
        Attendance.mark,
        Attendance.half_hours,
        Lesson.half_hours,
        func.coalesce(func.nullif(Lesson.title, ""), Course.title),
    )
    query = (
        select(*columns)
        .join(Lesson, Lesson.id == Attendance.lesson)
        .join(Course, Course.id == Lesson.course)
        .where(Attendance.person.in_(theirs), Attendance.deleted.is_(False))
        .where(*held)
    )
    lines = [
        Credit(
            lesson,
            theirs[person],
            school,
            day,
            CROSSWALK[kind],
            credited(mark, own, whole),
            mark in ATTENDED,
            title,
            school,
        )
        for lesson, person, school, day, kind, mark, own, whole, title in connection.execute(
            joined.once(query, *held)
        )
    ]
    table = tables.Credit
    brought = fetch(connection, Credit, selecting(Credit, table, table.person.in_(theirs)))
    return [*(replace(one, person=theirs[one.person]) for one in brought), *lines]
