"""A workspace: one folder with one desk's database, keys, backups, outbox and logs."""

from dataclasses import dataclass
from pathlib import Path

from nightschool.domain.codes import Role
from nightschool.domain.school import county_of
from nightschool.domain.stamp import DeviceId
from nightschool.storage.database import Database, device_of

DATABASE = "nightschool.db"
KEYS = "keys.json"
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

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()
