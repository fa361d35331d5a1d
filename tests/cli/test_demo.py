"""The demo as it is typed and read."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nightschool import bootstrap
from nightschool.cli.commands.demo import STATIONS
from nightschool.services import demo
from nightschool.services.demo import Station
from tests import demos
from tests.cli.conftest import Run

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def told(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The demo's folder; the command tells again what was done there."""
    home = tmp_path_factory.getbasetemp() / "demo"
    done = demos.stations(home)
    monkeypatch.setattr(demo, "run", lambda *_given: iter(done.values()))
    return home


def test_json_is_all_that_is_printed_and_has_every_station(run: Run, told: Path) -> None:
    done = run("demo", "--home", told, "--json")
    assert (done.code, done.err) == (0, "")
    assert done.json["home"] == str(told)
    assert "password" not in done.json  # it was given
    assert list(done.json["stations"]) == list(STATIONS)
    roster = done.json["stations"]["roster"]
    assert len(roster["refused"]) == 5
    assert set(roster["refused"][0]) == {"row", "person_no", "column", "reason"}
    for station in done.json["stations"].values():
        assert all(Path(file).exists() for file in station["files"])


def test_people_read_every_station_with_its_files(run: Run, told: Path) -> None:
    done = run("demo", "--home", told)
    assert (done.code, done.err) == (0, "")
    for number, (title, _said) in enumerate(STATIONS.values(), 1):
        assert f"{number:>2}  {title}\n" in done.out
    for file in ("papers/certificates.pdf", "papers/progress.xlsx", "papers/roster-refused.xlsx"):
        assert f"→ {file}\n" in done.out
    assert str(told) in done.out
    assert "%(" not in done.out


def shown_in(readme: str) -> list[str]:
    """The lines of the transcript in a README, but those that stand for what was left out."""
    _before, _prompt, rest = (ROOT / readme).read_text("utf-8").partition("$ nightschool demo\n")
    lines = rest.partition("\n```")[0].splitlines()
    return [line for line in lines if line.strip() != "…"]


def alike(printed: str, home: Path) -> list[str]:
    """What was printed; what differs from run to run as tools/make_transcripts.py has it."""
    text = printed.replace(f"{home}", "nightschool-demo")
    text = re.sub(r"\b[0-9A-Z]{4}(-[0-9A-Z]{4}){2}\b", "7HQ2-K9TD-0VWX", text)
    return re.sub(r"(-\d{4})-[0-9A-Z]{8}\b", r"\1-7HQ2K9TD", text).splitlines()


def test_the_readme_shows_what_is_printed(
    run: Run, told: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NIGHTSCHOOL_PASSWORD")
    printed = alike(run("demo", "--home", told).out, told)
    missing = [line for line in shown_in("README.md") if line not in printed]
    assert missing == [], "write it anew: .venv/bin/python tools/make_transcripts.py"


def test_without_home_it_makes_a_folder_here(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []

    def pretend(home: Path, *_given: Any) -> Iterator[Station]:
        asked.append(home)
        return iter(())

    monkeypatch.setattr(demo, "run", pretend)
    monkeypatch.setenv("NIGHTSCHOOL_HOME", str(tmp_path / "real work"))
    monkeypatch.chdir(tmp_path)
    assert run("demo").code == 0
    assert asked == [tmp_path / "nightschool-demo"]


def test_a_folder_in_use_is_refused(run: Run, school: Path) -> None:
    before = sorted(school.rglob("*"))
    done = run("demo", "--home", school)
    assert (done.code, done.out) == (1, "")
    assert "no demo made it" in done.err
    assert sorted(school.rglob("*")) == before


def test_it_asks_nothing_and_shows_the_password_that_it_made(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NIGHTSCHOOL_PASSWORD")
    home = tmp_path / "sample"
    done = run("demo", "--home", home, "--lang", "zh")
    assert (done.code, done.err) == (0, "")
    missing = [line for line in shown_in("README.zh-CN.md") if line not in alike(done.out, home)]
    assert missing == [], "write it anew: .venv/bin/python tools/make_transcripts.py"
    shown = re.search(r"密码：(\S+)", done.out)
    assert shown
    for desk in ("county", "school"):
        with bootstrap.opened(home / desk, shown[1].__str__) as workspace:
            assert workspace.role == desk
    english = set(re.findall(r"[A-Za-z]{3,}", done.out.replace(str(tmp_path), "")))
    words = {word for word in english if not word.isupper()}
    assert words <= {
        *("county", "school", "stick", "papers", "nightschool", "progress", "home", "person"),
        *("xlsx", "pdf", "nspkg", "nsenrol", "roster", "xiaoshan", "refused", "lesson", "sheet"),
        *("certificates", "sample"),
    }
