"""Choosing a household by its head's name, pinyin or the end of its number."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from nightschool.desktop import people_words as words
from nightschool.desktop import style
from nightschool.desktop.widgets.search_box import SearchBox
from nightschool.domain import pinyin
from nightschool.domain.codes import Relation
from nightschool.domain.household import Household
from nightschool.domain.identity import RowId
from nightschool.domain.person import Person
from nightschool.i18n import _, ngettext

_MOST = 60


@dataclass(frozen=True, slots=True)
class Home:
    """A household that may be chosen."""

    id: RowId
    number: str
    head: str
    members: int

    @property
    def said(self) -> str:
        people = ngettext("%(count)d person", "%(count)d people", self.members)
        count = people % {"count": self.members}
        return f"{words.household_name(self.number, self.head)} · {count}"

    def found_by(self, text: str) -> bool:
        """Whether a search means this one."""
        return pinyin.matches(self.head, text) or (text.isdecimal() and text in self.number)


def homes(
    households: Sequence[Household], people: Sequence[Person], without: RowId | None = None
) -> list[Home]:
    """The households of a school, but for one."""
    here = [one for one in people if one.household and one.left_on is None]
    members = Counter(one.household for one in here)
    heads = {one.household: one.name for one in here if one.relation is Relation.HEAD}
    return [
        Home(one.id, one.number or "", heads.get(one.id, ""), members[one.id])
        for one in households
        if one.id != without
    ]


class HouseholdPicker(QWidget):
    """A field to search by and the households below."""

    def __init__(self) -> None:
        super().__init__()
        self._homes: Sequence[Home] = ()
        self._wanted: RowId | None = None
        self.search = SearchBox(_("Head's name, pinyin, end of the number"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Households to choose from"))
        self.list.setUniformItemSizes(True)
        self.list.setFixedHeight(style.px(124))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(style.px(4))
        layout.addWidget(self.search)
        layout.addWidget(self.list)
        self.setFocusProxy(self.search)
        self.search.searched.connect(self._filter)
        self.search.moved.connect(self._move)

    def offer(self, found: Sequence[Home]) -> None:
        """The households to choose from."""
        self._homes = found
        self._filter(self.search.text())

    @property
    def chosen(self) -> Home | None:
        """The one that is marked."""
        item: QListWidgetItem | None = self.list.currentItem()
        home: Home | None = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return home

    def _filter(self, text: str) -> None:
        self.list.clear()
        for home in [one for one in self._homes if not text or one.found_by(text)][:_MOST]:
            item = QListWidgetItem(home.said, self.list)
            item.setData(Qt.ItemDataRole.UserRole, home)
        if text and self.list.count():
            self.list.setCurrentRow(0)

    def _move(self, by: int) -> None:
        row = self.list.currentRow() + by
        self.list.setCurrentRow(max(0, min(row, self.list.count() - 1)))
