"""Sees to it that no page calls the database on the main thread, but through `Jobs.now`."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import pytest

from nightschool.storage.database import Database

WINDOW = "/nightschool/desktop/"
DOOR = "now"
"""The function of `jobs.py` that lets the few quick services through."""


@contextmanager
def watching(patch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """While the block runs, list what of the window's code reached the database by itself."""
    found: list[str] = []
    for name in ("read", "write", "alone"):
        patch.setattr(Database, name, _watched(getattr(Database, name), found))
    yield found


def _watched(method: Callable[..., Any], found: list[str]) -> Callable[..., Any]:
    def call(*args: Any, **kwargs: Any) -> Any:
        if threading.current_thread() is threading.main_thread():
            culprit = _culprit(sys._getframe(1))
            if culprit:
                found.append(culprit)
        return method(*args, **kwargs)

    return call


def _culprit(frame: FrameType | None) -> str | None:
    """The innermost of the window's functions on the stack, unless it is the door."""
    while frame:
        file, name = frame.f_code.co_filename.replace("\\", "/"), frame.f_code.co_name
        if WINDOW in file:
            return None if name == DOOR and file.endswith("/jobs.py") else f"{file}: {name}"
        frame = frame.f_back
    return None
