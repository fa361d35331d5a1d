"""The roll as a grid of names that takes its keys itself.

Letters and digits search, so marks have other keys; an input method is kept out, or its window
would take the letters of whoever has Chinese switched on.
"""

from collections.abc import Mapping

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from nightschool.desktop import style
from nightschool.desktop.models.roll import FAINT, SEAT, RollModel, Seat
from nightschool.domain import labels
from nightschool.domain.codes import Mark
from nightschool.i18n import _

SIGNS = {
    Mark.PRESENT: "✓",
    Mark.LATE: "◔",
    Mark.LEFT_EARLY: "◑",
    Mark.LEAVE: "○",
    Mark.ABSENT: "✗",
}
TONES = {
    Mark.PRESENT: "good",
    Mark.LATE: "warn",
    Mark.LEFT_EARLY: "warn",
    Mark.LEAVE: "info",
    Mark.ABSENT: "bad",
}
KEYS: Mapping[Mark, str] = {
    Mark.PRESENT: "=",
    Mark.LATE: ",",
    Mark.LEFT_EARLY: ".",
    Mark.LEAVE: "/",
    Mark.ABSENT: "-",
}
"""The key of each mark, as the page shows it."""

# The same keys with Shift, on the number pad, and as a Chinese keyboard state may give them.
_MARKS = {key: mark for mark, key in KEYS.items()} | {
    "+": Mark.PRESENT,
    "＝": Mark.PRESENT,
    "*": Mark.LATE,
    "，": Mark.LATE,
    "。": Mark.LEFT_EARLY,
    "、": Mark.LEAVE,
    "－": Mark.ABSENT,
    "_": Mark.ABSENT,
}
_WIDTH, _HEIGHT, _GAP = 204, 50, 6


class SeatPainter(QStyledItemDelegate):
    """A seat: row number, name, sign and word of the mark."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        grid = self.parent()
        return grid.cell() if isinstance(grid, RollGrid) else super().sizeHint(option, index)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        seat: Seat = index.data(SEAT)
        box: QRect = option.rect.adjusted(2, 2, -style.px(_GAP), -style.px(_GAP))  # type: ignore[attr-defined]  # the stubs lack its fields
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]  # the same
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.data(FAINT):
            painter.setOpacity(0.35)
        tone = TONES[seat.line.mark]
        current = bool(state & QStyle.StateFlag.State_Selected)
        edge, wide = ("focus", 3) if current else (tone, 1)
        painter.setPen(QPen(style.colour(edge), wide))
        painter.setBrush(style.colour(f"{tone}_soft"))
        painter.drawRoundedRect(box, style.px(7), style.px(7))
        _write(painter, box.adjusted(style.px(9), 0, -style.px(9), 0), seat, tone)
        painter.restore()


def _write(painter: QPainter, box: QRect, seat: Seat, tone: str) -> None:
    centre = Qt.AlignmentFlag.AlignVCenter
    small = style.font(0.86)
    painter.setFont(small)
    number = style.px(26)
    painter.setPen(style.colour("muted"))
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | centre, str(seat.number))
    status = f"{SIGNS[seat.line.mark]} {labels.label(seat.line.mark)}"
    if seat.line.half_hours is not None or (seat.line.remark and seat.line.mark is not Mark.LEAVE):
        status += " *"
    painter.setPen(style.colour(tone))
    painter.drawText(box, Qt.AlignmentFlag.AlignRight | centre, status)
    room = box.width() - number - QFontMetrics(small).horizontalAdvance(status) - style.px(6)
    font = style.font(1.18, bold=True)
    metrics = QFontMetrics(font)
    if metrics.horizontalAdvance(seat.person.name) > room:
        font = style.font(0.95, bold=True)
        metrics = QFontMetrics(font)
    painter.setFont(font)
    painter.setPen(style.colour("text"))
    name = metrics.elidedText(seat.person.name, Qt.TextElideMode.ElideMiddle, room)
    painter.drawText(box.adjusted(number, 0, 0, 0), Qt.AlignmentFlag.AlignLeft | centre, name)


class RollGrid(QListView):
    """Tells what the keys ask for; the page does it."""

    marked = Signal(object)
    """A `Mark` for the current person, or None: there ↔ not there."""
    typed = Signal(str)
    """What is searched for now; empty for nothing."""
    entered = Signal()
    """Enter: the details of the person, or the walk-in that was found."""

    def __init__(self, model: RollModel) -> None:
        super().__init__()
        self._model = model
        self._typed = ""
        self._hits: list[int] = []
        self.setObjectName("roll-grid")
        self.setAccessibleName(_("Roll call"))
        self.setModel(model)
        self.setItemDelegate(SeatPainter(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(style.px(170))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.doubleClicked.connect(lambda _index: self.entered.emit())

    @property
    def search_text(self) -> str:
        return self._typed

    @property
    def hits(self) -> int:
        """How many on the roll the search finds."""
        return len(self._hits)

    def seat(self) -> Seat | None:
        """The current person's seat."""
        return self._model.seat(self.currentIndex())

    def go(self, row: int) -> None:
        """Make a row the current one."""
        index = self._model.index(row)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.scrollTo(index)

    def search(self, typed: str) -> None:
        """Search the roll; the likeliest becomes the current one."""
        self._typed = typed
        self._hits = self._model.search(typed) if typed else []
        if not typed:
            self._model.search("")
        elif self._hits:
            self.go(self._hits[0])
        self.typed.emit(typed)

    def cell(self) -> QSize:
        """The size of a seat: the width is shared out evenly."""
        wide = self.viewport().width() - 2
        columns = max(1, wide // style.px(_WIDTH))
        return QSize(wide // columns, style.px(_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.setGridSize(self.cell())
        super().resizeEvent(event)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        return False if query == Qt.InputMethodQuery.ImEnabled else super().inputMethodQuery(query)

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)  # Qt sets it by item

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        held = event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        if held or not self._take(event.key(), text):
            super().keyPressEvent(event)

    def _take(self, key: int, text: str) -> bool:
        if key == Qt.Key.Key_Space:
            self._mark(None)
        elif text in _MARKS:
            self._mark(_MARKS[text])
        elif text and (text.isalnum()):
            self.search(self._typed + text.casefold())
        elif key == Qt.Key.Key_Backspace:
            self.search(self._typed[:-1])
        elif key == Qt.Key.Key_Escape and self._typed:
            self.search("")
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif self._typed and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        else:
            return False
        return True

    def _step(self, by: int) -> None:
        """To the next of those found."""
        if self._hits:
            row = self.currentIndex().row()
            at = self._hits.index(row) if row in self._hits else -1
            self.go(self._hits[(at + by) % len(self._hits)])

    def _mark(self, mark: Mark | None) -> None:
        """Nobody is marked by a search that finds nobody on the roll."""
        if not self._typed or self._hits:
            self.marked.emit(mark)

    def scroll_to_top(self) -> None:
        """The first person is the current one."""
        if self._model.rowCount():
            self.go(0)
            self.scrollTo(self._model.index(0), QListView.ScrollHint.PositionAtTop)
