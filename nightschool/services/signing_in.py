"""Signing in: the password opens a key slot, the key opens the database."""

from pathlib import Path

from nightschool.keys import slots
from nightschool.services.workspace import FIRST_USER, KEYS, Workspace, place_of
from nightschool.storage import schema
from nightschool.storage.queries import workspaces


def require_good_password(typed: str) -> None:
    """Raise `UserError` for a password that a person should not choose."""
    for user in FIRST_USER.values():
        slots.require_good(user, typed)


def sign_in(home: Path, password: str, user: str | None = None) -> Workspace:
    """Open the workspace in `home` as `user`, or as its first.

    Raises `UserError` for a wrong password, a damaged file, a server that cannot be reached, and
    a schema newer than this program.
    """
    keyfile = slots.load(home / KEYS)
    name = user or keyfile.users[0]
    key = slots.unlock(keyfile, name, password)
    database = schema.prepare(place_of(home), key, home / "backups", name)
    with database.read() as connection:
        identity = workspaces.identity(connection)
    return Workspace(home, database, identity.role, identity.scope)
