"""Lessons: the month and the list, the chosen lesson, a new one, one to correct."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMenu, QMessageBox

from nightschool import clock
from nightschool.desktop import lesson_data, lesson_words, style
from nightschool.desktop.dialogs.class_photos import ClassPhotos
from nightschool.desktop.dialogs.lesson_details import CancelDialog, HistoryDialog
from nightschool.desktop.dialogs.lesson_form import NO_COURSE
from nightschool.desktop.dialogs.lesson_papers import LessonPapers
from nightschool.desktop.dialogs.lesson_photos import PhotoDialog, Thumb, thumbs
from nightschool.desktop.dialogs.lesson_weekly import WeeklyDialog
from nightschool.desktop.lesson_acts import Faulty, LessonActs
from nightschool.desktop.lesson_data import Loaded
from nightschool.desktop.lesson_words import LessonLine
from nightschool.desktop.page import Page
from nightschool.desktop.session import Session
from nightschool.desktop.target import Target
from nightschool.desktop.widgets.lesson_views import LessonViews
from nightschool.domain.codes import Language, LecturerKind
from nightschool.domain.identity import RowId
from nightschool.domain.lesson import Lesson
from nightschool.domain.photo import Photo
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import photos, timetable

_LIST, _CALENDAR = "list", "calendar"
_VIEW = "lessons-view"


class LessonsPage(Page):
    """The panel at the side shows the chosen day or lesson, or the form."""

    key = "lessons"
    icon = "calendar-event"
    topics = frozenset({"lessons", "roll"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._loaded: Loaded | None = None
        self._wanted: Target | None = None
        self._first = clock.today().replace(day=1)
        self.acts = LessonActs(self)
        self.photos = ClassPhotos(self)
        self.papers = LessonPapers(self)
        self.views = LessonViews(session.settings)
        self.calendar, self.list = self.views.calendar, self.views.list
        self.card, self.form = self.views.card, self.views.form
        self.body.addWidget(self.views, 1)
        self._build_tools()
        self._connect()
        self._keys()
        self.setAcceptDrops(True)
        self.views.show_view(session.settings.memory.values.get(_VIEW, _CALENDAR) == _LIST)

    @classmethod
    def title(cls) -> str:
        return _("Lessons")

    def help(self) -> str:
        return _(
            "The calendar shows each lesson with its sign: planned, roll call open, held, not"
            " recorded, cancelled."
            "\n\nArrows move the day, Page Up and Page Down the month, Home goes to today. Enter"
            " goes to the lesson of the day, and once more to its roll call; on a day without one"
            " it begins a new lesson."
            "\n\nN or Ctrl+N: a new lesson from the catalogue; type the first letters of its"
            " pinyin. L: a lesson like the last one. In the form Enter or Ctrl+S saves and Escape"
            " discards. “Every week …” plans many at once and skips holidays and evenings that"
            " are taken."
            "\n\nPhotos of the class are dropped on the page, or added by the button of the"
            " lesson; they are made small and lose where they were taken."
            "\n\nCtrl+Z takes the last change back."
        )

    def refresh(self) -> None:
        workspace, school, first = self.session.workspace, self.session.school, self._first
        self.read(lambda _task: lesson_data.load(workspace, school, first), self._show)

    def open(self, target: Target) -> None:
        if not self.views.is_editing:
            self.views.focus_view()
        if target.record is not None or target.detail:
            self._wanted = target
            self._follow()

    def may_leave(self) -> bool:
        """What was typed is not thrown away unasked."""
        if self.views.is_editing and self.form.dirty:
            self.form.refuse(_("This lesson is not saved yet: save it, or discard it first."))
            return False
        return True

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.views.shown_lesson is not None and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self.photos.add(self.views.shown_lesson, files)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.views.fit(self.width())

    # what was loaded

    def _show(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self.views.show_month(loaded.month, loaded.lines)
        self.views.show_courses(known=bool(loaded.courses))
        self._again.setEnabled(bool(loaded.lines))
        self._new.setEnabled(bool(loaded.courses))
        if self._wanted is not None:
            self._follow()
        elif not self.views.is_editing:
            self._choose(self.calendar.day, self.calendar.lesson)

    def _follow(self) -> None:
        """Go where somebody asked to, as soon as it is known where that is."""
        loaded, target = self._loaded, self._wanted
        if loaded is None or target is None:
            return
        self._wanted = None
        if target.record is None:
            if target.detail == "new" and loaded.courses and self.may_leave():
                self.calendar.go(clock.today())
                self.begin()
            return
        line = loaded.line(target.record)
        if line is not None and self.may_leave():
            self.views.leave_form()
            self._choose(line.lesson.day, line.lesson.id)
            self.views.reach(line.lesson.id)

    def _choose(self, day: date, lesson: RowId | None = None) -> None:
        """Show a day, its month too, and a lesson of it."""
        self.calendar.choose(day, lesson)
        if self._loaded is None:
            return
        if day.replace(day=1) != self._first:
            self._first = day.replace(day=1)
            self.refresh()
        of_day = [line for line in self._loaded.lines if line.lesson.day == day]
        chosen = next((line for line in of_day if line.lesson.id == lesson), None)
        line = chosen or next(iter(of_day), None)
        if line is None:
            self.views.show_day(day)
            return
        self.calendar.choose(day, line.lesson.id)
        self.views.show_lesson(line, of_day)
        self._load_photos(line.lesson.id)

    def _load_photos(self, lesson: RowId) -> None:
        workspace = self.session.workspace

        def done(found: "tuple[Thumb, ...]") -> None:
            if self.card.lesson == lesson:
                self.card.show_photos(found)

        self.read(
            lambda _task: thumbs(workspace, photos.listing(workspace, lesson)), done, "photos"
        )

    def _moved(self, day: date) -> None:
        if self.views.is_editing:
            self.form.put_day(day)
            self._turn_to(day)
        else:
            self._choose(day)

    def _turn_to(self, day: date) -> None:
        if day.replace(day=1) != self._first:
            self._first = day.replace(day=1)
            self.refresh()

    def _picked(self, line: LessonLine) -> None:
        if self.views.is_editing:
            self._moved(line.lesson.day)
        else:
            self._choose(line.lesson.day, line.lesson.id)

    def _opened(self) -> None:
        if self.views.is_editing:
            self.form.day.setFocus()
        elif self.views.shown_lesson is None:
            self.begin()
        else:
            self.views.take_focus()

    # a new lesson, or one to correct

    def begin(self) -> None:
        """A new lesson of the chosen day, its course from the catalogue."""
        school = self.session.school
        self._draft(self.calendar.day, partial(lesson_data.fresh, school))

    def begin_again(self) -> None:
        """A lesson like the last one, on the chosen day or else a week after the last one."""
        loaded, day = self._loaded, self.calendar.day
        free = loaded is not None and all(one.lesson.day != day for one in loaded.lines)
        self._draft(day if free and day >= clock.today() else None, lambda last, _day: last)

    def _draft(
        self, day: date | None, make: "Callable[[Lesson | None, date | None], Lesson | None]"
    ) -> None:
        workspace, school = self.session.workspace, self.session.school
        if self._loaded is None or not self._loaded.courses or not self.may_leave():
            return

        def done(last: Lesson | None) -> None:
            draft = make(last, day)
            if draft is not None and self._loaded is not None:
                self.form.edit(draft, self._loaded.choices(), _("New lesson"), new=True)
                self.views.show_form()

        self.read(lambda _task: timetable.from_last(workspace, school, day), done, "draft")

    def _edit(self, one: Lesson) -> None:
        if self._loaded is not None:
            title = _("Correct the lesson of %(day)s") % {"day": lesson_words.day(one.day)}
            self.form.edit(one, self._loaded.choices(), title, new=False)
            self.views.show_form()

    def _check(self, draft: Lesson) -> None:
        workspace = self.session.workspace
        self.calendar.choose(draft.day)
        self._turn_to(draft.day)
        self.read(lambda _task: timetable.check(workspace, draft), self.form.tell, "check")

    def _save(self, draft: Lesson, reason: str) -> None:
        loaded = self._loaded

        def done(one: Lesson) -> None:
            self._close_form()
            self._wanted = Target(self.key, one.id)

        def failed(error: UserError) -> None:
            if isinstance(error, Faulty):
                self.form.tell(error.found)
                self.form.show_faulty()
            else:
                self.form.refuse(f"{error.message} {error.remedy}")

        new = loaded is None or loaded.line(draft.id) is None
        self.acts.save(draft, reason, done, failed, new=new)

    def _close_form(self) -> None:
        self.views.leave_form()
        self._choose(self.calendar.day, self.calendar.lesson)
        self.views.focus_view()

    def _add_lecturer(self, name: str, kind: LecturerKind, language: Language) -> None:
        def failed(error: UserError) -> None:
            self.form.lecturer.refused(f"{error.message} {error.remedy}")

        self.acts.add_lecturer(name, kind, language, self.form.lecturer.added, failed)

    # week after week

    def _repeat(self, draft: Lesson) -> None:
        if draft.course == NO_COURSE:
            self.form.tell({"course": _("Choose a course.")})
            self.form.show_faulty()
            return
        dialog = WeeklyDialog(self, self.session, draft)
        dialog.accepted.connect(lambda: self.acts.make(dialog.planned, self._made))
        dialog.open()

    def _made(self, first: Lesson) -> None:
        if self.views.is_editing:
            self._close_form()
        self._wanted = Target(self.key, first.id)

    # the chosen lesson

    def _asked(self, what: str) -> None:
        shown = self.views.shown_lesson
        line = self._loaded.line(shown) if self._loaded and shown else None
        if line is None:
            return
        one = line.lesson
        title = f"{lesson_words.day(one.day)} · {line.title}"
        acts: dict[str, Callable[[], object]] = {
            "roll": lambda: self.session.go("roll", one.id),
            "edit": lambda: self._edit(one),
            "sheet": lambda: self.papers.roll_sheet(one.id),
            "repeat": lambda: self._repeat(lesson_data.next_week(one)),
            "history": lambda: HistoryDialog(self, one.id, title).open(),
            "cancel": lambda: self._ask_cancel(one, title),
            "photos": lambda: self.photos.choose(one.id),
        }
        acts[what]()

    def _ask_cancel(self, one: Lesson, title: str) -> None:
        lines = self._loaded.lines if self._loaded else ()
        known = dict.fromkeys(each.lesson.cancel_reason for each in lines)
        dialog = CancelDialog(self, title, [reason for reason in known if reason])
        dialog.accepted.connect(lambda: self.acts.cancel(one.id, dialog.said()))
        dialog.open()

    def _look_at(self, photo: Photo) -> None:
        workspace = self.session.workspace

        def done(content: bytes | None) -> None:
            if content:
                PhotoDialog(self, content).open()

        self.read(lambda _task: photos.content(workspace, photo), done, "photo")

    def _drop_photo(self, photo: Photo) -> None:
        asked = QMessageBox.question(
            self, _("Photos of the class"), _("Delete this photo for good?")
        )
        if asked == QMessageBox.StandardButton.Yes:
            self.acts.drop_photo(photo)

    # what the page is made of

    def _remember_view(self, in_list: bool) -> None:
        self.session.settings.memory.values[_VIEW] = _LIST if in_list else _CALENDAR
        self.session.settings.save()

    def _build_tools(self) -> None:
        more = self.action(_("More"), "dots", lambda: None)
        menu = QMenu(more)
        for text, icon, slot in (
            (_("Lesson ledger of the month …"), "book", lambda: self.papers.ledger(self._first)),
            (_("Lesson ledger, all lessons …"), "book", lambda: self.papers.ledger(None)),
            (_("Timetable to hang up …"), "printer", lambda: self.papers.poster(self._first)),
            (
                _("Lesson sheet to fill in …"),
                "file-spreadsheet",
                lambda: self.papers.choose_sheet_out(self._first),
            ),
            (_("Read a lesson sheet …"), "file-import", self.papers.choose_sheet_in),
        ):
            menu.addAction(style.icon(icon), text).triggered.connect(lambda _on, do=slot: do())
        more.setMenu(menu)
        self._again = self.action(_("Like the last one"), "copy-check", self.begin_again)
        self._new = self.action(_("New lesson"), "plus", self.begin, kind="primary", keys="Ctrl+N")
        self._new.setObjectName("new-lesson")

    def _connect(self) -> None:
        views, form = self.views, self.form
        views.moved.connect(self._moved)
        views.picked.connect(self._picked)
        views.opened.connect(self._opened)
        views.switched.connect(self._remember_view)
        views.day.new.connect(self.begin)
        views.day.again.connect(self.begin_again)
        views.day.wanted.connect(self._picked)
        views.stick.connect(lambda: self.session.go("stick"))
        self.card.asked.connect(self._asked)
        self.card.other.connect(lambda lesson: self._choose(self.calendar.day, lesson))
        self.card.photos.opened.connect(self._look_at)
        self.card.photos.unwanted.connect(self._drop_photo)
        form.changed.connect(self._check)
        form.saving.connect(self._save)
        form.repeating.connect(self._repeat)
        form.left.connect(self._close_form)
        form.lecturer.wanted.connect(self._add_lecturer)

    def _keys(self) -> None:
        """Letters alone work in the calendar and the list, where nothing is typed."""
        for view in (self.calendar, self.list):
            for key, act in (("N", self.begin), ("L", self.begin_again)):
                QShortcut(QKeySequence(key), view, act, context=Qt.ShortcutContext.WidgetShortcut)
