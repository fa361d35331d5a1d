"""Buttons."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton

from nightschool.desktop import style

_WORDS = "words"


def button(
    text: str,
    slot: Callable[[], object],
    *,
    icon: str = "",
    kind: str = "",
    name: str = "",
    keys: str = "",
) -> QPushButton:
    """A button; kinds are primary, quiet, danger, tile. Without text, `name` is what it is read as.

    `keys` is its shortcut, which its tip shows.
    """
    made = QPushButton(text)
    made.setAutoDefault(True)  # Enter presses it too, not only the space bar
    made.setProperty("kind", kind)
    made.setAccessibleName(name or text)
    made.setToolTip(name)
    if icon:
        tone = {"primary": "on_accent", "quiet": "accent_strong", "danger": "bad"}.get(kind, "text")
        style.lead(made, icon, tone)
    if keys:
        made.setShortcut(keys)
        made.setToolTip(f"{name or text} ({keys})")
    made.clicked.connect(lambda _checked: slot())
    return made


def fold(made: QPushButton) -> None:
    """Leave the icon alone, unless it is the primary button or has none."""
    if made.property("kind") != "primary" and not made.icon().isNull() and made.text():
        made.setProperty(_WORDS, made.text())
        made.setText("")


def words_back(made: QPushButton) -> None:
    """The words that `fold` took, where nobody has put others there since."""
    if not made.text() and made.property(_WORDS):
        made.setText(made.property(_WORDS))
