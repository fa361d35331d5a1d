"""The lesson, roll-call, person, course, lecturer and certificate commands, as typed."""

import json
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from nightschool import clock
from nightschool.cli import desk
from nightschool.cli.main import main
from nightschool.domain import identity
from nightschool.domain.codes import LeftReason
from nightschool.services import people, roll_groups
from nightschool.services.workspace import Workspace
from tests import workspaces
from tests.evenings import citizen_no, held, neighbours, person
from tests.workspaces import COUNTY, SCHOOL

EVENING = ("--day", "2018-03-01", "--start", "19:00", "--end", "21:00")


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Workspace]:
    made = workspaces.make(tmp_path / "school")
    yield made
    made.close()


@pytest.fixture
def say(
    school: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Run a command on the school's workspace: exit code, stdout, stderr."""
    monkeypatch.setattr(desk, "workspace", lambda options: nullcontext(school))

    def run(*words: object) -> tuple[int, str, str]:
        try:
            code = main([*map(str, words), "--lang", "en"])
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def ask(say: Callable[..., tuple[int, str, str]]) -> Callable[..., Any]:
    """Run a command that must succeed with `--json`; what it prints."""

    def run(*words: object) -> Any:
        code, out, err = say(*words, "--json")
        assert code == 0, err
        return json.loads(out)

    return run


Say = Callable[..., tuple[int, str, str]]
Ask = Callable[..., Any]


def add(ask: Ask, *more: str) -> str:
    return str(ask("lesson", "add", "--course", "ZC01", *EVENING, *more)["id"])


def test_lesson_add_says_what_was_planned(ask: Ask) -> None:
    ask("lecturer", "add", "阿西", "--kind", "doctor")
    added = ask(
        "lesson", "add", "--course", "ZC01", *EVENING, "--lecturer", "阿西", "--place", "村小"
    )
    assert len(added.pop("id")) == len(added.pop("course")) == 32
    assert added == {
        "school": SCHOOL,
        "day": "2018-03-01",
        "start": "19:00",
        "end": "21:00",
        "hours": 2.5,
        "state": "planned",
        "roll_open": False,
        "warnings": [],
    }
    (listed,) = ask("lesson", "list", "--month", "2018-03")
    assert (listed["lecturer"], listed["kind"], listed["on_roll"]) == ("阿西", "policy", 0)
    assert ask("lesson", "list", "--month", "2018-04") == []


def test_hours_by_hand_and_times_as_people_type_them(ask: Ask) -> None:
    words = ("--day", "2018-03-01", "--start", "7:30", "--end", "9：00")
    added = ask(
        "lesson", "add", "--course", "ZC01", *words, "--hours", "1.5", "--hours-reason", "停电"
    )
    assert (added["start"], added["end"], added["hours"]) == ("07:30", "09:00", 1.5)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--day", "2018-02-30"), "a day like"),
        (("--start", "25:00"), "a time like"),
        (("--hours", "1.3"), "class hours like"),
        (("--form", "song"), "one of lecture|field"),
    ],
)
def test_what_cannot_be_read_is_wrong_usage(say: Say, words: tuple[str, str], said: str) -> None:
    code, out, err = say("lesson", "add", "--course", "ZC01", *EVENING, *words)
    assert (code, out) == (2, "")
    assert said in err


def test_what_may_not_be_is_one_line_and_exit_code_1(say: Say, ask: Ask) -> None:
    add(ask)
    code, out, err = say("lesson", "add", "--course", "ZC02", *EVENING)
    assert (code, out) == (1, "")
    assert err.count("\n") == 1
    assert "2018-03-01, 19:00–21:00" in err
    assert say("lesson", "add", "--course", "没有的课", *EVENING)[0] == 1
    assert len(ask("lesson", "list")) == 1


def test_a_lesson_is_cancelled(say: Say, ask: Ask) -> None:
    lesson = add(ask)
    assert say("lesson", "cancel", lesson)[0] == 2
    assert ask("lesson", "cancel", lesson, "--reason", "大雪")["state"] == "cancelled"
    assert ask("lesson", "list", "--state", "planned") == []


