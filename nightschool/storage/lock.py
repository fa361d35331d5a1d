"""One program at a time in a workspace."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from nightschool.errors import UserError
from nightschool.i18n import _

_LOCK = "in-use.lock"


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Keep every other program out of the workspace in `home` while the block runs.

    The system lets go of the lock when the program ends, however it ends. Raises `UserError`
    where another program has the workspace open.
    """
    lock = FileLock(home / _LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise UserError(
            _("The workspace %(folder)s is open in another program.") % {"folder": home},
            _("Close the other one first."),
        ) from error
    try:
        yield
    finally:
        lock.release()
