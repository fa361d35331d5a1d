"""Marks as acts: shown at once, saved at once, taken back and done again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from nightschool.desktop.session import Session
from nightschool.domain.identity import RowId
from nightschool.domain.roll import Attendance
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import roll_call
from nightschool.task import Task

Lines = Mapping[RowId, Attendance | None]
"""By person; None is off the roll."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that was done: what it is called, the lines before it and after."""

    text: str
    before: Lines
    after: Lines


class RollActs(QObject):
    """The acts of one lesson's roll call on this screen."""

    shown = Signal(object)
    """`Lines` as they are from now on; they are being saved."""
    reseated = Signal()
    """Somebody was taken off the roll: seat everybody anew."""
    failed = Signal()
    """An act could not be saved: load what stands."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._lesson: RowId | None = None
        self._done: list[Act] = []
        self._undone: list[Act] = []
        self._saving = 0

    def begin(self, lesson: RowId) -> None:
        """Another lesson, or the same after it was finished: nothing to take back."""
        self._lesson = lesson
        self._done, self._undone = [], []

    def do(self, act: Act) -> None:
        """Show and save it."""
        self._done.append(act)
        self._undone.clear()
        self._put(act.after, act)
        self._session.notice(act.text, self.undo)

    def undo(self) -> bool:
        """Take the last act back; False where there is none."""
        if not self._done:
            return False
        act = self._done.pop()
        self._undone.append(act)
        self._put(act.before, act)
        self._session.notice(_("Taken back: %(what)s  (Ctrl+Y: again)") % {"what": act.text})
        return True

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self._undone:
            act = self._undone.pop()
            self._done.append(act)
            self._put(act.after, act)

    def _put(self, lines: Lines, act: Act) -> None:
        lesson, workspace = self._lesson, self._session.workspace
        if lesson is None:
            return
        written = [line for line in lines.values() if line is not None]
        gone = [person for person, line in lines.items() if line is None]
        self.shown.emit(lines)

        def work(_task: Task) -> None:
            if written:
                roll_call.mark_many(workspace, lesson, written)
            for person in gone:
                roll_call.remove(workspace, lesson, person)

        self._count(1)
        self._session.jobs.run(
            work,
            lambda _none: self._saved(reseat=bool(gone)),
            lambda error: self._failed(error, act),
            owner=self,
        )

    def _saved(self, *, reseat: bool) -> None:
        self._count(-1)
        if reseat:
            self.reseated.emit()
        if not self._saving:
            self._session.changed.emit("marks")

    def _failed(self, error: UserError, act: Act) -> None:
        self._count(-1)
        self._done = [one for one in self._done if one is not act]
        self._undone = [one for one in self._undone if one is not act]
        self._session.noticed.emit(None)
        self._session.jobs.refused.emit(error)
        self.failed.emit()

    def _count(self, by: int) -> None:
        """Never “saved” before it is."""
        self._saving += by
        at = datetime.now().astimezone()
        saved = _("Saved %(time)s") % {"time": f"{at:%H:%M}"}
        self._session.said.emit(_("Saving …") if self._saving else saved)
