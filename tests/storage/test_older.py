"""Packages of older schemas are taken: upgraded on the way in, in one form with what is ours."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Column, Text, inspect, select, text

from nightschool.domain import identity, person
from nightschool.domain.refusal import PackageError, Reason
from nightschool.domain.stamp import DeviceId, Knowledge, Stamp
from nightschool.storage import (
    checking,
    conflicts,
    merge,
    payload,
    rows,
    schema,
    shapes,
    sqlcipher,
    tables,
)
from nightschool.storage.database import Database
from nightschool.storage.dialects import PACKAGE, SQLITE
from nightschool.storage.tables.base import literal
from tests.storage.conftest import SCHOOL
from tests.storage.replicas import DATA_KEY, Replica, replica

OTHER = DeviceId(b"laptop-7")
EARLY, LATE = (Stamp(counter, OTHER).packed() for counter in (3, 5))


@pytest.fixture
def later() -> Iterator[Column[str]]:
    """A program with one more field of groups than any schema that was released."""
    table = rows.table_of(tables.RollGroup)
    column = Column("colour", Text, nullable=False)
    column.info.update(position=2, since=9001, default="it's red")
    table.append_column(column)
    shapes.definitions.cache_clear()
    yield column
    table._columns.remove(column)
    shapes.definitions.cache_clear()


def old_package(path: Path, number: int) -> Path:
    """A package as the program of that schema made it: a group that was edited, with a loser."""
    key = identity.named("group", "g")
    with closing(sqlcipher.empty()) as alone, payload.attached_to(alone, path, DATA_KEY):
        for statement in shapes.definitions(number):
            alone.execute(statement.replace("CREATE TABLE ", f"CREATE TABLE {PACKAGE}."))
        alone.execute(
            f'INSERT INTO {PACKAGE}."roll_group" (id, deleted, name, scope, stamp, field_stamps)'
            " VALUES (?, 0, '夜校', ?, ?, ?)",
            (key, int(SCHOOL), EARLY, EARLY + LATE),
        )
        digest = ", digest" if number >= conflicts.DIGESTS_SINCE else ""
        made = f", {SQLITE.digest.format('value')}" if digest else ""
        columns = f'"table", row, position, stamp, scope, value{digest}'
        alone.execute(
            f'INSERT INTO {PACKAGE}."conflict" ({columns})'
            f" SELECT *{made} FROM (SELECT 'roll_group', ?, 1, ?, ?, '白天' AS value)",
            (key, EARLY, int(SCHOOL)),
        )
    return path


def take(database: Database, path: Path, number: int) -> merge.Merged:
    with payload.attached(database, path, DATA_KEY) as connection:
        checked = checking.check(payload.package_of(connection), [SCHOOL], number)
        with merge.merging(database, connection) as write:
            nothing = {SCHOOL: Knowledge({})}
            return merge.merge(write, checked, nothing)


@pytest.mark.parametrize("number", [1, 2])
def test_a_package_of_an_older_schema_is_taken(
    database: Database, later: Column[str], tmp_path: Path, number: int
) -> None:
    with database.alone() as connection:
        default = literal(later.info["default"])
        connection.execute(
            text(f"ALTER TABLE roll_group ADD COLUMN colour text NOT NULL DEFAULT {default}")
        )
    merged = take(database, old_package(tmp_path / "package.db", number), number)
    assert (dict(merged.rows), merged.conflicts) == ({"roll_group": 1}, 1)
    with database.read() as connection:
        [row] = connection.execute(select(rows.table_of(tables.RollGroup))).all()
        [lost] = connection.execute(select(rows.table_of(tables.Conflict))).all()
    assert (row.name, row.colour) == ("夜校", "it's red")
    assert bytes(row.field_stamps) == EARLY + LATE + EARLY
    assert (lost.value, lost.stamp, len(lost.digest)) == ("白天", EARLY, 32)


def test_rows_from_before_a_new_field_get_its_stamp_when_they_are_upgraded(
    database: Database, later: Column[str]
) -> None:
    key = (identity.named("group", "g"),)
    with database.alone() as connection:
        connection.execute(text("ALTER TABLE roll_group ADD COLUMN colour text DEFAULT 'red'"))
    with database.write() as write:
        group = {"id": key[0], "scope": SCHOOL, "name": "夜校", "colour": "red"}
        rows.insert(write, tables.RollGroup, [group])
    with database.alone() as connection:
        connection.execute(
            rows.table_of(tables.RollGroup).update().values(stamp=EARLY, field_stamps=EARLY + LATE)
        )
        shapes.lengthen(connection, 2)
        shapes.lengthen(connection, 2)
    with database.read() as connection:
        [packed] = connection.execute(select(tables.RollGroup.field_stamps)).scalars()
    assert packed is not None
    assert bytes(packed) == EARLY + LATE + EARLY


def test_each_later_field_has_the_default_that_its_migration_gives(database: Database) -> None:
    with database.read() as connection:
        look = inspect(connection)
        for model in tables.SYNCED:
            held = {one["name"]: one for one in look.get_columns(rows.table_of(model).name)}
            for column in rows.field_columns(model):
                if column.info["since"] > model.__since__:
                    default = (held[column.name]["default"] or "NULL").split("::")[0]
                    assert default == literal(column.info["default"]), column
                    assert column.nullable or column.info["default"] is not None, column


def test_a_package_that_claims_an_older_schema_than_it_has_is_refused(
    database: Database, tmp_path: Path
) -> None:
    path = old_package(tmp_path / "package.db", schema.number_of(schema.revisions()[-1]))
    with pytest.raises(PackageError) as caught:
        take(database, path, 1)
    assert caught.value.reason is Reason.WRONG_SCHEMA


def test_clones_lose_several_values_under_one_stamp(database: Database, tmp_path: Path) -> None:
    """Three clones that wrote one field at one moment: one value stands, both others are told."""
    someone = person.Person(id=person.key(SCHOOL, "1"), school=SCHOOL, name="某")
    desks = [replica(tmp_path / f"{number}", "laptop-1") for number in range(3)]
    for desk, note in zip(desks, ("甲", "乙", "丙"), strict=True):
        with desk.database.write() as write:
            rows.insert(write, tables.Person, [rows.values_of(someone)])
        with desk.database.write() as write:
            rows.edit(write, tables.Person, {(someone.id,): {"note": note}})
    with database.alone() as connection:
        connection.execute(text("UPDATE workspace SET device = :device"), {"device": b"county-1"})
    office = Replica(database, tmp_path)
    for desk in desks:
        parcel = desk.pack()
        parcel.knowledge[SCHOOL] = Knowledge({})  # as it is once the id has ended
        office.held.clear()
        office.take(parcel)
        with database.alone() as connection:
            connection.execute(text("DELETE FROM knowledge"))
    with database.read() as connection:
        standing = connection.execute(select(tables.Person.note)).scalar_one()
        lost = set(connection.execute(select(tables.Conflict.value)).scalars())
    assert {standing, *lost} == {"甲", "乙", "丙"}
    assert len(lost) == 2
    for desk in desks:
        desk.database.close()
