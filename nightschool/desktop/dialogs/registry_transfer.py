"""People or a household go to another school, with their history and hours."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from nightschool.desktop import style
from nightschool.desktop.dialogs.people_moves import MoveDialog
from nightschool.desktop.widgets.household_picker import Home, HouseholdPicker, homes
from nightschool.desktop.widgets.school_picker import SchoolPicker
from nightschool.domain.household import Household
from nightschool.domain.identity import RowId
from nightschool.domain.person import Person
from nightschool.domain.school import School
from nightschool.i18n import _

_PEOPLE = 104


class TransferDialog(MoveDialog):
    """First who, found by the household; then where to; then from which day."""

    def __init__(self, parent: QWidget, school: School, known: Sequence[School]) -> None:
        title = _("Transfer to another school")
        super().__init__(parent, "transfer", title, _("Transfer"))
        self._people: Sequence[Person] = ()
        self.home, self.members = HouseholdPicker(), QListWidget()
        self.members.setFixedHeight(style.px(_PEOPLE))
        self.to = SchoolPicker(known, without=school.code)
        self.add("home", _("Household, or somebody without one"), self.home)
        self.add(
            "members",
            _("Who is transferred"),
            self.members,
            _("All of them: the household goes too."),
        )
        self.add("to", _("To which school"), self.to)
        self.add_day()
        self._from = school
        self.home.list.currentRowChanged.connect(lambda _row: self._list())
        self.members.itemChanged.connect(lambda _item: self._tell())
        self.to.list.currentRowChanged.connect(lambda _row: self._tell())
        self._tell()

    def offer(self, households: Sequence[Household], people: Sequence[Person]) -> None:
        """The households and people of the school."""
        self._people = [one for one in people if one.left_on is None]
        alone = [
            Home(one.id, one.person_no or "", one.name, 1)
            for one in self._people
            if one.household is None
        ]
        lived_in = [one for one in homes(households, people) if one.members]
        self.home.offer([*lived_in, *alone])
        self._list()

    @property
    def going(self) -> list[RowId]:
        """The people who are ticked."""
        items = [self.members.item(row) for row in range(self.members.count())]
        return [
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        ]

    @property
    def whole(self) -> RowId | None:
        """The household, where all of it goes."""
        home = self.home.chosen
        everybody = home is not None and len(self.going) == self.members.count()
        is_home = home is not None and all(one.id != home.id for one in self._people)
        return home.id if home and everybody and is_home else None

    def faults(self) -> dict[str, str]:
        found = {}
        if self.home.chosen is None:
            found["home"] = _("Choose a household.")
        elif not self.going:
            found["members"] = _("Tick who is transferred.")
        if self.to.chosen is None:
            found["to"] = _("Choose a school.")
        return found

    def _list(self) -> None:
        home = self.home.chosen
        self.members.blockSignals(True)
        self.members.clear()
        for one in self._people:
            if home is not None and home.id in (one.household, one.id):
                item = QListWidgetItem(one.name, self.members)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setData(Qt.ItemDataRole.UserRole, one.id)
                item.setCheckState(Qt.CheckState.Checked)
        self.members.blockSignals(False)
        self._tell()

    def _tell(self) -> None:
        to = self.to.chosen
        if not self.going or to is None:
            self.says.setText(
                _("%(school)s keeps the lessons and rolls; hours and history go along.")
                % {"school": self._from.place}
            )
            return
        facts = {"count": len(self.going), "school": to.place}
        text = (
            _("The household with %(count)d people goes to %(school)s; their hours go along.")
            if self.whole
            else _("%(count)d people go to %(school)s; their hours go along.")
        )
        self.says.setText(text % facts)
