"""Making, opening and checking workspaces in the terminal."""

import io
import json
import sys
from pathlib import Path

import pytest

from nightschool import bootstrap
from nightschool.services import signing_in
from nightschool.services.workspace import DATABASE, KEYS
from tests.cli.conftest import PASSWORD, Run
from tests.workspaces import COUNTY, SCHOOL

ROLES = {"school": [SCHOOL], "county": [COUNTY], "prefecture": []}


@pytest.mark.parametrize("role", ROLES)
def test_init_makes_a_sound_workspace(run: Run, tmp_path: Path, role: str) -> None:
    home = tmp_path / "new"
    done = run("init", role, *ROLES[role], "--home", home)
    assert (done.code, done.err) == (0, "")
    assert str(home) in done.out
    assert run("doctor", "--home", home, "--json").json == []
    assert [file.name for file in tmp_path.iterdir()] == ["new"]


@pytest.mark.parametrize(
    "words", [[], ["school"], ["school", COUNTY], ["county", "51343X"], ["prefecture", SCHOOL]]
)
def test_init_of_no_clear_place_is_wrong_usage(run: Run, tmp_path: Path, words: list[str]) -> None:
    assert run("init", *words, "--home", tmp_path / "new").code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("code", "password", "said"),
    [("999999999999", PASSWORD, "No school or county"), (SCHOOL, "", "empty")],
)
def test_init_that_fails_leaves_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, password: str, said: str
) -> None:
    monkeypatch.setenv("NIGHTSCHOOL_PASSWORD", password)
    done = run("init", "school", code, "--home", tmp_path / "new")
    assert done.code == 1
    assert said in done.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (["short", "short"], 1, "too easy"),
        (["correct horse", "correct house"], 1, "differ"),
        (["correct horse", "correct horse"], 0, ""),
    ],
)
def test_a_person_chooses_a_good_password_and_types_it_twice(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    typed: list[str],
    code: int,
    said: str,
) -> None:
    monkeypatch.delenv("NIGHTSCHOOL_PASSWORD")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: typed.pop(0))
    done = run("init", "school", SCHOOL, "--home", tmp_path / "new")
    assert done.code == code
    assert said in done.err
    assert (tmp_path / "new").exists() == (code == 0)


def test_init_keeps_out_of_folders_in_use(run: Run, school: Path, tmp_path: Path) -> None:
    assert "already" in run("init", "school", SCHOOL, "--home", school).err
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear", "utf-8")
    done = run("init", "school", SCHOOL, "--home", tmp_path / "mine")
    assert done.code == 1
    assert "not empty" in done.err
    assert [file.name for file in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_a_wrong_password_says_so(run: Run, school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIGHTSCHOOL_PASSWORD", "wrong horse")
    done = run("doctor", "--home", school)
    assert (done.code, done.out) == (1, "")
    assert "password is wrong" in done.err


def test_without_a_terminal_the_password_is_not_waited_for(
    run: Run, school: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NIGHTSCHOOL_PASSWORD")
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    done = run("doctor", "--home", school)
    assert done.code == 1
    assert "NIGHTSCHOOL_PASSWORD" in done.err


def test_a_folder_that_is_no_workspace(run: Run, tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        done = run("doctor", "--home", folder)
        assert done.code == 1
        assert "is not a workspace" in done.err
    assert list(tmp_path.iterdir()) == []


def test_a_second_program_is_kept_out(run: Run, school: Path) -> None:
    with bootstrap.opened(school, lambda: PASSWORD):
        done = run("doctor", "--home", school)
    assert done.code == 1
    assert "open in another program" in done.err
    assert run("doctor", "--home", school).code == 0


def test_a_newer_schema_is_left_alone(run: Run, school: Path) -> None:
    workspace = signing_in.sign_in(school, PASSWORD)
    with workspace.database.write() as write:
        write.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        write.connection.exec_driver_sql("UPDATE workspace SET program = '9.9.9'")
    workspace.close()
    before = (school / DATABASE).read_bytes()
    done = run("doctor", "--home", school)
    assert done.code == 1
    assert "newer Nightschool (9.9.9)" in done.err
    assert (school / DATABASE).read_bytes() == before


def test_a_damaged_database_is_left_alone(run: Run, school: Path) -> None:
    data = bytearray((school / DATABASE).read_bytes())
    data[100:200] = bytes(100)
    (school / DATABASE).write_bytes(data)
    done = run("doctor", "--home", school)
    assert (done.code, done.out) == (1, "")
    assert "damaged" in done.err
    assert (school / DATABASE).read_bytes() == data


def test_damage_deep_in_the_file_is_found_by_the_doctor(run: Run, school: Path) -> None:
    data = bytearray((school / DATABASE).read_bytes())
    data[-2000:-1900] = bytes(100)
    (school / DATABASE).write_bytes(data)
    done = run("doctor", "--home", school, "--json")
    assert done.code == 1
    assert "damaged" in {finding["code"] for finding in done.json}


def test_damaged_keys_are_said(run: Run, school: Path) -> None:
    keys = json.loads((school / KEYS).read_text("utf-8"))
    (school / KEYS).write_text(json.dumps(keys)[:-3], "utf-8")
    done = run("doctor", "--home", school)
    assert done.code == 1
    assert "keys.json is damaged" in done.err


def test_the_doctor_says_that_all_is_well(run: Run, school: Path) -> None:
    assert run("doctor", "--home", school).out == "✓ The workspace is sound.\n"


def test_damage_met_in_the_middle_of_work_is_said(run: Run, school: Path) -> None:
    data = bytearray((school / DATABASE).read_bytes())
    for page in range(20 * 4096, len(data), 4096):
        data[page : page + 50] = bytes(50)
    (school / DATABASE).write_bytes(data)
    done = run("course", "list", "--home", school)
    assert (done.code, done.out) == (1, "")
    assert "damaged" in done.err
