"""`progress`, `report progress` and `policy`, as typed."""

import json
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import openpyxl
import pytest

from nightschool.cli import desk
from nightschool.cli.main import main
from nightschool.services.workspace import Workspace
from tests import schools, workspaces
from tests.workspaces import COUNTY, SCHOOL

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Workspace]:
    """A county where six people of Xiaoshan attended one lesson of two hours."""
    made = workspaces.make(tmp_path / "county", COUNTY)
    with made.database.write() as write:
        schools.one_lesson(COUNTY, people=6, school=SCHOOL).write(write)
    yield made
    made.close()


@pytest.fixture
def say(
    county: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Say:
    """Run a command on the county's workspace: exit code, stdout, stderr."""
    monkeypatch.setattr(desk, "workspace", lambda options: nullcontext(county))

    def run(*words: object) -> tuple[int, str, str]:
        try:
            code = main([*map(str, words), "--lang", "en"])
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_json_has_stable_names(say: Say) -> None:
    code, out, err = say("progress", "--on", "2018-03-31", "--json")
    said = json.loads(out)
    assert (code, err, said["on"], said["scope"]) == (0, "", "2018-03-31", COUNTY)
    assert {name: said[name] for name in ("people", "working_age", "begun", "complete")} == {
        "people": 6,
        "working_age": 6,
        "begun": 6,
        "complete": 0,
    }
    assert (said["hours"], said["hours_technology"], said["share"]) == (12.0, 12.0, 0.0)
    assert (said["households"], said["households_reached"], said["forecast"]) == (1, 1, None)


def test_figures_before_the_lesson(say: Say) -> None:
    said = json.loads(say("progress", "--on", "2018-02-28", "--json")[1])
    assert (said["people"], said["begun"], said["hours"], said["lessons"]) == (6, 0, 0.0, 0)


@pytest.mark.parametrize(
    ("by", "name", "value"),
    [
        ("township", "name", "冕山镇"),
        ("school", "code", SCHOOL),
        ("household", "reached", True),
        ("person", "missing_hours", 22.0),
    ],
)
def test_parts_in_json_and_as_a_table(say: Say, by: str, name: str, value: object) -> None:
    command = ("progress", "--by", by, "--on", "2018-03-31")
    parts = json.loads(say(*command, "--json")[1])["parts"]
    assert value in [part[name] for part in parts]
    code, out, _err = say(*command)
    assert (code, len(out.splitlines())) == (0, len(parts) + 2)


def test_one_school_of_the_county(say: Say) -> None:
    said = json.loads(say("progress", "--school", SCHOOL, "--on", "2018-03-31", "--json")[1])
    assert (said["scope"], said["name"], said["people"]) == (SCHOOL, "小山村", 6)
    code, out, err = say("progress", "--school", "513401001001")
    assert (code, out) == (1, "")
    assert "513401001001" in err


def test_what_is_missing_is_said(say: Say) -> None:
    out = say("progress", "--by", "person", "--on", "2018-03-31")[1]
    assert "missing: 22 hours, 6 hours of technology, 1 more kinds" in out
    assert "养蜂" in out


def test_all_figures_one_below_the_other(say: Say) -> None:
    lines = say("progress", "--on", "2018-03-31")[1].splitlines()
    assert ["Class", "hours", "12.0"] in [line.split() for line in lines]
    assert ["Forecast", "–"] in [line.split() for line in lines]


def test_the_report_as_table_json_and_workbook(say: Say, tmp_path: Path) -> None:
    file = tmp_path / "report.xlsx"
    code, out, err = say("report", "progress", "--on", "2018-03-31", "--out", file)
    assert (code, err, file.exists()) == (0, "", True)
    assert "  小山村" in out
    said = json.loads(say("report", "progress", "--on", "2018-03-31", "--json")[1])
    assert (said["people"], said["file"]) == (6, None)
    [township] = [part for part in said["parts"] if part["name"] == "冕山镇"]
    assert SCHOOL in [part["code"] for part in township["parts"]]
    cells = [cell.value for row in openpyxl.load_workbook(file).worksheets[0] for cell in row]
    assert "小山村" in cells


def test_the_rules_are_shown_and_set(say: Say) -> None:
    change = ("--hours", "30.5", "--women", "16-54", "--targets", "30,60,90", "--labour", "weak")
    assert say("policy", "set", *change)[0] == 0
    said = json.loads(say("policy", "show", "--json")[1])
    assert (said["hours"], said["women"], said["men"]) == (30.5, [16, 54], [16, 59])
    assert (said["targets"], said["labour"], said["years"]) == ([30, 60, 90], ["weak"], 3)
    assert "30.5" in say("policy", "show")[1]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--targets", "90,60,30"), 1),
        (("--targets", "30,60"), 2),
        (("--women", "sixteen"), 2),
        (("--labour", "strong"), 2),
        (("--hours", "1.3"), 2),
    ],
)
def test_rules_that_cannot_be_are_refused(say: Say, words: tuple[str, ...], code: int) -> None:
    before = say("policy", "show", "--json")
    assert say("policy", "set", *words)[0] == code
    assert say("policy", "show", "--json") == before
