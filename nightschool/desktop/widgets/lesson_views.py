"""The parts of the lessons' page: calendar or list, and beside it the day, lesson or form."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from nightschool import clock
from nightschool.desktop import lesson_words, style
from nightschool.desktop.dialogs.lesson_card import DayPanel, LessonCard
from nightschool.desktop.dialogs.lesson_form import LessonEditor
from nightschool.desktop.lesson_words import LessonLine
from nightschool.desktop.models.table import Column, RowsModel
from nightschool.desktop.settings import Settings
from nightschool.desktop.widgets.buttons import button
from nightschool.desktop.widgets.calendar import MonthView
from nightschool.desktop.widgets.chip import Chip
from nightschool.desktop.widgets.empty import EmptyState
from nightschool.desktop.widgets.flow import FlowLayout
from nightschool.desktop.widgets.growing import into_sight
from nightschool.desktop.widgets.record_fields import Choice
from nightschool.desktop.widgets.search_box import SearchBox
from nightschool.desktop.widgets.table import Table
from nightschool.desktop.widgets.text import heading, muted
from nightschool.domain import pinyin
from nightschool.domain.identity import RowId
from nightschool.i18n import _
from nightschool.services.timetable import Month

_NARROW = 900
"""Below this width, in pixels at 100 %, the panel stands under the calendar."""
_PANEL, _LEAST_PANEL = 412, 280
_COMING = 4
QWIDGETSIZE_MAX = 16_777_215
"""Qt's own, which PySide leaves out: no limit."""
_TITLE = 1
"""The column that takes what room there is."""


