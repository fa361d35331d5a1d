"""Taking 220 schools' packages against the fastest plain ways to insert the same rows.

Run by `make bench`. Figures are ratios of medians of one run; `--schools` and `--rows` scale it.
"""

import argparse
import os
import sqlite3
import statistics
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from datetime import time as clock_time
from pathlib import Path
from typing import Any

from nightschool import __version__, clock
from nightschool.domain import identity, lesson, person, registry
from nightschool.domain.codes import Mark
from nightschool.domain.device import Device
from nightschool.domain.stamp import DeviceId
from nightschool.keys import sealing, signing
from nightschool.services import desks, taking
from nightschool.services.workspace import Workspace
from nightschool.storage import payload, rows, schema, tables
from nightschool.storage.queries import common, devices
from nightschool.sync import package
from nightschool.sync.manifest import Addressee, Desk, Known, Manifest
from tests.workspaces import COUNTY, make

LESSONS = 120
"""Lessons of a school; its rows are spread over them."""


@dataclass(frozen=True)
class Made:
    """The packages of a county's schools, and what they hold."""

    files: list[Path]
    rows: list[tuple[Any, ...]]


def schools(count: int) -> list[str]:
    return [school.code for school in registry.of_county(COUNTY)[:count]]


def fill_school(source: Workspace, code: str, count: int) -> None:
    """A school's people, lessons and `count` lines of rolls."""
    people = [identity.new() for _ in range(count // LESSONS)]
    with source.database.write() as write:
        [course, *_] = common.courses(write.connection)
        home = [person.Person(id=key, school=code, name="某") for key in people]
        rows.insert(write, tables.Person, map(rows.values_of, home))
        for number in range(LESSONS):
            key = identity.new()
            held = lesson.Lesson(
                key,
                code,
                course.id,
                date(2018, 1 + number % 12, 1 + number // 12),
                clock_time(19),
                clock_time(21),
                5,
            )
            rows.insert(write, tables.Lesson, [rows.values_of(held)])
            lines = [
                {
                    "lesson": key,
                    "person": one,
                    "scope": code,
                    "mark": Mark.PRESENT,
                    "half_hours": None,
                    "remark": "",
                }
                for one in people
            ]
            rows.insert(write, tables.Attendance, lines)


def pack(source: Workspace, county: Workspace, code: str, folder: Path) -> Path:
    """One school's package, from a laptop of its own that the county lists."""
    secret, age = signing.new_key(), sealing.new_identity()
    desk = Desk(
        DeviceId(os.urandom(8)),
        code,
        (code,),
        signing.public_key(secret),
        sealing.recipient_of(age),
    )
    listed = Device(desk.device, code, (code,), desk.verify_key, desk.recipient)
    with county.database.write() as write:
        rows.insert(write, tables.Device, [devices.values(listed) | {"scope": COUNTY}])
    key, data = os.urandom(package.DATA_KEY), folder / f"{code}.db"
    with payload.attached(source.database, data, key) as connection, connection.begin():
        counts = payload.fill(connection, [code], 0)
    revisions = schema.revisions()
    draft = Manifest(
        schema=revisions[-1],
        schema_number=len(revisions),
        program=__version__,
        made_at=clock.now(),
        sender=desk,
        addressees=(Addressee(desks.own_desk(county).recipient, county.device),),
        scopes=(code,),
        number=1,
        earlier=(),
        seq_after=0,
        seq_upto=1,
        full=True,
        knowledge={code: {desk.device: Known(1000, None)}},
        rows=counts,
    )
    prepared = package.prepare(draft, secret, key, data)
    made = package.save(prepared, folder, code)
    data.unlink()
    return made


def generate(folder: Path, county: Workspace, count: int, lines: int) -> Made:
    source = make(folder / "source", COUNTY, b"source-1")
    files = []
    for code in schools(count):
        fill_school(source, code, lines)
        files.append(pack(source, county, code, folder))
    names = ("lesson", "person", "mark", "half_hours", "remark", "scope", "deleted", "stamp")
    with source.database.read() as connection:
        found = payload.driver_of(connection).execute(
            f"SELECT {', '.join(names)}, field_stamps, seq FROM attendance"
        )
        plain = found.fetchall()
    source.close()
    return Made(files, plain)


def plain_insert(folder: Path, made: Made) -> float:
    """`executemany` into an unencrypted table with the same key and indexes, one transaction."""
    connection = sqlite3.connect(folder / f"{identity.new().hex()}.db")
    connection.execute("PRAGMA journal_mode = wal")
    connection.execute("PRAGMA synchronous = full")
    connection.execute(
        "CREATE TABLE attendance (lesson BLOB, person BLOB, mark TEXT, half_hours INTEGER,"
        " remark TEXT, scope INTEGER, deleted INTEGER, stamp BLOB, field_stamps BLOB, seq INTEGER,"
        " PRIMARY KEY (lesson, person)) WITHOUT ROWID"
    )
    connection.execute("CREATE INDEX by_seq ON attendance (seq)")
    connection.execute("CREATE INDEX by_person ON attendance (person)")
    with timed() as took, connection:
        connection.executemany("INSERT INTO attendance VALUES (?,?,?,?,?,?,?,?,?,?)", made.rows)
    connection.close()
    return took.seconds


class timed:  # noqa: N801 - a context manager, used like a function
    """Measures a block."""

    seconds = 0.0

    def __enter__(self) -> "timed":
        self._start = time.perf_counter()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds = time.perf_counter() - self._start


def take_all(county: Workspace, made: Made, state: str) -> float:
    with timed() as took:
        taken = taking.take(county, made.files)
    assert {one.state for one in taken} == {state}, taken[0]
    return took.seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schools", type=int, default=220)
    parser.add_argument("--rows", type=int, default=6000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    firsts, agains = [], []
    with tempfile.TemporaryDirectory() as name:
        for turn in range(options.rounds):
            folder = Path(name) / str(turn)
            folder.mkdir()
            county = make(folder / "county", COUNTY, b"county-1")
            made = generate(folder, county, options.schools, options.rows)
            plain = plain_insert(folder, made)
            first = take_all(county, made, "merged")
            again = take_all(county, made, "known")
            county.close()
            firsts.append(first / plain)
            agains.append(again / plain)
            spent = f"plain {plain:.2f} s, take {first:.2f} s, again {again:.2f} s"
            print(f"{len(made.rows)} rows: {spent}", flush=True)
    print(f"take / executemany   {statistics.median(firsts):.2f}")
    print(f"again / executemany  {statistics.median(agains):.2f}")


if __name__ == "__main__":
    main()
