"""One module a group of commands; each adds its parsers and runs them."""

from argparse import ArgumentParser
from importlib import import_module
from typing import Any

_MODULES = (
    "workspace",
    "registry",
    "roster",
    "people",
    "window",
    "teaching",
    "lessons",
    "roll_call",
    "progress",
    "reports",
    "policy",
    "checks",
    "certificates",
    "papers",
    "sync",
    "laptops",
    "full_export",
    "conflicts",
    "doubles",
    "demo",
)


def add_all(groups: Any, shared: ArgumentParser) -> None:
    """Add every command to the program's subparsers; `shared` has the options all take."""
    for name in _MODULES:
        import_module(f"{__name__}.{name}").add(groups, shared)
