"""The rules of the checks, each with its switch and its numbers."""

from collections.abc import Mapping
from dataclasses import fields
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from nightschool.desktop import style
from nightschool.desktop.widgets.card import Card
from nightschool.desktop.widgets.check_parts import lean, padded
from nightschool.desktop.widgets.flow import FlowLayout
from nightschool.desktop.widgets.text import label, muted
from nightschool.domain.checks.rules import RULES, Code, Rule
from nightschool.domain.checks.settings import Setting
from nightschool.i18n import _


class RulesPart(QWidget):
    """A card a rule. What is changed is saved at once; elsewhere than at the county it is shown."""

    changed = Signal(object, object, object)
    """A rule's code, its switch, its numbers by name."""

    def __init__(self, *, editable: bool) -> None:
        super().__init__()
        self._cards = {rule.code: RuleCard(rule, editable=editable) for rule in RULES}
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.px(8))
        for code, card in self._cards.items():
            card.edited.connect(partial(self._edited, code))
            column.addWidget(card)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inner)
        area.setMinimumHeight(style.px(200))
        lean(area)
        layout = padded(self)
        layout.addWidget(
            muted(
                _("What is set here goes to all schools with the next packages.")
                if editable
                else _("The county sets the rules.")
            )
        )
        layout.addWidget(area, 1)

    def show_settings(self, found: Mapping[Code, Setting]) -> None:
        """Show what holds."""
        for code, card in self._cards.items():
            card.tell(found[code])

    def card(self, code: Code) -> "RuleCard":
        """The card of a rule."""
        return self._cards[code]

    def _edited(self, code: Code) -> None:
        card = self._cards[code]
        self.changed.emit(code, card.switch.isChecked(), card.numbers())


class RuleCard(Card):
    """One rule."""

    edited = Signal()

    def __init__(self, rule: Rule, *, editable: bool) -> None:
        super().__init__()
        self.switch = QCheckBox(_(rule.title))
        self.switch.setEnabled(editable)
        self.switch.toggled.connect(lambda _on: self.edited.emit())
        self.boxes: dict[str, QSpinBox] = {}
        self.body.addWidget(self.switch)
        self.body.addWidget(muted(_(rule.explanation)))
        numbers = QWidget()
        flow = FlowLayout(numbers, gap=style.px(16))
        for each in fields(rule.limits):
            box = QSpinBox()
            box.setRange(each.metadata["low"], each.metadata["high"])
            box.setAccessibleName(f"{_(rule.title)}{_(': ')}{_(each.metadata['label'])}")
            box.setEnabled(editable)
            box.setKeyboardTracking(False)
            box.valueChanged.connect(lambda _value: self.edited.emit())
            self.boxes[each.name] = box
            pair = QWidget()
            beside = QHBoxLayout(pair)
            beside.setContentsMargins(0, 0, 0, 0)
            beside.addWidget(label(_(each.metadata["label"])))
            beside.addWidget(box)
            flow.addWidget(pair)
        if self.boxes:
            self.body.addWidget(numbers)

    def numbers(self) -> dict[str, int]:
        """The rule's numbers as they are set."""
        return {name: box.value() for name, box in self.boxes.items()}

    def tell(self, setting: Setting) -> None:
        """Show what holds, without saying that it was edited."""
        self.blockSignals(True)
        self.switch.setChecked(setting.active)
        for name, box in self.boxes.items():
            box.setValue(getattr(setting.limits, name))
        self.blockSignals(False)
