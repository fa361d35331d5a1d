"""Adding somebody: likely doubles are shown while typing, and opened by one key."""

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from nightschool import clock
from nightschool.desktop import people_words as words
from nightschool.desktop import style
from nightschool.desktop.dialogs.people_moves import MoveDialog, relations
from nightschool.desktop.session import Session
from nightschool.desktop.widgets import FormField, button, label
from nightschool.desktop.widgets.household_picker import HouseholdPicker
from nightschool.desktop.widgets.record_fields import read_day
from nightschool.domain import citizen_number, identity, labels
from nightschool.domain.citizen_number import CitizenNumberError
from nightschool.domain.codes import Belonging, Relation, Sex
from nightschool.domain.household import Household
from nightschool.domain.identity import RowId
from nightschool.domain.person import Person
from nightschool.i18n import _
from nightschool.services import people, people_checks
from nightschool.task import Task

if TYPE_CHECKING:
    from nightschool.domain.doubles import Double

_MOST_SHOWN = 3


class New(Enum):
    """How somebody comes on the list."""

    MISSED = auto()
    """They were always here and are missing from the list."""
    NEWCOMER = auto()
    NEWBORN = auto()


class Doubles(QFrame):
    """Who may be the same; F4 opens the first."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "message")
        self.setProperty("tone", "warn")
        self.setObjectName("doubles")
        self._first: RowId | None = None
        self.said = label("", wrap=True)
        self.button = button(_("Open that one  F4"), self._open, icon="user", keys="F4")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(style.px(10), style.px(6), style.px(10), style.px(6))
        layout.addWidget(self.said)
        layout.addWidget(self.button)
        self.hide()

    def show_doubles(self, found: "Sequence[Double]") -> None:
        """Show the surest of them, or nothing."""
        self._first = found[0].person.id if found else None
        lines = [_("Perhaps on the list already:")]
        lines += [_line(one) for one in found[:_MOST_SHOWN]]
        self.said.setText("\n".join(lines))
        self.setAccessibleName(self.said.text())
        self.setVisible(bool(found))

    def _open(self) -> None:
        if self._first is not None:
            self.opened.emit(self._first)


class NewPersonDialog(MoveDialog):
    """`double_opened` names the person on the list who was meant."""

    double_opened = Signal(object)

    def __init__(
        self, parent: QWidget, session: Session, how: New, home: Household | None = None
    ) -> None:
        title = {
            New.MISSED: _("Add a person"),
            New.NEWCOMER: _("Newcomer"),
            New.NEWBORN: _("Newborn"),
        }[how]
        super().__init__(parent, "new-person", title, _("Add"))
        self._session, self._how, self._home = session, how, home
        self._id = identity.new()
        self.says.setText(_what_happens(how))
        self.name, self.number, self.birth = QLineEdit(), QLineEdit(), QLineEdit()
        self.sex, self.belonging = QComboBox(), QComboBox()
        self.relation = relations(Relation.OTHER)
        self.picker = HouseholdPicker()
        self.doubles = Doubles()
        self._add_fields()
        self._connect()
        self.name.setFocus()

    def person(self) -> Person:
        """The person as far as they were entered; raises `ValueError` for a bad birth date."""
        home = self.picker.chosen
        one = Person(
            id=self._id,
            school=self._session.school,
            name=self.name.text().strip(),
            household=self._home.id if self._home else home.id if home else None,
            belonging=Belonging(self.belonging.currentData()),
            citizen_no=citizen_number.normalised(self.number.text()) or None,
            sex=Sex(self.sex.currentData()) if self.sex.currentData() else None,
            relation=Relation(self.relation.currentData()),
        )
        if one.household is None:
            one = replace(one, relation=None)
        birth = self.day.day if self._how is New.NEWBORN else read_day(self.birth.text())
        if one.citizen_no and self._how is not New.NEWBORN:
            return replace(one, sex=None, birth_date=None)
        return replace(one, birth_date=birth)

    def faults(self) -> dict[str, str]:
        try:
            found = people_checks.check(self.person())
        except ValueError:
            return {"birth_date": _("Enter a day like 2018-03-01.")}
        if self._how is New.NEWBORN and "birth_date" in found:
            found["day"] = found.pop("birth_date")
        return {key: text for key, text in found.items() if key in self._fields}

    def _add_fields(self) -> None:
        born = self._how is New.NEWBORN
        self.add("name", _("Name"), self.name)
        self.body.addWidget(self.doubles)
        hint = _("18 characters; it may come later.")
        self.add("citizen_no", _("ID number"), self.number, hint)
        self.sex.addItem(_("(not known)"), "")
        for sex in Sex:
            self.sex.addItem(labels.label(sex), sex.value)
        for one in Belonging:
            if one is not Belonging.GUEST:
                self.belonging.addItem(labels.label(one), one.value)
        if self._how is New.NEWCOMER or (self._home and not self._home.number):
            self.belonging.setCurrentIndex(self.belonging.findData(Belonging.VILLAGER.value))
        left = self.add("sex", _("Sex"), self.sex)
        self.birth.setPlaceholderText("1984-03-02")
        if not born:
            self._beside(left, self.add("birth_date", _("Birth date"), self.birth))
        if self._home is None:
            self.add("household", _("Household, if any"), self.picker)
        relation = self.add("relation", _("Relation to its head"), self.relation)
        self._beside(relation, self.add("belonging", _("Belongs here as"), self.belonging))
        if self._how is not New.MISSED:
            self.add_day(_("Born on") if born else _("Came on"))

    def _beside(self, left: FormField, right: FormField) -> None:
        """Two short fields in one row."""
        row = QHBoxLayout()
        row.setSpacing(style.px(12))
        for one in (left, right):
            self.body.removeWidget(one)
            row.addWidget(one, 1)
        self.body.addLayout(row)

    def _connect(self) -> None:
        for edit in (self.name, self.number, self.birth):
            edit.textChanged.connect(lambda _text: self._typed())
        self.number.editingFinished.connect(self._check_number)
        self.picker.list.currentItemChanged.connect(lambda _now, _old: self._typed())
        self.doubles.opened.connect(self._open_double)

    def _typed(self) -> None:
        """Look for doubles in the worker; of many keys the last one counts."""
        self._derive()
        try:
            one = self.person()
        except ValueError:
            one = replace(self._bare(), citizen_no=None)
        workspace = self._session.workspace

        def work(_task: Task) -> "Sequence[Double]":
            return people.likely_doubles(workspace, one) if one.name or one.citizen_no else ()

        self._session.jobs.read(work, self.doubles.show_doubles, key="doubles", owner=self)

    def _bare(self) -> Person:
        return Person(self._id, self._session.school, self.name.text().strip())

    def _derive(self) -> None:
        """Sex and birth date follow from the number once it is whole."""
        try:
            number = citizen_number.check(self.number.text())
        except CitizenNumberError:
            locked = False
        else:
            locked = True
            self.sex.setCurrentIndex(self.sex.findData(number.sex.value))
            if self.birth.text() != f"{number.birth_date}":
                self.birth.setText(f"{number.birth_date}")
        self.sex.setEnabled(not locked)
        self.birth.setReadOnly(locked)

    def _check_number(self) -> None:
        field: FormField = self._fields["citizen_no"]
        try:
            field.fault(people_checks.check(self.person()).get("citizen_no", ""))
        except ValueError:
            field.fault()

    def _open_double(self, row: RowId) -> None:
        self.double_opened.emit(row)
        self.reject()


def _what_happens(how: New) -> str:
    return {
        New.MISSED: _("Somebody who lives here and is missing from the list."),
        New.NEWCOMER: _("Somebody who came to live here: counted from that day on."),
        New.NEWBORN: _("A child joins the household; the ID number may come later."),
    }[how]


def _line(one: "Double") -> str:
    person = one.person
    about = words.about(person, clock.today())
    return f"{person.name} · {about} – {_(words.WHY_DOUBLE[one.why])}"
