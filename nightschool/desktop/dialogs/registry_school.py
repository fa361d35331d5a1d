"""A school of the register: new, corrected, closed or taken over."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from nightschool.desktop.dialogs.people_moves import MoveDialog
from nightschool.desktop.widgets.school_picker import SchoolPicker
from nightschool.domain.school import School
from nightschool.i18n import _

_DIGITS = 12


class NewSchoolDialog(MoveDialog):
    """A village that the list of 2017 lacks."""

    def __init__(self, parent: QWidget, county: str) -> None:
        super().__init__(parent, "new-school", _("New school"), _("Add the school"))
        self._county = county
        self.says.setText(
            _("For a village that the official list of 2017 lacks. Its code never changes again.")
        )
        self.code, self.village, self.township = QLineEdit(), QLineEdit(), QLineEdit()
        self.code.setMaxLength(_DIGITS)
        hint = _("12 digits, beginning with %(county)s.") % {"county": county}
        self.add("code", _("Code of the village"), self.code, hint)
        self.add("village", _("Village"), self.village)
        self.add("township", _("Township"), self.township, _("Only where the township is new."))

    def faults(self) -> dict[str, str]:
        """Code and name, before anything is asked of the database."""
        found = {}
        code = self.code.text().strip()
        if len(code) != _DIGITS or not code.isdecimal() or not code.startswith(self._county):
            found["code"] = _("12 digits, beginning with %(county)s.") % {"county": self._county}
        if not self.village.text().strip():
            found["village"] = _("Give the village's name.")
        return found


class EditSchoolDialog(MoveDialog):
    """Name of the village, and whom to ask at the school."""

    def __init__(self, parent: QWidget, school: School) -> None:
        super().__init__(parent, "edit-school", _("Change the school"), _("Save"))
        self.says.setText(f"{school.place}  {school.code}")
        self.village, self.reason = QLineEdit(school.village), QLineEdit()
        self.head, self.keeper = QLineEdit(school.head), QLineEdit(school.keeper)
        self.phone = QLineEdit(school.phone)
        self.add("village", _("Village"), self.village, _("The old name stays in the history."))
        self.add("reason", _("Reason for another name"), self.reason)
        self.add("head", _("Head of the school"), self.head)
        self.add("keeper", _("Keeper"), self.keeper, _("Who keeps rooms, keys and books."))
        self.add("phone", _("Phone"), self.phone)

    def faults(self) -> dict[str, str]:
        return {} if self.village.text().strip() else {"village": _("Give the village's name.")}


class CloseSchoolDialog(MoveDialog):
    """From which day a school is closed, and which one takes it over."""

    def __init__(self, parent: QWidget, school: School, known: Sequence[School]) -> None:
        title = _("Close or merge the school")
        super().__init__(parent, "close-school", title, _("Close the school"))
        self.says.setText(
            _(
                "%(school)s takes no more lessons from the day on. Its history stays its own;"
                " people are transferred apart."
            )
            % {"school": school.place}
        )
        nobody = _("No other school takes it over")
        self.heir = SchoolPicker(known, without=school.code, none=nobody)
        self.add("heir", _("Taken over by"), self.heir)
        self.add_day(_("Closed from"))
