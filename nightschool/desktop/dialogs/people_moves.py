"""Guided actions: each asks for a day and says in words what will happen before it does."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QLineEdit, QListWidget, QListWidgetItem, QWidget

from nightschool import clock
from nightschool.desktop import people_words as words
from nightschool.desktop import style
from nightschool.desktop.dialogs.tall import TallDialog
from nightschool.desktop.widgets import label
from nightschool.desktop.widgets.household_picker import HouseholdPicker
from nightschool.domain import labels
from nightschool.domain.codes import LeftReason, Relation
from nightschool.domain.identity import RowId
from nightschool.domain.person import Person
from nightschool.errors import UserError
from nightschool.i18n import _

_ROW = 35


class DayEdit(QDateEdit):
    """A day with a calendar; today at first."""

    def __init__(self) -> None:
        super().__init__()
        self.setDisplayFormat("yyyy-MM-dd")
        self.setCalendarPopup(True)
        self.set_day(clock.today())

    @property
    def day(self) -> date:
        """The day that is shown."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def set_day(self, day: date) -> None:
        """Show another day."""
        self.setDate(QDate(day.year, day.month, day.day))


class MoveDialog(TallDialog):
    """`asked` comes when the form is whole; the page writes, then calls `done` or `refuse`."""

    asked = Signal()

    def __init__(self, parent: QWidget, name: str, title: str, accept: str) -> None:
        super().__init__(parent, title, accept)
        self.setObjectName(name)
        self.setMinimumWidth(style.px(440))
        self.says = label("", wrap=True)
        self.says.setObjectName("what-happens")
        self.body.addWidget(self.says)
        self.day = DayEdit()

    def add_day(self, text: str = "") -> None:
        """The field for the day, which stands last."""
        self.add("day", text or _("Day"), self.day)

    def try_accept(self) -> None:
        """Ask for the write; the dialog stays until it is done."""
        faults = self.faults()
        if self.day.day > clock.today() and clock.is_trusted():
            faults.setdefault("day", _("That day is to come."))
        for key, field in self._fields.items():
            field.fault(faults.get(key, ""))
        if faults:
            self._fields[next(iter(faults))].editor.setFocus()
            return
        self.accept_button.setEnabled(False)
        self.asked.emit()

    def refuse(self, error: UserError) -> None:
        """Say what was wrong, below the fields."""
        self.accept_button.setEnabled(True)
        list(self._fields.values())[-1].fault(f"{error.message} {error.remedy}".strip())


class PeopleList(QListWidget):
    """Members of a household to be ticked."""

    def __init__(self, people: Sequence[Person], ticked: Sequence[RowId], on: date) -> None:
        super().__init__()
        for one in people:
            item = QListWidgetItem(f"{one.name}    {words.in_brief(one, on)}", self)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            state = Qt.CheckState.Checked if one.id in ticked else Qt.CheckState.Unchecked
            item.setCheckState(state)
            item.setData(Qt.ItemDataRole.UserRole, one)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = min(max(len(people), 2), 7)
        self.setFixedHeight(style.px(_ROW) * rows + style.px(12))
        if people:
            self.setCurrentRow(0)

    @property
    def chosen(self) -> list[Person]:
        """Those that are ticked."""
        items = [self.item(row) for row in range(self.count())]
        return [
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        ]


class PeopleDialog(MoveDialog):
    """Something happens to some members of a household on a day: moved away, came back, died."""

    def __init__(
        self,
        parent: QWidget,
        name: str,
        texts: tuple[str, str, Callable[[str], str]],
        people: Sequence[Person],
        ticked: Sequence[RowId],
    ) -> None:
        title, accept, self._words = texts
        super().__init__(parent, name, title, accept)
        self.people = PeopleList(people, ticked, clock.today())
        self.people.itemChanged.connect(lambda _item: self._tell())
        self.add("people", _("Who"), self.people)
        self.add_day()
        self._tell()
        self.day.setFocus()

    def faults(self) -> dict[str, str]:
        return {} if self.people.chosen else {"people": _("Tick at least one person.")}

    def _tell(self) -> None:
        names = _(", ").join(one.name for one in self.people.chosen)
        self.says.setText(self._words(names) if names else "")


class SplitDialog(MoveDialog):
    """Some members become a household of their own."""

    def __init__(self, parent: QWidget, people: Sequence[Person], ticked: Sequence[RowId]) -> None:
        super().__init__(parent, "split", _("Split the household"), _("Split"))
        self.people = PeopleList(people, ticked, clock.today())
        self.head = QComboBox()
        self.number = QLineEdit()
        self.add("people", _("Who goes"), self.people)
        self.add("head", _("Head of the new household"), self.head)
        hint = _("16 digits; leave it empty where there is none yet.")
        self.add("number", _("Number of the new household"), self.number, hint)
        self.add_day()
        self.people.itemChanged.connect(lambda _item: self._tell())
        self._tell()

    @property
    def chosen_head(self) -> RowId | None:
        at = self.head.currentIndex()
        return self.people.chosen[at].id if at >= 0 else None

    def faults(self) -> dict[str, str]:
        found = {}
        going = len(self.people.chosen)
        if not going:
            found["people"] = _("Tick who goes.")
        elif going == self.people.count():
            found["people"] = _("Somebody must stay; to move everybody, combine the households.")
        number = self.number.text().strip()
        if number and not (number.isdecimal() and len(number) == 16):
            found["number"] = _("A household number has 16 digits.")
        return found

    def _tell(self) -> None:
        going = self.people.chosen
        was = self.head.currentText()
        self.head.clear()
        self.head.addItems([one.name for one in going])
        self.head.setCurrentIndex(max(self.head.findText(was), 0) if going else -1)
        facts = {"going": len(going), "staying": self.people.count() - len(going)}
        text = _("%(going)d make a household of their own, %(staying)d stay. Hours stay theirs.")
        self.says.setText(text % facts)


