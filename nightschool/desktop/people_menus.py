"""What can be done with the person or household on the card: menus, and buttons of the same."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from nightschool.desktop import style
from nightschool.desktop.dialogs.people_new import New
from nightschool.desktop.people_moves import Moves
from nightschool.desktop.widgets import button
from nightschool.domain.codes import LeftReason
from nightschool.domain.household import Household
from nightschool.domain.person import Person
from nightschool.i18n import _

Entry = tuple[str, str, str, Callable[[], object]]
"""Name, text, icon, and what it does."""


class Menus:
    """`change` and `papers` hang below buttons of the card; `household` are buttons in it."""

    def __init__(
        self,
        parent: QWidget,
        moves: Moves,
        edit: Callable[[], object],
        papers: Sequence[Entry],
    ) -> None:
        self.change, self.papers = QMenu(parent), QMenu(parent)
        self.actions: dict[str, QAction] = {}
        on_household = _on_household(moves)
        groups = (_on_person(moves), on_household, _on_list(moves))
        for group in groups:
            self._add(self.change, group)
            self.change.addSeparator()
        self._add(self.papers, papers)
        self.edit = button(_("Edit  F2"), edit, icon="pencil", keys="F2")
        self.household: list[QPushButton] = [
            button(text, slot, icon=icon) for _name, text, icon, slot in on_household
        ]

    def enable(self, one: Person, home: Household | None) -> None:
        """Leave what makes sense for them."""
        here = one.left_on is None
        self.actions["back"].setEnabled(not here and one.left_reason is not LeftReason.DIED)
        for name in ("moved", "died", "marry", "place"):
            self.actions[name].setEnabled(here)
        for name in ("newborn", "split", "combine", "head", "file"):
            self.actions[name].setEnabled(home is not None)

    def _add(self, menu: QMenu, entries: Sequence[Entry]) -> None:
        for name, text, icon, slot in entries:
            self.actions[name] = menu.addAction(style.icon(icon), text)
            self.actions[name].triggered.connect(lambda _checked, slot=slot: slot())


def _on_person(moves: Moves) -> Sequence[Entry]:
    return (
        ("marry", _("Marriage …"), "heart", moves.marry),
        ("moved", _("Moved away …"), "logout", partial(moves.leave, LeftReason.MOVED)),
        ("back", _("Came back …"), "arrow-back-up", moves.come_back),
        ("died", _("Died …"), "circle-x", partial(moves.leave, LeftReason.DIED)),
        ("place", _("Put into a household …"), "home-2", moves.place),
    )


def _on_household(moves: Moves) -> Sequence[Entry]:
    return (
        ("newborn", _("Newborn …"), "baby-carriage", partial(moves.add, New.NEWBORN)),
        ("split", _("Split the household …"), "arrows-split", moves.split),
        ("combine", _("Combine households …"), "arrows-join", moves.combine),
        ("head", _("New head …"), "home", moves.new_head),
    )


def _on_list(moves: Moves) -> Sequence[Entry]:
    newcomer = partial(moves.add, New.NEWCOMER)
    return (("newcomer", _("Newcomer …"), "user-plus", newcomer),)
