"""Today: every line opens the place where it is mended."""

from collections.abc import Callable
from datetime import time, timedelta

from PySide6.QtWidgets import QPushButton

from nightschool.desktop.pages.today import TodayPage
from nightschool.desktop.target import Target
from nightschool.desktop.widgets.links import LinkButton, Links
from nightschool.domain.identity import RowId
from nightschool.domain.todo import Todo, TodoCode
from nightschool.services import courses, lessons, people
from tests.desktop import samples
from tests.desktop.conftest import Scene


def lines(links: Links) -> list[str]:
    return [one.accessibleName() for one in links.findChildren(LinkButton)]


def going(s: Scene) -> list[Target]:
    """Where the page wants to go."""
    found: list[Target] = []
    s.session.navigate.disconnect(s.desk.open)
    s.session.navigate.connect(found.append)
    return found


def test_an_empty_school_begins_with_people(scene: Callable[..., Scene]) -> None:
    s = scene("empty")
    page = s.page("today", TodayPage)
    targets = going(s)
    assert page._views.currentWidget() is page._empty
    for one in page._empty.findChildren(QPushButton):
        one.click()
    assert [(one.page, one.detail) for one in targets] == [("import", ""), ("people", "new")]


def test_tonight_and_what_is_not_recorded(scene: Callable[..., Scene]) -> None:
    s = scene("ordinary")
    [course, *_] = courses.courses(s.workspace)
    week = samples.TODAY - timedelta(days=7)
    late = lessons.add(s.workspace, course.id, week, time(9), time(10, 30)).lesson
    tonight = lessons.add(s.workspace, course.id, samples.TODAY, time(19), time(20, 30)).lesson
    page = s.page("today", TodayPage)
    page.refresh()
    s.settle()
    targets = going(s)
    [line] = lines(page._tonight)
    assert line.startswith("19:00")
    assert not page._none_tonight.isVisible()
    unrecorded = lines(page._unrecorded)
    assert any("not finished" in one for one in unrecorded)
    assert any(f"{week:%m-%d}" in one and "no roll call" in one for one in unrecorded)
    page._tonight.findChildren(LinkButton)[0].click()
    assert targets[-1] == Target("roll", tonight.id)
    for one in page._unrecorded.findChildren(LinkButton):
        one.click()
    assert Target("roll", late.id) in targets


def test_who_is_missed_opens_the_person(scene: Callable[..., Scene]) -> None:
    s = scene("ordinary")
    page = s.page("today", TodayPage)
    targets = going(s)
    away = lines(page._away)
    assert away
    page._away.findChildren(LinkButton)[0].click()
    name = next(one.name for one in people.people(s.workspace) if one.id == targets[-1].record)
    assert away[0].startswith(name)
    page._unreached.findChildren(LinkButton)[0].click()
    assert targets[-1].detail == "household"


def test_the_month_is_held_against_the_rule(scene: Callable[..., Scene]) -> None:
    page = scene("ordinary").page("today", TodayPage)
    assert page._held.text().startswith("3 of 2 to 3")
    assert page._kept.text().startswith("✓")


def test_each_of_the_countys_requests_opens_its_record(scene: Callable[..., Scene]) -> None:
    s = scene("ordinary")
    page = s.page("today", TodayPage)
    targets = going(s)
    row, line = RowId(b"p" * 16), b"l" * 16 + b"p" * 16
    asked = [
        Todo(TodoCode.NO_CITIZEN_NO, "person", row, "阿牛"),
        Todo(TodoCode.CONFLICT, "attendance", line),
        Todo(TodoCode.CONFLICT, "household", row),
        Todo("from_a_newer_program", "person", row),
    ]
    page._show_todos(asked)
    assert page._asked.isVisible()
    said = lines(page._todos)
    assert said[0] == "阿牛: the ID number is missing"
    assert said[3] == "from_a_newer_program"
    for one in page._todos.findChildren(LinkButton):
        one.click()
    assert [one.page for one in targets] == ["people", "roll", "people", "people"]
    assert targets[1].record == b"l" * 16


def test_long_lists_end_with_the_way_to_the_whole(scene: Callable[..., Scene]) -> None:
    s = scene("overfull")
    page = s.page("today", TodayPage)
    shown = lines(page._unreached)
    assert len(shown) <= 7
