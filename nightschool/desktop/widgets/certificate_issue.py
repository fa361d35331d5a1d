"""Who may be given a certificate, and who lacks little; what it will look like; issuing."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from nightschool.desktop import style
from nightschool.desktop.dialogs.certificate_forms import AssessDialog
from nightschool.desktop.models import certificates as columns
from nightschool.desktop.models.pick import PickModel
from nightschool.desktop.models.table import RowsModel
from nightschool.desktop.page import Page
from nightschool.desktop.widgets import EmptyState, FlowLayout, SearchBox, Table, button, muted
from nightschool.desktop.widgets.beside import Beside
from nightschool.desktop.widgets.certificate_award import AwardForm
from nightschool.desktop.widgets.pick_table import PickTable
from nightschool.desktop.widgets.preview import PdfPreview
from nightschool.desktop.widgets.views import Views
from nightschool.domain import pinyin
from nightschool.domain.assessment import Assessment
from nightschool.domain.certificate import Certificate
from nightschool.domain.codes import CertificateKind
from nightschool.domain.course import Course
from nightschool.domain.person import Person
from nightschool.domain.progress import PersonProgress
from nightschool.i18n import _, ngettext
from nightschool.services import assessments, certificate_printing, certificates, courses, people
from nightschool.services import nearly as lacking
from nightschool.task import Task

_PAUSE_MS = 150


class IssuePanel(QWidget):
    """`issued` tells the new certificates."""

    issued = Signal(object)

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._session = page.session
        self._workspace = page.session.workspace
        self._all: Sequence[Certificate] = ()
        self._asked: object = None
        self.form = AwardForm()
        self.model = PickModel(columns.entitled(), lambda one: one.person, self)
        self.nearly = RowsModel(columns.nearly(), self)
        self.preview = PdfPreview(page.session.jobs)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._draw)
        self._build()
        self._connect()

    def load(self) -> None:
        """Ask who is entitled, and who nearly is."""
        workspace, school = self._workspace, self._session.school
        award, on = self.form.award(), self.form.on
        complete = award.kind is CertificateKind.COMPLETION

        def work(_task: Task) -> _Loaded:
            return _Loaded(
                certificates.drafted(workspace, on, award, school=school),
                lacking.nearly(workspace, on, school) if complete else (),
                tuple(courses.courses(workspace, school)),
                bool(people.people(workspace, school)),
            )

        self._page.read(work, partial(self._show, (school, on, award)), "entitled")

    def issue(self) -> None:
        """To those who are ticked."""
        chosen = self.model.ticked & {one.person for one in self._all}
        if not chosen or not self.form.is_whole():
            return
        workspace, school = self._workspace, self._session.school
        award, on = self.form.award(), self.form.on
        self._page.run(
            lambda _task: certificates.give(workspace, on, award, chosen, school),
            self.issued.emit,
            title=_("Issuing certificates"),
        )

    def _show(self, asked: object, loaded: "_Loaded") -> None:
        self._all = loaded.entitled
        self.form.offer(loaded.courses)
        self.nearly.show(loaded.nearly)
        honour = self.form.chosen is CertificateKind.HONOUR
        if asked != self._asked:  # else the same list anew: the ticks stay
            self.model.tick(() if honour else {one.person for one in self._all})
            self._asked = asked
        count = len(self._all)
        text = _("On the register %(count)d") if honour else _("Entitled %(count)d")
        self.tabs.setTabText(0, text % {"count": count})
        self.tabs.setTabText(1, _("Nearly %(count)d") % {"count": len(loaded.nearly)})
        self.tabs.setTabVisible(1, self.form.chosen is CertificateKind.COMPLETION)
        self._views.show_view(self._list if count else self._none)
        self._outer.show_view(self._whole if loaded.anybody else self._empty)
        self.table.setColumnHidden(3, self.form.chosen is not CertificateKind.SKILL)
        self._filter()

    def _filter(self) -> None:
        typed = self.search.text().strip()
        self.model.show([one for one in self._all if pinyin.matches(one.name, typed)])
        if self.model.rows and not self.table.currentIndex().isValid():
            self.table.select(0)
        self._count()
        self._pause.start()

    def _count(self) -> None:
        count = sum(one.person in self.model.ticked for one in self._all)
        self._chosen.setText(
            _("%(count)d of %(all)d chosen") % {"count": count, "all": len(self._all)}
        )
        text = ngettext("Issue %(count)d certificate", "Issue %(count)d certificates", count)
        self.issue_button.setText(text % {"count": count})
        self.issue_button.setAccessibleName(text % {"count": count})
        self.issue_button.setShortcut("Ctrl+Return")  # a new text takes it away
        self.issue_button.setEnabled(bool(count))

    def _draw(self) -> None:
        """The certificate of the current row as it will print."""
        index = self.table.currentIndex()
        if not index.isValid():
            self.preview.clear()
            return
        workspace, school = self._workspace, self._session.school
        award, on, person = self.form.award(), self.form.on, self.model.record(index).person

        def work(_task: Task) -> bytes:
            drafts = certificates.drafted(workspace, on, award, [person], school)
            return certificate_printing.preview(workspace, drafts) if drafts else b""

        self._page.read(work, self.preview.show_pdf, "award-preview")

    def _assess(self) -> None:
        workspace, school = self._workspace, self._session.school

        def work(_task: Task) -> tuple[list[Person], list[Course], list[Assessment]]:
            return (
                people.people(workspace, school),
                courses.courses(workspace, school),
                assessments.listing(workspace, school),
            )

        self._page.read(work, self._ask, "assess")

    def _ask(self, found: tuple[list[Person], list[Course], list[Assessment]]) -> None:
        register, taught, before = found
        assessors = dict.fromkeys(one.assessor for one in reversed(before))
        here = [one for one in register if one.left_on is None]
        dialog = AssessDialog(self, self._session.settings, here, taught, list(assessors))
        dialog.accepted.connect(partial(self._record, dialog))
        dialog.open()

    def _record(self, dialog: AssessDialog) -> None:
        person, course = dialog.person, dialog.taught
        if person is None:
            return
        workspace, school = self._workspace, self._session.school
        skill, day, assessor = dialog.skill.text(), dialog.day.day, dialog.assessor.text()
        passed, note = dialog.passed.isChecked(), dialog.note.text()

        def work(_task: Task) -> Assessment:
            return assessments.assess(
                workspace,
                person.id,
                skill,
                day,
                assessor,
                passed=passed,
                note=note,
                course=course.id if course else None,
                school=school,
            )

        def done(one: Assessment) -> None:
            self._asked = None
            text = _("Recorded: %(name)s, %(skill)s, %(result)s.") % {
                "name": person.name,
                "skill": one.skill,
                "result": _("passed") if one.passed else _("not passed"),
            }
            self._session.notice(text)
            self._session.wrote("certificates")

        self._page.run(work, done)

    def _open_person(self, index: QModelIndex) -> None:
        self._session.go("people", self.nearly.record(index).person.id)

    def _connect(self) -> None:
        self.form.changed.connect(self.load)
        self.form.worded.connect(self._pause.start)
        self.form.assess.connect(self._assess)
        self.model.picked.connect(self._count)
        self.search.searched.connect(lambda _text: self._filter())
        self.search.moved.connect(lambda _by: self.table.setFocus())
        self.table.chosen.connect(lambda _index: self._pause.start())

    def _build(self) -> None:
        settings = self._session.settings
        self.table = PickTable(self.model, "entitled", settings, _("Who is entitled"))
        nearly = Table(self.nearly, "nearly", settings, _("Who is nearly there"))
        nearly.opened.connect(self._open_person)
        self.search = SearchBox(_("Name or initials"))
        self._chosen = muted("")
        self._chosen.setWordWrap(False)
        self._chosen.setMinimumHeight(self.search.sizeHint().height())
        self.search.setMinimumWidth(style.px(190))
        row = FlowLayout(gap=style.px(8))
        for one in (
            self.search,
            button(_("Choose all"), lambda: self.model.tick_shown(on=True)),
            button(_("Choose none"), lambda: self.model.tick_shown(on=False)),
            self._chosen,
        ):
            row.addWidget(one)
        self._list = QWidget()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, style.px(6), 0, 0)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        self._none = EmptyState(
            _("Nobody is entitled on this day."),
            icon="certificate",
            hint=_("Choose another kind or day, or look who is nearly there."),
        )
        self._views = Views(self._none, self._list)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName(_("Who is entitled, who nearly"))
        self.tabs.addTab(self._views, _("Entitled"))
        self.tabs.addTab(nearly, _("Nearly"))
        self.tabs.setMinimumHeight(style.px(230))
        self.issue_button = button("", self.issue, icon="certificate", kind="primary")
        self.issue_button.setToolTip("Ctrl+Enter")
        self.issue_button.setObjectName("issue")
        left = QWidget()
        whole = QVBoxLayout(left)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(style.px(8))
        whole.addWidget(self.form)
        whole.addWidget(self.tabs, 1)
        whole.addWidget(self.issue_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.preview.setMinimumHeight(style.px(240))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, style.px(8), 0, 0)
        self._whole = Beside(left, self.preview)
        self._empty = EmptyState(
            _("Certificates come once people are on the register."),
            button(_("Import the register"), partial(self._session.go, "import"), kind="primary"),
            icon="certificate",
        )
        self._outer = Views(self._whole, self._empty)
        layout.addWidget(self._outer)


@dataclass(frozen=True, slots=True)
class _Loaded:
    entitled: Sequence[Certificate]
    nearly: tuple[PersonProgress, ...]
    courses: tuple[Course, ...]
    anybody: bool
    """Whether there is anybody on the register."""
