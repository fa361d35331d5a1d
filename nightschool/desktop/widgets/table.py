"""A table as all pages have it: whole rows, no grid, Enter opens, widths remembered."""

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from nightschool.desktop import style
from nightschool.desktop.models.paged import PagedModel
from nightschool.desktop.models.table import RowsModel
from nightschool.desktop.settings import Settings

_PAUSE_MS = 400
_WIDEST = 420
_PADDING = 36
"""Around the text of a cell, and for the sign of the order."""
_SAMPLE = 30
"""Rows looked at for the width of a column: Qt's own way takes ten times as long."""


class Table(QTableView):
    """`name` is what it is read as and under which its widths are remembered.

    `opened` comes by Enter, double click or touch; `chosen` whenever the current row changes.
    """

    opened = Signal(QModelIndex)
    chosen = Signal(QModelIndex)

    def __init__(
        self, model: QAbstractItemModel, name: str, settings: Settings, label: str
    ) -> None:
        super().__init__()
        self._name, self._settings = name, settings
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setModel(model)
        self._shape()
        self.doubleClicked.connect(self.opened)
        self.selectionModel().currentRowChanged.connect(lambda now, _old: self.chosen.emit(now))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._remember)
        self.horizontalHeader().sectionResized.connect(self._widened)
        model.modelReset.connect(self._fit)
        self._fitted = False
        self._fitting = False
        self._fit()

    def select(self, row: int) -> None:
        """Make a row the current one and bring it into sight."""
        index = self.model().index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def seek(self, wanted: Callable[[object], bool]) -> bool:
        """Select the first loaded row whose record is wanted; False where there is none."""
        model = self.model()
        for row in range(model.rowCount()):
            record = model.index(row, 0).data(Qt.ItemDataRole.UserRole)
            if record is not None and wanted(record):
                self.select(row)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _shape(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMinimumHeight(style.px(120))
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(style.px(34))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setStretchLastSection(True)
        head.setMinimumSectionSize(style.px(36))
        head.setAccessibleName(self.accessibleName())
        model = self.model()
        columns = model.columns if isinstance(model, RowsModel | PagedModel) else ()
        if any(column.sort for column in columns):
            head.setSortIndicatorClearable(False)
            head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            self.setSortingEnabled(True)

    def _fit(self) -> None:
        """Widths as remembered; else by the first contents, once."""
        if self._fitted or not self.model().rowCount():
            return
        self._fitted = self._fitting = True
        known = self._settings.memory.columns.get(self._name, [])
        count = self.model().columnCount()
        if len(known) == count:
            for column, width in enumerate(known[:-1]):
                self.setColumnWidth(column, style.px(width))
        else:
            for column in range(count):
                self.setColumnWidth(column, self._wanted(column))
        self._fitting = False

    def _wanted(self, column: int) -> int:
        model = self.model()
        fixed = model.columns[column].width if isinstance(model, RowsModel | PagedModel) else 0
        if fixed:
            return style.px(fixed)
        measure = self.fontMetrics()
        rows = range(min(model.rowCount(), _SAMPLE))
        texts = [str(model.index(row, column).data() or "") for row in rows]
        texts.append(f"{model.headerData(column, Qt.Orientation.Horizontal) or ''}")
        widest = max(measure.horizontalAdvance(text) for text in texts)
        return min(widest + style.px(_PADDING), style.px(_WIDEST))

    def _widened(self, *_what: int) -> None:
        if self._fitted and not self._fitting:
            self._pause.start()

    def _remember(self) -> None:
        """At 100 %, so that another font size keeps the proportions."""
        unit = style.px(1000) / 1000
        widths = [round(self.columnWidth(one) / unit) for one in range(self.model().columnCount())]
        if self._settings.memory.columns.get(self._name) != widths:
            self._settings.memory.columns[self._name] = widths
            self._settings.save()
