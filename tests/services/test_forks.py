"""Laptops that were copied or set back: found, given new ids, and nothing of either lost."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from nightschool.services import exporting, signing_in, taking
from nightschool.services.stick import for_us
from nightschool.services.workspace import Workspace
from nightschool.storage import tables
from tests.services.desks import (
    ABI,
    PASSWORD,
    add_person,
    carry,
    edit_person,
    names,
    new_laptop,
)

Found = dict[str, str | None]


@contextmanager
def opened(home: Path) -> Iterator[Workspace]:
    workspace = signing_in.sign_in(home, PASSWORD)
    yield workspace
    workspace.close()


@pytest.fixture
def home(county: Workspace, tmp_path: Path) -> Path:
    """The folder of a laptop whose first package is confirmed."""
    home = tmp_path / "laptop"
    workspace = new_laptop(county, home)
    add_person(workspace)
    carry(workspace, county, tmp_path / "stick")
    carry(county, workspace, tmp_path / "stick")
    workspace.close()
    return home


def copy(home: Path, name: str) -> Path:
    return Path(shutil.copytree(home, home.with_name(name)))


def person(workspace: Workspace) -> Found:
    row = tables.Person
    with workspace.database.read() as connection:
        found = connection.execute(select(row.name, row.phone, row.note)).one()
    return {"name": found.name, "phone": found.phone, "note": found.note}


def settle(county: Workspace, *laptops: Workspace, stick: Path) -> None:
    """Sticks go round until everybody has been told and has told everything."""
    for _round in range(3):
        for laptop in laptops:
            carry(laptop, county, stick)
        for laptop in laptops:
            carry(county, laptop, stick)


def test_a_cloned_disk_is_found_and_both_keep_their_work(
    county: Workspace, home: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    with opened(home) as one, opened(copy(home, "clone")) as other:
        old = one.device
        assert other.device == old
        edit_person(one, phone="13000000000")
        edit_person(other, note="moved to the new village")
        assert [taken.state for taken in carry(one, county, stick)] == ["merged"]
        assert [taken.reason for taken in carry(other, county, stick)] == ["fork"]
        settle(county, one, other, stick=stick)
        assert len({one.device, other.device, old}) == 3
        whole: Found = {
            "name": ABI.name,
            "phone": "13000000000",
            "note": "moved to the new village",
        }
        assert person(county) == person(one) == person(other) == whole
        exporting.export(county, tmp_path / "all")
        for laptop in (one, other):
            [ours], left = for_us(laptop, [tmp_path / "all"])
            assert left == 2  # for the ended id, and for the copy, under one and the same key
            assert taking.take_one(laptop, ours).state == "merged"


def test_a_laptop_that_was_set_back_goes_on_under_a_new_id(
    county: Workspace, home: Path, tmp_path: Path
) -> None:
    stick, backup = tmp_path / "stick", copy(home, "backup")
    with opened(home) as before:
        old = before.device
        edit_person(before, phone="13000000000")
        carry(before, county, stick)
    with opened(backup) as back:
        edit_person(back, note="written after the restore")
        assert [taken.reason for taken in carry(back, county, stick)] == ["fork"]
        settle(county, back, stick=stick)
        assert back.device != old
        assert person(county) == person(back)
        assert person(county)["note"] == "written after the restore"
        assert person(county)["phone"] == "13000000000"


def test_a_receipt_for_a_package_it_never_made_is_proof_enough(
    county: Workspace, home: Path, tmp_path: Path
) -> None:
    stick, backup = tmp_path / "stick", copy(home, "backup")
    with opened(home) as before:
        old = before.device
        edit_person(before, phone="13000000000")
        carry(before, county, stick)
    with opened(backup) as back:
        [taken] = carry(county, back, stick)
        assert taken.state == "merged"
        assert back.device != old
        edit_person(back, note="written after the restore")
        assert [taken.state for taken in carry(back, county, stick)] == ["merged"]
        settle(county, back, stick=stick)
        assert person(county) == person(back)
        assert person(back)["phone"] == "13000000000"


def test_a_package_that_was_made_for_the_old_id_is_not_taken_by_the_new(
    county: Workspace, home: Path, tmp_path: Path
) -> None:
    stick, backup = tmp_path / "stick", copy(home, "backup")
    with opened(home) as before:
        edit_person(before, phone="13000000000")
        carry(before, county, stick)
    [first] = exporting.export(county, stick)
    edit_person(county, note="from the county")
    [second] = exporting.export(county, stick)
    with opened(backup) as back:
        assert taking.take_one(back, first.file).state == "merged"
        assert taking.take_one(back, second.file).reason == "gap"
        settle(county, back, stick=stick)
        assert person(back)["note"] == "from the county"


def test_two_laptops_of_a_school_meet_directly_when_the_county_lists_both(
    county: Workspace, home: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    other = new_laptop(county, tmp_path / "second")
    with opened(home) as one:
        edit_person(one, name="吉克阿木")
        settle(county, one, other, stick=stick)
        edit_person(one, phone="13000000000")
        [made] = exporting.export(one, stick, laptops=True)
        assert taking.take_one(other, made.file).state == "merged"
        assert person(other)["phone"] == "13000000000"
        carry(other, county, stick)
        assert person(county) == person(other)
    other.close()


def test_work_of_a_revoked_laptop_is_refused(county: Workspace, home: Path, tmp_path: Path) -> None:
    from datetime import date

    from nightschool.storage import rows
    from nightschool.storage.queries import devices

    with opened(home) as laptop:
        with county.database.write() as write:
            key = (devices.key(laptop.device),)
            rows.edit(write, tables.Device, {key: {"revoked_on": date(2018, 5, 1)}})
        edit_person(laptop, name="吉克阿木")
        assert [taken.reason for taken in carry(laptop, county, tmp_path / "stick")] == [
            "revoked_sender"
        ]
        assert names(county) == [ABI.name]
