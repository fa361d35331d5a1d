"""From county to school and back in the terminal."""

from pathlib import Path

import pytest

from nightschool.domain.drive import Drive
from nightschool.services import drives
from tests.cli.conftest import Run
from tests.workspaces import SCHOOL


@pytest.fixture
def laptop(run: Run, county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A laptop that the county enrolled for Xiaoshan."""
    made = run("enrol", SCHOOL, "--to", tmp_path / "stick", "--home", county, "--json")
    assert made.code == 0
    monkeypatch.setenv("NIGHTSCHOOL_CODE", made.json["code"])
    done = run("init", "--from", made.json["file"], "--home", tmp_path / "laptop")
    assert (done.code, done.err) == (0, "")
    return tmp_path / "laptop"


def test_a_package_goes_there_and_the_receipt_comes_back(
    run: Run, county: Path, laptop: Path, tmp_path: Path
) -> None:
    add = ["--kind", "expert", "--home", str(laptop)]
    assert run("lecturer", "add", "王建国", *add).code == 0
    made = run("export", "--to", tmp_path / "stick", "--home", laptop, "--json").json
    assert Path(made["file"]).is_file()
    assert made["rows"]["lecturer"] == 1
    assert made["to"] == ["喜德县"]

    [taken] = run("import", made["file"], "--home", county, "--json").json
    assert (taken["state"], taken["reason"], taken["number"]) == ("merged", "", made["number"])
    assert taken["changed"]["lecturer"] == 1
    [again] = run("import", made["file"], "--home", county, "--json").json
    assert again["state"] == "known"

    back = run("export", "--to", tmp_path / "back", "--home", county)
    assert back.code == 0
    assert "Saved and read back" in back.out
    done = run("import", tmp_path / "back", "--home", laptop)
    assert done.code == 0
    assert done.out.startswith("✓")


def test_a_refused_package_is_an_error_with_its_reason(
    run: Run, county: Path, laptop: Path, tmp_path: Path
) -> None:
    made = run("export", "--to", tmp_path / "stick", "--home", laptop, "--json").json
    file = Path(made["file"])
    file.write_bytes(file.read_bytes()[:-100])
    done = run("import", file, "--home", county, "--json")
    assert done.code == 1
    [refused] = done.json
    assert refused["state"] == "refused"
    assert refused["reason"]
    assert refused["message"]
    assert run("import", file, "--home", county).out.startswith("✗")


def test_of_one_stick_for_all_each_takes_its_own(
    run: Run, county: Path, laptop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = run("enrol", SCHOOL, "--to", tmp_path / "enrol", "--home", county, "--json").json
    monkeypatch.setenv("NIGHTSCHOOL_CODE", made["code"])
    assert run("init", "--from", made["file"], "--home", tmp_path / "other").code == 0
    stick = tmp_path / "one"
    for one in (laptop, tmp_path / "other"):
        assert run("export", "--to", stick, "--home", one).code == 0
    done = run("import", stick, "--home", county)
    assert (done.code, done.err) == (0, "")
    assert "Merged: 2, with contradictions: 0, taken before: 0, refused: 0" in done.out
    assert run("export", "--to", stick, "--home", county).code == 0
    for one in (laptop, tmp_path / "other"):
        done = run("import", stick, "--home", one)
        assert (done.code, done.err) == (0, "")
        assert done.out.startswith("✓")
        assert "3 packages on it are for others or from here" in done.out
    again = run("import", stick, "--home", laptop, "--json")
    assert [(one["state"], one["reason"]) for one in again.json] == [("known", "")]
    [own, *_] = [one for one in stick.glob("*.nspkg") if "-0001" in one.name]
    assert run("import", own, "--home", laptop, "--json").json[0]["reason"] == "not_for_us"


def test_an_empty_stick_is_said(run: Run, county: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("import", tmp_path / "empty", "--home", county)
    assert (done.code, done.out) == (0, "No package for this desk was found there.\n")


def test_a_wrong_code_makes_no_workspace(
    run: Run, county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = run("enrol", SCHOOL, "--to", tmp_path / "stick", "--home", county, "--json").json
    monkeypatch.setenv("NIGHTSCHOOL_CODE", "0000-0000-0000")
    done = run("init", "--from", made["file"], "--home", tmp_path / "laptop")
    assert done.code == 1
    assert "code does not fit" in done.err
    assert not (tmp_path / "laptop").exists()


def test_what_is_not_enrolled_cannot_export(run: Run, school: Path, tmp_path: Path) -> None:
    done = run("export", "--to", tmp_path / "stick", "--home", school)
    assert done.code == 1
    assert "enrolment file" in done.err


def test_a_workspace_begun_alone_is_enrolled_later(
    run: Run, county: Path, school: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = run("enrol", SCHOOL, "--to", tmp_path / "stick", "--home", county)
    assert made.code == 0
    file, code = (line.rpartition(": ")[2] for line in made.out.splitlines()[:2])
    monkeypatch.setenv("NIGHTSCHOOL_CODE", code)
    assert run("init", "--from", file, "--home", school).code == 0
    assert run("export", "--to", tmp_path / "stick", "--home", school).code == 0


def test_the_one_stick_need_not_be_named(
    run: Run, county: Path, laptop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plugged = [Drive(tmp_path / "usb", "冕山", 5 << 20, "vfat", False)]
    monkeypatch.setattr(drives, "removable", lambda: plugged)
    assert "冕山" in run("sync", "drives").out
    assert run("sync", "drives", "--json").json[0]["path"] == str(tmp_path / "usb")

    done = run("export", "--slip", tmp_path / "slip.txt", "--home", laptop)
    assert (done.code, done.err) == (0, "")
    [package] = (tmp_path / "usb" / "Nightschool").iterdir()
    slip = (tmp_path / "slip.txt").read_bytes()
    assert slip.startswith(b"\xef\xbb\xbf")
    lines = slip.decode("utf-8-sig").split("\r\n")
    assert {f"  File: {package.name}", "  For: 喜德县", "  From: 喜德县冕山镇小山村"} <= set(lines)
    assert "\n".join(lines) in done.out
    assert run("import", "--home", county).out.startswith("✓")

    plugged.clear()
    for command in ("export", "import"):
        done = run(command, "--home", laptop)
        assert (done.code, done.out) == (1, "")
        assert "No removable drive" in done.err
    assert "No removable drive" in run("sync", "drives").out


def test_only_an_office_lets_a_counter_in(run: Run, laptop: Path, tmp_path: Path) -> None:
    done = run("import", tmp_path, "--let-counter-in", "--home", laptop)
    assert done.code == 1
    assert "Only an office" in done.err
