"""An engine on an encrypted file, with the settings that power cuts demand, verified."""

import hashlib
from pathlib import Path
from typing import Any

import sqlcipher3
from sqlalchemy import Engine, QueuePool, create_engine, event
from sqlalchemy.engine import Connection, ExceptionContext
from sqlcipher3 import _sqlite3

from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.storage import unmetered
from nightschool.storage.dialects import DIGEST

COUNTS_MEMORY = not unmetered.stop_counting(_sqlite3)

PRAGMAS: dict[str, str | int] = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "temp_store": 2,
    "trusted_schema": 0,
}
"""Setting and the value that reading it back must give. A virtual machine killed while writing
lost none of 17,174 acknowledged commits with these, 892 with `synchronous` at NORMAL."""

_DISK_TROUBLES = {"READONLY": 8, "IOERR": 10, "FULL": 13, "CANTOPEN": 14}
"""SQLite's primary result codes for what a disk, and not the program, did wrong."""

_BUSY_MS = 10_000
_CACHE_KB = 65_536
_CHECKPOINT_PAGES = 8_192
"""32 MB of log between checkpoints: a stick's 220 packages are 220 commits, each durable in the
log, and need not each move the log into the file."""


def connect(path: Path, key: bytes) -> Any:
    """A driver connection to the file at `path` under a raw 32-byte key, settings verified.

    Raises `UserError` when the file is damaged or the key is not its key, `RuntimeError` when a
    setting did not take effect.
    """
    connection = sqlcipher3.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")  # else it writes to stderr by itself
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master")
        for name, value in PRAGMAS.items():
            connection.execute(f"PRAGMA {name} = {value}")
            (found,) = connection.execute(f"PRAGMA {name}").fetchone()
            if found != value:
                raise RuntimeError(f"PRAGMA {name} is {found!r}, not {value!r}")
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        _add_functions(connection)
        connection.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT_PAGES}")
    except sqlcipher3.DatabaseError as error:
        connection.close()
        raise disk_trouble(error) or damaged(path) from error
    except BaseException:
        connection.close()
        raise
    return connection


def empty() -> Any:
    """A driver connection to an empty database in memory, for attaching packages to."""
    connection = sqlcipher3.connect(":memory:", isolation_level=None, check_same_thread=False)
    for name in ("temp_store", "trusted_schema"):
        connection.execute(f"PRAGMA {name} = {PRAGMAS[name]}")
    _add_functions(connection)
    return connection


def _add_functions(connection: Any) -> None:
    connection.create_function(DIGEST, 1, _digest, deterministic=True)


def _digest(text: str | None) -> bytes:
    return b"" if text is None else hashlib.sha256(str(text).encode()).digest()


def damaged(path: Path) -> UserError:
    """What to say of a database file that cannot be read."""
    return UserError(
        _("The database %(file)s is damaged or is not a Nightschool database.")
        % {"file": path.name},
        _("Nothing was changed. Restore the latest backup from the folder “backups”."),
    )


def engine(path: Path, key: bytes) -> Engine:
    """The SQLAlchemy engine of that file. Transactions begin as their `begin` option says."""
    made = create_engine(
        "sqlite+pysqlite://",
        module=sqlcipher3,
        creator=lambda: connect(path, key),
        poolclass=QueuePool,
    )
    event.listen(made, "begin", _begin)
    event.listen(made, "handle_error", lambda context: _say_what_failed(context, path))
    return made


def _say_what_failed(context: ExceptionContext, path: Path) -> None:
    """A damaged page or a full disk in the middle of work is the machine's fault, not ours."""
    error = context.original_exception
    if trouble := disk_trouble(error):
        raise trouble from error
    if type(error) is sqlcipher3.DatabaseError:  # its kinds are our mistakes
        raise damaged(path) from error


def disk_trouble(error: BaseException) -> UserError | None:
    """What to say where the disk is full, read-only or failing; None for any other error."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if not isinstance(error, sqlcipher3.OperationalError) or code not in _DISK_TROUBLES.values():
        return None
    return UserError(
        _("The disk does not keep what the database writes (%(reason)s).") % {"reason": error},
        _("Nothing of it was kept. Free some space or check the disk, then try again."),
    )


def _begin(connection: Connection) -> None:
    """The driver is left without transactions of its own, so that ours begin as we say."""
    how = connection.get_execution_options().get("begin", "")
    connection.exec_driver_sql(f"BEGIN {how}")


def check(connection: Any) -> list[str]:
    """What SQLCipher and SQLite find wrong in the whole file; empty when it is sound."""
    found = [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]
    if found:  # such pages cannot be read, so there is nothing more to check
        return found
    found += [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
    found += [f"foreign key of {row[0]}" for row in connection.execute("PRAGMA foreign_key_check")]
    return found


def copy(source: Path, target: Path, key: bytes) -> None:
    """Copy a database, also one in use, to a new file under the same key, and check the copy.

    Raises `UserError` when the copy is not sound.
    """
    reading, writing = connect(source, key), connect(target, key)
    try:
        reading.backup(writing)
        if check(writing):
            raise damaged(target)
    finally:
        writing.close()
        reading.close()
