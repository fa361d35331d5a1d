"""What all charts are: painted by hand, read out as text, opened by mouse or keys."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from nightschool.desktop import style


@dataclass(frozen=True, slots=True)
class Mark:
    """One value of a chart."""

    label: str
    value: float
    text: str = ""
    """The value as people read it."""
    tone: str = "accent"
    """A colour's name; never the only sign of anything."""

    @property
    def said(self) -> str:
        return f"{self.label} {self.text or f'{self.value:g}'}"


class Chart(QWidget):
    """`chosen` gives the place of a mark by click or Enter, where `openable`; arrows go along."""

    chosen = Signal(int)

    def __init__(self, name: str, *, openable: bool = False) -> None:
        super().__init__()
        self.marks: tuple[Mark, ...] = ()
        self.openable = openable
        self._at = -1
        self._areas: list[QRectF] = []
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        if openable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Show these values."""
        self.marks = tuple(marks)
        self._at = min(self._at, len(self.marks) - 1)
        self._areas = []
        self.setAccessibleDescription("; ".join(one.said for one in self.marks))
        self.updateGeometry()
        self.update()

    def describe(self, place: int) -> str:
        """What the tip says of a mark."""
        return self.marks[place].said

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._under(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), self.describe(place) if place >= 0 else "", self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._under(event.position().x(), event.position().y())
        if self.openable and place >= 0:
            self._at = place
            self.update()
            self.chosen.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        step = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Up: -1,
        }.get(Qt.Key(key), 0)
        if step and self.marks:
            self._at = max(0, min(self._at + step, len(self.marks) - 1))
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._at >= 0:
            self.chosen.emit(self._at)
        else:
            super().keyPressEvent(event)

    def draw(self, painter: QPainter) -> None:
        """Draw the marks."""
        raise NotImplementedError

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(style.font(0.95))
            self.draw(painter)
        finally:
            painter.end()  # one left open by an error takes the whole program with it

    def ring(self, painter: QPainter, areas: Sequence[QRectF]) -> None:
        """Remember where the marks are, and draw the focus around the current one."""
        self._areas = list(areas)
        if self.hasFocus() and areas:
            self._at = max(0, min(self._at, len(areas) - 1))
            painter.setPen(QPen(style.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(areas[self._at].adjusted(1, 1, -1, -1), 5, 5)

    def _under(self, x: float, y: float) -> int:
        found = [place for place, area in enumerate(self._areas) if area.contains(x, y)]
        return found[0] if found else -1


def tone(name: str) -> QColor:
    """The colour of a mark."""
    return style.colour(name)


def metrics(times: float = 0.95) -> QFontMetricsF:
    """The measures of a chart's text."""
    return QFontMetricsF(style.font(times))
