"""A counter far ahead: refused, until a clerk of the office lets it in."""

from pathlib import Path

import pytest
from sqlalchemy import select, update

from nightschool.domain.stamp import FARTHEST_COUNTER, DeviceId
from nightschool.errors import UserError
from nightschool.services import exporting, sync_status, taking
from nightschool.services.workspace import Workspace
from nightschool.storage import forks, tables
from nightschool.storage.forks import ForkPoint
from tests.services.desks import ABI, add_person, carry, edit_person, names, new_laptop

FAR = 2**33


def push(workspace: Workspace, counter: int) -> None:
    with workspace.database.write() as write:
        write.connection.execute(update(tables.Workspace).values(counter=counter))


def counter(workspace: Workspace) -> int:
    with workspace.database.read() as connection:
        return int(connection.execute(select(tables.Workspace.counter)).scalar_one())


def test_a_clerk_lets_in_a_counter_that_is_far_ahead(county: Workspace, tmp_path: Path) -> None:
    laptop, sibling = (new_laptop(county, tmp_path / name) for name in ("laptop", "sibling"))
    for one in (laptop, sibling):
        assert [taken.state for taken in carry(one, county, tmp_path / "stick")] == ["merged"]
    add_person(laptop)
    push(laptop, FAR)
    edit_person(laptop, name="吉克阿依")
    [made] = exporting.export(laptop, tmp_path / "stick")
    [refused] = taking.take(county, [made.file])
    assert (refused.state, refused.reason) == ("refused", "far_counter")
    assert "--let-counter-in" in refused.message
    assert (names(county), counter(county) < FAR) == ([], True)

    [taken] = taking.take(county, [made.file], let_counter_in=True)
    assert (taken.state, names(county)) == ("merged", ["吉克阿依"])
    [entry] = [one for one in sync_status.status(county).ledger if one.file == made.file.name]
    assert (entry.state, entry.reason) == ("merged", "far_counter")
    with county.database.write() as write:
        assert write.stamp.counter > FAR

    edit_person(county, name=ABI.name)
    carry(county, laptop, tmp_path / "back")
    carry(county, sibling, tmp_path / "back")  # which asks nobody again
    assert names(laptop) == names(sibling) == [ABI.name]
    for one in (laptop, sibling):
        assert counter(one) > FAR
        one.close()


def test_a_clerk_leaves_room_to_count_on(county: Workspace, tmp_path: Path) -> None:
    laptop = new_laptop(county, tmp_path / "laptop")
    push(laptop, FARTHEST_COUNTER - 2)
    add_person(laptop)
    [made] = exporting.export(laptop, tmp_path / "stick")
    [taken] = taking.take(county, [made.file], let_counter_in=True)
    assert (taken.state, taken.reason) == ("refused", "far_counter")
    laptop.close()


def test_a_school_lets_nothing_in(school: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Only an office"):
        taking.take(school, [tmp_path], let_counter_in=True)


def test_an_id_that_ended_at_a_high_counter_travels(county: Workspace, tmp_path: Path) -> None:
    laptop = new_laptop(county, tmp_path / "laptop")
    carry(laptop, county, tmp_path / "stick")
    point = ForkPoint(DeviceId(b"somebody"), 3, FAR)
    with county.database.write() as write:
        forks.retire(write, point, county.scope)
    assert [one.state for one in carry(county, laptop, tmp_path / "back")] == ["merged"]
    with laptop.database.read() as connection:
        assert forks.retired(connection)[point.device] == point
    laptop.close()
