"""Labels. All show plain text: what people typed is never taken for markup."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel


def label(text: str = "", kind: str = "", *, wrap: bool = False) -> QLabel:
    """A label; its kind is one of the style sheet's: title, heading, figure, muted, fault, key."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if kind:
        made.setProperty("kind", kind)
    return made


def heading(text: str = "") -> QLabel:
    """The title of a part of a page."""
    return label(text, "heading")


def muted(text: str = "") -> QLabel:
    """What explains, in lines as they fit."""
    return label(text, "muted", wrap=True)


def figure(text: str = "") -> QLabel:
    """A large number."""
    return label(text, "figure")


def line() -> QFrame:
    """A thin line across."""
    made = QFrame()
    made.setProperty("kind", "line")
    return made
