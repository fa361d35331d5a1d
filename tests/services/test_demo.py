"""The demo's figures, counted again from the raw rows by a count that shares no code with it."""

import shutil
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from nightschool import bootstrap, paths
from nightschool.errors import UserError
from nightschool.services import demo
from nightschool.services.demo import Station
from nightschool.storage.lock import alone
from tests import demos

REVIEWED = "2018-06-30"
KIND_OF = {
    "current_affairs": "policy",
    "law": "policy",
    "skills": "technology",
    "new_customs": "customs",
    "science": "culture",
}
THERE = {"present", "late", "left_early"}
ABLE = {"ordinary", "skilled", "weak"}
Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.getbasetemp() / "demo"


@pytest.fixture(scope="module")
def stations(home: Path) -> dict[str, Station]:
    return demos.stations(home)


@pytest.fixture(scope="module", params=["school", "county"])
def raw(request: pytest.FixtureRequest, home: Path, stations: dict[str, Station]) -> Iterator[Rows]:
    """The rows of one side's database as SQL gives them, deleted ones left out."""
    assert stations
    tables = ("person", "household", "course", "lesson", "attendance", "certificate")
    with (
        bootstrap.opened(home / request.param, lambda: demos.PASSWORD) as workspace,
        workspace.database.read() as connection,
    ):
        ask = connection.exec_driver_sql
        yield {
            table: [dict(row) for row in ask(f"SELECT * FROM {table} WHERE NOT deleted").mappings()]
            for table in tables
        }


def working_age(person: dict[str, Any]) -> bool:
    if person["belonging"] != "registered" or person["left_on"] or not person["birth_date"]:
        return False
    born, day = date.fromisoformat(person["birth_date"]), date.fromisoformat(REVIEWED)
    had_birthday = (day.month, day.day) >= (born.month, born.day)
    age = day.year - born.year - (0 if had_birthday else 1)
    pupil = person["schooling"] not in ("", "非在校生")
    return 16 <= age <= 59 and person["labour"] in ABLE and not pupil


