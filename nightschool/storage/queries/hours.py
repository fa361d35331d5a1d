"""Hours by SQL: the sums of finished rolls, from the lines themselves or from the derived table.

The rule is `roll.credited` and `course.CROSSWALK`; the expressions here are made from them, and a
property test holds the sums equal to counting line by line in Python.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    case,
    cast,
    exists,
    func,
    or_,
    select,
    union_all,
)
from sqlalchemy.engine import Connection

from nightschool.domain.codes import CourseKind, LessonState
from nightschool.domain.course import CROSSWALK
from nightschool.domain.identity import RowId
from nightschool.domain.policy import Hours, Policy
from nightschool.domain.roll import ATTENDED
from nightschool.domain.school import county_of
from nightschool.storage.rows import table_of
from nightschool.storage.tables import (
    Attendance,
    Course,
    HoursState,
    HoursTotal,
    Lesson,
    Person,
    Synced,
)

KINDS = tuple(CourseKind)

MANY = 5
"""A line found through its person costs as much as this many read one after the other."""


def of_people(
    connection: Connection, scope: str, policy: Policy, on: date
) -> Mapping[RowId, Hours]:
    """Hours in the rotation's years up to the day, of the people of a county or school.

    Who was never called is absent. The hours come from the derived table where it is up to date:
    then only those whom a roll after the day names are counted from their lines.
    """
    lines = counted(scope, policy.start, end_of(policy, on))
    if not is_current(connection, county_of(scope), policy):
        return _hours_of(connection.execute(lines))
    total = table_of(HoursTotal).columns
    theirs = of_scope(total.person, scope)
    kept = connection.execute(select(*total).where(theirs)).all()
    holding = [row for row in kept if row.last_called <= on]
    changed = len(kept) - len(holding)
    if not changed:
        return _hours_of(holding)
    if are_many(changed, len(kept)):
        return _hours_of(connection.execute(lines))
    later = of_these(select(total.person).where(theirs, total.last_called > on))
    return _hours_of(holding) | _hours_of(connection.execute(lines.where(later)))


def are_many(some: int, of_all: int) -> bool:
    """Whether so many are to be counted that counting all is the quicker way."""
    return some * MANY > of_all


def counted(scope: str, start: date, end: date) -> Select[Any]:
    """Select what each person attended from `start` until before `end`, from the lines of rolls.

    The columns are those of `hours_total`, in its order.
    """
    there = _there()
    half_hours = func.coalesce(Attendance.half_hours, Lesson.half_hours)
    day = case((there, Lesson.day))
    columns: list[Any] = [Attendance.person]
    for kind in KINDS:
        of_kind = there & Course.provincial_kind.in_(_origins(kind))
        columns.append(_sum(case((of_kind, half_hours), else_=0)).label(kind.value))
    columns += [
        attended().label("attended"),
        func.count().label("called"),
        func.min(day).label("first_day"),
        func.max(day).label("last_day"),
        func.max(Lesson.day).label("last_called"),
    ]
    return (
        select(*columns)
        .join(Lesson, Lesson.id == Attendance.lesson)
        .outerjoin(Course, Course.id == Lesson.course)
        .where(Attendance.deleted.is_(False), *held(scope, start, end))
        .group_by(Attendance.person)
    )


def held(scope: str, start: date, end: date) -> Sequence[ColumnElement[bool]]:
    """Lessons of a county or school whose finished roll counts, from `start` until before `end`."""
    return (
        within(Lesson, scope),
        Lesson.deleted.is_(False),
        Lesson.state == LessonState.HELD,
        Lesson.roll_open.is_(False),
        Lesson.day >= start,
        Lesson.day < end,
    )


def end_of(policy: Policy, on: date) -> date:
    """The first day whose lessons no longer count on the day."""
    return min(policy.end, on + timedelta(days=1))


def attended() -> ColumnElement[int]:
    """How many of the lines say that the person was there."""
    return _sum(case((_there(), 1), else_=0))


def is_current(connection: Connection, county: str, policy: Policy) -> bool:
    """Whether the derived table holds for the policy's years and nothing was written since."""
    state = connection.execute(select(HoursState).where(HoursState.county == county)).first()
    if state is None or (state.start, state.end) != (policy.start, policy.end):
        return False
    written = [
        exists().where(table_of(model).columns.seq > state.seq)
        for model in (Attendance, Lesson, Course)
    ]
    return not any(connection.execute(select(*written)).one())


def touched(county: str, seq: int) -> Select[Any]:
    """Select the people whose hours may differ by what was written after `seq`."""
    courses = select(Course.id).where(Course.seq > seq)
    lessons = select(Lesson.id).where(or_(Lesson.seq > seq, Lesson.course.in_(courses)))
    lines = select(Attendance.person).where(within(Attendance, county))
    # Not UNION: SQLite would walk all lines in the order of people to join the two.
    people = union_all(
        lines.where(Attendance.seq > seq), lines.where(Attendance.lesson.in_(lessons))
    ).subquery()
    return select(people.c.person)


def within(model: type[Synced], scope: str) -> ColumnElement[bool]:
    """Rows of this school, or of the schools of this county."""
    places = 12 - len(scope)
    return table_of(model).columns["scope"].between(scope + "0" * places, scope + "9" * places)


def of_scope(person: ColumnElement[Any], scope: str) -> ColumnElement[bool]:
    """Keys of people of this school, or of this county."""
    return person.in_(select(Person.id).where(within(Person, scope)))


def of_these(people: Select[Any]) -> ColumnElement[bool]:
    """Lines of these people."""
    return Attendance.person.in_(people)


def _there() -> ColumnElement[bool]:
    return Attendance.mark.in_(sorted(ATTENDED))


def _origins(kind: CourseKind) -> list[str]:
    """The provincial kinds that the crosswalk leads to this kind."""
    return sorted(origin for origin, target in CROSSWALK.items() if target is kind)


def _sum(value: ColumnElement[int]) -> ColumnElement[int]:
    """A sum that is a whole number on every engine: PostgreSQL adds those up to a decimal."""
    return cast(func.sum(value), BigInteger)


def _hours_of(rows: Iterable[Any]) -> dict[RowId, Hours]:
    found = {}
    for person, *half_hours, attended, called, first, last, _latest in rows:
        by_kind = dict(zip(KINDS, half_hours, strict=True))
        found[person] = Hours(by_kind, attended, called, first, last)
    return found
