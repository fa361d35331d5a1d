"""The dashboard: figures as in the reports, from the prefecture down to the people behind them."""

from collections.abc import Callable
from datetime import date

import pytest
from pytestqt.modeltest import ModelTester

from nightschool import clock
from nightschool.desktop import behind, report_words
from nightschool.desktop.pages.dashboard import DashboardPage
from nightschool.desktop.pages.progress import ProgressPage
from nightschool.desktop.target import Target
from nightschool.domain import period
from nightschool.domain.report import Part
from nightschool.domain.school import Level
from nightschool.services import reports
from nightschool.services.reporting import gathering, months
from tests.desktop.conftest import Scene

Opener = Callable[..., Scene]


def opened(s: Scene) -> DashboardPage:
    return s.page("dashboard", DashboardPage)


def told(page: DashboardPage, which: str) -> int:
    """What the button of a figure says."""
    return int(page._figures[which].text().rpartition(" ")[2].replace(",", ""))


def reported(s: Scene, code: str | None = None) -> Part:
    """The same place in the report of the quarter."""
    of = period.quarter(clock.today())
    [report] = gathering.reports(s.workspace, of, place=code)
    return report.part


def a_school(page: DashboardPage) -> Part:
    assert page._overview
    return next(one for one in page._overview.part.at(Level.SCHOOL) if one.account.figures.begun)


@pytest.mark.parametrize("kind", ["schools", "prefecture"])
def test_figures_are_those_of_the_reports_at_every_level(scene: Opener, kind: str) -> None:
    s = scene(kind)
    page = opened(s)
    whole = reports.named(reports.progress_report(s.workspace, clock.today()).section)
    assert told(page, "complete") == whole["complete"] > 0
    school = a_school(page)
    for code in (None, school.code[:6], school.code[:9], school.code):
        page.enter(code or s.workspace.scope)
        part = reported(s, code)
        assert page.part is not None
        assert page.part.account.figures == part.account.figures
        assert {which: told(page, which) for which in behind.COUNTED} == {
            which: behind.count(part.account.figures, which) for which in behind.COUNTED
        }
        assert page._rotation.pace.text() == report_words.pace(part.pace)
        last = [point for point in page._rotation.curve.curves[1].values if point is not None][-1]
        assert last == part.account.figures.share
        hours = sum(mark.value for mark in page._kinds.bars.marks)
        assert hours * 2 == sum(part.account.figures.half_hours.values())


def test_tiles_lead_down_and_names_back(scene: Opener) -> None:
    s = scene("prefecture")
    page = opened(s)
    levels = []
    while page.part and page.part.parts:
        levels.append(page.part.level)
        assert [mark.label for mark in page._map.marks] == [one.name for one in page.part.parts]
        lively = next(n for n, one in enumerate(page.part.parts) if one.account.figures.begun)
        page._map.chosen.emit(lively)
    assert levels == [Level.PREFECTURE, Level.COUNTY, Level.TOWNSHIP]
    school = page.part
    assert school
    assert school.level is Level.SCHOOL
    assert page._map_card.isHidden()
    page.enter(school.code[:6])
    assert page.part
    assert page.part.code == school.code[:6]


@pytest.mark.parametrize("which", list(behind.COUNTED))
def test_behind_a_schools_figure_is_its_list(scene: Opener, which: str) -> None:
    s = scene("schools")
    page = opened(s)
    page.enter(a_school(page).code)
    counted = told(page, which)
    page._figures[which].click()
    s.settle()
    shown = s.desk.current
    assert isinstance(shown, ProgressPage)
    s.settle()
    model = shown._of_people if which in behind.PEOPLE else shown._of_homes
    assert model.rowCount() == counted


def test_above_a_school_a_figure_shows_the_places_beside_each_other(scene: Opener) -> None:
    s = scene("schools")
    page = opened(s)
    page.open_figure("never")
    model = page._places
    titles = [column.title for column in model.columns]
    counts = [
        int(model.index(row, titles.index("Never came")).data()) for row in range(model.rowCount())
    ]
    assert sum(counts) == told(page, "never") > 0
    page._open_place(model.index(0, 0))
    assert page.part
    assert page.part.level is Level.TOWNSHIP


def test_schools_that_need_help_stand_by_code_with_their_reasons(
    scene: Opener, qtmodeltester: ModelTester
) -> None:
    s = scene("schools")
    page = opened(s)
    carded = [one for one in reported(s).at(Level.SCHOOL) if one.card]
    assert [one.code for one in page._cards.rows] == [one.code for one in carded]
    assert sorted(one.code for one in carded) == [one.code for one in carded]
    first = carded[0].card
    assert first
    assert page._cards.index(0, 2).data() == report_words.reasons(first)
    assert f"({len(carded)})" in page.tabs.tabText(1)
    page._open_school(page._cards, page._cards.index(0, 0))
    assert page.part
    assert page.part.code == carded[0].code
    for model in (page._cards, page._places, page._waiting):
        qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt's own
    sortable = [column.title for column in page._places.columns if column.sort]
    assert sortable == ["Place"]  # no league tables


def test_another_quarter_has_its_own_cards_and_day(scene: Opener) -> None:
    s = scene("schools")
    page = opened(s)
    page._quarter.setCurrentIndex(1)
    s.settle()
    assert "2018-03-31" in page._as_of.text()
    of = period.quarter(date(2018, 3, 31))
    [report] = gathering.reports(s.workspace, of)
    assert page.part
    assert page.part.account.figures == report.part.account.figures
    cards = [one.card for one in report.part.at(Level.SCHOOL) if one.card]
    assert [one.card for one in page._cards.rows] == cards


def test_months_that_wait_open_in_the_reports(scene: Opener) -> None:
    s = scene("schools")
    page = opened(s)
    assert page._waiting.rowCount() == 0
    school = a_school(page).code
    months.submit(s.workspace, date(2018, 5, 1), "王老师", school)
    s.session.wrote("reports")
    s.settle()
    assert [(one.school, one.month) for one in page._waiting.rows] == [(school, date(2018, 5, 1))]
    s.session.navigate.disconnect(s.desk.open)
    found: list[Target] = []
    s.session.navigate.connect(found.append)
    page._open_month(page._waiting.index(0, 0))
    assert [(one.page, one.detail) for one in found] == [("reports", f"2018-05 {school}")]
    months.accept(s.workspace, school, date(2018, 5, 1))
    s.session.wrote("reports")
    s.settle()
    assert page._waiting.rowCount() == 0


def test_an_empty_county_has_a_dashboard_too(scene: Opener) -> None:
    page = opened(scene("county"))
    assert page._rotation.complete.text() == "0 of 0 complete"
    assert page._map.marks
