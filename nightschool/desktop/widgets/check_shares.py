"""The three shares of each school, and the list behind one of them."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from nightschool.desktop import style
from nightschool.desktop.models import checks as columns
from nightschool.desktop.models.checks import SHARES
from nightschool.desktop.models.table import RowsModel
from nightschool.desktop.settings import Settings
from nightschool.desktop.widgets.check_parts import Place, lean, padded, row
from nightschool.desktop.widgets.search_box import SearchBox
from nightschool.desktop.widgets.table import Table
from nightschool.desktop.widgets.text import muted
from nightschool.domain.checks.shares import Kind
from nightschool.i18n import _
from nightschool.services.checks import Line, Shares


class SharesPart(QWidget):
    """The three shares of each school, and the list behind one of them."""

    wanted = Signal(str, object)
    """The list behind a school's share: its code, the kind."""
    opened = Signal(object)

    def __init__(self, settings: Settings, *, office: bool) -> None:
        super().__init__()
        self._every: Sequence[Shares] = ()
        self.search = SearchBox(_("School or code"))
        self.search.searched.connect(lambda _text: self._list())
        self.search.setVisible(office)
        self.model = RowsModel(columns.share_columns())
        self.table = Table(self.model, "check-shares", settings, _("Shares of each school"))
        self.table.chosen.connect(lambda _index: self._want())
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("Which list?"))
        self.kind.addItems(
            [_("Not there yet: %(share)s") % {"share": _(SHARES[kind])} for kind in Kind]
        )
        self.kind.currentIndexChanged.connect(lambda _index: self._want())
        self.count = muted("")
        self.lines = RowsModel(columns.line_columns())
        self.line_table = Table(self.lines, "check-lines", settings, _("The list behind the share"))
        self.line_table.opened.connect(self._open)
        for each in (self.table, self.line_table):
            lean(each)
        layout = padded(self)
        layout.addWidget(self.search)
        layout.addWidget(self.table, 1)
        layout.addWidget(row(self.kind, self.count))
        layout.addWidget(self.line_table, 1)
        if not office:
            self.table.setMaximumHeight(style.px(120))

    def show_shares(self, every: Sequence[Shares]) -> None:
        """Show these schools."""
        at = max(self.table.currentIndex().row(), 0)
        self._every = every
        self._list()
        if self.model.rowCount():
            self.table.select(min(at, self.model.rowCount() - 1))

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show the list that was asked for."""
        self.lines.show(lines)
        self.count.setText(str(len(lines)))

    def current(self) -> Shares | None:
        """The school in hand."""
        index = self.table.currentIndex()
        return self.model.record(index) if index.isValid() else None

    def _list(self) -> None:
        typed = self.search.text().strip()
        self.model.show([one for one in self._every if typed in one.school.place + one.school.code])
        self._want()

    def _want(self) -> None:
        one = self.current()
        if one is not None:
            self.wanted.emit(one.school.code, list(Kind)[max(self.kind.currentIndex(), 0)])
        else:
            self.show_lines(())

    def _open(self, index: QModelIndex) -> None:
        one, line = self.current(), self.lines.record(index)
        if one is not None:
            self.opened.emit(Place(one.school.code, line.table, line.record))