def test_an_evening_in_one_command(ask: Ask, school: Workspace) -> None:
    neighbours(school, "阿牛", "拉且", "木呷", "史布")
    lesson = add(ask)
    done = ask(
        *("roll-call", "--lesson", lesson, "--all-present", "--finish"),
        *("--mark", "阿牛=迟", f"{citizen_no(2)}=假：看病", "--mark", "木呷=absent"),
        *("--guest", "沙马史布", "巴久村"),
    )
    assert done == {
        "lesson": lesson,
        "day": "2018-03-01",
        "hours": 2.5,
        "state": "held",
        "roll_open": False,
        "attended": 3,
        "present": 2,
        "late": 1,
        "left_early": 0,
        "leave": 1,
        "absent": 1,
        "rows": 5,
        "taken": 5,
        "updated": 0,
        "unchanged": 0,
        "refused": [],
        "warnings": [],
    }
    again = ask("roll-call", "--lesson", lesson)
    assert (again["taken"], again["unchanged"], again["state"]) == (0, 5, "held")


def test_a_finished_roll_is_changed_with_a_reason(say: Say, ask: Ask, school: Workspace) -> None:
    neighbours(school, "阿牛")
    lesson = add(ask)
    ask("roll-call", "--lesson", lesson, "--all-present", "--finish")
    assert say("roll-call", "--lesson", lesson, "--mark", "阿牛=缺")[0] == 1
    changed = ask("roll-call", "--lesson", lesson, "--mark", "阿牛=缺", "--reason", "认错人")
    assert (changed["updated"], changed["absent"], changed["state"]) == (1, 1, "held")
    assert say("roll-call", "--lesson", lesson, "--open")[0] == 1
    opened = ask("roll-call", "--lesson", lesson, "--open", "--reason", "漏了人")
    assert (opened["state"], opened["roll_open"]) == ("planned", True)


def test_rolls_to_take(ask: Ask, school: Workspace) -> None:
    aniu, laqie = neighbours(school, "阿牛", "拉且")
    held(school, date(2018, 2, 22), [laqie])
    people.add_person(school, person("老人", birth_date=date(1940, 1, 1)))
    roll_groups.save(school, "养猪组", [aniu])

    def taken(day: str, *words: str) -> int:
        lesson = add(ask, "--day", day)
        return int(ask("roll-call", "--lesson", lesson, *words)["rows"])

    assert taken("2018-03-02", "--none-present") == 2
    assert taken("2018-03-03", "--roll", "all") == 3
    assert taken("2018-03-04", "--roll", "last") == 1
    assert taken("2018-03-05", "--group", "养猪组") == 1
    assert taken("2018-03-06") == 0


@pytest.mark.parametrize("mark", ["阿牛", "=到", "阿牛=来", "阿牛=假", "没有=到"])
def test_a_mark_that_cannot_be_changes_nothing(
    say: Say, ask: Ask, school: Workspace, mark: str
) -> None:
    neighbours(school, "阿牛", "拉且")
    lesson = add(ask)
    code, _out, err = say("roll-call", "--lesson", lesson, "--mark", "拉且=到", mark)
    assert (code, err.count("\n")) == (1, 1)
    assert ask("roll-call", "--lesson", lesson)["rows"] == 0


