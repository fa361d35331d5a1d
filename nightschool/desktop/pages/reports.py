"""Reports of months and quarters: submitted, accepted, returned, printed, saved."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QWidget

from nightschool import clock
from nightschool.desktop import report_words, style
from nightschool.desktop.dialogs.form import FormDialog
from nightschool.desktop.dialogs.paper import show_paper
from nightschool.desktop.models.months import SHOWN, month_columns
from nightschool.desktop.models.table import RowsModel
from nightschool.desktop.page import Page
from nightschool.desktop.session import Session
from nightschool.desktop.target import Target
from nightschool.desktop.widgets import Card, FlowLayout, SearchBox, Table, button, muted
from nightschool.domain import period
from nightschool.domain.codes import Role
from nightschool.domain.period import Period
from nightschool.domain.report import MonthState
from nightschool.domain.school import Level
from nightschool.i18n import N_, _, ngettext
from nightschool.services.reporting import gathering, months, saving
from nightschool.services.reporting.months import MonthLine
from nightschool.task import Task

MONTHS, QUARTERS = 24, 8
"""So many may be chosen, the latest first."""
OWN_MONTHS = 12
"""So many of its own months a school sees."""

_EACH = {
    Level.COUNTY: N_("One for each county"),
    Level.TOWNSHIP: N_("One for each township"),
    Level.SCHOOL: N_("One for each night school"),
}
_DONE = {
    "submit": N_("Submitted. It travels with the next package."),
    "accept": N_("Accepted. The school hears of it with the next package."),
    "return": N_("Returned. The school hears of it with the next package."),
}


class ReportsPage(Page):
    """A school submits its months; its county accepts or returns them; all print and save."""

    key = "reports"
    icon = "report"
    topics = frozenset({"reports", "sync", "registry"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._lines: Sequence[MonthLine] = ()
        self._periods = report_words.periods(clock.today(), MONTHS, QUARTERS)
        self._wanted = ""
        self._build()

    @classmethod
    def title(cls) -> str:
        return _("Reports")

    def help(self) -> str:
        return _(
            "A school submits a month when it is over; the county accepts it or returns it with"
            " a reason. An accepted month keeps its figures and prints the same for ever."
            "\n\nA returned month is mended and submitted again. Both travel with the packages."
            "\n\nEnter on a line shows the school's report. The buttons above make the reports of"
            " the chosen month or quarter, to print, or as workbooks."
        )

    def open(self, target: Target) -> None:
        """The detail is a month, perhaps with a school: `2018-05 513432101208`."""
        month, _blank, self._wanted = target.detail.partition(" ")
        codes = [one.code for one in self._periods]
        if month in codes:
            self._period_box.setCurrentIndex(codes.index(month))
            self.refresh()

    def refresh(self) -> None:
        workspace, school, of = self.session.workspace, self.session.school, self._of
        of_month = of if not of.is_quarter else period.month(of.last)

        def work(_task: Task) -> list[MonthLine]:
            if workspace.role is not Role.SCHOOL:
                return months.listing(workspace, of_month.first)
            own = report_words.periods(clock.today(), OWN_MONTHS, 0)
            return [one for each in own for one in months.listing(workspace, each.first, school)]

        self.read(work, self._show)

    @property
    def _of(self) -> Period:
        return self._periods[max(self._period_box.currentIndex(), 0)]

    @property
    def line(self) -> MonthLine | None:
        """The month in hand."""
        index = self._table.currentIndex()
        return self._model.record(index) if index.isValid() else None

    # what may be done with a month

    def submit(self, by: str) -> None:
        """Submit the month in hand; `by` answers for it."""
        workspace, line = self.session.workspace, self.line
        if line:
            code, month = line.school.code, line.month
            self.run(
                lambda _task: months.submit(workspace, month, by, code),
                lambda done: self._wrote(_(_DONE["submit"]), done.warnings),
            )

    def accept(self) -> None:
        """Close the month in hand."""
        workspace, line = self.session.workspace, self.line
        if line:
            code, month = line.school.code, line.month
            self.run(
                lambda _task: months.accept(workspace, code, month),
                lambda _done: self._wrote(_(_DONE["accept"])),
            )

    def send_back(self, reason: str) -> None:
        """Return the month in hand."""
        workspace, line = self.session.workspace, self.line
        if line:
            code, month = line.school.code, line.month
            self.run(
                lambda _task: months.send_back(workspace, code, month, reason),
                lambda _done: self._wrote(_(_DONE["return"])),
            )

    def _wrote(self, text: str, warnings: Sequence[str] = ()) -> None:
        self.session.notice(" ".join([text, *warnings]))
        self.session.wrote("reports")

    def _ask_name(self) -> None:
        dialog = OneLine(self, _("Submit the month"), _("Submit"), _("Who answers for it?"))
        if self.line and dialog.exec():
            self.submit(dialog.line.text())

    def _ask_reason(self) -> None:
        dialog = OneLine(
            self,
            _("Return the month"),
            _("Return it"),
            _("What should the school mend?"),
            must=True,
        )
        if self.line and dialog.exec():
            self.send_back(dialog.line.text())

    # papers

    def preview(self, of: Period, place: str | None = None) -> None:
        """Show the report of a place, else of this desk."""
        workspace = self.session.workspace
        code = place or (self.session.school if workspace.role is Role.SCHOOL else None)

        def make(path: Path, task: Task) -> None:
            found = gathering.reports(workspace, of, place=code)
            [file] = saving.save(found, path.parent / "one", pdf=True, xlsx=False, task=task)
            file.replace(path)

        show_paper(self, _("Report of %(period)s") % {"period": report_words.named(of)}, make)

    def save(self, folder: Path, *, pdf: bool) -> None:
        """Write the reports that were chosen into a folder, as PDF or as workbooks."""
        workspace, of, level = self.session.workspace, self._of, self._level
        school = self.session.school if workspace.role is Role.SCHOOL else None

        def work(task: Task) -> int:
            found = gathering.reports(workspace, of, level, school)
            return len(saving.save(found, folder, pdf=pdf, xlsx=not pdf, task=task))

        def done(count: int) -> None:
            text = ngettext(
                "%(count)d report was written to %(folder)s",
                "%(count)d reports were written to %(folder)s",
                count,
            )
            self.session.notice(text % {"count": count, "folder": folder})

        self.run(work, done, title=_("Writing the reports"))

    @property
    def _level(self) -> Level | None:
        if self._each.currentIndex() <= 0:
            return None
        return self._levels[self._each.currentIndex() - 1]

    def _choose(self, *, pdf: bool) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Where should the reports go?"))
        if chosen:
            self.save(Path(chosen), pdf=pdf)

    # what is shown

    def _show(self, lines: list[MonthLine]) -> None:
        self._lines = lines
        self._list()
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            self._table.seek(lambda one: isinstance(one, MonthLine) and one.school.code == wanted)

    def _list(self) -> None:
        states = [*SHOWN.values()][max(self._which.currentIndex(), 0)][1]
        typed = self._search.text().strip()
        row = max(self._table.currentIndex().row(), 0)
        found = [
            one
            for one in self._lines
            if one.state in states and typed in f"{one.school.place} {one.school.code}"
        ]
        self._model.show(found)
        if found:
            self._table.select(min(row, len(found) - 1))
        self._count.setText(
            _("%(count)d of %(all)d") % {"count": len(found), "all": len(self._lines)}
        )
        self._offer()

    def _offer(self) -> None:
        """Only what can be done with the month in hand."""
        line, county = self.line, self.session.role is Role.COUNTY
        state = line.state if line else None
        over = line is not None and period.last_day(line.month) < clock.today()
        waits, done = state is MonthState.SUBMITTED, state is MonthState.ACCEPTED
        self._submit.setEnabled(over and not done and self.session.role is not Role.PREFECTURE)
        self._accept.setEnabled(county and waits)
        self._return.setEnabled(county and (waits or done))
        self._one.setEnabled(line is not None)

    def _open_line(self, index: QModelIndex) -> None:
        one = self._model.record(index)
        self.preview(period.month(one.month), one.school.code)

    def _preview_line(self) -> None:
        if self.line:
            self.preview(period.month(self.line.month), self.line.school.code)

    # how it is built

    def _build(self) -> None:
        settings = self.session.settings
        self._period_box, self._each, self._which = QComboBox(), QComboBox(), QComboBox()
        self._period_box.setAccessibleName(_("Month or quarter"))
        self._period_box.addItems([report_words.named(one) for one in self._periods])
        self._period_box.currentIndexChanged.connect(lambda _index: self.refresh())
        self._levels = _below(self.session.role)
        self._each.setAccessibleName(_("Reports of which places?"))
        self._each.addItems([_("One report"), *(_(_EACH[one]) for one in self._levels)])
        self._each.setVisible(bool(self._levels))
        self._which.setAccessibleName(_("Which months?"))
        self._which.addItems([_(text) for text, _states in SHOWN.values()])
        self._which.currentIndexChanged.connect(lambda _index: self._list())
        self._search, self._count = SearchBox(_("School or code")), muted("")
        self._search.searched.connect(lambda _text: self._list())
        self._search.setVisible(self.session.role is not Role.SCHOOL)
        self._model = RowsModel(month_columns())
        self._table = Table(self._model, "reports-months", settings, _("Months of the schools"))
        self._table.opened.connect(self._open_line)
        self._table.chosen.connect(lambda _index: self._offer())
        self._submit = button(_("Submit …"), self._ask_name, icon="upload")
        self._accept = button(_("Accept"), self.accept, icon="check", kind="primary")
        self._return = button(_("Return …"), self._ask_reason, icon="arrow-back-up")
        self._one = button(_("Show the report"), self._preview_line, icon="file-text")
        office = self.session.role is Role.COUNTY
        self._accept.setVisible(office)
        self._return.setVisible(office)
        papers = Card(_("Reports of a month or quarter"))
        papers.body.addWidget(_row(self._period_box, self._each, *self._savers()))
        listed = Card(_("Months of the schools"))
        listed.body.addWidget(_row(self._which, self._search, self._count))
        listed.body.addWidget(self._table, 1)
        listed.body.addWidget(_row(self._submit, self._accept, self._return, self._one))
        self.body.addWidget(papers)
        self.body.addWidget(listed, 1)
        self._offer()

    def _savers(self) -> tuple[QWidget, ...]:
        return (
            button(_("Look and print …"), lambda: self.preview(self._of), icon="printer"),
            button(_("Save as PDF …"), lambda: self._choose(pdf=True), icon="download"),
            button(
                _("Save as workbook …"), lambda: self._choose(pdf=False), icon="file-spreadsheet"
            ),
        )


class OneLine(FormDialog):
    """A name or a reason."""

    def __init__(
        self, parent: QWidget, title: str, accept: str, question: str, *, must: bool = False
    ) -> None:
        super().__init__(parent, title, accept)
        self.line, self._must = QLineEdit(), must
        self.add("line", question, self.line)
        self.line.setFocus()

    def faults(self) -> dict[str, str]:
        if self._must and not self.line.text().strip():
            return {"line": _("A month is returned for a reason.")}
        return {}


def _below(role: Role) -> tuple[Level, ...]:
    every = (Level.COUNTY, Level.TOWNSHIP, Level.SCHOOL)
    return {Role.PREFECTURE: every, Role.COUNTY: every[1:], Role.SCHOOL: ()}[role]


def _row(*parts: QWidget) -> QWidget:
    made = QWidget()
    flow = FlowLayout(made, gap=style.px(8))
    for part in parts:
        flow.addWidget(part)
    return made
