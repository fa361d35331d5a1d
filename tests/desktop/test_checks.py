"""The page of checks at the county and at a school, through the window's own code."""

from collections.abc import Callable
from contextlib import closing
from datetime import time
from pathlib import Path

import pytest

from nightschool.desktop.pages.checks import ChecksPage
from nightschool.desktop.pages.today import TodayPage
from nightschool.desktop.target import Target
from nightschool.desktop.widgets.links import LinkButton
from nightschool.domain.checks.rules import RULES, Code, ShortLimits
from nightschool.domain.checks.shares import Kind
from nightschool.services import checks
from nightschool.services.workspace import Workspace
from tests import evenings
from tests.desktop import samples
from tests.desktop.conftest import Scene
from tests.services import desks
from tests.workspaces import SCHOOL

Opener = Callable[..., Scene]


@pytest.fixture
def county(scene: Opener, tmp_path: Path) -> Scene:
    """A county that has a school's short lesson in its books."""
    s = scene("county")
    laptop = desks.new_laptop(s.workspace, tmp_path / "laptop")
    with closing(laptop):
        came = evenings.neighbours(laptop, "吉克阿牛", "沙马拉且")
        evenings.held(laptop, evenings.MARCH_1, came, end=time(20))
        desks.carry(laptop, s.workspace, tmp_path / "stick")
    return s


@pytest.fixture
def asked() -> str:
    """A school's sample in which the county has asked about a lesson."""

    def fill(workspace: Workspace) -> None:
        came = evenings.neighbours(workspace, "吉克阿牛", "沙马拉且")
        evenings.held(workspace, evenings.MARCH_1, came, end=time(20))
        found = checks.run(workspace, samples.TODAY, rules=[Code.SHORT_LESSON])
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(checks.asking, "_require_county", lambda _workspace: None)
            checks.ask(workspace, found, "是不是少记了一小时？", "科长")

    samples.keep("asked", fill)
    return "asked"


def short(page: ChecksPage) -> None:
    page.findings.choose(Code.SHORT_LESSON)


def test_the_county_asks_and_takes_it_back(county: Scene) -> None:
    page = county.page("checks", ChecksPage)
    rules = page.findings.rules
    every = [rules.record(rules.index(row, 0)) for row in range(rules.rowCount())]
    counts = {one.code: one.count for one in every}
    assert counts[Code.SHORT_LESSON] == 1
    assert counts[None] == sum(count for code, count in counts.items() if code)
    assert len(counts) == len(RULES) + 1
    short(page)
    assert page.findings.model.rowCount() == 1
    page.findings.note.setText("是不是少记了？")
    page.findings.ask.click()
    county.settle()
    [line] = checks.requests(county.workspace)
    assert line.request.note == "是不是少记了？"
    current = page.findings.current()
    assert current is not None
    assert current.asked is not None
    assert not page.findings.ask.isEnabled()
    assert page.questions.model.rowCount() == 1

    assert page.undo()
    county.settle()
    assert checks.requests(county.workspace) == []
    assert page.findings.ask.isEnabled()


def test_all_that_is_shown_is_asked_at_once_and_closed(county: Scene) -> None:
    page = county.page("checks", ChecksPage)
    page.findings.choose(Code.LESSONS_A_MONTH)
    count = page.findings.model.rowCount()
    assert count > 1
    page.findings.ask_all.click()
    county.settle()
    assert len(checks.requests(county.workspace)) == count
    page.tabs.setCurrentWidget(page.questions)
    assert page.questions.end.isVisible()
    assert not page.questions.send.isVisible()
    page.questions.end.click()
    county.settle()
    closed = [one for one in checks.requests(county.workspace) if one.request.closed_on]
    assert len(closed) == 1
    assert page.questions.model.rowCount() == count - 1


def test_search_finds_a_school(county: Scene) -> None:
    page = county.page("checks", ChecksPage)
    everything = page.findings.model.rowCount()
    page.findings.search.setText("小山")
    page.findings.search.searched.emit("小山")
    assert page.findings.model.rowCount() == everything
    page.findings.search.setText("没有这个村")
    page.findings.search.searched.emit("没有这个村")
    assert page.findings.model.rowCount() == 0
    assert not page.findings._below.isVisible()


def test_the_shares_open_their_lists(county: Scene) -> None:
    page = county.page("checks", ChecksPage)
    page.tabs.setCurrentWidget(page.shares)
    county.settle()
    county.settle()
    [own] = [page.shares.model.record(page.shares.model.index(0, 0))]
    assert own.school.code == SCHOOL
    page.shares.kind.setCurrentIndex(list(Kind).index(Kind.COMPLETE))
    county.settle()
    assert page.shares.lines.rowCount() == 2


def test_the_county_sets_a_rule(county: Scene) -> None:
    page = county.page("checks", ChecksPage)
    card = page.rules.card(Code.SHORT_LESSON)
    card.boxes["minutes"].setValue(60)
    county.settle()
    county.settle()
    assert checks.settings(county.workspace)[Code.SHORT_LESSON].limits == ShortLimits(60)
    short(page)
    assert page.findings.model.rowCount() == 0
    card.switch.click()
    county.settle()
    assert not checks.settings(county.workspace)[Code.SHORT_LESSON].active


def test_a_number_that_cannot_be_is_refused_and_shown_as_it_was(county: Scene) -> None:
    page = county.page("checks", ChecksPage)
    box = page.rules.card(Code.LESSONS_A_MONTH).boxes["least"]
    box.setValue(9)
    county.settle()
    county.settle()
    assert box.value() == 2
    assert county.desk.message.isVisible()


def test_a_school_hears_of_a_question_and_answers(scene: Opener, asked: str) -> None:
    s = scene(asked)
    today = s.page("today", TodayPage)
    s.settle()
    assert today._asked.isVisible()
    [link] = today._todos.findChildren(LinkButton)
    link.click()
    s.settle()
    page = s.desk.current
    assert isinstance(page, ChecksPage)
    assert page.tabs.currentWidget() is page.questions
    assert "科长" in page.questions.note.text()
    assert not page.findings.ask.isVisible()
    page.questions.text.setText("当晚停电。")
    page.questions.send.click()
    s.settle()
    [line] = checks.requests(s.workspace)
    assert (line.request.answer, line.request.done) == ("当晚停电。", True)
    s.page("today", TodayPage)
    s.settle()
    assert not today._asked.isVisible()


def test_today_tells_what_the_checks_found(scene: Opener) -> None:
    s = scene("ordinary")
    today = s.page("today", TodayPage)
    s.settle()
    count = len(checks.run(s.workspace, samples.TODAY))
    assert today._found.isVisible() == bool(count)
    page = s.page("checks", ChecksPage, Target("checks"))
    assert page.findings.model.rowCount() == count
    assert not page.rules.card(Code.SIZE).switch.isEnabled()


def test_a_record_is_opened_where_it_is_mended(scene: Opener, asked: str) -> None:
    s = scene(asked)
    page = s.page("checks", ChecksPage, Target("checks", detail=Code.SHORT_LESSON))
    assert page.findings.model.rowCount() == 1
    page.findings._open()
    s.settle()
    assert s.desk.current is not None
    assert s.desk.current.key == "roll"
