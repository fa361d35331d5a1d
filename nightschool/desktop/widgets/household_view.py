"""A household: its name, where it stands, its members, and what is known of the house."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from nightschool.desktop import people_words as words
from nightschool.desktop import style
from nightschool.desktop.models import people as columns
from nightschool.desktop.models.table import RowsModel
from nightschool.desktop.settings import Settings
from nightschool.desktop.widgets import Chip, FlowLayout, Table, heading, label, muted
from nightschool.desktop.widgets.record_fields import Kind, RecordFields, Spec
from nightschool.domain.codes import HouseholdKind
from nightschool.domain.identity import RowId
from nightschool.i18n import _

if TYPE_CHECKING:
    from nightschool.services.cards import HouseholdCard, Member

SPECS = (
    Spec("number", empty=None),
    Spec("kind", Kind.CODE, HouseholdKind),
    Spec("stated_size", Kind.NUMBER),
    Spec("phone"),
    Spec("cause"),
    Spec("income", Kind.NUMBER),
    Spec("unsafe_house", Kind.YES_NO),
    Spec("identified_on", Kind.DAY),
    Spec("note"),
)


class HouseholdView(QWidget):
    """`opened` names the member that was chosen by Enter or double click."""

    opened = Signal(object)

    def __init__(self, settings: Settings, on: date, buttons: Sequence[QPushButton]) -> None:
        super().__init__()
        self._alone = muted(_("Belongs to no household."))
        self.title = heading()
        self.title.setWordWrap(True)
        self._chips = [Chip("", "") for _chip in range(3)]
        self._size = label("", "fault", wrap=True)
        self.model: RowsModel[Member] = RowsModel(columns.members(on), self)
        self.table = Table(self.model, "members", settings, _("Members of the household"))
        self.table.opened.connect(self._open)
        self.fields = RecordFields("household", SPECS)
        self._whole = QWidget()
        layout = QVBoxLayout(self._whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(style.px(8))
        layout.addWidget(self.title)
        for row in (self._chips, buttons):
            flow = FlowLayout(gap=style.px(6))
            for one in row:
                flow.addWidget(one)
            layout.addLayout(flow)
        layout.addWidget(self._size)
        layout.addWidget(self.table)
        layout.addWidget(self.fields)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._alone)
        around.addWidget(self._whole)
        around.addStretch()

    def show_card(self, card: "HouseholdCard | None") -> None:
        """Show another household, the same anew, or that there is none."""
        self._whole.setVisible(card is not None)
        self._alone.setVisible(card is None)
        if card is None:
            return
        self.title.setText(words.household_name(card.name.number, card.name.head))
        self.model.show(card.members)
        self._fit(len(card.members))
        self.fields.show_record(card.household)
        self._show_standing(card)

    def _show_standing(self, card: "HouseholdCard") -> None:
        standing = card.standing
        says: list[words.Said] = []
        if standing:
            due = {"complete": standing.complete, "due": standing.due}
            done = standing.all_complete
            says = [
                (
                    "✓" if done else "◐",
                    _("%(complete)d of %(due)d complete") % due,
                    "good" if done else "info",
                ),
                ("✓", _("one person trained"), "good")
                if standing.trained
                else ("○", _("nobody trained yet"), "warn"),
                ("✓", _("reached this year"), "good")
                if standing.reached
                else ("○", _("not reached this year"), "warn"),
            ]
        for place, chip in enumerate(self._chips):
            chip.setVisible(place < len(says))
            if place < len(says):
                chip.say(*says[place])
        stated = card.household.stated_size
        here = sum(one.person.left_on is None for one in card.members)
        self._size.setVisible(stated is not None and stated != here)
        text = _("The register says %(stated)d members, here are %(here)d.")
        self._size.setText(text % {"stated": stated or 0, "here": here})

    def _fit(self, rows: int) -> None:
        """High enough for all members, so that nothing scrolls inside what scrolls."""
        high = self.table.verticalHeader().defaultSectionSize() * (rows + 1) + style.px(20)
        self.table.setMinimumHeight(high)
        self.table.setMaximumHeight(high)

    def _open(self, index: QModelIndex) -> None:
        row: RowId = self.model.record(index).person.id
        self.opened.emit(row)
