import tempfile
from collections.abc import Iterator
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


@pytest.fixture(params=["sqlcipher", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "postgresql":
        made = request.getfixturevalue("server").make_database()
    else:
        made = make_database(tmp_path)
    yield made
    made.close()