class LessonViews(QWidget):
    """What is shown; the page decides."""

    moved = Signal(object)
    """A day was chosen."""
    picked = Signal(object)
    """A `LessonLine` was chosen."""
    opened = Signal()
    switched = Signal(bool)
    """To the list, or else to the calendar."""
    stick = Signal()
    """The county's catalogue is wanted."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.calendar = MonthView()
        self.card, self.day = LessonCard(), DayPanel()
        self.form = LessonEditor(settings)
        self.model: RowsModel[LessonLine] = RowsModel(_columns())
        self.list = Table(self.model, "lessons", settings, _("Lessons"))
        head = self.list.horizontalHeader()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(_TITLE, QHeaderView.ResizeMode.Stretch)
        self.search = SearchBox(_("Title, lecturer, place or day"))
        self.state = Choice()
        self._lines: tuple[LessonLine, ...] = ()
        self._month: Month | None = None
        self._narrow = False
        self._build()
        self._connect()

    @property
    def is_editing(self) -> bool:
        """Whether the form is open."""
        return self.panel.currentWidget() is self.form

    @property
    def shown_lesson(self) -> RowId | None:
        """The lesson whose card is shown."""
        return self.card.lesson if self.panel.currentWidget() is self.card else None

    def show_month(self, month: Month, lines: Sequence[LessonLine]) -> None:
        """Show what was loaded: a month in the calendar, all lessons in the list."""
        self._month, self._lines = month, tuple(reversed(lines))
        self.calendar.show_month(month)
        self.name.setText(lesson_words.month(month.first))
        counted = lesson_words.of_month(month.first, lines)
        self._kept.say(*lesson_words.kept(counted, clock.today()))
        self._rule.setText(lesson_words.rule(counted))
        self._filter()

    def show_courses(self, *, known: bool) -> None:
        """Without courses nothing can be planned: say where they come from."""
        self._pages.setCurrentWidget(self._all if known else self._none)

    def show_day(self, day: date) -> None:
        """A day without a lesson."""
        days = self._month.days if self._month else ()
        self.card.lesson = None
        holiday = next((one.holiday for one in days if one.day == day), "")
        self.day.show_day(day, holiday, self._around(day))
        self.panel.setCurrentWidget(self.day)

    def show_lesson(self, line: LessonLine, of_day: Sequence[LessonLine]) -> None:
        """A lesson's card."""
        self.card.show_line(line, of_day, clock.today())
        self.panel.setCurrentWidget(self.card)

    def show_form(self) -> None:
        """The form; it has been filled."""
        self.panel.setCurrentWidget(self.form)
        self._left.setVisible(not self._narrow)
        self._top.setVisible(not self._narrow)
        self.form.take_focus()
        into_sight(self.form)

    def take_focus(self) -> None:
        """The keys go to what can be done with the day or lesson that is shown."""
        shown = self.panel.currentWidget()
        if isinstance(shown, LessonCard | DayPanel):
            shown.take_focus()
            into_sight(shown)

    def leave_form(self) -> None:
        """The form is closed; something else is shown next."""
        self.form.close_form()
        self._left.show()
        self._top.show()

    def reach(self, lesson: RowId) -> None:
        """Bring a lesson into sight in the list too."""
        if self.views.currentWidget() is not self.list:
            return
        if not self.list.seek(_is(lesson)):
            self.search.clear()
            self.state.setCurrentIndex(0)
            self._filter()
            self.list.seek(_is(lesson))

    def focus_view(self) -> None:
        """The keys go to the calendar or list."""
        self.views.currentWidget().setFocus()

    def show_view(self, in_list: bool) -> None:
        """The list, or else the calendar."""
        self.views.setCurrentWidget(self.list if in_list else self.calendar)
        self._as_list.setChecked(in_list)
        self._as_calendar.setChecked(not in_list)
        for one in (*self._of_calendar, self._legend):
            one.setVisible(not in_list)
        for one in (self.search, self.state):
            one.setVisible(in_list)

    def fit(self, width: int) -> None:
        """Side by side, or one below the other."""
        narrow = width < style.px(_NARROW)
        if narrow == self._narrow:
            return
        self._narrow = narrow
        way = QBoxLayout.Direction
        self._both.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        self._limit()
        if self.is_editing:
            self.show_form()

    def _around(self, day: date) -> Sequence[LessonLine]:
        """The lesson before a day and the few after it; the list stands in falling order."""
        after = [line for line in self._lines if line.lesson.day > day]
        before = [line for line in self._lines if line.lesson.day < day]
        return [*before[:1], *reversed(after[-_COMING:])]

    def _limit(self) -> None:
        for area in (self.card.area, self.form.area):
            area.grow(wanted=self._narrow)
        self.panel.setMinimumWidth(style.px(_LEAST_PANEL if self._narrow else _PANEL))
        self.panel.setMaximumWidth(QWIDGETSIZE_MAX if self._narrow else style.px(_PANEL))

    def _filter(self) -> None:
        typed, state = self.search.text().strip(), self.state.currentData()
        today = clock.today()
        self.model.show(
            [
                line
                for line in self._lines
                if (state is None or lesson_words.state(line.lesson, today)[0] == state)
                and (not typed or _fits(line, typed))
            ]
        )
        if self.card.lesson is not None:
            self.list.blockSignals(True)
            self.list.seek(_is(self.card.lesson))
            self.list.blockSignals(False)

    def _chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            self.picked.emit(self.model.record(index))

    def _switch(self, in_list: bool) -> None:
        self.show_view(in_list)
        self.switched.emit(in_list)
        self.focus_view()

    def _connect(self) -> None:
        self.calendar.moved.connect(self.moved)
        self.calendar.picked.connect(self.picked)
        self.calendar.opened.connect(self.opened)
        self.list.chosen.connect(self._chosen)
        self.list.opened.connect(lambda _index: self.opened.emit())
        self.search.searched.connect(lambda _text: self._filter())
        self.state.currentIndexChanged.connect(lambda _index: self._filter())
        self.search.moved.connect(lambda _by: self.list.setFocus())

    def _build(self) -> None:
        self.views = QStackedWidget()
        self.views.addWidget(self.calendar)
        self.views.addWidget(self.list)
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(style.px(6))
        left.addWidget(self.views, 1)
        self._legend = _legend()
        left.addWidget(self._legend)
        self.panel = _Panel(self.day, self.card, self.form)
        self._top = self._build_top()
        self._all = QWidget()
        self._none = EmptyState(
            _("The county's courses have not come to this laptop yet."),
            button(_("Take from the stick"), self.stick.emit, icon="usb", kind="primary"),
            icon="book",
            hint=_("A lesson is a course of the catalogue on one evening."),
        )
        self._pages = QStackedWidget()
        self._pages.addWidget(self._all)
        self._pages.addWidget(self._none)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(self._pages)
        whole = QVBoxLayout(self._all)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(style.px(8))
        whole.addWidget(self._top)
        self._both = QHBoxLayout()
        self._both.setSpacing(style.px(12))
        self._both.addWidget(self._left, 1)
        self._both.addWidget(self.panel)
        whole.addLayout(self._both, 1)
        self._limit()

    def _build_top(self) -> QWidget:
        top = QWidget()
        row = FlowLayout(top, gap=style.px(8))
        self.name = heading()
        self.name.setObjectName("month")
        self.name.setMinimumWidth(style.px(92))
        self.name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        turn = self.calendar.turn
        back = button("", lambda: turn(-1), icon="chevron-left", name=_("Month back"))
        on = button("", lambda: turn(1), icon="chevron-right", name=_("Month on"))
        now = button(_("Today"), lambda: self.calendar.go(clock.today()))
        self._as_calendar = _switch(_("Calendar"), "calendar-event", lambda: self._switch(False))
        self._as_list = _switch(_("List"), "list", lambda: self._switch(True))
        self._pair = QButtonGroup(self)
        for one in (self._as_calendar, self._as_list):
            self._pair.addButton(one)
        months = _together(back, self.name, on, now)
        self._kept, self._rule = Chip("", "", "quiet"), muted("")
        self._rule.setWordWrap(False)
        rule = _together(self._kept, self._rule)
        rule.setMinimumHeight(back.sizeHint().height())
        self._of_calendar = (months, rule)
        self.search.setMinimumWidth(style.px(260))
        self.state.setAccessibleName(_("State"))
        self.state.addItem(_("All states"), None)
        for sign, words, _tone in lesson_words.legend():
            self.state.addItem(f"{sign} {words}", sign)
        switch = _together(self._as_calendar, self._as_list)
        for part in (switch, months, rule, self.search, self.state):
            row.addWidget(part)
        return top


