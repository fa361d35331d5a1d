"""What the window asks works on PostgreSQL alike."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from nightschool.domain.codes import Mark
from nightschool.services import (
    cards,
    founding,
    people_list,
    roll_call,
    search,
    signing_in,
    today,
    transfers,
    undo,
)
from nightschool.services.history import history
from nightschool.services.people_list import Only, Sort
from nightschool.services.workspace import Workspace
from tests.evenings import evening, neighbours
from tests.services.desks import PASSWORD
from tests.storage.postgresql import Server
from tests.workspaces import COUNTY, SCHOOL

ON = date(2018, 6, 1)


@pytest.fixture
def office(server: Server, tmp_path: Path) -> Iterator[Workspace]:
    founding.create(tmp_path / "clerk", COUNTY, PASSWORD, server=str(server.new()))
    workspace = signing_in.sign_in(tmp_path / "clerk", PASSWORD)
    yield workspace
    workspace.close()


def test_lists_search_and_transfers(office: Workspace) -> None:
    first, second = neighbours(office, "吉克阿牛", "沙马拉且")
    lesson = evening(office, school=SCHOOL)
    roll_call.mark(office, lesson.id, first, Mark.PRESENT)
    roll_call.finish(office, lesson.id)
    for sort in Sort:
        for only in Only:
            page = people_list.page(office, on=ON, sort=sort, only=only, text="a")
            assert page.total == len(page.rows)
    assert people_list.page(office, on=ON, only=Only.NEVER_CAME).rows[0].id == second
    assert people_list.position(office, second, on=ON, sort=Sort.NAME) == 1
    assert [hit.record for hit in search.find(office, "smlq")] == [second]
    assert len(search.find(office, "3-1")) == 1
    (there,) = transfers.transfer(office, [first], "513432101205", date(2018, 5, 1))
    assert cards.person_card(office, there.id, ON).progress.hours.total == 5
    act = undo.latest(office)
    assert act is not None
    undo.undo(office, act)
    assert len(history(office, "person", first)) == 4
    assert today.today(office, SCHOOL, ON).never_came == 1
