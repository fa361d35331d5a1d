"""A short list of lines that each open something."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from nightschool.desktop import style
from nightschool.i18n import _

_BESIDE = 40
"""Icon and borders, in pixels at 100 %."""


@dataclass(frozen=True, slots=True)
class Link:
    """A line, what follows it in grey words, and what it opens."""

    text: str
    open: Callable[[], object]
    icon: str = "chevron-right"


class Links(QWidget):
    """The first few lines; one more opens the whole list."""

    def __init__(self, name: str, most: int = 6) -> None:
        super().__init__()
        self.setObjectName(name)
        self._most = most
        self._shown: list[LinkButton] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(style.px(1))

    @property
    def first(self) -> "LinkButton | None":
        """The first line that is shown now."""
        return self._shown[0] if self._shown else None

    def show_links(
        self, links: Sequence[Link], more: Callable[[], object] | None = None, total: int = 0
    ) -> None:
        """Show these; `total` counts those that are not among them too."""
        while self._layout.count():
            gone = self._layout.takeAt(0).widget()
            gone.hide()
            gone.deleteLater()
        shown = links[: self._most]
        self._shown = [LinkButton(link) for link in shown]
        for line in self._shown:
            self._layout.addWidget(line)
        rest = max(total, len(links)) - len(shown)
        if rest and more:
            text = _("… and %(count)d more") % {"count": rest}
            self._layout.addWidget(LinkButton(Link(text, more, "list")))
        self.setVisible(bool(links))


class LinkButton(QPushButton):
    """Shows as much of its line as there is room for; all of it as a tip, and when read out."""

    def __init__(self, link: Link) -> None:
        super().__init__(link.text)
        self._line = link.text
        self.setProperty("kind", "link")
        self.setAutoDefault(True)  # Enter opens it too
        self.setAccessibleName(link.text)
        self.setToolTip(link.text)
        self.setIcon(style.icon(link.icon, "accent"))
        self.setIconSize(QSize(style.px(18), style.px(18)))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _checked: link.open())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - style.px(_BESIDE)
        self.setText(self.fontMetrics().elidedText(self._line, Qt.TextElideMode.ElideRight, room))
