"""The course of a lesson, found in the catalogue by title, initials, code or kind."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHeaderView, QVBoxLayout, QWidget

from nightschool import clock
from nightschool.desktop import style
from nightschool.desktop.models.table import Column, RowsModel
from nightschool.desktop.settings import Settings
from nightschool.desktop.widgets import FlowLayout, SearchBox, Table, button, muted
from nightschool.desktop.widgets.key_panel import ENTER
from nightschool.domain import labels, pinyin
from nightschool.domain.codes import CourseKind
from nightschool.domain.course import Course
from nightschool.domain.identity import RowId
from nightschool.i18n import _


class CourseField(QWidget):
    """The list is open while somebody searches; Enter takes the line that is chosen in it."""

    changed = Signal()
    taken = Signal()
    """A course was taken from the list: the keys may go on to the next field."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.course: Course | None = None
        self._courses: tuple[Course, ...] = ()
        self._last: Mapping[RowId, date] = {}
        self._kind: CourseKind | None = None
        self.search = _Search(self)
        self.model = RowsModel[Course](
            (
                Column(_("Course"), lambda one: one.title, tip=_spoken),
                Column(_("Kind"), lambda one: labels.label(one.kind), width=86),
                Column(_("Last taught"), self._taught, width=76),
            )
        )
        self.list = Table(self.model, "courses", settings, _("Courses"))
        head = self.list.horizontalHeader()
        head.hide()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.verticalHeader().setDefaultSectionSize(style.px(28))
        self.list.setMinimumHeight(style.px(150))
        self._nothing = muted(_("No course is called so. Courses are the county's to add."))
        self._catalogue = QWidget()
        self._build()
        self.setFocusProxy(self.search)

    def offer(self, courses: Sequence[Course], last: Mapping[RowId, date]) -> None:
        """The courses that may be taught, and when each was taught last."""
        self._courses, self._last = tuple(courses), last
        self._filter()

    def show_course(self, course: Course | None) -> None:
        """Show a course, the list closed; with none it stands open."""
        self.course = course
        self.search.setText(course.title if course else "")
        self._catalogue.setVisible(course is None)
        self._kind = None
        self._kinds.buttons()[0].setChecked(True)
        self._filter()

    def open_list(self) -> None:
        """Show the catalogue, the present course in it."""
        self._filter()
        self._catalogue.show()

    def close_list(self) -> bool:
        """Close the catalogue and keep what was taken before; False where nothing was."""
        if self.course is None or self._catalogue.isHidden():
            return False
        self.show_course(self.course)
        return True

    def take(self) -> None:
        """Take the chosen line of the list."""
        if self._catalogue.isHidden():
            self.taken.emit()
            return
        index = self.list.currentIndex()
        if index.isValid():
            self.show_course(self.model.record(index))
            self.changed.emit()
            self.taken.emit()

    def _typed(self) -> None:
        if self.course is not None:
            self.course = None
            self.changed.emit()
        self._catalogue.show()

    def _filter(self) -> None:
        typed = "" if self.course else self.search.text().strip()
        found = [one for one in self._courses if self._fits(one, typed)]
        self.model.show(found)
        self.list.setVisible(bool(found))
        self._nothing.setVisible(not found)
        if found:
            at = next((row for row, one in enumerate(found) if one == self.course), 0)
            self.list.select(at)

    def _fits(self, one: Course, typed: str) -> bool:
        if self._kind is not None and one.kind is not self._kind:
            return False
        return (
            not typed
            or pinyin.matches(one.title, typed)
            or one.code.casefold().startswith(typed.casefold())
            or bool(one.skill and pinyin.matches(one.skill, typed))
        )

    def _taught(self, one: Course) -> str:
        last = self._last.get(one.id)
        if last is None:
            return ""
        return f"{last:%m-%d}" if last.year == clock.today().year else f"{last:%Y}"

    def _only(self, kind: CourseKind | None) -> None:
        self._kind = kind
        self._filter()

    def _build(self) -> None:
        self._kinds = QButtonGroup(self)
        row = QWidget()
        flow = FlowLayout(row, gap=style.px(4))
        for kind in (None, *CourseKind):
            text = labels.label(kind) if kind else _("All kinds")
            one = button(text, partial(self._only, kind), kind="filter")
            one.setCheckable(True)
            self._kinds.addButton(one)
            flow.addWidget(one)
        self._kinds.buttons()[0].setChecked(True)
        inside = QVBoxLayout(self._catalogue)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(style.px(4))
        for part in (row, self.list, self._nothing):
            inside.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(style.px(4))
        layout.addWidget(self.search)
        layout.addWidget(self._catalogue)
        self.search.textEdited.connect(lambda _text: self._typed())
        self.search.searched.connect(lambda _text: self._filter())
        self.search.moved.connect(self._move)
        self.search.returnPressed.connect(self.take)
        self.list.opened.connect(lambda _index: self.take())
        self.list.clicked.connect(self._clicked)

    def _clicked(self, index: QModelIndex) -> None:
        if index.isValid():
            self.take()

    def _move(self, by: int) -> None:
        if self._catalogue.isHidden():
            self.open_list()
            return
        row = self.list.currentIndex().row() + by
        if 0 <= row < self.model.rowCount():
            self.list.select(row)


class _Search(SearchBox):
    """Enter takes from the list and saves nothing; Escape closes it, only then the form."""

    def __init__(self, field: CourseField) -> None:
        super().__init__(_("Title, initials or code"))
        self.setObjectName("course")
        self._field = field

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            if event.key() in ENTER:
                event.accept()
        elif not self._field.close_list():
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()


def _spoken(one: Course) -> str:
    parts = (one.code, one.title, labels.label(one.kind), labels.label(one.group), one.skill)
    return " · ".join(part for part in parts if part)
