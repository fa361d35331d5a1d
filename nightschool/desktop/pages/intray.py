"""The county's in-tray: what lies on the sticks, what was taken, who is silent."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from nightschool.desktop import style
from nightschool.desktop.models.packages import (
    LEDGER,
    SILENT,
    Lying,
    ledger_columns,
    lying_columns,
    silent_columns,
)
from nightschool.desktop.models.table import RowsModel
from nightschool.desktop.page import Page
from nightschool.desktop.session import Session
from nightschool.desktop.widgets import Chip, SearchBox, Table, button, label, muted
from nightschool.domain.refusal import PackageError, Reason
from nightschool.domain.school import School
from nightschool.i18n import _, ngettext
from nightschool.services import drives, exporting, schools, stick, sync_status, taking
from nightschool.services.exporting import MadePackage
from nightschool.services.stick import Offer, Plugged, Standing, Stick
from nightschool.services.sync_status import Status
from nightschool.services.taking import TakenPackage
from nightschool.task import Task

_LOOK_MS = 2_000
_TAKEN = ("merged", "merged_with_conflicts")


class IntrayPage(Page):
    """Plug a stick in, look, take all, write the answers to the same stick."""

    key = "intray"
    icon = "inbox"
    topics = frozenset({"sync", "registry"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._sticks: tuple[Stick, ...] = ()
        self._seen: Plugged | None = None
        self._places: Mapping[str, School] = {}
        self._visited: tuple[str, ...] = ()
        self._folder: Path | None = None
        self.action(_("Take from a folder …"), "folder", self._choose)
        self._build()
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._plugged)

    @classmethod
    def title(cls) -> str:
        return _("In-tray")

    def help(self) -> str:
        return _(
            "Plug a stick in: every package on it is listed with its school, number and contents."
            "\n\nTake all: each package is checked and merged on its own; one that is refused stops"
            " no other, and its line says why and what to do."
            "\n\nThen write the answers for those schools to the same stick: receipts, corrections,"
            " decisions and requests."
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look.start()
        if not self._lying.rows:
            self._search()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._look.stop()

    def refresh(self) -> None:
        workspace = self.session.workspace

        def work(_task: Task) -> tuple[Status, Mapping[str, School]]:
            known = {one.code: one for one in schools.served(workspace)}
            return sync_status.status(workspace), known

        self.read(work, self._show, "status")

    # what lies there

    def _plugged(self) -> None:
        self.read(lambda _task: stick.plugged(), self._compare, "drives")

    def _compare(self, plugged: Plugged) -> None:
        if plugged != self._seen:
            self._seen = plugged
            self._search()

    def _know(self, plugged: Plugged) -> None:
        """What this page wrote itself is no news: what became of the packages stays in sight."""
        self._seen = plugged

    def _search(self) -> None:
        workspace = self.session.workspace
        self.read(lambda task: stick.sticks(workspace, task), self._offer, "sticks")

    def _offer(self, sticks: tuple[Stick, ...]) -> None:
        self._sticks = sticks
        offers = [one for each in sticks for one in each.offers]
        self._lay(offers, sticks[0].drive.path / drives.FOLDER if sticks else None)

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Take packages from a folder"))
        if chosen:
            self.look(Path(chosen))

    def look(self, folder: Path) -> None:
        """Show what lies in a folder, as if it were a stick."""
        workspace = self.session.workspace
        self.read(
            lambda task: stick.look(workspace, [folder], task),
            lambda offers: self._lay(offers, folder),
            "sticks",
        )

    def _lay(self, offers: Sequence[Offer], folder: Path | None) -> None:
        self._folder = folder
        self._lying.show([Lying(one, self._place(one)) for one in offers])
        waiting = self._waiting()
        self._take.setEnabled(bool(waiting))
        self._take.setText(
            ngettext("Take %(count)d package", "Take all %(count)d packages", len(waiting))
            % {"count": len(waiting)}
        )
        self._plug.setVisible(not offers)
        self._summary.setText("")

    def _waiting(self) -> list[Offer]:
        wanted = (Standing.NEW, Standing.ODD)
        return [one.offer for one in self._lying.rows if one.offer.standing in wanted]

    def _place(self, offer: Offer) -> str:
        """The county or the school, or how many."""
        counties = [one.county for one in self._places.values() if one.county_code in offer.schools]
        if counties:
            return counties[0]
        known = [self._places[code].village for code in offer.schools if code in self._places]
        if len(known) > 2:
            return _("%(first)s and %(count)d more") % {"first": known[0], "count": len(known) - 1}
        return "、".join(known) or "、".join(offer.schools)

    # taking and answering

    def take(self) -> None:
        """Everything that is new or odd."""
        workspace, waiting = self.session.workspace, self._waiting()
        if waiting:
            files = [one.file for one in waiting]
            self.run(
                lambda task: tuple(taking.take(workspace, files, task)),
                partial(self._have_taken, waiting),
                title=_("Taking the packages"),
            )

    def _have_taken(self, waiting: Sequence[Offer], taken: tuple[TakenPackage, ...]) -> None:
        by_file = {one.file: one for one in taken}
        rows = [
            Lying(
                one.offer,
                one.place,
                by_file.get(str(one.offer.file), by_file.get(one.offer.file.name)),
            )
            for one in self._lying.rows
        ]
        self._lying.show(rows)
        merged = [one for one in rows if one.taken and one.taken.state in _TAKEN]
        refused = [one for one in rows if one.taken and one.taken.state == taking.REFUSED]
        conflicts = sum(one.taken.conflicts for one in merged if one.taken)
        self._visited = tuple(dict.fromkeys(code for one in merged for code in one.offer.schools))
        self._summary.setText(
            _("Taken: %(merged)d. Contradictions: %(conflicts)d. Refused: %(refused)d.")
            % {"merged": len(merged), "conflicts": conflicts, "refused": len(refused)}
        )
        self._take.setEnabled(False)
        self._answer.setEnabled(bool(self._visited) and self._folder is not None)
        self.session.wrote("sync", "lessons", "roll", "people", "certificates", "conflicts")
        self.read(lambda _task: stick.plugged(), self._know, "drives")

    def answer(self) -> None:
        """Write the return packages of all visited schools to the same stick."""
        workspace, visited, folder = self.session.workspace, self._visited, self._folder
        if folder is None or not visited:
            return

        def done(made: Sequence[MadePackage]) -> None:
            text = ngettext(
                "%(count)d answer was written and read back: %(folder)s",
                "%(count)d answers were written and read back: %(folder)s",
                len(made),
            )
            self._summary.setText(text % {"count": len(made), "folder": folder})
            self._answer.setEnabled(False)
            self.session.wrote("sync")
            self.read(lambda _task: stick.plugged(), self._know, "drives")

        self.run(
            lambda task: exporting.export(workspace, folder, schools=visited, task=task),
            done,
            title=_("Writing the answers"),
        )

    # the books

    def _show(self, found: tuple[Status, Mapping[str, School]]) -> None:
        status, self._places = found
        self._status = status
        self._list_silent()
        self._list_ledger()
        never = sum(one.days is None for one in status.silent)
        refused = sum(one.state == "refused" for one in status.ledger)
        self._never.say("–", _("never heard of: %(count)d") % {"count": never}, "quiet")
        self._refused.say(
            "✗" if refused else "✓",
            _("refused: %(count)d") % {"count": refused},
            "bad" if refused else "good",
        )

    def _list_silent(self) -> None:
        test = [*SILENT.values()][max(self._silence.currentIndex(), 0)][1]
        typed = self._school.text().strip()
        found = [
            one
            for one in self._status.silent
            if test(one) and (typed in one.school.place or typed in one.school.code)
        ]
        self._silent.show(found)
        self._silent_count.setText(
            _("%(count)d of %(all)d") % {"count": len(found), "all": len(self._status.silent)}
        )

    def _list_ledger(self) -> None:
        states = [*LEDGER.values()][max(self._state.currentIndex(), 0)][1]
        typed = self._sender.text().strip()
        found = [one for one in self._status.ledger if one.state in states and typed in one.peers]
        self._ledger.show(found)
        self._ledger_count.setText(
            _("%(count)d of %(all)d") % {"count": len(found), "all": len(self._status.ledger)}
        )
        self._why.setText("")

    def _tell_why(self, index: QModelIndex) -> None:
        """The reason of a refusal, and the way out."""
        reason = self._ledger.record(index).reason if index.isValid() else ""
        known = {one.value: one for one in Reason}
        if reason not in known:
            self._why.setText("")
            return
        error = PackageError(known[reason], "…")
        self._why.setText(f"{error.message} {error.remedy}".strip())

    def _open_school(self, index: QModelIndex) -> None:
        code = self._silent.record(index).school.code
        page = (
            "registry"
            if len(code) > len(self._silent.record(index).school.county_code)
            else "dashboard"
        )
        self.session.go(page, None, code)

    def _build(self) -> None:
        settings = self.session.settings
        self._status = Status((), (), (), (), False)
        self._lying = RowsModel(lying_columns())
        self._plug = muted(_("Plug a stick in: its packages are listed here before any is taken."))
        table = Table(self._lying, "intray-stick", settings, _("Packages on the stick"))
        self._take = button(_("Take all"), self.take, icon="download", kind="primary")
        self._take.setObjectName("take-all")
        self._take.setEnabled(False)
        self._answer = button(_("Write the answers to the same stick"), self.answer, icon="upload")
        self._answer.setObjectName("answer")
        self._answer.setEnabled(False)
        self._summary = label("", wrap=True)
        self._never, self._refused = Chip("", "", "quiet"), Chip("", "", "quiet")
        tabs = QTabWidget()
        tabs.setAccessibleName(self.title())
        tabs.addTab(
            _column(self._plug, table, _row(self._take, self._answer, self._summary)),
            _("On the stick"),
        )
        self._silence, self._school = QComboBox(), SearchBox(_("School or code"))
        self._silence.setAccessibleName(_("How long silent?"))
        self._silence.addItems([_(text) for text, _test in SILENT.values()])
        self._silence.currentIndexChanged.connect(lambda _index: self._list_silent())
        self._school.searched.connect(lambda _text: self._list_silent())
        self._silent, self._silent_count = RowsModel(silent_columns()), muted("")
        silent = Table(self._silent, "intray-silent", settings, _("Schools by silence"))
        silent.opened.connect(self._open_school)
        tabs.addTab(
            _column(_row(self._silence, self._school, self._silent_count, self._never), silent),
            _("Schools by silence"),
        )
        self._state, self._sender = QComboBox(), SearchBox(_("To or from"))
        self._state.setAccessibleName(_("Which packages?"))
        self._state.addItems([_(text) for text, _states in LEDGER.values()])
        self._state.currentIndexChanged.connect(lambda _index: self._list_ledger())
        self._sender.searched.connect(lambda _text: self._list_ledger())
        self._ledger, self._ledger_count = RowsModel(ledger_columns()), muted("")
        ledger = Table(self._ledger, "intray-ledger", settings, _("All packages made and taken"))
        ledger.chosen.connect(self._tell_why)
        self._why = label("", "fault", wrap=True)
        tabs.addTab(
            _column(
                _row(self._state, self._sender, self._ledger_count, self._refused),
                ledger,
                self._why,
            ),
            _("Ledger"),
        )
        self.tabs = tabs
        self.body.addWidget(tabs, 1)


def _row(*parts: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        row.addWidget(part, int(isinstance(part, SearchBox)))
    return made


def _column(*parts: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    side = style.px(12)
    column.setContentsMargins(side, side, side, side)
    for part in parts:
        column.addWidget(part, int(isinstance(part, Table)))
    return made
