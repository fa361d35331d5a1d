"""The fields of a record, each saved by itself: on Enter, on leaving it, on a choice."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget

from nightschool.desktop import style
from nightschool.desktop.widgets.flow import FlowLayout
from nightschool.desktop.widgets.form import FormField
from nightschool.domain import labels
from nightschool.domain.field_labels import field_label
from nightschool.i18n import _

_DAY = re.compile(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})\D?")
_OPENING = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Return})
_WIDE, _TWO_COLUMNS = 220, 470


class Kind(StrEnum):
    """What a field holds."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    CODE = "code"
    YES_NO = "yes_no"
    CODES = "codes"


@dataclass(frozen=True, slots=True)
class Spec:
    """One field of a record and how it is entered."""

    name: str
    kind: Kind = Kind.TEXT
    codes: type[StrEnum] | None = None
    needed: bool = False
    """Whether it may not be emptied."""
    empty: Any = ""
    """What an emptied text stands for."""


class Choice(QComboBox):
    """A list to choose from that never changes by a wheel or key passing over it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPENING or event.text().strip():
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(style.px(80), super().minimumSizeHint().height())


class Codes(QWidget):
    """Several of a list of codes."""

    changed = Signal()

    def __init__(self, codes: type[StrEnum]) -> None:
        super().__init__()
        flow = FlowLayout(self, gap=style.px(4))
        self._boxes = {code: QCheckBox(labels.label(code)) for code in codes}
        for box in self._boxes.values():
            box.clicked.connect(lambda _checked: self.changed.emit())
            flow.addWidget(box)

    def chosen(self) -> frozenset[StrEnum]:
        """The codes that are ticked."""
        return frozenset(code for code, box in self._boxes.items() if box.isChecked())

    def choose(self, codes: frozenset[StrEnum]) -> None:
        """Tick these and no others."""
        for code, box in self._boxes.items():
            box.setChecked(code in codes)


def read_day(text: str) -> date | None:
    """2018-03-01, 20180301, 2018.3.1 or 2018年3月1日; None for nothing; raises `ValueError`."""
    if not text.strip():
        return None
    found = _DAY.fullmatch(text.strip())
    if not found:
        raise ValueError(text)
    return date(*map(int, found.groups()))


class RecordFields(QWidget):
    """`edited(name, value)` asks to save one field; the owner answers with `show` or `fault`."""

    edited = Signal(str, object)

    def __init__(self, table: str, specs: Sequence[Spec]) -> None:
        super().__init__()
        self._specs = {spec.name: spec for spec in specs}
        self._shown: dict[str, Any] = {}
        self._record: Any = None
        self.fields: dict[str, FormField] = {}
        for spec in specs:
            field = FormField(field_label(table, spec.name), self._editor(spec))
            field.editor.setObjectName(f"{table}-{spec.name}")
            self.fields[spec.name] = field
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(style.px(14))
        self._grid.setVerticalSpacing(style.px(8))
        self._columns = 0
        self._arrange(1)

    def show_record(self, record: Any) -> None:
        """Show a record; what is being typed into the same one stays."""
        same = self._record is not None and self._record.id == record.id
        self._record = record
        for name, spec in self._specs.items():
            value = getattr(record, name)
            if not same or (self._read(spec) == self._shown.get(name) and not self._is_bad(name)):
                self._write(spec, value)
                self.fields[name].fault()
            self._shown[name] = value

    def offer(self, name: str, text: str) -> None:
        """Show what the record holds where less was shown of it, such as a masked number."""
        editor = self.fields[name].editor
        if isinstance(editor, QLineEdit):
            editor.setText(text)
            self._shown[name] = text

    def lock(self, name: str, *, locked: bool) -> None:
        """Make a field readable alone, or not."""
        editor = self.fields[name].editor
        if isinstance(editor, QLineEdit):
            editor.setReadOnly(locked)
        else:
            editor.setEnabled(not locked)

    def fault(self, name: str, text: str) -> None:
        """Say what is wrong at the field, and leave there what was typed."""
        self.fields[name].fault(text)

    def text(self, name: str) -> QLineEdit:
        """The editor of a field of text; raises `TypeError` for another."""
        editor = self.fields[name].editor
        if not isinstance(editor, QLineEdit):
            raise TypeError(name)
        return editor

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(2 if self.width() >= style.px(_TWO_COLUMNS) else 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(style.px(_WIDE), super().minimumSizeHint().height())

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, field in enumerate(self.fields.values()):
            row, column = divmod(place, columns)
            self._grid.addWidget(field, row, column, Qt.AlignmentFlag.AlignTop)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _editor(self, spec: Spec) -> QWidget:
        if spec.kind is Kind.CODES and spec.codes:
            several = Codes(spec.codes)
            several.changed.connect(lambda: self._commit(spec))
            return several
        if spec.kind in (Kind.CODE, Kind.YES_NO):
            choice = Choice()
            for text, value in _choices(spec):
                choice.addItem(text, value)
            choice.activated.connect(lambda _index: self._commit(spec))
            return choice
        edit = QLineEdit()
        if spec.kind is Kind.DAY:
            edit.setPlaceholderText("2018-03-01")
        edit.editingFinished.connect(lambda: self._commit(spec))
        return edit

    def _commit(self, spec: Spec) -> None:
        if self._record is None:
            return
        try:
            value = self._read(spec)
        except ValueError as error:
            self.fault(spec.name, str(error))
            return
        if value == self._shown.get(spec.name):
            self.fault(spec.name, "")
        else:
            self.edited.emit(spec.name, value)

    def _is_bad(self, name: str) -> bool:
        return self.fields[name].faulty

    def _read(self, spec: Spec) -> Any:
        """What stands in the editor; raises `ValueError` with what is wrong and how to mend it."""
        editor = self.fields[spec.name].editor
        if isinstance(editor, Codes):
            return editor.chosen()
        if isinstance(editor, QComboBox):
            return _as_code(spec, editor.currentData())
        text = editor.text().strip() if isinstance(editor, QLineEdit) else ""
        return _READERS.get(spec.kind, _as_text)(spec, text)

    def _write(self, spec: Spec, value: Any) -> None:
        editor = self.fields[spec.name].editor
        if isinstance(editor, Codes):
            editor.choose(value)
        elif isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findData(_plain(value)), 0))
        elif isinstance(editor, QLineEdit):
            editor.setText("" if value is None else str(value))
            editor.setCursorPosition(0)


def _choices(spec: Spec) -> list[tuple[str, str]]:
    known = [] if spec.needed else [(_("(not known)"), "")]
    if spec.kind is Kind.YES_NO:
        return [*known, (_("yes"), "yes"), (_("no"), "no")]
    return [*known, *((labels.label(code), code.value) for code in spec.codes or ())]


def _plain(value: Any) -> str:
    """Qt keeps texts, not codes."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _as_code(spec: Spec, data: Any) -> Any:
    if not data:
        return None
    return data == "yes" if spec.kind is Kind.YES_NO else spec.codes and spec.codes(data)


def _as_text(spec: Spec, text: str) -> Any:
    return text or spec.empty


def _as_number(_spec: Spec, text: str) -> int | None:
    if text and not text.isdecimal():
        raise ValueError(_("Enter a whole number in digits."))
    return int(text) if text else None


def _as_day(_spec: Spec, text: str) -> date | None:
    try:
        return read_day(text)
    except ValueError:
        raise ValueError(_("Enter a day like 2018-03-01.")) from None


_READERS: dict[Kind, Callable[[Spec, str], Any]] = {
    Kind.TEXT: _as_text,
    Kind.NUMBER: _as_number,
    Kind.DAY: _as_day,
}
