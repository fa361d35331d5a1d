"""The Qt that is locked is one that can be lived with."""

import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 2_000


def test_calls_into_qt_leave_none_alone(qtbot: QtBot) -> None:
    """In PySide6 6.12.0 each call takes a reference of None, until Python 3.11 dies of it."""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(CALLS):
        label.setText(str(number))
    assert abs(sys.getrefcount(None) - before) < CALLS // 10
