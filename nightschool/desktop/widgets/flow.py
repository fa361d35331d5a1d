"""A layout that goes on in the next line where a narrow window ends."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Widgets side by side at the width they ask for; `stretch` fills each line evenly."""

    def __init__(
        self, parent: QWidget | None = None, *, gap: int = 8, stretch: bool = False
    ) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._stretch = stretch
        self.setContentsMargins(QMargins())
        if parent is not None:
            parent.setLayout(self)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]  # None ends it
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        self._arrange(area, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _arrange(self, area: QRect, *, move: bool) -> int:
        inner = area.marginsRemoved(self.contentsMargins())
        y = inner.y()
        for line in self._lines(inner.width()):
            wide = self._widths(line, inner.width())
            height = max(_height(item, own) for item, own in zip(line, wide, strict=True))
            if move:
                self._place(line, QPoint(inner.x(), y), wide, height)
            y += height + self._gap
        used = y - self._gap if self._items else y
        return used - area.y() + self.contentsMargins().bottom()

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wide = item.sizeHint().width()
            if not lines or used + self._gap + wide > width:
                lines.append([item])
                used = wide
            else:
                lines[-1].append(item)
                used += self._gap + wide
        return lines

    def _widths(self, line: list[QLayoutItem], width: int) -> list[int]:
        wide = [min(item.sizeHint().width(), width) for item in line]
        spare = width - sum(wide) - self._gap * (len(line) - 1)
        more = max(0, spare) // len(line) if self._stretch else 0
        return [own + more for own in wide]

    def _place(self, line: list[QLayoutItem], at: QPoint, wide: list[int], height: int) -> None:
        x = at.x()
        for item, own in zip(line, wide, strict=True):
            tall = height if self._stretch else item.sizeHint().height()
            item.setGeometry(QRect(x, at.y(), own, tall))
            x += own + self._gap


def _height(item: QLayoutItem, width: int) -> int:
    """What it needs at this width: text that wraps needs more than it asks for at its best."""
    wanted = item.sizeHint().height()
    return max(wanted, item.heightForWidth(width)) if item.hasHeightForWidth() else wanted
