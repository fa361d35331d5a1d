"""A card in the middle of the window, with the choice of language above it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from nightschool import i18n
from nightschool.desktop import style
from nightschool.desktop.widgets import Card, label, muted
from nightschool.i18n import _

LANGUAGES = {"zh": "中文", "en": "English"}
"""Each in its own words, so that whoever reads the other finds it."""
_WIDTH = 520


class Stage(QWidget):
    """Add to `card.body`."""

    spoken = Signal(str)
    """Another language was chosen."""

    def __init__(self, title: str, text: str = "") -> None:
        super().__init__()
        self.setObjectName("stage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.card = Card()
        self.card.setFixedWidth(style.px(_WIDTH))
        side = style.px(28)
        self.card.body.setContentsMargins(side, style.px(24), side, side)
        self.card.body.setSpacing(style.px(12))
        self.card.body.addWidget(label(title, "title", wrap=True))
        if text:
            self.card.body.addWidget(muted(text))
        self._build()

    def _build(self) -> None:
        middle = QWidget()
        middle.setObjectName("scrolled")
        column = QVBoxLayout(middle)
        row = QHBoxLayout()  # not an alignment: that would forget the height of wrapped lines
        row.addStretch()
        row.addWidget(self.card)
        row.addStretch()
        column.addStretch(2)
        column.addLayout(row)
        column.addStretch(3)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(middle)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(self._languages())
        whole.addWidget(area, 1)

    def _languages(self) -> QHBoxLayout:
        row = QHBoxLayout()
        side = style.px(16)
        row.setContentsMargins(side, style.px(12), side, 0)
        row.addWidget(label(_("Nightschool"), "muted"))
        row.addStretch()
        group = QButtonGroup(self)
        for code, name in LANGUAGES.items():
            button = QPushButton(name)
            button.setObjectName(f"language-{code}")
            button.setCheckable(True)
            group.addButton(button)
            button.setChecked(code == i18n.language())
            button.clicked.connect(lambda _checked, chosen=code: self.spoken.emit(chosen))
            row.addWidget(button)
        return row
