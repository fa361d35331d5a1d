"""What a roster is compared with, and what an import has written."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.engine import Connection

from nightschool.domain.codes import Belonging, RegisterStatus
from nightschool.domain.household import Household
from nightschool.domain.identity import RowId
from nightschool.domain.person import Person
from nightschool.storage import rows, tables
from nightschool.storage.queries.records import columns, fetch
from nightschool.storage.rows import table_of
from nightschool.storage.tables import Synced

Record = TypeVar("Record")
_CHUNK = 400


@dataclass(frozen=True, slots=True)
class NumberedPerson:
    """A person by their numbers, deleted or not."""

    id: RowId
    school: str
    belonging: Belonging
    person_no: str | None
    citizen_no: str | None
    left_on: date | None
    deleted: bool


@dataclass(frozen=True, slots=True)
class NumberedHousehold:
    """A household by its 户编号, deleted or not."""

    id: RowId
    school: str
    number: str | None
    deleted: bool


@dataclass(frozen=True, slots=True)
class Step:
    """A step of somebody's way on the register, deleted or not."""

    id: RowId
    person: RowId
    status: RegisterStatus
    since: date | None
    deleted: bool


@dataclass(frozen=True, slots=True)
class Register:
    """What is known when a roster comes; deleted rows are among it, for they may come back."""

    numbered_people: list[NumberedPerson]
    """Of the whole workspace, as `numbered_households`."""
    numbered_households: list[NumberedHousehold]
    people: dict[RowId, Person]
    """Of the schools that the roster names, as `households` and `steps`."""
    households: dict[RowId, Household]
    steps: list[Step]


def register(connection: Connection, schools: Collection[str]) -> Register:
    """What a roster of these schools is compared with."""

    def of_schools(record: type[Record], model: type[Synced]) -> list[Record]:
        scope = table_of(model).columns["scope"]
        return _with_deleted(connection, record, model, scope.in_(schools))

    return Register(
        _with_deleted(connection, NumberedPerson, tables.Person),
        _with_deleted(connection, NumberedHousehold, tables.Household),
        {one.id: one for one in of_schools(Person, tables.Person)},
        {one.id: one for one in of_schools(Household, tables.Household)},
        of_schools(Step, tables.StatusChange),
    )


def _with_deleted(
    connection: Connection, record: type[Record], model: type[Synced], *where: ColumnElement[bool]
) -> list[Record]:
    table = table_of(model)
    query = select(*columns(record, model)).where(*where).order_by(table.columns["id"])
    return fetch(connection, record, query)


WRITTEN: Sequence[type[Synced]] = (tables.StatusChange, tables.Person, tables.Household)
"""The tables that an import writes, children before parents."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A field that an import wrote over."""

    model: type[Synced]
    row: RowId
    column: str
    old: Any
    stands: bool
    """Whether nobody has written it since."""


def made(connection: Connection, model: type[Synced], stamp: bytes) -> list[RowId]:
    """The rows that were made under this stamp and that nobody has changed since."""
    table = table_of(model).columns
    as_made = (table.stamp == stamp, table.field_stamps.is_(None), table.deleted.is_(False))
    return list(connection.execute(select(table.id).where(*as_made)).scalars())


def edits(connection: Connection, stamp: bytes) -> list[Edit]:
    """The fields that were written over under this stamp, of rows that were there before."""
    change = tables.Change
    query = select(change.table, change.row, change.column, change.old)
    written = connection.execute(query.where(change.stamp == stamp)).all()
    found = []
    for model in WRITTEN:
        ours = [one for one in written if one.table == table_of(model).name]
        now = _stamps(connection, model, {one.row for one in ours})
        for one in ours:
            if now[one.row]["stamp"] != stamp:
                column = table_of(model).columns[one.column]
                old = rows.from_stored(column, one.old)
                stands = now[one.row][one.column] == stamp
                found.append(Edit(model, one.row, one.column, old, stands))
    return found


def _stamps(
    connection: Connection, model: type[Synced], ids: Collection[RowId]
) -> dict[RowId, dict[str, bytes]]:
    """The stamps of rows and of each of their fields."""
    table = table_of(model).columns
    names = [column.name for column in rows.field_columns(model)]
    found: dict[RowId, dict[str, bytes]] = {}
    for chunk in _chunks(ids):
        query = select(table.id, table.stamp, table.field_stamps).where(table.id.in_(chunk))
        for row in connection.execute(query):
            stamps = rows.unpack_stamps(row.stamp, row.field_stamps, len(names))
            found[row.id] = {"stamp": row.stamp, **dict(zip(names, stamps, strict=True))}
    return found


def _chunks(ids: Collection[RowId]) -> Iterator[list[RowId]]:
    waiting = iter(ids)
    while chunk := list(islice(waiting, _CHUNK)):
        yield chunk


@dataclass(frozen=True, slots=True)
class Standing:
    """What rests on the people and households that an import made."""

    attendance: int
    group_members: int
    certificates: int
    steps: int
    """Steps of their way on the register that someone else added."""
    members: int
    """People whom someone else put into their households."""


def standing_on(connection: Connection, stamp: bytes) -> Standing:
    """Count what rests on the rows that were made under this stamp."""
    person, household, change = tables.Person, tables.Household, tables.Change
    people = select(person.id).where(person.stamp == stamp)
    homes = select(household.id).where(household.stamp == stamp)
    moved = select(change.row).where(change.stamp == stamp, change.column == "household")

    def count(model: type[Synced], *where: ColumnElement[bool]) -> int:
        alive = table_of(model).columns["deleted"].is_(False)
        query = select(func.count()).select_from(table_of(model)).where(alive, *where)
        return int(connection.execute(query).scalar_one())

    return Standing(
        attendance=count(tables.Attendance, tables.Attendance.person.in_(people)),
        group_members=count(tables.GroupMember, tables.GroupMember.person.in_(people)),
        certificates=count(tables.Certificate, tables.Certificate.person.in_(people)),
        steps=count(
            tables.StatusChange,
            tables.StatusChange.person.in_(people),
            tables.StatusChange.stamp != stamp,
        ),
        members=count(
            person,
            person.household.in_(homes),
            person.stamp != stamp,
            person.id.not_in(moved),
        ),
    )
