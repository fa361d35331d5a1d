"""A teacher's hands: keys alone, where the window has its focus; nothing waits for a fixed time."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLineEdit, QWidget

from nightschool.desktop.desk import Desk
from nightschool.desktop.main_window import MainWindow

PATIENCE_S = 60


class Hands:
    """On the real window."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        window.show()
        self._activate()

    @property
    def desk(self) -> Desk:
        """The desk, waited for."""
        self.until(lambda: self.window.desk is not None)
        desk = self.window.desk
        assert desk is not None
        return desk

    def press(self, *keys: str) -> None:
        """Keys by the names that menus give them, such as `Ctrl+Return`, each with its effects."""
        for key in keys:
            QTest.keySequence(self.focus(), QKeySequence(key))
            self.settle()

    def type(self, text: str) -> None:
        """Letters, digits and signs, as fast as fingers never are."""
        QTest.keyClicks(self.focus(), text)
        self.settle()

    def choose_file(self, key: str, file: Path) -> None:
        """A key that opens the dialog for files, the file's name there, and Enter."""

        def answer() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QFileDialog):
                QTimer.singleShot(1, answer)
                return
            name = dialog.findChild(QLineEdit, "fileNameEdit")
            assert isinstance(name, QLineEdit)
            name.setText(str(file))  # typed letter by letter it would offer files of its own
            QTest.keyClick(name, Qt.Key.Key_Return)

        QTimer.singleShot(1, answer)
        self.press(key)
        self._activate()  # the screen in memory has no window manager that would

    def go_to(self, name: str) -> None:
        """Tab until the control of this object name, or with this on it, has the keys."""
        begun = self.focus()
        while not _is(self.focus(), name):
            QTest.keyClick(self.focus(), Qt.Key.Key_Tab)
            assert self.focus() is not begun, f"Tab never comes to {name}"

    def focus(self) -> QWidget:
        """Where keys go now."""
        return QApplication.focusWidget() or self.window

    def _activate(self) -> None:
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)

    def settle(self) -> None:
        """Wait until what was begun is done: a button pressed by keys stays down a moment."""
        self.until(lambda: not (self.window.jobs.busy or self._pressed()))

    def _pressed(self) -> bool:
        return any(one.isDown() for one in self.window.findChildren(QAbstractButton))

    def until(self, so: Callable[[], bool]) -> None:
        """Let the window work until it is so."""
        begun = time.monotonic()
        QApplication.processEvents()
        while not so():
            assert time.monotonic() - begun < PATIENCE_S, "it never came"
            time.sleep(0.001)
            QApplication.processEvents()


def _is(widget: QWidget, name: str) -> bool:
    text = getattr(widget, "text", lambda: "")
    return name in (widget.objectName(), widget.accessibleName(), text())
