import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import update

from nightschool.domain.codes import Role
from nightschool.domain.stamp import DeviceId
from nightschool.storage import schema
from nightschool.storage.database import Database, open_at
from nightschool.storage.queries.workspaces import Identity
from nightschool.storage.tables import Workspace

KEY = bytes(range(32))
SCHOOL = "513432101208"


@cache
def _template() -> bytes:
    """An empty database; making one anew each time would be most of the tests' time."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "nightschool.db"
        identity = Identity(Role.SCHOOL, SCHOOL, DeviceId(bytes(8)))
        schema.create(path, KEY, identity, {}).close()
        return path.read_bytes()


def make_database(folder: Path, device: bytes = b"laptop-1") -> Database:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "nightschool.db"
    path.write_bytes(_template())
    database = open_at(path, KEY, "teacher")
    with database.read() as connection:
        connection.execute(update(Workspace).values(device=device))
    return database


@contextmanager
def memory_folder() -> Iterator[Path]:
    """A folder for hundreds of databases: in memory where the system has a place for that, since
    what these tests ask is not whether the disk keeps its word."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture(params=["sqlcipher", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "postgresql":
        made = request.getfixturevalue("server").make_database()
    else:
        made = make_database(tmp_path)
    yield made
    made.close()
