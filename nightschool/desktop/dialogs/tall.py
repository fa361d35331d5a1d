"""A form that may be longer than the window: its fields scroll, its buttons stay."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from nightschool.desktop import style
from nightschool.desktop.dialogs.form import FormDialog

_ROUND = 40
"""Left free of the window around the dialog, in pixels at 100 %."""


class TallDialog(FormDialog):
    """As high as its fields, and never higher than the window."""

    def __init__(self, parent: QWidget, title: str, accept: str) -> None:
        super().__init__(parent, title, accept)
        whole = self.layout()
        if not isinstance(whole, QBoxLayout):
            raise TypeError("a form's parts stand below each other")
        self._whole, self._parent = whole, parent
        whole.removeItem(self.body)
        self._inner, self._area = QWidget(), QScrollArea()
        self._inner.setObjectName("scrolled")
        inside = QVBoxLayout(self._inner)
        inside.setContentsMargins(0, 0, style.px(2), 0)
        inside.addLayout(self.body)
        inside.addStretch()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._inner)
        whole.insertWidget(0, self._area, 1)
        self._inner.installEventFilter(self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inner and event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def below(self, widget: QWidget) -> None:
        """What always stays in sight, between the fields and the buttons."""
        self._whole.insertWidget(1, widget)

    def _fit(self) -> None:
        if not self.isVisible():
            return
        margins = self._whole.contentsMargins()
        bar = self._area.verticalScrollBar().sizeHint().width()
        sides = margins.left() + margins.right() + bar
        width = max(self.width(), self._inner.minimumSizeHint().width() + sides)
        fields = self.body.heightForWidth(width - sides)
        around = self.height() - self._area.height()
        wanted = max(fields, self.body.minimumSize().height()) + around + style.px(4)
        room = self._parent.window().height() - style.px(_ROUND)
        self.resize(width, min(wanted, room))
