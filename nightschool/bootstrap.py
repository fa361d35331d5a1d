"""Wiring: from a folder and a password to an open workspace that no other program has open."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import signing_in
from nightschool.services.workspace import Workspace, sweep
from nightschool.services.workspace import is_workspace as is_workspace
from nightschool.storage.lock import alone

_LOG_BYTES = 1_000_000


@contextmanager
def opened(home: Path, ask_password: Callable[[], str]) -> Iterator[Workspace]:
    """The workspace in `home`, for this program alone while the block runs.

    Raises `UserError` where there is no workspace, another program has it open, the password is
    wrong, the file is damaged or newer than this program; nothing is touched then.
    """
    _require_workspace(home)
    with alone(home):
        sweep(home)
        workspace = signing_in.sign_in(home, ask_password())
        log = _logging_to(home / "logs")
        try:
            yield workspace
        finally:
            workspace.close()
            logging.getLogger().removeHandler(log)
            log.close()


def require_free(home: Path) -> None:
    """Raise `UserError` where another program has the workspace open, before a password is typed.

    Between this and `opened` another may still be quicker: then that one says it.
    """
    _require_workspace(home)
    with alone(home):
        pass


def _require_workspace(home: Path) -> None:
    if not is_workspace(home):
        raise UserError(
            _("%(folder)s is not a workspace.") % {"folder": home},
            _("Name its folder with --home, or make one with: nightschool init"),
        )


def _logging_to(folder: Path) -> RotatingFileHandler:
    """The log takes what our own code says of itself: never a name, a number or a value."""
    folder.mkdir(exist_ok=True)
    handler = RotatingFileHandler(
        folder / "nightschool.log", maxBytes=_LOG_BYTES, backupCount=3, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
    return handler
