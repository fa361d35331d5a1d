"""Roll call: faster than paper, each mark saved at once, everything by keys."""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget

from nightschool.desktop import style
from nightschool.desktop.dialogs.class_photos import ClassPhotos
from nightschool.desktop.dialogs.key_back import KeyBackDialog
from nightschool.desktop.dialogs.paper import show_paper
from nightschool.desktop.dialogs.roll_details import GuestDialog, LineDialog, ReopenDialog
from nightschool.desktop.models.roll import RollModel, Seat
from nightschool.desktop.page import Page
from nightschool.desktop.roll_acts import Act, Lines, RollActs
from nightschool.desktop.session import Session
from nightschool.desktop.target import Target
from nightschool.desktop.widgets import EmptyState, button
from nightschool.desktop.widgets.roll_panels import StartPanel
from nightschool.desktop.widgets.roll_view import RollView
from nightschool.domain import labels, pinyin
from nightschool.domain.codes import LessonState, Mark
from nightschool.domain.identity import RowId
from nightschool.domain.lesson import Lesson
from nightschool.domain.person import Person
from nightschool.domain.roll import ATTENDED, Attendance, RollGroup
from nightschool.i18n import _
from nightschool.services import (
    lessons,
    people,
    photos,
    roll_call,
    roll_groups,
    roll_sheets,
)
from nightschool.task import Task

_MOST_OFFERED = 5


