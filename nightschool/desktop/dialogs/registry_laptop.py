"""Laptops: revoking one, replacing it, and enrolling those of several schools at once."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from nightschool.desktop import style
from nightschool.desktop.dialogs.people_moves import MoveDialog
from nightschool.desktop.widgets.place_field import PlaceField
from nightschool.desktop.widgets.record_fields import Choice
from nightschool.domain.school import School
from nightschool.i18n import _
from nightschool.services import registry


class RevokeDialog(MoveDialog):
    """Why nothing more is taken from a laptop."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent, "revoke", _("Revoke the laptop"), _("Revoke"))
        text = _(
            "%(name)s may send no more: later packages of it are refused here, and at the other"
            " laptops after the next round of sticks. What it sent before stays."
        )
        self.says.setText(text % {"name": name})
        self.reason = QLineEdit()
        self.add("reason", _("Why?"), self.reason, _("Lost, stolen, broken, given back …"))

    def faults(self) -> dict[str, str]:
        return {} if self.reason.text().strip() else {"reason": _("Say why.")}


class _Places(MoveDialog):
    """Where files and codes go: never to the same folder."""

    def add_places(self) -> None:
        """The two fields, which stand last."""
        self.folder = PlaceField(_("Folder for the enrolment files"))
        self.sheet = PlaceField(_("Sheet of codes"), "PDF (*.pdf)", "codes.pdf")
        self.add("folder", _("Folder for the enrolment files"), self.folder, _("Such as a stick."))
        hint = _("A page for each laptop. It travels apart from the files.")
        self.add("sheet", _("Sheet of codes"), self.sheet, hint)

    def faults(self) -> dict[str, str]:
        found = {}
        if self.folder.path is None:
            found["folder"] = _("Choose a folder.")
        if self.sheet.path is None:
            found["sheet"] = _("Choose where the sheet is saved.")
        elif self.folder.path and self.sheet.path.parent.resolve() == self.folder.path.resolve():
            found["sheet"] = _("The codes may not lie beside the files that they open.")
        return found


class ReplaceDialog(_Places):
    """A laptop is revoked, and another one enrolled in its place."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent, "replace", _("Replace the laptop"), _("Replace"))
        text = _(
            "%(name)s may send no more; a new enrolment file for the same schools is made for the"
            " laptop that takes its place."
        )
        self.says.setText(text % {"name": name})
        self.reason = QLineEdit()
        self.add("reason", _("Why?"), self.reason, _("Lost, stolen, broken, given back …"))
        self.add_places()

    def faults(self) -> dict[str, str]:
        reason = {} if self.reason.text().strip() else {"reason": _("Say why.")}
        return reason | super().faults()


class EnrolDialog(_Places):
    """A file for one laptop of each ticked school of a township."""

    def __init__(
        self,
        parent: QWidget,
        known: Sequence[School],
        with_laptop: Collection[str],
        school: School | None = None,
    ) -> None:
        super().__init__(parent, "enrol", _("Enrol laptops"), _("Make the files"))
        self._open = [one for one in known if one.closed_on is None]
        self._with_laptop = with_laptop
        self.says.setText(
            _("One file enrols one laptop. Schools that have a laptop already are not ticked.")
        )
        self.township, self.schools = Choice(), QListWidget()
        for code, name in registry.townships(self._open).items():
            self.township.addItem(name, code)
        self.schools.setFixedHeight(style.px(150))
        self.add("township", _("Township"), self.township)
        self.add("schools", _("Schools"), self.schools)
        self.add_places()
        self.township.currentIndexChanged.connect(lambda _index: self._list())
        if school is not None:
            self.township.setCurrentIndex(self.township.findData(school.township_code))
        self._list()
        if school is not None:
            self.tick({school.code})

    def chosen(self) -> list[str]:
        """The codes of the ticked schools."""
        items = [self.schools.item(row) for row in range(self.schools.count())]
        return [
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        ]

    def tick(self, codes: Collection[str]) -> None:
        """Tick these and no others."""
        for row in range(self.schools.count()):
            item = self.schools.item(row)
            ticked = item.data(Qt.ItemDataRole.UserRole) in codes
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def faults(self) -> dict[str, str]:
        nobody = {} if self.chosen() else {"schools": _("Tick a school.")}
        return nobody | super().faults()

    def _list(self) -> None:
        self.schools.clear()
        there = [one for one in self._open if one.township_code == self.township.currentData()]
        for one in there:
            has = one.code in self._with_laptop
            text = _("%(school)s  (has a laptop)") if has else "%(school)s"
            item = QListWidgetItem(text % {"school": one.village}, self.schools)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setData(Qt.ItemDataRole.UserRole, one.code)
            item.setCheckState(Qt.CheckState.Unchecked)
        self.tick({one.code for one in there if one.code not in self._with_laptop})
        if there:
            self.schools.setCurrentRow(0)
