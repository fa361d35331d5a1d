"""Ctrl+F: people, lessons and certificates from anywhere."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from nightschool.desktop import style
from nightschool.desktop.session import Session
from nightschool.desktop.widgets import SearchBox, muted
from nightschool.i18n import _
from nightschool.task import Task

if TYPE_CHECKING:
    from nightschool.services.search import Hit

LIMIT = 30
_ICONS = {"person": "user", "lesson": "calendar-event", "certificate": "certificate"}
_PAGES = {"person": "people", "lesson": "lessons", "certificate": "certificates"}


class Finder(QFrame):
    """A field with the hits below; Enter opens, Escape closes."""

    closed = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self.setObjectName("finder")
        self.session = session
        self.field = SearchBox(_("Name, pinyin, initials, last digits of the ID, lesson, number"))
        self.hits = QListWidget()
        self.hits.setAccessibleName(_("What was found"))
        self.hits.setUniformItemSizes(True)
        self.said = muted()
        layout = QVBoxLayout(self)
        for one in (self.field, self.hits, self.said):
            layout.addWidget(one)
        self.field.searched.connect(self.search)
        self.field.moved.connect(self._move)
        self.field.returnPressed.connect(self._open)
        self.hits.itemActivated.connect(lambda _item: self._open())
        self.hits.itemClicked.connect(lambda _item: self._open())
        self.field.installEventFilter(self)
        self.hits.installEventFilter(self)
        self.hide()

    def appear(self) -> None:
        """Come up over the page with an empty field, or go away where it is up."""
        self.field.clear()
        self._show(())
        self.said.setText(_("Type to search. Arrow keys choose, Enter opens, Esc closes."))
        self.show()
        self.raise_()
        self.field.setFocus()

    def search(self, text: str) -> None:
        """Look for the text in the worker."""
        if not text:
            self._show(())
            return

        def work(_task: Task) -> "Sequence[Hit]":
            from nightschool.services import search

            return search.find(self.session.workspace, text, self.session.school, LIMIT)

        def done(found: "Sequence[Hit]") -> None:
            self._show(found)
            nothing = _("Nothing was found for “%(text)s”.") % {"text": text}
            self.said.setText("" if found else nothing)

        self.session.jobs.read(work, done, key="finder", owner=self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escape and event.type() == QEvent.Type.KeyPress:
            self.leave()
            return True
        return super().eventFilter(watched, event)

    def leave(self) -> None:
        """Close, and let the page have the keys again."""
        self.hide()
        self.closed.emit()

    def _show(self, found: "Sequence[Hit]") -> None:
        self.hits.clear()
        for hit in found:
            icon = style.icon(_ICONS.get(hit.kind, "circle"), "muted")
            item = QListWidgetItem(icon, f"{hit.title}    {hit.detail}", self.hits)
            item.setData(Qt.ItemDataRole.UserRole, hit)
        self.hits.setCurrentRow(0 if found else -1)

    def _move(self, by: int) -> None:
        row = self.hits.currentRow() + by
        self.hits.setCurrentRow(max(0, min(row, self.hits.count() - 1)))

    def _open(self) -> None:
        if self.hits.currentRow() < 0:
            return
        hit = self.hits.currentItem().data(Qt.ItemDataRole.UserRole)
        self.leave()
        self.session.go(_PAGES.get(hit.kind, hit.kind), hit.record)
