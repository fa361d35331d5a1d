"""The charts: bars across, columns, a curve against a plan, stacked parts, tiles."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from nightschool.desktop import style
from nightschool.desktop.widgets.chart import Chart, Mark, metrics, tone

__all__ = ["Bars", "Columns", "Curve", "Line", "Mark", "Stacked", "Tiles"]

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter
_NO_PEN = Qt.PenStyle.NoPen


class Bars(Chart):
    """A row for each mark: label, bar, value. `most` is the value of a full bar."""

    def __init__(self, name: str, *, most: float = 0, openable: bool = False) -> None:
        super().__init__(name, openable=openable)
        self.most = most

    def sizeHint(self) -> QSize:
        return QSize(style.px(260), max(1, len(self.marks)) * self._row())

    def minimumSizeHint(self) -> QSize:
        return QSize(style.px(180), self.sizeHint().height())

    def draw(self, painter: QPainter) -> None:
        row = self._row()
        measure, gap = metrics(), style.px(10)
        left = min(
            max((measure.horizontalAdvance(one.label) for one in self.marks), default=0),
            self.width() * 0.45,
        )
        right = max((measure.horizontalAdvance(_value(one)) for one in self.marks), default=0)
        room = max(1.0, self.width() - left - right - 2 * gap)
        most = self.most or max((one.value for one in self.marks), default=0) or 1
        areas = [QRectF(0, place * row, self.width(), row) for place in range(len(self.marks))]
        for one, area in zip(self.marks, areas, strict=True):
            painter.setPen(style.colour("text"))
            name = measure.elidedText(one.label, Qt.TextElideMode.ElideRight, left + 1)
            painter.drawText(QRectF(0, area.y(), left + 1, row), _LEFT, name)
            painter.drawText(area, _RIGHT, _value(one))
            track = QRectF(left + gap, area.y() + row * 0.32, room, row * 0.36)
            _pill(painter, track, "raised")
            share = min(1.0, max(0.0, one.value / most))
            _pill(painter, QRectF(track.x(), track.y(), room * share, track.height()), one.tone)
        self.ring(painter, areas)

    def _row(self) -> int:
        return style.px(30)


class Columns(Chart):
    """A column for each mark, such as a month; `line` is a level to be reached."""

    def __init__(self, name: str, *, line: float = 0, openable: bool = False) -> None:
        super().__init__(name, openable=openable)
        self.line = line
        self.setMinimumHeight(style.px(120))

    def sizeHint(self) -> QSize:
        return QSize(style.px(280), style.px(170))

    def draw(self, painter: QPainter) -> None:
        text = metrics().height()
        if not self.marks:
            return
        most = max([self.line, *(one.value for one in self.marks)]) or 1
        top, bottom = text * 1.2, self.height() - text * 1.3
        wide = self.width() / len(self.marks)
        areas = [QRectF(place * wide, 0, wide, self.height()) for place in range(len(self.marks))]
        every = _every(wide, max(metrics().horizontalAdvance(one.label) for one in self.marks))
        for place, (one, area) in enumerate(zip(self.marks, areas, strict=True)):
            tall = (bottom - top) * one.value / most
            bar = QRectF(area.x() + wide * 0.18, bottom - tall, wide * 0.64, tall)
            painter.setPen(_NO_PEN)
            painter.setBrush(tone(one.tone))
            painter.drawRoundedRect(bar, 3, 3)
            painter.setPen(style.colour("text"))
            above = QRectF(area.x(), bar.y() - text * 1.1, wide, text)
            painter.drawText(above, _CENTRE, _value(one))
            if place % every == 0:
                painter.setPen(style.colour("muted"))
                below = QRectF(area.x() - wide * every, bottom + 2, wide * (2 * every + 1), text)
                painter.drawText(below, _CENTRE, one.label)
        painter.setPen(QPen(style.colour("border"), 1))
        painter.drawLine(QPointF(0, bottom), QPointF(self.width(), bottom))
        if self.line:
            level = bottom - (bottom - top) * self.line / most
            painter.setPen(QPen(style.colour("warn"), 1.5, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(0, level), QPointF(self.width(), level))
        self.ring(painter, areas)


@dataclass(frozen=True, slots=True)
class Curve:
    """A line of a chart; None where a value is not known (yet). Plans are dashed."""

    name: str
    values: Sequence[float | None]
    tone: str = "accent"
    dashed: bool = False
    text: str = "{:.0f} %"
    """How a value is written."""

    def write(self, value: float) -> str:
        """A value of this curve as people read it."""
        return self.text.format(value)


class Line(Chart):
    """Curves over the same labels, from 0 to `most`."""

    def __init__(self, name: str, *, most: float = 100) -> None:
        super().__init__(name)
        self.most = most
        self.labels: tuple[str, ...] = ()
        self.curves: tuple[Curve, ...] = ()
        self.setMinimumHeight(style.px(150))

    def show_curves(self, labels: Sequence[str], curves: Sequence[Curve]) -> None:
        """Show these curves; each has a value for each label."""
        self.labels, self.curves = tuple(labels), tuple(curves)
        self.show_marks(
            [
                Mark(label, 0, ", ".join(self._at_place(place)), "text")
                for place, label in enumerate(labels)
            ]
        )

    def sizeHint(self) -> QSize:
        return QSize(style.px(360), style.px(220))

    def draw(self, painter: QPainter) -> None:
        text = metrics().height()
        left = metrics().horizontalAdvance("100 %") + style.px(8)
        plot = QRectF(left, text * 1.7, self.width() - left - style.px(12), 0)
        plot.setBottom(self.height() - text * 1.5)
        self._scale(painter, plot, text)
        self._legend(painter, left, text)
        step = plot.width() / max(1, len(self.labels) - 1)
        for curve in self.curves:
            self._curve(painter, plot, curve, step)
        self._names(painter, plot, step, text)
        self.ring(
            painter,
            [
                QRectF(plot.x() + (place - 0.5) * step, plot.y(), step, plot.height())
                for place in range(len(self.labels))
            ],
        )

    def _at_place(self, place: int) -> list[str]:
        known = ((curve, curve.values[place]) for curve in self.curves)
        return [f"{curve.name} {curve.write(value)}" for curve, value in known if value is not None]

    def _scale(self, painter: QPainter, plot: QRectF, text: float) -> None:
        for quarter in range(5):
            y = plot.bottom() - plot.height() * quarter / 4
            painter.setPen(QPen(style.colour("line"), 1))
            painter.drawLine(QPointF(plot.x(), y), QPointF(plot.right(), y))
            painter.setPen(style.colour("muted"))
            value = self.curves[0].write(self.most * quarter / 4) if self.curves else ""
            painter.drawText(QRectF(0, y - text / 2, plot.x() - 6, text), _RIGHT, value)

    def _legend(self, painter: QPainter, x: float, text: float) -> None:
        for curve in self.curves:
            painter.setPen(_pen(curve))
            painter.drawLine(QPointF(x, text * 0.6), QPointF(x + style.px(22), text * 0.6))
            painter.setPen(style.colour("text"))
            wide = metrics().horizontalAdvance(curve.name)
            painter.drawText(QRectF(x + style.px(28), 0, wide + 2, text * 1.2), _LEFT, curve.name)
            x += wide + style.px(48)

    def _curve(self, painter: QPainter, plot: QRectF, curve: Curve, step: float) -> None:
        points = [
            QPointF(plot.x() + place * step, plot.bottom() - plot.height() * value / self.most)
            for place, value in enumerate(curve.values)
            if value is not None
        ]
        painter.setPen(_pen(curve))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        if points and not curve.dashed:
            painter.setBrush(tone(curve.tone))
            painter.drawEllipse(points[-1], style.px(4), style.px(4))

    def _names(self, painter: QPainter, plot: QRectF, step: float, text: float) -> None:
        painter.setPen(style.colour("muted"))
        widest = max((metrics().horizontalAdvance(one) for one in self.labels), default=1)
        every = _every(step, widest)
        for place in range(0, len(self.labels), every):
            x = plot.x() + place * step - widest / 2
            x = max(0.0, min(x, self.width() - widest - 2))
            area = QRectF(x, plot.bottom() + 4, widest + 2, text)
            painter.drawText(area, _CENTRE, self.labels[place])


class Stacked(Chart):
    """One bar of parts that make a whole, with their names and values below."""

    def sizeHint(self) -> QSize:
        return QSize(style.px(260), self.heightForWidth(style.px(260)))

    def minimumSizeHint(self) -> QSize:
        return QSize(style.px(180), self.heightForWidth(max(self.width(), style.px(180))))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = self._lines(width)
        return round(style.px(26) + (lines[-1] + 1 if lines else 0) * style.px(24))

    def draw(self, painter: QPainter) -> None:
        tall = style.px(18)
        whole = sum(one.value for one in self.marks) or 1
        ends = [part / whole * self.width() for part in accumulate(one.value for one in self.marks)]
        areas = [
            QRectF(begin, 0, end - begin, tall)
            for begin, end in zip([0.0, *ends], ends, strict=False)
        ]
        painter.setPen(_NO_PEN)
        for one, area in zip(self.marks, areas, strict=True):
            painter.setBrush(tone(one.tone))
            painter.drawRect(area.adjusted(0, 0, -1, 0))
        self._legend(painter)
        self.ring(painter, areas)

    def _legend(self, painter: QPainter) -> None:
        x, last, row, box = 0.0, 0, style.px(24), style.px(11)
        for one, line in zip(self.marks, self._lines(self.width()), strict=True):
            x = x if line == last else 0.0
            last = line
            y = style.px(26) + line * row
            painter.setPen(_NO_PEN)
            painter.setBrush(tone(one.tone))
            painter.drawRect(QRectF(x, y + (row - box) / 2, box, box))
            painter.setPen(style.colour("text"))
            painter.drawText(QRectF(x + box * 1.6, y, self.width(), row), _LEFT, one.said)
            x += self._wide(one)

    def _lines(self, width: int) -> list[int]:
        """The line of the legend that each part stands in."""
        found: list[int] = []
        x, line = 0.0, 0
        for one in self.marks:
            if x and x + self._wide(one) > width:
                x, line = 0.0, line + 1
            found.append(line)
            x += self._wide(one)
        return found

    def _wide(self, one: Mark) -> float:
        return metrics().horizontalAdvance(one.said) + style.px(40)


class Tiles(Chart):
    """A tile for each mark, as many beside each other as fit: a map without geography."""

    def sizeHint(self) -> QSize:
        return QSize(style.px(480), self.heightForWidth(style.px(480)))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        beside = self._beside(width)
        return max(1, -(-len(self.marks) // beside)) * self._tall()

    def draw(self, painter: QPainter) -> None:
        beside, gap = self._beside(self.width()), style.px(6)
        wide, tall = self.width() / beside, self._tall()
        areas = []
        for place, one in enumerate(self.marks):
            line, column = divmod(place, beside)
            area = QRectF(column * wide, line * tall, wide - gap, tall - gap)
            areas.append(area)
            self._tile(painter, one, area)
        self.ring(painter, areas)

    def _tile(self, painter: QPainter, one: Mark, area: QRectF) -> None:
        painter.setPen(QPen(tone(one.tone), 1))
        soft = f"{one.tone}_soft" if f"{one.tone}_soft" in style.palette() else "surface"
        painter.setBrush(style.colour(soft))
        painter.drawRoundedRect(area, 6, 6)
        inside = area.adjusted(style.px(8), style.px(5), -style.px(6), -style.px(5))
        painter.setPen(style.colour("text"))
        name = metrics().elidedText(one.label, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, name)
        painter.setFont(style.font(1.1, bold=True))
        painter.setPen(tone(one.tone))
        painter.drawText(
            inside, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, _value(one)
        )
        painter.setFont(style.font(0.95))

    def _beside(self, width: int) -> int:
        return max(1, width // style.px(124))

    def _tall(self) -> int:
        return style.px(62)


def _value(one: Mark) -> str:
    return one.text or f"{one.value:g}"


def _pill(painter: QPainter, area: QRectF, name: str) -> None:
    painter.setPen(_NO_PEN)
    painter.setBrush(tone(name))
    radius = min(area.height(), area.width()) / 2
    painter.drawRoundedRect(area, radius, radius)


def _pen(curve: Curve) -> QPen:
    line = Qt.PenStyle.DashLine if curve.dashed else Qt.PenStyle.SolidLine
    return QPen(tone(curve.tone), style.px(2), line)


def _every(room: float, needed: float) -> int:
    """Every how manyth label has room."""
    return max(1, -int(-(needed + style.px(8)) // max(1.0, room)))
