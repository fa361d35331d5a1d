"""The doubles desk: likely doubles, the likeliest first, each pair side by side."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QWidget,
)

from nightschool.desktop import style
from nightschool.desktop.models.table import RIGHT, Column, RowsModel
from nightschool.desktop.page import Page
from nightschool.desktop.session import Session
from nightschool.desktop.widgets import (
    Card,
    EmptyState,
    FlowLayout,
    Table,
    button,
    heading,
    label,
    muted,
)
from nightschool.desktop.widgets.side_by_side import SideBySide
from nightschool.domain.identity import RowId
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import doubles, doubles_compare, undo
from nightschool.services.doubles import Decision, Kind, Pair, Queue
from nightschool.services.doubles_compare import Comparison
from nightschool.services.undo import Act
from nightschool.task import Task

_MOST = 500
"""So many pairs are loaded; the next come when these are settled."""
_SIDE_BY_SIDE = 900
"""From this width on the queue stands beside the comparison, else above it."""


class DoublesPage(Page):
    """Enter: the same. N: not the same. Up and down: the next pair."""

    key = "doubles"
    icon = "copy-check"
    topics = frozenset({"sync", "registry"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._acts: list[Act] = []
        self._total = 0
        self._build()

    @classmethod
    def title(cls) -> str:
        return _("Doubles")

    def help(self) -> str:
        return _(
            "Records that may be one and the same, the likeliest first, each with the reasons."
            "\n\nEnter: they are the same. One stands for both, and the hours of both count for"
            " it, each lesson once; nothing of the other is lost, and both certificates stay"
            " valid. N: they only look alike, which is remembered. Up and down, or left and right,"
            " go to the next pair."
            "\n\nCtrl+Z takes the last decision back. Nothing is ever joined by itself."
        )

    @property
    def kind(self) -> Kind:
        """People or lessons."""
        return (Kind.PEOPLE, Kind.LESSONS)[self.tabs.currentIndex()]

    def refresh(self) -> None:
        workspace, kind = self.session.workspace, self.kind
        self.read(lambda _task: doubles.queue(workspace, kind, 0, _MOST), self._show)

    def undo(self) -> bool:
        if not self._acts:
            return False
        workspace, act = self.session.workspace, self._acts.pop()
        self.run(lambda _task: undo.undo(workspace, act), self._have_undone)
        return True

    def _have_undone(self, _again: Act | None) -> None:
        self.session.notice(_("The decision was taken back."))
        self.session.wrote("people", "lessons", "roll", "certificates")
        self.refresh()

    def merge(self) -> None:
        """The two are the same."""
        pair = self._current()
        if pair is not None:
            self._decide(pair, doubles.merge, self._have_merged)

    def not_same(self) -> None:
        """The two only look alike."""
        pair = self._current()
        if pair is not None:
            self._decide(pair, doubles.not_same, self._have_parted)

    def _decide(
        self, pair: Pair, decide: Callable[..., object], done: Callable[..., object]
    ) -> None:
        workspace, reason = self.session.workspace, self._reason.text().strip()

        def work(_task: Task) -> object:
            return decide(workspace, pair.kind, pair.first, pair.second, reason)

        self.run(work, partial(done, pair), self._refused)

    def _refused(self, error: UserError) -> None:
        """Another clerk was faster: what stands now is shown, and why."""
        self.session.notice(str(error))
        self.refresh()

    def _have_merged(self, pair: Pair, done: Decision) -> None:
        self._settled(
            _("Joined: %(title)s.") % {"title": pair.title},
            done.act,
            lambda one: done.joined not in (one.first, one.second),
        )

    def _have_parted(self, pair: Pair, act: Act | None) -> None:
        text = _("Remembered as not the same: %(title)s.") % {"title": pair.title}
        self._settled(text, act, lambda one: one.key != pair.key)

    def _settled(self, text: str, act: Act | None, stays: Callable[[Pair], bool]) -> None:
        if act is not None:
            self._acts.append(act)
        self._reason.clear()
        self.session.notice(text, self.undo if act else None)
        self.session.wrote("people", "lessons", "roll", "certificates")
        left = tuple(one for one in self._model.rows if stays(one))
        gone = len(self._model.rows) - len(left)
        if not left and self._total > gone:
            self.refresh()
        else:
            self._show(Queue(left, self._total - gone))

    def _show(self, queue: Queue) -> None:
        row = max(self._table.currentIndex().row(), 0)
        self._total = queue.total
        self._model.show(queue.pairs)
        self._views.setCurrentWidget(self._desk if queue.pairs else self._empty)
        self._count.setText(
            _("%(count)d of %(all)d") % {"count": len(queue.pairs), "all": queue.total}
        )
        if queue.pairs:
            self._table.select(min(row, len(queue.pairs) - 1))
            self._table.setFocus()

    def _current(self) -> Pair | None:
        index = self._table.currentIndex()
        return self._model.record(index) if index.isValid() else None

    def _chosen(self, index: QModelIndex) -> None:
        pair = self._model.record(index) if index.isValid() else None
        if pair is None:
            self._compare(None)
            return
        workspace = self.session.workspace
        self._title.setText(_("%(title)s · %(place)s") % {"title": pair.title, "place": pair.place})
        self._why.setText(_("Why: %(reasons)s") % {"reasons": _(", ").join(pair.reasons)})
        self.read(
            lambda _task: doubles_compare.compare(workspace, pair.kind, pair.first, pair.second),
            self._compare,
            "compare",
        )

    def _compare(self, pair: Comparison | None) -> None:
        self.sides.show_pair(pair)

    def _step(self, by: int) -> None:
        row = self._table.currentIndex().row() + by
        if 0 <= row < self._model.rowCount():
            self._table.select(row)

    def _open_record(self, second: bool) -> None:
        pair = self._current()
        if pair is not None:
            page = "people" if pair.kind is Kind.PEOPLE else "roll"
            self.session.go(page, RowId(pair.second if second else pair.first))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= style.px(_SIDE_BY_SIDE)
        self._desk.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)

    def _build(self) -> None:
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.title())
        self.tabs.addTab(_("People twice"))
        self.tabs.addTab(_("Lessons twice"))
        self.tabs.currentChanged.connect(lambda _index: self.refresh())
        self._count = muted("")
        top = QWidget()
        line = QHBoxLayout(top)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.tabs)
        line.addWidget(self._count, 1)
        self._model = RowsModel(_columns())
        self._table = Table(self._model, "doubles", self.session.settings, self.title())
        self._table.chosen.connect(self._chosen)
        self._desk = QSplitter(Qt.Orientation.Horizontal)
        self._desk.setChildrenCollapsible(False)
        self._desk.addWidget(self._table)
        self._desk.addWidget(self._comparison())
        self._desk.setStretchFactor(0, 2)
        self._desk.setStretchFactor(1, 3)
        self._empty = EmptyState(
            _("Nothing looks like a double."),
            icon="circle-check",
            hint=_("Pairs come here when the packages of the schools are taken."),
        )
        self._views = QStackedWidget()
        self._views.addWidget(self._empty)
        self._views.addWidget(self._desk)
        self.body.addWidget(top)
        self.body.addWidget(self._views, 1)
        for keys, slot in (
            ("Return", self.merge),
            ("Enter", self.merge),
            ("N", self.not_same),
            ("Right", partial(self._step, 1)),
            ("Left", partial(self._step, -1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self._table, slot)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _comparison(self) -> QWidget:
        self._title = heading()
        self._title.setWordWrap(True)
        self._why = label("", "muted", wrap=True)
        self.sides = SideBySide(_("Both records side by side"))
        self._reason = QLineEdit()
        self._reason.setPlaceholderText(_("Reason, which goes back to the school"))
        self._reason.setAccessibleName(_("Reason, which goes back to the school"))
        answers = QWidget()
        flow = FlowLayout(answers, gap=style.px(8))
        same = button(_("The same  Enter"), self.merge, icon="arrows-join", kind="primary")
        same.setObjectName("doubles-merge")
        other = button(_("Not the same  N"), self.not_same, icon="arrows-split")
        other.setObjectName("doubles-not-same")
        for made in (same, other):
            flow.addWidget(made)
        for second, text in ((False, _("Open the first")), (True, _("Open the second"))):
            flow.addWidget(button(text, partial(self._open_record, second), kind="quiet"))
        card = Card()
        for part in (self._title, self._why, self.sides, self._reason, answers):
            card.body.addWidget(part, int(part is self.sides))
        return card


def _columns() -> tuple[Column[Pair], ...]:
    return (
        Column(
            _("Score"),
            lambda one: f"{one.score}",
            align=RIGHT,
            sort=lambda one: one.score,
            tip=lambda one: _(", ").join(one.reasons),
            width=70,
        ),
        Column(_("Who or what"), lambda one: one.title, sort=lambda one: one.title, width=210),
        Column(_("Village"), lambda one: one.place, sort=lambda one: one.place),
    )
