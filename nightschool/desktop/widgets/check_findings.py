"""Findings by rule, and the question to the school."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from nightschool.desktop import style
from nightschool.desktop.models import checks as columns
from nightschool.desktop.models.checks import Found, RuleCount, rule_title
from nightschool.desktop.models.table import RowsModel
from nightschool.desktop.settings import Settings
from nightschool.desktop.widgets.buttons import button
from nightschool.desktop.widgets.check_parts import Place, column, lean, padded, row, told
from nightschool.desktop.widgets.flow import FlowLayout
from nightschool.desktop.widgets.search_box import SearchBox
from nightschool.desktop.widgets.table import Table
from nightschool.desktop.widgets.text import label, muted
from nightschool.domain.checks.rules import BY_CODE, Code
from nightschool.i18n import _, ngettext

_NARROW = 720
"""Below this width, in pixels at 100 %, the rules are a box above the findings."""


class FindingsPart(QWidget):
    """Rules with their counts at the left, what they found at the right, the question below."""

    wanted = Signal(object, str)
    """Ask about these findings, with this note."""
    opened = Signal(object)
    """Open a `Place`."""

    def __init__(self, settings: Settings, *, office: bool, asks: bool) -> None:
        super().__init__()
        self._found: Sequence[Found] = ()
        self._free: Sequence[Found] = ()
        self._first = 0
        self.rules = RowsModel(columns.rule_columns())
        self.rule_table = Table(self.rules, "check-rules", settings, _("Rules"))
        self.rule_table.chosen.connect(self._choose)
        self.rule_box = QComboBox()
        self.rule_box.setAccessibleName(_("Rules"))
        self.rule_box.currentIndexChanged.connect(self.rule_table.select)
        self.search = SearchBox(_("School or record") if office else _("Record"))
        self.search.searched.connect(lambda _text: self._list())
        self.count = muted("")
        self.model = RowsModel(columns.found_columns(places=office))
        self.table = Table(self.model, "check-findings", settings, _("What the check found"))
        self.table.chosen.connect(self._tell)
        self.table.opened.connect(lambda _index: self._open())
        self.words = label("", "heading", wrap=True)
        self.why = muted("")
        self.answer = label("", wrap=True)
        self.note = QLineEdit()
        self.note.setPlaceholderText(_("What should the school look at?"))
        self.note.setAccessibleName(_("What should the school look at?"))
        self.ask = button(_("Ask the school"), self._ask, icon="mail-opened", kind="primary")
        self.ask_all = button("", self._ask_all, kind="quiet", name=_("Ask about all of them"))
        self._asks = asks
        for part in (self.note, self.ask, self.ask_all):
            part.setVisible(asks)
        self._open_button = button(_("Open the record"), self._open, icon="chevron-right")
        self._build()

    def show_found(self, found: Sequence[Found]) -> None:
        """Show these, and as many of the rule in hand."""
        index = self.rule_table.currentIndex()
        at = index.row() if index.isValid() else self._first
        row = max(self.table.currentIndex().row(), 0)
        counts = Counter(one.finding.code for one in found)
        self._found = found
        every = [RuleCount(None, len(found)), *(RuleCount(code, counts[code]) for code in BY_CODE)]
        self.rules.show(every)
        self._fill(every)
        self.rule_table.select(at)
        self._list()
        if self.model.rowCount():
            self.table.select(min(row, self.model.rowCount() - 1))

    def choose(self, code: Code) -> None:
        """Show what one rule found."""
        self._first = 1 + list(BY_CODE).index(code)
        if self.rules.rowCount():
            self.rule_table.select(self._first)

    def current(self) -> Found | None:
        """The finding in hand."""
        index = self.table.currentIndex()
        return self.model.record(index) if index.isValid() else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < style.px(_NARROW)
        self.rule_box.setVisible(narrow)
        self.rule_table.setVisible(not narrow)

    def _fill(self, every: Sequence[RuleCount]) -> None:
        self.rule_box.blockSignals(True)
        self.rule_box.clear()
        self.rule_box.addItems([f"{rule_title(one)} ({one.count})" for one in every])
        self.rule_box.blockSignals(False)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.rule_box.setCurrentIndex(index.row())
        self._list()

    def _list(self) -> None:
        index = self.rule_table.currentIndex()
        code = self.rules.record(index).code if index.isValid() else None
        typed = self.search.text().strip()
        shown = [
            one
            for one in self._found
            if code in (None, one.finding.code)
            and (typed in one.place or typed in one.finding.label or typed == one.finding.school)
        ]
        self.model.show(shown)
        all_ = {"count": len(shown), "all": len(self._found)}
        self.count.setText(_("%(count)d of %(all)d") % all_)
        self._free = [one for one in shown if one.asked is None]
        text = ngettext(
            "Ask about %(count)d shown", "Ask about all %(count)d shown", len(self._free)
        )
        self.ask_all.setText(text % {"count": len(self._free)})
        self.ask_all.setVisible(self._asks and len(self._free) > 1)
        if shown:
            self.table.select(0)
        self._tell(self.table.currentIndex())

    def _tell(self, index: QModelIndex) -> None:
        one = self.model.record(index) if index.isValid() else None
        self._below.setVisible(one is not None)
        if one is None:
            return
        self.words.setText(
            " · ".join(filter(None, (one.place, one.finding.label, one.finding.in_words())))
        )
        self.why.setText(_(BY_CODE[one.finding.code].explanation))
        self.answer.setText(told(one.asked) if one.asked else "")
        self.answer.setVisible(one.asked is not None)
        self.ask.setEnabled(one.asked is None)

    def _ask(self) -> None:
        one = self.current()
        if one is not None and one.asked is None:
            self._want([one])

    def _ask_all(self) -> None:
        self._want(self._free)

    def _want(self, found: Sequence[Found]) -> None:
        self.wanted.emit([one.finding for one in found], self.note.text().strip())
        self.note.clear()

    def _open(self) -> None:
        one = self.current()
        if one is not None:
            self.opened.emit(Place(one.finding.school, one.finding.table, one.finding.record))

    def _build(self) -> None:
        for table in (self.rule_table, self.table):
            lean(table)
        self.rule_table.setFixedWidth(style.px(240))
        self.table.setMinimumHeight(style.px(190))
        right = column(self.rule_box, row(self.search, self.count), self.table)
        self._below = QWidget()
        self._below.hide()
        flow = FlowLayout(gap=style.px(8))
        for part in (self.ask, self.ask_all, self._open_button):
            flow.addWidget(part)
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        for line in (self.words, self.why, self.answer, self.note):
            below.addWidget(line)
        below.addLayout(flow)
        both = QHBoxLayout()
        both.addWidget(self.rule_table)
        both.addWidget(right, 1)
        layout = padded(self)
        layout.addLayout(both, 1)
        layout.addWidget(self._below)
