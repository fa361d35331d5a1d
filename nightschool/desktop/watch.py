"""Sees what other clerks write to a database that is shared, while the window is in sight."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from nightschool.desktop.session import Session

TOPICS = (
    "lessons",
    "roll",
    "people",
    "certificates",
    "conflicts",
    "sync",
    "policy",
    "registry",
    "reports",
)
_EVERY_MS = 3_000

if TYPE_CHECKING:
    from nightschool.services.workspace import Workspace


class Watch(QObject):
    """Asks every few seconds; a desk that nobody shares is never asked."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._seq: int | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(_EVERY_MS)
        self._clock.timeout.connect(self.look)
        if session.workspace.database.is_shared:
            self.look()
            self._clock.start()

    def look(self) -> None:
        """Ask now, where the window is in sight and the worker has nothing better to do."""
        jobs, workspace, seq = self._session.jobs, self._session.workspace, self._seq
        if seq is not None and (jobs.busy or not self._window.isVisible()):
            return
        jobs.read(
            lambda _task: _look(workspace, seq),
            self._heard,
            lambda _lost: None,  # a server that is away is told of by what people do
            key="watch",
            owner=self,
        )

    def _heard(self, found: tuple[int, bool]) -> None:
        self._seq, by_others = found
        if by_others:
            for topic in TOPICS:
                self._session.changed.emit(topic)


def _look(workspace: "Workspace", seq: int | None) -> tuple[int, bool]:
    from nightschool.services import watching  # brings SQLAlchemy: after the window

    return watching.others_since(workspace, seq)
