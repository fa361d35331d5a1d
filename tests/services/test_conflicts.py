from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest

from nightschool.domain import course, identity, lesson
from nightschool.errors import UserError
from nightschool.services import conflicts, sync_status
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from tests.services.desks import ABI, add_person, carry, edit_person, names, new_laptop
from tests.workspaces import COUNTY, SCHOOL


@pytest.fixture
def laptop(county: Workspace, tmp_path: Path) -> Iterator[Workspace]:
    """A laptop whose first package, with one person, is confirmed."""
    workspace = new_laptop(county, tmp_path / "laptop")
    add_person(workspace)
    carry(workspace, county, tmp_path / "stick")
    carry(county, workspace, tmp_path / "stick")
    yield workspace
    workspace.close()


def contradict(county: Workspace, laptop: Workspace, stick: Path) -> str:
    """Both rename the same person; the county takes the laptop's package. Returns what stands."""
    edit_person(county, name="吉克阿木")
    edit_person(laptop, name="吉克阿普")
    [taken] = carry(laptop, county, stick)
    assert (taken.state, taken.conflicts) == ("merged_with_conflicts", 1)
    return names(county)[0]


def test_both_values_are_kept_with_their_authors(
    county: Workspace, laptop: Workspace, tmp_path: Path
) -> None:
    standing = contradict(county, laptop, tmp_path / "stick")
    [one] = conflicts.listing(county)
    assert (one.table, one.field, one.label) == ("person", "name", standing)
    assert {one.stands.value, one.lost.value} == {"吉克阿木", "吉克阿普"}
    assert {one.stands.desk, one.lost.desk} == {"喜德县", "喜德县冕山镇小山村"}
    assert {one.stands.by, one.lost.by} == {"tester", "teacher"}
    assert one.stands.at
    assert one.lost.at


@pytest.mark.parametrize("take", ["ours", "theirs", "吉克阿嘎"])
def test_a_decision_travels_back_and_closes_the_conflict_everywhere(
    county: Workspace, laptop: Workspace, tmp_path: Path, take: str
) -> None:
    standing = contradict(county, laptop, tmp_path / "stick")
    [one] = conflicts.listing(county)
    expected = {"ours": standing, "theirs": one.lost.value}.get(take, take)
    carry(county, laptop, tmp_path / "stick")
    assert [each.id for each in conflicts.listing(laptop)] == [one.id]
    conflicts.resolve(county, one.id, take, "the card says so")
    assert conflicts.listing(county) == []
    carry(county, laptop, tmp_path / "stick")
    assert conflicts.listing(laptop) == []
    assert names(county) == names(laptop) == [expected]
    carry(laptop, county, tmp_path / "stick")
    assert conflicts.listing(county) == []


def test_a_value_that_the_field_cannot_hold_changes_nothing(
    county: Workspace, laptop: Workspace, tmp_path: Path
) -> None:
    edit_person(county, work_months=2)
    edit_person(laptop, work_months=3)
    carry(laptop, county, tmp_path / "stick")
    [one] = conflicts.listing(county)
    with pytest.raises(UserError, match="cannot stand"):
        conflicts.resolve(county, one.id, "several")
    assert conflicts.listing(county) == [one]
    with pytest.raises(UserError, match="no open conflict"):
        conflicts.resolve(county, "0000000000", "ours")


def test_the_school_sees_what_is_not_confirmed(
    county: Workspace, laptop: Workspace, tmp_path: Path
) -> None:
    [before] = sync_status.status(laptop).unconfirmed
    assert (before.to, before.rows, before.carried_since) == ("喜德县", {}, None)
    edit_person(laptop, phone="13000000000")
    [waiting] = sync_status.status(laptop).unconfirmed
    assert waiting.rows == {"person": 1, "change": 1}
    carry(laptop, county, tmp_path / "lost")
    [carried] = sync_status.status(laptop).unconfirmed
    assert carried.carried_since is not None
    carry(county, laptop, tmp_path / "stick")
    [confirmed] = sync_status.status(laptop).unconfirmed
    assert (confirmed.rows, confirmed.carried_since) == ({}, None)


def test_the_county_sees_who_is_silent(county: Workspace, laptop: Workspace) -> None:
    silent = sync_status.status(county).silent
    by_code = {one.school.code: one for one in silent}
    assert by_code[SCHOOL].days == 0
    assert by_code[SCHOOL].laptops == 1
    assert silent[-1].school.code == SCHOOL
    assert all(one.last is None for one in silent[:-1])


def test_the_county_asks_for_what_is_to_be_mended(
    county: Workspace, laptop: Workspace, tmp_path: Path
) -> None:
    planned = lesson.Lesson(
        id=identity.new(),
        school=SCHOOL,
        course=course.key(COUNTY, "T01"),
        day=date(2018, 3, 12),
        start=time(19),
        end=time(21),
        half_hours=5,
    )
    with laptop.database.write() as write:
        rows.insert(write, tables.Lesson, [rows.values_of(planned)])
    carry(laptop, county, tmp_path / "stick")
    carry(county, laptop, tmp_path / "stick")
    asked = {(one.code, one.label) for one in sync_status.status(laptop).todos}
    assert asked == {("no_roll_call", "2018-03-12"), ("no_citizen_no", ABI.name)}
    edit_person(laptop, citizen_no="513499195103132356")
    carry(laptop, county, tmp_path / "stick")
    carry(county, laptop, tmp_path / "stick")
    assert {one.code for one in sync_status.status(laptop).todos} == {"no_roll_call"}


def test_what_a_desk_sent_does_not_come_back_to_it(
    county: Workspace, laptop: Workspace, tmp_path: Path
) -> None:
    edit_person(laptop, phone="13000000000")
    carry(laptop, county, tmp_path / "stick")
    [back] = carry(county, laptop, tmp_path / "stick")
    assert back.rows == {}
    edit_person(county, note="moved house")
    [back] = carry(county, laptop, tmp_path / "stick")
    assert back.rows == {"person": 1, "change": 1}
