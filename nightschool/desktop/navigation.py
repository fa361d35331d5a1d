"""The menu at the left: at most seven entries, icons alone where the window is narrow."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from nightschool.desktop import style
from nightschool.i18n import _

_WIDE, _NARROW = 176, 60
_ICON = 20
_STYLED = Qt.WidgetAttribute.WA_StyledBackground


class Navigation(QWidget):
    """`chosen` gives the key of the page that was asked for."""

    chosen = Signal(str)

    def __init__(self, entries: Iterable[tuple[str, str, str]]) -> None:
        """Entries are key, icon and title."""
        super().__init__()
        self.setObjectName("navigation")
        self.setAttribute(_STYLED)
        self.setAccessibleName(_("Menu"))
        self._entries: dict[str, tuple[str, str]] = {}
        self.buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        side = style.px(8)
        layout.setContentsMargins(side, style.px(14), side, side)
        layout.setSpacing(style.px(4))
        for number, (key, icon, title) in enumerate(entries, 1):
            layout.addWidget(self._entry(number, key, icon, title))
        layout.addStretch()
        self.shrink(narrow=False)

    def _entry(self, number: int, key: str, icon: str, title: str) -> QPushButton:
        button = QPushButton(title)
        style.lead(button, icon, "nav_text", _ICON)
        button.setObjectName(f"menu-{key}")
        button.setCheckable(True)
        button.setAutoDefault(True)  # Enter opens it too
        button.setAccessibleName(title)
        button.setToolTip(f"{title} (Ctrl+{number})")
        button.clicked.connect(lambda _checked: self.chosen.emit(key))
        self._group.addButton(button)
        self._entries[key], self.buttons[key] = (icon, title), button
        return button

    def mark(self, key: str) -> None:
        """Show which page is open; one without an entry leaves the mark where it is."""
        if key in self.buttons:
            self.buttons[key].setChecked(True)

    def shrink(self, *, narrow: bool) -> None:
        """Show icons alone, or icons with their titles."""
        self.setProperty("narrow", "true" if narrow else "false")
        for key, button in self.buttons.items():
            icon, title = self._entries[key]
            button.setText("" if narrow else title)
            style.lead(button, icon, "nav_text", _ICON)
            style.dress(button)
        self.setFixedWidth(style.px(_NARROW if narrow else _WIDE))