def counted(raw: Rows) -> dict[str, Any]:
    """The figures that a report shows, from rows alone."""
    kind = {one["id"]: KIND_OF[one["provincial_kind"]] for one in raw["course"]}
    held = {
        one["id"]: one
        for one in raw["lesson"]
        if one["state"] == "held" and not one["roll_open"] and one["day"] <= REVIEWED
    }
    halves: defaultdict[bytes, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    came: defaultdict[bytes, list[str]] = defaultdict(list)
    for line in raw["attendance"]:
        lesson = held.get(line["lesson"])
        if lesson and line["mark"] in THERE:
            own = line["half_hours"]
            hours = lesson["half_hours"] if own is None else own
            halves[line["person"]][kind[lesson["course"]]] += hours
            came[line["person"]].append(lesson["day"])

    def complete(person: dict[str, Any]) -> bool:
        mine = halves[person["id"]]
        kinds = sum(1 for hours in mine.values() if hours)
        return sum(mine.values()) >= 48 and mine["technology"] >= 16 and kinds >= 2

    people = [one for one in raw["person"] if one["belonging"] == "registered"]
    due = [one for one in people if working_age(one)]
    homes: defaultdict[bytes, list[dict[str, Any]]] = defaultdict(list)
    for one in people:
        homes[one["household"]].append(one)
    by_kind = {
        f"hours_{name}": sum(halves[one["id"]][name] for one in people) / 2
        for name in ("culture", "technology", "policy", "customs")
    }
    done = [one for one in due if complete(one)]
    everything = sum(sum(mine.values()) for mine in halves.values()) / 2
    return {
        "households": len(homes),
        "households_reached": sum(any(came[one["id"]] for one in home) for home in homes.values()),
        "households_trained": sum(any(one in done for one in home) for home in homes.values()),
        "people": len(people),
        "working_age": len(due),
        "begun": sum(1 for one in due if came[one["id"]]),
        "never_came": sum(1 for one in due if not came[one["id"]]),
        "complete": len(done),
        "share": round(100 * len(done) / len(due), 1),
        "lessons": len(held),
        "hours": sum(by_kind.values()),
        **by_kind,
        "hours_of_others": everything - sum(by_kind.values()),
    }


def test_figures_equal_an_independent_count_at_school_and_county(
    raw: Rows, stations: dict[str, Station]
) -> None:
    for name in ("progress", "report"):
        figures = stations[name].figures
        assert {key: figures[key] for key in counted(raw)} == counted(raw)


def test_the_page_of_figures_shows_how_to_count_again(
    home: Path, stations: dict[str, Station]
) -> None:
    page = (paths.resources().parent / "docs" / "figures.md").read_text("utf-8")
    shown: dict[str, Any] = {}
    exec(page.split("```python\n")[1].split("```")[0], shown)  # the page's own example
    hours = shown["hours"](home / "school", demos.PASSWORD, "2018-01-01", "2018-06-30")
    assert hours == stations["progress"].figures["hours"]


def test_lessons_are_counted_as_they_lie_in_the_rows(
    raw: Rows, stations: dict[str, Station]
) -> None:
    said = stations["lessons"].figures
    states = [one["state"] for one in raw["lesson"]]
    for state in ("planned", "held", "cancelled"):
        assert states.count(state) == said[state] > 0
    open_rolls = [one for one in raw["lesson"] if one["roll_open"]]
    assert [one["day"] for one in open_rolls] == ["2018-06-12"]
    held = {one["id"] for one in raw["lesson"] if one["state"] == "held"}
    marks = [line["mark"] for line in raw["attendance"] if line["lesson"] in held]
    assert len(marks) == said["marks"]
    assert sum(mark in THERE for mark in marks) == said["attended"]
    assert set(marks) == {"present", "late", "left_early", "leave", "absent"}
    assert all(line["remark"] for line in raw["attendance"] if line["mark"] == "leave")


def test_certificates_are_those_of_the_complete(raw: Rows, stations: dict[str, Station]) -> None:
    issued = stations["certificates"].figures["issued"]
    assert len(raw["certificate"]) == issued == counted(raw)["complete"] > 0
    assert len({one["number"] for one in raw["certificate"]}) == issued


def test_papers_are_chinese_though_the_terminal_is_english(stations: dict[str, Station]) -> None:
    [file] = stations["certificates"].files
    with pypdfium2.PdfDocument(file) as book:
        assert len(book) == stations["certificates"].figures["issued"]
        text = book[0].get_textpage().get_text_range()
    assert "结业证书" in "".join(text.split())
    sheet = openpyxl.load_workbook(stations["roster"].files[1]).worksheets[0]
    assert sheet.title == "退回"


def test_the_roster_is_taken_with_its_faults(raw: Rows, stations: dict[str, Station]) -> None:
    said = stations["roster"].figures
    registered = [one for one in raw["person"] if one["belonging"] == "registered"]
    assert said["taken"] == len(registered)
    assert said["households"] == len(raw["household"])
    assert said["rows"] == said["taken"] + said["refused"] == 171
    assert said["refused"] == len(stations["roster"].refused) == 5
    assert {one["belonging"] for one in raw["person"]} == {"registered", "villager", "guest"}
    for column in ("sex", "relation", "education", "health", "labour", "status", "ethnicity"):
        assert all(one[column] for one in registered), column
    heads = [one["household"] for one in registered if one["relation"] == "head"]
    assert len(set(heads)) == len(heads)
    assert len(heads) >= len(raw["household"]) - said["refused"]


def test_the_seed_gives_the_same_figures_everywhere(stations: dict[str, Station]) -> None:
    told = {name: stations["progress"].figures[name] for name in ("begun", "complete", "hours")}
    assert told == {"begun": 99, "complete": 44, "hours": 2513.0}


def test_everything_lies_under_the_folder(home: Path, stations: dict[str, Station]) -> None:
    files = [file for one in stations.values() for file in one.files]
    assert files
    for file in files:
        assert file.is_relative_to(home)
        assert file.exists()
    assert stations["receipt"].figures["receipt"] == "merged"
    assert sorted(home.iterdir()) == [
        home / part for part in ("DEMO.txt", "county", "papers", "school", "stick")
    ]


def start(home: Path, password: str = demos.PASSWORD) -> Station:
    """The first station alone: by then an earlier demo is gone."""
    with closing(demo.run(home, password, bootstrap.opened)) as stations:
        return next(stations)


def test_an_earlier_demo_is_replaced_and_nothing_else(
    home: Path, stations: dict[str, Station], tmp_path: Path
) -> None:
    assert stations
    again = Path(shutil.copytree(home, tmp_path / "again"))
    (again / "mine.txt").write_text("mine", "utf-8")
    assert start(again).name == "county"
    left = {file.name for file in again.iterdir()}
    assert left == {"DEMO.txt", "mine.txt", "county", "papers", "stick"}
    assert list((again / "papers").iterdir()) == []


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_a_place_that_no_demo_made_is_left_alone(tmp_path: Path, kind: str) -> None:
    place = tmp_path / "mine"
    if kind == "folder":
        place.mkdir()
        (place / "letter.txt").write_text("dear", "utf-8")
    else:
        place.write_text("dear", "utf-8")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UserError):
        start(place)
    assert sorted(tmp_path.rglob("*")) == before


def test_an_empty_password_changes_nothing(
    home: Path, stations: dict[str, Station], tmp_path: Path
) -> None:
    assert stations
    again = Path(shutil.copytree(home, tmp_path / "again"))
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UserError, match="empty"):
        start(again, "")
    assert sorted(tmp_path.rglob("*")) == before


def test_a_demo_that_somebody_has_open_is_not_replaced(
    home: Path, stations: dict[str, Station], tmp_path: Path
) -> None:
    assert stations
    again = Path(shutil.copytree(home, tmp_path / "again"))
    with alone(again / "school"), pytest.raises(UserError, match="another program"):
        start(again)
    assert (again / "papers" / "certificates.pdf").is_file()
