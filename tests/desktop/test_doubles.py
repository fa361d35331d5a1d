"""The doubles desk in the window: decided by keys, one after the other, and taken back."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from nightschool.desktop.pages.doubles import DoublesPage
from nightschool.services import doubles
from nightschool.services.doubles import Kind
from tests.desktop.conftest import Scene
from tests.desktop.likely_doubles import NAMES


def opened(scene: Callable[..., Scene]) -> tuple[Scene, DoublesPage]:
    s = scene("doubles")
    return s, s.page("doubles", DoublesPage)


def press(s: Scene, page: DoublesPage, key: Qt.Key) -> None:
    QTest.keyClick(page._table, key)
    s.settle()
    s.settle()


def test_enter_joins_and_goes_to_the_next(scene: Callable[..., Scene]) -> None:
    s, page = opened(scene)
    assert page._model.rowCount() == len(NAMES)
    first, second, _third = page._model.rows
    press(s, page, Qt.Key.Key_Return)
    assert page._model.rowCount() == len(NAMES) - 1
    assert page._current() == second
    assert {one.row for one in doubles.joined(s.workspace)} <= {first.first, first.second}
    s.desk.undo()
    s.settle()
    s.settle()
    assert doubles.joined(s.workspace) == []
    assert page._model.rowCount() == len(NAMES)


def test_n_remembers_that_they_are_two(scene: Callable[..., Scene]) -> None:
    s, page = opened(scene)
    pairs = page._model.rows
    press(s, page, Qt.Key.Key_Right)
    assert page._current() == pairs[1]
    press(s, page, Qt.Key.Key_N)
    assert set(doubles.queue(s.workspace).pairs) == {pairs[0], pairs[2]}
    assert page._current() == pairs[2]
    press(s, page, Qt.Key.Key_Left)
    assert page._current() == pairs[0]


def test_the_last_one_leaves_an_empty_desk(scene: Callable[..., Scene]) -> None:
    s, page = opened(scene)
    for _pair in NAMES:
        press(s, page, Qt.Key.Key_Return)
    assert page._views.currentWidget() is page._empty
    assert len(doubles.joined(s.workspace)) == len(NAMES)


def test_what_differs_bears_a_sign(scene: Callable[..., Scene]) -> None:
    s, page = opened(scene)
    page._table.seek(lambda one: "吉克" in one.title)  # type: ignore[attr-defined]  # a Pair
    s.settle()
    texts = {one.text() for one in page.sides.findChildren(type(page._why))}
    assert {"≠", "=", "吉克阿牛", "吉克·阿妞"} <= texts
    assert page.sides.differing >= 2
    assert page._why.text().startswith("Why: ")


def test_lessons_have_their_own_list(scene: Callable[..., Scene]) -> None:
    s, page = opened(scene)
    page.tabs.setCurrentIndex(1)
    s.settle()
    s.settle()
    [pair] = page._model.rows
    assert pair.kind is Kind.LESSONS
    page.merge()
    s.settle()
    assert len(doubles.joined(s.workspace, Kind.LESSONS)) == 1


def test_who_was_joined_elsewhere_meanwhile_is_said(scene: Callable[..., Scene]) -> None:
    s, page = opened(scene)
    first = page._model.rows[0]
    doubles.merge(s.workspace, Kind.PEOPLE, first.first, first.second)
    page.merge()
    s.settle()
    s.settle()
    assert len(doubles.joined(s.workspace)) == 1
    assert page._model.rowCount() == len(NAMES) - 1


def test_a_county_without_doubles_says_so(scene: Callable[..., Scene]) -> None:
    page = scene("county").page("doubles", DoublesPage)
    assert page._views.currentWidget() is page._empty
