"""Laptops of an office: enrolled in numbers, revoked, replaced, and asked about."""

from contextlib import closing
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from nightschool.domain.identity import new
from nightschool.errors import UserError
from nightschool.services import (
    enrolment,
    exporting,
    laptops,
    registry,
    schools,
    second_use,
    signing_in,
    taking,
)
from nightschool.services.workspace import Workspace
from nightschool.task import Cancelled, Task
from tests.services.desks import ABI, PASSWORD, add_person, carry, edit_person, names, new_laptop
from tests.workspaces import COUNTY, SCHOOL


def test_a_revoked_laptop_is_refused_here_and_at_the_others(
    county: Workspace, tmp_path: Path
) -> None:
    with (
        closing(new_laptop(county, tmp_path / "one")) as lost,
        closing(new_laptop(county, tmp_path / "two")) as other,
    ):
        add_person(lost)
        carry(lost, county, tmp_path / "stick")
        carry(other, county, tmp_path / "stick")
        listed = {one.device.device: one for one in laptops.listing(county).laptops}
        assert set(listed) == {lost.device, other.device}
        assert listed[lost.device].last is not None
        assert [one.code for one in listed[lost.device].schools] == [SCHOOL]
        laptops.revoke(county, lost.device, " 遗失 ")
        after = {one.device.device: one for one in laptops.listing(county).laptops}[lost.device]
        assert (after.reason, after.device.revoked_on is None) == ("遗失", False)
        carry(county, other, tmp_path / "stick")
        edit_person(lost, phone="13900000000")
        [made] = exporting.export(lost, tmp_path / "later")
        assert taking.take_one(county, made.file).reason == "revoked_sender"
        assert taking.take_one(other, made.file).reason == "revoked_sender"
        with county.database.read() as connection:
            from nightschool.storage.queries import people

            [one] = people.people(connection, SCHOOL)
        assert one.phone == ABI.phone


def test_revoking_needs_a_reason_a_laptop_and_an_office(county: Workspace, tmp_path: Path) -> None:
    with closing(new_laptop(county, tmp_path / "one")) as laptop:
        add_person(laptop)
        carry(laptop, county, tmp_path / "stick")
        with pytest.raises(UserError, match="reason"):
            laptops.revoke(county, laptop.device, " ")
        with pytest.raises(UserError, match="office"):
            laptops.revoke(laptop, county.device, "遗失")
        with pytest.raises(UserError, match="sign"):
            laptops.revoke(county, county.device, "遗失")
        laptops.revoke(county, laptop.device, "遗失")
        with pytest.raises(UserError, match="sign"):
            laptops.revoke(county, laptop.device, "again")


def test_a_laptop_is_replaced(county: Workspace, tmp_path: Path) -> None:
    with closing(new_laptop(county, tmp_path / "one")) as laptop:
        add_person(laptop)
        carry(laptop, county, tmp_path / "stick")
        assert laptops.find(county, SCHOOL).device.device == laptop.device
        made = laptops.replace(county, laptop.device, tmp_path / "files", "损坏")
        assert made.schools == (SCHOOL,)
        with pytest.raises(UserError, match="No laptop"):
            laptops.find(county, SCHOOL)
    enrolment.create_from(tmp_path / "new", made.file, made.code, lambda: PASSWORD)
    with closing(signing_in.sign_in(tmp_path / "new", PASSWORD)) as fresh:
        assert names(fresh) == [ABI.name]
        [taken] = carry(fresh, county, tmp_path / "stick-2")
        assert taken.state == "merged"
        assert laptops.find(county, SCHOOL).device.device == fresh.device


def test_nothing_is_revoked_where_the_enrolment_cannot_be_written(
    county: Workspace, tmp_path: Path
) -> None:
    with closing(new_laptop(county, tmp_path / "one")) as laptop:
        add_person(laptop)
        carry(laptop, county, tmp_path / "stick")
        (tmp_path / "full").write_text("a file where a folder should be")
        with pytest.raises(UserError):
            laptops.replace(county, laptop.device, tmp_path / "full", "损坏")
        with pytest.raises(UserError, match="reason"):
            laptops.replace(county, laptop.device, tmp_path / "files", "")
        assert not (tmp_path / "files").exists()
        assert laptops.find(county, SCHOOL).device.revoked_on is None


