"""Writes to people and households: said with their undo, taken back and done again in order."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from nightschool.desktop.page import Page
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import undo
from nightschool.task import Task

if TYPE_CHECKING:
    from nightschool.services.undo import Act

T = TypeVar("T")
Failed = Callable[[UserError], object]


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that was done, by what it is called."""

    text: str
    act: "Act"


class PeopleActs:
    """The acts of this page since it was opened."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._workspace = page.session.workspace
        self._done: list[Done] = []
        self._undone: list[Done] = []
        self._turned: list[Act] = []
        """By which acts were taken back or done again; rows that they left stand as before."""

    def do(
        self,
        work: Callable[[], T],
        said: Callable[[T], str],
        done: Callable[[T], object] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Write in the worker, then say what was done with its undo."""

        def both(_task: Task) -> "tuple[T, Act | None]":
            return work(), undo.latest(self._workspace)

        def written(found: "tuple[T, Act | None]") -> None:
            made, act = found
            text = said(made)
            if act is not None:
                self._done.append(Done(text, act))
                self._undone.clear()
            self._page.session.notice(text, self.undo if act else None)
            if done:
                done(made)
            self._page.session.wrote("people")

        self._page.run(both, written, failed)

    def undo(self) -> bool:
        """Take the last act back; False where there is none."""
        if not self._done:
            return False
        self._turn(self._done.pop(), self._undone, _("Taken back: %(what)s  (Ctrl+Y: again)"))
        return True

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self._undone:
            self._turn(self._undone.pop(), self._done, _("Done again: %(what)s"))

    def _turn(self, one: Done, onto: list[Done], said: str) -> None:
        def turn(_task: Task) -> "Act | None":
            act = undo.undo(self._workspace, one.act, self._turned)
            if act is not None:
                self._turned.append(act)  # here: the next turn may wait in the worker already
            return act

        def turned(act: "Act | None") -> None:
            if act is not None:
                onto.append(Done(one.text, act))
            self._page.session.notice(said % {"what": one.text})
            self._page.session.wrote("people")

        self._page.run(turn, turned)
