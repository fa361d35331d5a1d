"""What was issued: found again, looked at, printed, voided."""

from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QVBoxLayout, QWidget

from nightschool import clock
from nightschool.desktop import certificate_words as words
from nightschool.desktop import style
from nightschool.desktop.dialogs.certificate_forms import VoidDialog
from nightschool.desktop.dialogs.paper import PaperDialog
from nightschool.desktop.models import certificates as columns
from nightschool.desktop.models.certificates import Issued
from nightschool.desktop.models.pick import PickModel
from nightschool.desktop.page import Page
from nightschool.desktop.widgets import (
    EmptyState,
    FlowLayout,
    SearchBox,
    button,
    label,
    muted,
)
from nightschool.desktop.widgets.beside import Beside
from nightschool.desktop.widgets.pick_table import PickTable
from nightschool.desktop.widgets.preview import PdfPreview
from nightschool.desktop.widgets.record_fields import Choice
from nightschool.desktop.widgets.views import Views
from nightschool.domain import labels, pinyin
from nightschool.domain.certificate import Certificate
from nightschool.domain.codes import CertificateKind
from nightschool.domain.identity import RowId
from nightschool.i18n import _, ngettext
from nightschool.services import certificate_printing, certificates
from nightschool.task import Task


class IssuedPanel(QWidget):
    """What is done is done to the ticked ones; with none ticked to the row that is current."""

    began = Signal()
    """The first one is to be issued."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._session = page.session
        self._workspace = page.session.workspace
        self._all: Sequence[Issued] = ()
        self._wanted: RowId | None = None
        self._person: RowId | None = None
        self.model = PickModel(columns.issued(), lambda one: one.certificate.id, self)
        self.preview = PdfPreview(page.session.jobs)
        self.table = PickTable(
            self.model, "certificates", page.session.settings, _("Certificates that were issued")
        )
        self._build()

    @property
    def current(self) -> Certificate | None:
        """The one that is looked at."""
        index = self.table.currentIndex()
        return self.model.record(index).certificate if index.isValid() else None

    def load(self) -> None:
        """Read what was issued at this school."""
        workspace, school = self._workspace, self._session.school

        def work(_task: Task) -> list[Issued]:
            every = certificates.issued(workspace, school, voided=True)
            counts = certificate_printing.printed(workspace, every)
            return [Issued(one, counts.get(one.id, 0)) for one in reversed(every)]

        self._page.read(work, self._show, "issued")

    def show_certificate(self, row: RowId) -> None:
        """Bring this one into sight, whatever was filtered."""
        self._clear()
        self._wanted = row
        self.voided.setChecked(True)
        self._seek()

    def show_person(self, person: RowId) -> None:
        """All certificates of one person."""
        self._clear()
        self._person = person
        self.voided.setChecked(True)
        self._list()

    def show_new(self, new: Collection[Certificate]) -> None:
        """Those that were just issued: ticked, and ready to be printed."""
        self._clear()
        self._wanted = next(iter(new)).id if new else None
        self.model.tick({one.id for one in new})

    def chosen(self) -> list[Certificate]:
        """What the buttons are about, in the order of issue."""
        ticked = [one.certificate for one in self._all if one.certificate.id in self.model.ticked]
        if not ticked and self.current is not None:
            ticked = [self.current]
        return sorted(ticked, key=lambda one: (one.issued_on, one.number))

    def print_chosen(self) -> None:
        """Look at them all as they will print, then print; what was printed before is marked."""
        workspace, chosen = self._workspace, self.chosen()
        if not chosen:
            return
        title = _("Printing certificates")

        def done(data: bytes) -> None:
            count = partial(self._have_printed, chosen)
            PaperDialog(self._page, self._session, _("Certificates"), data, count).open()

        self._page.run(
            lambda task: certificate_printing.batch(workspace, chosen, task), done, title=title
        )

    def save_each(self, folder: Path) -> None:
        """One file each into a folder."""
        workspace, chosen = self._workspace, self.chosen()

        def done(files: Sequence[Path]) -> None:
            text = ngettext(
                "%(count)d certificate was saved in %(folder)s.",
                "%(count)d certificates were saved in %(folder)s.",
                len(files),
            )
            self._session.notice(text % {"count": len(files), "folder": folder})
            self._session.wrote("certificates")

        self._page.run(
            lambda task: certificate_printing.save(
                workspace, chosen, folder, separate=True, task=task
            ),
            done,
            title=_("Saving certificates"),
        )

    def _have_printed(self, chosen: Sequence[Certificate]) -> None:
        workspace = self._workspace
        self._page.run(
            lambda _task: certificate_printing.count(workspace, chosen),
            lambda _none: self._session.wrote("certificates"),
        )

    def _choose_folder(self) -> None:
        found = QFileDialog.getExistingDirectory(self, _("One file each into a folder"))
        if found and self.chosen():
            self.save_each(Path(found))

    def _ask_void(self) -> None:
        one = self.current
        if one is None or one.voided_on:
            return
        dialog = VoidDialog(self, one)
        dialog.accepted.connect(
            lambda: self.void(one, dialog.reason.text(), replace=dialog.replaced.isChecked())
        )
        dialog.open()

    def void(self, one: Certificate, reason: str, *, replace: bool) -> None:
        """Declare it void, and with `replace` issue another."""
        workspace = self._workspace

        def done(new: Certificate | None) -> None:
            text = _("%(number)s is void.") % {"number": one.number}
            if new:
                text += " " + _("In its place: %(number)s.") % {"number": new.number}
                self.show_new([new])
            self._session.notice(text)
            self._session.wrote("certificates", "people")

        self._page.run(
            lambda _task: certificates.void(
                workspace, one.id, clock.today(), reason, replace=replace
            ),
            done,
        )

    def _of_person(self) -> None:
        if self.current:
            self.show_person(self.current.person)

    def _clear(self) -> None:
        self._wanted = self._person = None
        for editor in (self.search, self.kind, self.voided):
            editor.blockSignals(True)
        self.search.clear()
        self.kind.setCurrentIndex(0)
        for editor in (self.search, self.kind, self.voided):
            editor.blockSignals(False)
        self.model.tick(())

    def _show(self, every: Sequence[Issued]) -> None:
        self._all = every
        self._views.show_view(self._whole if every else self._none)
        if self.current is not None and self._wanted is None:
            self._wanted = self.current.id
        self._list()

    def _list(self) -> None:
        self.model.show([one for one in self._all if self._fits(one.certificate)])
        self._only.setVisible(self._person is not None)
        self._seek()
        self._count()

    def _fits(self, one: Certificate) -> bool:
        kind, typed = self.kind.currentData(), self.search.text().strip()
        return (
            (self.voided.isChecked() or one.voided_on is None)
            and (not kind or one.kind == kind)
            and self._person in (None, one.person)
            and (not typed or typed.upper() in one.number or pinyin.matches(one.name, typed))
        )

    def _seek(self) -> None:
        if self.table.seek(self._is_wanted):
            self._wanted = None
        elif self.model.rows and not self.table.currentIndex().isValid():
            self.table.select(0)
        elif not self.model.rows:
            self._look()

    def _is_wanted(self, record: object) -> bool:
        return isinstance(record, Issued) and record.certificate.id == self._wanted

    def _count(self) -> None:
        shown, chosen = len(self.model.rows), len(self.model.ticked)
        of_all = _("%(count)d of %(all)d") % {"count": shown, "all": len(self._all)}
        self._counted.setText(of_all)
        count = chosen or min(shown, 1)
        text = ngettext("Print %(count)d certificate …", "Print %(count)d certificates …", count)
        self.print_button.setText(text % {"count": count})
        self.print_button.setAccessibleName(text % {"count": count})
        self.print_button.setShortcut("Ctrl+P")  # a new text takes it away
        for one in (self.print_button, self._each):
            one.setEnabled(bool(count))

    def _look(self) -> None:
        one, workspace = self.current, self._workspace
        self._void.setEnabled(one is not None and one.voided_on is None and not one.is_erased)
        self._theirs.setEnabled(one is not None)
        self._stands.setText(words.stands(one) if one else "")
        style.dress(self._stands, kind="fault" if one and one.voided_on else "muted")
        if one is None or one.is_erased:
            self.preview.clear()
            return
        self._page.read(
            lambda _task: certificate_printing.preview(workspace, [one]),
            self.preview.show_pdf,
            "issued-preview",
        )

    def _build(self) -> None:
        self.search = SearchBox(_("Name, initials or number"))
        self.search.searched.connect(lambda _text: self._list())
        self.search.moved.connect(lambda _by: self.table.setFocus())
        self.kind = Choice()
        self.kind.setAccessibleName(_("Kind"))
        self.kind.addItem(_("All kinds"), "")
        for kind in CertificateKind:
            self.kind.addItem(labels.label(kind), kind.value)
        self.kind.currentIndexChanged.connect(lambda _index: self._list())
        self.voided = QCheckBox(_("void ones too"))
        self.voided.setChecked(True)
        self.voided.toggled.connect(lambda _on: self._list())
        self._counted = muted("")
        self._counted.setWordWrap(False)
        for one in (self._counted, self.voided):
            one.setMinimumHeight(self.search.sizeHint().height())
        self._only = button(_("Everybody"), self._everybody, icon="x")
        self._only.hide()
        self.table.setMinimumHeight(style.px(200))
        self.table.chosen.connect(lambda _index: self._look())
        self.model.picked.connect(self._count)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.px(8))
        self.search.setMinimumWidth(style.px(190))
        column.addLayout(_flow(self.search, self.kind, self.voided, self._counted, self._only))
        column.addWidget(self.table, 1)
        column.addLayout(self._buttons())
        self._stands = label("", "muted", wrap=True)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        self.preview.setMinimumHeight(style.px(240))
        beside.addWidget(self.preview, 1)
        beside.addWidget(self._stands)
        self._whole = Beside(left, right, (3, 2))
        self._none = EmptyState(
            _("No certificate has been issued yet."),
            button(_("See who is entitled"), self.began.emit, kind="primary"),
            icon="certificate",
        )
        self._views = Views(self._none, self._whole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, style.px(8), 0, 0)
        layout.addWidget(self._views)

    def _everybody(self) -> None:
        self._person = None
        self._list()

    def _buttons(self) -> FlowLayout:
        all_ = button(_("Choose all"), lambda: self.model.tick_shown(on=True))
        none = button(_("Choose none"), lambda: self.model.tick(()))
        self.print_button = button("", self.print_chosen, icon="printer", kind="primary")
        self.print_button.setToolTip("Ctrl+P")
        self.print_button.setObjectName("print-certificates")
        self._each = button(_("One file each …"), self._choose_folder, icon="folder")
        self._void = button(_("Void or replace …"), self._ask_void, icon="ban")
        self._void.setObjectName("void-certificate")
        self._theirs = button(_("All of this person"), self._of_person, icon="user")
        return _flow(self.print_button, all_, none, self._each, self._void, self._theirs)


def _flow(*parts: QWidget) -> FlowLayout:
    flow = FlowLayout(gap=style.px(8))
    for part in parts:
        flow.addWidget(part)
    return flow
