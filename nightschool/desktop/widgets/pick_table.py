"""A table with ticks: Space ticks the row, Ctrl+A all that are shown, Ctrl+Shift+A none."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from nightschool.desktop.models.pick import PickModel
from nightschool.desktop.settings import Settings
from nightschool.desktop.widgets.table import Table

_MODIFIER = Qt.KeyboardModifier


class PickTable(Table):
    """Over a `PickModel`."""

    def __init__(
        self,
        model: PickModel[Any],
        name: str,
        settings: Settings,
        label: str,
    ) -> None:
        super().__init__(model, name, settings, label)
        self._picks = model

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._picks.toggle(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_A and event.modifiers() & _MODIFIER.ControlModifier:
            self._picks.tick_shown(on=not event.modifiers() & _MODIFIER.ShiftModifier)
        else:
            super().keyPressEvent(event)
