import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from nightschool.domain import identity, person
from nightschool.domain.codes import Mark
from nightschool.domain.refusal import PackageError, Reason
from nightschool.storage import merge, payload, rows, tables
from nightschool.storage.database import Database
from tests.storage.conftest import SCHOOL, make_database

DATA_KEY = b"k" * 32
PEOPLE = [person.key(f"51343210120800{number:04d}") for number in range(4)]


def send(one: Database, other: Database, folder: Path, above: int = 0) -> dict[str, int]:
    """Everything of `one`, sealed into a file, merged into `other`."""
    path = folder / f"{identity.new().hex()}.db"
    with payload.attached(one, path, DATA_KEY) as connection, connection.begin():
        payload.fill(connection, [SCHOOL], above)
    with payload.attached(other, path, DATA_KEY) as connection:
        payload.check(connection, [SCHOOL], 10)
        with other.write(on=connection) as write:
            return merge.merge(write)


def content(database: Database) -> list[object]:
    """All synced rows without `seq`."""
    with database.read() as connection:
        return [
            sorted(
                tuple(value for name, value in row.items() if name != "seq")
                for row in connection.execute(select(rows.table_of(model))).mappings()
            )
            for model in (tables.Person, tables.RollGroup)
        ]


def group(name: str) -> rows.Values:
    return {"id": identity.named("group", name), "scope": SCHOOL, "name": name}


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Database, Database]]:
    made = [make_database(tmp_path / name, name.encode()) for name in ("laptop-1", "laptop-2")]
    yield made[0], made[1]
    for database in made:
        database.close()


def test_the_later_edit_of_each_field_stands(
    pair: tuple[Database, Database], tmp_path: Path
) -> None:
    one, other = pair
    someone = person.Person(id=PEOPLE[0], school=SCHOOL, name="吉克阿牛")
    with one.write() as write:
        rows.insert(write, tables.Person, [rows.values_of(someone)])
    send(one, other, tmp_path)
    with one.write() as write:
        rows.edit(write, tables.Person, {(PEOPLE[0],): {"name": "吉克阿木"}})
    with other.write() as write:
        rows.edit(write, tables.Person, {(PEOPLE[0],): {"phone": "13000000000"}})
    send(one, other, tmp_path)
    send(other, one, tmp_path)
    assert content(one) == content(other)
    with one.read() as connection:
        found = connection.execute(select(tables.Person.name, tables.Person.phone)).one()
    assert tuple(found) == ("吉克阿木", "13000000000")


def test_a_repeated_package_changes_nothing(
    pair: tuple[Database, Database], tmp_path: Path
) -> None:
    one, other = pair
    with one.write() as write:
        rows.insert(write, tables.RollGroup, [group("青年")])
    assert send(one, other, tmp_path) == {"roll_group": 1}
    assert send(one, other, tmp_path) == {}
    assert send(other, one, tmp_path) == {}


def test_our_counter_is_never_below_one_that_we_have_seen(
    pair: tuple[Database, Database], tmp_path: Path
) -> None:
    one, other = pair
    for _turn in range(5):
        with one.write() as write:
            rows.insert(write, tables.RollGroup, [group(f"{_turn}")])
    send(one, other, tmp_path)
    with other.write() as later:
        pass
    assert later.stamp > write.stamp


