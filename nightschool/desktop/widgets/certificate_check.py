"""Is this certificate genuine? Asked by a scanner, by typing, or with a picture or PDF."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from nightschool.desktop import certificate_words as words
from nightschool.desktop import style
from nightschool.desktop.dialogs.certificate_forms import KeysDialog
from nightschool.desktop.models import certificates as columns
from nightschool.desktop.models.certificates import Checked
from nightschool.desktop.models.table import RowsModel
from nightschool.desktop.page import Page
from nightschool.desktop.widgets import Card, Chip, FlowLayout, Table, button, label, muted
from nightschool.desktop.widgets.beside import Beside
from nightschool.domain.certificate_claim import Standing, Verdict
from nightschool.domain.codes import Role
from nightschool.i18n import _, ngettext
from nightschool.services import issuers, verification
from nightschool.services.issuers import LoadedList, SavedList
from nightschool.services.verification import Answer
from nightschool.task import Task

_KEPT = 20
_SUFFIXES = "*.pdf *.png *.jpg *.jpeg *.bmp *.gif *.tif *.tiff *.webp"


class ScanField(QLineEdit):
    """Keys come here as a scanner types them: no input method stands between.

    A code is letters, digits and signs of ASCII; a Chinese input method would take the letters for
    pinyin and the Enter for a choice.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("scan")
        self.setAccessibleName(_("Code of a certificate"))
        self.setPlaceholderText(_("Scan the code, or paste its text and press Enter"))
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setInputMethodHints(Qt.InputMethodHint.ImhLatinOnly)
        self.setAcceptDrops(False)  # files are for the panel
        self.setClearButtonEnabled(True)


