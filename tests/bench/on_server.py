"""Taking 220 schools' packages into a county on PostgreSQL, against COPY into the same table.

Both check every reference, and both are told what they need to know: a server is started for
them. Run by `make bench`. Figures are ratios of medians of one run.
"""

import argparse
import os
import statistics
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nightschool.domain.codes import Role
from nightschool.domain.stamp import DeviceId
from nightschool.keys import sealing, signing
from nightschool.services.founding import found
from nightschool.services.workspace import DATABASE, Workspace
from nightschool.storage import crossing, rows, schema, sql, tables
from nightschool.storage.database import Database, open_at
from nightschool.storage.payload import driver_of
from nightschool.storage.queries.workspaces import Identity
from tests.bench.packages import generate, take_all
from tests.bench.rivals import timed
from tests.storage.postgresql import Server, running
from tests.workspaces import COUNTY, KEY

PARENTS = (tables.Course, tables.Lecturer, tables.Household, tables.Lesson, tables.Person)


def county_on(server: Server, home: Path) -> Workspace:
    home.mkdir()
    identity = Identity(Role.COUNTY, COUNTY, DeviceId(os.urandom(8)))
    secrets = {"signing": signing.new_key(), "age": sealing.new_identity().encode()}
    database = schema.create(server.new(), KEY, identity, secrets)
    workspace = Workspace(home, database, Role.COUNTY, COUNTY)
    found(workspace)
    return workspace


def copy(database: Database, model: type[tables.Synced], lines: Iterable[Any]) -> float:
    """Seconds that a table's rows take by a binary COPY, one durable transaction."""
    columns = rows.table_of(model).columns
    into = f'"{rows.table_of(model).name}" ({sql.quoted(columns.keys())})'
    with timed() as took, database.write() as write:
        cursor = driver_of(write.connection).cursor()
        with cursor.copy(f"COPY {into} FROM STDIN (FORMAT BINARY)") as copying:
            copying.set_types([crossing.type_name(column.type) for column in columns])
            for line in lines:
                copying.write_row(line)
    return took.seconds


def copy_all(server: Server, source: Database) -> float:
    """Lines of rolls; the rows that they name are there before, and not counted."""
    twin = server.make_database()
    with source.read() as connection:
        for model in (*PARENTS, tables.Attendance):
            table = rows.table_of(model)
            names = sql.quoted(table.columns.keys())
            found = driver_of(connection).execute(f'SELECT {names} FROM "{table.name}"')
            seconds = copy(twin, model, found.fetchall())
    twin.close()
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schools", type=int, default=220)
    parser.add_argument("--rows", type=int, default=6000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    ratios = []
    with tempfile.TemporaryDirectory() as name, running() as server:
        for turn in range(options.rounds):
            folder = Path(name) / str(turn)
            folder.mkdir()
            county = county_on(server, folder / "county")
            made = generate(folder, county, options.schools, options.rows)
            source = open_at(folder / "source" / DATABASE, KEY)
            plain, took = copy_all(server, source), take_all(county, made, "merged")
            source.close()
            county.close()
            ratios.append(took / plain)
            print(f"{len(made.rows)} rows: COPY {plain:.2f} s, take {took:.2f} s", flush=True)
    print(f"take / COPY          {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
