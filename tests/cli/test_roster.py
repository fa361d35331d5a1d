from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.rosters import SAMPLE, member, write


def test_the_json_of_an_import(run: Run, school: Path) -> None:
    done = run("import-roster", SAMPLE, "--home", school, "--json")
    assert (done.code, done.err) == (0, "")
    told = done.json
    counts = ("rows", "households", "taken", "updated", "unchanged", "missing", "skipped")
    assert [told[name] for name in counts] == [171, 46, 166, 0, 0, 0, 0]
    assert [set(fault) for fault in told["refused"]] == [
        {"row", "person_no", "column", "reason"}
    ] * 5
    assert told["refused"][3]["column"] == "劳动技能"
    assert len(told["flagged"]) == 2
    assert Path(told["errors_file"]).is_file()
    understood = told["understood"]
    assert (understood["sheet"], understood["header_rows"]) == ("贫困户信息", [3, 3])
    assert understood["stated_on"] == "2018-03-01"
    assert understood["place"] == "喜德县冕山镇小山村"
    assert understood["columns"][6] == {
        "column": "G",
        "title": "人编号",
        "field": "person_no",
        "standing": "read",
    }


def test_a_dry_run_counts_and_writes_nothing(run: Run, school: Path) -> None:
    dry = run("import-roster", SAMPLE, "--dry-run", "--json", "--home", school).json
    assert (dry["id"], dry["errors_file"]) == (None, None)
    assert run("import-roster", "--list", "--json", "--home", school).json == []
    wet = run("import-roster", SAMPLE, "--json", "--home", school).json
    assert {**wet, "id": None, "errors_file": None} == dry


def test_a_dry_run_shows_what_was_understood(run: Run, school: Path) -> None:
    done = run("import-roster", SAMPLE, "--dry-run", "--home", school)
    assert "header in row 3, figures of 2018-03-01" in done.out
    assert "证件号码          ID number" in done.out
    assert "Nothing was written." in done.out


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_import_is_told_in_both_languages(run: Run, school: Path, language: str) -> None:
    done = run("import-roster", SAMPLE, "--home", school, "--lang", language)
    assert done.code == 0
    assert "513432101208001802" in done.out
    assert "普通劳动力、技能劳动力" in done.out


def test_the_workbook_goes_where_it_is_told(run: Run, school: Path, tmp_path: Path) -> None:
    errors = tmp_path / "back.xlsx"
    told = run("import-roster", SAMPLE, "--errors", errors, "--home", school, "--json").json
    assert told["errors_file"] == str(errors)
    assert errors.is_file()


def test_importing_twice_changes_nothing(run: Run, school: Path) -> None:
    run("import-roster", SAMPLE, "--home", school)
    again = run("import-roster", SAMPLE, "--home", school, "--json").json
    assert (again["unchanged"], again["id"]) == (166, None)
    assert "Nothing was new" in run("import-roster", SAMPLE, "--home", school).out


def test_who_is_missing_is_listed(run: Run, school: Path, tmp_path: Path) -> None:
    file = write(tmp_path / "r.csv", [member(1), member(2, "吉克阿木")])
    run("import-roster", file, "--home", school)
    write(file, [member(1)])
    told = run("import-roster", file, "--home", school, "--json").json
    assert told["missing"] == 1
    [missing] = told["missing_people"]
    assert (missing["person_no"], missing["name"]) == ("513432101208000102", "吉克阿木")
    assert "吉克阿木" in run("import-roster", file, "--home", school).out


def test_a_title_is_told_by_hand(run: Run, school: Path, tmp_path: Path) -> None:
    file = write(tmp_path / "r.csv", [member(1, 网格电话="13000000000")])
    unknown = run("import-roster", file, "--dry-run", "--home", school)
    assert "--map TITLE=FIELD: 网格电话" in unknown.out
    done = run("import-roster", file, "--map", "网格电话=person_phone", "--home", school)
    assert done.code == 0
    again = run("import-roster", file, "--json", "--home", school).json
    assert again["understood"]["columns"][-1]["standing"] == "remembered"


def test_an_import_is_listed_and_undone(run: Run, school: Path) -> None:
    row = run("import-roster", SAMPLE, "--home", school, "--json").json["id"]
    [listed] = run("import-roster", "--list", "--home", school, "--json").json
    assert (listed["id"], listed["file"], listed["taken"]) == (row, SAMPLE.name, 166)
    assert not listed["undone"]
    assert SAMPLE.name in run("import-roster", "--list", "--home", school).out
    assert run("import-roster", "--undo", row, "--home", school).code == 0
    assert run("import-roster", "--list", "--home", school, "--json").json[0]["undone"]
    assert run("import-roster", "--undo", "last", "--home", school).code == 1
    taken = run("import-roster", SAMPLE, "--home", school, "--json").json["taken"]
    assert taken == 166
    assert run("import-roster", "--undo", "last", "--home", school, "--json").json["undone"]


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["x.csv", "--list"],
        ["x.csv", "--undo", "last"],
        ["x.csv", "--map", "网格电话"],
        ["x.csv", "--map", "网格电话=mobile"],
        ["--undo", "first"],
    ],
)
def test_wrong_usage(run: Run, school: Path, words: list[str]) -> None:
    assert run("import-roster", *words, "--home", school).code == 2


def test_a_file_that_is_no_roster_is_an_error_of_one_line(
    run: Run, school: Path, tmp_path: Path
) -> None:
    file = tmp_path / "notes.csv"
    file.write_text("今天,下雨\n")
    done = run("import-roster", file, "--home", school)
    assert (done.code, done.out) == (1, "")
    assert done.err.count("\n") == 1
