"""What only a server has: several writers at once, and settings that others made."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from nightschool.domain import identity, person
from nightschool.domain.stamp import DeviceId
from nightschool.errors import UserError
from nightschool.storage import forks, postgresql, rows, tables
from nightschool.storage.database import Database, open_at
from tests.storage.conftest import SCHOOL
from tests.storage.postgresql import KEY, Server, at_once
from tests.storage.replicas import Replica, replica
from tests.storage.test_conflicts import SCHEDULES, close, play, verdict

WRITES = 20


@pytest.fixture
def office(server: Server) -> Iterator[Database]:
    made = server.make_database()
    yield made
    made.close()


def someone(number: int) -> rows.Values:
    key = person.key(SCHOOL, f"{SCHOOL}{number:06d}")
    return rows.values_of(person.Person(id=key, school=SCHOOL, name="某"))


def test_the_migrations_make_what_the_tables_say(database: Database) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, tables.Base.metadata) == []


@settings(max_examples=max(SCHEDULES // 10, 10), deadline=None)
@given(seed=st.integers(0, 2**32))
def test_with_an_office_on_a_server_all_end_equal_too(
    seed: int, server: Server, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("world")
    office = Replica(server.make_database(), folder)
    world = play(folder, seed, desks=[replica(folder, "laptop-1"), office])
    found = verdict(world)
    close(world)
    assert not found


def test_both_engines_hold_the_same_rows_after_the_same_packages(
    server: Server, tmp_path: Path
) -> None:
    laptops = [replica(tmp_path, f"laptop-{number}") for number in (1, 2)]
    offices = [replica(tmp_path, "county-1"), Replica(server.make_database(), tmp_path)]
    people = [someone(number) for number in range(3)]
    for laptop in laptops:
        with laptop.database.write() as write:
            rows.insert(write, tables.Person, people)
        with laptop.database.write() as write:
            values = {"name": laptop.device.decode(), "insured": True}
            rows.edit(write, tables.Person, {(people[0]["id"],): values})
            rows.delete(write, tables.Person, [(people[1]["id"],)])
    for laptop in (*laptops, laptops[0]):
        parcel = laptop.pack()
        merged = [office.take(parcel) for office in offices]
        assert merged[0] == merged[1]
    assert held(offices[0].database) == held(offices[1].database)
    sent = [office.pack() for office in offices]
    third = [replica(tmp_path, "laptop-3"), replica(tmp_path, "laptop-4")]
    for laptop, parcel in zip(third, sent, strict=True):
        laptop.take(parcel)
    assert third[0].content() == third[1].content() == offices[0].content()
    for one in (*laptops, *offices, *third):
        one.database.close()


def held(database: Database) -> list[object]:
    """Everything that travels, with the `seq` of each row."""
    models = [*map(rows.table_of, tables.SYNCED), rows.table_of(tables.Conflict)]
    with database.read() as connection:
        return [sorted(map(repr, connection.execute(select(table)))) for table in models]


def test_writers_come_one_after_the_other(server: Server, office: Database) -> None:
    other = open_at(office.engine.url, KEY)
    seen: list[tuple[int, int]] = []

    def write_often(database: Database, first: int) -> None:
        for number in range(first, first + WRITES):
            with database.write() as write:
                rows.insert(write, tables.Person, [someone(number)])
                highest = select(func.max(tables.Person.seq)).where(tables.Person.seq < write.seq)
                seen.append((write.seq, write.connection.execute(highest).scalar() or 0))

    at_once(lambda: write_often(office, 0), lambda: write_often(other, WRITES))
    other.close()
    first = min(seen)[0]
    assert sorted(seen) == [
        (seq, seq - 1 if seq > first else 0) for seq in range(first, first + 2 * WRITES)
    ]


def test_a_reader_sees_one_moment(office: Database) -> None:
    query = select(func.count()).select_from(tables.Person)
    with office.read() as connection:
        before = connection.execute(query).scalar_one()
        with office.write() as write:
            rows.insert(write, tables.Person, [someone(1)])
        assert connection.execute(query).scalar_one() == before
    with office.read() as connection:
        assert connection.execute(query).scalar_one() == before + 1


def test_two_clerks_merge_at_the_same_time(
    server: Server, office: Database, tmp_path: Path
) -> None:
    laptops = [replica(tmp_path, f"laptop-{number}") for number in (1, 2)]
    for number, laptop in enumerate(laptops):
        with laptop.database.write() as write:
            mine = [someone(number * 1000 + each) for each in range(500)]
            rows.insert(write, tables.Person, [someone(9999), *mine])
    parcels = [laptop.pack() for laptop in laptops]
    clerks = [Replica(office, tmp_path), Replica(open_at(office.engine.url, KEY), tmp_path)]
    at_once(
        *(
            lambda clerk=clerk, parcel=parcel: clerk.take(parcel)
            for clerk, parcel in zip(clerks, parcels, strict=True)
        )
    )
    with office.read() as connection:
        assert connection.execute(select(func.count(tables.Person.id))).scalar_one() == 1001
        kept = connection.execute(select(tables.Person.seq).distinct()).scalars().all()
        counter, seq = connection.execute(
            select(tables.Workspace.counter, tables.Workspace.seq)
        ).one()
    assert len(kept) == 2
    assert max(kept) <= seq
    assert counter == 2
    for one in (*clerks, *laptops):
        one.database.close()


def test_an_id_that_ended_is_left_behind(office: Database) -> None:
    with office.write() as write:
        rows.insert(write, tables.Person, [someone(1)])
    with office.write() as write:
        assert forks.renew(write, DeviceId(b"county-2"), 0, [SCHOOL]) == 1
    with office.read() as connection:
        assert connection.execute(select(tables.Person.stamp)).scalar_one()[8:] == b"county-2"


@pytest.mark.parametrize(
    ("options", "missing"),
    [
        ("TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'zh'", "sorting by bytes"),
        ("TEMPLATE template0 ENCODING 'SQL_ASCII'", "UTF8"),
    ],
)
def test_a_database_that_would_sort_or_write_otherwise_is_refused(
    server: Server, options: str, missing: str
) -> None:
    with pytest.raises(UserError, match=missing):
        postgresql.engine(server.new(options))


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nonsense", "not a URL"),
        ("mysql://clerk@server/nightschool", "does not begin"),
        ("postgresql+psycopg://clerk:secret@server/nightschool", "PGPASSWORD"),
    ],
)
def test_an_address_that_will_not_do(address: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        postgresql.address(address)


def test_a_server_that_is_not_there_is_said(tmp_path: Path) -> None:
    url = postgresql.address(f"postgresql+psycopg://clerk@/nightschool?host={tmp_path}")
    with pytest.raises(UserError, match="cannot be reached"):
        postgresql.engine(url)


def test_a_connection_that_is_cut_is_said_and_made_anew(server: Server, office: Database) -> None:
    def write_and_be_cut() -> None:
        with office.write() as write:
            rows.insert(write, tables.RollGroup, [_group()])
            server.run(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE xact_start < now()"
            )
            rows.insert(write, tables.RollGroup, [_group()])

    with pytest.raises(UserError, match="was lost"):
        write_and_be_cut()
    with office.read() as connection:
        assert connection.execute(select(func.count(tables.RollGroup.id))).scalar_one() == 0


def _group() -> rows.Values:
    return {"id": identity.new(), "scope": SCHOOL, "name": "青年"}
