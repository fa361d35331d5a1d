"""A roll call that was begun: the counts, the names, and one line for keys, search and reason."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nightschool.desktop import style
from nightschool.desktop.models.roll import RollModel
from nightschool.desktop.widgets.buttons import button
from nightschool.desktop.widgets.roll_grid import RollGrid
from nightschool.desktop.widgets.roll_panels import Below, Counts, KeyLine, ReasonPanel, SearchLine
from nightschool.desktop.widgets.text import label
from nightschool.i18n import _


class RollView(QWidget):
    """`add` takes somebody whom the search found off the roll, `reopen` a finished roll call."""

    def __init__(
        self, model: RollModel, add: Callable[[int], object], reopen: Callable[[], object]
    ) -> None:
        super().__init__()
        self.grid = RollGrid(model)
        self.counts = Counts()
        self.search = SearchLine(add)
        self.reason = ReasonPanel()
        self.pictures = label("", "muted")
        self.state = label("", "heading")
        self._reopen = button(_("Correct …"), reopen, icon="pencil")
        self._below = Below(KeyLine(), self.search, self.reason)
        top = QHBoxLayout()
        top.addWidget(self.counts, 1)
        for part in (self.pictures, self.state, self._reopen):
            top.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(style.px(8))
        layout.addLayout(top)
        layout.addWidget(self.grid, 1)
        layout.addWidget(self._below)

    def show_state(self, *, planned: bool, held: bool) -> None:
        """Whether marks are still taken, and whether the roll may be opened again."""
        self.state.setText("" if planned else _("Finished: this lesson counts."))
        self._reopen.setVisible(held)
        self._below.setVisible(planned)
