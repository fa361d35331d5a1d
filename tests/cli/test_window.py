"""What the window brought to the terminal, as typed."""

import json
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from nightschool.cli import desk
from nightschool.cli.main import main
from nightschool.domain import identity
from nightschool.services import people
from nightschool.services.workspace import Workspace
from tests import workspaces
from tests.evenings import evening, neighbours, person
from tests.workspaces import COUNTY, SCHOOL

Say = Callable[..., str]


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """Run a command on a workspace; what it prints."""

    def run(workspace: Workspace, *words: object, code: int = 0) -> str:
        monkeypatch.setattr(desk, "workspace", lambda options: nullcontext(workspace))
        assert main([*map(str, words), "--lang", "en"]) == code
        return capsys.readouterr().out

    return run


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    made = workspaces.make(tmp_path / "school")
    yield made
    made.close()


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Workspace]:
    made = workspaces.make(tmp_path / "county", COUNTY, b"county-1")
    yield made
    made.close()


def test_today(say: Say, school: Workspace) -> None:
    neighbours(school, "阿牛")
    lesson = evening(school)
    told = json.loads(say(school, "today", "--on", "2018-03-08", "--json"))
    assert told["unrecorded"] == [identity.text(lesson.id)]
    assert (told["never_came"], told["month"]["planned"]) == (1, 1)
    shown = say(school, "today", "--on", "2018-03-08")
    assert "No roll call yet" in shown
    assert "2018-03-01 19:00" in shown


def test_find(say: Say, school: Workspace) -> None:
    (one,) = neighbours(school, "阿牛")
    (hit,) = json.loads(say(school, "find", "an", "--json"))
    assert (hit["kind"], hit["id"]) == ("person", identity.text(one))
    assert "阿牛" in say(school, "find", "阿牛")
    assert say(school, "find", "zzz") == "Nothing found.\n"


def test_a_lesson_is_repeated(say: Say, school: Workspace) -> None:
    pattern = identity.text(evening(school, date(2018, 9, 24)).id)
    words = ("lesson", "repeat", pattern, "--weeks", 2)
    dry = json.loads(say(school, *words, "--dry-run", "--json"))
    assert [(one["day"], one["skipped"]) for one in dry] == [
        ("2018-10-01", "National Day"),
        ("2018-10-08", ""),
    ]
    assert "National Day" in say(school, *words)
    again: list[Any] = json.loads(say(school, *words, "--from", "2018-10-08", "--json"))
    assert [bool(one["skipped"]) for one in again] == [True, False]


def test_photos_of_a_lesson(say: Say, school: Workspace, tmp_path: Path) -> None:
    lesson = identity.text(evening(school).id)
    Image.new("RGB", (64, 48), "red").save(tmp_path / "1.png")
    (tmp_path / "2.png").write_bytes(b"broken")
    files = (tmp_path / "1.png", tmp_path / "2.png")
    told = json.loads(say(school, "lesson", "photo", lesson, *files, "--json", code=1))
    assert (len(told["photos"]), list(told["refused"])) == (1, ["2.png"])
    assert say(school, "lesson", "photo", lesson) == "The lesson has 1 photos.\n"


def test_the_history_of_a_person(say: Say, school: Workspace) -> None:
    (one,) = neighbours(school, "阿牛")
    assert say(school, "person", "history", "阿牛") == "Nothing was changed.\n"
    people.edit_person(school, one, {"hamlet": "一组"}, "moved within the village")
    (line,) = json.loads(say(school, "person", "history", "阿牛", "--json"))
    assert (line["field"], line["old"], line["new"]) == ("Hamlet", "", "一组")
    assert "moved within the village" in say(school, "person", "history", "阿牛")


def test_a_person_is_transferred(say: Say, county: Workspace) -> None:
    people.add_person(county, person("阿牛"))
    words = ("--school", SCHOOL, "--to", "513432101205", "--on", "2018-05-01")
    shown = say(county, "person", "transfer", "阿牛", *words)
    assert shown == "阿牛 belongs to school 513432101205 now.\n"
