"""A workspace: one folder with one desk's database, keys, backups, outbox and logs."""

import shutil
import tempfile
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from nightschool.domain.codes import Role
from nightschool.domain.school import county_of
from nightschool.domain.stamp import DeviceId
from nightschool.storage import postgresql
from nightschool.storage.database import Database, Place, device_of

DATABASE = "nightschool.db"
ADDRESS = "database.url"
"""Stands in the place of the database where that is on a server; holds no password."""

KEYS = "keys.json"
_WORKING = "working-"
FIRST_USER = {Role.SCHOOL: "teacher", Role.COUNTY: "clerk", Role.PREFECTURE: "prefecture"}


@dataclass(frozen=True, slots=True)
class Workspace:
    """An open workspace: whose desk it is and where its files are."""

    home: Path
    database: Database
    role: Role
    scope: str
    """The code of the school, county or prefecture."""

    @property
    def device(self) -> DeviceId:
        """The database's id, which changes when a fork or a restore is found."""
        with self.database.read() as connection:
            return device_of(connection)

    @property
    def county(self) -> str:
        """The county whose policy and courses hold here."""
        return county_of(self.scope)

    @property
    def outbox(self) -> Path:
        return self.home / "outbox"

    @property
    def backups(self) -> Path:
        return self.home / "backups"

    def working_folder(self) -> AbstractContextManager[str]:
        """A folder beside the database that goes when the work is done."""
        return tempfile.TemporaryDirectory(prefix=_WORKING, dir=self.home)

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()


def sweep(home: Path) -> None:
    """Take out the working folders of a program that was killed; nobody else has it open now."""
    for left in home.glob(f"{_WORKING}*"):
        shutil.rmtree(left, ignore_errors=True)


def place_of(home: Path) -> Place:
    """Where the database of the workspace in this folder is; raises `UserError` for no address."""
    address = home / ADDRESS
    if address.is_file():
        return postgresql.address(address.read_text("utf-8").strip())
    return home / DATABASE


def is_workspace(home: Path) -> bool:
    """Whether the folder holds a workspace."""
    return (home / KEYS).is_file() and any((home / name).is_file() for name in (DATABASE, ADDRESS))
