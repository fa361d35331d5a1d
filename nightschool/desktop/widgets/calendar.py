"""A month in weeks, Monday first: holidays, and each lesson as a chip with sign and title."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from nightschool import clock
from nightschool.desktop import lesson_words, style
from nightschool.desktop.lesson_words import LessonLine
from nightschool.desktop.models.month import WEEK, MonthModel
from nightschool.desktop.models.table import RECORD, Index
from nightschool.desktop.widgets.growing import keep_in_sight
from nightschool.desktop.widgets.key_panel import ENTER
from nightschool.domain.codes import LessonState
from nightschool.domain.identity import RowId
from nightschool.i18n import _
from nightschool.services.timetable import Day, Month

_WEEKS = 5
"""Of most months; those of a longer one share their height."""
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -WEEK,
    Qt.Key.Key_Down: WEEK,
}
_NARROWEST = 56
_SMALL = 0.86
_PADDING = 3
_MOST_LINES = 4
"""Of a chip: sign, word and hour, and below them the title."""


class MonthView(QTableView):
    """Arrows move the day, Page Up and Down the month, Home goes to today, Enter opens.

    `day` is the chosen day. `moved` tells of another, also of one in another month: the owner
    shows that month then.
    """

    moved = Signal(object)
    """The day that was chosen."""
    picked = Signal(object)
    """The `LessonLine` whose chip was clicked."""
    opened = Signal()
    """Enter or a double click on the chosen day."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("calendar")
        self.setAccessibleName(_("Calendar"))
        self.month = MonthModel(self)
        self.day = self.month.today
        self.lesson: RowId | None = None
        self.setModel(self.month)
        self.setItemDelegate(_DayPainter(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(off)
        self.setVerticalScrollBarPolicy(off)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        across.setHighlightSections(False)
        across.setMinimumSectionSize(style.px(30))
        across.setAccessibleName(_("Days of the week"))
        down.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        down.setMinimumSectionSize(lowest(1))
        down.hide()

    def show_month(self, month: Month) -> None:
        """Show a month; the chosen day stays chosen."""
        self.month.show(month)
        self._mark()
        self.setMinimumHeight(self._least())
        self.updateGeometry()

    def choose(self, day: date, lesson: RowId | None = None) -> None:
        """Choose a day, and of its lessons one, without telling anybody."""
        self.day, self.lesson = day, lesson
        self._mark()
        self.viewport().update()

    def go(self, day: date) -> None:
        """Choose a day and tell."""
        self.choose(day)
        keep_in_sight(self.viewport(), self.visualRect(self.currentIndex()))
        self.moved.emit(day)

    def turn(self, by: int) -> None:
        """So many months on, or back, to the same day as far as there is one."""
        months = self.day.year * 12 + self.day.month - 1 + by
        first = date(months // 12, months % 12 + 1, 1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        self.go(min(first + timedelta(days=self.day.day - 1), last))

    def minimumSizeHint(self) -> QSize:
        return QSize(style.px(_NARROWEST) * WEEK, self._least())

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.go(self.day + timedelta(days=_STEPS[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turn(1 if key == Qt.Key.Key_PageDown else -1)
        elif key == Qt.Key.Key_Home:
            self.go(clock.today())
        elif key in ENTER:
            self.opened.emit()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        day = index.data(RECORD)
        if day is None:
            return
        line = self._line_at(index, event.position().toPoint())
        if line is None:
            self.go(day.day)
        else:
            self.choose(day.day, line.lesson.id)
            self.picked.emit(line)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.indexAt(event.position().toPoint()).isValid():
            self.opened.emit()

    def _line_at(self, index: QModelIndex, at: Any) -> LessonLine | None:
        day: Day = index.data(RECORD)
        for box, line in chips(self.visualRect(index), day):
            if line is not None and box.contains(at):
                return line
        return None

    def _mark(self) -> None:
        index = self.month.index_of(self.day)
        if index.isValid() and index != self.currentIndex():
            self.setCurrentIndex(index)

    def _least(self) -> int:
        return lowest(2) * _WEEKS + self.horizontalHeader().sizeHint().height() + style.px(4)


def lowest(lines: int) -> int:
    """The least height of a day: its number and a chip of so many lines."""
    return _number_height() + lines * _line_height() + _PADDING + style.px(6)


def chips(room: QRect, day: Day) -> Iterator[tuple[QRect, LessonLine | None]]:
    """Where each lesson of a day stands; None has the place where the rest is counted."""
    side, gap, line_height = style.px(4), style.px(2), _line_height()
    top = room.top() + _number_height()
    spare = room.bottom() - top - side
    count = max(len(day.lessons), 1)
    lines = min((spare - count * (gap + _PADDING)) // (count * line_height), _MOST_LINES)
    height = max(lines, 1) * line_height + _PADDING
    places = max(spare // (height + gap), 1)
    shown = day.lessons if count <= places else day.lessons[: places - 1]
    for line in [*shown, *([None] if len(shown) < len(day.lessons) else [])]:
        yield QRect(room.left() + side, top, room.width() - 2 * side, height), line
        top += height + gap


def _line_height() -> int:
    return QFontMetrics(style.font(_SMALL)).height()


def _number_height() -> int:
    return QFontMetrics(style.font(0.92)).height() + style.px(10)


class _DayPainter(QStyledItemDelegate):
    """Paints a day: its number, what is kept on it, its lessons."""

    def __init__(self, view: MonthView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(style.px(_NARROWEST), lowest(1))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        day: Day = index.data(RECORD)
        room: QRect = option.rect  # type: ignore[attr-defined]  # PySide's stubs leave it out
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "surface" if day.in_month else "ground"
        painter.fillRect(room, style.colour("warn_soft" if day.holiday else ground))
        painter.setPen(QPen(style.colour("line"), 1))
        if index.column() < WEEK - 1:
            painter.drawLine(room.topRight(), room.bottomRight())
        if index.row() < self._view.month.rowCount() - 1:
            painter.drawLine(room.bottomLeft(), room.bottomRight())
        self._number(painter, room, day)
        boxes = list(chips(room, day))
        for box, line in boxes:
            if line is None:
                self._rest(painter, box, len(day.lessons) - len(boxes) + 1)
            else:
                self._chip(painter, box, line, day)
        if day.day == self._view.day:
            self._frame(painter, room)
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        day = index.data(RECORD)
        if day is None or not (day.lessons or day.holiday):
            return super().helpEvent(event, view, option, index)
        text = self._view.month.spoken(day).replace("; ", "\n")
        QToolTip.showText(event.globalPos(), text, view)
        return True

    def _number(self, painter: QPainter, room: QRect, day: Day) -> None:
        is_today = day.day == self._view.month.today
        painter.setFont(style.font(0.92, bold=is_today))
        metrics = painter.fontMetrics()
        text = str(day.day.day)
        height = metrics.height() + style.px(2)
        wide = max(metrics.horizontalAdvance(text) + style.px(10), height)
        box = QRect(room.left() + style.px(5), room.top() + style.px(5), wide, height)
        if is_today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(style.colour("accent"))
            painter.drawRoundedRect(box, height / 2, height / 2)
        ink = "on_accent" if is_today else "text" if day.in_month else "faint"
        painter.setPen(style.colour(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        if day.holiday:
            rest = QRect(
                box.right() + style.px(2),
                box.top(),
                room.right() - box.right() - style.px(6),
                height,
            )
            painter.setFont(style.font(0.8))
            painter.setPen(style.colour("warn"))
            _elided(painter, rest, day.holiday, Qt.AlignmentFlag.AlignRight)

    def _rest(self, painter: QPainter, box: QRect, count: int) -> None:
        painter.setFont(style.font(_SMALL))
        painter.setPen(style.colour("muted"))
        text = _("+%(count)d more") % {"count": count}
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _chip(self, painter: QPainter, box: QRect, line: LessonLine, day: Day) -> None:
        painter.setFont(style.font(_SMALL))
        sign, words, tone = lesson_words.state(line.lesson, self._view.month.today)
        chosen = line.lesson.id == self._view.lesson and len(day.lessons) > 1
        painter.setPen(QPen(style.colour(tone), style.px(1.5)) if chosen else Qt.PenStyle.NoPen)
        painter.setBrush(_faded(style.colour(f"{tone}_soft"), faded=not day.in_month))
        painter.drawRoundedRect(box, style.px(4), style.px(4))
        inner = box.adjusted(style.px(5), 1, -style.px(3), -1)
        painter.setPen(style.colour(tone))
        high = _line_height()
        rows = inner.height() // high
        hour = f"{line.lesson.start:%H:%M}"
        if rows > 1:
            head = f"{sign} {hour} {words}"
            if painter.fontMetrics().horizontalAdvance(head) > inner.width():
                head = f"{sign} {hour}"
            _elided(painter, QRect(inner.topLeft(), QSize(inner.width(), high)), head)
            inner.setTop(inner.top() + high)
            rows -= 1
        else:
            wide = painter.fontMetrics().horizontalAdvance(f"{sign} ")
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, sign)
            inner.setLeft(inner.left() + wide)
        font = style.font(_SMALL)
        font.setStrikeOut(line.lesson.state is LessonState.CANCELLED)
        painter.setFont(font)
        painter.setPen(style.colour("text" if day.in_month else "muted"))
        for text in _broken(line.title, painter.fontMetrics(), inner.width(), rows):
            _elided(painter, QRect(inner.topLeft(), QSize(inner.width(), high)), text)
            inner.setTop(inner.top() + high)

    def _frame(self, painter: QPainter, room: QRect) -> None:
        wide = style.px(2)
        ink = "focus" if self._view.hasFocus() else "accent"
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(style.colour(ink), wide))
        half = wide // 2 + 1
        corner = style.px(5)
        painter.drawRoundedRect(room.adjusted(half, half, -half - 1, -half - 1), corner, corner)


def _faded(colour: QColor, *, faded: bool) -> QColor:
    """Lessons of the month before or after stand back."""
    made = QColor(colour)
    made.setAlphaF(0.55 if faded else 1)
    return made


def _broken(text: str, metrics: QFontMetrics, width: int, rows: int) -> list[str]:
    """A title in at most so many rows; the last one may still be too long."""
    found: list[str] = []
    while text and len(found) < rows - 1:
        fits = len(text)
        while fits > 1 and metrics.horizontalAdvance(text[:fits]) > width:
            fits -= 1
        blank = text.rfind(" ", 1, fits + 1)
        if fits < len(text) and blank > 0:
            fits = blank
        found.append(text[:fits].strip())
        text = text[fits:].strip()
    return [*found, text] if text else found


def _elided(
    painter: QPainter, box: QRect, text: str, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
) -> None:
    cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, align | Qt.AlignmentFlag.AlignVCenter, cut)
