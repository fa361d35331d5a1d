"""A lesson in the making, or one that is corrected: checked while it is typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from PySide6.QtCore import QDate, Qt, QTime, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from nightschool.desktop import lesson_words, style
from nightschool.desktop.dialogs.lesson_course import CourseField
from nightschool.desktop.dialogs.lesson_fields import Day, Field, Hour, Hours
from nightschool.desktop.dialogs.lesson_lecturer import LecturerField
from nightschool.desktop.settings import Settings
from nightschool.desktop.widgets import FlowLayout, button, heading, label
from nightschool.desktop.widgets.growing import GrowingArea
from nightschool.desktop.widgets.key_panel import ENTER, KeyPanel
from nightschool.desktop.widgets.record_fields import Choice
from nightschool.domain import labels
from nightschool.domain.codes import Language, LessonForm, LessonState
from nightschool.domain.course import Course
from nightschool.domain.field_labels import field_label
from nightschool.domain.identity import RowId
from nightschool.domain.lecturer import Lecturer
from nightschool.domain.lesson import MOST_HALF_HOURS, Lesson, half_hours_of, minutes_between
from nightschool.i18n import _

NO_COURSE = RowId(b"")
"""Stands in a draft whose course is not chosen yet."""
_MOST_GUESTS = 999


@dataclass(frozen=True, slots=True)
class Choices:
    """What a lesson may be made of."""

    courses: Sequence[Course] = ()
    lecturers: Sequence[Lecturer] = ()
    places: Sequence[str] = ()
    """Where lessons were held, the latest first."""
    last: Mapping[RowId, date] | None = None
    """When each course was taught last."""


class LessonEditor(KeyPanel):
    """The owner checks each draft that `changed` gives and answers with `tell`."""

    changed = Signal(object)
    saving = Signal(object, str)
    """A draft, and why it is changed where the lesson was held."""
    repeating = Signal(object)
    left = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("lesson-form")
        self.course = CourseField(settings)
        self.lecturer = LecturerField()
        self.heading = heading()
        self._opened: Lesson | None = None
        self._filling = False
        self._own_hours = False
        self._tried = False
        self.fields: dict[str, Field] = {}
        self._make_editors()
        self._build()

    def edit(self, draft: Lesson, choices: Choices, title: str, *, new: bool) -> None:
        """Show a draft, or a lesson to correct."""
        self._filling, self._tried = True, False
        self.heading.setText(title)
        self.course.offer(choices.courses, choices.last or {})
        self.lecturer.offer(choices.lecturers)
        completer = QCompleter(list(choices.places), self.place)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.place.setCompleter(completer)
        self._show(draft, choices)
        held = draft.state is LessonState.HELD
        self.fields["reason"].setVisible(held)
        for name in ("guests", "summary"):
            self.fields[name].setVisible(not new)
        self._repeat.setVisible(new)
        self._opened, self._filling = replace(draft), False
        self.tell({})
        self._changed()
        self.area.verticalScrollBar().setValue(0)

    def take_focus(self) -> None:
        """The keys go to the course, or where that is known to the day."""
        (self.day if self.course.course else self.course).setFocus()

    def draft(self) -> Lesson | None:
        """The lesson as it is typed now."""
        if self._opened is None:
            return None
        course = self.course.course
        return replace(
            self._opened,
            course=course.id if course else NO_COURSE,
            day=_date(self.day.date()),
            start=_time(self.start.time()),
            end=_time(self.end.time()),
            half_hours=round(self.hours.value() * 2),
            hours_reason=self.hours_reason.text().strip(),
            title=self.lesson_title.text().strip(),
            place=self.place.text().strip(),
            form=LessonForm(self.form.currentData()),  # Qt keeps the word alone
            language=Language(self.language.currentData()),
            lecturer=self.lecturer.chosen(),
            guests=self.guests.value(),
            summary=self.summary.toPlainText().strip(),
        )

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return self._opened is not None and self.draft() != self._opened

    def put_day(self, day: date) -> None:
        """The day was chosen elsewhere."""
        self.day.setDate(QDate(day.year, day.month, day.day))

    def close_form(self) -> None:
        """Nothing is being typed any more."""
        self._opened = None

    def tell(self, found: Mapping[str, str]) -> None:
        """Show what a check found: faults at their fields, and what to think about."""
        for name, field in self.fields.items():
            waits = name in ("course", "reason") and not self._tried
            field.fault("" if waits else found.get(name, ""))
            field.hint(found.get(f"{name}?", ""))
        self._fault.hide()

    def refuse(self, text: str) -> None:
        """It could not be saved."""
        self._fault.setText(f"✗ {text}")
        self._fault.show()

    def save(self) -> None:
        """Ask to save, unless a reason is missing."""
        draft = self.draft()
        if draft is None:
            return
        self._tried = True
        reason = self.reason.text().strip()
        if draft.state is LessonState.HELD and not reason:
            self.fields["reason"].fault(_("Say why it is changed."))
            self.reason.setFocus()
            return
        self.saving.emit(draft, reason)

    def show_faulty(self) -> None:
        """Go to the first field that is wrong."""
        wrong = next((one for one in self.fields.values() if one.faulty), None)
        if wrong:
            wrong.editor.setFocus()
            self.area.ensureWidgetVisible(wrong)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in ENTER and not isinstance(self.focusWidget(), QAbstractButton):
            self.save()
        else:
            super().keyPressEvent(event)

    # filling

    def _show(self, draft: Lesson, choices: Choices) -> None:
        known = {one.id: one for one in choices.courses}
        self.course.show_course(known.get(draft.course))
        self.put_day(draft.day)
        self.start.setTime(QTime(draft.start.hour, draft.start.minute))
        self.end.setTime(QTime(draft.end.hour, draft.end.minute))
        self._own_hours = draft.half_hours != half_hours_of(draft.start, draft.end)
        self.hours.setValue(draft.half_hours / 2)
        for edit, text in (
            (self.hours_reason, draft.hours_reason),
            (self.lesson_title, draft.title),
            (self.place, draft.place),
            (self.reason, ""),
        ):
            edit.setText(text)
        self.form.setCurrentIndex(self.form.findData(draft.form))
        self.language.setCurrentIndex(self.language.findData(draft.language))
        self.lecturer.choose(draft.lecturer)
        self.guests.setValue(draft.guests)
        self.summary.setPlainText(draft.summary)

    def _changed(self) -> None:
        if self._filling or self._opened is None:
            return
        start, end = _time(self.start.time()), _time(self.end.time())
        by_clock = half_hours_of(start, end)
        if not self._own_hours:
            self._filling = True
            self.hours.setValue(min(by_clock, MOST_HALF_HOURS) / 2)
            self._filling = False
        own = round(self.hours.value() * 2) != by_clock
        self.fields["hours_reason"].setVisible(own)
        course = self.course.course
        self.lesson_title.setPlaceholderText(course.title if course else "")
        weekday = lesson_words.weekday(_date(self.day.date()))
        self.fields["day"].note(f"{weekday} · {lesson_words.minutes(minutes_between(start, end))}")
        self.changed.emit(self.draft())

    def _hours_changed(self) -> None:
        if not self._filling:
            start, end = _time(self.start.time()), _time(self.end.time())
            self._own_hours = round(self.hours.value() * 2) != half_hours_of(start, end)
            self._changed()

    # building

    def _make_editors(self) -> None:
        self.lesson_title, self.place = QLineEdit(), QLineEdit()
        self.hours_reason, self.reason = QLineEdit(), QLineEdit()
        self.day, self.start, self.end = Day(), Hour(), Hour()
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setCalendarPopup(False)
        for hour in (self.start, self.end):
            hour.setDisplayFormat("HH:mm")
        self.hours = Hours()
        self.hours.setDecimals(1)
        self.hours.setSingleStep(0.5)
        self.hours.setRange(0, MOST_HALF_HOURS / 2)
        self.form, self.language = Choice(), Choice()
        for form in LessonForm:
            self.form.addItem(labels.label(form), form)
        for language in Language:
            self.language.addItem(labels.label(language), language)
        self.guests = QSpinBox()
        self.guests.setRange(0, _MOST_GUESTS)
        self.summary = QPlainTextEdit()
        self.summary.setTabChangesFocus(True)
        self.summary.setFixedHeight(style.px(72))
        for edit in (self.lesson_title, self.place, self.hours_reason):
            edit.textChanged.connect(lambda _text: self._changed())
        self.day.dateChanged.connect(lambda _day: self._changed())
        for hour in (self.start, self.end):
            hour.timeChanged.connect(lambda _time: self._changed())
        self.hours.valueChanged.connect(lambda _value: self._hours_changed())
        for choice in (self.form, self.language):
            choice.currentIndexChanged.connect(lambda _index: self._changed())
        self.guests.valueChanged.connect(lambda _value: self._changed())
        self.course.changed.connect(self._changed)
        self.course.taken.connect(self.day.setFocus)
        self.lecturer.changed.connect(self._changed)

    def _build(self) -> None:
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, style.px(6), 0)
        rows.setSpacing(style.px(8))
        for cells in self._rows():
            row, below = QHBoxLayout(), QVBoxLayout()
            row.setSpacing(style.px(10))
            for name, editor, part in cells:
                field = self.fields[name] = Field(_label(name), editor)
                field.setObjectName(f"field-{name}")
                field.tell_in(below)
                row.addWidget(field, part, Qt.AlignmentFlag.AlignTop)
            whole = QVBoxLayout()
            whole.setSpacing(style.px(3))
            whole.addLayout(row)
            whole.addLayout(below)
            rows.addLayout(whole)
        rows.addStretch()
        self.fields["title"].note(_("Only where it is not that of the course."))
        self.area = GrowingArea(inside)
        self._fault = label("", "fault", wrap=True)
        self._fault.hide()
        self._save = button(_("Save"), self.save, icon="check", kind="primary", keys="Ctrl+S")
        self._save.setObjectName("save-lesson")
        self._repeat = button(_("Every week …"), self._ask_repeat, icon="calendar-repeat")
        acts = QWidget()
        flow = FlowLayout(acts, gap=style.px(8))
        for one in (self._save, self._repeat, button(_("Discard"), self.left.emit)):
            flow.addWidget(one)
        layout = QVBoxLayout(self)
        side = style.px(14)
        layout.setContentsMargins(side, style.px(12), side, style.px(12))
        layout.setSpacing(style.px(8))
        layout.addWidget(self.heading)
        layout.addWidget(self.area, 1)
        layout.addWidget(self._fault)
        layout.addWidget(acts)

    def _ask_repeat(self) -> None:
        draft = self.draft()
        self._tried = True
        if draft is not None:
            self.repeating.emit(draft)

    def _rows(self) -> tuple[tuple[tuple[str, QWidget, int], ...], ...]:
        """Name, editor and part of the width of each field."""
        return (
            (("course", self.course, 1),),
            (("day", self.day, 4), ("start", self.start, 3), ("end", self.end, 3)),
            (("half_hours", self.hours, 3), ("place", self.place, 7)),
            (("hours_reason", self.hours_reason, 1),),
            (("lecturer", self.lecturer, 1),),
            (("form", self.form, 1), ("language", self.language, 1)),
            (("title", self.lesson_title, 1),),
            (("guests", self.guests, 1),),
            (("summary", self.summary, 1),),
            (("reason", self.reason, 1),),
        )


def _label(name: str) -> str:
    own = {
        "start": _("Begins at"),
        "end": _("Ends at"),
        "reason": _("Why is it changed?"),
    }
    return own.get(name) or field_label("lesson", name)


def _date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())


def _time(hour: QTime) -> time:
    return time(hour.hour(), hour.minute())
