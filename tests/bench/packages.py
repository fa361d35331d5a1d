"""Taking 220 schools' packages against the fastest plain ways to insert the same rows.

Run by `make bench`. Figures are ratios of medians of one run; `--schools` and `--rows` scale it.
"""

import argparse
import os
import shutil
import statistics
import tempfile
from dataclasses import dataclass
from datetime import date
from datetime import time as clock_time
from pathlib import Path
from typing import Any

from nightschool import __version__, clock
from nightschool.domain import identity, lesson, person, registry
from nightschool.domain.codes import Mark, Role
from nightschool.domain.device import Device
from nightschool.domain.stamp import DeviceId
from nightschool.keys import sealing, signing
from nightschool.services import desks, taking
from nightschool.services.workspace import DATABASE, Workspace
from nightschool.storage import payload, rows, schema, tables
from nightschool.storage.database import open_at
from nightschool.storage.queries import common, devices
from nightschool.sync import package
from nightschool.sync.manifest import Addressee, Desk, Known, Manifest
from tests.bench import rivals
from tests.bench.rivals import timed
from tests.workspaces import COUNTY, KEY, make

LESSONS = 120
"""Lessons of a school; its rows are spread over them."""
TAKE, AGAIN, SESSION = "take", "take again", "session extension"


@dataclass(frozen=True)
class Made:
    """The packages of a county's schools, and what they hold."""

    files: list[Path]
    rows: list[tuple[Any, ...]]


def schools(count: int) -> list[str]:
    """So many codes of the county: its own schools first, then codes of no village."""
    own = [school.code for school in registry.of_county(COUNTY)]
    more = (f"{COUNTY}99{number:04d}" for number in range(count - len(own)))
    return [*own, *more][:count]


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
    with source.database.read() as connection:
        found = payload.driver_of(connection).execute(
            f"SELECT {', '.join(rivals.COLUMNS)} FROM attendance"
        )
        plain = found.fetchall()
    source.close()
    return Made(files, plain)


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
    ratios: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as name:
        county = make(Path(name) / "county", COUNTY, b"county-1")
        made = generate(Path(name), county, options.schools, options.rows)
        county.close()
        for turn in range(options.rounds):
            folder = Path(name) / str(turn)
            shutil.copytree(county.home, folder)
            for way, ratio in measure(folder, made, options.rows).items():
                ratios.setdefault(way, []).append(ratio)
            shutil.rmtree(folder)
    for way, found in ratios.items():
        print(f"{way:45}{statistics.median(found):8.2f}")
    if SESSION not in ratios:
        print("SQLite's session extension: apsw is not installed; pip install apsw")


def measure(folder: Path, made: Made, lines: int) -> dict[str, float]:
    """One round: how often the time of `executemany` each way takes for the same rows."""
    county = Workspace(folder, open_at(folder / DATABASE, KEY), Role.COUNTY, COUNTY)
    plain = rivals.plain_insert(folder, made.rows)
    seconds = {TAKE: take_all(county, made, "merged"), AGAIN: take_all(county, made, "known")}
    county.close()
    starts = range(0, len(made.rows), lines)
    changed = [made.rows[start : start + lines] for start in starts]
    if session := rivals.session_extension(folder, changed):
        seconds[SESSION] = session
    spent = ", ".join(f"{way} {value:.2f} s" for way, value in seconds.items())
    print(f"{len(made.rows)} rows: executemany {plain:.2f} s, {spent}", flush=True)
    tenth = made.rows[: len(made.rows) // 10]
    part = rivals.plain_insert(folder, tenth)
    return {way: value / plain for way, value in seconds.items()} | {
        "ORM, session.add_all, a tenth of the rows": rivals.orm_add(folder, tenth) / part,
        "ORM, session.merge, a tenth of the rows": rivals.orm_merge(folder, tenth) / part,
    }


if __name__ == "__main__":
    main()
