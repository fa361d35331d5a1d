"""Founding a workspace: its folder, keys and database, and what every one begins with.

The official list of schools, the starting catalogue and the default policy bear the genesis
stamp: every workspace has them alike, and any edit is later.
"""

import os
import shutil
from collections.abc import Callable
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
from nightschool.services.workspace import DATABASE, FIRST_USER, KEYS, Workspace
from nightschool.storage import rows, schema, tables
from nightschool.storage.database import Write
from nightschool.storage.queries import common, devices
from nightschool.storage.queries.workspaces import Identity


def create(
    home: Path, scope: str, password: str, fill: Callable[[Workspace], None] | None = None
) -> None:
    """Make a workspace for the school, county or prefecture with this code in the folder `home`.

    It is built beside its place and moved there whole. `fill` writes its first rows instead of
    the official ones. Raises `UserError` for an unknown code, a folder that is in use, a password
    that is too short; then nothing is left behind.
    """
    require_possible(home, scope)
    home.parent.mkdir(parents=True, exist_ok=True)
    building = home.with_name(f"{home.name}.new")
    shutil.rmtree(building, ignore_errors=True)
    try:
        _build(building, scope, password, fill or found)
        if home.exists():
            home.rmdir()
        building.rename(home)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _build(home: Path, scope: str, password: str, fill: Callable[[Workspace], None]) -> None:
    role = role_of(scope)
    keyfile, key = slots.create(FIRST_USER[role], role.value, password)
    home.mkdir(mode=0o700)
    slots.save(keyfile, home / KEYS)
    device = DeviceId(os.urandom(8))
    secrets = {desks.SIGNING: signing.new_key(), desks.IDENTITY: sealing.new_identity().encode()}
    database = schema.create(
        home / DATABASE, key, Identity(role, scope, device), secrets, FIRST_USER[role]
    )
    workspace = Workspace(home, database, role, scope)
    fill(workspace)
    workspace.close()


def found(workspace: Workspace) -> None:
    """Write the common data of the counties that this workspace deals with.

    An office lists itself, so that those whom it enrols know it.
    """
    with workspace.database.write() as write:
        write_official(write, workspace.scope)
    if workspace.role is not Role.SCHOOL:
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


def require_possible(home: Path, scope: str) -> None:
    """Raise `UserError` where `create` would, before a password is asked for."""
    _require_known(scope)
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
