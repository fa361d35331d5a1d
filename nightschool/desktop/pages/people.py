"""People and households: found, looked at, corrected at once, moved by guided actions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QSplitter,
)

from nightschool import clock
from nightschool.desktop import people_words as words
from nightschool.desktop import style
from nightschool.desktop.dialogs.paper import show_paper
from nightschool.desktop.models import people as columns
from nightschool.desktop.models.paged import ROWS, PagedModel
from nightschool.desktop.page import Page
from nightschool.desktop.people_acts import PeopleActs
from nightschool.desktop.people_menus import Entry, Menus
from nightschool.desktop.people_moves import Moves
from nightschool.desktop.session import Session
from nightschool.desktop.target import Target
from nightschool.desktop.widgets import EmptyState, SearchBox, Table, button, label
from nightschool.desktop.widgets.people_panel import PeoplePanel, Shown
from nightschool.desktop.widgets.views import Views
from nightschool.domain.identity import RowId
from nightschool.errors import UserError
from nightschool.i18n import N_, _, ngettext
from nightschool.services import (
    cards,
    history,
    papers,
    people,
    people_checks,
    people_list,
    policy,
)
from nightschool.services.people_list import Filters, Only, PersonRow, Sort
from nightschool.services.workspace import Workspace
from nightschool.task import Task

ONLY = {
    Only.HERE: N_("Everybody here"),
    Only.DUE: N_("Of working age"),
    Only.INCOMPLETE: N_("Not complete yet"),
    Only.NEVER_CAME: N_("Never came"),
    Only.COMPLETE: N_("Complete"),
    Only.NO_ID: N_("Without ID number"),
    Only.VILLAGERS: N_("Villagers outside the register"),
    Only.GUESTS: N_("Guests from elsewhere"),
    Only.LEFT: N_("Left"),
    Only.EVERYBODY: N_("Everybody ever"),
}
NARROW = 820
"""Below this width, in pixels at 100 %, the card stands below the list."""
_LIST, _CARD = 466, 534


class PeoplePage(Page):
    """A list on one side, the card of whoever is chosen in it on the other."""

    key = "people"
    icon = "users"
    topics = frozenset({"people", "roll", "certificates", "policy"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.on = clock.today()
        self.shown: Shown | None = None
        self._wanted: RowId | None = None
        self._sort, self._descending = Sort.REGISTER, False
        self.acts = PeopleActs(self)
        self.moves = Moves(self, self.acts, lambda: self.shown, self.choose)
        self.model: PagedModel[PersonRow] = PagedModel(columns.people(self.on), session.jobs, self)
        self.action(_("Import a roster"), "file-import", lambda: session.go("import"))
        self._build_add()
        self._build()
        self._connect()

    @classmethod
    def title(cls) -> str:
        return _("Villagers")

    def help(self) -> str:
        return _(
            "Type a name, pinyin, initials or the last digits of a number; arrow keys choose, F2"
            " edits. A field is saved as soon as you leave it or press Enter."
            "\n\nMarriage, moving away, coming back, a death, a birth, a household split or"
            " combined: choose it under Change, with its day. Nobody is ever deleted: hours and"
            " certificates stay."
            "\n\nCtrl+N adds somebody; whoever may be on the list already is shown while you type,"
            " and F4 opens that one. Ctrl+Z takes back, Ctrl+Y does again."
        )

    def open(self, target: Target) -> None:
        """Show a person or household, a kind of people by its filter, or the form for one more."""
        if target.detail == "new":
            self.moves.add()
        elif target.detail in set(Only):
            self.only.setCurrentIndex(self.only.findData(target.detail))
        if target.record is not None:
            self.choose(target.record)

    def refresh(self) -> None:
        self._list()
        if self._wanted is not None:
            self._load(self._wanted)

    def undo(self) -> bool:
        return self.acts.undo()

    def choose(self, row: RowId) -> None:
        """Show this person's card, or that of the head of this household."""
        self._wanted = row
        self._load(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= style.px(NARROW)
        way = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if self.split.orientation() is not way:
            self.split.setOrientation(way)
            sizes = (_LIST, _CARD) if wide else (1, 2)
            self.split.setSizes([style.px(100) * size for size in sizes])

    # the list

    def _filters(self) -> Filters:
        return {
            "text": self.search.text().strip(),
            "only": Only(self.only.currentData()),
            "sort": self._sort,
            "descending": self._descending,
        }

    def _list(self) -> None:
        """Load the list anew; its first page comes with its length."""
        workspace, school, filters = self.session.workspace, self.session.school, self._filters()
        first: list[people_list.Page] = []

        def count() -> int:
            first.append(people_list.page(workspace, school, limit=ROWS, **filters))
            return first[0].total or 0

        def fetch(offset: int, limit: int) -> tuple[PersonRow, ...]:
            if offset == 0 and first:
                return first.pop().rows
            return people_list.page(workspace, school, offset=offset, limit=limit, **filters).rows

        self.model.show(count, fetch)

    def _listed(self) -> None:
        count = self.model.rowCount()
        text = ngettext("%(count)d person", "%(count)d people", count) % {"count": count}
        self.count.setText(text)
        whole = not self.search.text().strip() and self.only.currentData() in (
            Only.HERE,
            Only.EVERYBODY,
        )
        if count:
            self.views.show_view(self.split)
            self._find()
        else:
            self.views.show_view(self.nobody if whole else self.nothing)

    def _find(self) -> None:
        """Mark whoever the card shows; without a card, open the first."""
        if self._wanted is None:
            self.table.select(0)
            return
        if self.table.seek(lambda row: isinstance(row, PersonRow) and row.id == self._wanted):
            return
        workspace, school, filters = self.session.workspace, self.session.school, self._filters()
        wanted = self._wanted
        self.read(
            lambda _task: people_list.position(workspace, wanted, school, **filters),
            self._go,
            "place",
        )

    def _go(self, place: int | None) -> None:
        if place is not None and place < self.model.rowCount():
            self.table.select(place)

    def _chosen(self, index: QModelIndex) -> None:
        row = self.model.record(index) if index.isValid() else None
        if row is not None and row.id != self._wanted:
            self.choose(row.id)

    def _sorted(self, column: int, order: Qt.SortOrder) -> None:
        self._sort = Sort(columns.SORTS[column])
        self._descending = order is Qt.SortOrder.DescendingOrder
        self._list()

    def _move(self, by: int) -> None:
        row = max(0, min(self.table.currentIndex().row() + by, self.model.rowCount() - 1))
        self.table.select(row)

    def _everybody(self) -> None:
        self.search.clear()
        self.only.setCurrentIndex(self.only.findData(Only.EVERYBODY.value))

    # the card

    def _load(self, row: RowId) -> None:
        workspace, on = self.session.workspace, self.on
        self.read(lambda _task: load(workspace, row, on), self._show, "card")

    def _show(self, shown: Shown) -> None:
        self.shown = shown
        one = shown.card.person
        if self._wanted != one.id:
            self._wanted = one.id
            self.panel.tabs.setCurrentIndex(2)
        self.panel.show_person(shown)
        self.menus.enable(one, shown.card.household)
        if self.views.shows(self.split):
            self._find()

    def _edited(self, name: str, value: Any) -> None:
        """Save a field of the person, unless something is wrong with it."""
        shown, fields = self.shown, self.panel.fields
        if shown is None or value == getattr(shown.card.person, name):
            return
        one, workspace = shown.card.person, self.session.workspace
        if text := people_checks.check(replace(one, **{name: value})).get(name):
            fields.fault(name, text)
            return
        self._save(
            lambda: people.edit_person(workspace, one.id, {name: value}),
            f"{one.name}: {fields.fields[name].label.text()}",
            lambda text: fields.fault(name, text),
        )

    def _edited_home(self, name: str, value: Any) -> None:
        """Save a field of the household."""
        shown, fields = self.shown, self.panel.household.fields
        if shown is None or shown.home is None:
            return
        home, workspace = shown.home.household, self.session.workspace
        if text := people_checks.check_household(replace(home, **{name: value})).get(name):
            fields.fault(name, text)
            return
        self._save(
            lambda: people.edit_household(workspace, home.id, {name: value}),
            f"{words.household_name(home.number, shown.home.name.head)}:"
            f" {fields.fields[name].label.text()}",
            lambda text: fields.fault(name, text),
        )

    def _save(self, work: Callable[[], object], what: str, fault: Callable[[str], object]) -> None:
        def failed(error: UserError) -> None:
            fault(f"{error.message} {error.remedy}".strip())

        fault("")
        self.acts.do(work, lambda _made: _("%(what)s changed") % {"what": what}, None, failed)

    def _print_file(self) -> None:
        shown, workspace, school = self.shown, self.session.workspace, self.session.school
        if shown is None or shown.home is None:
            return
        number = shown.home.name.number or shown.home.name.head

        def make(path: Path, _task: Task) -> None:
            papers.write_household_files(workspace, path, self.on, school, number)

        show_paper(self, _("Household file"), make)

    def _print_card(self) -> None:
        shown, workspace, school = self.shown, self.session.workspace, self.session.school
        if shown is None:
            return
        row = shown.card.person.id

        def make(path: Path, _task: Task) -> None:
            papers.write_cards(workspace, path, self.on, school, [row])

        show_paper(self, _("Training card"), make)

    # how it is built

    def _build_add(self) -> None:
        add = self.action(_("Add a person"), "user-plus", self.moves.add, kind="primary")
        add.setObjectName("add-person")
        add.setToolTip(f"{_('Add a person')} (Ctrl+N)")
        QShortcut(QKeySequence("Ctrl+N"), self, self.moves.add)

    def _papers(self) -> list[Entry]:
        return [
            ("card", _("Training card …"), "id", self._print_card),
            ("file", _("Household file …"), "file-text", self._print_file),
        ]

    def _build(self) -> None:
        self.search = SearchBox(_("Name, pinyin, initials, last digits of the number"))
        self.search.setObjectName("people-search")
        self.only = QComboBox()
        self.only.setObjectName("people-only")
        self.only.setAccessibleName(_("Who is shown"))
        for one, text in ONLY.items():
            self.only.addItem(_(text), one.value)
        self.count = label("", "muted")
        self.table = Table(self.model, "people", self.session.settings, _("People"))
        self.menus = Menus(self, self.moves, lambda: self.panel.edit(), self._papers())
        self.panel = PeoplePanel(self.session.settings, self.on, self.menus)
        row = QHBoxLayout()
        row.setSpacing(style.px(8))
        row.addWidget(self.search, 1)
        row.addWidget(self.only)
        row.addWidget(self.count)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(style.px(12))
        self.split.addWidget(self.table)
        self.split.addWidget(self.panel)
        self.split.setSizes([style.px(_LIST), style.px(_CARD)])
        self.split.setStretchFactor(0, _LIST)
        self.split.setStretchFactor(1, _CARD)
        self._build_empty()
        self.views = Views(self.split, self.nobody, self.nothing)
        self.body.addLayout(row)
        self.body.addWidget(self.views, 1)

    def _build_empty(self) -> None:
        take = button(
            _("Import a roster"),
            lambda: self.session.go("import"),
            icon="file-import",
            kind="primary",
        )
        self.nobody = EmptyState(
            _("Nobody is on the list yet."),
            take,
            button(_("Add a person"), self.moves.add, icon="user-plus"),
            icon="users",
            hint=_("Import the register's roster first: it brings people and households at once."),
        )
        self.nothing = EmptyState(
            _("Nobody is found like this."),
            button(_("Show everybody"), self._everybody),
            icon="search",
        )

    def _connect(self) -> None:
        self.search.searched.connect(lambda _text: self._list())
        self.search.moved.connect(self._move)
        self.search.returnPressed.connect(self.table.setFocus)
        self.only.currentIndexChanged.connect(lambda _index: self._list())
        self.model.sorting.connect(self._sorted)
        self.model.loaded.connect(self._listed)
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(lambda _index: self.panel.tabs.setFocus())
        panel = self.panel
        panel.fields.edited.connect(self._edited)
        panel.household.fields.edited.connect(self._edited_home)
        panel.member_opened.connect(self.choose)
        panel.lesson_opened.connect(lambda row: self.session.go("roll", row))
        panel.certificate_opened.connect(lambda row: self.session.go("certificates", row))
        panel.revealed.connect(lambda: self.moves.reveal(panel.show_number))
        QShortcut(QKeySequence("Ctrl+Y"), self, self.acts.redo)
        QShortcut(QKeySequence("Ctrl+Shift+Z"), self, self.acts.redo)


def load(workspace: Workspace, row: RowId, on: date) -> Shown:
    """The card of a person, or that of a household's first member; raises `UserError`."""
    try:
        card = cards.person_card(workspace, row, on)
    except UserError:
        members = cards.household_card(workspace, row, on).members
        if not members:
            raise
        card = cards.person_card(workspace, members[0].person.id, on)
    home = card.household
    return Shown(
        card,
        cards.household_card(workspace, home.id, on) if home else None,
        tuple(history.history(workspace, "person", card.person.id)),
        policy.policy_of(workspace),
    )
