"""An office whose clerks share one database on a PostgreSQL server."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from nightschool.domain import identity
from nightschool.errors import UserError
from nightschool.services import doctor, exporting, founding, signing_in, taking
from nightschool.services.workspace import ADDRESS, DATABASE, Workspace
from nightschool.storage import ledger, rows, tables
from tests.services.desks import ABI, PASSWORD, add_person, carry, edit_person, names, new_laptop
from tests.storage.postgresql import Server, at_once
from tests.workspaces import COUNTY, SCHOOL


@pytest.fixture
def clerks(server: Server, tmp_path: Path) -> Iterator[list[Workspace]]:
    """Two clerks of Xide county, each with a folder of their own: one founded, one joined."""
    url, homes = str(server.new()), [tmp_path / "clerk-1", tmp_path / "clerk-2"]
    for home in homes:
        founding.create(home, COUNTY, PASSWORD, server=url)
    signed_in = [signing_in.sign_in(home, PASSWORD) for home in homes]
    yield signed_in
    for one in signed_in:
        one.close()


def taken_by(clerk: Workspace, file: Path, into: list[taking.TakenPackage]) -> None:
    into.append(taking.take_one(clerk, file))


def test_clerks_are_one_desk(clerks: list[Workspace]) -> None:
    first, second = clerks
    assert (first.device, first.scope) == (second.device, COUNTY)
    assert not (first.home / DATABASE).exists()
    add_person(first)
    assert names(second) == [ABI.name]
    assert doctor.examine(second) == []


def test_an_office_joins_only_its_own_database(clerks: list[Workspace], tmp_path: Path) -> None:
    url = (clerks[0].home / ADDRESS).read_text("utf-8")
    with pytest.raises(UserError, match=COUNTY):
        founding.create(tmp_path / "other", "513431", PASSWORD, server=url)
    assert not (tmp_path / "other").exists()


def test_a_cloned_laptop_is_found_and_both_keep_their_work(
    clerks: list[Workspace], tmp_path: Path
) -> None:
    first, second = clerks
    stick, home = tmp_path / "stick", tmp_path / "laptop"
    new_laptop(first, home).close()
    with closing(signing_in.sign_in(home, PASSWORD)) as laptop:
        add_person(laptop)
        carry(laptop, first, stick)
        carry(first, laptop, stick)
    shutil.copytree(home, tmp_path / "clone")
    with (
        closing(signing_in.sign_in(home, PASSWORD)) as one,
        closing(signing_in.sign_in(tmp_path / "clone", PASSWORD)) as other,
    ):
        old = one.device
        edit_person(one, phone="13000000000")
        edit_person(other, note="moved to the new village")
        assert [taken.state for taken in carry(one, first, stick)] == ["merged"]
        assert [taken.reason for taken in carry(other, second, stick)] == ["fork"]
        for _round in range(3):
            for laptop in (one, other):
                carry(laptop, second, stick)
                carry(first, laptop, stick)
        assert len({one.device, other.device, old}) == 3
        for desk in (first, one, other):
            with desk.database.read() as connection:
                found = connection.execute(select(tables.Person.phone, tables.Person.note)).one()
            assert tuple(found) == ("13000000000", "moved to the new village")


def test_work_comes_and_its_receipt_goes_back(clerks: list[Workspace], tmp_path: Path) -> None:
    first, second = clerks
    laptop = new_laptop(first, tmp_path / "laptop")
    add_person(laptop)
    [taken] = carry(laptop, second, tmp_path / "stick")
    assert taken.state == "merged"
    edit_person(first, phone="13000000000")
    [back] = carry(second, laptop, tmp_path / "stick")
    assert back.state == "merged"
    with laptop.database.read() as connection:
        [made] = ledger.entries(connection, laptop.device)
        phone = connection.execute(select(tables.Person.phone)).scalar_one()
    assert (made.state, phone) == ("merged", "13000000000")
    laptop.close()


def test_two_clerks_take_packages_at_the_same_time(clerks: list[Workspace], tmp_path: Path) -> None:
    laptops = [new_laptop(clerks[0], tmp_path / name) for name in ("laptop-1", "laptop-2")]
    add_person(laptops[0])
    with laptops[1].database.write() as write:
        rows.insert(write, tables.RollGroup, [_group()])
    files = [exporting.export(laptop, tmp_path / "stick")[0].file for laptop in laptops]
    taken: list[taking.TakenPackage] = []
    at_once(
        lambda: taken_by(clerks[0], files[0], taken),
        lambda: taken_by(clerks[1], files[1], taken),
    )
    assert [one.state for one in taken] == ["merged", "merged"]
    assert names(clerks[0]) == [ABI.name]
    with clerks[1].database.read() as connection:
        assert connection.execute(select(tables.RollGroup.name)).scalar_one() == "青年"
        assert len(ledger.entries(connection, laptops[0].device)) == 1
        assert len(ledger.entries(connection, laptops[1].device)) == 1
    for laptop in laptops:
        laptop.close()


def test_one_package_in_two_hands_is_taken_once(clerks: list[Workspace], tmp_path: Path) -> None:
    laptop = new_laptop(clerks[0], tmp_path / "laptop")
    add_person(laptop)
    [made] = exporting.export(laptop, tmp_path / "stick")
    taken: list[taking.TakenPackage] = []
    at_once(*(lambda clerk=clerk: taken_by(clerk, made.file, taken) for clerk in clerks))
    assert sorted(one.state for one in taken) == ["known", "merged"]
    with clerks[0].database.read() as connection:
        assert len(ledger.entries(connection, laptop.device)) == 1
    laptop.close()


def test_two_clerks_export_at_the_same_time_under_numbers_of_their_own(
    clerks: list[Workspace], tmp_path: Path
) -> None:
    laptop = new_laptop(clerks[0], tmp_path / "laptop")
    carry(laptop, clerks[0], tmp_path / "stick")
    made: list[exporting.MadePackage] = []
    at_once(
        *(
            lambda clerk=clerk: made.extend(exporting.export(clerk, tmp_path / clerk.home.name))
            for clerk in clerks
        )
    )
    assert len({one.number for one in made}) == 2
    ordered = sorted(made, key=lambda one: one.number)
    assert [taking.take_one(laptop, one.file).state for one in ordered] == ["merged", "merged"]
    laptop.close()


def _group() -> rows.Values:
    return {"id": identity.new(), "scope": SCHOOL, "name": "青年"}
