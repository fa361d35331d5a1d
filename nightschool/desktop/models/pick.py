"""A table of records of which people tick some."""

from collections.abc import Callable, Collection, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from nightschool.desktop.models.table import Column, Index, RowsModel
from nightschool.domain.identity import RowId

R = TypeVar("R")


class PickModel(RowsModel[R]):
    """The first column bears the ticks, which stay where a record goes out of sight for a while."""

    picked = Signal()
    """Others are ticked now."""

    def __init__(
        self, columns: Sequence[Column[R]], key: Callable[[R], RowId], parent: QObject | None = None
    ) -> None:
        super().__init__(columns, parent)
        self._key = key
        self.ticked: frozenset[RowId] = frozenset()

    def tick(self, keys: Collection[RowId]) -> None:
        """Tick these and no others."""
        self.ticked = frozenset(keys)
        if self.rows:
            role = Qt.ItemDataRole.CheckStateRole
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, 0), [role])
        self.picked.emit()

    def tick_shown(self, *, on: bool) -> None:
        """Tick all that are in the table, or take their ticks away."""
        shown = {self._key(one) for one in self.rows}
        self.tick(self.ticked | shown if on else self.ticked - shown)

    def toggle(self, row: int) -> None:
        """Tick a row, or take its tick away."""
        self.tick(self.ticked ^ {self._key(self.rows[row])})

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = super().flags(index)
        ticks = index.isValid() and index.column() == 0
        return found | Qt.ItemFlag.ItemIsUserCheckable if ticks else found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.CheckStateRole and index.isValid() and index.column() == 0:
            ticked = self._key(self.record(index)) in self.ticked
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid() or index.column():
            return False
        wanted = Qt.CheckState(value) is Qt.CheckState.Checked
        if wanted != (self._key(self.record(index)) in self.ticked):
            self.toggle(index.row())
        return True
