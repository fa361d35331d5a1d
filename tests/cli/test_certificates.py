"""`certificates` and `certificate …` as typed."""

from pathlib import Path

from nightschool import bootstrap
from tests.cli.conftest import PASSWORD, Run
from tests.evenings import neighbours


def neighbour(home: Path, name: str = "吉克阿牛") -> None:
    with bootstrap.opened(home, lambda: PASSWORD) as workspace:
        neighbours(workspace, name)


def skill(run: Run, home: Path, name: str) -> str:
    done = run(
        "certificate", "assess", name, "--skill", "电焊", "--day", "2018-07-01",
        "--assessor", "王建国", "--home", home, "--json",
    )  # fmt: skip
    assert done.code == 0, done.err
    return str(done.json["id"])


def test_from_a_test_to_paper_and_void(run: Run, school: Path, tmp_path: Path) -> None:
    neighbour(school)
    skill(run, school, "吉克阿牛")
    issue = ("certificate", "issue", "--kind", "skill", "--on", "2018-07-31", "--home", school)
    [one] = run(*issue, "--json").json
    assert (one["kind"], one["name"], one["course"]) == ("skill", "吉克阿牛", "电焊")
    assert "0 certificates issued." in run(*issue).out
    printed = run("certificate", "print", "--out", tmp_path, "--home", school, "--json").json
    assert printed == {"printed": 1, "files": [str(tmp_path / "certificates.pdf")]}
    again = run(
        "certificate", "print", one["number"], "--separate", "--out", tmp_path, "--home", school
    )
    assert f"1 printed: {tmp_path}" in again.out
    assert (tmp_path / f"{one['number']}.pdf").is_file()
    void = ("certificate", "void", one["number"], "--reason", "名字写错", "--home", school)
    new = run(*void, "--replace", "--on", "2018-08-01", "--json").json["replaced_by"]
    assert "void already" in run(*void, "--on", "2018-08-01").err
    assert one["number"] in run("certificate", "list", "--voided", "--home", school).out
    assert one["number"] not in (out := run("certificate", "list", "--home", school).out)
    assert new in out


def test_an_assessment_is_listed_and_withdrawn(run: Run, school: Path) -> None:
    neighbour(school)
    row = skill(run, school, "吉克阿牛")
    listed = run("certificate", "assessments", "--home", school)
    assert "电焊" in listed.out
    assert "吉克阿牛" in listed.out
    done = run("certificate", "assessments", "--withdraw", row, "--home", school)
    assert done.out == "No tests of skills.\n"


def test_an_honour_names_its_decision(run: Run, school: Path) -> None:
    neighbour(school)
    honour = (
        "certificate", "issue", "--kind", "honour", "--person", "吉克阿牛", "--on", "2018-07-31",
        "--decision", "勤学苦练", "--home", school, "--json",
    )  # fmt: skip
    done = run(*honour)
    assert done.code == 1
    assert "needs --decided-on" in done.err
    decided = ("--decided-on", "2018-07-20", "--decided-by", "冕山镇人民政府")
    [one] = run(*honour, *decided).json
    assert one["hours"] == 0


def test_attendance_needs_its_days(run: Run, school: Path) -> None:
    attendance = ("certificate", "issue", "--kind", "attendance", "--home", school)
    assert "needs --from" in run(*attendance, "--on", "2018-07-31").err
    days = ("--from", "2018-03-01", "--to", "2018-07-31", "--on", "2018-07-31")
    assert run(*attendance, *days, "--json").json == []


def test_an_unknown_number_is_said(run: Run, school: Path, tmp_path: Path) -> None:
    done = run("certificate", "print", "X", "--out", tmp_path, "--home", school)
    assert "no certificate X here" in done.err
    done = run("certificate", "void", "X", "--reason", "r", "--home", school)
    assert "no certificate X here" in done.err


def test_the_county_sets_look_and_words(run: Run, county: Path) -> None:
    style = ("certificate", "style", "--home", county, "--json")
    assert run(*style).json == {
        "issuer": "",
        "layout": "horns",
        "paper": "a4",
        "english": False,
    }
    given = ("--layout", "lacquer", "--paper", "a5", "--english", "yes", "--issuer", "教体科局")
    set_ = run(*style, *given)
    assert set_.json == run(*style).json
    assert set_.json["layout"] == "lacquer"
    assert "教体科局" in run("certificate", "style", "--home", county).out
    words = ("certificate", "wording", "--kind", "skill", "--home", county)
    assert "the program's" in run(*words).out
    assert "Nothing fills {姓名}" in run(*words, "--wording", "{姓名}").err
    assert "掌握技能" in run(*words, "--wording", "{考核人}考核，掌握技能。").out


def test_a_test_page_keeps_the_offset(run: Run, school: Path, tmp_path: Path) -> None:
    test = ("certificate", "test-page", "--home", school, "--json")
    assert run(*test).json == {"right_mm": 0, "up_mm": 0, "file": None}
    done = run(*test, "--right", "1.5", "--out", tmp_path)
    assert done.json == {"right_mm": 1.5, "up_mm": 0, "file": str(tmp_path / "test-page.pdf")}
    assert "1.5" in run("certificate", "test-page", "--home", school).out
    assert "at most 20 mm" in run(*test, "--up", "99").err
