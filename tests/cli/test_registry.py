"""The registry in the terminal."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.workspaces import SCHOOL

XIAOSHAN = {"code": SCHOOL, "village": "小山村", "township": "冕山镇", "county": "喜德县"}


@pytest.mark.parametrize("words", [[SCHOOL], ["冕山镇", "小山村"], ["xide", "xiaoshan"]])
def test_a_school_is_found_without_a_workspace(run: Run, words: list[str]) -> None:
    done = run("registry", "search", *words, "--json")
    assert (done.code, done.err) == (0, "")
    assert done.json == [XIAOSHAN]


def test_initials_find_several(run: Run) -> None:
    found = run("registry", "search", "xsc", "--json").json
    assert XIAOSHAN in found
    assert len(found) > 1
    assert run("registry", "search", "xsc", "--limit", "1", "--json").json == found[:1]


def test_the_table_lines_up(run: Run) -> None:
    head, line, row = run("registry", "search", SCHOOL).out.splitlines()
    assert head.split() == ["Code", "Village", "Township", "County"]
    assert set(line) == {"─", " "}
    assert row.split() == [SCHOOL, "小山村", "冕山镇", "喜德县"]


def test_nothing_found_is_no_error(run: Run) -> None:
    assert run("registry", "search", "纽约", "--json").json == []
    done = run("registry", "search", "纽约")
    assert (done.code, done.out) == (0, "No school fits.\n")


def test_a_county_closes_a_school_and_takes_it_back(run: Run, county: Path) -> None:
    day = ["--on", "2020-06-01", "--into", "513432101200", "--home", county]
    closed = run("registry", "close", SCHOOL, *day)
    assert closed.code == 0
    assert "closed from 2020-06-01" in closed.out
    again = run("registry", "reopen", SCHOOL, "--home", county)
    assert again.code == 0
    assert "open again" in again.out


def test_a_school_closes_nothing(run: Run, school: Path) -> None:
    done = run("registry", "close", SCHOOL, "--on", "2020-06-01", "--home", school)
    assert done.code == 1
    assert "county" in done.err


def test_a_day_that_is_none_is_wrong_usage(run: Run, county: Path) -> None:
    done = run("registry", "close", SCHOOL, "--on", "yesterday", "--home", county)
    assert done.code == 2
    assert "yesterday is not a day like 2018-03-12" in done.err
