"""An area that scrolls in a high window, and is as high as its contents in a narrow one."""

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from nightschool.desktop import style

_LEAST = 220


class GrowingArea(QScrollArea):
    """In a narrow window the page scrolls as a whole: no area scrolls within it."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._grows = False
        inside.setObjectName("scrolled")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(style.px(_LEAST))
        self.setWidget(inside)
        inside.installEventFilter(self)

    def grow(self, *, wanted: bool) -> None:
        """Be as high as the contents, or scroll them."""
        self._grows = wanted
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self._fit()
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        """No more than the least: a page that flows would be made as high as this says."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        least = style.px(_LEAST)
        layout = self.widget().layout()
        if self._grows and layout is not None:
            wide = self.viewport().width()
            height = layout.heightForWidth(wide) if layout.hasHeightForWidth() else 0
            least = max(least, height, layout.minimumSize().height())
        if least != self.minimumHeight():
            self.setMinimumHeight(least)


def into_sight(widget: QWidget) -> None:
    """Scroll the page to the top of one of its parts, once that has its place."""
    QTimer.singleShot(0, widget, lambda: _scroll(widget))


def keep_in_sight(widget: QWidget, part: QRect) -> None:
    """Scroll the page no more than it takes to see a part of a widget."""
    area, above = _page_of(widget)
    if area is not None and area.verticalScrollBar().maximum():
        for corner in (part.bottomLeft(), part.topLeft()):
            at = widget.mapTo(above, corner)
            area.ensureVisible(at.x(), at.y(), style.px(8), style.px(8))


def _scroll(widget: QWidget) -> None:
    area, above = _page_of(widget)
    if area is not None:
        at = widget.mapTo(above, widget.rect().topLeft()).y()
        area.verticalScrollBar().setValue(at - style.px(8))


def _page_of(widget: QWidget) -> tuple[QScrollArea | None, QWidget]:
    """The outermost area that scrolls, and what it scrolls."""
    found: tuple[QScrollArea | None, QWidget] = (None, widget)
    above = widget
    while inside := above.parentWidget():
        viewport = inside.parentWidget()
        if isinstance(viewport, QScrollArea):
            found = viewport, above
        above = inside
    return found
