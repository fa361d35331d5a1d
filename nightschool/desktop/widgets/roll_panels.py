"""The parts about the grid: how a roll begins, why somebody is on leave, how the marks stand."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from nightschool.desktop import style
from nightschool.desktop.widgets.buttons import button
from nightschool.desktop.widgets.flow import FlowLayout
from nightschool.desktop.widgets.roll_grid import KEYS, SIGNS
from nightschool.desktop.widgets.text import heading, label, muted
from nightschool.domain import labels
from nightschool.domain.codes import Mark
from nightschool.domain.identity import RowId
from nightschool.domain.roll import Roll, RollGroup
from nightschool.i18n import N_, _

REASONS = (
    N_("away for work"),
    N_("ill"),
    N_("something at home"),
    N_("a meeting"),
    N_("a funeral or a wedding"),
)
"""Why people are on leave, mostly; each is one key."""


class StartPanel(QFrame):
    """Before a roll is begun: whose roll, then all present or none by one key each."""

    begun = Signal(object)
    """The `Mark` that all begin with."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setObjectName("roll-start")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Begin the roll call"))
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._choices: list[Roll | RowId] = [Roll.DUE]
        self.rolls = QComboBox()
        self.rolls.setAccessibleName(_("Whose names are called?"))
        inside = QWidget()
        inside.setMaximumWidth(style.px(760))
        layout = QVBoxLayout(inside)
        layout.setSpacing(style.px(14))
        layout.addStretch(2)
        layout.addWidget(heading(_("Whose names are called?")))
        layout.addWidget(self.rolls)
        layout.addSpacing(style.px(10))
        layout.addWidget(heading(_("How shall they begin?")))
        both = QHBoxLayout()
        both.setSpacing(style.px(14))
        for mark, text in (
            (Mark.PRESENT, _("All present: I mark who is missing") + "     ="),
            (Mark.ABSENT, _("None present: I mark who comes") + "     -"),
        ):
            made = button(text, partial(self.begun.emit, mark), kind="tile")
            made.setIcon(
                style.icon("circle-check" if mark is Mark.PRESENT else "circle-dashed", "accent")
            )
            both.addWidget(made)
        layout.addLayout(both)
        layout.addWidget(
            muted(_("Each mark is saved at once. The roll counts when you finish it."))
        )
        layout.addStretch(3)
        across = QHBoxLayout(self)
        across.addWidget(inside)

    def offer(self, groups: Sequence[RollGroup]) -> None:
        """The rolls there are, with the school's saved groups."""
        self._choices = [Roll.DUE, Roll.LAST, Roll.ALL, *(group.id for group in groups)]
        self.rolls.clear()
        self.rolls.addItems(
            [
                _("Everybody due for training"),
                _("Those who came last time"),
                _("Everybody who lives here"),
                *(_("Group %(name)s") % {"name": group.name} for group in groups),
            ]
        )

    @property
    def roll(self) -> Roll | RowId:
        """Whose roll was chosen."""
        return self._choices[max(self.rolls.currentIndex(), 0)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in ("=", "+", "＝"):
            self.begun.emit(Mark.PRESENT)
        elif event.text() in ("-", "－"):
            self.begun.emit(Mark.ABSENT)
        else:
            super().keyPressEvent(event)


class ReasonPanel(QFrame):
    """Leave is given for a reason: a digit chooses one, or it is typed."""

    given = Signal(str)
    left = Signal()
    asked = Signal()
    """It has begun or ended to ask."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        self.setObjectName("roll-reason")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.title = label()
        self.title.setMinimumHeight(style.px(32))
        self.other = QLineEdit()
        self.other.setPlaceholderText(_("another reason"))
        self.other.setAccessibleName(_("another reason"))
        self.asking = False
        self.other.setMinimumWidth(style.px(180))
        self.other.returnPressed.connect(lambda: self._give(self.other.text().strip()))
        layout = FlowLayout(self, gap=style.px(8))
        inset = style.px(8)
        layout.setContentsMargins(inset, inset, inset, inset)
        layout.addWidget(self.title)
        for number, reason in enumerate(REASONS, 1):
            text = f"{number}  {_(reason)}"
            layout.addWidget(button(text, partial(self._give, _(reason))))
        layout.addWidget(self.other)

    def ask(self, name: str) -> None:
        """Ask why this person is on leave."""
        self.title.setText(_("Why is %(name)s on leave?") % {"name": name})
        self.setAccessibleName(self.title.text())
        self.other.clear()
        self._ask(asking=True)
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.text()
        if digit.isdecimal() and 1 <= int(digit) <= len(REASONS):
            self._give(_(REASONS[int(digit) - 1]))
        elif event.key() == Qt.Key.Key_Escape:
            self._ask(asking=False)
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Tab, Qt.Key.Key_0):
            self.other.setFocus()
        else:
            super().keyPressEvent(event)

    def _give(self, reason: str) -> None:
        if reason:
            self._ask(asking=False)
            self.given.emit(reason)

    def _ask(self, *, asking: bool) -> None:
        self.asking = asking
        self.asked.emit()


class Counts(QWidget):
    """The running count; each is a button that shows those alone, and again all."""

    chosen = Signal(object)
    """A `Mark`, or None for all."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("roll-counts")
        layout = FlowLayout(self, gap=style.px(6))
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._buttons: dict[Mark, QPushButton] = {}
        for mark in Mark:
            made = button("", partial(self._choose, mark))
            made.setCheckable(True)
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._buttons[mark] = made
            self._group.addButton(made)
            layout.addWidget(made)

    def show_counts(self, counts: Mapping[Mark, int]) -> None:
        """Show how many bear each mark."""
        for mark, made in self._buttons.items():
            made.setText(f"{SIGNS[mark]} {labels.label(mark)} {counts[mark]}")
            made.setAccessibleName(f"{labels.label(mark)} {counts[mark]}")
        self.updateGeometry()

    def show_all(self) -> None:
        """Nobody is left out any more."""
        for made in self._buttons.values():
            made.setChecked(False)

    def _choose(self, mark: Mark) -> None:
        wanted = self._buttons[mark].isChecked()
        for other, made in self._buttons.items():
            made.setChecked(wanted and other is mark)
        self.chosen.emit(mark if wanted else None)


class KeyLine(QWidget):
    """The keys of the page, always in sight."""

    def __init__(self) -> None:
        super().__init__()
        layout = FlowLayout(self, gap=style.px(12))
        keys = [
            (_("Space"), _("there or not")),
            *((key, labels.label(mark)) for mark, key in KEYS.items()),
            (_("letters, digits"), _("search")),
            (_("Enter"), _("details")),
            ("Ctrl+Z", _("undo")),
            ("Ctrl+Enter", _("finish")),
        ]
        for key, text in keys:
            layout.addWidget(_pair(label(key, "key"), label(text, "muted")))


def _pair(*parts: QLabel) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(style.px(5))
    for part in parts:
        row.addWidget(part)
    return made


class SearchLine(QFrame):
    """What is being searched for, whom it finds, and who is not on the roll yet."""

    told = Signal()

    def __init__(self, add: Callable[[int], object]) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        self.setObjectName("roll-search")
        self._add = add
        self.text = label()
        self.text.setMinimumHeight(style.px(32))
        self._layout = FlowLayout(self, gap=style.px(8))
        inset = style.px(7)
        self._layout.setContentsMargins(inset, inset, inset, inset)
        self._layout.addWidget(self.text)
        self._buttons: list[QPushButton] = []
        self.searching = False

    def tell(self, typed: str, hits: int, others: Sequence[str]) -> None:
        """Show the search; `others` are people who could be added, the first one by Enter."""
        for made in self._buttons:
            self._layout.removeWidget(made)
            made.deleteLater()
        self._buttons = []
        if hits:
            found = _("%(typed)s: %(count)d on the roll") % {"typed": typed, "count": hits}
        else:
            found = _("%(typed)s: not on the roll.") % {"typed": typed}
            found += " " + (_("Add:") if others else _("Nobody of the village is called so."))
        self.text.setText(found)
        self.setAccessibleName(found)
        for at, name in enumerate(others if not hits else ()):
            made = button(
                f"{name}  ↵" if at == 0 else name, partial(self._add, at), icon="user-plus"
            )
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._buttons.append(made)
            self._layout.addWidget(made)
        self.searching = bool(typed)
        self.told.emit()


class Below(QStackedWidget):
    """One place under the grid for the keys, the search and the reason: the names stay put."""

    def __init__(self, keys: KeyLine, search: SearchLine, reason: ReasonPanel) -> None:
        super().__init__()
        self._keys, self._search, self._reason = keys, search, reason
        for part in (keys, search, reason):
            self.addWidget(part)
        search.told.connect(self._choose)
        reason.asked.connect(self._choose)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def _choose(self) -> None:
        shown: QWidget = self._keys
        if self._reason.asking:
            shown = self._reason
        elif self._search.searching:
            shown = self._search
        self.setCurrentWidget(shown)
