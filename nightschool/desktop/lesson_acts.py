"""Writes to lessons: each said with its undo, and the undo with doing it again."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from nightschool.desktop import lesson_words
from nightschool.desktop.page import Page
from nightschool.domain.codes import Language, LecturerKind
from nightschool.domain.identity import RowId
from nightschool.domain.lecturer import Lecturer
from nightschool.domain.lesson import Lesson
from nightschool.domain.photo import Photo
from nightschool.errors import UserError
from nightschool.i18n import _, ngettext
from nightschool.services import lecturers, lessons, photos, timetable, undo
from nightschool.services.timetable import Planned
from nightschool.task import Task

if TYPE_CHECKING:
    from nightschool.services.undo import Act

T = TypeVar("T")
Failed = Callable[[UserError], object]
_FIELDS = (
    "course", "day", "start", "end", "half_hours", "hours_reason", "title", "place", "form",
    "language", "lecturer", "summary", "guests",
)  # fmt: skip


class Faulty(UserError):
    """A draft that a check does not let through; `found` says what is wrong, by field."""

    def __init__(self, found: dict[str, str]) -> None:
        super().__init__(_("The lesson may not be saved like this."))
        self.found = found


class LessonActs:
    """All writes of the lessons' page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._workspace = page.session.workspace

    def save(
        self,
        draft: Lesson,
        reason: str,
        done: Callable[[Lesson], object],
        failed: Failed,
        *,
        new: bool,
    ) -> None:
        """Plan a lesson or correct one; `failed` may be given a `Faulty`."""

        def work() -> lessons.Saved:
            found = timetable.check(self._workspace, draft)
            if any(not name.endswith("?") for name in found):
                raise Faulty(found)
            wanted: dict[str, Any] = {name: getattr(draft, name) for name in _FIELDS}
            if new:
                return lessons.add(self._workspace, school=draft.school, **wanted)
            return lessons.edit(self._workspace, draft.id, reason, **wanted)

        def said(saved: lessons.Saved) -> str:
            planned, corrected = (
                _("The lesson of %(day)s is planned."),
                _("The lesson of %(day)s is corrected."),
            )
            text = (planned if new else corrected) % {"day": lesson_words.day(saved.lesson.day)}
            return " ".join((text, *saved.warnings))

        self._do(work, said, lambda saved: done(saved.lesson), failed)

    def make(self, planned: Sequence[Planned], done: Callable[[Lesson], object]) -> None:
        """Make the lessons of a weekly plan; `done` is given the first."""

        def said(made: list[Lesson]) -> str:
            text = ngettext(
                "%(count)d lesson is planned.", "%(count)d lessons are planned.", len(made)
            )
            return text % {"count": len(made)}

        self._do(
            lambda: timetable.make_weekly(self._workspace, planned),
            said,
            lambda made: done(made[0]),
        )

    def cancel(self, lesson: RowId, reason: str) -> None:
        """Call a planned lesson off."""

        def said(one: Lesson) -> str:
            return _("The lesson of %(day)s is cancelled.") % {"day": lesson_words.day(one.day)}

        self._do(lambda: lessons.cancel(self._workspace, lesson, reason), said)

    def add_lecturer(
        self,
        name: str,
        kind: LecturerKind,
        language: Language,
        done: Callable[[Lecturer], object],
        failed: Failed,
    ) -> None:
        """Add somebody who teaches at the school."""
        school = self._page.session.school

        def said(one: Lecturer) -> str:
            return _("%(name)s was added to the lecturers.") % {"name": one.name}

        self._do(
            lambda: lecturers.add_lecturer(self._workspace, name, kind, language, school=school),
            said,
            done,
            failed,
        )

    def drop_photo(self, photo: Photo) -> None:
        """Take a photo away for good: its bytes go too."""
        self._page.run(
            lambda _task: photos.delete(self._workspace, photo.id),
            lambda _none: self._page.session.wrote("roll"),
        )

    def _do(
        self,
        work: Callable[[], T],
        said: Callable[[T], str],
        done: Callable[[T], object] | None = None,
        failed: Failed | None = None,
    ) -> None:
        def both(_task: Task) -> "tuple[T, Act | None]":
            return work(), undo.latest(self._workspace)

        def written(found: "tuple[T, Act | None]") -> None:
            made, act = found
            if done:
                done(made)
            self._tell(said(made), act)

        self._page.run(both, written, failed)

    def _tell(self, text: str, act: "Act | None") -> None:
        back = partial(self._turn, _("Taken back: %(what)s"), _("Done again: %(what)s"), text)
        self._page.session.notice(text, partial(back, act) if act else None)
        self._page.session.wrote("lessons")

    def _turn(self, said: str, then: str, what: str, act: "Act") -> None:
        """Take an act back; the undo of that does it again."""

        def turned(other: "Act | None") -> None:
            again = partial(self._turn, then, said, what, other) if other else None
            self._page.session.notice(said % {"what": what}, again)
            self._page.session.wrote("lessons")

        self._page.run(lambda _task: undo.undo(self._workspace, act), turned)
