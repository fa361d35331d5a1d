"""The demo's folder: recognised by a marker, so that a demo replaces only an earlier demo."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services.workspace import KEYS
from nightschool.storage.lock import alone

MARKER = "DEMO.txt"
DESKS = ("county", "school", "prefecture")
FOLDERS = ("stick", "papers")
PARTS = (*DESKS, *FOLDERS)

_NOTE = """\
本文件夹由 nightschool demo 生成，其中的人都是虚构的，可以整个删除。
Made by `nightschool demo`. Nobody in it is real, and all of it may be deleted.
"""


def require_usable(home: Path) -> None:
    """Raise `UserError` unless the folder is new, empty or a demo that nobody has open."""
    if home.exists() and not home.is_dir():
        raise UserError(
            _("%(folder)s is not a folder.") % {"folder": home}, _("Name another with --home.")
        )
    if home.exists() and any(home.iterdir()) and not (home / MARKER).is_file():
        raise UserError(
            _("The folder %(folder)s is not empty, and no demo made it.") % {"folder": home},
            _("Name a new folder with --home; nothing was changed."),
        )
    for desk in DESKS:
        if (home / desk / KEYS).is_file():
            with alone(home / desk):
                pass


def begin(home: Path, folders: Sequence[str] = FOLDERS) -> None:
    """Make the folder with its marker, without the parts of an earlier demo; else all stays."""
    home.mkdir(parents=True, exist_ok=True)
    (home / MARKER).write_text(_NOTE, encoding="utf-8")
    for part in PARTS:
        if (home / part).exists():
            shutil.rmtree(home / part)
    for part in folders:
        (home / part).mkdir()
