"""Who teaches: chosen, or added without leaving the form."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from nightschool.desktop import style
from nightschool.desktop.widgets import FormField, button
from nightschool.desktop.widgets.key_panel import ENTER
from nightschool.desktop.widgets.record_fields import Choice
from nightschool.domain import labels
from nightschool.domain.codes import Language, LecturerKind
from nightschool.domain.identity import RowId
from nightschool.domain.lecturer import Lecturer
from nightschool.i18n import _


class LecturerField(QWidget):
    """`wanted` asks the owner to add somebody; it answers with `added` or `refused`."""

    changed = Signal()
    wanted = Signal(str, object, object)
    """Name, kind and language of somebody who teaches here for the first time."""

    def __init__(self) -> None:
        super().__init__()
        self.choice = Choice()
        self.choice.setObjectName("lecturer")
        self.choice.setAccessibleName(_("Lecturer"))
        self.choice.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.name = QLineEdit()
        self.kind, self.language = Choice(), Choice()
        self._new = QFrame()
        self._keys: list[RowId | None] = []
        """Of the lines of the choice."""
        self._build()
        self.setFocusProxy(self.choice)

    def offer(self, lecturers: Sequence[Lecturer]) -> None:
        """Who may be chosen, or nobody."""
        self.choice.blockSignals(True)
        self.choice.clear()
        self.choice.addItem(_("nobody yet"))
        self._keys = [None]
        for one in lecturers:
            self._add(one)
        self.choice.blockSignals(False)

    def choose(self, lecturer: RowId | None) -> None:
        """Show this one as chosen."""
        self._new.hide()
        at = self._keys.index(lecturer) if lecturer in self._keys else 0
        self.choice.setCurrentIndex(at)

    def chosen(self) -> RowId | None:
        """The key of who teaches."""
        return self._keys[max(self.choice.currentIndex(), 0)] if self._keys else None

    def added(self, one: Lecturer) -> None:
        """Somebody was added: chosen from now on."""
        self._add(one)
        self.choose(one.id)
        self.choice.setFocus()

    def refused(self, text: str) -> None:
        """Nobody was added; say why at the name."""
        self._name_field.fault(text)
        self.name.setFocus()

    def begin(self) -> None:
        """Ask for somebody new."""
        self.name.clear()
        self._name_field.fault()
        self._new.setVisible(self._new.isHidden())
        if not self._new.isHidden():
            self.name.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._new.isHidden():
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self._new.hide()
            self.choice.setFocus()
        elif event.key() in ENTER:
            self._ask()
        else:
            super().keyPressEvent(event)

    def _add(self, one: Lecturer) -> None:
        self.choice.addItem(f"{one.name} · {labels.label(one.kind)}")
        self._keys.append(one.id)

    def _ask(self) -> None:
        name = self.name.text().strip()
        if not name:
            self.refused(_("Enter the name."))
            return
        kind, language = self.kind.currentData(), self.language.currentData()
        self.wanted.emit(name, LecturerKind(kind), Language(language))

    def _build(self) -> None:
        for kind in LecturerKind:
            self.kind.addItem(labels.label(kind), kind)
        for language in Language:
            self.language.addItem(labels.label(language), language)
        self._new.setProperty("kind", "panel")
        self._new.hide()
        self._name_field = FormField(_("Name"), self.name)
        inside = QVBoxLayout(self._new)
        side = style.px(10)
        inside.setContentsMargins(side, side, side, side)
        inside.addWidget(self._name_field)
        row = QHBoxLayout()
        row.addWidget(FormField(_("Kind"), self.kind), 1)
        row.addWidget(FormField(_("Teaches in"), self.language), 1)
        inside.addLayout(row)
        add = button(_("Add the lecturer"), self._ask, icon="user-plus")
        inside.addWidget(add, alignment=Qt.AlignmentFlag.AlignRight)
        more = button("", self.begin, icon="user-plus", name=_("Add a lecturer"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(style.px(6))
        line = QHBoxLayout()
        line.addWidget(self.choice, 1)
        line.addWidget(more)
        layout.addLayout(line)
        layout.addWidget(self._new)
