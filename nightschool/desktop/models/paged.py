"""A table over a list too long to load: it asks for a page of rows when they come into sight."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal

from nightschool.desktop.jobs import Jobs
from nightschool.desktop.models.table import _NOWHERE, Column, Index, cell, heading
from nightschool.task import Task

R = TypeVar("R")
ROWS = 200
"""Of one page."""
_KEPT = 20
"""Pages kept; those looked at longest ago are forgotten."""

Fetch = Callable[[int, int], Sequence[R]]
"""From offset and limit to rows: filtered and sorted in SQL, called in the worker."""
Count = Callable[[], int]


class PagedModel(QAbstractTableModel, Generic[R]):
    """`show(count, fetch)` begins anew: the number of rows first, then pages as they are seen."""

    loaded = Signal()
    """The number of rows is known."""
    sorting = Signal(int, object)
    """People clicked a head: the page asks anew with another order."""

    def __init__(
        self, columns: Sequence[Column[R]], jobs: Jobs, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._jobs = jobs
        self._pages: dict[int, Sequence[R]] = {}
        self._asked: set[int] = set()
        self._total = 0
        self._round = 0
        self._fetch: Fetch[R] = lambda _offset, _limit: ()

    def show(self, count: Count, fetch: Fetch[R]) -> None:
        """Show another list; the one shown stays until its first page is here."""
        self._round += 1
        turn = self._round

        def work(_task: Task) -> tuple[int, Sequence[R]]:
            return count(), fetch(0, ROWS)

        def done(found: tuple[int, Sequence[R]]) -> None:
            if turn == self._round:
                self._begin(fetch, *found)

        self._jobs.read(work, done, key=f"paged-{id(self)}", owner=self)

    def record(self, index: Index) -> R | None:
        """The record of a row; None where it is not loaded yet."""
        page, place = divmod(index.row(), ROWS)
        rows = self._pages.get(page, ())
        return rows[place] if index.isValid() and place < len(rows) else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        record = self.record(index)
        if record is None:
            self._want(index.row() // ROWS)
            return "…" if role == Qt.ItemDataRole.DisplayRole else None
        return cell(self.columns[index.column()], record, role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        return heading(self.columns, section, orientation, role)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self.columns) and self.columns[column].sort is not None:
            self.sorting.emit(column, order)

    def _begin(self, fetch: Fetch[R], total: int, first: Sequence[R]) -> None:
        self.beginResetModel()
        self._fetch, self._total = fetch, total
        self._pages, self._asked = {0: first}, {0}
        self.endResetModel()
        self.loaded.emit()

    def _want(self, page: int) -> None:
        if page in self._asked:
            return
        self._asked.add(page)
        turn, fetch = self._round, self._fetch

        def done(rows: Sequence[R]) -> None:
            if turn == self._round:
                self._take(page, rows)

        self._jobs.run(lambda _task: fetch(page * ROWS, ROWS), done, owner=self)

    def _take(self, page: int, rows: Sequence[R]) -> None:
        self._pages[page] = rows
        while len(self._pages) > _KEPT:
            oldest = next(iter(self._pages))
            del self._pages[oldest]
            self._asked.discard(oldest)
        first = page * ROWS
        last = min(first + ROWS, self._total) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
