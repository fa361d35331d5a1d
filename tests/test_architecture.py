"""The arrows of the house: which room may enter which, and which library is at home where."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MOST_LINES = 400


@dataclass(frozen=True)
class Room:
    """What the modules of a room may import besides their own room and the standard library."""

    rooms: frozenset[str] = frozenset()
    libraries: frozenset[str] = frozenset()


def room(rooms: str = "", libraries: str = "") -> Room:
    return Room(frozenset(rooms.split()), frozenset(libraries.split()))


BASE = ["paths", "errors", "task", "clock", "files", "i18n"]
HOUSE = {
    "base": room(),
    "domain": room("base"),
    "storage": room("base domain", "alembic filelock psycopg sqlalchemy sqlcipher3"),
    "keys": room("base domain", "cbor2 cryptography pyrage"),
    "documents": room(
        "base domain", "PIL pi_heif pypdfium2 python_calamine reportlab xlsxwriter zxingcpp"
    ),
    "sync": room("base domain keys"),
    "services": room("base domain storage keys sync documents"),
    "bootstrap": room("base domain storage services"),
    "cli": room("base domain services bootstrap"),
    "desktop": room("base domain services bootstrap", "PySide6 pypdfium2 shiboken6"),
    "migrations": room("", "alembic sqlalchemy"),
}

# What the terminal door must not load before it is used.
LIGHT = {"filelock", "sqlalchemy", "sqlcipher3"}
HEAVY = sorted(frozenset().union(*(room.libraries for room in HOUSE.values())) - LIGHT)


def room_of(module: str) -> str:
    """The room of a dotted name such as `nightschool.storage.tables` or `migrations.env`."""
    house, _, inside = module.partition(".")
    if house != "nightschool":
        return house
    first = inside.partition(".")[0]
    return "base" if first in BASE or first in ("", "__version__") else first


def imported(source: str) -> Iterator[str]:
    """Dotted names of all imports, also those inside functions and under TYPE_CHECKING."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield from (f"{module}.{alias.name}" for alias in node.names)


def faults(module: str, source: str) -> list[str]:
    """One line for each import of the module that its room does not allow."""
    here = room_of(module)
    if here not in HOUSE:
        return [f"{module}: no such room in the house: {here}"]
    allowed = HOUSE[here]
    found = []
    for name in imported(source):
        top = name.partition(".")[0]
        if top == "nightschool":
            target = room_of(name)
            fine = target == here or target in allowed.rooms
        else:
            fine = top in sys.stdlib_module_names or top in allowed.libraries
        if not fine:
            found.append(f"{module} ({here}) may not import {name}")
    return found


def sources() -> list[Path]:
    return sorted(
        path for top in ("nightschool", "migrations") for path in (ROOT / top).rglob("*.py")
    )


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_every_import_follows_the_arrows() -> None:
    assert [
        fault for path in sources() for fault in faults(module_name(path), path.read_text("utf-8"))
    ] == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("nightschool.domain.person", "import sqlalchemy"),
        ("nightschool.domain.person", "from nightschool import storage"),
        ("nightschool.errors", "from nightschool.domain.person import Person"),
        ("nightschool.storage.database", "from nightschool.keys import slots"),
        ("nightschool.documents.certificate", "import PySide6.QtGui"),
        ("nightschool.sync.package", "from nightschool.storage.payload import write"),
        ("nightschool.services.export", "import cryptography"),
        ("nightschool.bootstrap", "from nightschool.cli.main import main"),
        ("nightschool.cli.main", "def main():\n    from nightschool.storage import database"),
        ("nightschool.cli.main", "from nightschool import desktop"),
        ("nightschool.desktop.pages", "if TYPE_CHECKING:\n    import nightschool.sync"),
        ("nightschool.desktop.pages", "from ..storage import database"),
        ("nightschool.attic.box", "import os"),
        ("migrations.env", "from nightschool.storage.tables import Person"),
    ],
)
def test_a_forbidden_import_is_found(module: str, source: str) -> None:
    assert len(faults(module, source)) == 1


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("nightschool.domain.person", "from nightschool.i18n import _"),
        ("nightschool.storage.database", "from sqlalchemy.orm import Session"),
        ("nightschool.services.export", "from nightschool import documents, keys, storage, sync"),
        ("nightschool.cli.main", "from nightschool import __version__, bootstrap"),
        ("migrations.versions.first", "from alembic import op"),
    ],
)
def test_an_allowed_import_is_left_alone(module: str, source: str) -> None:
    assert faults(module, source) == []


def test_the_terminal_door_opens_without_heavy_libraries() -> None:
    code = f"import sys, nightschool.cli.main; print(*(set({HEAVY}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_no_file_has_grown_into_two() -> None:
    # Migrations are frozen history: nobody goes on writing in them.
    python = [
        path for top in ("nightschool", "tests", "tools") for path in (ROOT / top).rglob("*.py")
    ]
    lines = {path: len(path.read_text("utf-8").splitlines()) for path in python}
    assert {str(path): count for path, count in lines.items() if count > MOST_LINES} == {}
