"""What this machine remembers for the window: language, sizes, the last page. Nobody's data."""

import json
import logging
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from nightschool import files, i18n
from nightschool.errors import UserError

_log = logging.getLogger(__name__)


@dataclass
class Memory:
    """The contents of the file; each field has a default for what is absent or of another kind."""

    language: str = ""
    size: int = 100
    """Of the font, in per cent."""
    home: str = ""
    homes: list[str] = field(default_factory=list)
    """The folders of workspaces that were opened here, the last one first."""
    names: dict[str, str] = field(default_factory=dict)
    """The place that each of them serves, for the list at signing in."""
    window: list[int] = field(default_factory=list)
    """Width, height, and 1 where it fills the screen."""
    school: dict[str, str] = field(default_factory=dict)
    """The school last worked on, by the workspace's folder."""
    columns: dict[str, list[int]] = field(default_factory=dict)
    """Widths of the columns by the table's name."""
    values: dict[str, str] = field(default_factory=dict)
    """What pages remember: a printer's name, a filter."""


class Settings:
    """`memory`, kept in a file: `save` writes it whole, beside the main thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.memory = _read(path)
        self._writer = ThreadPoolExecutor(1, "settings")
        self._open = True

    def save(self) -> None:
        """Write what is remembered now; a disk that takes nothing costs only the memory."""
        if not self._open:
            return  # a table that is still falling asleep wants to tell its widths
        data = json.dumps(asdict(self.memory), ensure_ascii=False, indent=1).encode()
        self._writer.submit(_write, self.path, data)

    def close(self) -> None:
        """Wait until the last `save` is on the disk."""
        self._open = False
        self._writer.shutdown()

    def opened(self, home: Path, name: str) -> None:
        """Remember the workspace that was opened, and whose it is."""
        memory, place = self.memory, str(home)
        memory.home = place
        memory.names[place] = name
        memory.homes = [place, *(one for one in memory.homes if one != place)]
        self.save()


def folder() -> Path:
    """Where settings and the window's log are kept for the person at this machine."""
    if given := os.environ.get("NIGHTSCHOOL_SETTINGS"):
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "Nightschool"
    config = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(config) / "nightschool"


def language(memory: Memory) -> str:
    """The language chosen here, else that of the machine."""
    return memory.language if memory.language in i18n.LANGUAGES else i18n.language_of_machine()


def _read(path: Path) -> Memory:
    """What the file holds, field by field: whatever is not as it should be is forgotten."""
    try:
        found: Any = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return Memory()
    memory = Memory()
    for one in fields(Memory):
        value = found.get(one.name) if isinstance(found, dict) else None
        if _is_like(value, getattr(memory, one.name), one.name):
            setattr(memory, one.name, value)
    return memory


def _is_like(value: Any, default: Any, name: str) -> bool:
    if type(value) is not type(default):
        return False
    inside = {"homes": str, "names": str, "window": int, "school": str, "values": str}
    parts = value.values() if isinstance(value, dict) else value
    if name == "columns":
        return all(_is_like(widths, [], "window") for widths in parts)
    return name not in inside or all(type(part) is inside[name] for part in parts)


def _write(path: Path, data: bytes) -> None:
    try:
        files.replace_durably(path, data)
    except UserError:
        _log.info("the settings were not saved")
