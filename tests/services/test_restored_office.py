"""A county that was set back to an old backup: its clerk is asked, and nothing is lost."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from nightschool.errors import UserError
from nightschool.services import common_packages, exporting, renewal, restoring, taking
from nightschool.services.workspace import DATABASE, Workspace
from nightschool.storage import rows, sqlcipher, tables
from nightschool.storage.database import open_at
from nightschool.storage.queries import common
from tests.services.desks import ABI, add_person, carry, edit_person, new_laptop
from tests.workspaces import COUNTY, KEY


def in_home(home: Path, before: Workspace) -> Workspace:
    return replace(before, home=home, database=open_at(home / DATABASE, KEY, "tester"))


def backed_up(county: Workspace, folder: Path) -> Path:
    """A copy of the database, as a backup is, in a folder of its own."""
    folder.mkdir()
    sqlcipher.copy(county.home / DATABASE, folder / DATABASE, KEY)
    return folder


@pytest.fixture
def laptops(county: Workspace, tmp_path: Path) -> Iterator[list[Workspace]]:
    """Two laptops of a school that the county has listed, and that know each other."""
    made = [new_laptop(county, tmp_path / name) for name in ("one", "two")]
    add_person(made[0])
    for _round in range(2):
        for laptop in made:
            carry(laptop, county, tmp_path / "stick")
            carry(county, laptop, tmp_path / "stick")
    yield made
    for laptop in made:
        laptop.close()


def set_years(county: Workspace, years: int) -> None:
    with county.database.write() as write:
        key = (common.policy_key(COUNTY),)
        rows.edit(write, tables.Policy, {key: {"years": years}})


def years(workspace: Workspace) -> int:
    with workspace.database.read() as connection:
        return int(connection.execute(select(tables.Policy.years)).scalar_one())


def content(workspace: Workspace) -> dict[str, list[str]]:
    """All that is common or the school's, without what says who wrote it when."""
    plain = ("stamp", "field_stamps", "seq")
    with workspace.database.read() as connection:
        return {
            rows.table_of(model).name: sorted(
                repr([value for name, value in row.items() if name not in plain])
                for row in connection.execute(select(rows.table_of(model))).mappings()
            )
            for model in tables.SYNCED
        }


def carried(sender: Workspace, receivers: list[Workspace], stick: Path) -> None:
    for made in exporting.export(sender, stick):
        for receiver in receivers:
            taking.take_one(receiver, made.file)


def test_a_county_restored_from_an_old_backup_loses_nothing(
    county: Workspace, laptops: list[Workspace], tmp_path: Path
) -> None:
    stick, backup = tmp_path / "stick", backed_up(county, tmp_path / "restored")
    set_years(county, 5)
    edit_person(county, note="written by the county")
    edit_person(laptops[0], phone="13000000000")
    carry(laptops[0], county, stick)
    carried(county, laptops, stick)
    set_years(county, 4)
    carried(county, laptops[:1], stick)  # the other laptop has an older package of the county
    before = content(county)
    old = county.device
    with closing(in_home(backup, county)) as restored:
        assert (years(restored), years(laptops[1]), years(laptops[0])) == (3, 5, 4)
        for laptop in reversed(laptops):
            carry(laptop, restored, stick)
        assert renewal.is_asked(restored)
        with pytest.raises(UserError, match="sync renew"):
            exporting.export(restored, stick)
        assert restoring.go_on(restored) == 2
        assert not renewal.is_asked(restored)
        assert years(restored) == 4
        assert restored.device != old
        for _round in range(2):
            carried(restored, laptops, stick)
            for laptop in laptops:
                assert {one.state for one in carry(laptop, restored, stick)} <= {"merged", "known"}
        carried(restored, laptops, stick)
        after = content(restored)
        assert content(laptops[0]) == content(laptops[1]) == after
        assert not renewal.is_asked(restored)
        for laptop in laptops:
            [only] = common_packages.kept(laptop)
            assert only.said.sender.device == restored.device
        for table, lines in before.items():
            if table not in ("device", "retired_device"):
                assert after[table] == lines
        assert len(after["device"]) == len(before["device"]) + 1


def test_a_clerk_who_knows_renews_at_once_and_the_next_stick_brings_it_all(
    county: Workspace, laptops: list[Workspace], tmp_path: Path
) -> None:
    stick, backup = tmp_path / "stick", backed_up(county, tmp_path / "restored")
    set_years(county, 5)
    carried(county, laptops, stick)
    with closing(in_home(backup, county)) as restored:
        assert restoring.go_on(restored) == 0
        set_years(restored, 2)
        carried(restored, laptops, stick)
        carry(laptops[0], restored, stick)
        carried(restored, laptops, stick)
        held = {years(one) for one in (restored, *laptops)}
        assert len(held) == 1
        with restored.database.read() as connection:
            lost = connection.execute(select(tables.Conflict.value)).scalars().all()
        assert {*map(str, held), *lost} == {"5", "2"}  # whichever stands, people are told


def test_a_laptop_hands_the_countys_package_on_unchanged(
    county: Workspace, laptops: list[Workspace], tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    set_years(county, 5)
    carried(county, laptops[:1], stick)
    [made] = exporting.export(laptops[0], stick, laptops=True)
    assert taking.take_one(laptops[1], made.file).state == "merged"
    assert years(laptops[1]) == 5
    one, two = (common_packages.kept(laptop) for laptop in laptops)
    assert [each.file.read_bytes() for each in one] == [each.file.read_bytes() for each in two]


def test_of_an_unchanged_county_one_common_package_is_enough(
    county: Workspace, laptops: list[Workspace], tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    carried(county, laptops, stick)
    first = common_packages.own(county)
    edit_person(county, name=ABI.name + "阿")
    carried(county, laptops, stick)
    assert common_packages.own(county) == first
    set_years(county, 5)
    carried(county, laptops, stick)
    assert common_packages.own(county) != first
    assert [len(list((laptop.home / "common/kept").iterdir())) for laptop in laptops] == [1, 1]


def test_a_laptop_may_say_nothing_in_its_countys_name(
    county: Workspace, laptops: list[Workspace], tmp_path: Path
) -> None:
    """A package of its own in the place of the county's is taken for what it is, and not kept."""
    stick = tmp_path / "stick"
    before = [one.said for one in common_packages.kept(laptops[1])]
    [inner] = exporting.export(laptops[0], stick, laptops=True)
    [held] = common_packages.kept(laptops[0])
    shutil.copyfile(inner.file, held.file)
    [made] = exporting.export(laptops[0], stick, laptops=True)
    assert taking.take_one(laptops[1], made.file).state == "merged"
    assert [one.said for one in common_packages.kept(laptops[1])] == before
