"""The county's rules of the rotation and its thresholds of cards; dealt out with the next packages.

Nothing is saved before the button below: half a rule is none.
"""

from dataclasses import fields
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDoubleSpinBox, QLineEdit, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from nightschool.desktop import style
from nightschool.desktop.dialogs.people_moves import DayEdit
from nightschool.desktop.widgets import Card, FlowLayout, FormField, button, label, muted
from nightschool.desktop.widgets.record_fields import Codes
from nightschool.domain.cards import CardRules, Rule, Threshold
from nightschool.domain.codes import Labour
from nightschool.domain.policy import HIGHEST_AGE, LONGEST_YEARS, Policy
from nightschool.i18n import N_, _

_HIGHEST = 1_000
_NONE = -1
_RULES = {
    Rule.SILENT: N_("Days without a package, from"),
    Rule.BEHIND: N_("Points behind the plan, from"),
    Rule.LESSONS: N_("Lessons a month, below"),
    Rule.ATTENDANCE: N_("Attendance in per cent, below"),
}


class SettingsPanel(QWidget):
    """`policy_given` and `cards_given` ask to save; `wanted` to open another page's settings."""

    policy_given = Signal(object, str)
    cards_given = Signal(object, str)
    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.rules, self.cards = PolicyCard(), CardsCard()
        self.rules.save.clicked.connect(
            lambda _on: self.policy_given.emit(self.rules.policy(), self.rules.reason.text())
        )
        self.cards.save.clicked.connect(
            lambda _on: self.cards_given.emit(self.cards.rules(), self.cards.reason.text())
        )
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, style.px(6), 0)
        column.setSpacing(style.px(10))
        column.addWidget(muted(_("What is set here goes to all schools with the next packages.")))
        for part in (self.rules, self.cards, self._others()):
            column.addWidget(part)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inner)
        area.setMinimumHeight(style.px(200))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, style.px(8), 0, 0)
        layout.addWidget(area)

    def _others(self) -> Card:
        card = Card(_("More settings of the county"))
        row = FlowLayout(gap=style.px(8))
        row.addWidget(button(_("Rules of the checks"), lambda: self.wanted.emit("checks")))
        look = button(_("Look and words of certificates"), lambda: self.wanted.emit("certificates"))
        row.addWidget(look)
        row.addWidget(button(_("This computer"), lambda: self.wanted.emit("settings")))
        card.body.addLayout(row)
        return card


class PolicyCard(Card):
    """Who is due, and what completes the rotation."""

    def __init__(self) -> None:
        super().__init__(_("The rotation"))
        self.start, self.years = DayEdit(), _whole(1, LONGEST_YEARS)
        self.targets = tuple(_whole(0, 100) for _year in range(3))
        self.hours, self.technology = _hours(), _hours()
        self.kinds = _whole(1, 4)
        self.ages = tuple(_whole(0, HIGHEST_AGE) for _end in range(4))
        self.labour, self.reason = Codes(Labour), QLineEdit()
        self.labour.setAccessibleName(_("Labour ability"))
        row = FlowLayout(gap=style.px(14))
        parts: tuple[tuple[str, QWidget], ...] = (
            (_("Begins on"), self.start),
            (_("Years"), self.years),
            (_("Target, 1st year, %"), self.targets[0]),
            (_("Target, 2nd year, %"), self.targets[1]),
            (_("Target, 3rd year, %"), self.targets[2]),
            (_("Class hours"), self.hours),
            (_("of them technology"), self.technology),
            (_("Kinds of learning"), self.kinds),
            (_("Men from age"), self.ages[0]),
            (_("Men to age"), self.ages[1]),
            (_("Women from age"), self.ages[2]),
            (_("Women to age"), self.ages[3]),
        )
        for text, editor in parts:
            row.addWidget(FormField(text, editor))
        self.body.addLayout(row)
        self.body.addWidget(label(_("Labour ability")))
        self.body.addWidget(self.labour)
        self.body.addWidget(FormField(_("Reason for the change"), self.reason))
        self.save = button(_("Save the rules"), lambda: None, icon="check", kind="primary")
        self.save.setObjectName("save-policy")
        buttons = FlowLayout()
        buttons.addWidget(self.save)
        self.body.addLayout(buttons)

    def tell(self, policy: Policy) -> None:
        """Show the rules that hold."""
        self.start.set_day(policy.start)
        self.years.setValue(policy.years)
        self.hours.setValue(policy.half_hours / 2)
        self.technology.setValue(policy.technology_half_hours / 2)
        self.kinds.setValue(policy.kinds)
        for editor, target in zip(self.targets, policy.targets, strict=True):
            editor.setValue(target)
        ages = (*policy.male_ages, *policy.female_ages)
        for editor, age in zip(self.ages, ages, strict=True):
            editor.setValue(age)
        self.labour.choose(frozenset(policy.labour))
        self.reason.clear()

    def policy(self) -> Policy:
        """The rules as they are entered."""
        first, second, third = (editor.value() for editor in self.targets)
        men_from, men_to, women_from, women_to = (editor.value() for editor in self.ages)
        day: date = self.start.day
        return Policy(
            day,
            self.years.value(),
            (first, second, third),
            round(self.hours.value() * 2),
            round(self.technology.value() * 2),
            self.kinds.value(),
            (men_from, men_to),
            (women_from, women_to),
            frozenset(map(Labour, self.labour.chosen())),
        )


class CardsCard(Card):
    """From where on a school is shown yellow or red."""

    def __init__(self) -> None:
        super().__init__(_("Yellow and red cards"))
        self.boxes: dict[Rule, tuple[QSpinBox, QSpinBox]] = {}
        for rule, text in _RULES.items():
            self.boxes[rule] = (_threshold(), _threshold())
            row = FlowLayout(gap=style.px(14))
            for colour, editor in zip((_("yellow"), _("red")), self.boxes[rule], strict=True):
                row.addWidget(FormField(f"{_(text)} · {colour}", editor))
            self.body.addLayout(row)
        self.reason = QLineEdit()
        self.body.addWidget(FormField(_("Reason for the change"), self.reason))
        self.save = button(_("Save the thresholds"), lambda: None, icon="check", kind="primary")
        self.save.setObjectName("save-cards")
        buttons = FlowLayout()
        buttons.addWidget(self.save)
        self.body.addLayout(buttons)

    def tell(self, rules: CardRules) -> None:
        """Show the thresholds that hold."""
        for rule, editors in self.boxes.items():
            one: Threshold = getattr(rules, rule.value)
            for editor, value in zip(editors, (one.yellow, one.red), strict=True):
                editor.setValue(_NONE if value is None else value)
        self.reason.clear()

    def rules(self) -> CardRules:
        """The thresholds as they are entered."""
        given = {
            rule.value: Threshold(*(None if box.value() == _NONE else box.value() for box in boxes))
            for rule, boxes in self.boxes.items()
        }
        return CardRules(**{field.name: given[field.name] for field in fields(CardRules)})


def _whole(lowest: int, highest: int) -> QSpinBox:
    made = QSpinBox()
    made.setRange(lowest, highest)
    return made


def _threshold() -> QSpinBox:
    made = _whole(_NONE, _HIGHEST)
    made.setSpecialValueText(_("no card"))
    return made


def _hours() -> QDoubleSpinBox:
    made = QDoubleSpinBox()
    made.setDecimals(1)
    made.setSingleStep(0.5)
    made.setRange(0, _HIGHEST)
    return made
