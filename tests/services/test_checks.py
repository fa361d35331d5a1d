"""Findings, settings and questions, between a real laptop and a real county."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from nightschool.domain.checks.finding import Finding
from nightschool.domain.checks.rules import Code, ShortLimits
from nightschool.domain.checks.shares import Kind, Share
from nightschool.domain.codes import LeftReason
from nightschool.domain.identity import RowId, new
from nightschool.domain.todo import TodoCode
from nightschool.errors import UserError
from nightschool.services import checks, people, today
from nightschool.services.checks import Asked
from nightschool.services.workspace import Workspace
from tests import evenings
from tests.services.desks import carry, new_laptop
from tests.workspaces import SCHOOL

MARCH_1 = evenings.MARCH_1
ON = date(2018, 6, 13)


@pytest.fixture
def laptop(county: Workspace, tmp_path: Path) -> Iterator[Workspace]:
    """A school's laptop: two people, and a lesson of one hour on 1 March."""
    workspace = new_laptop(county, tmp_path / "laptop")
    came = evenings.neighbours(workspace, "吉克阿牛", "沙马拉且")
    evenings.held(workspace, MARCH_1, came, end=time(20))
    yield workspace
    workspace.close()


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nightschool.clock.today", lambda: ON)


def exchange(laptop: Workspace, county: Workspace, stick: Path) -> None:
    assert [taken.state for taken in carry(laptop, county, stick)] == ["merged"]
    assert [taken.state for taken in carry(county, laptop, stick)] == ["merged"]


def short(workspace: Workspace) -> Finding:
    [found] = checks.run(workspace, ON, rules=[Code.SHORT_LESSON])
    return found


def question(workspace: Workspace) -> Asked:
    [asked] = checks.requests(workspace)
    return asked


def test_both_desks_find_the_same(laptop: Workspace, county: Workspace, tmp_path: Path) -> None:
    exchange(laptop, county, tmp_path / "stick")
    found = checks.run(laptop, ON)
    assert {one.code for one in found} >= {Code.SHORT_LESSON, Code.LESSONS_A_MONTH}
    assert checks.run(county, ON) == found == checks.run(county, ON, SCHOOL)
    assert short(laptop).in_words() == "60 minutes (norm: at least 120)"


def test_a_question_its_answer_and_its_end_travel(
    laptop: Workspace, county: Workspace, tmp_path: Path
) -> None:
    exchange(laptop, county, tmp_path / "stick")
    found = short(county)
    assert checks.ask(county, [found, found], "是不是少记了一小时？", "科长") == 1
    assert checks.ask(county, [found]) == 0
    assert checks.requests(laptop) == []
    exchange(laptop, county, tmp_path / "stick")

    asked = question(laptop)
    assert (asked.request.note, asked.request.asked_by) == ("是不是少记了一小时？", "科长")
    assert asked.request.finding_id == found.id
    assert asked.request.in_words() == found.in_words()
    assert asked.label == "2018-03-01"
    [todo] = today.today(laptop, SCHOOL, ON).todos[:1]
    assert (todo.code, todo.row) == (TodoCode.FINDING, asked.request.id)
    assert todo.label == "2018-03-01 · 60 minutes (norm: at least 120)"

    with pytest.raises(UserError, match="needs words"):
        checks.answer(laptop, asked.request.id, " ")
    checks.answer(laptop, asked.request.id, "还没查清", done=False)
    assert not question(laptop).request.done
    checks.answer(laptop, asked.request.id, "当晚停电，提前下课。", by="阿木")
    assert TodoCode.FINDING not in {one.code for one in today.today(laptop, SCHOOL, ON).todos}
    exchange(laptop, county, tmp_path / "stick")
    answered = question(county).request
    assert (answered.answer, answered.done) == ("当晚停电，提前下课。", True)
    assert (answered.answered_by, answered.answered_on) == ("阿木", ON)

    checks.close(county, answered.id, "科长")
    exchange(laptop, county, tmp_path / "stick")
    assert question(laptop).request.closed_by == "科长"
    with pytest.raises(UserError, match="closed"):
        checks.answer(laptop, answered.id, "再说一句")
    assert checks.ask(county, [short(county)]) == 1


def test_answer_and_end_written_at_once_both_stand(
    laptop: Workspace, county: Workspace, tmp_path: Path
) -> None:
    exchange(laptop, county, tmp_path / "stick")
    checks.ask(county, [short(county)])
    exchange(laptop, county, tmp_path / "stick")
    checks.answer(laptop, question(laptop).request.id, "已改")
    checks.close(county, question(county).request.id)
    exchange(laptop, county, tmp_path / "stick")
    for desk in (laptop, county):
        request = question(desk).request
        assert (request.answer, request.closed_on) == ("已改", ON)


def test_who_may_ask_and_close(laptop: Workspace, county: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="county asks"):
        checks.ask(laptop, [short(laptop)])
    with pytest.raises(UserError, match="county asks"):
        checks.close(laptop, new())
    with pytest.raises(UserError, match="no such question"):
        checks.close(county, new())


def test_switches_and_numbers_are_dealt_out(
    laptop: Workspace, county: Workspace, tmp_path: Path
) -> None:
    checks.set_rule(county, Code.SHORT_LESSON, numbers={"minutes": 60}, reason="乡里路远")
    checks.set_rule(county, Code.LESSONS_A_MONTH, active=False)
    checks.set_rule(county, Code.SHORT_LESSON, numbers={"minutes": 45})
    exchange(laptop, county, tmp_path / "stick")
    for desk in (laptop, county):
        rules = checks.settings(desk)
        assert rules[Code.SHORT_LESSON].limits == ShortLimits(45)
        assert not rules[Code.LESSONS_A_MONTH].active
        found = {one.code for one in checks.run(desk, ON)}
        assert found.isdisjoint({Code.SHORT_LESSON, Code.LESSONS_A_MONTH})
    with pytest.raises(UserError, match="are the county's"):
        checks.set_rule(laptop, Code.SHORT_LESSON, active=True)
    with pytest.raises(UserError, match="from 1 to 720"):
        checks.set_rule(county, Code.SHORT_LESSON, numbers={"minutes": 721})
    assert checks.settings(county)[Code.SHORT_LESSON].limits == ShortLimits(45)


def test_shares_and_the_lists_behind_them(school: Workspace) -> None:
    came, other = evenings.neighbours(school, "吉克阿牛", "沙马拉且")
    evenings.held(school, MARCH_1, [came])
    evenings.evening(school, date(2018, 3, 15))
    [own] = checks.shares(school, ON)
    assert (own.complete, own.on_time) == (Share(0, 2), Share(0, 2))
    incomplete = checks.lines(school, ON, SCHOOL, Kind.COMPLETE)
    assert {RowId(line.record) for line in incomplete} == {came, other}
    assert "Household" in incomplete[0].detail
    late = checks.lines(school, ON, SCHOOL, Kind.ON_TIME)
    assert [line.label[:10] for line in late] == ["2018-03-01", "2018-03-15"]
    assert late[1].detail == "not finished"
    assert checks.lines(school, ON, SCHOOL, Kind.REACHED) == []


def test_who_attended_after_death_is_found(school: Workspace) -> None:
    [one] = evenings.neighbours(school, "吉克阿牛")
    evenings.held(school, MARCH_1, [one])
    people.mark_left(school, one, date(2018, 2, 1), LeftReason.DIED)
    [found] = checks.run(school, ON, rules=[Code.GONE])
    assert found.record == one
    assert found.in_words() == "died on 2018-02-01, yet came on 2018-03-01"
