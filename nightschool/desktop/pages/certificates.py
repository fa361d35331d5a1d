"""Certificates: who is entitled, what was issued, is this one genuine; at a county their look."""

from collections.abc import Collection

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QMessageBox, QTabBar, QWidget

from nightschool.desktop.page import Page
from nightschool.desktop.session import Session
from nightschool.desktop.target import Target
from nightschool.desktop.widgets import EmptyState
from nightschool.desktop.widgets.certificate_check import CheckPanel
from nightschool.desktop.widgets.certificate_issue import IssuePanel
from nightschool.desktop.widgets.certificate_list import IssuedPanel
from nightschool.desktop.widgets.certificate_look import LookPanel
from nightschool.desktop.widgets.views import Views
from nightschool.domain.certificate import Certificate
from nightschool.domain.codes import Role
from nightschool.domain.identity import RowId
from nightschool.i18n import _, ngettext
from nightschool.services import certificates

CHECK, LOOK, PERSON = "check", "look", "person"
"""Details of a target: a tab, or all certificates of the person that is its record."""


class CertificatesPage(Page):
    """A tab is loaded when it is seen."""

    key = "certificates"
    icon = "certificate"
    topics = frozenset({"certificates", "roll", "lessons", "people", "policy", "sync"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.issue, self.issued, self.check = IssuePanel(self), IssuedPanel(self), CheckPanel(self)
        self.look = LookPanel(self) if session.role is Role.COUNTY else None
        self._panels: dict[QWidget, str] = {self.issue: _("To issue"), self.issued: _("Issued")}
        if session.role is Role.SCHOOL:
            self._panels[self.check] = _("Check one")
        else:  # which works on no school until one is chosen
            self._panels = {self.check: _("Check one"), **self._panels}
        if self.look is not None:
            self._panels[self.look] = _("Look and words")
        self._fresh: set[QWidget] = set()
        self._school = self._chooser()
        self._nowhere = EmptyState(_("Choose a school above."), icon="school")
        self._build()
        self.tabs.currentChanged.connect(lambda _index: self._load())
        self.issue.issued.connect(self._have_issued)
        self.issued.began.connect(lambda: self._turn(self.issue))

    @property
    def panel(self) -> QWidget:
        """The panel whose tab is chosen."""
        return [*self._panels][self.tabs.currentIndex()]

    @classmethod
    def title(cls) -> str:
        return _("Certificates")

    def help(self) -> str:
        return _(
            "To issue: choose the kind and the day. Space ticks a person, Ctrl+A all. The picture"
            " shows the certificate of the chosen line as it will print. Ctrl+Enter issues."
            "\n\nIssued: what was issued never changes. Ctrl+P prints what is ticked; what was"
            " printed before is marked 补打 below its frame. A mistake is mended by voiding the"
            " certificate and issuing another in its place."
            "\n\nCheck: scan the code of a certificate, or drop its photo on the page. The answer"
            " needs no network; the field is ready for the next one at once."
        )

    def refresh(self) -> None:
        self._fresh.clear()
        self._load()

    def open(self, target: Target) -> None:
        if target.detail == CHECK:
            self._turn(self.check)
        elif target.detail == LOOK and self.look is not None:
            self._turn(self.look)
        elif target.record is not None:
            self._open_record(target.record, whole=target.detail == PERSON)
        first = {self.issue: self.issue.form.kind, self.issued: self.issued.search}
        first.get(self.panel, self.check.field).setFocus()

    def may_leave(self) -> bool:
        """What was typed is not thrown away unasked."""
        if self.look is None or not self.look.dirty:
            return True
        ask = QMessageBox.StandardButton
        said = QMessageBox.question(
            self,
            self.title(),
            _("The look was changed and not saved. Discard it?"),
            ask.Discard | ask.Cancel,
        )
        if said == ask.Discard:
            self.look.discard()
        return said == ask.Discard

    def _open_record(self, row: RowId, *, whole: bool) -> None:
        if whole:
            self._turn(self.issued)
            self.issued.show_person(row)
            return
        workspace = self.session.workspace
        self.read(lambda _task: certificates.find(workspace, row), self._open_found, "find")

    def _open_found(self, found: Certificate | None) -> None:
        if found is None:
            self.session.notice(_("That certificate is not here any more."))
            return
        self.session.choose(found.school)
        self._school.setCurrentIndex(self._school.findData(found.school))
        self._turn(self.issued)
        self.issued.show_certificate(found.id)

    def _have_issued(self, new: Collection[Certificate]) -> None:
        text = ngettext(
            "%(count)d certificate was issued.", "%(count)d certificates were issued.", len(new)
        )
        self.session.notice(text % {"count": len(new)})
        self.issued.show_new(new)
        self._fresh.clear()
        self._turn(self.issued)
        self.session.wrote("certificates", "people")

    def _turn(self, panel: QWidget) -> None:
        self.tabs.setCurrentIndex([*self._panels].index(panel))

    def _load(self) -> None:
        panel = self.panel
        of_school = panel in (self.issue, self.issued)
        self._school.setVisible(of_school and self.session.role is not Role.SCHOOL)
        nowhere = of_school and not self.session.school
        self._views.show_view(self._nowhere if nowhere else panel)
        if nowhere or panel in self._fresh:
            return
        self._fresh.add(panel)
        if isinstance(panel, IssuePanel | IssuedPanel | LookPanel):
            panel.load()

    def _build(self) -> None:
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.title())
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for text in self._panels.values():
            self.tabs.addTab(text)
        self._views = Views(*self._panels, self._nowhere)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self._school)
        self.body.addWidget(self._views, 1)

    def _chooser(self) -> QComboBox:
        """Of an office's schools: found by any part of the village's name."""
        made = QComboBox()
        made.setObjectName("certificates-school")
        made.setAccessibleName(_("School"))
        made.setEditable(True)
        made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for one in self.session.schools:
            made.addItem(one.place, one.code)
        made.setCurrentIndex(made.findData(self.session.school) if self.session.school else -1)
        editor, found = made.lineEdit(), QCompleter(made.model(), made)
        if editor is not None:
            editor.setPlaceholderText(_("School: type a part of its name"))
        found.setFilterMode(Qt.MatchFlag.MatchContains)
        found.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        made.setCompleter(found)
        made.activated.connect(lambda index: self.session.choose(made.itemData(index)))
        return made
