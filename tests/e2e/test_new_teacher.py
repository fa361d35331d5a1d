"""A new teacher's first evening, by keyboard: from an empty folder to the county's receipt."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from nightschool import bootstrap, paths
from nightschool.desktop.jobs import Jobs
from nightschool.desktop.main_window import MainWindow
from nightschool.desktop.settings import Settings
from nightschool.domain.codes import LessonState, Mark
from nightschool.domain.drive import Drive
from nightschool.services import (
    certificates,
    drives,
    enrolment,
    exporting,
    founding,
    lessons,
    people,
    policy,
    roll_call,
    taking,
)
from nightschool.services.demo.job import ROSTER
from nightschool.services.enrolment import MadeEnrolment
from nightschool.services.workspace import Workspace
from nightschool.storage.ledger import State
from tests.desktop import samples
from tests.e2e.hands import Hands
from tests.workspaces import COUNTY, SCHOOL

PASSWORD = "correct horse"
EXCEPTIONS = {3: ("-", Mark.ABSENT), 5: (",", Mark.LATE), 8: ("-", Mark.ABSENT)}


@pytest.fixture
def plugged(monkeypatch: pytest.MonkeyPatch) -> list[Drive]:
    """The drives that are plugged in."""
    found: list[Drive] = []
    monkeypatch.setattr(drives, "removable", lambda: [*found])
    return found


@pytest.fixture
def stick(tmp_path: Path, plugged: list[Drive]) -> Path:
    """A stick that is plugged in."""
    place = tmp_path / "KINGSTON"
    place.mkdir()
    plugged.append(Drive(place, "KINGSTON", 3_200_000_000, "vfat", read_only=False))
    return place


@pytest.fixture
def county(tmp_path: Path, today: object) -> Iterator[Workspace]:
    """An office whose rules one evening fulfils, so that there is a certificate to issue."""
    home = tmp_path / "office"
    founding.create(home, COUNTY, PASSWORD)
    with bootstrap.opened(home, lambda: PASSWORD) as workspace:
        rules = replace(policy.policy_of(workspace), half_hours=2, technology_half_hours=0, kinds=1)
        policy.set_policy(workspace, rules, "an evening is enough")
        yield workspace


@pytest.fixture
def hands(
    qtbot: QtBot, kept: Settings, jobs: Jobs, tmp_path: Path, today: object
) -> Iterator[Hands]:
    """On the window of a laptop where nothing was ever done."""
    window = MainWindow(kept, jobs, tmp_path / "nightschool")
    qtbot.addWidget(window)
    yield Hands(window)
    window.leave()


def test_from_an_empty_folder_to_the_countys_receipt(
    hands: Hands, county: Workspace, stick: Path, plugged: list[Drive]
) -> None:
    made = enrolment.enrol(county, (SCHOOL,), stick)
    enrol(hands, made)
    import_the_register(hands)
    plan_tonight(hands)
    call_the_roll(hands)
    issue_certificates(hands)
    carry(hands, county, stick, plugged)


def enrol(hands: Hands, made: MadeEnrolment) -> None:
    hands.press("Space")
    hands.type(made.code)
    hands.press("Return")
    for _twice in range(2):
        hands.type(PASSWORD)
        hands.press("Return")
    assert hands.desk.keys[0] == "today"
    assert workspace_of(hands).scope == SCHOOL
    hands.settle()


def import_the_register(hands: Hands) -> None:
    assert hands.focus().accessibleName() == "Import the register"
    hands.press("Space")
    hands.choose_file("Ctrl+O", paths.resources() / "data" / ROSTER)
    assert people.people(workspace_of(hands)) == []
    hands.press("Ctrl+Return")
    assert len(people.people(workspace_of(hands))) > len(EXCEPTIONS)
    hands.press("Ctrl+1")


def plan_tonight(hands: Hands) -> None:
    hands.go_to("New lesson")
    hands.press("Space")
    hands.press("Return", "Return")
    [line] = lessons.listing(workspace_of(hands))
    assert (line.lesson.day, line.lesson.state) == (samples.TODAY, LessonState.PLANNED)
    hands.press("Ctrl+1")


def call_the_roll(hands: Hands) -> None:
    hands.press("Return")
    hands.press("=")
    for number, (key, _mark) in EXCEPTIONS.items():
        hands.type(f"{number}{key}")
    hands.press("Ctrl+Return")
    workspace = workspace_of(hands)
    [line] = lessons.listing(workspace)
    call = roll_call.show(workspace, line.lesson.id)
    assert call.lesson.state is LessonState.HELD
    for number, called in enumerate(call.lines, 1):
        _key, mark = EXCEPTIONS.get(number, ("", Mark.PRESENT))
        assert called.attendance.mark is mark


def issue_certificates(hands: Hands) -> None:
    hands.press("Ctrl+5")
    hands.press("Ctrl+Return")
    workspace = workspace_of(hands)
    [line] = lessons.listing(workspace)
    there = roll_call.show(workspace, line.lesson.id).counts[Mark.PRESENT]
    assert len(certificates.issued(workspace)) >= there


def carry(hands: Hands, county: Workspace, stick: Path, plugged: list[Drive]) -> None:
    """To the office on the stick, and back."""
    hands.press("Ctrl+6")
    hands.press("Space")
    [package] = (stick / drives.FOLDER).glob("*.nspkg")
    carried = plugged.pop()
    hands.until(lambda: "Plug a stick in" in shown(hands))
    [taken] = taking.take(county, [package])
    assert taken.state == State.MERGED
    assert people.people(county, SCHOOL)
    exporting.export(county, stick / drives.FOLDER)
    plugged.append(carried)
    hands.until(lambda: "from 喜德县" in shown(hands))
    hands.go_to("take-packages")
    hands.press("Space")
    hands.press("Ctrl+1")
    assert "all confirmed" in shown(hands)


def workspace_of(hands: Hands) -> Workspace:
    session = hands.window.session
    assert session is not None
    return session.workspace


def shown(hands: Hands) -> str:
    """All that the page says."""
    from PySide6.QtWidgets import QLabel

    page = hands.desk.current
    assert page is not None
    return " ".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())
