"""What a frozen version's folder holds: files that every later version must take."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import func, select

from nightschool.services.workspace import Workspace
from nightschool.storage import tables
from nightschool.storage.rows import table_of

DATA = Path(__file__).parent / "data"

SCHOOL_DB, SCHOOL_KEYS = "school.db", "keys.json"
"""An enrolled school's database after its export, and its key file."""

COUNTY_DB = "county.db"
"""The county's database before it took the school's package."""

PACKAGE, ENROLMENT, ABOUT = "school.nspkg", "laptop.nsenrol", "about.json"


@dataclass(frozen=True, slots=True)
class About:
    """How to open the files, and what is in them. Nobody's secrets: all is made up."""

    revision: str
    password: str
    county_key: str
    """Hexadecimal."""
    code: str
    """Of the enrolment file."""
    school: Mapping[str, int]
    """Rows of the school's database by table."""
    package: Mapping[str, int]
    """Rows of the package by table."""

    def write(self, folder: Path) -> None:
        text = json.dumps(asdict(self), indent=2) + "\n"
        (folder / ABOUT).write_text(text, "utf-8", newline="\n")


def about(folder: Path) -> About:
    return About(**json.loads((folder / ABOUT).read_text("utf-8")))


def counted(workspace: Workspace) -> dict[str, int]:
    """Rows of each synced table that has any."""
    with workspace.database.read() as connection:
        counts = {
            table_of(model).name: connection.scalar(
                select(func.count()).select_from(table_of(model))
            )
            for model in tables.SYNCED
        }
    return {name: count for name, count in counts.items() if count}
