from datetime import date
from pathlib import Path

from nightschool.domain import identity
from nightschool.domain.codes import Belonging, LeftReason
from nightschool.domain.person import Person
from nightschool.services import people
from nightschool.services.roster import importing as roster
from nightschool.services.workspace import Workspace
from nightschool.storage import tables
from tests.evenings import citizen_no
from tests.rosters import NEIGHBOUR, SAMPLE, content, counts, known, member, take
from tests.services import desks

IMPORTED = (tables.Household, tables.Person, tables.StatusChange)


def test_a_number_that_is_registered_elsewhere_is_refused(
    county: Workspace, tmp_path: Path
) -> None:
    take(county, tmp_path, member(1), member(2))
    moved = (member(1, 行政村="新桥村"), member(2))
    preview = take(county, tmp_path, *moved)
    assert counts(preview) == (0, 0, 1, 1)
    assert preview.refused[0].reason.startswith("This person is registered in 喜德县冕山镇小山村.")
    assert preview.missing == ()
    by_citizen = member(9, household=9, 行政村="新桥村", 证件号码=citizen_no(1))
    assert counts(take(county, tmp_path, by_citizen)) == (0, 0, 0, 1)


def test_a_guest_elsewhere_is_no_hindrance(county: Workspace, tmp_path: Path) -> None:
    guest = Person(
        id=identity.new(),
        school=NEIGHBOUR,
        name="阿牛",
        belonging=Belonging.GUEST,
        citizen_no=citizen_no(1),
    )
    people.add_person(county, guest)
    assert counts(take(county, tmp_path, member(1))) == (1, 0, 0, 0)


def test_who_left_another_school_is_new_here(county: Workspace, tmp_path: Path) -> None:
    take(county, tmp_path, member(1), member(2))
    people.mark_left(county, known(county, 1).id, date(2018, 4, 1), LeftReason.MOVED)
    moved = member(1, 行政村="新桥村")
    assert counts(take(county, tmp_path, moved)) == (1, 0, 0, 0)
    assert counts(take(county, tmp_path, moved)) == (0, 0, 1, 0)
    assert len({one["id"] for one in content(county, tables.Person)}) == 3


def test_a_stray_row_does_not_make_a_village_missing(county: Workspace, tmp_path: Path) -> None:
    others = [member(number, household=2, 行政村="新桥村") for number in range(10, 31)]
    take(county, tmp_path, member(1), member(2), *others)
    assert len(take(county, tmp_path, member(1), others[0]).missing) == 1
    assert len(take(county, tmp_path, member(1), *others[:3]).missing) == 19


def test_a_row_of_no_village_of_the_county_is_refused(county: Workspace, tmp_path: Path) -> None:
    preview = take(county, tmp_path, member(1, 行政村="无名村"), member(2))
    assert [fault.reason for fault in preview.refused] == [
        "“冕山镇无名村” is not a village of this county."
        " Write the village and township as in the list of schools."
    ]


def test_merging_what_both_took_adds_no_row(county: Workspace, tmp_path: Path) -> None:
    laptop = desks.new_laptop(county, tmp_path / "laptop")
    for workspace in (laptop, county):
        roster.import_roster(workspace, SAMPLE)
    before = [content(county, model) for model in IMPORTED]
    [taken] = desks.carry(laptop, county, tmp_path / "stick")
    assert taken.state == "merged"
    assert [content(county, model) for model in IMPORTED] == before
    laptop.close()
