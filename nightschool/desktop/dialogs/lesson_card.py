"""The chosen lesson: what it is, how it stands, and what can be done with it."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from nightschool.desktop import lesson_words, style
from nightschool.desktop.dialogs.lesson_photos import PhotoStrip, Thumb
from nightschool.desktop.lesson_words import LessonLine
from nightschool.desktop.widgets import Chip, button, heading, label, line, muted
from nightschool.desktop.widgets.growing import GrowingArea
from nightschool.desktop.widgets.key_panel import KeyPanel
from nightschool.desktop.widgets.links import Link, Links
from nightschool.domain import labels
from nightschool.domain.codes import LessonState
from nightschool.domain.identity import RowId
from nightschool.domain.lesson import half_hours_of
from nightschool.domain.photo import MOST_OF_A_LESSON
from nightschool.i18n import _


class LessonCard(KeyPanel):
    """`asked` names what is to be done: roll, edit, cancel, sheet, history, repeat, photos."""

    asked = Signal(str)
    other = Signal(object)
    """The key of another lesson of the same day."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("lesson-card")
        self.lesson: RowId | None = None
        self.title = heading()
        self.title.setWordWrap(True)
        self.chip = Chip("", "", "quiet")
        self.photos = PhotoStrip()
        self._build()

    def show_line(self, shown: LessonLine, day: Sequence[LessonLine], today: date) -> None:
        """Show a lesson, and the others of its day to change to."""
        one = shown.lesson
        if one.id != self.lesson:
            self.photos.show_thumbs(())
            self._many.setText(_("Photos"))
        self.lesson = one.id
        self.title.setText(shown.title or _("(course not known here)"))
        self.chip.say(*lesson_words.state(one, today))
        self._show_facts(list(_facts(shown)))
        self._show_others([each for each in day if each.lesson.id != one.id], today)
        planned = one.state is LessonState.PLANNED
        cancelled = one.state is LessonState.CANCELLED
        self._roll.setVisible(not cancelled)
        go_on = _("Go on with the roll call") if one.roll_open else _("Roll call")
        self._roll.setText(go_on if planned else _("Look at the roll"))
        style.dress(self._roll, kind="primary" if planned else "")
        style.lead(self._roll, "clipboard-check", "on_accent" if planned else "text")
        self._buttons["edit"].setVisible(not cancelled)
        self._buttons["sheet"].setVisible(not cancelled)
        self._buttons["cancel"].setVisible(planned)

    def show_photos(self, found: Sequence[Thumb]) -> None:
        """Show the lesson's photos."""
        self.photos.show_thumbs(found)
        counts = {"count": len(found), "most": MOST_OF_A_LESSON}
        self._many.setText(
            _("Photos: %(count)d of %(most)d") % counts if found else _("No photos yet")
        )

    def take_focus(self) -> None:
        """The keys go to the first thing that can be done."""
        first = self._roll if not self._roll.isHidden() else self._buttons["history"]
        first.setFocus()

    def _show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        _clear(self._facts)
        for row, (name, text) in enumerate(facts):
            said = label(text, wrap=True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._facts.addWidget(muted(name), row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(said, row, 1)
        self._facts.setColumnStretch(0, 2)
        self._facts.setColumnStretch(1, 5)

    def _show_others(self, others: Sequence[LessonLine], today: date) -> None:
        _clear(self._others)
        for each in others:
            sign = lesson_words.state(each.lesson, today)[0]
            text = f"{sign} {each.lesson.start:%H:%M} {each.title}"
            self._others.addWidget(button(text, self._to(each.lesson.id), kind="link"))
        self._same_day.setVisible(bool(others))

    def _to(self, lesson: RowId) -> Callable[[], object]:
        return lambda: self.other.emit(lesson)

    def _ask(self, what: str) -> Callable[[], object]:
        return lambda: self.asked.emit(what)

    def _build(self) -> None:
        inside = QWidget()
        self._body = QVBoxLayout(inside)
        self._body.setContentsMargins(0, 0, style.px(6), 0)
        self._body.setSpacing(style.px(10))
        self._body.addWidget(self.title)
        self._body.addWidget(self.chip)
        self._roll = button(
            _("Roll call"), self._ask("roll"), icon="clipboard-check", kind="primary"
        )
        self._roll.setObjectName("call-roll")
        self._body.addWidget(self._roll)
        facts = QWidget()
        self._facts = QGridLayout(facts)
        self._facts.setContentsMargins(0, 0, 0, 0)
        self._facts.setVerticalSpacing(style.px(5))
        self._body.addWidget(facts)
        self._body.addWidget(self._acts())
        self._body.addWidget(line())
        self._many = label(_("Photos"), "muted")
        add = button(_("Add photos …"), self._ask("photos"), icon="photo")
        row = QWidget()
        side_by_side = QHBoxLayout(row)
        side_by_side.setContentsMargins(0, 0, 0, 0)
        side_by_side.addWidget(add)
        side_by_side.addWidget(self._many, 1)
        self._body.addWidget(row)
        self._body.addWidget(self.photos)
        self._same_day = QWidget()
        self._others = QVBoxLayout(self._same_day)
        self._others.setContentsMargins(0, 0, 0, 0)
        self._body.addWidget(self._same_day)
        self._body.addStretch()
        self.area = GrowingArea(inside)
        layout = QVBoxLayout(self)
        side = style.px(14)
        layout.setContentsMargins(side, style.px(12), style.px(8), style.px(12))
        layout.addWidget(self.area)

    def _acts(self) -> QWidget:
        acts = QWidget()
        grid = QGridLayout(acts)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(style.px(6))
        self._buttons = {
            what: button(text, self._ask(what), icon=icon, kind=kind)
            for what, text, icon, kind in (
                ("edit", _("Edit"), "pencil", ""),
                ("sheet", _("Print the sheet"), "printer", ""),
                ("repeat", _("Every week …"), "calendar-repeat", ""),
                ("history", _("History"), "history", ""),
                ("cancel", _("Cancel …"), "ban", "danger"),
            )
        }
        for place, (what, one) in enumerate(self._buttons.items()):
            one.setObjectName(f"lesson-{what}")
            grid.addWidget(one, *divmod(place, 2))
        return acts


class DayPanel(KeyPanel):
    """A day without a lesson, and the lessons around it."""

    new = Signal()
    again = Signal()
    wanted = Signal(object)
    """The `LessonLine` of another day."""

    def __init__(self) -> None:
        super().__init__()
        self._title = heading()
        self._said = muted("")
        self._new = button(_("New lesson"), self.new.emit, icon="plus", kind="primary")
        self._again = button(_("Like the last one"), self.again.emit, icon="copy-check")
        self._near = muted(_("Lessons before and after"))
        self._links = Links("around")
        layout = QVBoxLayout(self)
        side = style.px(14)
        layout.setContentsMargins(side, style.px(12), side, style.px(12))
        layout.setSpacing(style.px(10))
        for one in (self._title, self._said, self._new, self._again, self._near, self._links):
            layout.addWidget(one)
        layout.addStretch()

    def show_day(self, day: date, holiday: str, around: Sequence[LessonLine]) -> None:
        """Show a day; nothing is `around` it where the school has no lesson at all yet."""
        self._title.setText(lesson_words.day(day))
        said = _("No lesson on this day.")
        if holiday:
            said = _("%(holiday)s: no lesson on this day.") % {"holiday": holiday}
        if not around:
            said = _("Plan the first lesson: its course, its day and its hour.")
        self._said.setText(said)
        self._again.setVisible(bool(around))
        self._near.setVisible(bool(around))
        self._links.show_links(
            [
                Link(
                    f"{line.lesson.day:%m-%d} {line.title}",
                    partial(self.wanted.emit, line),
                    "chevron-left" if line.lesson.day < day else "chevron-right",
                )
                for line in around
            ]
        )

    def take_focus(self) -> None:
        """The keys go to the first thing that can be done."""
        self._new.setFocus()


def _clear(layout: QLayout) -> None:
    while layout.count():
        widget = layout.takeAt(0).widget()
        widget.hide()
        widget.deleteLater()


def _facts(shown: LessonLine) -> "Sequence[tuple[str, str]]":
    one = shown.lesson
    hours = lesson_words.hours(one.half_hours)
    if one.half_hours != half_hours_of(one.start, one.end):
        hours += f" ({one.hours_reason})"
    kind = lesson_words.kind(shown)
    facts = (
        (_("When"), f"{lesson_words.day(one.day)} · {lesson_words.hour(one)}"),
        (_("Gives"), f"{hours} · {kind}" if kind else hours),
        (_("Course"), shown.course if one.title else ""),
        (_("Lecturer"), shown.lecturer or _("nobody yet")),
        (_("Place"), one.place),
        (_("Form"), f"{labels.label(one.form)} · {labels.label(one.language)}"),
        (_("Came"), lesson_words.came(shown)),
        (_("Guests"), str(one.guests) if one.guests else ""),
        (_("Cancelled"), one.cancel_reason),
        (_("Summary"), one.summary),
    )
    return [(name, text) for name, text in facts if text]
