"""Two records side by side, line by line; what differs bears a sign and a tone."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from nightschool.desktop import style
from nightschool.desktop.widgets.chip import Chip
from nightschool.desktop.widgets.text import label
from nightschool.i18n import _

if TYPE_CHECKING:
    from nightschool.services.doubles_compare import Compared, Comparison

_LEAST = 150


class SideBySide(QScrollArea):
    """`show_pair` shows a comparison; None shows nothing."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setObjectName("side-by-side")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.differing = 0

    def show_pair(self, pair: "Comparison | None") -> None:
        """Show these two instead of those before."""
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, style.px(8), 0)
        grid.setHorizontalSpacing(style.px(14))
        grid.setVerticalSpacing(style.px(5))
        grid.setColumnStretch(2, 1)
        grid.setColumnStretch(3, 1)
        self.differing = 0
        if pair is not None:
            self._head(grid, pair)
            self._lines(grid, pair.lines)
        grid.setRowStretch(grid.rowCount(), 1)
        self.setWidget(inside)

    def minimumSizeHint(self) -> QSize:
        return QSize(style.px(_LEAST), style.px(_LEAST))

    def _head(self, grid: QGridLayout, pair: "Comparison") -> None:
        for column, side in ((2, pair.first), (3, pair.second)):
            text = _("%(name)s (stands)") if side.stands else _("%(name)s (is joined)")
            grid.addWidget(_cell(text % {"name": side.title}, "heading"), 0, column)

    def _lines(self, grid: QGridLayout, lines: "Sequence[Compared]") -> None:
        for row, line in enumerate(lines, 1):
            tone = "warn" if line.differs else "quiet"
            said = _("differs") if line.differs else _("is the same")
            sign = Chip("≠" if line.differs else "=", "", tone)
            sign.setAccessibleName(said)
            sign.setToolTip(said)
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(sign, row, 0, top)
            grid.addWidget(label(line.label, "muted"), row, 1, top)
            for column, text in ((2, line.first), (3, line.second)):
                grid.addWidget(
                    _cell(text or "–", "" if line.differs else "muted"), row, column, top
                )
            self.differing += line.differs


def _cell(text: str, kind: str) -> QLabel:
    made = label(text, kind, wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
