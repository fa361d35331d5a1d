"""Workspaces for tests: real encrypted databases, made without the slow password hash."""

from pathlib import Path

from nightschool.domain.school import role_of
from nightschool.domain.stamp import DeviceId
from nightschool.keys import sealing, signing
from nightschool.services.founding import found
from nightschool.services.workspace import DATABASE, Workspace
from nightschool.storage import schema
from nightschool.storage.queries.workspaces import Identity

KEY = bytes(range(32))
SCHOOL = "513432101208"
COUNTY = "513432"


def make(home: Path, scope: str = SCHOOL, device: bytes = b"laptop-1") -> Workspace:
    """A founded workspace in `home`."""
    home.mkdir(parents=True, exist_ok=True)
    identity = Identity(role_of(scope), scope, DeviceId(device))
    secrets = {"signing": signing.new_key(), "age": sealing.new_identity().encode()}
    database = schema.create(home / DATABASE, KEY, identity, secrets, "tester")
    workspace = Workspace(home, database, identity.role, scope)
    found(workspace)
    return workspace
