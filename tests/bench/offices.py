"""The dashboard, and a roster dealt out, at the size of a county and of the prefecture.

`python -m tests.bench.offices [SCHOOLS]`: a county in an encrypted file; with more schools than one
has, the prefecture on a PostgreSQL server that is started for it. The prefecture whole is 3745.
"""

import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from nightschool import clock
from nightschool.domain import period, registry
from nightschool.services import progress, signing_in
from nightschool.services.demo import multitude
from nightschool.services.reporting import overview
from nightschool.services.roster import importing
from tests import workspaces
from tests.bench import roster
from tests.storage.postgresql import running

COUNTY, WHOLE = 220, 33_000
UNTIL = date(2020, 12, 31)
PASSWORD = "pass word of a bench"
ROUNDS = 5


def main(schools: int = COUNTY) -> None:
    """Print seconds by the clock, and of this process."""
    clock.today = lambda: UNTIL
    with tempfile.TemporaryDirectory() as name:
        if schools <= max(len(registry.of_county(code)) for code in registry.counties()):
            figures(Path(name), schools, None)
            dealt_out(Path(name))
        else:
            with running() as server:
                figures(Path(name), schools, str(server.new()))


def figures(home: Path, schools: int, server: str | None) -> None:
    begun = perf_counter()
    made = multitude.create(home / "demo", schools, 1, PASSWORD, UNTIL, server)
    print(f"{made}\nmade                       {perf_counter() - begun:8.1f} s", flush=True)
    with closing(signing_in.sign_in(home / "demo" / made.desk, PASSWORD)) as office:
        measure("all hours counted anew", lambda: progress.figures(office, UNTIL), 1)
        measure("figures of all schools", lambda: progress.figures(office, UNTIL))
        quarter = period.quarter(UNTIL)
        measure("the dashboard", lambda: overview.overview(office, quarter))


def dealt_out(home: Path) -> None:
    """A roster of a whole county, dealt out to its schools."""
    file = roster.write(home / "roster.xlsx", roster.people(WHOLE))
    with closing(workspaces.make(home / "office", workspaces.COUNTY)) as office:
        measure(f"roster of {WHOLE}", lambda: importing.import_roster(office, file), 1)
        measure("the same again", lambda: importing.import_roster(office, file), 1)


def measure(what: str, work: Callable[[], object], rounds: int = ROUNDS) -> None:
    times, cpu = [], []
    for _round in range(rounds):
        begun, used = perf_counter(), process_time()
        work()
        times.append(perf_counter() - begun)
        cpu.append(process_time() - used)
    print(f"{what:26} {median(times):8.2f} s, processor {median(cpu):6.2f} s", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
