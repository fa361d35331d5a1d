"""A field to search by: tells what was typed once the typing pauses, or at once by Enter."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton

from nightschool.desktop import style
from nightschool.i18n import _

_PAUSE_MS = 120
_ICON, _GAP = 16, 8


class SearchBox(QLineEdit):
    """`searched` gives the text without blanks at its ends; Down and Up are left to `moved`."""

    searched = Signal(str)
    moved = Signal(int)
    """Down (1) or up (-1) was pressed: the list beside it moves."""

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self._sign, self._clear = self._parts()  # Qt's own stay small whatever the text is
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self.textChanged.connect(lambda _text: self._pause.start())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side, wide = style.px(_ICON), self.width()
        down = (self.height() - side) // 2
        self._sign.setGeometry(style.px(_GAP), down, side, side)
        self._clear.setGeometry(wide - side - style.px(_GAP), down, side, side)

    def _parts(self) -> tuple[QLabel, QToolButton]:
        side, room = style.px(_ICON), style.px(_ICON + _GAP / 2)
        self.setTextMargins(room, 0, room, 0)
        sign, clear = QLabel(self), QToolButton(self)
        sign.setPixmap(style.picture("search", "muted", _ICON))
        clear.setIcon(style.icon("x", "muted"))
        clear.setIconSize(QSize(side, side))
        clear.setAutoRaise(True)
        clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Escape does it by keys
        clear.setCursor(Qt.CursorShape.ArrowCursor)
        clear.setAccessibleName(_("Clear the search"))
        clear.clicked.connect(self.clear)
        clear.hide()
        self.textChanged.connect(lambda text: clear.setVisible(bool(text)))
        return sign, clear

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._pause.isActive():
                self._tell()
            super().keyPressEvent(event)

    def _tell(self) -> None:
        self._pause.stop()
        self.searched.emit(self.text().strip())
