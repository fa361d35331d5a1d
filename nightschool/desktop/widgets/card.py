"""A white card with a title."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from nightschool.desktop import style
from nightschool.desktop.widgets.text import heading


class Card(QFrame):
    """Add to `body`; `head` is the row of the title, where a link or a chip may stand."""

    def __init__(self, title: str = "", *contents: QWidget) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.body = QVBoxLayout(self)
        side = style.px(16)
        self.body.setContentsMargins(side, style.px(12), side, style.px(14))
        self.body.setSpacing(style.px(8))
        self.head = QHBoxLayout()
        self.title = heading(title)
        if title:
            self.setAccessibleName(title)
            self.head.addWidget(self.title)
            self.head.addStretch()
            self.body.addLayout(self.head)
        for one in contents:
            self.body.addWidget(one)
