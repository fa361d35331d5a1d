"""A piece of long work: it reports how far it is and may be asked to stop."""

from collections.abc import Callable
from dataclasses import dataclass


class Cancelled(Exception):
    """The person asked to stop; the work in hand was rolled back."""


def _report_nothing(done: int, total: int, text: str) -> None:
    pass


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Task:
    """What long work gets from its caller; the window, the terminal and tests bring their own.

    `report(done, total, text)` counts in whatever unit the work has; `cancelled()` is asked
    between steps.
    """

    report: Callable[[int, int, str], None] = _report_nothing
    cancelled: Callable[[], bool] = _never

    def step(self, done: int, total: int, text: str = "") -> None:
        """Report, and raise `Cancelled` when the person asked to stop."""
        if self.cancelled():
            raise Cancelled
        self.report(done, total, text)


SILENT = Task()
