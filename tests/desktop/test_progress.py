"""Progress: what the plots say, and the lists behind them."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester

from nightschool import clock
from nightschool.desktop.behind import COUNTED, HOUSEHOLDS, PEOPLE, count
from nightschool.desktop.pages.progress import ProgressPage
from nightschool.desktop.target import Target
from nightschool.services import progress
from tests.desktop.conftest import Scene


def test_the_plots_show_the_figures(scene: Callable[..., Scene]) -> None:
    s = scene("ordinary")
    page = s.page("progress", ProgressPage)
    figures = progress.figures(s.workspace, clock.today()).figures
    said = page._rotation.complete.text()
    assert said == f"{figures.complete} of {figures.working_age} complete · {figures.share:.1f} %"
    assert sum(mark.value for mark in page._kinds.bars.marks) * 2 == sum(
        figures.half_hours.values()
    )
    assert sum(mark.value for mark in page._ladder.marks) == figures.households_due


def test_each_part_opens_its_list(scene: Callable[..., Scene]) -> None:
    s = scene("ordinary")
    page = s.page("progress", ProgressPage)
    people = progress.people(s.workspace, clock.today())
    homes = progress.households(s.workspace, clock.today())
    on = clock.today()
    for key, of_people in PEOPLE.items():
        page.show_list(key)
        assert page._of_people.rowCount() == sum(of_people.test(one, on) for one in people)
    for key, of_homes in HOUSEHOLDS.items():
        page.show_list(key)
        assert page._of_homes.rowCount() == sum(of_homes.test(one, on) for one in homes)
    page._ladder.chosen.emit(3)
    assert page._of_homes.rowCount() == page._ladder.marks[3].value
    assert page._tables.currentWidget() is page._homes_table


def test_a_target_names_the_list(scene: Callable[..., Scene]) -> None:
    s = scene("ordinary")
    page = s.page("progress", ProgressPage, Target("progress", None, "unreached"))
    homes = progress.households(s.workspace, clock.today())
    assert page._of_homes.rowCount() == sum(
        HOUSEHOLDS["unreached"].test(one, clock.today()) for one in homes
    )
    assert page._of_homes.rowCount() > 0


def test_lists_are_as_long_as_the_figures_that_count_them(scene: Callable[..., Scene]) -> None:
    s = scene("ordinary")
    day = date(2018, 4, 30)
    page = s.page("progress", ProgressPage, Target("progress", None, f"never {day}"))
    assert f"{day}" in page.heading()
    figures = progress.figures(s.workspace, day).figures
    for key in COUNTED:
        page.show_list(key)
        model = page._of_people if key in PEOPLE else page._of_homes
        assert model.rowCount() == count(figures, key), key


def test_enter_on_a_line_opens_the_person(scene: Callable[..., Scene]) -> None:
    s = scene("ordinary")
    page = s.page("progress", ProgressPage)
    s.session.navigate.disconnect(s.desk.open)
    found: list[Target] = []
    s.session.navigate.connect(found.append)
    page._people_table.select(2)
    QTest.keyClick(page._people_table, Qt.Key.Key_Return)
    page.show_list("households")
    page._homes_table.select(0)
    QTest.keyClick(page._homes_table, Qt.Key.Key_Return)
    assert [one.page for one in found] == ["people", "people"]
    assert found[0].record == page._of_people.rows[2].person.id
    assert found[1].detail == "household"


def test_the_search_narrows_the_list(scene: Callable[..., Scene]) -> None:
    s = scene("ordinary")
    page = s.page("progress", ProgressPage)
    name = page._of_people.rows[0].person.name
    page._search.setText(name)
    s.qtbot.waitUntil(lambda: page._of_people.rowCount() < 5, timeout=5_000)
    assert all(name in one.person.name for one in page._of_people.rows)


def test_an_empty_school_says_what_to_do_first(scene: Callable[..., Scene]) -> None:
    page = scene("empty").page("progress", ProgressPage)
    assert page._views.currentWidget() is page._empty


def test_the_models_keep_qts_rules(scene: Callable[..., Scene], qtmodeltester: ModelTester) -> None:
    page = scene("ordinary").page("progress", ProgressPage)
    qtmodeltester.check(page._of_people)  # type: ignore[no-untyped-call]  # pytest-qt's own
    page.show_list("households")
    qtmodeltester.check(page._of_homes)  # type: ignore[no-untyped-call]  # pytest-qt's own
