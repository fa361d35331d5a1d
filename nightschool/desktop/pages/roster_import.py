"""Taking a roster: choose the file, look at what it would do, mend rows, take it, take it back."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from nightschool.desktop import style
from nightschool.desktop.dialogs.roster_mend import MendDialog
from nightschool.desktop.models import roster as columns
from nightschool.desktop.models.table import RowsModel
from nightschool.desktop.page import Page
from nightschool.desktop.session import Session
from nightschool.desktop.widgets import (
    EmptyState,
    FlowLayout,
    Table,
    button,
    heading,
    label,
)
from nightschool.desktop.widgets.roster_preview import Looked, RosterPreview, looked
from nightschool.desktop.widgets.views import Views
from nightschool.domain.codes import Role
from nightschool.domain.identity import RowId
from nightschool.domain.roster.cells import Row
from nightschool.domain.roster.fields import Field
from nightschool.errors import UserError
from nightschool.i18n import _, ngettext
from nightschool.services.roster import importing, reading, undo
from nightschool.services.roster.mending import Mends
from nightschool.task import Task

if TYPE_CHECKING:
    from nightschool.services.roster.faults import RowFault
    from nightschool.services.roster.importing import Import, ImportResult, Preview
    from nightschool.services.roster.reading import Understood

ENDINGS = (".xlsx", ".xls", ".csv")


class ImportPage(Page):
    """Opened from People. Nothing is written before the button that says so."""

    key = "import"
    icon = "file-import"
    topics = frozenset({"people"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.file: Path | None = None
        self.preview: Preview | None = None
        self.result: ImportResult | None = None
        self._sha256 = b""
        self.mapping: dict[str, Field] = {}
        self.mended: dict[int, Row] = {}
        self.dialog: MendDialog | None = None
        if session.role is Role.SCHOOL:
            self.action(_("Back to people"), "arrow-left", lambda: session.go("people"))
        else:  # a whole county's rosters are dealt out to its schools
            self.action(_("Back to the registry"), "arrow-left", lambda: session.go("registry"))
        self._build()
        self.setAcceptDrops(True)

    @classmethod
    def title(cls) -> str:
        return _("Import a roster")

    def help(self) -> str:
        return _(
            "Choose the roster that the register's system exported (.xlsx, .xls or .csv), or drop"
            " it here. The preview says who is new, changed or missing; nothing is written yet."
            "\n\nA row that cannot be taken is mended here with Enter, or goes back as a workbook"
            " that can be mended and imported like any other."
            "\n\nThe import is one act: it can be stopped, and taken back as a whole as long as"
            " nothing was built on it."
        )

    def refresh(self) -> None:
        workspace = self.session.workspace
        self.read(lambda _task: importing.imports(workspace), self._show_earlier, "earlier")

    def undo(self) -> bool:
        if self.result is None or self.result.id is None:
            return False
        self.take_back(self.result.id)
        return True

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if file := _dropped(event):
            self.look_at(file)

    # the file and what it would do

    def look_at(self, file: Path) -> None:
        """Preview a file from the beginning."""
        self.file, self.preview, self.result = file, None, None
        self.mapping, self.mended = {}, {}
        self._preview(_("Looking at %(file)s") % {"file": file.name}, first=True)

    def take_back(self, row: RowId) -> None:
        """Undo a whole import."""
        workspace = self.session.workspace

        def done(taken: "Import") -> None:
            self.result = None
            self._views.show_view(self.start)
            self.session.notice(_("The import of %(file)s was undone.") % {"file": taken.file})
            self.session.wrote("people")

        self.run(lambda _task: undo.undo(workspace, row), done, title=_("Taking the import back"))

    def _preview(self, title: str, *, first: bool = False) -> None:
        """Look at the file with all that was told and mended; after the first time quietly."""
        file, workspace = self.file, self.session.workspace
        if file is None:
            return
        mapping, mends = dict(self.mapping), self._mends()
        self._wait(title)

        def work(task: Task) -> Looked | Unread:
            try:
                return looked(importing.preview(workspace, file, mapping, task, mends))
            except UserError as error:
                return Unread(error, reading.understand(workspace, file, mapping))

        if first:
            self.run(work, self._looked, self._refused, title=title, stopped=self._restart)
        else:
            self.read(work, self._looked, "preview")

    def _looked(self, found: "Looked | Unread") -> None:
        self._views.show_view(self._looking)
        if isinstance(found, Unread):
            self.preview = None
            self._buttons(busy=False)
            self._say(f"{found.error.message} {found.error.remedy}", bad=True)
            self.parts.show_unread(found.understood, self.mapping)
        else:
            fresh, preview = self.preview is None, found.preview
            self.preview, self._sha256 = preview, preview.understood.sha256
            self.parts.show_preview(found, self.mapping)
            self._say(_summary(preview, len(self.mended)))
            self._buttons(busy=False)
            if fresh:
                self._begin(preview)

    def _begin(self, found: "Preview") -> None:
        """At what there is to do first."""
        self.parts.first_fault()
        (self.parts.current_table if found.refused else self.take_button).setFocus()

    def _refused(self, error: UserError) -> None:
        self.session.jobs.refused.emit(error)
        self._restart()

    def _restart(self) -> None:
        self.file, self.preview = None, None
        self._views.show_view(self.start)

    def _mends(self) -> Mends:
        return Mends(self._sha256, dict(self.mended))

    def _map(self, title: str, field: Field | None) -> None:
        if field is None:
            self.mapping.pop(title, None)
        else:
            self.mapping[title] = field
        self._preview(_("Looking again …"))

    def mend(self, fault: "RowFault") -> None:
        """Mend a row in place."""
        if self.preview is None:
            return
        dialog = MendDialog(self, self.preview.understood.layout, fault)
        self.dialog = dialog
        dialog.accepted.connect(lambda: self._mended(fault.row, dialog.cells()))
        dialog.open()

    def _mended(self, row: int, cells: Row) -> None:
        self.mended[row] = cells
        self._preview(_("Looking again …"))

    # taking it

    def take(self) -> None:
        """Import what is good in one act."""
        file, workspace = self.file, self.session.workspace
        if file is None or self.preview is None or not self.take_button.isEnabled():
            return
        mapping, mends = dict(self.mapping), self._mends()
        self._buttons(busy=True)
        self.run(
            lambda task: importing.import_roster(workspace, file, mapping, task=task, mends=mends),
            self._taken,
            self._not_taken,
            title=_("Importing %(file)s") % {"file": file.name},
            stopped=self._stopped,
        )

    def _taken(self, result: "ImportResult") -> None:
        self.result = result
        self._outcome.setText(_outcome(result))
        self._undo_button.setVisible(result.id is not None)
        where = result.errors_file
        text = _("The rows left out, each with what to do: %(file)s") % {"file": where}
        self._errors.setText(text if where else "")
        self._views.show_view(self._finished)
        undoing = partial(self.take_back, result.id) if result.id else None
        self.session.notice(_("The roster was imported."), undoing)
        self.session.wrote("people")
        self._see_people.setFocus()

    def _not_taken(self, error: UserError) -> None:
        self.session.jobs.refused.emit(error)
        self._buttons(busy=False)

    def _stopped(self) -> None:
        self._say(_("Stopped: nothing was written."))
        self._buttons(busy=False)

    def save_faults(self, target: Path) -> None:
        """The rows left out as a workbook, to be mended elsewhere."""
        file, workspace = self.file, self.session.workspace
        if file is None:
            return
        mapping, mends = dict(self.mapping), self._mends()

        def done(saved: Path | None) -> None:
            if saved:
                self.session.notice(_("Saved as %(file)s") % {"file": saved})

        self.run(
            lambda task: importing.save_faults(workspace, file, target, mapping, task, mends),
            done,
            title=_("Saving the rows left out"),
        )

    # how it is shown

    def _wait(self, text: str) -> None:
        self._say(text)
        self._buttons(busy=True)

    def _say(self, text: str, *, bad: bool = False) -> None:
        self._state.setText(text)
        style.dress(self._state, kind="fault" if bad else "heading")

    def _buttons(self, *, busy: bool) -> None:
        preview = self.preview
        self.take_button.setEnabled(not busy and preview is not None)
        self.faults_button.setEnabled(not busy and preview is not None and bool(preview.refused))

    def _show_earlier(self, earlier: "Sequence[Import]") -> None:
        self.earlier.show(earlier)
        for one in (self._earlier_title, self._earlier_table, self._earlier_undo):
            one.setVisible(bool(earlier))
        self._choose_earlier()

    def _choose_earlier(self) -> None:
        index = self._earlier_table.currentIndex()
        self._earlier_undo.setEnabled(index.isValid() and not self.earlier.record(index).undone)

    def _undo_earlier(self) -> None:
        index = self._earlier_table.currentIndex()
        if index.isValid():
            self.take_back(self.earlier.record(index).id)

    def _choose(self) -> None:
        pattern = " ".join(f"*{ending}" for ending in ENDINGS)
        chosen, _filter = QFileDialog.getOpenFileName(
            self, _("Choose the roster"), "", f"{_('Rosters')} ({pattern})"
        )
        if chosen:
            self.look_at(Path(chosen))

    def _choose_target(self) -> None:
        name = f"{self.file.stem if self.file else ''}{importing.RETURNED}.xlsx"
        chosen, _filter = QFileDialog.getSaveFileName(
            self, _("Save the rows left out"), name, "Excel (*.xlsx)"
        )
        if chosen:
            self.save_faults(Path(chosen))

    def _build(self) -> None:
        self.start, self._looking = QWidget(), QWidget()
        self._finished = self._build_end()
        self._build_start(QVBoxLayout(self.start))
        self._build_preview(QVBoxLayout(self._looking))
        self._views = Views(self.start, self._looking, self._finished)
        self.body.addWidget(self._views, 1)
        QShortcut(QKeySequence("Ctrl+O"), self, self._choose)

    def _build_start(self, layout: QVBoxLayout) -> None:
        layout.setContentsMargins(0, 0, 0, 0)
        choose = button(
            _("Choose the roster …"), self._choose, icon="folder", kind="primary", name=""
        )
        choose.setToolTip("Ctrl+O")
        drop = EmptyState(
            _("Drop the roster here, or choose it."),
            choose,
            icon="file-spreadsheet",
            hint=_(
                "The register's export as .xlsx, .xls or .csv. First you see what it would do;"
                " nothing is written before you say so."
            ),
        )
        self.earlier: RowsModel[Import] = RowsModel(columns.imports(), self)
        settings = self.session.settings
        self._earlier_title = heading(_("Taken before"))
        self._earlier_table = Table(self.earlier, "imports", settings, _("Taken before"))
        self._earlier_table.setMaximumHeight(style.px(190))
        self._earlier_table.chosen.connect(lambda _index: self._choose_earlier())
        self._earlier_undo = button(_("Undo this import"), self._undo_earlier, icon="arrow-back-up")
        row = FlowLayout()
        row.addWidget(self._earlier_undo)
        layout.addWidget(drop, 1)
        layout.addWidget(self._earlier_title)
        layout.addWidget(self._earlier_table)
        layout.addLayout(row)

    def _build_preview(self, layout: QVBoxLayout) -> None:
        layout.setContentsMargins(0, 0, 0, 0)
        self._state = label("", "heading", wrap=True)
        self._state.setObjectName("import-state")
        self.parts = RosterPreview(self.session.settings)
        self.parts.mending.connect(self.mend)
        self.parts.mapped.connect(self._map)
        self.take_button = button(
            _("Import"), self.take, icon="check", kind="primary", keys="Ctrl+Return"
        )
        self.faults_button = button(
            _("Save the rows left out …"), self._choose_target, icon="download"
        )
        row = FlowLayout(gap=style.px(8))
        for one in (
            self.take_button,
            self.faults_button,
            button(_("Another file …"), self._choose, icon="folder"),
        ):
            row.addWidget(one)
        layout.addWidget(self._state)
        layout.addLayout(row)
        layout.addWidget(self.parts, 1)

    def _build_end(self) -> EmptyState:
        self._see_people = button(
            _("Show the people"), lambda: self.session.go("people"), icon="users", kind="primary"
        )
        self._undo_button = button(_("Undo the import"), self.undo, icon="arrow-back-up")
        again = button(_("Import another roster"), self._restart, icon="file-import")
        made = EmptyState(
            " ", self._see_people, self._undo_button, again, icon="circle-check", hint=" "
        )
        self._outcome, self._errors = made.text, made.hint
        return made


class Unread:
    """A file that cannot be read before its columns are told."""

    def __init__(self, error: UserError, understood: "Understood") -> None:
        self.error, self.understood = error, understood


def _dropped(event: QDropEvent) -> Path | None:
    """The roster that is dragged in, if it is one file of a kind that is read."""
    files = [Path(one.toLocalFile()) for one in event.mimeData().urls() if one.isLocalFile()]
    fits = len(files) == 1 and files[0].suffix.lower() in ENDINGS
    return files[0] if fits else None


def _summary(preview: "Preview", mended: int) -> str:
    text = ngettext("%(count)d row of people.", "%(count)d rows of people.", preview.rows)
    parts = [text % {"count": preview.rows}, _("Nothing is written yet.")]
    if mended:
        text = ngettext("%(count)d row was mended.", "%(count)d rows were mended.", mended)
        parts.append(text % {"count": mended})
    return " ".join(parts)


def _outcome(result: "ImportResult") -> str:
    if result.id is None:
        return _("Nothing was new: nothing was changed.")
    counts = {
        "new": result.preview.taken,
        "changed": result.preview.updated,
        "refused": len(result.preview.refused),
    }
    return _("%(new)d people new, %(changed)d changed, %(refused)d rows left out.") % counts
