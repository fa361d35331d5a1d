"""What the grid of a roll call has no key for: hours and remark, guests, opening again."""

from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QLineEdit, QWidget

from nightschool.desktop.dialogs.form import FormDialog
from nightschool.desktop.models.roll import Seat
from nightschool.domain import labels
from nightschool.domain.codes import Mark
from nightschool.domain.roll import ATTENDED, Attendance, check_line
from nightschool.errors import UserError
from nightschool.i18n import _


class LineDialog(FormDialog):
    """One person's line: mark, class hours, remark."""

    def __init__(self, parent: QWidget, seat: Seat, lesson_half_hours: int) -> None:
        super().__init__(parent, f"{seat.number} {seat.person.name}", _("Save"))
        self.setObjectName("roll-line")
        self._line, self._most = seat.line, lesson_half_hours
        self.mark = QComboBox()
        for mark in Mark:
            self.mark.addItem(labels.label(mark), mark)
        self.mark.setCurrentIndex(self.mark.findData(seat.line.mark))
        self.hours = QDoubleSpinBox()
        self.hours.setDecimals(1)
        self.hours.setSingleStep(0.5)
        self.hours.setRange(0, lesson_half_hours / 2)
        corrected = seat.line.half_hours
        self.hours.setValue((lesson_half_hours if corrected is None else corrected) / 2)
        self.remark = QLineEdit(seat.line.remark)
        self.add("mark", _("Mark"), self.mark)
        self.add("hours", _("Class hours"), self.hours, _("Of those who were there."))
        self.add("remark", _("Remark"), self.remark)
        self.mark.setFocus()

    def line(self) -> Attendance:
        """The line as it was entered."""
        mark = Mark(self.mark.currentData())  # Qt keeps the word alone
        halves = round(self.hours.value() * 2)
        own = halves if mark in ATTENDED and halves != self._most else None
        return replace(self._line, mark=mark, half_hours=own, remark=self.remark.text().strip())

    def faults(self) -> dict[str, str]:
        try:
            check_line(self.line(), self._most)
        except UserError as error:
            return {"remark": f"{error.message} {error.remedy}"}
        return {}


class GuestDialog(FormDialog):
    """Somebody from another village."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("Guest"), _("Add, present"))
        self.setObjectName("guest")
        self.name, self.home = QLineEdit(), QLineEdit()
        self.add("name", _("Name"), self.name)
        self.add("home", _("Home village"), self.home, _("So that the county finds the person."))
        self.name.setFocus()

    def said(self) -> tuple[str, str]:
        """Name and home village."""
        return self.name.text().strip(), self.home.text().strip()

    def faults(self) -> dict[str, str]:
        missing = {}
        if not self.name.text().strip():
            missing["name"] = _("Enter the name.")
        if not self.home.text().strip():
            missing["home"] = _("Enter the village.")
        return missing


class ReopenDialog(FormDialog):
    """A finished roll call is opened again for a reason."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("Correct a finished roll call"), _("Open again"))
        self.setObjectName("reopen")
        self.reason = QLineEdit()
        hint = _("Until it is finished anew the lesson does not count.")
        self.add("reason", _("Why?"), self.reason, hint)
        self.reason.setFocus()

    def said(self) -> str:
        return self.reason.text().strip()

    def faults(self) -> dict[str, str]:
        return {} if self.said() else {"reason": _("Say why.")}
