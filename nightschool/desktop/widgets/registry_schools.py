"""The county's schools: searched, and what can be done with the one that is marked."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from nightschool.desktop import style
from nightschool.desktop.models.table import Column, RowsModel
from nightschool.desktop.settings import Settings
from nightschool.desktop.widgets import FlowLayout, SearchBox, Table, button, label, muted
from nightschool.desktop.widgets.record_fields import Choice
from nightschool.domain.school import School
from nightschool.i18n import _
from nightschool.services import registry


class SchoolsPanel(QWidget):
    """`asked` names what is wanted with the marked school."""

    asked = Signal(str)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._schools: Sequence[School] = ()
        self._laptops: Mapping[str, int] = {}
        self._wanted = ""
        self.search, self.township = SearchBox(_("School, township, pinyin or code")), Choice()
        self.township.setAccessibleName(_("Township"))
        self.township.addItem(_("All townships"), "")
        self.model: RowsModel[School] = RowsModel(self._columns())
        self.table = Table(self.model, "registry-schools", settings, _("Schools"))
        self.count, self.about = muted(""), label("", wrap=True)
        self.buttons = {name: self._button(*act) for name, *act in _acts()}
        self._build()
        self._mark()

    @property
    def chosen(self) -> School | None:
        """The school that is marked."""
        index = self.table.currentIndex()
        return self.model.record(index) if index.isValid() else None

    def show_schools(self, known: Sequence[School], laptops: Mapping[str, int]) -> None:
        """Show them; `laptops` counts those that each school may send with."""
        kept = self.chosen
        self._schools, self._laptops = known, laptops
        place = self.township.currentData()
        self.township.blockSignals(True)
        self.township.clear()
        self.township.addItem(_("All townships"), "")
        for code, name in registry.townships(known).items():
            self.township.addItem(name, code)
        self.township.setCurrentIndex(max(self.township.findData(place), 0))
        self.township.blockSignals(False)
        self._filter()
        self.select(self._wanted or (kept.code if kept else ""))

    def select(self, code: str) -> None:
        """Mark a school, at once or when it is here."""
        self._wanted = code if not self._schools else ""
        if code and not any(one.code == code for one in self.model.rows):
            self.search.clear()
            self.township.setCurrentIndex(0)
            self._filter()
        for row, one in enumerate(self.model.rows):
            if one.code == code:
                self.table.select(row)

    def _filter(self) -> None:
        text, place = self.search.text().strip(), self.township.currentData()
        found = [
            one
            for one in self._schools
            if (not place or one.township_code == place) and registry.found_by(one, text)
        ]
        self.model.show(found)
        facts = {"count": len(found), "all": len(self._schools)}
        self.count.setText(_("%(count)d of %(all)d") % facts)
        if found:
            self.table.select(0)
        self._mark()

    def _mark(self) -> None:
        one = self.chosen
        for name, made in self.buttons.items():
            made.setEnabled(one is not None)
            made.setVisible(one is None or name != ("reopen" if one.closed_on is None else "close"))
        if one is not None and one.closed_on is not None:
            for name in ("work", "enrol"):
                self.buttons[name].setEnabled(False)
        self.about.setText(f"{one.place}  {one.code}" if one else _("No school fits."))

    def _columns(self) -> list[Column[School]]:
        return [
            Column(_("Code"), lambda one: one.code, sort=lambda one: one.code),
            Column(_("Village"), lambda one: one.village, sort=lambda one: one.village),
            Column(_("Township"), lambda one: one.township, sort=lambda one: one.township_code),
            Column(
                _("Head of the school"),
                lambda one: one.head or "–",
                sort=lambda one: one.head or None,
            ),
            Column(_("Keeper"), lambda one: one.keeper or "–", sort=lambda one: one.keeper or None),
            Column(_("Phone"), lambda one: one.phone or "–"),
            Column(_("Laptops"), self._held, sort=lambda one: self._laptops.get(one.code, 0)),
            Column(_("State"), state, tone=_tone, sort=state),
        ]

    def _held(self, one: School) -> str:
        return str(self._laptops.get(one.code, 0)) if self._laptops.get(one.code) else _("none")

    def _button(self, text: str, icon: str, kind: str) -> QPushButton:
        return button(text, lambda: None, icon=icon, kind=kind)

    def _build(self) -> None:
        top, below = QWidget(), QWidget()
        row, acts = FlowLayout(top, gap=style.px(8)), FlowLayout(below, gap=style.px(8))
        self.search.setMinimumWidth(style.px(260))
        for one in (self.search, self.township, self.count):
            row.addWidget(one)
        for name, made in self.buttons.items():
            made.setObjectName(f"school-{name}")
            made.clicked.connect(self._teller(name))
            acts.addWidget(made)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, style.px(8), 0, 0)
        layout.setSpacing(style.px(8))
        for part in (top, self.table, self.about, below):
            layout.addWidget(part, 1 if part is self.table else 0)
        self.search.searched.connect(lambda _text: self._filter())
        self.search.moved.connect(self._move)
        self.township.currentIndexChanged.connect(lambda _index: self._filter())
        self.table.chosen.connect(lambda _index: self._mark())
        self.table.opened.connect(self._opened)

    def _teller(self, name: str) -> Callable[[bool], None]:
        return lambda _checked: self.asked.emit(name)

    def _opened(self, index: QModelIndex) -> None:
        if index.isValid():
            self.asked.emit("edit")

    def _move(self, by: int) -> None:
        row = self.table.currentIndex().row() + by
        if 0 <= row < self.model.rowCount():
            self.table.select(row)


def state(one: School) -> str:
    """Whether a school is open, in words."""
    if one.closed_on is None:
        return _("✓ open")
    if one.merged_into:
        return _("→ part of %(code)s since %(day)s") % {
            "code": one.merged_into,
            "day": one.closed_on,
        }
    return _("✗ closed since %(day)s") % {"day": one.closed_on}


def _tone(one: School) -> str:
    return "good" if one.closed_on is None else "muted"


def _acts() -> Sequence[tuple[str, str, str, str]]:
    return (
        ("work", _("Work for this school"), "school", "primary"),
        ("edit", _("Change …"), "pencil", ""),
        ("transfer", _("Transfer people …"), "arrow-right", ""),
        ("enrol", _("Enrol a laptop …"), "device-laptop", ""),
        ("close", _("Close or merge …"), "ban", ""),
        ("reopen", _("Reopen"), "arrow-back-up", ""),
        ("history", _("History …"), "history", ""),
    )
