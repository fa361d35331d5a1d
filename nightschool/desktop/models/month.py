"""A month in whole weeks, Monday first."""

from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from nightschool import clock
from nightschool.desktop import lesson_words
from nightschool.desktop.models.table import RECORD, Index
from nightschool.i18n import _
from nightschool.services.timetable import Day, Month

WEEK = 7

_NOWHERE = QModelIndex()


class MonthModel(QAbstractTableModel):
    """The days of a month in whole weeks; the record of an index is its `Day`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.days: tuple[Day, ...] = ()
        self.today = clock.today()

    def show(self, month: Month) -> None:
        """Show another month."""
        self.beginResetModel()
        self.days = month.days
        self.today = clock.today()
        self.endResetModel()

    def index_of(self, day: date) -> QModelIndex:
        """The index of a day; an invalid one where the month does not show it."""
        if not self.days:
            return QModelIndex()
        place = (day - self.days[0].day).days
        return self.index(*divmod(place, WEEK)) if 0 <= place < len(self.days) else QModelIndex()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.days) // WEEK

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else WEEK

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        day = self.days[index.row() * WEEK + index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return str(day.day.day)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(day)
        return day if role == RECORD else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        across = orientation is Qt.Orientation.Horizontal and 0 <= section < WEEK
        if across and role == Qt.ItemDataRole.DisplayRole:
            return _(lesson_words.WEEKDAYS[section])
        return None

    def spoken(self, day: Day) -> str:
        """A day as it is read out."""
        parts = [lesson_words.day(day.day), day.holiday]
        parts += [lesson_words.spoken(line, self.today) for line in day.lessons]
        return "; ".join(part for part in parts if part)