class CombineDialog(MoveDialog):
    """All members go to another household, and this one leaves the list."""

    def __init__(self, parent: QWidget, home: str) -> None:
        super().__init__(parent, "combine", _("Combine households"), _("Combine"))
        text = _("All of %(home)s go to the household chosen; the empty one leaves the list.")
        self.says.setText(text % {"home": home})
        self.picker = HouseholdPicker()
        self.add("into", _("Into which household"), self.picker)
        self.add_day()
        self.picker.setFocus()

    def faults(self) -> dict[str, str]:
        return {} if self.picker.chosen else {"into": _("Choose a household.")}


class MarryDialog(MoveDialog):
    """A marriage into another household of the school, or into another village."""

    def __init__(self, parent: QWidget, one: Person) -> None:
        super().__init__(parent, "marry", _("Marriage"), _("Save"))
        self._name = one.name
        self.where = QComboBox()
        self.where.addItems([_("Into a household of this village"), _("Into another village")])
        self.where.currentIndexChanged.connect(lambda _index: self._tell())
        self.picker = HouseholdPicker()
        self.picker.list.currentItemChanged.connect(lambda _now, _old: self._tell())
        self.relation = relations(Relation.SPOUSE)
        self.add("where", _("Where"), self.where)
        self.add("into", _("Into which household"), self.picker)
        self.add("relation", _("Relation to its head"), self.relation)
        self.add_day()
        self._tell()
        self.where.setFocus()

    @property
    def away(self) -> bool:
        return self.where.currentIndex() == 1

    @property
    def chosen_relation(self) -> Relation:
        return Relation(self.relation.currentData())

    def faults(self) -> dict[str, str]:
        missing = not self.away and self.picker.chosen is None
        return {"into": _("Choose a household.")} if missing else {}

    def _tell(self) -> None:
        for key in ("into", "relation"):
            self._fields[key].setVisible(not self.away)
        home = self.picker.chosen
        facts = {"name": self._name, "home": home.said if home else "…"}
        text = (
            _("%(name)s leaves the list as married away; the hours so far stay on record.")
            if self.away
            else _("%(name)s goes to %(home)s; the hours so far come along.")
        )
        self.says.setText(text % facts)


class PlaceDialog(MoveDialog):
    """Somebody is put into a household: a correction of the list, without a day."""

    def __init__(self, parent: QWidget, one: Person) -> None:
        super().__init__(parent, "place", _("Put into a household"), _("Save"))
        text = _("Corrects the list: %(name)s belongs to the household chosen.")
        self.says.setText(text % {"name": one.name})
        self.picker = HouseholdPicker()
        self.relation = relations(one.relation or Relation.OTHER)
        self.add("into", _("Which household"), self.picker)
        self.add("relation", _("Relation to its head"), self.relation)
        self.picker.setFocus()

    @property
    def chosen_relation(self) -> Relation:
        return Relation(self.relation.currentData())

    def faults(self) -> dict[str, str]:
        return {} if self.picker.chosen else {"into": _("Choose a household.")}


class HeadDialog(MoveDialog):
    """Another member becomes the head."""

    def __init__(self, parent: QWidget, people: Sequence[Person], chosen: RowId) -> None:
        super().__init__(parent, "new-head", _("New head of the household"), _("Save"))
        self._people = [one for one in people if one.relation is not Relation.HEAD]
        heads = [one for one in people if one.relation is Relation.HEAD]
        self._old = heads[0].name if heads else ""
        self.head = QComboBox()
        self.head.addItems([one.name for one in self._people])
        ids = [one.id for one in self._people]
        self.head.setCurrentIndex(ids.index(chosen) if chosen in ids else 0)
        self.former = relations(Relation.OTHER)
        self.add("head", _("New head"), self.head)
        former = self.add("former", _("What the old head is to the new one"), self.former)
        former.setVisible(bool(heads))
        self.add_day()
        self.head.currentIndexChanged.connect(lambda _index: self._tell())
        self._tell()
        self.head.setFocus()

    @property
    def chosen_head(self) -> RowId:
        return self._people[self.head.currentIndex()].id

    @property
    def chosen_former(self) -> Relation:
        return Relation(self.former.currentData())

    def faults(self) -> dict[str, str]:
        return {} if self._people else {"head": _("There is nobody else in this household.")}

    def _tell(self) -> None:
        facts = {"new": self.head.currentText(), "old": self._old or _("nobody")}
        text = _(
            "%(new)s becomes the head in the place of %(old)s. The others' relations are those to"
            " the old head: correct them afterwards."
        )
        self.says.setText(text % facts)


def relations(chosen: Relation) -> QComboBox:
    """All kin of a head."""
    made = QComboBox()
    for one in Relation:
        if one is not Relation.HEAD or chosen is Relation.HEAD:
            made.addItem(labels.label(one), one.value)
    made.setCurrentIndex(max(made.findData(chosen.value), 0))
    return made


def leaving(reason: LeftReason) -> tuple[str, str, Callable[[str], str]]:
    """Title, button and words of a leaving."""
    if reason is LeftReason.DIED:
        text = _("%(names)s leaves the list as having died. What was attended stays on record.")
        return _("Died"), _("Save"), lambda names: text % {"names": names}
    text = _("%(names)s leaves the list as moved away. Hours stay, and count again on return.")
    return _("Moved away"), _("Save"), lambda names: text % {"names": names}


def returning() -> tuple[str, str, Callable[[str], str]]:
    """Title, button and words of a return."""
    text = _("%(names)s is on the list again, with all hours of before.")
    return _("Came back"), _("Save"), lambda names: text % {"names": names}
