from collections.abc import Iterator
from pathlib import Path

import pytest

from nightschool.domain.codes import Role
from nightschool.domain.stamp import DeviceId
from nightschool.storage import schema
from nightschool.storage.database import Database
from nightschool.storage.queries.workspaces import Identity

KEY = bytes(range(32))
SCHOOL = "513432101208"


def make_database(folder: Path, device: bytes = b"laptop-1") -> Database:
    folder.mkdir(parents=True, exist_ok=True)
    identity = Identity(Role.SCHOOL, SCHOOL, DeviceId(device))
    return schema.create(folder / "nightschool.db", KEY, identity, {}, "teacher")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = make_database(tmp_path)
    yield made
    made.close()
