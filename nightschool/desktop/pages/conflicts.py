"""The conflict desk: both values side by side, answered by one key, alone or all of a kind."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from nightschool.desktop import style
from nightschool.desktop.dialogs.form import FormDialog
from nightschool.desktop.models.table import Column, RowsModel
from nightschool.desktop.page import Page
from nightschool.desktop.session import Session
from nightschool.desktop.widgets import (
    Card,
    EmptyState,
    SearchBox,
    Table,
    button,
    heading,
    label,
    muted,
)
from nightschool.domain.identity import RowId
from nightschool.i18n import _, ngettext
from nightschool.services import conflict_desk, undo
from nightschool.services.conflict_desk import Contradiction, Settled, Value
from nightschool.services.conflicts import OURS, THEIRS
from nightschool.services.undo import Act

_PAGES = {
    "person": ("people", ""),
    "household": ("people", "household"),
    "lesson": ("roll", ""),
    "attendance": ("roll", ""),
}
_KEY = 16


class ConflictsPage(Page):
    """Left arrow: what stands. Right arrow: what lost. O: another value."""

    key = "conflicts"
    icon = "arrows-split"
    topics = frozenset({"sync", "conflicts", "people", "lessons", "roll"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._open: Sequence[Contradiction] = ()
        self._act: Act | None = None
        self._build()

    @classmethod
    def title(cls) -> str:
        return _("Contradictions")

    def help(self) -> str:
        return _(
            "Two desks wrote the same field without knowing of each other. One value stands, the"
            " other one lost; nothing was thrown away."
            "\n\nLeft arrow keeps what stands, right arrow takes what lost, O enters another value."
            " Up and down go to the next. With Shift the answer is given to all of this kind."
            "\n\nThe reason goes back to the school with the answer. Ctrl+Z takes the last answer"
            " back: the value is as before, and may be set at its record."
        )

    def refresh(self) -> None:
        workspace = self.session.workspace
        self.read(lambda _task: conflict_desk.contradictions(workspace), self._show)

    def undo(self) -> bool:
        act, self._act = self._act, None
        if act is None:
            return False
        workspace = self.session.workspace
        self.run(
            lambda _task: undo.undo(workspace, act),
            lambda _again: self._wrote(_("The answer was taken back.")),
        )
        return True

    def answer(self, take: str, *, all_alike: bool = False) -> None:
        """Give the current contradiction, or all of its kind, an answer."""
        one = self._current()
        if one is None:
            return
        workspace, reason = self.session.workspace, self._reason.text().strip()
        chosen = conflict_desk.alike(self._shown(), one) if all_alike else [one]
        ids = [each.id for each in chosen]
        self.run(
            lambda _task: conflict_desk.settle(workspace, ids, take, reason), self._have_settled
        )

    def _have_settled(self, settled: Settled) -> None:
        self._act = settled.act
        text = ngettext(
            "%(count)d contradiction was settled.",
            "%(count)d contradictions were settled.",
            settled.settled,
        ) % {"count": settled.settled}
        if settled.gone:
            text += " " + ngettext(
                "%(count)d had been settled by somebody else in the meantime: that answer stands.",
                "%(count)d had been settled by somebody else in the meantime: those answers stand.",
                settled.gone,
            ) % {"count": settled.gone}
        self._wrote(text)

    def _wrote(self, text: str) -> None:
        self.session.notice(text, self.undo if self._act else None)
        self.session.wrote("conflicts", "people", "lessons", "roll", "sync")

    def _show(self, found: Sequence[Contradiction]) -> None:
        row = max(self._table.currentIndex().row(), 0)
        self._open = found
        self._views.setCurrentWidget(self._desk if found else self._empty)
        self._list()
        if self._model.rowCount():
            self._table.select(min(row, self._model.rowCount() - 1))
        self._table.setFocus()

    def _list(self) -> None:
        self._model.show(self._shown())
        self._count.setText(
            _("%(count)d of %(all)d") % {"count": self._model.rowCount(), "all": len(self._open)}
        )
        self._compare(self._table.currentIndex())

    def _shown(self) -> list[Contradiction]:
        typed = self._search.text().strip()
        return [one for one in self._open if typed in f"{one.place} {one.record} {one.label}"]

    def _current(self) -> Contradiction | None:
        index = self._table.currentIndex()
        return self._model.record(index) if index.isValid() else None

    def _compare(self, index: QModelIndex) -> None:
        one = self._model.record(index) if index.isValid() else None
        self._sides.setVisible(one is not None)
        if one is None:
            return
        self._title.setText(f"{one.place} · {one.record} · {one.label}")
        self._stands.tell(one.stands)
        self._lost.tell(one.lost)
        alike = len(conflict_desk.alike(self._shown(), one))
        for made, text in (
            (self._all_stand, _("All %(count)d of this kind: keep what stands")),
            (self._all_lost, _("All %(count)d of this kind: take what lost")),
        ):
            made.setText(text % {"count": alike})
            made.setVisible(alike > 1)

    def _other(self) -> None:
        one = self._current()
        if one is None:
            return
        dialog = OtherDialog(self, one)
        if dialog.exec():
            self.answer(dialog.value.text().strip())

    def _open_record(self, index: QModelIndex) -> None:
        one = self._model.record(index)
        page, detail = _PAGES.get(one.table, ("", ""))
        if page:
            self.session.go(page, RowId(one.row[:_KEY]), detail)

    def _build(self) -> None:
        self._search = SearchBox(_("School, record or field"))
        self._search.searched.connect(lambda _text: self._list())
        self._count = muted("")
        top = QHBoxLayout()
        top.addWidget(self._search, 1)
        top.addWidget(self._count)
        self._model = RowsModel(_columns())
        self._table = Table(self._model, "conflicts", self.session.settings, self.title())
        self._table.chosen.connect(self._compare)
        self._table.opened.connect(self._open_record)
        self._title = heading()
        self._stands = Side(_("Stands"), "←", partial(self.answer, OURS))
        self._lost = Side(_("Lost"), "→", partial(self.answer, THEIRS))
        both = QHBoxLayout()
        both.addWidget(self._stands, 1)
        both.addWidget(self._lost, 1)
        self._reason = QLineEdit()
        self._reason.setPlaceholderText(_("Reason, which goes back to the school"))
        self._reason.setAccessibleName(_("Reason, which goes back to the school"))
        self._all_stand = button("", partial(self.answer, OURS, all_alike=True), kind="quiet")
        self._all_lost = button("", partial(self.answer, THEIRS, all_alike=True), kind="quiet")
        answers = QHBoxLayout()
        answers.addWidget(self._reason, 1)
        answers.addWidget(button(_("Another value …  O"), self._other, icon="pencil"))
        kinds = QHBoxLayout()
        for made in (self._all_stand, self._all_lost):
            kinds.addWidget(made)
        kinds.addStretch()
        self._sides = Card()
        self._sides.body.addWidget(self._title)
        self._sides.body.addLayout(both)
        self._sides.body.addLayout(answers)
        self._sides.body.addLayout(kinds)
        self._desk = QWidget()
        layout = QVBoxLayout(self._desk)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(style.px(10))
        layout.addLayout(top)
        layout.addWidget(self._table, 1)
        layout.addWidget(self._sides)
        self._empty = EmptyState(
            _("Nothing contradicts."),
            icon="circle-check",
            hint=_("What two desks write differently comes here when their packages are taken."),
        )
        self._views = QStackedWidget()
        self._views.addWidget(self._empty)
        self._views.addWidget(self._desk)
        self.body.addWidget(self._views, 1)
        for keys, slot in (
            ("Left", partial(self.answer, OURS)),
            ("Right", partial(self.answer, THEIRS)),
            ("Shift+Left", partial(self.answer, OURS, all_alike=True)),
            ("Shift+Right", partial(self.answer, THEIRS, all_alike=True)),
            ("O", self._other),
        ):
            shortcut = QShortcut(QKeySequence(keys), self._table, slot)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)


class Side(Card):
    """One value with its author, and the button that takes it."""

    def __init__(self, title: str, key: str, take: partial[None]) -> None:
        super().__init__(title)
        self._value = label("", "figure", wrap=True)
        self._who = muted("")
        self.button = button(f"{_('Take this')}  {key}", take, kind="primary")
        for part in (self._value, self._who, self.button):
            self.body.addWidget(part)

    def tell(self, value: Value) -> None:
        """Show a value."""
        self._value.setText(value.text)
        at = f"{value.at:%Y-%m-%d %H:%M}" if value.at else ""
        self._who.setText(_(", ").join(part for part in (value.desk, value.by, at) if part))
        self.button.setAccessibleDescription(f"{value.text} {self._who.text()}")


class OtherDialog(FormDialog):
    """A third value."""

    def __init__(self, parent: QWidget, one: Contradiction) -> None:
        super().__init__(parent, f"{one.record} · {one.label}", _("Take this value"))
        self.value = QLineEdit()
        self.add("value", one.label, self.value)
        self.value.setFocus()


def _columns() -> tuple[Column[Contradiction], ...]:
    return (
        Column(_("School"), lambda one: one.place, sort=lambda one: one.school, width=230),
        Column(_("Record"), lambda one: one.record, sort=lambda one: one.record, width=190),
        Column(_("Field"), lambda one: one.label, sort=lambda one: one.label, width=150),
        Column(_("Stands"), lambda one: one.stands.text, width=200),
        Column(_("Lost"), lambda one: one.lost.text),
    )
