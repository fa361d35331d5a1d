"""The stick: what has to go to the county, what has come from it, and what became of each."""

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QWidget

from nightschool.desktop import style, words
from nightschool.desktop.dialogs.paper import show_paper
from nightschool.desktop.models.table import Column, RowsModel
from nightschool.desktop.page import Page
from nightschool.desktop.session import Session
from nightschool.desktop.widgets import Card, Chip, FlowLayout, Table, button, label, muted
from nightschool.domain.drive import Drive
from nightschool.i18n import _
from nightschool.services import drives, exporting, slip, stick, sync_status, taking
from nightschool.services.exporting import MadePackage
from nightschool.services.stick import Plugged, Stick
from nightschool.services.sync_status import Status
from nightschool.services.taking import TakenPackage
from nightschool.task import Task

_LOOK_MS = 2_000
"""A stick that was plugged in is seen within this time."""
_LATE_DAYS = 14


class StickPage(Page):
    """Two buttons: save to the stick, take from the stick."""

    key = "stick"
    icon = "usb"
    topics = frozenset({"sync", "lessons", "roll", "people", "certificates"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._sticks: tuple[Stick, ...] = ()
        self._seen: Plugged | None = None
        self._made: tuple[MadePackage, ...] = ()
        self._build()
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._plugged)

    @classmethod
    def title(cls) -> str:
        return _("Stick")

    def help(self) -> str:
        return _(
            "All work is saved on this laptop. The county sees it once it was carried there."
            "\n\nPlug a stick in and save the package to it: it is written, read back and"
            " compared before the page says that it is saved. Give the stick to the county office."
            "\n\nThe stick that comes back holds the county's package: take it here, and the page"
            " says what the county has confirmed. A stick that is lost costs nothing: the next"
            " package holds everything that was not confirmed."
        )

    def refresh(self) -> None:
        workspace = self.session.workspace
        self.read(lambda _task: sync_status.status(workspace), self._show, "status")
        self._search()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._look.stop()

    # sticks

    def _plugged(self) -> None:
        """Ask for the drives alone, which is quick; their packages only when one has changed."""
        self.read(lambda _task: stick.plugged(), self._compare, "drives")

    def _compare(self, plugged: Plugged) -> None:
        if plugged != self._seen:
            self._seen = plugged
            self._search()

    def _search(self) -> None:
        workspace = self.session.workspace
        self.read(lambda task: stick.sticks(workspace, task), self._offer, "sticks")

    def _offer(self, sticks: tuple[Stick, ...]) -> None:
        self._sticks = sticks
        chosen = self._drives.currentText()
        self._drives.clear()
        self._drives.addItems([_drive(one.drive) for one in sticks])
        self._drives.setCurrentIndex(max(self._drives.findText(chosen), 0))
        self._drives.setVisible(len(sticks) > 1)
        self._show_stick()

    def _show_stick(self) -> None:
        found = self._stick()
        self._save.setEnabled(found is not None and not found.drive.read_only)
        if found is None:
            self._save.setText(_("Save to the stick"))
            self._plug.setText(_("Plug a stick in: it is found by itself."))
            self._plug.show()
            self._take.setEnabled(False)
            self._take.setText(_("Take from the stick"))
            self._found.setText(_("What the county sends back is offered here."))
            return
        name = found.drive.label
        self._save.setText(_("Save to %(stick)s") % {"stick": name})
        self._plug.setText(_("%(stick)s is write-protected: move its switch.") % {"stick": name})
        self._plug.setVisible(found.drive.read_only)
        waiting = found.waiting
        self._take.setEnabled(bool(waiting))
        self._take.setText(_("Take from %(stick)s") % {"stick": name})
        lines = [
            _("Package %(number)d from %(sender)s, made on %(day)s")
            % {"number": one.number, "sender": one.sender, "day": words.day(one.made_at)}
            if one.number
            else f"{one.file.name}: {one.message}"
            for one in waiting
        ]
        nothing = _("Nothing on %(stick)s waits to be taken.") % {"stick": name}
        self._found.setText("\n".join(lines) or nothing)

    def _stick(self) -> Stick | None:
        at = self._drives.currentIndex()
        return self._sticks[at] if 0 <= at < len(self._sticks) else None

    # saving

    def save(self) -> None:
        """To the stick, in the folder for packages."""
        if found := self._stick():
            self._save_to(found.drive.path / drives.FOLDER)

    def _save_elsewhere(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Save the package to a folder"))
        if chosen:
            self._save_to(Path(chosen))

    def _save_to(self, folder: Path) -> None:
        workspace = self.session.workspace
        self._saved.hide()
        self.run(
            lambda task: tuple(exporting.export(workspace, folder, task=task)),
            self._have_saved,
            title=_("Saving the package"),
        )

    def _have_saved(self, made: tuple[MadePackage, ...]) -> None:
        self._made = made
        lines = [
            _("Saved and read back: %(file)s") % {"file": made[0].file},
            *(
                _("Package %(number)d for %(to)s, %(rows)d records")
                % {
                    "number": one.number,
                    "to": "、".join(one.to),
                    "rows": sum(one.rows.values()),
                }
                for one in made
            ),
        ]
        self._slip.setText("\n".join(lines))
        self._saved.show()
        self.session.wrote("sync")

    def _print_slip(self) -> None:
        made = self._made

        def make(path: Path, _task: Task) -> None:
            slip.save(made, path)

        show_paper(self, _("Package slip"), make)

    # taking

    def take(self) -> None:
        """Everything on the stick that is for this desk."""
        if found := self._stick():
            self._take_from([one.file for one in found.waiting])

    def _take_elsewhere(self) -> None:
        files, _filter = QFileDialog.getOpenFileNames(
            self, _("Take packages"), "", _("Packages (*.nspkg)")
        )
        self._take_from([Path(file) for file in files])

    def _take_from(self, files: list[Path]) -> None:
        workspace = self.session.workspace
        if files:
            self.run(
                lambda task: tuple(taking.take(workspace, files, task)),
                self._have_taken,
                title=_("Taking the packages"),
            )

    def _have_taken(self, taken: tuple[TakenPackage, ...]) -> None:
        lines = [_taken(one) for one in taken]
        refused = any(one.state == taking.REFUSED for one in taken)
        self._result.setText("\n".join(lines))
        style.dress(self._result, kind="fault" if refused else "")
        self._result.show()
        self.session.wrote("sync", "lessons", "roll", "people", "certificates", "policy")

    # what is shown

    def _show(self, status: Status) -> None:
        waiting = status.unconfirmed[0] if status.unconfirmed else None
        if waiting is None:
            self._state.say("!", _("not enrolled"), "warn")
            self._what.setText(
                _("This laptop is not enrolled with the county yet. Its work stays safe here.")
            )
        else:
            self._state.say(*words.carried(waiting.rows, waiting.carried_since, _LATE_DAYS))
            self._what.setText(
                words.counted(waiting.rows)
                or _("Everything has been confirmed by %(county)s.") % {"county": waiting.to}
            )
        self._ledger.show(status.ledger)

    def _build(self) -> None:
        self._state = Chip("", "", "quiet")
        self._what = label("", wrap=True)
        self._plug = muted("")
        self._drives = QComboBox()
        self._drives.setAccessibleName(_("Which stick?"))
        self._drives.currentIndexChanged.connect(lambda _index: self._show_stick())
        self._save = button(_("Save to the stick"), self.save, icon="upload", kind="primary")
        self._save.setObjectName("save-package")
        self._slip = label("", wrap=True)
        self._saved = QWidget()
        row = QHBoxLayout(self._saved)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Chip("✓", _("saved"), "good"))
        row.addWidget(self._slip, 1)
        row.addWidget(button(_("Print the slip"), self._print_slip, icon="printer"))
        self._saved.hide()
        up = Card(_("To the county"), self._what, self._plug, self._saved)
        up.head.addWidget(self._state)
        up.body.addStretch()
        up.body.addWidget(_row(self._save, button(_("Other folder …"), self._save_elsewhere)))
        self._found = label("", wrap=True)
        self._take = button(_("Take from the stick"), self.take, icon="download", kind="primary")
        self._take.setObjectName("take-packages")
        self._result = label("", wrap=True)
        self._result.hide()
        down = Card(_("From the county"), self._found, self._result)
        down.body.addStretch()
        down.body.addWidget(_row(self._take, button(_("Other file …"), self._take_elsewhere)))
        cards = QWidget()
        both = FlowLayout(cards, gap=style.px(14), stretch=True)
        for card in (up, down):
            card.setMinimumWidth(style.px(430))
            both.addWidget(card)
        self.body.addWidget(self._drives)
        self.body.addWidget(cards)
        self._ledger = RowsModel(
            (
                Column(_("When"), lambda one: words.moment(one.at), width=140),
                Column(_("Package"), lambda one: str(one.number), width=80),
                Column(_("To or from"), lambda one: one.peers, width=260),
                Column(_("State"), words.package_state, tone=words.package_tone, width=260),
                Column(_("Records"), lambda one: words.counted(one.rows)),
            )
        )
        table = Table(
            self._ledger, "packages", self.session.settings, _("All packages made and taken")
        )
        table.setMinimumHeight(style.px(200))
        below = Card(_("All packages made and taken"), table)
        self.body.addWidget(below, 1)


def _row(*parts: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        row.addWidget(part)
    row.addStretch()
    return made


def _drive(drive: Drive) -> str:
    """`KINGSTON (E:), 3.2 GB free`."""
    free = _("%(free).1f GB free") % {"free": drive.free / 1e9}
    return f"{drive.label} ({drive.path}), {free}"


def _taken(one: TakenPackage) -> str:
    """What became of one package, in a line."""
    if one.state == taking.REFUSED:
        return _("✗ %(file)s was refused: %(message)s") % {
            "file": one.file,
            "message": one.message,
        }
    said = {"sender": one.sender, "number": one.number}
    if one.state == taking.KNOWN:
        return _("= Package %(number)d from %(sender)s was taken before.") % said
    line = _("✓ Package %(number)d from %(sender)s was taken.") % said
    changed = words.counted(one.changed or {})
    if changed:
        line += " " + _("New or changed: %(what)s.") % {"what": changed}
    if one.conflicts:
        line += " " + _("Contradictions: %(count)d; the county settles them.") % {
            "count": one.conflicts
        }
    return line
