"""A large button with a title and a line that explains it."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout

from nightschool.desktop import style
from nightschool.desktop.widgets.text import heading, muted


class Tile(QPushButton):
    """The whole of it is the button."""

    def __init__(self, icon: str, title: str, text: str, slot: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("kind", "tile")
        self.setAutoDefault(True)  # Enter presses it too
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        picture = QLabel()
        picture.setPixmap(style.picture(icon, "accent", 32))
        words = QVBoxLayout()
        words.setSpacing(style.px(2))
        words.addWidget(heading(title))
        words.addWidget(muted(text))
        self._row = row = QHBoxLayout(self)
        side = style.px(14)
        row.setContentsMargins(side, style.px(10), side, style.px(10))
        row.setSpacing(side)
        row.addWidget(picture)
        row.addLayout(words, 1)
        for child in self.findChildren(QLabel):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(_policy())
        self.clicked.connect(lambda _checked: slot())

    def sizeHint(self) -> QSize:
        return self._row.sizeHint()

    def heightForWidth(self, width: int) -> int:
        return self._row.heightForWidth(width)

    def minimumSizeHint(self) -> QSize:
        return self._row.minimumSize()


def _policy() -> QSizePolicy:
    """As wide as there is room, as high as its lines then need."""
    made = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    made.setHeightForWidth(True)
    return made