class CheckPanel(QWidget):
    """The field is empty again for the next one; the last verdicts stay in sight."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._session = page.session
        self._workspace = page.session.workspace
        self.model = RowsModel(columns.checked(), self)
        self.field = ScanField()
        self.field.returnPressed.connect(self.check)
        self.setAcceptDrops(True)
        self._build()

    def check(self) -> None:
        """What stands in the field."""
        text, workspace = self.field.text(), self._workspace
        self.field.clear()
        if text.strip():
            self._page.run(lambda _task: verification.verify(workspace, text), self._answer)

    def check_file(self, file: Path) -> None:
        """Every code in a picture or PDF."""
        workspace = self._workspace

        def work(task: Task) -> list[Answer]:
            return verification.verify_file(workspace, file, task)

        self._page.run(work, partial(self._answer_file, file), title=_("Looking for codes"))

    def load_keys(self, file: Path, key: str = "") -> None:
        """Take an office's list of keys and void numbers."""
        workspace = self._workspace

        def done(found: LoadedList) -> None:
            text = _("Taken: the list of %(office)s, key %(key)s.")
            self._session.notice(text % {"office": found.told.office, "key": found.fingerprint})

        self._page.run(lambda _task: issuers.load(workspace, file, key), done)

    def save_keys(self, folder: Path) -> None:
        """Save this office's list."""
        workspace = self._workspace

        def done(saved: SavedList) -> None:
            text = _("Saved: %(file)s. Tell the key by telephone: %(key)s")
            self._session.notice(text % {"file": saved.file, "key": saved.fingerprint})

        self._page.run(
            lambda _task: issuers.save(workspace, folder), done, title=_("Saving the list of keys")
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.check_file(Path(url.toLocalFile()))

    def _answer(self, verdict: Verdict) -> None:
        self._remember([verdict])
        self.tell(verdict)

    def _answer_file(self, file: Path, answers: Sequence[Answer]) -> None:
        """What is not fine comes first: of many codes nobody reads each."""
        verdicts = sorted((one.verdict for one in answers), key=lambda one: one.valid)
        self._remember(list(reversed(verdicts)))
        self.tell(verdicts[0])
        good = sum(one.valid for one in verdicts)
        text = ngettext(
            "%(file)s: %(count)d code, %(good)d valid.",
            "%(file)s: %(count)d codes, %(good)d valid.",
            len(verdicts),
        )
        self.summary.setText(text % {"file": file.name, "count": len(verdicts), "good": good})
        self.summary.show()

    def _remember(self, verdicts: Sequence[Verdict]) -> None:
        from datetime import datetime

        at = f"{datetime.now().astimezone():%H:%M}"
        new = [Checked(at, one) for one in reversed(verdicts)]
        self.model.show([*new, *self.model.rows][: max(_KEPT, len(new))])

    def tell(self, verdict: Verdict) -> None:
        """Show a verdict."""
        self.summary.hide()
        self.chip.say(*words.verdict(verdict))
        self.message.setText(verdict.message)
        self.remark.setText(verdict.remark)
        self.remark.setVisible(bool(verdict.remark))
        self._unproven.setVisible(verdict.standing is Standing.UNKNOWN_ISSUER)
        lines = words.claimed(verdict.claim) if verdict.claim else []
        if verdict.issuer:
            lines.append((_("Signed by"), verdict.issuer))
        if verdict.key:
            lines.append((_("Key"), verdict.key))
        while self._lines.count():
            gone = self._lines.takeAt(0).widget()
            gone.hide()
            gone.deleteLater()
        for row, (name, value) in enumerate(lines):
            self._lines.addWidget(label(name, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            self._lines.addWidget(label(value, wrap=True), row, 1)
        self.verdict.show()

    def _retell(self, index: QModelIndex) -> None:
        if index.isValid() and self.table.hasFocus():
            self.tell(self.model.record(index).verdict)

    def _choose(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileName(
            self, _("Picture or PDF"), "", f"{_('Pictures and PDF')} ({_SUFFIXES})"
        )
        if chosen:
            self.check_file(Path(chosen))

    def _choose_list(self) -> None:
        chosen, _filter = QFileDialog.getOpenFileName(
            self, _("List of keys"), "", f"{_('List of keys')} (*.nskeys)"
        )
        if chosen:
            KeysDialog(self, Path(chosen), partial(self.load_keys, Path(chosen))).open()

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Save the list of keys to a folder"))
        if chosen:
            self.save_keys(Path(chosen))

    def _build(self) -> None:
        asked = Card(_("Check a certificate"))
        asked.body.addWidget(self.field)
        asked.body.addWidget(
            muted(_("No network is needed. Drop a photo or PDF here, or choose it."))
        )
        row = FlowLayout(gap=style.px(8))
        row.addWidget(button(_("Picture or PDF …"), self._choose, icon="photo"))
        row.addWidget(button(_("Take a list of keys …"), self._choose_list, icon="key"))
        if self._session.role is not Role.SCHOOL:
            row.addWidget(button(_("Save our list of keys …"), self._choose_folder, icon="usb"))
        asked.body.addLayout(row)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.px(12))
        column.addWidget(asked)
        column.addWidget(self._build_verdict())
        column.addStretch()
        self.table = Table(self.model, "verdicts", self._session.settings, _("The last verdicts"))
        self.table.chosen.connect(self._retell)
        last = Card(_("The last verdicts"), self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, style.px(8), 0, 0)
        layout.addWidget(Beside(left, last))

    def _build_verdict(self) -> Card:
        self.chip = Chip("", "")
        self.chip.setProperty("kind", "verdict")
        self.message, self.remark = label("", wrap=True), label("", wrap=True)
        self.summary = label("", "heading", wrap=True)
        self._unproven = muted(_("The code says, unproven:"))
        lines = QWidget()
        self._lines = QGridLayout(lines)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setColumnStretch(1, 1)
        self.verdict = Card()
        self.verdict.setObjectName("verdict")
        self.verdict.body.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignLeft)
        for one in (self.summary, self.message, self.remark, self._unproven, lines):
            self.verdict.body.addWidget(one)
        self.verdict.hide()
        return self.verdict
