"""Freezes the present formats in tests/data/VERSION (`.venv/bin/python -m tools.make_frozen`).

A school's database and key file, its package with the county that shall take it, and an enrolment
file. Run it anew as often as the schema changes until the version is released, and never after:
whatever comes later must take what was released.
"""

import shutil
import tempfile
from contextlib import closing
from pathlib import Path

from nightschool import __version__
from nightschool.services import enrolment, exporting, signing_in
from nightschool.services.workspace import DATABASE, KEYS, Workspace
from nightschool.storage import rows, schema, tables
from tests import frozen, schools, workspaces
from tests.workspaces import COUNTY, KEY, SCHOOL

PASSWORD = "correct horse"  # noqa: S105 - of made-up files
PEOPLE = 20


def main() -> None:
    """Make the files and say how large they are."""
    target = frozen.DATA / __version__
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as work:
        _make(Path(work), target)
    print(f"{target}: {sum(file.stat().st_size for file in target.iterdir()):,} bytes")


def _make(work: Path, target: Path) -> None:
    world = schools.one_lesson(COUNTY, PEOPLE, SCHOOL)
    with closing(workspaces.make(work / "county", COUNTY, b"county-1")) as county:
        with county.database.write() as write:
            courses = [{**rows.values_of(one), "scope": COUNTY} for one in world.courses]
            rows.insert(write, tables.Course, courses)
        made = enrolment.enrol(county, (SCHOOL,), work)
        enrolment.create_from(work / "laptop", made.file, made.code, lambda: PASSWORD)
        further = enrolment.enrol(county, (SCHOOL,), work)
    with closing(signing_in.sign_in(work / "laptop", PASSWORD)) as laptop:
        _teach(laptop, world)
        [package] = exporting.export(laptop, work)
        held = frozen.counted(laptop)
    places = {
        frozen.SCHOOL_DB: work / "laptop" / DATABASE,
        frozen.SCHOOL_KEYS: work / "laptop" / KEYS,
        frozen.COUNTY_DB: work / "county" / DATABASE,
        frozen.PACKAGE: package.file,
        frozen.ENROLMENT: further.file,
    }
    for name, file in places.items():
        shutil.copyfile(file, target / name)
    revision = schema.revisions()[-1]
    frozen.About(revision, PASSWORD, KEY.hex(), further.code, held, package.rows).write(target)


def _teach(laptop: Workspace, world: schools.World) -> None:
    with laptop.database.write() as write:
        rows.insert(write, tables.Household, map(rows.values_of, world.homes))
        rows.insert(write, tables.Person, map(rows.values_of, world.people))
        rows.insert(write, tables.Lesson, map(rows.values_of, world.lessons))
        rows.insert(write, tables.Attendance, map(world.line_values, world.lines))


if __name__ == "__main__":
    main()
