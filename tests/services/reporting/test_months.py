"""Months that are submitted, answered and closed, between a real laptop and a real county."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from nightschool.domain import account, period
from nightschool.domain.codes import MonthAnswer
from nightschool.domain.report import MonthState
from nightschool.domain.school import Level
from nightschool.errors import UserError
from nightschool.services import people
from nightschool.services.reporting import gathering, months
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from tests import evenings
from tests.services.desks import carry, new_laptop
from tests.workspaces import COUNTY, SCHOOL

MARCH = date(2018, 3, 1)
APRIL = date(2018, 4, 1)


@pytest.fixture
def laptop(county: Workspace, tmp_path: Path) -> Iterator[Workspace]:
    """A school's laptop: two people, one lesson on 1 March."""
    workspace = new_laptop(county, tmp_path / "laptop")
    evenings.held(workspace, MARCH, evenings.neighbours(workspace, "吉克阿牛", "沙马拉且"))
    yield workspace
    workspace.close()


def exchange(laptop: Workspace, county: Workspace, stick: Path) -> None:
    assert [taken.state for taken in carry(laptop, county, stick)] == ["merged"]
    assert [taken.state for taken in carry(county, laptop, stick)] == ["merged"]


def another_lesson(workspace: Workspace) -> None:
    """One more evening in March, for one more person."""
    someone = people.add_person(workspace, evenings.person("木果"))
    evenings.held(workspace, date(2018, 3, 15), [someone.id])


def standing(workspace: Workspace, month: date = MARCH) -> months.MonthLine:
    [line] = [each for each in months.listing(workspace, month) if each.school.code == SCHOOL]
    return line


def test_a_month_is_submitted_returned_mended_and_accepted(
    laptop: Workspace, county: Workspace, tmp_path: Path
) -> None:
    assert standing(laptop).state is MonthState.MISSING
    months.submit(laptop, date(2018, 3, 20), "阿木")
    assert (standing(laptop).state, standing(county).state) == (
        MonthState.SUBMITTED,
        MonthState.MISSING,
    )
    exchange(laptop, county, tmp_path / "stick")
    assert standing(county).state is MonthState.SUBMITTED

    months.send_back(county, SCHOOL, MARCH, "缺一次课", "科长")
    exchange(laptop, county, tmp_path / "stick")
    line = standing(laptop)
    assert line.report is not None
    assert (line.state, line.report.reason, line.report.answered_by) == (
        MonthState.RETURNED,
        "缺一次课",
        "科长",
    )
    another_lesson(laptop)
    months.submit(laptop, MARCH, "阿木")
    assert standing(laptop).state is MonthState.SUBMITTED
    exchange(laptop, county, tmp_path / "stick")

    months.accept(county, SCHOOL, MARCH, "科长")
    exchange(laptop, county, tmp_path / "stick")
    for desk in (laptop, county):
        assert standing(desk).state is MonthState.ACCEPTED
        answers = [each.answer for each in months.history(desk, MARCH, SCHOOL)]
        assert answers == [MonthAnswer.RETURNED, MonthAnswer.ACCEPTED]
    with pytest.raises(UserError, match="accepted"):
        months.submit(laptop, MARCH)


def test_a_closed_month_keeps_its_figures_and_says_what_differs_today(
    laptop: Workspace, county: Workspace, tmp_path: Path
) -> None:
    months.submit(laptop, MARCH, "阿木")
    exchange(laptop, county, tmp_path / "stick")
    months.accept(county, SCHOOL, MARCH)
    exchange(laptop, county, tmp_path / "stick")
    of = period.month(MARCH)
    [before] = gathering.reports(county, of, Level.SCHOOL, SCHOOL)
    assert before.closed is not None
    assert (before.activity.all_lessons, before.differences) == (1, [])

    another_lesson(laptop)
    exchange(laptop, county, tmp_path / "stick")
    for desk in (laptop, county):
        [after] = gathering.reports(desk, of, Level.SCHOOL, SCHOOL)
        assert after.part.account == before.part.account
        assert (after.read_on, after.policy) == (before.read_on, before.policy)
        differing = {one.name: (one.kept, one.today) for one in after.differences}
        expected = {"period_lessons": (1, 2), "period_attended": (2, 3)}
        assert expected.items() <= differing.items()
    [whole] = gathering.reports(county, of)
    assert whole.activity.all_lessons == 1
    assert [one.name for one in whole.differences] == list(differing)
    [quarter] = gathering.reports(county, period.quarter(MARCH))
    assert quarter.activity.all_lessons == 1


