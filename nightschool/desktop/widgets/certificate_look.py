"""The county's: how certificates look and what each kind says, seen while it is being set."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from nightschool.desktop import certificate_words as words
from nightschool.desktop import style
from nightschool.desktop.dialogs.paper import show_paper
from nightschool.desktop.page import Page
from nightschool.desktop.widgets import Card, FlowLayout, FormField, button, label, muted
from nightschool.desktop.widgets.beside import Beside
from nightschool.desktop.widgets.preview import PdfPreview
from nightschool.desktop.widgets.record_fields import Choice
from nightschool.domain import labels
from nightschool.domain.certificate_style import PLACES, Style, Words
from nightschool.domain.codes import CertificateKind
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import certificate_printing, certificate_samples, certificate_styles
from nightschool.task import Task

_PAUSE_MS = 300
_HIGH = 400
_KINDS = tuple(CertificateKind)


class LookPanel(QWidget):
    """What is issued from now on; what was issued stays as it is."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._workspace = page.session.workspace
        self._saved = _Look(Style(), Words(_KINDS[0]))
        self.issuer, self.title, self.closing = QLineEdit(), QLineEdit(), QLineEdit()
        self.yi_title, self.yi_line = QLineEdit(), QLineEdit()
        self.wording = QPlainTextEdit()
        self.layout_, self.paper, self.kind = Choice(), Choice(), Choice()
        self.english = QCheckBox(_("An English title and line below the Chinese"))
        self.preview = PdfPreview(page.session.jobs)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._draw)
        self._build()
        self._connect()

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return self._typed() != self._saved

    def load(self) -> None:
        """Read what holds now; what is being typed stays."""
        workspace, kind = self._workspace, _KINDS[self.kind.currentIndex()]

        def work(_task: Task) -> _Look:
            return _Look(
                certificate_styles.style_of(workspace),
                certificate_styles.words_of(workspace, kind),
            )

        self._page.read(work, self._show, "look")

    def save(self) -> None:
        """From now on it holds."""
        workspace, typed = self._workspace, self._typed()

        def work(_task: Task) -> None:
            certificate_samples.sample(workspace, typed.style, typed.words)
            certificate_styles.set_words(workspace, typed.words)
            certificate_styles.set_style(workspace, typed.style)

        def done(_none: None) -> None:
            self._saved = typed
            self._mark()
            self._page.session.notice(_("Saved: it holds for what is issued from now on."))
            self._page.session.wrote("certificates")

        self._page.run(work, done, self._refuse)

    def discard(self) -> None:
        """As it was saved."""
        self._fill(self._saved)

    def _show(self, found: "_Look") -> None:
        if not self.dirty or self._saved.words.kind != found.words.kind:
            self._fill(found)
        self._saved = found
        self._mark()

    def _fill(self, look: "_Look") -> None:
        of, say = look.style, look.words
        self.issuer.setText(of.issuer)
        self.layout_.setCurrentIndex([*words.LAYOUTS].index(of.layout))
        self.paper.setCurrentIndex([*words.PAPERS].index(of.paper))
        self.english.setChecked(of.english)
        self.title.setText(say.title)
        self.wording.setPlainText(say.wording)
        self.closing.setText(say.closing)
        self.yi_title.setText(say.yi_title)
        self.yi_line.setText(say.yi_line)
        self._pause.start()

    def _typed(self) -> "_Look":
        return _Look(
            Style(
                self.issuer.text().strip(),
                [*words.LAYOUTS][self.layout_.currentIndex()],
                [*words.PAPERS][self.paper.currentIndex()],
                self.english.isChecked(),
            ),
            Words(
                self._saved.words.kind,
                self.title.text().strip(),
                " ".join(self.wording.toPlainText().split("\n")).strip(),
                self.closing.text().strip(),
                self.yi_title.text().strip(),
                self.yi_line.text().strip(),
            ),
        )

    def _draw(self) -> None:
        workspace, typed = self._workspace, self._typed()

        def work(_task: Task) -> bytes | UserError:
            try:
                return certificate_samples.sample(workspace, typed.style, typed.words)
            except UserError as error:  # said below the form while it is being typed
                return error

        self._page.read(work, self._drawn, "look-sample")

    def _drawn(self, found: bytes | UserError) -> None:
        if isinstance(found, UserError):
            self._refuse(found)
        else:
            self._fault.hide()
            self.preview.show_pdf(found)

    def _refuse(self, error: UserError) -> None:
        self._fault.setText(f"✗ {error.message} {error.remedy}".strip())
        self._fault.show()

    def _mark(self) -> None:
        dirty = self.dirty
        self._save.setEnabled(dirty)
        self._discard.setEnabled(dirty)
        self.kind.setEnabled(not dirty)
        self.kind.setToolTip(_("Save or discard this one first.") if dirty else "")

    def _changed(self) -> None:
        self._mark()
        self._pause.start()

    def _test_page(self) -> None:
        workspace = self._workspace

        def make(path: Path, _task: Task) -> None:
            certificate_printing.test_page(workspace, path)

        show_paper(self._page, _("Test page"), make)

    def _insert(self, place: str) -> None:
        self.wording.insertPlainText(f"{{{place}}}")
        self.wording.setFocus()

    def _connect(self) -> None:
        for text in (self.issuer, self.title, self.closing, self.yi_title, self.yi_line):
            text.textChanged.connect(lambda _text: self._changed())
        self.wording.textChanged.connect(self._changed)
        for choice in (self.layout_, self.paper):
            choice.currentIndexChanged.connect(lambda _index: self._changed())
        self.english.toggled.connect(lambda _on: self._changed())
        self.kind.currentIndexChanged.connect(lambda _index: self.load())

    def _build(self) -> None:
        self.layout_.addItems([_(text) for text in words.LAYOUTS.values()])
        self.paper.addItems([_(text) for text in words.PAPERS.values()])
        for kind in _KINDS:
            self.kind.addItem(labels.label(kind))
        self.wording.setTabChangesFocus(True)
        self.wording.setFixedHeight(style.px(84))
        look = Card(_("The look"))
        look.body.addWidget(
            FormField(_("Issuer"), self.issuer, _("Empty: the county's office of night schools."))
        )
        look.body.addLayout(
            _flow(FormField(_("Layout"), self.layout_), FormField(_("Sheet"), self.paper))
        )
        look.body.addWidget(self.english)
        self._fault = label("", "fault", wrap=True)
        self._fault.hide()
        self._save = button(_("Save"), self.save, icon="check", kind="primary", keys="Ctrl+S")
        self._save.setObjectName("save-look")
        self._discard = button(_("Discard"), self.discard, icon="x")
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.px(10))
        for part in (look, self._build_words(), self._fault):
            column.addWidget(part)
        test = button(_("Print a test page …"), self._test_page, icon="printer")
        column.addLayout(_flow(self._save, self._discard, test))
        column.addStretch()
        self.preview.setFixedHeight(style.px(_HIGH))
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.preview)
        beside.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, style.px(8), 0, 0)
        layout.addWidget(Beside(left, right))
        self._mark()

    def _build_words(self) -> Card:
        card = Card(_("The words"))
        card.body.addWidget(muted(_("A field left empty says what the program says.")))
        card.body.addLayout(
            _flow(FormField(_("Kind"), self.kind), FormField(_("Title"), self.title))
        )
        card.body.addWidget(FormField(_("Wording"), self.wording))
        places = FlowLayout(gap=style.px(4))
        for place in PLACES:
            one = button(place, partial(self._insert, place), kind="filter")
            one.setAccessibleName(_("Insert %(place)s") % {"place": place})
            places.addWidget(one)
        card.body.addLayout(places)
        for text, editor in (
            (_("Closing"), self.closing),
            (_("Title in Nuosu Yi"), self.yi_title),
            (_("Line in Nuosu Yi"), self.yi_line),
        ):
            card.body.addWidget(FormField(text, editor))
        return card


@dataclass(frozen=True, slots=True)
class _Look:
    style: Style
    words: Words


def _flow(*parts: QWidget) -> FlowLayout:
    flow = FlowLayout(gap=style.px(10), stretch=True)
    for part in parts:
        part.setMinimumWidth(style.px(150) if isinstance(part, FormField) else 0)
        flow.addWidget(part)
    return flow
