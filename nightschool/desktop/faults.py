"""What is kept of a bug of ours: where it happened, never whose record it was about."""

import faulthandler
import logging
import platform
import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from nightschool import __version__

_log = logging.getLogger("nightschool.desktop")
_LOG_BYTES = 500_000
LOG = "window.log"

Told = Callable[[str], object]


def describe(error: BaseException) -> str:
    """Kind of error and places in the code: messages may quote a name, so they are left out."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"  {Path(one.filename).name}:{one.lineno} {one.name}" for one in frames]
    head = f"Nightschool {__version__}, Python {platform.python_version()}, {platform.platform()}"
    lines = [head, type(error).__name__, *places]
    if error.__cause__:
        lines += ["caused by", *describe(error.__cause__).splitlines()[1:]]
    return "\n".join(lines)


def begin_log(folder: Path) -> RotatingFileHandler:
    """Log into this folder from now on."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        folder / LOG, maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
    return handler


def catch_crashes(folder: Path) -> None:
    """Let a crash of the interpreter itself leave its frames in this folder.

    The file stays open until the program ends: it is written to when nothing else works any more.
    """
    faulthandler.enable((folder / "crash.log").open("w", encoding="utf-8"))


def watch(tell: Told) -> None:
    """Log whatever nobody caught, and `tell` of the first: an error in a paint event would come
    again with every frame."""
    told = False

    def caught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        nonlocal told
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if told:
            return
        told = True
        text = describe(error.with_traceback(trace))
        _log.error("%s", text)
        tell(f"{datetime.now().astimezone():%Y-%m-%d %H:%M}\n{text}")

    sys.excepthook = caught
    qInstallMessageHandler(_of_qt)


def _of_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Qt's own warnings speak of fonts and layouts, not of people."""
    serious = kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
    _log.log(logging.WARNING if serious else logging.DEBUG, "Qt: %s", message)
