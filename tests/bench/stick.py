"""An export onto a tmpfs, in seconds, and the memory that taking many packages needs.

Run by `python -m tests.bench.stick [SCHOOLS]`.
"""

import multiprocessing
import resource
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from nightschool.domain.codes import Role
from nightschool.domain.device import Device
from nightschool.domain.stamp import DeviceId
from nightschool.keys import sealing, signing
from nightschool.services import exporting, taking
from nightschool.services.workspace import DATABASE, Workspace
from nightschool.storage import rows, tables
from nightschool.storage.database import open_at
from nightschool.storage.queries import devices
from nightschool.sync import package
from tests.bench import packages
from tests.bench.rivals import timed
from tests.workspaces import COUNTY, KEY, SCHOOL, make

ROWS = 6000
TMPFS = Path("/dev/shm")


def main(schools: int = 220) -> None:
    seconds = [export(), export(), export()]
    print(f"export of {ROWS} changed rows, verified: {statistics.median(seconds):.2f} s")
    with tempfile.TemporaryDirectory() as name:
        count = alone(generate, Path(name), schools)
        for taken, peak in alone(peaks, Path(name), (20, count // 2, count)).items():
            print(f"peak memory after {taken} packages: {peak} MB")


def export() -> float:
    """Seconds for one school's package of that many rows, read back and verified."""
    with tempfile.TemporaryDirectory(dir=TMPFS) as name:
        school = make(Path(name) / "school")
        age, verify_key = sealing.new_identity(), signing.public_key(signing.new_key())
        office = Device(
            DeviceId(b"county-1"), "county", (COUNTY,), verify_key, sealing.recipient_of(age)
        )
        with school.database.write() as write:
            rows.insert(write, tables.Device, [devices.values(office) | {"scope": COUNTY}])
        packages.fill_school(school, SCHOOL, ROWS)
        with timed() as took:
            [made] = exporting.export(school, Path(name))
        assert made.rows["attendance"] == ROWS
        school.close()
        return took.seconds


def generate(folder: Path, schools: int) -> int:
    """Make the packages, for the county whose workspace is in `folder`."""
    county = make(folder / "county", COUNTY, b"county-1")
    made = packages.generate(folder, county, schools, ROWS)
    county.close()
    return len(made.files)


def peaks(folder: Path, steps: Sequence[int]) -> dict[int, int]:
    """Megabytes that this process needed at the most, after so many packages.

    They grow until the database's cache is full and stay there.
    """
    home = folder / "county"
    county = Workspace(home, open_at(home / DATABASE, KEY), Role.COUNTY, COUNTY)
    files = sorted(folder.glob(f"*{package.SUFFIX}"))
    found = {}
    for before, step in pairwise((0, *steps)):
        taking.take(county, files[before:step])
        found[step] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    county.close()
    return found


def alone(work: Callable[..., Any], *given: object) -> Any:
    """Done in a process of its own: a peak never falls."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, given)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