class RollPage(Page):
    """Opened from a lesson."""

    key = "roll"
    icon = "clipboard-check"
    topics = frozenset({"people", "roll", "lessons"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._wanted: RowId | None = None
        self.lesson: Lesson | None = None
        self._name = ""
        self._village: tuple[Person, ...] = ()
        self._offered: list[Person] = []
        self.acts = RollActs(session)
        self.photos = ClassPhotos(self)
        self.model = RollModel(self)
        self._build_tools()
        self._build()
        self.setAcceptDrops(True)

    @classmethod
    def title(cls) -> str:
        return _("Roll call")

    def heading(self) -> str:
        if self.lesson is None:
            return self.title()
        when = f"{self.lesson.day:%m-%d} {self.lesson.start:%H:%M}"
        return f"{self.title()} · {when} · {self._name}"

    def help(self) -> str:
        return _(
            "Type initials, pinyin or a row number: the person found is marked by the next key."
            "\n\nSpace: there or not there. = present, comma late, full stop left early,"
            " / on leave, - absent; on the number pad + * . / - do the same."
            "\n\nWho is not on the roll is found by the same search and added with Enter; who"
            " comes from another village with Ctrl+G."
            "\n\nCtrl+Z takes back, Ctrl+Y does again. Each mark is saved at once, so a power cut"
            " costs nothing. Ctrl+Enter finishes: from then on the lesson counts."
        )

    def open(self, target: Target) -> None:
        """Call the roll of the lesson that the target names."""
        if target.record is not None and target.record != self._wanted:
            self._wanted = target.record
            self.acts.begin(target.record)
            self.model.clear()
            self.spoil()

    def refresh(self) -> None:
        lesson, school = self._wanted, self.session.school
        if lesson is None:
            self._views.setCurrentWidget(self._nothing)
            return
        workspace = self.session.workspace

        def work(_task: Task) -> "_Loaded":
            call = roll_call.show(workspace, lesson)
            return _Loaded(
                call.lesson,
                tuple((line.person, line.attendance) for line in call.lines),
                lessons.line(workspace, lesson).title,
                tuple(people.people(workspace, school)),
                tuple(roll_groups.groups(workspace, school)),
                photos.count(workspace, [lesson]).get(lesson, 0),
            )

        self.read(work, self._show)

    def undo(self) -> bool:
        return self.acts.undo()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.lesson and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self.photos.add(self._wanted, files)

    # what was loaded

    def _show(self, loaded: "_Loaded") -> None:
        if loaded.lesson.id != self._wanted:
            return
        self.lesson, self._name = loaded.lesson, loaded.title
        self._village = loaded.village
        self.model.show(loaded.seats)
        self._start.offer(loaded.groups)
        photos = _("Photos: %(count)d") % {"count": loaded.photos}
        self.call.pictures.setText(photos if loaded.photos else "")
        self._show_state()
        self.retitled.emit()

    def _show_state(self) -> None:
        lesson = self.lesson
        if lesson is None:
            return
        begun = bool(self.model.seats)
        planned = lesson.state is LessonState.PLANNED
        view = self.call if begun else self._start if planned else self._nothing
        self._views.setCurrentWidget(view)
        self._finish.setEnabled(begun and planned)
        self._guest.setEnabled(begun and planned)
        self.call.show_state(planned=planned, held=lesson.state is LessonState.HELD)
        self.counts.show_counts(self.model.counts())
        if begun and not self.grid.currentIndex().isValid():
            self.grid.scroll_to_top()
        (self.grid if begun else self._start).setFocus()

    # marking

    def _begin(self, mark: Mark) -> None:
        lesson, roll = self._wanted, self._start.roll
        if lesson is not None:
            workspace = self.session.workspace
            self.run(
                lambda _task: roll_call.start(workspace, lesson, roll, mark),
                lambda _call: self.session.wrote("roll", "lessons"),
            )

    def _mark(self, mark: Mark | None) -> None:
        seat = self.grid.seat()
        if seat is None or not self._may_mark():
            return
        if mark is None:
            mark = Mark.ABSENT if seat.line.mark in ATTENDED else Mark.PRESENT
        if mark is Mark.LEAVE and not seat.line.remark:
            self._reason.ask(seat.person.name)
            return
        self._set(seat, mark)

    def _leave(self, reason: str) -> None:
        self.grid.setFocus()
        if seat := self.grid.seat():
            self._set(seat, Mark.LEAVE, reason)

    def _set(self, seat: Seat, mark: Mark, remark: str | None = None) -> None:
        hours = seat.line.half_hours if mark in ATTENDED else None
        said = seat.line.remark if remark is None else remark
        if mark is not Mark.LEAVE and seat.line.mark is Mark.LEAVE:
            said = remark or ""  # why somebody was on leave says nothing of who came
        self._write(seat, replace(seat.line, mark=mark, half_hours=hours, remark=said))

    def _write(self, seat: Seat, line: Attendance) -> None:
        if self.grid.search_text:
            self.grid.search("")
        if line == seat.line:
            return
        person = seat.person
        text = _("%(name)s: %(mark)s") % {"name": person.name, "mark": labels.label(line.mark)}
        self.acts.do(Act(text, {person.id: seat.line}, {person.id: line}))

    def _mark_all(self, mark: Mark) -> None:
        if not self._may_mark():
            return
        before = {seat.person.id: seat.line for seat in self.model.seats}
        after = {
            who: replace(line, mark=mark, half_hours=line.half_hours if mark in ATTENDED else None)
            for who, line in before.items()
        }
        changed = {who for who in before if before[who] != after[who]}
        text = _("All %(count)d: %(mark)s") % {"count": len(after), "mark": labels.label(mark)}
        if changed:
            self.acts.do(Act(text, {w: before[w] for w in changed}, {w: after[w] for w in changed}))

    def _may_mark(self) -> bool:
        """A finished roll is opened again first, for a reason."""
        if self.lesson and self.lesson.state is LessonState.PLANNED:
            return True
        self.grid.search("")
        self._ask_reopen()
        return False

    def _changed(self, lines: Lines) -> None:
        self.model.mark({who: line for who, line in lines.items() if line is not None})
        self.counts.show_counts(self.model.counts())

    def _seat_anew(self) -> None:
        self.model.clear()
        self.spoil()

    # who is not on the roll

    def _searched(self, typed: str) -> None:
        self._offered = []
        if typed and not self.grid.hits:
            here = {seat.person.id for seat in self.model.seats}
            self._offered = [
                one
                for one in self._village
                if one.id not in here and pinyin.matches(one.name, typed)
            ][:_MOST_OFFERED]
        names = [one.name for one in self._offered]
        self._search.tell(typed, self.grid.hits, names)

    def _entered(self) -> None:
        if self._offered:
            self._add_offered(0)
        elif seat := self.grid.seat():
            self._details(seat)

    def _add_offered(self, at: int) -> None:
        lesson, one = self._wanted, self._offered[at]
        if lesson is None or not self._may_mark():
            return
        line = Attendance(lesson, one.id, Mark.PRESENT)
        people_now = [(seat.person, seat.line) for seat in self.model.seats]
        self.model.show([*people_now, (one, line)])
        self.grid.search("")
        row = self.model.row_of(one.id)
        if row is not None:
            self.grid.go(row)
        text = _("%(name)s was added, present") % {"name": one.name}
        self.acts.do(Act(text, {one.id: None}, {one.id: line}))
        self.grid.setFocus()

    def _ask_guest(self) -> None:
        lesson, workspace = self._wanted, self.session.workspace
        dialog = GuestDialog(self)
        if lesson is None or not self._may_mark() or not dialog.exec():
            return
        name, home = dialog.said()
        self.run(
            lambda _task: roll_call.add_guest(workspace, lesson, name, home),
            lambda guest: self._added_guest(guest),
        )

    def _added_guest(self, guest: Person) -> None:
        self.session.notice(_("%(name)s was added, present") % {"name": guest.name})
        self.session.wrote("roll")

    def _details(self, seat: Seat) -> None:
        if not self._may_mark() or self.lesson is None:
            return
        dialog = LineDialog(self, seat, self.lesson.half_hours)
        if dialog.exec():
            self._write(seat, dialog.line())
        self.grid.setFocus()

    # the end of the evening

    def finish(self) -> None:
        """From now on the lesson counts."""
        lesson, workspace = self._wanted, self.session.workspace
        if lesson is None or not self._finish.isEnabled():
            return

        def done(saved: lessons.Saved) -> None:
            counts = self.model.counts()
            there = sum(counts[mark] for mark in ATTENDED)
            text = _("Finished: %(there)d of %(all)d were there.") % {
                "there": there,
                "all": len(self.model.seats),
            }
            self.acts.begin(lesson)
            self.session.notice(" ".join((text, *saved.warnings)))
            self.session.wrote("roll", "lessons", "people")

        self.run(lambda _task: roll_call.finish(workspace, lesson), done)

    def _ask_reopen(self) -> None:
        lesson, workspace = self._wanted, self.session.workspace
        if lesson is None or self.lesson is None or self.lesson.state is not LessonState.HELD:
            return
        dialog = ReopenDialog(self)
        if dialog.exec():
            reason = dialog.said()
            self.run(
                lambda _task: roll_call.reopen(workspace, lesson, reason),
                lambda _lesson: self.session.wrote("roll", "lessons", "people"),
            )

    def _key_back(self) -> None:
        dialog = KeyBackDialog(self, self.session, self._wanted)
        if dialog.exec():
            self.model.clear()
            self.session.notice(dialog.told)
            self.session.wrote("roll", "lessons", "people")

    def _print(self) -> None:
        lesson, workspace = self._wanted, self.session.workspace
        if lesson is None:
            return
        roll = self._start.roll

        def make(path: Path, _task: Task) -> None:
            roll_sheets.print_sheet(workspace, lesson, path, roll)

        show_paper(self, _("Roll-call sheet"), make)

    def _build_tools(self) -> None:
        self._more = self.action(_("More"), "dots", lambda: None)
        menu = QMenu(self._more)
        self._guest = menu.addAction(
            style.icon("user-plus"), _("Guest from another village …\tCtrl+G")
        )
        self._guest.triggered.connect(self._ask_guest)
        for mark, text, icon in (
            (Mark.PRESENT, _("All present"), "circle-check"),
            (Mark.ABSENT, _("None present"), "circle-dashed"),
        ):
            one = menu.addAction(style.icon(icon), text)
            one.triggered.connect(partial(self._mark_all, mark))
        menu.addSeparator()
        for text, icon, slot in (
            (_("Photos of the class …"), "photo", lambda: self.photos.choose(self._wanted)),
            (_("Print the roll-call sheet …"), "printer", self._print),
            (_("From the signed sheet …"), "clipboard-list", self._key_back),
        ):
            menu.addAction(style.icon(icon), text).triggered.connect(slot)
        self._more.setMenu(menu)
        self._finish = self.action(
            _("Finish"), "check", self.finish, kind="primary", keys="Ctrl+Return"
        )
        self._finish.setObjectName("finish")
        self._finish.setEnabled(False)  # until there is a roll
        QShortcut(QKeySequence("Ctrl+G"), self, self._ask_guest)
        QShortcut(QKeySequence("Ctrl+Y"), self, self.acts.redo)
        QShortcut(QKeySequence("Ctrl+Shift+Z"), self, self.acts.redo)

    def _build(self) -> None:
        self.call = RollView(self.model, self._add_offered, self._ask_reopen)
        self.grid, self.counts = self.call.grid, self.call.counts
        self._search, self._reason = self.call.search, self.call.reason
        self._start = StartPanel()
        self._nothing = EmptyState(
            _("A roll call belongs to a lesson."),
            button(_("Choose a lesson"), lambda: self.session.go("lessons"), kind="primary"),
            icon="clipboard-check",
        )
        self._views = QStackedWidget()
        for view in (self._nothing, self._start, self.call):
            self._views.addWidget(view)
        self.body.addWidget(self._views, 1)
        self.grid.marked.connect(self._mark)
        self.grid.typed.connect(self._searched)
        self.grid.entered.connect(self._entered)
        self._start.begun.connect(self._begin)
        self._reason.given.connect(self._leave)
        self._reason.left.connect(self.grid.setFocus)
        self.counts.chosen.connect(self.model.only)
        self.acts.shown.connect(self._changed)
        self.acts.reseated.connect(self._seat_anew)
        self.acts.failed.connect(self.spoil)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


@dataclass(frozen=True, slots=True)
class _Loaded:
    lesson: Lesson
    seats: tuple[tuple[Person, Attendance], ...]
    title: str
    village: tuple[Person, ...]
    groups: tuple[RollGroup, ...]
    photos: int