def test_a_sheet_goes_out_and_comes_back(say: Say, ask: Ask, school: Workspace) -> None:
    neighbours(school, "阿牛", "拉且")
    lesson = add(ask)
    file = school.home / "roll.xlsx"
    assert ask("lesson", "sheet", "--out", file) == {
        "file": str(file),
        "lessons": 1,
        "people": 2,
    }
    book = openpyxl.load_workbook(file)
    for row, sign in ((6, "到"), (7, "缺")):
        book.active.cell(row, 7).value = sign
    book.save(file)
    first = ask("roll-call", "--from", file)
    assert (first["rows"], first["taken"], first["updated"], first["unchanged"]) == (2, 2, 0, 0)
    assert (first["refused"], first["warnings"]) == ([], [])
    (counted,) = first["lessons"]
    assert (counted["lesson"], counted["state"]) == (lesson, "held")
    assert (counted["present"], counted["absent"]) == (1, 1)
    assert ask("roll-call", "--from", file)["unchanged"] == 2
    code, out, _err = say("roll-call", "--from", file)
    assert (code, "1 of 2 came; the lesson is held" in out) == (0, True)
    assert say("roll-call", "--from", file, "--mark", "阿牛=到")[0] == 2
    assert say("roll-call", "--from", school.home / "keine.xlsx")[0] == 1


def test_lists_to_read(say: Say, ask: Ask, school: Workspace) -> None:
    people.add_person(school, person("阿牛"))
    people.add_person(school, person("拉且", 1))
    gone = people.add_person(school, person("木呷"))
    people.mark_left(school, gone.id, date(2018, 1, 1), LeftReason.MOVED)
    assert [one["name"] for one in ask("person", "list", "--to-complete")] == ["阿牛"]
    assert citizen_no(1) not in say("person", "list")[1]
    own = ask("course", "add", "苦荞新种", "--kind", "skills", "--skill", "苦荞种植")
    assert own in ask("course", "list")
    ask("lecturer", "add", "阿西", "--kind", "doctor")
    assert [one["name"] for one in ask("lecturer", "list")] == ["阿西"]
    add(ask)
    for words in (("course", "list"), ("lecturer", "list"), ("lesson", "list"), ("person", "list")):
        code, out, _err = say(*words)
        assert (code, out.count("\n") > 2) == (0, True)


def test_certificates_are_issued_once_and_printed_again(
    say: Say, ask: Ask, school: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = ask("certificates", "--out", school.home, "--on", "2018-07-31")
    assert (empty["file"], empty["issued"], empty["certificates"]) == (None, 0, [])
    (aniu,) = neighbours(school, "吉克阿牛")
    for week in range(10):
        day = date(2018, 3, 1) + timedelta(weeks=week)
        held(school, day, [aniu], "JN01" if week < 4 else "ZC01")
    first = ask("certificates", "--out", school.home, "--on", "2018-07-31")
    assert (first["issued"], first["printed"]) == (1, 1)
    assert first["certificates"][0]["hours"] == 25
    again = ask("certificates", "--out", school.home / "c.pdf", "--on", "2018-08-01")
    assert (again["issued"], again["certificates"][0]["new"]) == (0, False)
    assert first["certificates"][0]["number"] == again["certificates"][0]["number"]
    assert Path(first["file"]).read_bytes() != Path(again["file"]).read_bytes()  # 补打 stands below
    assert ask("certificates", "--out", school.home, "--new")["printed"] == 0
    assert "1 printed" in say("certificates", "--out", school.home)[1]
    monkeypatch.setattr(clock, "today", lambda: date(2009, 1, 1))
    code, _out, err = say("certificates", "--out", school.home)
    assert (code, "--on" in err) == (1, True)


def test_a_county_records_for_a_school_without_a_laptop(
    tmp_path: Path, ask: Ask, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = workspaces.make(tmp_path / "county", COUNTY, b"county-1")
    monkeypatch.setattr(desk, "workspace", lambda options: nullcontext(office))
    neighbours(office, "阿牛")
    code, _out, err = say("lesson", "list")
    assert (code, "--school CODE" in err) == (1, True)
    lesson = add(ask, "--school", SCHOOL)
    done = ask("roll-call", "--lesson", lesson, "--all-present", "--mark", "阿牛=早", "--finish")
    assert (done["left_early"], done["state"]) == (1, "held")
    assert identity.from_text(ask("lesson", "list", "--school", SCHOOL)[0]["id"])
    office.close()
