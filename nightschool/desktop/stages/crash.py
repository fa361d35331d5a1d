"""What people see when the program made a mistake: that their work is safe, and what helps."""

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit

from nightschool.desktop import style
from nightschool.desktop.stages.stage import Stage
from nightschool.desktop.widgets import FlowLayout, button
from nightschool.i18n import _


class Crash(Stage):
    """`again` asks for a fresh start of the window."""

    again = Signal()

    def __init__(self, text: str, logs: Path) -> None:
        super().__init__(
            _("The program has made a mistake"),
            _(
                "What was saved is safe. Start again and go on; if it happens again, send the"
                " report below, which holds nobody's data, to whoever looks after the program."
            ),
        )
        self.report = QPlainTextEdit(text)
        self.report.setReadOnly(True)
        self.report.setAccessibleName(_("Report"))
        self.report.setFixedHeight(style.px(190))
        self.restart = button(_("Start again"), self.again.emit, kind="primary")
        buttons = FlowLayout(gap=style.px(8))
        buttons.addWidget(self.restart)
        buttons.addWidget(button(_("Copy the report"), self._copy))
        buttons.addWidget(button(_("Open the log folder"), lambda: _show(logs)))
        self.card.body.addWidget(self.report)
        self.card.body.addLayout(buttons)
        self.setFocusProxy(self.restart)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())


def _show(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
