"""What the doubles desk compares: people and lessons that stand, and what was decided of pairs."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import or_, select, union_all
from sqlalchemy.engine import Connection

from nightschool.domain.codes import LeftReason, LessonState
from nightschool.domain.identity import RowId
from nightschool.domain.lesson import Lesson
from nightschool.domain.likeness import Suspect
from nightschool.storage import rows, tables
from nightschool.storage.queries import joined
from nightschool.storage.queries.hours import within
from nightschool.storage.queries.records import fetch, selecting
from nightschool.storage.tables import Attendance, NotSame, Person


def suspects(connection: Connection, scope: str) -> list[Suspect]:
    """Everybody of a county or school who may be somebody else's double.

    A row that a transfer closed is not: its person is known to be elsewhere.
    """
    gone = Person.left_reason == LeftReason.TRANSFERRED
    query = selecting(Suspect, Person, within(Person, scope), joined.standing(Person))
    query = query.where(or_(Person.left_reason.is_(None), ~gone))
    return fetch(connection, Suspect, query.order_by(Person.scope, Person.name, Person.id))


def held_lessons(connection: Connection, scope: str) -> list[Lesson]:
    """The lessons of a county or school that were held and stand for themselves."""
    table = tables.Lesson
    held = (table.state == LessonState.HELD, joined.standing(table))
    query = selecting(Lesson, table, within(table, scope), *held)
    return fetch(connection, Lesson, query.order_by(table.scope, table.day, table.start, table.id))


def rolls(connection: Connection, lessons: Collection[RowId]) -> Mapping[RowId, frozenset[RowId]]:
    """Who stands on the roll of each of these lessons, joined people as the one who stands."""
    root_of = joined.roots(connection)
    query = select(Attendance.lesson, Attendance.person).where(
        Attendance.lesson.in_(lessons), Attendance.deleted.is_(False)
    )
    found: defaultdict[RowId, set[RowId]] = defaultdict(set)
    for lesson, person in connection.execute(query):
        found[lesson].add(root_of.get(person, person))
    return {lesson: frozenset(people) for lesson, people in found.items()}


def decided(connection: Connection) -> set[RowId]:
    """The keys of pairs that are not the same."""
    return set(connection.execute(select(NotSame.id).where(NotSame.deleted.is_(False))).scalars())


def across(connection: Connection) -> dict[RowId, tuple[RowId, str]]:
    """Rows that were joined to a person of another school who is here: who that is, and where."""
    links = joined.everywhere(connection)
    query = select(Person.id, Person.scope).where(Person.id.in_({*links, *links.values()}))
    home: dict[RowId, str] = {row[0]: row[1] for row in connection.execute(query)}
    return {
        one: (root, home[root])
        for one, root in links.items()
        if root in home and home[root] != home[one]
    }


def named_by(connection: Connection, people: Collection[RowId]) -> set[tuple[RowId, RowId]]:
    """The (lesson, person) keys of all lines and credits of these people, struck ones too."""
    line, credit = Attendance, tables.Credit
    query = union_all(
        select(line.lesson, line.person).where(line.person.in_(people)),
        select(credit.lesson, credit.person).where(credit.person.in_(people)),
    )
    return {(row[0], row[1]) for row in connection.execute(query)}


def taken_with(connection: Connection, row: RowId) -> dict[str, Any]:
    """What the one that stands for a row said before it took fields of it when it was joined.

    Fields that were written since are left out.
    """
    change = tables.Change
    joining = select(change.stamp).where(change.row == row, change.column == "merged_into")
    stamp = connection.execute(joining.order_by(change.stamp.desc()).limit(1)).scalar()
    stands = connection.execute(select(Person.merged_into).where(Person.id == row)).scalar() or row
    held = rows.existing(connection, Person, [(stands,)]).get((stands,))
    if stamp is None or held is None:
        return {}
    columns = rows.field_columns(Person)
    stamps = rows.unpack_stamps(held["stamp"], held["field_stamps"], len(columns))
    unchanged = {
        column.name: column for column, its in zip(columns, stamps, strict=True) if its == stamp
    }
    query = select(change.column, change.old).where(change.row == stands, change.stamp == stamp)
    return {
        name: rows.from_stored(unchanged[name], old)
        for name, old in connection.execute(query)
        if name in unchanged
    }
