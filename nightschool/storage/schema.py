"""The schema's version: create it, upgrade it after a verified backup, refuse a newer one."""

from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import inspect, text, update
from sqlalchemy.engine import Connection

from nightschool import __version__, clock, paths
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.storage import shapes, sqlcipher
from nightschool.storage.database import Database, Place, open_at
from nightschool.storage.queries import workspaces
from nightschool.storage.queries.workspaces import Identity
from nightschool.storage.tables import Workspace


def revisions() -> list[str]:
    """All revisions this program knows, oldest first: the names of the files in `versions/`."""
    versions = paths.migrations() / "versions"
    return sorted(file.name.split("_")[0] for file in versions.glob("[0-9]*.py"))


def number_of(revision: str) -> int:
    """Which schema that is, counted from 1; raises `ValueError` for one not known here."""
    return revisions().index(revision) + 1


def revision_of(connection: Connection) -> str | None:
    """The revision that the database stands at; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def create(
    place: Place, key: bytes, identity: Identity, secrets: Mapping[str, bytes], user: str = ""
) -> Database:
    """A new database that knows who it is; made whole or not at all."""
    database = open_at(place, key, user)
    with database.alone() as connection:
        if revision_of(connection) is not None:
            raise UserError(
                _("Somebody has just made a workspace in the database %(place)s.")
                % {"place": place},
                _("Give the command again to join it."),
            )
        _run_migrations(connection)
        workspaces.create(connection, identity, __version__)
        workspaces.keep_secrets(connection, secrets)
    return database


def prepare(place: Place, key: bytes, backups: Path, user: str = "") -> Database:
    """Open the database, upgraded to this program's schema.

    An upgrade is one transaction after a checked backup: a kill leaves the old or the new schema.
    (A server's backups are the server's.) Raises `UserError` for a damaged file and for a schema
    newer than this program.
    """
    database = open_at(place, key, user)
    with database.read() as connection:
        found = revision_of(connection)
        if found is None:
            raise _empty(place)
        if found not in revisions():
            raise _too_new(connection)
    if found != revisions()[-1]:
        if isinstance(place, Path):
            backup(place, key, backups, clock.now())
        with database.alone() as connection:
            _run_migrations(connection)
            shapes.lengthen(connection, number_of(found))
            connection.execute(update(Workspace).values(program=__version__))
    return database


def backup(path: Path, key: bytes, folder: Path, at: datetime) -> Path:
    """A checked copy of the database in `folder`, named by the moment."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{path.stem}-{at:%Y%m%dT%H%M%S}.db"
    target.unlink(missing_ok=True)
    sqlcipher.copy(path, target, key)
    return target


def _run_migrations(connection: Connection) -> None:
    """Bring the schema to head in the transaction that `connection` is in.

    Alembic takes half a second to import, so only a database that needs it waits for it.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(paths.migrations()).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def is_empty(place: Place) -> bool:
    """Whether no workspace has been made there yet."""
    database = open_at(place, b"")
    with closing(database), database.read() as connection:
        return revision_of(connection) is None


def _empty(place: Place) -> UserError:
    if isinstance(place, Path):
        return sqlcipher.damaged(place)
    return UserError(
        _("There is no workspace in the database %(place)s.") % {"place": place},
        _("Make one with: nightschool init county CODE --database URL"),
    )


def _too_new(connection: Connection) -> UserError:
    version = connection.execute(text("SELECT program FROM workspace")).scalar()
    return UserError(
        _("This workspace was written by a newer Nightschool (%(version)s).")
        % {"version": version or "?"},
        _("Nothing was changed. Install version %(version)s or later.")
        % {"version": version or "?"},
    )
