"""What people attended, lesson by lesson, as the hours count it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from nightschool.domain.codes import CourseKind
from nightschool.domain.course import CROSSWALK
from nightschool.domain.identity import RowId
from nightschool.domain.policy import Policy
from nightschool.domain.roll import ATTENDED
from nightschool.storage.queries import hours, joined
from nightschool.storage.tables import Attendance, Course, Lesson


@dataclass(frozen=True, slots=True)
class AttendedLesson:
    """A lesson that gave someone class hours, in halves."""

    person: RowId
    day: date
    title: str
    kind: CourseKind | None
    half_hours: int


def attended(connection: Connection, scope: str, policy: Policy, on: date) -> list[AttendedLesson]:
    """What the people of a county or school attended in the rotation's years, by day and hour."""
    credited = func.coalesce(Attendance.half_hours, Lesson.half_hours)
    held = hours.held(scope, policy.start, hours.end_of(policy, on))
    persons = joined.people()
    query = (
        select(
            joined.of_root(Attendance.person),
            Lesson.day,
            func.coalesce(func.nullif(Lesson.title, ""), Course.title, ""),
            Course.provincial_kind,
            credited,
        )
        .join(Lesson, Lesson.id == Attendance.lesson)
        .outerjoin(Course, Course.id == Lesson.course)
        .outerjoin(persons, persons.c.person == Attendance.person)
        .where(Attendance.deleted.is_(False), Attendance.mark.in_(sorted(ATTENDED)))
        .where(*held)
        .order_by(Lesson.day, Lesson.start, Lesson.id)
    )
    return [
        AttendedLesson(person, day, title, CROSSWALK[kind] if kind else None, half_hours)
        for person, day, title, kind, half_hours in connection.execute(joined.once(query, *held))
    ]
