"""`print …`, `roll-call --sheet`, slips as PDF, as a person at the terminal uses them."""

import shutil
from pathlib import Path

import pytest

from nightschool import bootstrap, paths
from nightschool.services.roster import importing
from tests.cli.conftest import PASSWORD, Run
from tests.workspaces import SCHOOL

EVENING = ("--course", "JN22", "--day", "2018-03-27", "--start", "19:30", "--end", "21:30")


@pytest.fixture(scope="module")
def registered(founded: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Xiaoshan's workspace with the sample's register; tests work on copies."""
    home = tmp_path_factory.mktemp("registered") / "school"
    shutil.copytree(founded[SCHOOL], home)
    with bootstrap.opened(home, lambda: PASSWORD) as workspace:
        importing.import_roster(workspace, paths.resources() / "data" / "roster-xiaoshan.xlsx")
    return home


@pytest.fixture
def school(registered: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(registered, tmp_path / "school"))


@pytest.fixture
def lesson(run: Run, school: Path) -> str:
    """A planned lesson."""
    return str(run("lesson", "add", *EVENING, "--json", "--home", school).json["id"])


def test_a_sheet_is_printed_and_keyed_back(
    run: Run, school: Path, lesson: str, tmp_path: Path
) -> None:
    words = ("print", "roll-sheet", "--lesson", lesson, "--home", school, "--json")
    made = run(*words, "--out", tmp_path / "sheet.pdf").json
    assert Path(made["file"]).is_file()
    keyed = ("roll-call", "--sheet", made["code"], "--mark", "3，7-9=缺", "4=假：看病")
    guest = ("--guest", "木果", "洛发村")
    done = run(*keyed, *guest, "--json", "--home", school).json
    assert (done["absent"], done["leave"], done["state"]) == (4, 1, "held")
    assert done["taken"] == made["rows"] + 1
    again = run(*keyed, *guest, "--home", school)
    assert "0 new, 0 changed" in again.out
    none = run("roll-call", "--sheet", made["code"], "--none-present", "--json", "--home", school)
    assert none.json["absent"] == made["rows"]


@pytest.mark.parametrize("text", ["x=缺", "3", "3=好", "=缺", "3-=缺"])
def test_what_is_no_row_is_told(run: Run, school: Path, text: str) -> None:
    done = run("roll-call", "--sheet", "0000-0000", "--mark", text, "--home", school)
    assert done.code == 1
    assert "ROWS=MARK" in done.err


def test_a_sheet_takes_no_other_roll(run: Run, school: Path) -> None:
    assert run("roll-call", "--sheet", "0000-0000", "--roll", "due", "--home", school).code == 2


@pytest.mark.parametrize(
    ("paper", "name"),
    [
        (("register",), "r.xlsx"),
        (("ledger", "--month", "2018-03"), "l.csv"),
        (("households",), "h.pdf"),
        (("household", "--number", "5134321012080001"), "f.pdf"),
        (("poster", "--month", "2018-03"), "p.pdf"),
        (("card", "俄木阿牛"), "c.pdf"),
    ],
)
def test_papers(
    run: Run, school: Path, lesson: str, tmp_path: Path, paper: tuple[str, ...], name: str
) -> None:
    done = run("print", *paper, "--out", tmp_path / name, "--json", "--home", school)
    assert done.code == 0, done.err
    assert done.json["count"] >= 1
    assert Path(done.json["file"]).is_file()


def test_whole_numbers_are_kept_with_their_reason(
    run: Run, school: Path, lesson: str, tmp_path: Path
) -> None:
    words = ("print", "register", "--out", tmp_path / "r.pdf", "--unmasked", "--home", school)
    assert run(*words).code == 1
    assert "No paper" in run("print", "disclosures", "--home", school).out
    assert run(*words, "--reason", "县里核对").code == 0
    (kept,) = run("print", "disclosures", "--json", "--home", school).json
    assert (kept["paper"], kept["reason"]) == ("register", "县里核对")
    assert "县里核对" in run("print", "disclosures", "--home", school).out
