from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from nightschool.domain import person
from nightschool.errors import UserError
from nightschool.services import desks, enrolment, exporting, founding, signing_in, taking
from nightschool.services.workspace import Workspace
from nightschool.storage import ledger, peers, tables
from nightschool.storage.queries import devices, workspaces
from tests.services.desks import ABI, PASSWORD, add_person, carry, edit_person, names, new_laptop
from tests.workspaces import COUNTY, SCHOOL, make


@pytest.fixture
def laptop(county: Workspace, tmp_path: Path) -> Iterator[Workspace]:
    workspace = new_laptop(county, tmp_path / "laptop")
    yield workspace
    workspace.close()


def test_work_goes_to_the_county_and_the_receipt_comes_back(
    county: Workspace, laptop: Workspace, tmp_path: Path
) -> None:
    add_person(laptop)
    [taken] = carry(laptop, county, tmp_path / "stick")
    assert (taken.state, taken.sender) == ("merged", "喜德县冕山镇小山村")
    assert taken.changed is not None
    assert taken.changed["person"] == 1
    assert names(county) == [ABI.name]
    with county.database.read() as connection:
        listed = devices.find(connection, laptop.device)
    assert listed is not None
    assert listed.scopes == (SCHOOL,)

    [back] = carry(county, laptop, tmp_path / "stick")
    assert back.state == "merged"
    with laptop.database.read() as connection:
        [first] = ledger.entries(connection, laptop.device)
        confirmed = peers.acknowledged(connection, [county.device])
    assert first.state == "merged"
    assert confirmed == first.last_seq


def test_only_what_is_not_confirmed_travels_again(
    county: Workspace, laptop: Workspace, tmp_path: Path
) -> None:
    add_person(laptop)
    [lost] = exporting.export(laptop, tmp_path / "lost")
    [again] = exporting.export(laptop, tmp_path / "stick")
    assert again.rows["person"] == lost.rows["person"] == 1
    assert taking.take_one(county, again.file).state == "merged"
    carry(county, laptop, tmp_path / "stick")
    [after] = exporting.export(laptop, tmp_path / "stick")
    assert "person" not in after.rows


def test_without_another_laptop_there_is_nobody_to_meet(laptop: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no other laptop"):
        exporting.export(laptop, tmp_path / "stick", laptops=True)
    assert not (tmp_path / "stick").exists()


def test_a_package_taken_twice_is_known(
    county: Workspace, laptop: Workspace, tmp_path: Path
) -> None:
    add_person(laptop)
    [made] = exporting.export(laptop, tmp_path / "stick")
    assert taking.take_one(county, made.file).state == "merged"
    with county.database.read() as connection:
        before = peers.counters(connection)
    assert taking.take_one(county, made.file).state == "known"
    with county.database.read() as connection:
        assert peers.counters(connection) == before


def test_corrections_meet_field_by_field(
    county: Workspace, laptop: Workspace, tmp_path: Path
) -> None:
    add_person(laptop)
    carry(laptop, county, tmp_path / "stick")
    edit_person(county, name="吉克阿木")
    edit_person(laptop, phone="13000000000")
    carry(laptop, county, tmp_path / "stick")
    carry(county, laptop, tmp_path / "stick")
    for workspace in (county, laptop):
        with workspace.database.read() as connection:
            found = connection.execute(select(tables.Person.name, tables.Person.phone)).one()
        assert tuple(found) == ("吉克阿木", "13000000000")


def test_a_laptop_cannot_write_another_school(
    county: Workspace, laptop: Workspace, tmp_path: Path
) -> None:
    stranger = replace(
        ABI, school="513432101209", id=person.key("513432101209", "513432101209000101")
    )
    add_person(laptop, stranger)
    with laptop.database.write() as write:
        schools = {desks.ENROLLED_SCHOOLS: f"{SCHOOL},{stranger.school}".encode()}
        workspaces.keep_secrets(write.connection, schools)
    [taken] = carry(laptop, county, tmp_path / "stick")
    assert (taken.state, taken.reason) == ("refused", "out_of_scope")
    assert names(county) == []


def test_a_package_of_an_unknown_laptop_is_refused(
    county: Workspace, tmp_path: Path, laptop: Workspace
) -> None:
    other = make(tmp_path / "other-county", COUNTY, b"county-2")
    [taken] = carry(laptop, county, tmp_path / "stick")
    assert taken.state == "merged"
    [refused] = [taking.take_one(other, file) for file in (tmp_path / "stick").glob("*.nspkg")]
    assert (refused.state, refused.reason) == ("refused", "unknown_sender")
    other.close()


def test_a_package_after_a_missing_one_waits_for_it(
    county: Workspace, laptop: Workspace, tmp_path: Path
) -> None:
    carry(laptop, county, tmp_path / "stick")
    carry(county, laptop, tmp_path / "stick")
    add_person(laptop)
    with laptop.database.write() as write:
        peers.confirm(write, county.device, acknowledged=write.seq)
    edit_person(laptop, name="吉克阿木")
    [taken] = carry(laptop, county, tmp_path / "stick")
    assert (taken.state, taken.reason) == ("refused", "gap")
    [full] = exporting.export(laptop, tmp_path / "stick", full=True)
    assert taking.take_one(county, full.file).state == "merged"
    assert names(county) == ["吉克阿木"]


def test_a_workspace_begun_alone_keeps_its_work_when_enrolled(
    county: Workspace, school: Workspace, tmp_path: Path
) -> None:
    add_person(school)
    with pytest.raises(UserError, match="not enrolled"):
        exporting.export(school, tmp_path / "stick")
    made = enrolment.enrol(county, (SCHOOL,), tmp_path / "stick")
    enrolment.join(school, made.file, made.code)
    [taken] = carry(school, county, tmp_path / "stick")
    assert taken.state == "merged"
    assert names(county) == names(school) == [ABI.name]


def test_one_enrolment_serves_one_laptop(county: Workspace, tmp_path: Path) -> None:
    made = enrolment.enrol(county, (SCHOOL,), tmp_path / "stick")
    states = []
    for name in ("one", "two"):
        enrolment.create_from(tmp_path / name, made.file, made.code, lambda: PASSWORD)
        workspace = signing_in.sign_in(tmp_path / name, PASSWORD)
        states += [one.reason for one in carry(workspace, county, tmp_path / f"stick-{name}")]
        workspace.close()
    assert states == ["", "enrolment_used"]


def test_a_wrong_code_leaves_nothing(county: Workspace, tmp_path: Path) -> None:
    made = enrolment.enrol(county, (SCHOOL,), tmp_path / "stick")
    with pytest.raises(UserError, match="code does not fit"):
        enrolment.create_from(tmp_path / "new", made.file, "0000-0000-0000", lambda: PASSWORD)
    assert not (tmp_path / "new").exists()


def test_a_new_workspace_opens_with_its_password_alone(tmp_path: Path) -> None:
    founding.create(tmp_path / "home", SCHOOL, PASSWORD)
    assert not list(tmp_path.glob("*.new"))
    with pytest.raises(UserError, match="password is wrong"):
        signing_in.sign_in(tmp_path / "home", "wrong horse")
    workspace = signing_in.sign_in(tmp_path / "home", PASSWORD)
    assert workspace.scope == SCHOOL
    workspace.close()