def test_a_missing_row_that_is_named_fails_the_whole_merge(
    pair: tuple[Database, Database], tmp_path: Path
) -> None:
    one, other = pair
    people = [person.Person(id=key, school=SCHOOL, name="某") for key in PEOPLE[:2]]
    with one.write() as write:
        rows.insert(write, tables.Person, [rows.values_of(each) for each in people])
        rows.insert(write, tables.RollGroup, [group("青年")])
        early = write.seq
    with one.write() as write:
        member = {"group": group("青年")["id"], "person": PEOPLE[0], "scope": SCHOOL}
        rows.insert(write, tables.GroupMember, [member])
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        send(one, other, tmp_path, above=early)
    assert content(other) == [[], []]


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_replicas_end_equal_whatever_the_order(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    chance = random.Random(seed)
    folder = tmp_path_factory.mktemp("replicas")
    desks = [
        make_database(folder / name, name.encode()) for name in ("laptop-1", "laptop-2", "county-1")
    ]
    for _turn in range(chance.randrange(4, 16)):
        desk = chance.choice(desks)
        if chance.random() < 0.3:
            send(desk, chance.choice([other for other in desks if other is not desk]), folder)
        else:
            note(_act(desk, chance))
    for _round in range(2):
        for desk in desks:
            for other in desks:
                if other is not desk:
                    send(desk, other, folder)
    assert content(desks[0]) == content(desks[1]) == content(desks[2])
    for desk in desks:
        desk.close()


def _act(desk: Database, chance: random.Random) -> str:
    key = chance.choice(PEOPLE)
    values: rows.Values = {
        chance.choice(["name", "phone", "note"]): chance.choice(["甲", "乙", "丙", ""]),
        "work_months": chance.choice([None, 1, 2]),
    }
    with desk.write() as write:
        held = write.connection.execute(
            select(tables.Person.deleted).where(tables.Person.id == key)
        ).scalar()
        if held is None:
            someone = person.Person(id=key, school=SCHOOL, name="某")
            rows.insert(write, tables.Person, [{**rows.values_of(someone), **values}])
            return f"insert {values}"
        if held:
            rows.restore(write, tables.Person, {(key,): values})
            return f"restore {values}"
        if chance.random() < 0.2:
            rows.delete(write, tables.Person, [(key,)])
            return "delete"
        rows.edit(write, tables.Person, {(key,): values})
        return f"edit {values}"


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("mark", "asleep", Reason.BAD_VALUE),
        ("half_hours", "two", Reason.BAD_VALUE),
        ("remark", None, Reason.BAD_VALUE),
        ("remark", "x" * 5000, Reason.BAD_VALUE),
        ("lesson", b"short", Reason.BAD_VALUE),
        ("scope", 513432101209, Reason.OUT_OF_SCOPE),
        ("stamp", b"\xff" * 16, Reason.FAR_COUNTER),
        ("field_stamps", b"1", Reason.BAD_VALUE),
        ("deleted", 2, Reason.BAD_VALUE),
    ],
)
def test_a_value_that_no_desk_writes_is_named(
    database: Database, tmp_path: Path, column: str, value: object, reason: Reason
) -> None:
    row = {
        "lesson": PEOPLE[0],
        "person": PEOPLE[1],
        "deleted": 0,
        "mark": Mark.PRESENT.value,
        "half_hours": None,
        "remark": "",
        "scope": int(SCHOOL),
        "stamp": b"\0" * 16,
        "field_stamps": None,
    }
    with payload.attached(database, tmp_path / "p.db", DATA_KEY) as connection:
        with connection.begin():
            payload.fill(connection, [SCHOOL], 0)
            names = payload.columns(tables.Attendance)
            payload.driver_of(connection).execute(
                f'INSERT INTO {payload.PACKAGE}."attendance" ({payload.quoted(names)})'
                f" VALUES ({', '.join('?' * len(names))})",
                [(row | {column: value})[name] for name in names],
            )
        with pytest.raises(PackageError) as refused:
            payload.check(connection, [SCHOOL], 10)
    assert (refused.value.detail, refused.value.reason) == (f"attendance.{column}", reason)


def test_a_package_with_anything_else_in_it_is_refused(database: Database, tmp_path: Path) -> None:
    with payload.attached(database, tmp_path / "p.db", DATA_KEY) as connection:
        with connection.begin():
            payload.fill(connection, [SCHOOL], 0)
            payload.driver_of(connection).execute(
                f"CREATE VIEW {payload.PACKAGE}.sneaky AS SELECT 1"
            )
        with pytest.raises(PackageError) as refused:
            payload.check(connection, [SCHOOL], 10)
    assert refused.value.reason is Reason.WRONG_SCHEMA