def test_a_second_laptop_with_one_file_is_asked_about(county: Workspace, tmp_path: Path) -> None:
    made = enrolment.enrol(county, (SCHOOL,), tmp_path / "files")
    assert len(laptops.listing(county).unused) == 1
    for name in ("one", "two"):
        enrolment.create_from(tmp_path / name, made.file, made.code, lambda: PASSWORD)
    with (
        closing(signing_in.sign_in(tmp_path / "one", PASSWORD)) as first,
        closing(signing_in.sign_in(tmp_path / "two", PASSWORD)) as second,
    ):
        add_person(first)
        add_person(second, replace(ABI, id=new(), name="马海阿支"))
        carry(first, county, tmp_path / "stick")
        assert laptops.listing(county).unused == ()
        [package] = exporting.export(second, tmp_path / "second")
        for _again in range(2):
            refused = taking.take_one(county, package.file)
            assert (refused.state, refused.reason) == ("refused", "enrolment_used")
        assert "Laptops" in refused.message
        [claim] = laptops.listing(county).waiting
        assert (claim.device, claim.used_by) == (second.device, first.device)
        with pytest.raises(UserError, match="second"):
            second_use.admit(county, first.device)
        laptops.admit(county, second.device.hex()[:6])
        assert second_use.waiting(county) == []
        assert taking.take_one(county, package.file).state in ("merged", "merged_with_conflicts")
        assert len(laptops.listing(county).laptops) == 2
        edit_person(first, note="still here")
        assert [one.state for one in carry(first, county, tmp_path / "third")] == ["merged"]


def test_a_stranger_is_asked_about_by_nobody(county: Workspace, tmp_path: Path) -> None:
    from tests import workspaces

    other = workspaces.make(tmp_path / "other", COUNTY, b"county-2")
    with closing(other), closing(new_laptop(other, tmp_path / "strange")) as stranger:
        add_person(stranger)
        [package] = exporting.export(stranger, tmp_path / "stick")
        assert taking.take_one(county, package.file).reason == "unknown_sender"
    assert second_use.waiting(county) == []


def test_a_whole_township_is_enrolled(county: Workspace, tmp_path: Path) -> None:
    with closing(new_laptop(county, tmp_path / "one")) as laptop:
        add_person(laptop)
        carry(laptop, county, tmp_path / "stick")
    place = schools.school_of(county, SCHOOL)
    there = [one for one in schools.served(county) if one.township_code == place.township_code]
    wanted = enrolment.without_laptop(county, place.township)
    assert [one.code for one in wanted] == [one.code for one in there if one.code != SCHOOL]
    two = [one.code for one in wanted[:2]]
    sheet = tmp_path / "codes.pdf"
    made, printed = enrolment.enrol_each(county, two, tmp_path / "files", sheet)
    assert [one.schools for one in made] == [(code,) for code in two]
    assert len({one.code for one in made}) == len({one.file for one in made}) == 2
    data = printed.read_bytes()
    assert data.startswith(b"%PDF")
    assert data.count(b"/Type /Page\n") == 2
    enrolment.create_from(tmp_path / "new", made[1].file, made[1].code, lambda: PASSWORD)


def test_codes_and_files_lie_apart_and_a_stopped_enrolment_leaves_nothing(
    county: Workspace, tmp_path: Path
) -> None:
    codes = [one.code for one in schools.served(county)[:3]]
    folder = tmp_path / "files"
    with pytest.raises(UserError, match="codes"):
        enrolment.enrol_each(county, codes, folder, folder / "codes.pdf")
    asked = count()
    stop = Task(cancelled=lambda: next(asked) >= 2)
    with pytest.raises(Cancelled):
        enrolment.enrol_each(county, codes, folder, tmp_path / "codes.pdf", stop)
    assert list(folder.iterdir()) == []
    assert not (tmp_path / "codes.pdf").exists()
    with pytest.raises(UserError, match="no school"):
        enrolment.enrol_each(county, [], folder, tmp_path / "codes.pdf")
    with pytest.raises(UserError, match="township"):
        enrolment.without_laptop(county, "没有镇")


def test_a_closed_school_gets_no_laptop(county: Workspace, tmp_path: Path) -> None:
    from datetime import date

    registry.close(county, SCHOOL, date(2020, 6, 1))
    with pytest.raises(UserError, match=SCHOOL):
        enrolment.enrol(county, (SCHOOL,), tmp_path / "files")