def test_the_county_may_open_a_closed_month_again(
    laptop: Workspace, county: Workspace, tmp_path: Path
) -> None:
    months.submit(laptop, MARCH)
    exchange(laptop, county, tmp_path / "stick")
    months.accept(county, SCHOOL, MARCH)
    months.send_back(county, SCHOOL, MARCH, "数字有误")
    exchange(laptop, county, tmp_path / "stick")
    assert standing(laptop).state is MonthState.RETURNED
    months.submit(laptop, MARCH)
    assert standing(laptop).state is MonthState.SUBMITTED


def test_an_answer_is_to_the_figures_that_the_county_saw(
    laptop: Workspace, county: Workspace, tmp_path: Path
) -> None:
    """The school submits again while the county, which has not heard of it, accepts."""
    months.submit(laptop, MARCH)
    exchange(laptop, county, tmp_path / "stick")
    another_lesson(laptop)
    months.submit(laptop, MARCH)
    months.accept(county, SCHOOL, MARCH)
    exchange(laptop, county, tmp_path / "stick")
    for desk in (laptop, county):
        line = standing(desk)
        assert line.report is not None
        assert line.state is MonthState.ACCEPTED
        kept = account.from_json(line.report.figures).account
        assert kept.of(period.month(MARCH)).all_lessons == 1


def test_what_cannot_be_submitted(school: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nightschool.clock.today", lambda: date(2018, 4, 1))
    months.submit(school, MARCH)
    with pytest.raises(UserError, match="no figure has changed"):
        months.submit(school, MARCH)
    with pytest.raises(UserError, match="2018-04 is not over"):
        months.submit(school, APRIL)
    with pytest.raises(UserError, match="2018-05 is to come"):
        gathering.reports(school, period.month(date(2018, 5, 1)))


def test_lessons_that_are_not_finished_are_said(school: Workspace) -> None:
    evenings.evening(school, MARCH)
    assert "1 lessons" in months.submit(school, MARCH).warnings[0]


def test_what_cannot_be_answered(school: Workspace, county: Workspace) -> None:
    with pytest.raises(UserError, match="county accepts"):
        months.accept(school, SCHOOL, MARCH)
    with pytest.raises(UserError, match="has not submitted 2018-03"):
        months.accept(county, SCHOOL, MARCH)
    with pytest.raises(UserError, match="for a reason"):
        months.send_back(county, SCHOOL, MARCH, " ")
    months.submit(county, MARCH, school=SCHOOL)
    months.accept(county, SCHOOL, MARCH, "科长")
    with pytest.raises(UserError, match="accepted already, by 科长"):
        months.accept(county, SCHOOL, MARCH)
    months.send_back(county, SCHOOL, MARCH, "错")
    with pytest.raises(UserError, match="returned already: 错"):
        months.accept(county, SCHOOL, MARCH)


def test_figures_that_cannot_be_read_are_neither_accepted_nor_printed(county: Workspace) -> None:
    done = months.submit(county, MARCH, school=SCHOOL).report
    key: rows.Key = (done.id,)
    with county.database.write() as write:
        rows.edit(write, tables.MonthReport, {key: {"figures": '{"version":9}'}})
    with pytest.raises(UserError, match="cannot be read"):
        months.accept(county, SCHOOL, MARCH)
    with county.database.write() as write:
        rows.edit(write, tables.MonthReport, {key: {"answer": MonthAnswer.ACCEPTED}})
    [report] = gathering.reports(county, period.month(MARCH), Level.SCHOOL, SCHOOL)
    assert report.closed is None


def test_the_list_of_a_month_has_every_open_school(county: Workspace) -> None:
    months.submit(county, MARCH, school=SCHOOL)
    every = months.listing(county, MARCH)
    assert len(every) == len({line.school.code for line in every}) > 100
    assert [line.school.code for line in months.listing(county)] == [SCHOOL]
    assert {line.school.code[:6] for line in every} == {COUNTY}
