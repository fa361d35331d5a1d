"""What every page is: it loads when first shown, and anew when something it shows has changed."""

from collections.abc import Callable
from typing import ClassVar, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from nightschool.desktop import style
from nightschool.desktop.jobs import Job
from nightschool.desktop.session import Session
from nightschool.desktop.target import Target
from nightschool.desktop.widgets.buttons import button
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.task import Task

T = TypeVar("T")


class Page(QWidget):
    """One page of the window. The frame shows its title and its `tools` above it."""

    key: ClassVar[str] = ""
    icon: ClassVar[str] = "circle"
    topics: ClassVar[frozenset[str]] = frozenset()
    """After which writes it loads anew; the school in hand changing always does."""

    retitled = Signal()
    """`title()` says something else now."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.tools: list[QPushButton] = []
        self._stale = True
        self.setObjectName(f"page-{self.key}")
        self.body = QVBoxLayout(self)
        side = style.px(18)
        self.body.setContentsMargins(side, style.px(4), side, style.px(14))
        self.body.setSpacing(style.px(10))

    @classmethod
    def title(cls) -> str:
        """What stands in the menu and above the page, in the language in force."""
        raise NotImplementedError

    def heading(self) -> str:
        """What stands above the page where that is more than the title."""
        return self.title()

    def help(self) -> str:
        """What F1 tells of this page: what it is for, how it is done, its keys."""
        return _("There is no help for this page yet.")

    def refresh(self) -> None:
        """Load what the page shows; called when it is first shown and when it is stale."""

    def open(self, target: Target) -> None:
        """Show the target's record; called after `refresh` was asked for."""

    def undo(self) -> bool:
        """Ctrl+Z: take the last act back; False where the page has none, then the notice's."""
        return False

    def may_leave(self) -> bool:
        """Whether another page may be opened; the page says why not."""
        return True

    def action(
        self, text: str, icon: str, slot: Callable[[], object], *, kind: str = "", keys: str = ""
    ) -> QPushButton:
        """A button beside the page's title; of its kinds, one a page is `primary`."""
        made = button(text, slot, icon=icon, kind=kind, keys=keys)
        self.tools.append(made)
        return made

    def read(self, work: Callable[[Task], T], done: Callable[[T], object], key: str = "") -> Job:
        """Load in the worker; of several the latest wins. Nothing comes to a page that has gone."""
        return self.session.jobs.read(work, done, key=f"{self.key}:{key}", owner=self)

    def run(
        self,
        work: Callable[[Task], T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[UserError], object] | None = None,
        *,
        title: str = "",
        stopped: Callable[[], object] | None = None,
    ) -> Job:
        """Write in the worker, in order; with a title it is long work that people may stop."""
        jobs = self.session.jobs
        return jobs.run(work, done, failed, title=title, stopped=stopped, owner=self)

    def spoil(self) -> None:
        """What is shown is no longer so: load anew, at once where the page is seen."""
        self._stale = True
        if self.isVisible():
            self.freshen()

    def freshen(self) -> None:
        """Load where that is due."""
        if self._stale:
            self._stale = False
            self.refresh()
