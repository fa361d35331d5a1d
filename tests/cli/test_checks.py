"""The checks in the terminal, as typed."""

import json
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import date, time
from pathlib import Path

import pytest

from nightschool.cli import desk
from nightschool.cli.main import main
from nightschool.services import checks
from nightschool.services.workspace import Workspace
from tests import evenings, workspaces
from tests.services import desks
from tests.workspaces import COUNTY, SCHOOL

Say = Callable[..., str]


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """Run a command on a workspace; what it prints."""

    def run(workspace: Workspace, *words: object, code: int = 0) -> str:
        monkeypatch.setattr(desk, "workspace", lambda options: nullcontext(workspace))
        assert main([*map(str, words), "--lang", "en"]) == code
        return capsys.readouterr().out

    monkeypatch.setattr("nightschool.clock.today", lambda: date(2018, 6, 13))
    return run


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Workspace]:
    made = workspaces.make(tmp_path / "county", COUNTY, b"county-1")
    yield made
    made.close()


@pytest.fixture
def laptop(county: Workspace, tmp_path: Path) -> Iterator[Workspace]:
    made = desks.new_laptop(county, tmp_path / "laptop")
    came = evenings.neighbours(made, "吉克阿牛", "沙马拉且")
    evenings.held(made, evenings.MARCH_1, came, end=time(20))
    desks.carry(made, county, tmp_path / "stick")
    yield made
    made.close()


def test_a_finding_is_asked_answered_and_closed(
    say: Say, county: Workspace, laptop: Workspace, tmp_path: Path
) -> None:
    listed = ("checks", "list", "--rule", "short_lesson")
    assert "60 minutes" in say(county, *listed)
    [found] = json.loads(say(county, *listed, "--json"))
    assert (found["rule"], found["school"]) == ("short_lesson", SCHOOL)
    assert "Asked: 1" in say(county, "checks", "ask", found["id"], "--note", "核对", "--by", "科长")
    say(county, "checks", "ask", "0000000000", code=1)
    desks.carry(county, laptop, tmp_path / "back")
    assert "核对" in say(laptop, "checks", "asked")
    [asked] = json.loads(say(laptop, "checks", "asked", "--json"))
    assert (asked["finding"], asked["answered_on"]) == (found["id"], None)
    say(laptop, "checks", "answer", "停电", "--request", asked["id"], "--open")
    desks.carry(laptop, county, tmp_path / "again")
    say(county, "checks", "close", "--request", asked["id"])
    [line] = checks.requests(county)
    assert (line.request.answer, line.request.done) == ("停电", False)
    assert line.request.closed_on == date(2018, 6, 13)
    say(laptop, "checks", "close", "--request", asked["id"], code=1)


def test_rules_are_shown_and_set(say: Say, county: Workspace) -> None:
    assert "minutes=120" in say(county, "checks", "settings")
    words = ("checks", "settings", "--rule", "short_lesson")
    [rule] = json.loads(say(county, *words, "--set", "minutes=90", "--no-active", "--json"))
    assert rule == {"rule": "short_lesson", "active": False, "numbers": {"minutes": 90}}
    say(county, *words, "--set", "years=9", code=1)
    say(county, "checks", "settings", "--active", code=1)
    with pytest.raises(SystemExit):
        say(county, *words, "--set", "minutes")


def test_shares_and_what_they_lack(say: Say, laptop: Workspace) -> None:
    assert "Rolls on time" in say(laptop, "checks", "shares")
    [own] = json.loads(say(laptop, "checks", "shares", "--json"))
    assert own["complete"] == {"part": 0, "whole": 2, "percent": 0.0}
    assert "missing" in say(laptop, "checks", "shares", "--of", "complete")
    lines = json.loads(say(laptop, "checks", "shares", "--of", "complete", "--json"))
    assert {line["label"] for line in lines} == {"吉克阿牛", "沙马拉且"}
