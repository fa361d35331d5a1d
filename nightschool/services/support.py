"""The support file: what whoever helps needs to know, and nothing about anybody.

Logs hold only what our own code says of itself. From the database come counts and findings.
"""

import json
import platform
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import BinaryIO

from nightschool import __version__, clock, files
from nightschool.i18n import _
from nightschool.services import doctor
from nightschool.services.workspace import Workspace
from nightschool.storage import schema
from nightschool.task import Task

_PARTS = ("PySide6-Essentials", "SQLAlchemy", "alembic", "cryptography", "pyrage", "reportlab")
_PERSONAL = re.compile(r"\d{6,}[0-9Xx]?|[\u3400-\u9fff\ua000-\ua4cf]+")
"""What a log should not hold anyway: long numbers, Han and Yi. It is struck out again here."""


def save(
    workspace: Workspace, folder: Path, logs: Iterable[Path] = (), task: Task | None = None
) -> Path:
    """Write the support file into `folder`, with the workspace's logs and those of the folders
    `logs`; returns the file. Raises `UserError` where the disk does not take it."""
    task = task or Task()
    task.step(0, 2, _("Checking the workspace"))
    about = json.dumps(_about(workspace), ensure_ascii=False, indent=1)
    task.step(1, 2, _("Writing"))
    found = [("about.json", about), *_logs((workspace.home / "logs", *logs))]

    def write(target: BinaryIO) -> None:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in found:
                archive.writestr(name, text)

    name = f"nightschool-support-{clock.today():%Y-%m-%d}.zip"
    return files.write_durably(folder / name, write)


def _about(workspace: Workspace) -> dict[str, object]:
    with workspace.database.read() as connection:
        revision = schema.revision_of(connection)
    return {
        "nightschool": __version__,
        "python": sys.version.split()[0],
        "system": platform.platform(),
        "parts": {name: _version(name) for name in _PARTS},
        "role": workspace.role.value,
        "schema": revision,
        "findings": [one.code for one in doctor.examine(workspace)],
        "bytes": {file.name: file.stat().st_size for file in workspace.home.glob("*.db*")},
        "backups": len(list(workspace.backups.glob("*.db"))),
    }


def _version(part: str) -> str:
    try:
        return version(part)
    except PackageNotFoundError:  # a frozen program knows no packages
        return ""


def _logs(folders: Iterable[Path]) -> Iterator[tuple[str, str]]:
    for number, folder in enumerate(folders):
        for file in sorted(folder.glob("*.log*")):
            text = file.read_text("utf-8", errors="replace")
            yield f"logs-{number}/{file.name}", _PERSONAL.sub("…", text)
