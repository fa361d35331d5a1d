"""Databases, packages and enrolments of every released version are taken for ever."""

import re
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from nightschool import __version__
from nightschool.services import enrolment, signing_in, taking
from nightschool.services.workspace import DATABASE, KEYS, Workspace
from nightschool.storage import schema
from nightschool.storage.queries import workspaces
from tests import frozen

VERSIONS = sorted(folder.name for folder in frozen.DATA.glob("*.*.*"))


@pytest.fixture(params=VERSIONS)
def folder(request: pytest.FixtureRequest) -> Path:
    return frozen.DATA / str(request.param)


def require_at_head(workspace: Workspace) -> None:
    with workspace.database.read() as connection:
        assert schema.revision_of(connection) == schema.revisions()[-1]
    assert workspace.database.faults() == []


def test_each_released_version_is_frozen() -> None:
    """Made by tools/make_frozen.py; this version too as soon as it no longer is `(unreleased)`."""
    log = (frozen.DATA.parents[1] / "CHANGELOG.md").read_text("utf-8")
    told = dict(re.findall(r"^## (\S+)(.*)$", log, re.MULTILINE))
    assert __version__ in told
    assert {version for version, mark in told.items() if not mark} <= set(VERSIONS)


def test_its_database_opens_under_its_key_file(folder: Path, tmp_path: Path) -> None:
    about = frozen.about(folder)
    shutil.copyfile(folder / frozen.SCHOOL_DB, tmp_path / DATABASE)
    shutil.copyfile(folder / frozen.SCHOOL_KEYS, tmp_path / KEYS)
    with closing(signing_in.sign_in(tmp_path, about.password)) as school:
        require_at_head(school)
        found = frozen.counted(school)
    assert {name: found.get(name) for name in about.school} == about.school


def test_its_package_is_taken(folder: Path, tmp_path: Path) -> None:
    about = frozen.about(folder)
    shutil.copyfile(folder / frozen.COUNTY_DB, tmp_path / DATABASE)
    key = bytes.fromhex(about.county_key)
    database = schema.prepare(tmp_path / DATABASE, key, tmp_path / "backups")
    with database.read() as connection:
        identity = workspaces.identity(connection)
    with closing(Workspace(tmp_path, database, identity.role, identity.scope)) as county:
        require_at_head(county)
        taken = taking.take_one(county, folder / frozen.PACKAGE)
        again = taking.take_one(county, folder / frozen.PACKAGE)
        found = frozen.counted(county)
    assert (taken.state, taken.message, again.state) == ("merged", "", "known")
    assert taken.changed == about.package
    for table in ("person", "lesson", "attendance"):
        assert found[table] == about.package[table]


def test_its_enrolment_makes_a_laptop(folder: Path, tmp_path: Path) -> None:
    about, home = frozen.about(folder), tmp_path / "laptop"
    enrolment.create_from(home, folder / frozen.ENROLMENT, about.code, lambda: about.password)
    with closing(signing_in.sign_in(home, about.password)) as laptop:
        require_at_head(laptop)
        found = frozen.counted(laptop)
    for table in ("course", "policy", "school"):
        assert found[table] == about.school[table]