class _Panel(QWidget):
    """One of its parts is shown; unlike a stack it is no higher than that one."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._parts = parts
        for part in parts:
            layout.addWidget(part)
        self.setCurrentWidget(parts[0])

    def currentWidget(self) -> QWidget:
        return next(part for part in self._parts if not part.isHidden())

    def setCurrentWidget(self, wanted: QWidget) -> None:
        for part in self._parts:
            part.setVisible(part is wanted)


def _switch(text: str, icon: str, slot: Callable[[], object]) -> QPushButton:
    made = button(text, slot, icon=icon)
    made.setCheckable(True)
    return made


def _together(*parts: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(style.px(6))
    for part in parts:
        row.addWidget(part)
    return made


def _legend() -> QWidget:
    made = QWidget()
    flow = FlowLayout(made, gap=style.px(6))
    for said in lesson_words.legend():
        flow.addWidget(Chip(*said))
    return made


def _is(lesson: RowId) -> Callable[[object], bool]:
    def wanted(line: Any) -> bool:
        return bool(line.lesson.id == lesson)

    return wanted


def _fits(line: LessonLine, typed: str) -> bool:
    return typed in f"{line.lesson.day:%Y-%m-%d}" or any(
        pinyin.matches(text, typed)
        for text in (line.title, line.lecturer, line.lesson.place, lesson_words.kind(line))
    )


def _columns() -> tuple[Column[LessonLine], ...]:
    def stands(line: LessonLine) -> tuple[str, str, str]:
        return lesson_words.state(line.lesson, clock.today())

    return (
        Column(
            _("Day"),
            lambda line: lesson_words.day(line.lesson.day),
            sort=lambda line: line.lesson.begins,
            width=138,
        ),
        Column(
            _("Lesson"),
            lambda line: line.title,
            sort=lambda line: pinyin.sound(line.title),
            tip=lambda line: f"{line.title} · {lesson_words.kind(line)}",
        ),
        Column(
            _("State"),
            lambda line: " ".join(stands(line)[:2]),
            sort=lambda line: stands(line)[1],
            tone=lambda line: stands(line)[2],
            width=132,
        ),
        Column(
            _("Lecturer"),
            lambda line: line.lecturer,
            sort=lambda line: pinyin.sound(line.lecturer),
            width=90,
        ),
        Column(_("Came"), lesson_words.came, sort=lambda line: line.attended, width=90),
    )
