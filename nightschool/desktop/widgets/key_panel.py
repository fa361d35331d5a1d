"""A panel in which Enter presses the button that has the keys, as Space does everywhere."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QFrame

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class KeyPanel(QFrame):
    """Shown as a card."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.focusWidget()
        if event.key() in ENTER and isinstance(at, QAbstractButton) and at.hasFocus():
            at.click()
        else:
            super().keyPressEvent(event)
