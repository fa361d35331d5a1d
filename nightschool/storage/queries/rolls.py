"""Rolls: their lines, who is to be on them, and the groups that a school saved."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from nightschool.domain import policy
from nightschool.domain.codes import Belonging, LessonState, Mark
from nightschool.domain.identity import RowId
from nightschool.domain.lesson import Lesson
from nightschool.domain.person import Person
from nightschool.domain.roll import ATTENDED, Attendance, Roll, RollGroup
from nightschool.domain.school import county_of
from nightschool.storage import tables
from nightschool.storage.queries import common, joined, people
from nightschool.storage.queries.records import columns, fetch, selecting

Line = tables.Attendance


@dataclass(frozen=True, slots=True)
class RollLine:
    """A line of a roll with its person."""

    person: Person
    attendance: Attendance


@dataclass(frozen=True, slots=True)
class RollCall:
    """A lesson's roll as it stands."""

    lesson: Lesson
    lines: tuple[RollLine, ...]
    counts: Mapping[Mark, int]
    """Marks that nobody has are absent."""


def roll_lines(connection: Connection, lesson: RowId) -> list[RollLine]:
    """The lines of a roll with their people, as the register numbers them."""
    fields = len(columns(Attendance, Line))
    query = (
        selecting(Attendance, Line, Line.lesson == lesson)
        .add_columns(*columns(Person, tables.Person))
        .join(tables.Person, tables.Person.id == Line.person)
        .order_by(
            tables.Person.person_no.is_(None),
            tables.Person.person_no,
            tables.Person.name,
            tables.Person.id,
        )
    )
    return [
        RollLine(Person(*row[fields:]), Attendance(*row[:fields]))
        for row in connection.execute(query)
    ]


def roll_call(connection: Connection, lesson: Lesson) -> RollCall:
    """The roll of a lesson, empty where none was begun."""
    lines = tuple(roll_lines(connection, lesson.id))
    return RollCall(lesson, lines, counts(connection, lesson.id))


def counts(connection: Connection, lesson: RowId) -> dict[Mark, int]:
    """How many lines of a roll bear each mark; marks that nobody has are absent."""
    query = (
        select(Line.mark, func.count())
        .where(Line.lesson == lesson, Line.deleted.is_(False))
        .group_by(Line.mark)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def lines(connection: Connection, lessons: Collection[RowId]) -> list[Attendance]:
    """All lines of the rolls of these lessons."""
    return fetch(connection, Attendance, selecting(Attendance, Line, Line.lesson.in_(lessons)))


def struck(connection: Connection, lessons: Collection[RowId]) -> set[tuple[RowId, RowId]]:
    """The (lesson, person) keys of lines that were taken off these rolls."""
    query = select(Line.lesson, Line.person).where(Line.lesson.in_(lessons), Line.deleted.is_(True))
    return {(row.lesson, row.person) for row in connection.execute(query)}


def attended(connection: Connection, lesson: RowId) -> set[RowId]:
    """Who was at a lesson."""
    query = select(Line.person).where(
        Line.lesson == lesson, Line.mark.in_(sorted(ATTENDED)), Line.deleted.is_(False)
    )
    return set(connection.execute(query).scalars())


def most_corrected(connection: Connection, lesson: RowId) -> int:
    """The most half class hours that one person of this roll was given by hand; 0 if nobody."""
    query = select(func.max(Line.half_hours)).where(Line.lesson == lesson, Line.deleted.is_(False))
    return connection.execute(query).scalar() or 0


def on_roll(connection: Connection, lesson: Lesson, roll: Roll | RowId) -> list[RowId]:
    """Whom a roll, or the saved group of this key, names for a lesson, in the register's order.

    Only those who live here on the lesson's day; guests only where they came last time or are of
    the group.
    """
    here = [
        person
        for person in people.people(connection, lesson.school)
        if person.left_on is None or person.left_on > lesson.day
    ]
    if roll is Roll.DUE:
        rules = common.policy_of(connection, county_of(lesson.school))
        return [person.id for person in here if policy.is_due(person, rules, lesson.day)]
    if roll is Roll.ALL:
        return [person.id for person in here if person.belonging is not Belonging.GUEST]
    if roll is Roll.LAST:
        before = _held_before(connection, lesson)
        meant = attended(connection, before) if before else set()
    else:
        meant = group_members(connection, RowId(roll))
    return [person.id for person in here if person.id in meant]


def _held_before(connection: Connection, lesson: Lesson) -> RowId | None:
    """The school's last lesson held before this one."""
    table = tables.Lesson
    earlier = (table.day < lesson.day) | ((table.day == lesson.day) & (table.start < lesson.start))
    query = (
        select(table.id)
        .where(table.scope == lesson.school, table.state == LessonState.HELD, earlier)
        .where(table.deleted.is_(False), joined.standing(table))
        .order_by(table.day.desc(), table.start.desc())
        .limit(1)
    )
    found: RowId | None = connection.execute(query).scalar()
    return found


def groups(connection: Connection, school: str) -> list[RollGroup]:
    """The saved groups of a school, by name."""
    table = tables.RollGroup
    query = selecting(RollGroup, table, table.scope == school)
    return fetch(connection, RollGroup, query.order_by(table.name, table.id))


def group_members(connection: Connection, group: RowId, *, deleted: bool = False) -> set[RowId]:
    """The people of a saved group; with `deleted` those who were taken out of it."""
    table = tables.GroupMember
    query = select(table.person).where(table.group == group, table.deleted.is_(deleted))
    return set(connection.execute(query).scalars())
