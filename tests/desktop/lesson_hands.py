"""A teacher's hands on the lessons' page."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from nightschool.desktop.pages.lessons import LessonsPage
from nightschool.desktop.target import Target
from nightschool.domain.lesson import Lesson
from nightschool.services import lessons
from tests.desktop.conftest import Scene

W = TypeVar("W", bound=QWidget)
Opener = Callable[..., Scene]
UNFINISHED, CALLED_OFF, HELD = date(2018, 6, 12), date(2018, 5, 22), date(2018, 6, 8)
DRAGON_BOAT = date(2018, 6, 18)


def opened(s: Scene, target: Target | None = None) -> LessonsPage:
    return s.page("lessons", LessonsPage, target)


def press(s: Scene, *keys: str | Qt.Key) -> None:
    """Where the keys go now, with all that follows from each."""
    for key in keys:
        at = s.desk.window().focusWidget()
        assert at is not None
        if isinstance(key, str):
            QTest.keyClicks(at, key)
        else:
            QTest.keyClick(at, key)
        s.settle()


def all_lessons(s: Scene) -> list[Lesson]:
    return [line.lesson for line in lessons.listing(s.workspace)]


def of_day(s: Scene, day: date) -> Lesson:
    [found] = [one for one in all_lessons(s) if one.day == day]
    return found


def child(parent: QWidget, kind: type[W]) -> W:
    """The dialog of this kind that stands open."""
    found = parent.findChild(kind)
    assert isinstance(found, kind)
    return found
