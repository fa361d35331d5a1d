"""The photos' bytes: an encrypted file of their own, by hash, outside the daily backups.

Two a lesson would make 9 GB in a large county, and a backup of each day as much again. Its key is
a secret of the workspace's database, so whoever opens that opens this.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3

from nightschool.storage import sqlcipher

NAME = "photos.db"
KEY = "photos"
"""The name of the secret."""


@contextmanager
def _opened(path: Path, key: bytes) -> Iterator[Any]:
    connection = sqlcipher.connect(path, key)
    try:
        connection.execute(
            "CREATE TABLE IF NOT EXISTS photo"
            " (sha256 BLOB PRIMARY KEY, content BLOB NOT NULL) WITHOUT ROWID"
        )
        yield connection
    except sqlcipher3.OperationalError as error:
        raise sqlcipher.disk_trouble(error) or error from error
    except sqlcipher3.DatabaseError as error:
        raise sqlcipher.damaged(path) from error
    finally:
        connection.close()


def put(path: Path, key: bytes, sha256: bytes, content: bytes) -> None:
    """Keep a photo; one that is there stays."""
    with _opened(path, key) as connection:
        connection.execute("INSERT OR IGNORE INTO photo VALUES (?, ?)", (sha256, content))


def get(path: Path, key: bytes, sha256: bytes) -> bytes | None:
    """The bytes of a photo; None where they are not here."""
    if not path.is_file():
        return None
    with _opened(path, key) as connection:
        found = connection.execute("SELECT content FROM photo WHERE sha256 = ?", (sha256,))
        row = found.fetchone()
    return bytes(row[0]) if row else None


def drop(path: Path, key: bytes, hashes: Collection[bytes]) -> None:
    """Forget these photos."""
    if path.is_file():
        with _opened(path, key) as connection:
            connection.executemany("DELETE FROM photo WHERE sha256 = ?", [(one,) for one in hashes])
