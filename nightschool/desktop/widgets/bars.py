"""Lines across a page: what went wrong, and what was done with its undo."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from nightschool.desktop import style
from nightschool.desktop.widgets.buttons import button
from nightschool.desktop.widgets.text import label
from nightschool.i18n import _

_SHOWN_MS = 20_000


class MessageBar(QFrame):
    """A message with what to do about it, at the top of the page until it is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "message")
        self.setObjectName("message")
        self.text = label("", wrap=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(style.px(14), style.px(8), style.px(8), style.px(8))
        layout.addWidget(self.text, 1)
        layout.addWidget(button("", self.hide, icon="x", name=_("Close the message")))
        self.hide()

    def say(self, message: str, remedy: str = "", tone: str = "bad") -> None:
        """Show a message; tones are bad, warn, good, info."""
        self.text.setText(f"{message} {remedy}".strip())
        self.setAccessibleName(self.text.text())
        style.dress(self, tone=tone)
        self.show()


class NoticeBar(QFrame):
    """“Marked … [Undo Ctrl+Z]”. It goes by itself; Ctrl+Z works on until the next."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "notice")
        self.setObjectName("notice")
        self.text = label("", wrap=True)
        self._undo: Callable[[], object] | None = None
        self.button: QPushButton = button(
            _("Undo  Ctrl+Z"), self.undo, icon="", name=_("Undo"), kind=""
        )
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_SHOWN_MS)
        self._rest.timeout.connect(self._retire)
        self._close = button("", self.hide, name=_("Close the message"))
        self._close.setIcon(style.icon("x", "on_accent"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(style.px(14), style.px(5), style.px(8), style.px(5))
        layout.addWidget(self.text, 1)
        layout.addWidget(self.button)
        layout.addWidget(self._close)
        self.hide()

    def say(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Show what was done."""
        self.text.setText(text)
        self.setAccessibleName(text)
        self._undo = undo
        self.button.setVisible(undo is not None)
        self.show()
        self._rest.start()

    def _retire(self) -> None:
        """Give the room back, unless somebody is on its way to the button."""
        if self.underMouse() or self.button.hasFocus() or self._close.hasFocus():
            self._rest.start()
        else:
            self.hide()

    def undo(self) -> bool:
        """Take it back; False where there is nothing to take back."""
        undo, self._undo = self._undo, None
        self.hide()
        if undo is None:
            return False
        undo()
        return True
