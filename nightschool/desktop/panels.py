"""What comes up over or beside a page: the progress of long work, the page's help."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from nightschool.desktop import style
from nightschool.desktop.jobs import Job, Jobs
from nightschool.desktop.widgets import button, heading, label, muted
from nightschool.i18n import _

PATIENCE_MS = 300
"""Work that is done sooner shows nothing."""


class ProgressPanel(QFrame):
    """How far the long work in hand is, and a button to stop it."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        self.setObjectName("progress")
        self._jobs: list[Job] = []
        self.text = label()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.stop = button(_("Stop"), self._cancel, icon="player-stop")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(style.px(14), style.px(6), style.px(8), style.px(6))
        layout.addWidget(self.text)
        layout.addWidget(self.bar, 1)
        layout.addWidget(self.stop)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(PATIENCE_MS)
        self._wait.timeout.connect(self._appear)
        jobs.began.connect(self._begin)
        jobs.stepped.connect(self._step)
        jobs.ended.connect(self._end)
        self.hide()

    def _begin(self, job: Job) -> None:
        self._jobs.append(job)
        if not self.isVisible():
            self._wait.start()

    def _appear(self) -> None:
        if self._jobs:
            self._step(self._jobs[0])
            self.show()

    def _step(self, job: Job) -> None:
        if not self._jobs or job is not self._jobs[0]:
            return
        doing = _("Stopping …") if job.cancelled else job.text
        self.text.setText(f"{job.title}  {doing}".strip())
        self.bar.setRange(0, job.total)  # 0 to 0 runs to and fro: nobody knows how long
        self.bar.setValue(job.done)
        self.bar.setAccessibleName(job.title)
        self.stop.setEnabled(not job.cancelled)

    def _end(self, job: Job) -> None:
        if job not in self._jobs:
            return
        self._jobs.remove(job)
        if self._jobs:
            self._step(self._jobs[0])
        else:
            self._wait.stop()
            self.hide()

    def _cancel(self) -> None:
        if self._jobs:
            self._jobs[0].cancel()
            self._step(self._jobs[0])


class HelpPanel(QFrame):
    """F1: what the page is for, and its keys. Escape closes it."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        self.setObjectName("help")
        self.setFixedWidth(style.px(300))
        self.title = heading()
        self.text = label("", wrap=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.close_button = button("", self.leave, icon="x", kind="quiet", name=_("Close the help"))
        keys = muted(
            _(
                "Everywhere: Ctrl+F search, Ctrl+Z undo, Ctrl+1 to Ctrl+7 pages,"
                " Tab and Shift+Tab go on and back, Esc closes."
            )
        )
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        side = style.px(16)
        layout.setContentsMargins(side, style.px(8), style.px(8), side)
        layout.setSpacing(style.px(8))
        layout.addLayout(head)
        layout.addWidget(self.text)
        layout.addStretch()
        layout.addWidget(keys)
        self.hide()

    def tell(self, title: str, text: str) -> None:
        """Show the help of a page."""
        self.title.setText(title)
        self.text.setText(text)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.show()
        self.close_button.setFocus()

    def leave(self) -> None:
        """Close, and let the page have the keys again."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
