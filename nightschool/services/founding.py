"""Founding a workspace: its folder, keys and database, and what every one begins with.

The official list of schools, the starting catalogue and the default policy bear the genesis
stamp: every workspace has them alike, and any edit is later.
"""

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from nightschool import clock
from nightschool.domain import catalogue, registry
from nightschool.domain.codes import Role
from nightschool.domain.policy import Policy
from nightschool.domain.school import PREFECTURE, School, county_of, role_of
from nightschool.domain.stamp import GENESIS, DeviceId
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.keys import sealing, signing, slots
from nightschool.services import desks
from nightschool.services.workspace import ADDRESS, FIRST_USER, KEYS, Workspace, place_of
from nightschool.storage import postgresql, rows, schema, tables
from nightschool.storage.database import Database, Write
from nightschool.storage.queries import common, devices, workspaces
from nightschool.storage.queries.workspaces import Identity


def create(
    home: Path,
    scope: str,
    password: str,
    fill: Callable[[Workspace], None] | None = None,
    server: str | None = None,
) -> None:
    """Make a workspace for the school, county or prefecture with this code in the folder `home`.

    It is built beside its place and moved there whole. `fill` writes its first rows instead of
    the official ones. With the URL of a `server` the database is there, made by the office's first
    clerk and joined by the others. Raises `UserError` for an unknown code, a folder that is in use,
    an empty password, a server that does not fit; then nothing is left behind.
    """
    if fill is None:  # else an office vouches for the code, which may be newer than the list
        _require_known(scope)
    _require_ready(home, server)
    home.parent.mkdir(parents=True, exist_ok=True)
    building = home.with_name(f"{home.name}.new")
    shutil.rmtree(building, ignore_errors=True)
    try:
        _build(building, scope, password, fill or found, server)
        if home.exists():
            home.rmdir()
        building.rename(home)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _build(
    home: Path,
    scope: str,
    password: str,
    fill: Callable[[Workspace], None],
    server: str | None,
) -> None:
    role = role_of(scope)
    keyfile, key = slots.create(FIRST_USER[role], role.value, password)
    home.mkdir(mode=0o700)
    slots.save(keyfile, home / KEYS)
    if server is not None:
        (home / ADDRESS).write_text(server, "utf-8")
    place = place_of(home)
    if server is not None and not schema.is_empty(place):
        _require_founded(schema.prepare(place, key, home / "backups"), scope)
        return
    identity = Identity(role, scope, DeviceId(os.urandom(8)))
    secrets = {desks.SIGNING: signing.new_key(), desks.IDENTITY: sealing.new_identity().encode()}
    database = schema.create(place, key, identity, secrets, FIRST_USER[role])
    with closing(Workspace(home, database, role, scope)) as workspace:
        fill(workspace)


def _require_founded(database: Database, scope: str) -> None:
    """That a whole workspace of this code is there for another clerk to join."""
    with closing(database), database.read() as connection:
        there = workspaces.identity(connection)
        listed = devices.all_devices(connection)  # founding ends with listing the office itself
    if there.scope != scope:
        raise UserError(
            _("The database holds the workspace of %(code)s.") % {"code": there.scope},
            _("Name its code, or another database."),
        )
    if not listed:
        raise UserError(
            _("The workspace in the database is not finished."),
            _("If nobody is making it now, empty the database and begin again."),
        )


def found(workspace: Workspace) -> None:
    """Write the common data of the counties that this workspace deals with."""
    with workspace.database.write() as write:
        write_official(write, workspace.scope)
    list_office(workspace)


def list_office(workspace: Workspace) -> None:
    """An office lists itself, so that those whom it enrols know it."""
    if workspace.role is Role.SCHOOL or desks.find(workspace, workspace.device):
        return
    ourselves = replace(desks.own_desk(workspace).as_device(), enrolled_on=clock.today())
    with workspace.database.write() as write:
        row = devices.values(ourselves) | {"scope": workspace.scope}
        rows.insert(write, tables.Device, [row])


def write_official(write: Write, scope: str) -> None:
    """The official schools, the starting catalogue and the default policy, under genesis."""
    official = replace(write, stamp=GENESIS)
    for county in registry.counties() if scope == PREFECTURE else [county_of(scope)]:
        schools = map(_school, registry.of_county(county))
        courses = [{**rows.values_of(one), "scope": county} for one in catalogue.courses(county)]
        rows.insert(official, tables.School, schools)
        rows.insert(official, tables.Course, courses)
        rows.insert(official, tables.Policy, [_policy(county)])


def _school(school: School) -> rows.Values:
    return {**rows.values_of(school), "id": school.id, "scope": school.county_code}


def _policy(county: str) -> rows.Values:
    values = common.policy_values(Policy())
    return {**values, "id": common.policy_key(county), "scope": county}


def require_possible(home: Path, scope: str, server: str | None = None) -> None:
    """Raise `UserError` where `create` would, before a password is asked for."""
    _require_known(scope)
    _require_ready(home, server)


def _require_ready(home: Path, server: str | None) -> None:
    if server is not None:
        postgresql.address(server)
    _require_free(home)


def _require_known(scope: str) -> None:
    if not (scope == PREFECTURE or scope in registry.counties() or registry.by_code(scope)):
        raise UserError(
            _("No school or county has the code %(code)s.") % {"code": scope},
            _("Find it with: nightschool registry search NAME"),
        )


def _require_free(home: Path) -> None:
    if (home / KEYS).exists():
        raise UserError(
            _("There is a workspace in %(folder)s already.") % {"folder": home},
            _("Choose another folder with --home."),
        )
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise UserError(
            _("The folder %(folder)s is not empty.") % {"folder": home},
            _("Choose a new or an empty folder with --home."),
        )
