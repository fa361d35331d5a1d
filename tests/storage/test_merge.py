from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from nightschool.domain import identity, person
from nightschool.domain.codes import Mark
from nightschool.domain.refusal import PackageError, Reason
from nightschool.storage import checking, payload, rows, sql, tables
from nightschool.storage.database import Database
from nightschool.storage.dialects import PACKAGE
from tests.storage.conftest import SCHOOL
from tests.storage.replicas import DATA_KEY, Replica, replica

NOT_UTF8 = b"\xe4\xbd"
"""The first two of a character's three bytes."""

PEOPLE = [person.key(SCHOOL, f"51343210120800{number:04d}") for number in range(4)]


def send(one: Replica, other: Replica) -> dict[str, int]:
    """Everything of `one`, merged into `other`."""
    merged = other.take(one.pack())
    assert merged is not None
    return dict(merged.rows)


def group(name: str) -> rows.Values:
    return {"id": identity.named("group", name), "scope": SCHOOL, "name": name}


@pytest.fixture(params=["two laptops", "to PostgreSQL", "from PostgreSQL"])
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Replica, Replica]]:
    laptop = replica(tmp_path, "laptop-1")
    if request.param == "two laptops":
        made = laptop, replica(tmp_path, "laptop-2")
    else:
        office = Replica(request.getfixturevalue("server").make_database(), tmp_path)
        made = (laptop, office) if request.param == "to PostgreSQL" else (office, laptop)
    yield made
    for one in made:
        one.database.close()


def test_the_later_edit_of_each_field_stands(
    pair: tuple[Replica, Replica],
) -> None:
    one, other = pair
    someone = person.Person(id=PEOPLE[0], school=SCHOOL, name="吉克阿牛")
    with one.database.write() as write:
        rows.insert(write, tables.Person, [rows.values_of(someone)])
    send(one, other)
    with one.database.write() as write:
        rows.edit(write, tables.Person, {(PEOPLE[0],): {"name": "吉克阿木"}})
    with other.database.write() as write:
        rows.edit(write, tables.Person, {(PEOPLE[0],): {"phone": "13000000000"}})
    send(one, other)
    send(other, one)
    assert one.content() == other.content()
    with one.database.read() as connection:
        found = connection.execute(select(tables.Person.name, tables.Person.phone)).one()
    assert tuple(found) == ("吉克阿木", "13000000000")


def test_a_repeated_package_changes_nothing(
    pair: tuple[Replica, Replica],
) -> None:
    one, other = pair
    with one.database.write() as write:
        rows.insert(write, tables.RollGroup, [group("青年")])
    assert send(one, other) == {"roll_group": 1}
    assert send(one, other) == {}
    assert send(other, one) == {}


def test_our_counter_is_never_below_one_that_we_have_seen(
    pair: tuple[Replica, Replica],
) -> None:
    one, other = pair
    for _turn in range(5):
        with one.database.write() as write:
            rows.insert(write, tables.RollGroup, [group(f"{_turn}")])
    send(one, other)
    with other.database.write() as later:
        pass
    assert later.stamp > write.stamp


def test_a_missing_row_that_is_named_fails_the_whole_merge(
    pair: tuple[Replica, Replica],
) -> None:
    one, other = pair
    people = [person.Person(id=key, school=SCHOOL, name="某") for key in PEOPLE[:2]]
    with one.database.write() as write:
        rows.insert(write, tables.Person, [rows.values_of(each) for each in people])
        rows.insert(write, tables.RollGroup, [group("青年")])
        early = write.seq
    with one.database.write() as write:
        member = {"group": group("青年")["id"], "person": PEOPLE[0], "scope": SCHOOL}
        rows.insert(write, tables.GroupMember, [member])
    other.held[one.device] = early
    with pytest.raises(PackageError, match="missing"):
        other.take(one.pack(above=early))
    assert other.content() == [[], [], []]
    with pytest.raises(IntegrityError), other.database.write() as write:
        rows.insert(write, tables.GroupMember, [member])


def test_what_we_write_ourselves_is_checked_after_a_merge_too(
    pair: tuple[Replica, Replica],
) -> None:
    one, other = pair
    with one.database.write() as write:
        rows.insert(write, tables.RollGroup, [group("青年")])
    send(one, other)
    member = {"group": group("青年")["id"], "person": PEOPLE[0], "scope": SCHOOL}
    with pytest.raises(IntegrityError), other.database.write() as write:
        rows.insert(write, tables.GroupMember, [member])


def check(connection: Connection, counter: int) -> None:
    """Whether the attached package would be merged where that is the highest counter."""
    checked = checking.check(payload.package_of(connection), [SCHOOL])
    checking.require_near(checked, counter)


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("mark", "asleep", Reason.BAD_VALUE),
        ("half_hours", "two", Reason.BAD_VALUE),
        ("half_hours", 2.0, Reason.BAD_VALUE),
        ("remark", 2, Reason.BAD_VALUE),
        ("remark", b"", Reason.BAD_VALUE),
        ("remark", None, Reason.BAD_VALUE),
        ("remark", "x" * 5000, Reason.BAD_VALUE),
        ("remark", "x\0", Reason.BAD_VALUE),
        ("lesson", b"short", Reason.BAD_VALUE),
        ("scope", 513432101209, Reason.OUT_OF_SCOPE),
        ("remark", NOT_UTF8, Reason.BAD_VALUE),
        ("stamp", b"1", Reason.BAD_VALUE),
        ("stamp", b"\xff" * 16, Reason.FAR_COUNTER),
        ("field_stamps", b"\xff" * 64, Reason.FAR_COUNTER),
        ("field_stamps", b"1", Reason.BAD_VALUE),
        ("deleted", 2, Reason.BAD_VALUE),
        ("deleted", 0.0, Reason.BAD_VALUE),
        ("deleted", None, Reason.BAD_VALUE),
        ("stamp", "1" * 16, Reason.BAD_VALUE),
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
            names = sql.columns(tables.Attendance)
            payload.package_of(connection).execute(
                f'INSERT INTO {PACKAGE}."attendance" ({sql.quoted(names)})'
                f" VALUES ({', '.join('?' * len(names))})",
                [(row | {column: value})[name] for name in names],
            )
            if value is NOT_UTF8:
                payload.package_of(connection).execute(
                    f'UPDATE {PACKAGE}."attendance" SET "{column}" = CAST("{column}" AS TEXT)'
                )
        with pytest.raises(PackageError) as refused:
            check(connection, 10)
    named = "counters" if reason is Reason.FAR_COUNTER else column
    assert (refused.value.detail, refused.value.reason) == (f"attendance.{named}", reason)


def test_a_package_with_anything_else_in_it_is_refused(database: Database, tmp_path: Path) -> None:
    with payload.attached(database, tmp_path / "p.db", DATA_KEY) as connection:
        with connection.begin():
            payload.fill(connection, [SCHOOL], 0)
            payload.package_of(connection).execute(f"CREATE VIEW {PACKAGE}.sneaky AS SELECT 1")
        with pytest.raises(PackageError) as refused:
            check(connection, 10)
    assert refused.value.reason is Reason.WRONG_SCHEMA
