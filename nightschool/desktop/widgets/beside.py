"""Two parts side by side, or one below the other where the window is narrow."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from nightschool.desktop import style

_NARROW = 820


class Beside(QWidget):
    """The parts share the width as `shares` say."""

    def __init__(self, left: QWidget, right: QWidget, shares: tuple[int, int] = (1, 1)) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(style.px(14))
        for part, share in zip((left, right), shares, strict=True):
            self._row.addWidget(part, share)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider part: then they stand below each other."""
        parts = [self._row.itemAt(place).minimumSize().width() for place in range(2)]
        return QSize(max(parts), self._row.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        narrow = self.width() < style.px(_NARROW)
        self._row.setDirection(way.TopToBottom if narrow else way.LeftToRight)
