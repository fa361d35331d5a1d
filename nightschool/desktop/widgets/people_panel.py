"""The card of one person: who, where they stand, their data, household, lessons and history."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from nightschool.desktop import people_words as words
from nightschool.desktop import style
from nightschool.desktop.models import people as columns
from nightschool.desktop.models.table import RowsModel
from nightschool.desktop.settings import Settings
from nightschool.desktop.widgets import Chip, FlowLayout, Table, button, label, muted
from nightschool.desktop.widgets.household_view import HouseholdView
from nightschool.desktop.widgets.people_standing import PersonStanding
from nightschool.desktop.widgets.record_fields import Kind, RecordFields, Spec
from nightschool.domain import citizen_number
from nightschool.domain.codes import (
    Belonging,
    Education,
    Health,
    Labour,
    Relation,
    Sex,
    WorkRegion,
)
from nightschool.domain.person import Person
from nightschool.domain.policy import Policy
from nightschool.i18n import _

if TYPE_CHECKING:
    from nightschool.desktop.people_menus import Menus
    from nightschool.services.cards import HouseholdCard, PersonCard, RollEntry
    from nightschool.services.history import Line

SPECS = (
    Spec("name", needed=True),
    Spec("citizen_no", empty=None),
    Spec("sex", Kind.CODE, Sex),
    Spec("birth_date", Kind.DAY),
    Spec("relation", Kind.CODE, Relation),
    Spec("belonging", Kind.CODE, Belonging, needed=True),
    Spec("labour", Kind.CODE, Labour),
    Spec("schooling"),
    Spec("education", Kind.CODE, Education),
    Spec("ethnicity"),
    Spec("phone"),
    Spec("hamlet"),
    Spec("health", Kind.CODES, Health),
    Spec("politics"),
    Spec("work_region", Kind.CODE, WorkRegion),
    Spec("work_months", Kind.NUMBER),
    Spec("insured", Kind.YES_NO),
    Spec("person_no", empty=None),
    Spec("home"),
    Spec("note"),
)
_DERIVED = ("sex", "birth_date")
"""They follow from the ID number where there is one."""


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the panel shows of somebody."""

    card: "PersonCard"
    home: "HouseholdCard | None"
    past: "Sequence[Line]"
    policy: Policy


class PeoplePanel(QFrame):
    """What is asked for comes as signals; the page does it."""

    revealed = Signal()
    member_opened = Signal(object)
    lesson_opened = Signal(object)
    certificate_opened = Signal(object)

    def __init__(self, settings: Settings, on: date, menus: "Menus") -> None:
        super().__init__()
        self.setObjectName("person-card")
        self.setProperty("kind", "card")
        self.on = on
        self.person: Person | None = None
        self.standing = PersonStanding(self.revealed.emit, self.certificate_opened.emit)
        self.fields = RecordFields("person", SPECS)
        self.household = HouseholdView(settings, on, menus.household)
        self.household.opened.connect(self.member_opened)
        self.rolls: RowsModel[RollEntry] = RowsModel(columns.rolls(), self)
        self.past: RowsModel[Line] = RowsModel(columns.changes(), self)
        self._build(settings, menus)

    def show_person(self, shown: Shown) -> None:
        """Show somebody, or the same person anew."""
        one = shown.card.person
        self.person = one
        self.name.setText(one.name)
        self.line.setText(words.about(one, self.on))
        self._chip.say(*_chip(shown))
        self.standing.show_card(shown.card, shown.policy, self.on)
        self._show_fields(one)
        self.household.show_card(shown.home)
        self.rolls.show(shown.card.rolls)
        self.past.show(shown.past)
        count = len(shown.card.rolls)
        self.tabs.setTabText(
            3, _("Lessons %(count)d") % {"count": count} if count else _("Lessons")
        )
        self.tabs.setEnabled(True)

    def edit(self) -> None:
        """Go to the first field."""
        self.tabs.setCurrentIndex(1)
        self.fields.text("name").setFocus()
        self.fields.text("name").selectAll()

    def show_number(self, number: str) -> None:
        """The whole ID number, on the card and in its field, where it can be corrected."""
        self.standing.show_number(number)
        self.fields.offer("citizen_no", number)

    def _show_fields(self, one: Person) -> None:
        self.fields.show_record(_masked(one))
        masked = citizen_number.masked(one.citizen_no) if one.citizen_no else ""
        hint = _("%(number)s – type a new one to correct it") % {"number": masked}
        self.fields.text("citizen_no").setPlaceholderText(hint if masked else "")
        for name in _DERIVED:
            self.fields.lock(name, locked=bool(one.citizen_no))

    def _build(self, settings: Settings, menus: "Menus") -> None:
        self.name = label("", "title", wrap=True)
        self.name.setObjectName("person-name")
        self.line = muted()
        self._chip = Chip("", "")
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self._chip)
        row = FlowLayout(gap=style.px(6))
        for one in (
            menus.edit,
            _menu_button(_("Change"), "arrows-split", menus.change),
            _menu_button(_("Print"), "printer", menus.papers),
        ):
            row.addWidget(one)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("person-tabs")
        self.tabs.tabBar().setAccessibleName(_("Parts of the card"))
        self.tabs.tabBar().setUsesScrollButtons(True)
        self.tabs.tabBar().setExpanding(False)
        for title, page in self._pages(settings):
            self.tabs.addTab(page, title)
        layout = QVBoxLayout(self)
        side = style.px(14)
        layout.setContentsMargins(side, style.px(10), side, style.px(10))
        layout.setSpacing(style.px(6))
        layout.addLayout(head)
        layout.addWidget(self.line)
        layout.addLayout(row)
        layout.addWidget(self.tabs, 1)

    def _pages(self, settings: Settings) -> list[tuple[str, QWidget]]:
        rolls = Table(self.rolls, "rolls", settings, _("Lessons"))
        rolls.opened.connect(self._open_lesson)
        past = Table(self.past, "history", settings, _("History"))
        return [
            (_("Standing"), scrolled(self.standing)),
            (_("Data"), scrolled(self.fields)),
            (_("The household"), scrolled(self.household)),
            (_("Lessons"), rolls),
            (_("History"), past),
        ]

    def _open_lesson(self, index: QModelIndex) -> None:
        entry = self.rolls.record(index)
        if entry.lesson is not None:
            self.lesson_opened.emit(entry.lesson)


def scrolled(inner: QWidget) -> QScrollArea:
    """A part of the card that may be longer than the window."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    around = QWidget()
    around.setObjectName("scrolled")
    layout = QVBoxLayout(around)
    layout.setContentsMargins(0, style.px(8), style.px(8), 0)
    layout.addWidget(inner)
    layout.addStretch()
    area.setWidget(around)
    area.setMinimumHeight(style.px(150))
    area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    return area


def _menu_button(text: str, icon: str, menu: QMenu) -> QPushButton:
    made = button(text, lambda: None, icon=icon)
    made.setMenu(menu)
    return made


def _chip(shown: Shown) -> words.Said:
    one = shown.card.person
    if one.left_on:
        return "–", words.left(one.left_on, one.left_reason), "quiet"
    return words.standing(shown.card.progress)


def _masked(one: Person) -> Person:
    """Without the whole ID number: the field shows it masked until it is asked for."""
    return replace(one, citizen_no=None)
