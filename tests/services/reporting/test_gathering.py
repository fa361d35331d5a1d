"""Reports of every level: their figures, their cards, and who has been silent."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from nightschool import clock
from nightschool.domain import period
from nightschool.domain.cards import CardRules, Colour, Rule, Threshold
from nightschool.domain.codes import CourseKind
from nightschool.domain.report import Part, PeriodReport
from nightschool.domain.school import Level
from nightschool.domain.school import key as school_key
from nightschool.errors import UserError
from nightschool.services import progress, reports
from nightschool.services.reporting import gathering, thresholds
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from tests import schools, workspaces
from tests.services.desks import add_person, carry, new_laptop
from tests.workspaces import COUNTY, SCHOOL

MARCH = period.month(date(2018, 3, 1))
TOWNSHIP = SCHOOL[:9]


@pytest.fixture
def filled(county: Workspace) -> Workspace:
    """Six people of Xiaoshan attended one lesson of two class hours."""
    with county.database.write() as write:
        schools.one_lesson(COUNTY, people=6, school=SCHOOL).write(write)
    return county


def part_of(report: PeriodReport, code: str) -> Part:
    [part] = [each for level in Level for each in report.part.at(level) if each.code == code]
    return part


def test_a_county_report_has_the_figures_of_its_dashboard(filled: Workspace) -> None:
    [report] = gathering.reports(filled, MARCH)
    section = progress.figures(filled, MARCH.last)
    for level in (Level.COUNTY, Level.TOWNSHIP, Level.SCHOOL):
        pairs = zip(report.part.at(level), section.at(level), strict=True)
        for part, same in pairs:
            assert (part.code, part.name) == (same.code, same.name)
            assert part.account.figures == same.figures
            assert part.pace == same.pace
    assert report.activity.lessons == {CourseKind.TECHNOLOGY: 1}
    assert report.activity.all_half_hours == 24
    assert (report.activity.attended, report.activity.called) == (6, 6)
    named = reports.named(section)
    assert report.activity.all_half_hours / 2 == named["hours"] + named["hours_of_others"]


@pytest.mark.parametrize(
    ("level", "place", "name", "count"),
    [
        (None, None, "喜德县", 1),
        (Level.TOWNSHIP, None, "喜德县光明镇", 24),
        (Level.TOWNSHIP, TOWNSHIP, "喜德县冕山镇", 1),
        (None, TOWNSHIP, "喜德县冕山镇", 1),
        (None, SCHOOL, "喜德县冕山镇小山村", 1),
        (Level.SCHOOL, SCHOOL, "喜德县冕山镇小山村", 1),
    ],
)
def test_levels_and_places(
    filled: Workspace, level: Level | None, place: str | None, name: str, count: int
) -> None:
    found = gathering.reports(filled, MARCH, level, place)
    assert (found[0].name, len(found)) == (name, count)


def test_a_place_that_is_not_here(filled: Workspace, school: Workspace) -> None:
    with pytest.raises(UserError, match="no such place"):
        gathering.reports(filled, MARCH, Level.TOWNSHIP, "513401001")
    with pytest.raises(UserError, match="no such place"):
        gathering.reports(school, MARCH, Level.COUNTY)


def test_a_school_reports_on_itself(school: Workspace) -> None:
    [report] = gathering.reports(school, MARCH)
    assert (report.name, report.part.level) == ("喜德县冕山镇小山村", Level.SCHOOL)
    assert report.part.silence is None


def test_the_prefecture_goes_by_each_countys_rules(tmp_path: Path) -> None:
    prefecture = workspaces.make(tmp_path, "5134")
    with prefecture.database.write() as write:
        schools.one_lesson(COUNTY, people=6, school=SCHOOL).write(write)
    [report] = gathering.reports(prefecture, MARCH)
    assert (report.part.level, len(report.part.parts)) == (Level.PREFECTURE, 17)
    assert part_of(report, COUNTY).account.of(MARCH).all_lessons == 1
    prefecture.close()


def test_the_day_of_the_figures_is_today_while_the_month_lasts(
    filled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2018, 3, 10))
    [report] = gathering.reports(filled, MARCH)
    assert (report.on, report.read_on) == (date(2018, 3, 10), date(2018, 3, 10))
    card = part_of(report, SCHOOL).card
    assert card is None  # a month that is not over says nothing of lessons


def test_cards_by_the_countys_thresholds(filled: Workspace) -> None:
    """One lesson in March is fewer than two."""
    [report] = gathering.reports(filled, MARCH)
    card = part_of(report, SCHOOL).card
    assert card is not None
    assert [(one.rule, one.colour, one.value) for one in card.reasons] == [
        (Rule.LESSONS, Colour.YELLOW, 1.0)
    ]
    thresholds.set_thresholds(filled, CardRules(lessons=Threshold(None, None)), "tried out")
    [report] = gathering.reports(filled, MARCH)
    assert part_of(report, SCHOOL).card is None


def test_a_closed_school_gets_no_card(filled: Workspace) -> None:
    key: rows.Key = (school_key(SCHOOL),)
    with filled.database.write() as write:
        rows.edit(write, tables.School, {key: {"closed_on": date(2018, 3, 2)}})
    [report] = gathering.reports(filled, MARCH)
    part = part_of(report, SCHOOL)
    assert (part.card, part.account.schools) == (None, 0)
    assert part.account.figures.people == 6


@pytest.fixture
def laptop(county: Workspace, tmp_path: Path) -> Iterator[Workspace]:
    workspace = new_laptop(county, tmp_path / "laptop")
    yield workspace
    workspace.close()


def test_who_has_sent_nothing_is_silent(
    county: Workspace, laptop: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_person(laptop)
    carry(laptop, county, tmp_path / "stick")
    taken = clock.today()
    later = taken + timedelta(days=31)
    monkeypatch.setattr(clock, "today", lambda: later)
    [report] = gathering.reports(county, period.month(later))
    silence = part_of(report, SCHOOL).silence
    assert silence is not None
    assert (silence.last, silence.days) == (taken, 31)
    card = part_of(report, SCHOOL).card
    assert card is not None
    assert Rule.SILENT in [reason.rule for reason in card.reasons]
    others = [part for part in report.part.at(Level.SCHOOL) if part.code != SCHOOL]
    assert {part.silence for part in others} == {None}  # they have no laptop


def test_thresholds_travel_and_are_the_countys(
    county: Workspace, laptop: Workspace, tmp_path: Path
) -> None:
    add_person(laptop)
    carry(laptop, county, tmp_path / "stick")
    rules = replace(CardRules(), silent=Threshold(20, None))
    thresholds.set_thresholds(county, rules)
    thresholds.set_thresholds(county, replace(rules, behind=Threshold(5, 15)))
    carry(county, laptop, tmp_path / "stick")
    assert thresholds.thresholds_of(laptop) == replace(rules, behind=Threshold(5, 15))
    with pytest.raises(UserError, match="county"):
        thresholds.set_thresholds(laptop, rules)
    with pytest.raises(UserError):
        thresholds.set_thresholds(county, replace(rules, silent=Threshold(9, 3)))
