"""`report month`, `quarter`, `submit`, `accept`, `return`, `list`, `thresholds`, as typed."""

import json
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Run
from tests.workspaces import SCHOOL


def test_a_month_as_pdf_and_workbook(run: Run, school: Path, tmp_path: Path) -> None:
    out = tmp_path / "reports"
    done = run("report", "month", "2018-03", "--out", out, "--pdf", "--xlsx", "--home", school)
    assert (done.code, done.err) == (0, "")
    assert done.out.count("Written") == 2
    pdf, xlsx = sorted(out.iterdir())
    assert pdf.name == "2018-03 513432101208 喜德县冕山镇小山村月报.pdf"
    assert pdf.read_bytes().startswith(b"%PDF")
    assert openpyxl.load_workbook(xlsx).sheetnames[0] == "主要数字"


def test_a_report_of_each_township(run: Run, county: Path, tmp_path: Path) -> None:
    words = ("--level", "township", "--out", tmp_path / "all", "--home", county, "--json")
    said = run("report", "quarter", "2018-Q2", *words).json
    assert (said["period"], len(said["files"])) == ("2018-Q2", 24)
    words = ("--place", SCHOOL[:9], "--out", tmp_path / "one", "--home", county, "--json")
    [file] = run("report", "quarter", "2018-Q2", *words).json["files"]
    assert Path(file).name == "2018-Q2 513432101 喜德县冕山镇季报.pdf"


def test_without_a_period_it_is_the_last_that_is_over(
    run: Run, school: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import date

    monkeypatch.setattr("nightschool.clock.today", lambda: date(2018, 4, 2))
    words = ("--out", tmp_path, "--home", school, "--json")
    assert run("report", "month", *words).json["period"] == "2018-03"
    assert run("report", "quarter", *words).json["period"] == "2018-Q1"


def test_a_month_goes_to_the_county_and_back(run: Run, county: Path) -> None:
    at = ("--home", county)
    submit = ("report", "submit", "2018-03", "--school", SCHOOL, "--by", "阿木", *at)
    assert run(*submit).code == 0
    [line] = run("report", "list", "--json", *at).json
    assert (line["state"], line["report"]["submitted_by"]) == ("submitted", "阿木")
    answered = run(
        "report", "return", SCHOOL, "2018-03", "--reason", "缺课", "--by", "科长", "--json", *at
    )
    assert (answered.json["answer"], answered.json["reason"]) == ("returned", "缺课")
    assert run(*submit).code == 0
    assert run("report", "accept", SCHOOL, "2018-03", *at).code == 0
    shown = run("report", "list", "2018-03", *at).out
    assert "accepted" in shown
    assert "not submitted" in shown
    again = run(*submit)
    assert (again.code, again.out) == (1, "")
    assert "accepted this month" in again.err


def test_a_month_is_not_returned_without_a_reason(run: Run, county: Path) -> None:
    assert run("report", "return", SCHOOL, "2018-03", "--home", county).code == 2


def test_thresholds_are_shown_and_set(run: Run, county: Path, school: Path) -> None:
    at = ("--home", county, "--json")
    assert run("report", "thresholds", *at).json["silent"] == [30, 90]
    run("report", "thresholds", "--silent", "20,-", "--lessons", "3,2", *at)
    said = run("report", "thresholds", *at).json
    assert (said["silent"], said["lessons"], said["behind"]) == ([20, None], [3, 2], [10, 25])
    assert "–" in run("report", "thresholds", "--home", county).out
    assert run("report", "thresholds", "--silent", "90,30", *at).code == 1
    assert run("report", "thresholds", "--silent", "often", *at).code == 2
    assert run("report", "thresholds", "--silent", "9,30", "--home", school).code == 1


@pytest.mark.parametrize("word", ["2018-Q5", "2018-13", "2018", "Q2"])
def test_what_is_no_quarter(run: Run, school: Path, tmp_path: Path, word: str) -> None:
    assert run("report", "quarter", word, "--out", tmp_path, "--home", school).code == 2


def test_files_that_are_there_stay(run: Run, school: Path, tmp_path: Path) -> None:
    words = ("report", "month", "2018-03", "--out", tmp_path, "--home", school, "--json")
    first, second = (json.loads(run(*words).out)["files"][0] for _ in range(2))
    assert first != second
    assert Path(first).read_bytes() == Path(second).read_bytes()
