"""What the county asked about findings, and what schools answered."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from nightschool.desktop import style
from nightschool.desktop.models import checks as columns
from nightschool.desktop.models.checks import Question
from nightschool.desktop.models.table import RowsModel
from nightschool.desktop.settings import Settings
from nightschool.desktop.widgets.buttons import button
from nightschool.desktop.widgets.check_parts import Place, lean, padded, row, told
from nightschool.desktop.widgets.flow import FlowLayout
from nightschool.desktop.widgets.search_box import SearchBox
from nightschool.desktop.widgets.table import Table
from nightschool.desktop.widgets.text import label
from nightschool.domain.identity import RowId
from nightschool.i18n import _


class QuestionsPart(QWidget):
    """What was asked and answered; a school answers here, the county closes."""

    answered = Signal(object, str, bool)
    """Answer a request: its key, the text, whether it is done."""
    closed = Signal(object)
    """Close a request: its key."""
    opened = Signal(object)

    def __init__(self, settings: Settings, *, office: bool, closes: bool) -> None:
        super().__init__()
        self._every: Sequence[Question] = ()
        self._answers = not office
        self._closes = closes
        self.which = QComboBox()
        self.which.setAccessibleName(_("Which questions?"))
        self.which.addItems(
            [_("Not closed"), _("Waiting for an answer"), _("Answered"), _("All questions")]
        )
        self.which.currentIndexChanged.connect(lambda _index: self._list())
        self.search = SearchBox(_("School or record") if office else _("Record"))
        self.search.searched.connect(lambda _text: self._list())
        self.model = RowsModel(columns.question_columns(places=office))
        self.table = Table(self.model, "check-questions", settings, _("Questions"))
        self.table.chosen.connect(self._tell)
        self.table.opened.connect(lambda _index: self._open())
        self.words = label("", "heading", wrap=True)
        self.note = label("", wrap=True)
        self.text = QLineEdit()
        self.text.setPlaceholderText(_("What did you find, or mend?"))
        self.text.setAccessibleName(_("What did you find, or mend?"))
        self.text.returnPressed.connect(self._answer)
        self.pending = QCheckBox(_("not mended yet"))
        self.send = button(_("Answer"), self._answer, icon="check", kind="primary")
        self.end = button(_("Close the question"), self._close, icon="check", kind="primary")
        self._open_button = button(_("Open the record"), self._open, icon="chevron-right")
        self._build()

    def show_questions(self, every: Sequence[Question], key: RowId | None = None) -> None:
        """Show these; with a key, that one chosen."""
        current = self.current()
        wanted = key or (current.asked.request.id if current else None)
        self._every = every
        self._list()
        if not self.table.seek(lambda one: _has_key(one, wanted)) and key is not None:
            self.which.setCurrentIndex(self.which.count() - 1)
            self.table.seek(lambda one: _has_key(one, wanted))

    def current(self) -> Question | None:
        """The question in hand."""
        index = self.table.currentIndex()
        return self.model.record(index) if index.isValid() else None

    def _list(self) -> None:
        tests = (
            lambda one: one.closed_on is None,
            lambda one: one.is_open,
            lambda one: one.answered_on is not None,
            lambda _one: True,
        )
        test = tests[max(self.which.currentIndex(), 0)]
        typed = self.search.text().strip()
        self.model.show(
            [
                one
                for one in self._every
                if test(one.asked.request)
                and (typed in one.asked.place or typed in one.asked.label)
            ]
        )
        if self.model.rowCount():
            self.table.select(0)
        self._tell(self.table.currentIndex())

    def _tell(self, index: QModelIndex) -> None:
        one = self.model.record(index) if index.isValid() else None
        self._below.setVisible(one is not None)
        if one is None:
            return
        asked = one.asked
        words = asked.place, asked.label, asked.request.in_words()
        self.words.setText(" · ".join(filter(None, words)))
        self.note.setText(told(asked))
        still_open = asked.request.closed_on is None
        for part in (self.text, self.pending, self.send):
            part.setVisible(self._answers and still_open)
        self.text.setText(asked.request.answer)
        self.pending.setChecked(bool(asked.request.answer) and not asked.request.done)
        self.end.setVisible(self._closes and still_open)

    def _answer(self) -> None:
        one = self.current()
        if one is not None:
            done = not self.pending.isChecked()
            self.answered.emit(one.asked.request.id, self.text.text(), done)

    def _close(self) -> None:
        one = self.current()
        if one is not None:
            self.closed.emit(one.asked.request.id)

    def _open(self) -> None:
        one = self.current()
        if one is not None:
            request = one.asked.request
            self.opened.emit(Place(request.school, request.table, request.record))

    def _build(self) -> None:
        lean(self.table)
        self._below = QWidget()
        self._below.hide()
        flow = FlowLayout(gap=style.px(8))
        for part in (self.pending, self.send, self.end, self._open_button):
            flow.addWidget(part)
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        for line in (self.words, self.note, self.text):
            below.addWidget(line)
        below.addLayout(flow)
        layout = padded(self)
        layout.addWidget(row(self.which, self.search))
        layout.addWidget(self.table, 1)
        layout.addWidget(self._below)


def _has_key(one: object, key: RowId | None) -> bool:
    return isinstance(one, Question) and one.asked.request.id == key
