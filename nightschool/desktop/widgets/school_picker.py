"""Choosing a school of the county by its name, pinyin or code."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from nightschool.desktop import style
from nightschool.desktop.widgets.search_box import SearchBox
from nightschool.domain.school import School
from nightschool.i18n import _
from nightschool.services import registry

_MOST = 60


class SchoolPicker(QWidget):
    """A field to search by and the open schools below; with `none` nothing may be chosen too."""

    def __init__(self, known: Sequence[School], without: str = "", none: str = "") -> None:
        super().__init__()
        self._known = [one for one in known if one.closed_on is None and one.code != without]
        self._none = none
        self.search = SearchBox(_("School, township, pinyin or code"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Schools to choose from"))
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
        self._filter("")

    @property
    def chosen(self) -> School | None:
        """The one that is marked."""
        item: QListWidgetItem | None = self.list.currentItem()
        school: School | None = item.data(Qt.ItemDataRole.UserRole) if item else None
        return school

    def choose(self, code: str) -> None:
        """Mark this one."""
        self.search.setText(code)
        self._filter(code)

    def _filter(self, text: str) -> None:
        self.list.clear()
        if self._none and not text:
            QListWidgetItem(self._none, self.list)
        for one in [one for one in self._known if registry.found_by(one, text)][:_MOST]:
            item = QListWidgetItem(f"{one.township} {one.village}  {one.code}", self.list)
            item.setData(Qt.ItemDataRole.UserRole, one)
        if self.list.count() and (text or self._none):
            self.list.setCurrentRow(0)

    def _move(self, by: int) -> None:
        row = self.list.currentRow() + by
        self.list.setCurrentRow(max(0, min(row, self.list.count() - 1)))
