"""A table over a tuple of records."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush

from nightschool.desktop import style

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
RECORD = Qt.ItemDataRole.UserRole
"""The role under which an index gives its record."""

_NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Column(Generic[R]):
    """How one column shows a record."""

    title: str
    text: Callable[[R], str]
    align: Qt.AlignmentFlag = LEFT
    sort: Callable[[R], Any] | None = None
    """What to sort by; None for a column that people cannot sort by."""
    tip: Callable[[R], str] | None = None
    tone: Callable[[R], str] | None = None
    """The colour's name; the text must say the same in words."""
    width: int = 0
    """In pixels at 100 %; 0 for as wide as its contents."""


class RowsModel(QAbstractTableModel, Generic[R]):
    """Shows the records that it is given, in their order or sorted by a column."""

    def __init__(self, columns: Sequence[Column[R]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: tuple[R, ...] = ()
        self._order: tuple[int, Qt.SortOrder] | None = None

    @property
    def rows(self) -> tuple[R, ...]:
        return self._rows

    def show(self, rows: Sequence[R]) -> None:
        """Show these records instead."""
        self.beginResetModel()
        self._rows = tuple(rows)
        if self._order:
            self._rows = self._sorted(*self._order)
        self.endResetModel()

    def replace(self, row: int, record: R) -> None:
        """Show another record in a row, without losing selection or place."""
        self._rows = (*self._rows[:row], record, *self._rows[row + 1 :])
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))

    def record(self, index: Index) -> R:
        """The record of a row; raises `IndexError` for an index that is not valid."""
        if not index.isValid():
            raise IndexError("no row")
        return self._rows[index.row()]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        return cell(self.columns[index.column()], self._rows[index.row()], role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        return heading(self.columns, section, orientation, role)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not 0 <= column < len(self.columns) or self.columns[column].sort is None:
            return
        self._order = column, order
        self.layoutAboutToBeChanged.emit()
        self._rows = self._sorted(column, order)
        self.layoutChanged.emit()

    def _sorted(self, column: int, order: Qt.SortOrder) -> tuple[R, ...]:
        """Rows without a value stand last either way."""
        by = self.columns[column].sort or self.columns[column].text
        known = [row for row in self._rows if by(row) is not None]
        unknown = [row for row in self._rows if by(row) is None]
        known.sort(key=by, reverse=order is Qt.SortOrder.DescendingOrder)
        return (*known, *unknown)


def cell(column: Column[R], record: R, role: int) -> Any:
    """What the column says of a record under a role of Qt."""
    if role == Qt.ItemDataRole.DisplayRole:
        return column.text(record)
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return column.align
    if role == Qt.ItemDataRole.ToolTipRole and column.tip:
        return column.tip(record)
    if role == Qt.ItemDataRole.ForegroundRole and column.tone:
        tone = column.tone(record)
        return QBrush(style.colour(tone)) if tone else None
    return record if role == RECORD else None


def heading(
    columns: Sequence[Column[R]], section: int, orientation: Qt.Orientation, role: int
) -> Any:
    """What stands above a column; rows bear no numbers."""
    if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(columns):
        return None
    if role == Qt.ItemDataRole.DisplayRole:
        return columns[section].title
    return columns[section].align if role == Qt.ItemDataRole.TextAlignmentRole else None
