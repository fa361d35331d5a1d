from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from nightschool.domain import identity, person
from nightschool.domain.codes import Health, Labour, Sex
from nightschool.errors import UserError
from nightschool.storage import rows, tables
from nightschool.storage.database import Database
from nightschool.storage.queries import records

SCHOOL = "513432101208"
ABI = person.Person(
    id=person.key(SCHOOL, "513432101208000101"),
    school=SCHOOL,
    name="吉克阿牛",
    sex=Sex.MALE,
    birth_date=date(1990, 2, 28),
    health=frozenset({Health.CHRONIC, Health.DISABLED}),
    labour=Labour.ORDINARY,
)


def add(database: Database, *people: person.Person) -> None:
    with database.write() as write:
        rows.insert(write, tables.Person, [rows.values_of(one) for one in people])


def raw(database: Database) -> dict[str, Any]:
    with database.read() as connection:
        return dict(connection.execute(select(rows.table_of(tables.Person))).mappings().one())


def history(database: Database) -> list[tuple[str, str, str]]:
    with database.read() as connection:
        query = select(tables.Change.column, tables.Change.old, tables.Change.reason)
        return [(row.column, row.old, row.reason) for row in connection.execute(query)]


def test_a_record_comes_back_as_it_went_in(database: Database) -> None:
    add(database, ABI)
    with database.read() as connection:
        assert records.by_id(connection, person.Person, tables.Person, ABI.id) == ABI


def test_one_write_has_one_stamp_and_the_next_a_later_one(database: Database) -> None:
    with database.write() as first:
        pass
    with database.write() as second:
        pass
    assert second.stamp > first.stamp
    assert second.seq == first.seq + 1


def test_an_edit_moves_only_the_stamps_of_what_changed(database: Database) -> None:
    add(database, ABI)
    before = raw(database)
    with database.write() as write:
        changes: dict[rows.Key, rows.Values] = {(ABI.id,): {"name": "吉克阿木", "phone": ABI.phone}}
        assert rows.edit(write, tables.Person, changes, "misread") == 1
    after = raw(database)
    assert after["stamp"] == before["stamp"]
    stamps = rows.unpack_stamps(
        before["stamp"],
        after["field_stamps"],
        len(rows.field_columns(tables.Person)),
    )
    moved = [
        column.name
        for column, stamp in zip(rows.field_columns(tables.Person), stamps, strict=True)
        if stamp == write.stamp.packed()
    ]
    assert moved == ["name"]
    assert after["seq"] == write.seq
    assert history(database) == [("name", '"吉克阿牛"', "misread")]


def test_an_edit_that_changes_nothing_leaves_the_row_alone(database: Database) -> None:
    add(database, ABI)
    before = raw(database)
    with database.write() as write:
        assert rows.edit(write, tables.Person, {(ABI.id,): {"name": ABI.name}}) == 0
    assert raw(database) == before
    assert history(database) == []


def test_deleting_and_undeleting_write_the_whole_row(database: Database) -> None:
    add(database, ABI)
    with database.write() as write:
        rows.edit(write, tables.Person, {(ABI.id,): {"name": "吉克阿木"}})
    with database.write() as gone:
        assert rows.delete(gone, tables.Person, [(ABI.id,)]) == 1
        assert rows.delete(gone, tables.Person, [(ABI.id,)]) == 0
    found = raw(database)
    assert (found["deleted"], found["stamp"]) == (True, gone.stamp.packed())
    assert found["field_stamps"] is None
    with database.write() as back:
        rows.restore(back, tables.Person, {(ABI.id,): {"name": ABI.name}})
    found = raw(database)
    assert (found["deleted"], found["name"], found["stamp"]) == (
        False,
        ABI.name,
        back.stamp.packed(),
    )


def test_a_failed_write_leaves_nothing(database: Database) -> None:
    orphan = rows.values_of(ABI) | {"household": identity.new()}
    with pytest.raises(IntegrityError), database.write() as write:
        rows.insert(write, tables.Person, [rows.values_of(ABI), orphan])
    with database.read() as connection:
        assert records.by_id(connection, person.Person, tables.Person, ABI.id) is None


def test_a_reference_to_nothing_is_refused_when_the_write_ends(database: Database) -> None:
    orphan = rows.values_of(ABI) | {"household": identity.new()}
    with pytest.raises(IntegrityError), database.write() as write:
        rows.insert(write, tables.Person, [orphan])


@pytest.mark.parametrize("model", tables.SYNCED, ids=lambda model: model.__name__)
def test_positions_are_counted_without_gap(model: type[tables.Synced]) -> None:
    positions = [column.info["position"] for column in rows.field_columns(model)]
    assert positions == list(range(len(positions)))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("birth_date", date(2000, 2, 29)),
        ("household", identity.named("household", "elsewhere")),
        ("health", frozenset({Health.SERIOUS})),
        ("insured", True),
        ("work_months", 7),
        ("note", '他说"好"'),
        ("citizen_no", None),
    ],
)
def test_old_values_are_kept_as_they_were(column: str, value: object) -> None:
    where = rows.table_of(tables.Person).columns[column]
    assert rows.from_stored(where, rows.stored(where, value)) == value


@pytest.mark.parametrize("text", ["长" * (rows.LONGEST_TEXT + 1), "nul\0"])
def test_a_text_that_no_desk_would_take_is_refused_where_it_is_typed(
    database: Database, text: str
) -> None:
    with pytest.raises(UserError, match="too long"):
        add(database, replace(ABI, note=text))
    add(database, ABI)
    before = raw(database)
    with pytest.raises(UserError, match="too long"), database.write() as write:
        rows.edit(write, tables.Person, {(ABI.id,): {"note": text}})
    assert raw(database) == before
