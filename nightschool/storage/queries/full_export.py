"""All that a county holds, read in pieces: a school and a year at a time, row after row."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from nightschool.domain.codes import CourseKind, Mark
from nightschool.domain.course import CROSSWALK
from nightschool.domain.household import Household
from nightschool.domain.identity import RowId
from nightschool.domain.lecturer import Lecturer
from nightschool.storage import tables
from nightschool.storage.queries import hours
from nightschool.storage.queries import lessons as taught
from nightschool.storage.queries.lessons import LessonLine
from nightschool.storage.queries.records import fetch, selecting

Line = tables.Attendance
Lesson = tables.Lesson

_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Attended:
    """A line of a roll with the names that people know it by."""

    day: date
    title: str
    kind: CourseKind | None
    person: RowId
    name: str
    mark: Mark
    half_hours: int | None
    """As corrected for this person; None where the lesson's own count."""
    lesson_half_hours: int
    remark: str


def count_lines(connection: Connection, county: str) -> int:
    """How many lines all rolls of a county have."""
    query = select(func.count()).select_from(Line)
    where = (hours.within(Line, county), Line.deleted.is_(False))
    return int(connection.execute(query.where(*where)).scalar_one())


def count_people(connection: Connection, county: str) -> int:
    """How many people its lists have, also those who left or were joined to others."""
    query = select(func.count()).select_from(tables.Person)
    where = (hours.within(tables.Person, county), tables.Person.deleted.is_(False))
    return int(connection.execute(query.where(*where)).scalar_one())


def years(connection: Connection, county: str) -> list[int]:
    """The years in which its schools planned or held lessons."""
    where = (hours.within(Lesson, county), Lesson.deleted.is_(False))
    ends = [
        connection.execute(select(Lesson.day).where(*where).order_by(order).limit(1)).scalar()
        for order in (Lesson.day, Lesson.day.desc())
    ]
    first, last = ends
    return list(range(first.year, last.year + 1)) if first and last else []


def households(connection: Connection, school: str) -> list[Household]:
    """The households of a school by their numbers."""
    table = tables.Household
    query = selecting(Household, table, table.scope == school)
    return fetch(
        connection, Household, query.order_by(table.number.is_(None), table.number, table.id)
    )


def lecturers(connection: Connection, county: str) -> list[Lecturer]:
    """The county's pool, then each school's own."""
    table = tables.Lecturer
    found = fetch(
        connection, Lecturer, selecting(Lecturer, table).order_by(table.scope, table.name)
    )
    return [one for one in found if one.scope.startswith(county)]


def lessons(connection: Connection, school: str) -> list[LessonLine]:
    """Every lesson of a school, the earliest first, also those joined to others."""
    return taught.listed(connection, Lesson.scope == school)[::-1]


def attendance(connection: Connection, school: str, year: int) -> Iterator[Attended]:
    """The rolls of a school's lessons of a year, by day; held in memory only in part."""
    query = (
        select(
            Lesson.day,
            Lesson.title,
            tables.Course.title.label("course"),
            tables.Course.provincial_kind,
            Line.person,
            tables.Person.name,
            Line.mark,
            Line.half_hours,
            Lesson.half_hours.label("lesson_half_hours"),
            Line.remark,
        )
        .join(Line, Line.lesson == Lesson.id)
        .join(tables.Person, tables.Person.id == Line.person)
        .outerjoin(tables.Course, tables.Course.id == Lesson.course)
        .where(
            Lesson.scope == school,
            Lesson.day.between(date(year, 1, 1), date(year, 12, 31)),
            Lesson.deleted.is_(False),
            Line.deleted.is_(False),
        )
        .order_by(Lesson.day, Lesson.start, Lesson.id, tables.Person.name, Line.person)
        .execution_options(yield_per=_AT_ONCE)
    )
    for row in connection.execute(query):
        yield Attended(
            row.day,
            row.title or row.course or "",
            CROSSWALK[row.provincial_kind] if row.provincial_kind else None,
            RowId(row.person),
            row.name,
            row.mark,
            row.half_hours,
            row.lesson_half_hours,
            row.remark,
        )
