"""Two clerks' windows on one database of a server."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from nightschool.desktop.desk import Desk
from nightschool.desktop.jobs import Jobs
from nightschool.desktop.pages.conflicts import ConflictsPage
from nightschool.desktop.session import Session
from nightschool.desktop.settings import Settings
from nightschool.desktop.target import Target
from nightschool.domain.codes import LecturerKind
from nightschool.services import conflict_desk, founding, lecturers, schools, signing_in, watching
from nightschool.services.conflicts import OURS, THEIRS
from nightschool.services.workspace import Workspace
from tests.services.desks import PASSWORD, add_person, carry, edit_person, new_laptop
from tests.storage.postgresql import Server
from tests.workspaces import COUNTY


@dataclass
class Clerk:
    """A clerk's window."""

    workspace: Workspace
    desk: Desk
    jobs: Jobs

    @property
    def page(self) -> ConflictsPage:
        assert isinstance(self.desk.current, ConflictsPage)
        return self.desk.current


@pytest.fixture
def clerks(
    server: Server, tmp_path: Path, qtbot: QtBot, kept: Settings
) -> Iterator[tuple[Clerk, Clerk]]:
    url = str(server.new())
    made = []
    for name in ("one", "two"):
        founding.create(tmp_path / name, COUNTY, PASSWORD, server=url)
    for name in ("one", "two"):
        workspace = signing_in.sign_in(tmp_path / name, PASSWORD)
        jobs = Jobs()
        desk = Desk(Session(workspace, schools.served(workspace), kept, jobs))
        qtbot.addWidget(desk)
        desk.show()
        made.append(Clerk(workspace, desk, jobs))
    yield made[0], made[1]
    for clerk in made:
        clerk.jobs.close()
        clerk.workspace.close()


def contradict(county: Workspace, folder: Path) -> None:
    """A laptop and the county give one person two phones."""
    laptop = new_laptop(county, folder / "laptop")
    with closing(laptop):
        add_person(laptop)
        carry(laptop, county, folder / "stick")
        edit_person(laptop, phone="13000000001")
        edit_person(county, phone="13000000002")
        carry(laptop, county, folder / "stick")


def until(qtbot: QtBot, test: Callable[[], bool]) -> None:
    qtbot.waitUntil(test, timeout=30_000)


def test_one_sees_the_others_work_and_the_second_answer_is_told_so(
    clerks: tuple[Clerk, Clerk], qtbot: QtBot, tmp_path: Path
) -> None:
    one, two = clerks
    for clerk in clerks:
        clerk.desk.open(Target("conflicts"))
    until(qtbot, lambda: not one.jobs.busy and not two.jobs.busy)
    contradict(one.workspace, tmp_path)
    for clerk in clerks:  # what one clerk's own service wrote beside the window is looked for too
        clerk.workspace.database.own.clear()
        clerk.desk.watch.look()
    until(qtbot, lambda: all(len(clerk.page._open) == 1 for clerk in clerks))

    [there] = two.page._open
    conflict_desk.settle(one.workspace, [there.id], OURS, "the county asked")
    two.page.answer(THEIRS)
    until(qtbot, lambda: "settled by somebody else" in two.desk.notice.text.text())
    until(qtbot, lambda: not two.jobs.busy and not two.page._open)
    assert conflict_desk.contradictions(two.workspace) == []


def test_own_work_is_not_taken_for_others(clerks: tuple[Clerk, Clerk]) -> None:
    one, two = (clerk.workspace for clerk in clerks)
    seq, others = watching.others_since(one, None)
    assert not others
    lecturers.add_lecturer(one, "王建国", LecturerKind.EXPERT)
    after, others = watching.others_since(one, seq)
    assert (after > seq, others) == (True, False)
    assert watching.others_since(two, seq) == (after, True)
