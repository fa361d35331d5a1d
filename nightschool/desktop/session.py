"""What pages share: the open workspace, the school in hand, jobs, settings and signals."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from nightschool.desktop.jobs import Jobs
from nightschool.desktop.settings import Settings
from nightschool.desktop.target import Target
from nightschool.domain.codes import Role
from nightschool.domain.identity import RowId
from nightschool.domain.school import School
from nightschool.i18n import _

if TYPE_CHECKING:
    from nightschool.services.workspace import Workspace  # brings SQLAlchemy: after the window


@dataclass(frozen=True, slots=True)
class Notice:
    """A line with an undo, shown at the bottom of the page until the next."""

    text: str
    undo: Callable[[], object] | None = None


class Session(QObject):
    """Made when somebody has signed in; lives as long as the workspace is open."""

    changed = Signal(str)
    """What was written: lessons, roll, people, certificates, sync, policy or registry."""
    navigate = Signal(object)
    """A `Target` to open."""
    said = Signal(str)
    """A line for the status bar."""
    noticed = Signal(object)
    """A `Notice`; None takes it away."""
    moved = Signal(str)
    """The school in hand is another now: its code."""

    redress = Signal()
    """Language or font size were changed: the window is built anew."""

    def __init__(
        self,
        workspace: "Workspace",
        schools: tuple[School, ...],
        settings: Settings,
        jobs: Jobs,
        *,
        practice: bool = False,
    ) -> None:
        super().__init__()
        self.workspace = workspace
        self.schools = schools
        self.settings = settings
        self.jobs = jobs
        self.practice = practice
        """Whether this is a practice school, whose papers are marked."""
        self._school = self._remembered()

    @property
    def role(self) -> Role:
        return self.workspace.role

    @property
    def school(self) -> str:
        """The 12-digit code of the school in hand; empty at a county's desk until one is chosen."""
        return self._school

    def choose(self, school: str) -> None:
        """Work on another school from now on, and remember it."""
        if school == self._school:
            return
        self._school = school
        self.settings.memory.school[str(self.workspace.home)] = school
        self.settings.save()
        self.moved.emit(school)

    def go(self, page: str, record: RowId | None = None, detail: str = "") -> None:
        """Open a page on a record."""
        self.navigate.emit(Target(page, record, detail))

    def wrote(self, *topics: str) -> None:
        """Say that something was saved, and what pages must load anew."""
        at = datetime.now().astimezone()
        self.said.emit(_("Saved %(time)s") % {"time": f"{at:%H:%M}"})
        for topic in topics:
            self.changed.emit(topic)

    def notice(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Show what was done at the bottom of the page, with its undo under Ctrl+Z."""
        self.noticed.emit(Notice(text, undo))

    def _remembered(self) -> str:
        codes = [one.code for one in self.schools]
        known = self.settings.memory.school.get(str(self.workspace.home), "")
        if known in codes:
            return known
        return codes[0] if codes and self.role is Role.SCHOOL else ""
