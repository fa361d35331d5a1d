"""kill -9 in the middle of a roll call: what the window said was saved is there, and it goes on.

The seed is printed when a round fails; FAULTS_SEED gives it again.
"""

import os
import random
import shutil
import signal
import time
from dataclasses import dataclass
from datetime import time as hour
from multiprocessing import get_context
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from nightschool import bootstrap, clock, paths
from nightschool.desktop.jobs import Jobs
from nightschool.desktop.main_window import MainWindow
from nightschool.desktop.pages.today import TodayPage
from nightschool.desktop.settings import Settings
from nightschool.domain.codes import Mark
from nightschool.domain.identity import RowId
from nightschool.domain.roll import Roll
from nightschool.services import courses, founding, lessons, roll_call
from nightschool.services.demo.job import ROSTER
from nightschool.services.roster import importing
from nightschool.services.workspace import Workspace
from tests.e2e import evening
from tests.e2e.evening import DONE, READY, SAVED
from tests.e2e.hands import Hands
from tests.workspaces import SCHOOL

PASSWORD = "correct horse"
ROUNDS = 100 if os.environ.get("LONG") else 3
PATIENCE = 120
workers = get_context("forkserver")  # each a fresh process that has imported everything
workers.set_forkserver_preload(["tests.e2e.evening"])


@dataclass(frozen=True, slots=True)
class Evening:
    """A laptop with a roll begun, all absent yet."""

    home: Path
    lesson: RowId

    def copy(self, folder: Path) -> "Evening":
        return Evening(Path(shutil.copytree(self.home, folder / "school")), self.lesson)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Evening:
    home = tmp_path_factory.mktemp("evening") / "school"
    lessons_made: list[RowId] = []

    def fill(workspace: Workspace) -> None:
        founding.found(workspace)
        importing.import_roster(workspace, paths.resources() / "data" / ROSTER)
        [course, *_] = courses.courses(workspace)
        one = lessons.add(workspace, course.id, clock.today(), hour(19, 30), hour(21, 30)).lesson
        roll_call.start(workspace, one.id, Roll.ALL, Mark.ABSENT)
        lessons_made.append(one.id)

    founding.create(home, SCHOOL, PASSWORD, fill)
    return Evening(home, lessons_made[0])


def acknowledged(
    at: Evening, lifetime: float | None
) -> tuple[list[tuple[str, list[RowId]]], float]:
    """What the window said until it ended or was killed, and the seconds it was marking."""
    reader, writer = workers.Pipe(duplex=False)
    worker = workers.Process(target=evening.call, args=(at.home, PASSWORD, writer))
    worker.start()
    writer.close()
    heard = [reader.recv()]
    assert heard == [(READY, [])]
    started = time.monotonic()
    until = started + (PATIENCE if lifetime is None else lifetime)
    while heard[-1][0] != DONE and (left := until - time.monotonic()) > 0:
        try:
            if reader.poll(left):
                heard.append(reader.recv())
        except EOFError:
            break
    seconds = time.monotonic() - started
    worker.kill()
    worker.join()
    assert worker.exitcode in (0, -signal.SIGKILL)
    while heard[-1][0] != DONE:
        try:
            heard.append(reader.recv())
        except EOFError:
            break
    reader.close()
    worker.close()
    return heard, seconds


def require_kept(at: Evening, heard: list[tuple[str, list[RowId]]]) -> int:
    """Who was said to be there is there; returns how many that were."""
    said = max((there for what, there in heard if what == SAVED), key=len, default=[])
    with bootstrap.opened(at.home, lambda: PASSWORD) as workspace:
        call = roll_call.show(workspace, at.lesson)
    there = {one.person.id for one in call.lines if one.attendance.mark is Mark.PRESENT}
    assert set(said) <= there
    assert len(there) <= len(said) + 1, "more was written than was typed"
    assert call.lesson.roll_open
    return len(said)


def test_a_kill_in_the_middle_of_a_roll_call_costs_nothing(
    begun: Evening, tmp_path: Path, qtbot: QtBot, kept: Settings, jobs: Jobs
) -> None:
    seed = os.environ.get("FAULTS_SEED") or str(random.SystemRandom().getrandbits(32))
    chance = random.Random(seed)
    heard, whole = acknowledged(begun.copy(tmp_path / "calm"), None)
    assert heard[-1][0] == DONE
    marked = killed = 0
    for turn in range(ROUNDS):
        shutil.rmtree(tmp_path / "round", ignore_errors=True)
        at = begun.copy(tmp_path / "round")
        lifetime = chance.uniform(0, whole)
        print(f"FAULTS_SEED={seed} {turn}: {lifetime:.4f} s")  # noqa: T201 - for a failure
        heard, _seconds = acknowledged(at, lifetime)
        killed += heard[-1][0] != DONE
        marked += require_kept(at, heard)
    assert killed, "all had ended before they were killed"
    assert marked
    goes_on(Hands(shown(qtbot, kept, jobs, at.home)))


def shown(qtbot: QtBot, kept: Settings, jobs: Jobs, home: Path) -> MainWindow:
    window = MainWindow(kept, jobs, home)
    qtbot.addWidget(window)
    return window


def goes_on(hands: Hands) -> None:
    """After the power is back the roll call stands open on Today."""
    hands.type(PASSWORD)
    hands.press("Return")
    page = hands.desk.current
    assert isinstance(page, TodayPage)
    hands.settle()
    first = page._unrecorded.first
    assert first is not None
    assert "not finished" in first.accessibleName()
    hands.window.leave()
