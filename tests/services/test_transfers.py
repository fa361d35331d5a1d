from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from nightschool.domain.codes import LeftReason, Mark, RegisterStatus
from nightschool.domain.household import Household
from nightschool.domain.identity import new
from nightschool.domain.person import Person
from nightschool.errors import UserError
from nightschool.services import cards, certificates, people, progress, roll_call, transfers, undo
from nightschool.services.workspace import Workspace
from nightschool.storage import hours
from tests.evenings import evening, person
from tests.services.desks import carry, new_laptop
from tests.workspaces import SCHOOL

OTHER = "513432101205"
DAY, LATER = date(2018, 5, 1), date(2018, 6, 1)


def attended(
    workspace: Workspace, day: date, one: Person, mark: Mark = Mark.PRESENT, course: str = "ZC01"
) -> None:
    lesson = evening(workspace, day, course=course, school=one.school)
    roll_call.mark(workspace, lesson.id, one.id, mark)
    roll_call.finish(workspace, lesson.id)


def half_hours(workspace: Workspace, school: str, on: date = LATER) -> dict[str, int]:
    return {
        one.person.name: one.hours.total
        for one in progress.people(workspace, on, school)
        if one.here
    }


@pytest.fixture
def one(county: Workspace) -> Person:
    added = people.add_person(
        county, person("阿牛", 1, person_no="513432101208000101", status=RegisterStatus.LIFTED)
    )
    attended(county, date(2018, 3, 1), added)
    attended(county, date(2018, 3, 8), added, Mark.ABSENT)
    return added


def test_a_person_goes_with_their_hours_and_way(county: Workspace, one: Person) -> None:
    (there,) = transfers.transfer(county, [one.id], OTHER, DAY)
    assert (there.school, there.moved_from, there.came_on) == (OTHER, one.id, DAY)
    old = people.people(county, SCHOOL)[0]
    assert (old.left_on, old.left_reason) == (DAY, LeftReason.TRANSFERRED)
    assert half_hours(county, OTHER) == {"阿牛": 5}
    assert half_hours(county, SCHOOL) == {}
    attended(county, date(2018, 5, 10), there)
    assert half_hours(county, OTHER) == {"阿牛": 10}
    assert half_hours(county, OTHER, date(2018, 4, 1)) == {"阿牛": 5}
    assert [step.status for step in people.status_history(county, there.id)] == [
        RegisterStatus.LIFTED
    ]
    card = cards.person_card(county, there.id, LATER)
    assert [(roll.day.month, roll.mark, roll.lesson is None) for roll in card.rolls] == [
        (5, Mark.PRESENT, False),
        (3, Mark.ABSENT, True),
        (3, Mark.PRESENT, True),
    ]
    assert card.progress.hours.called == 3
    whole = progress.figures(county, LATER).figures
    assert (whole.people, sum(whole.half_hours.values()), whole.half_hours_of_others) == (1, 10, 0)
    before = progress.figures(county, date(2018, 4, 1)).figures
    assert (before.people, sum(before.half_hours.values())) == (1, 5)
    with county.database.read() as connection:
        assert hours.check(connection) == []


def test_there_and_back_counts_nothing_twice(county: Workspace, one: Person) -> None:
    (there,) = transfers.transfer(county, [one.id], OTHER, DAY)
    attended(county, date(2018, 5, 10), there)
    (back,) = transfers.transfer(county, [there.id], SCHOOL, date(2018, 5, 20))
    assert (back.id, back.left_on) == (one.id, None)
    assert half_hours(county, SCHOOL) == {"阿牛": 10}
    (again,) = transfers.transfer(county, [back.id], OTHER, date(2018, 5, 21))
    assert again.id == there.id
    assert half_hours(county, OTHER) == {"阿牛": 10}


def test_it_is_undone_as_a_whole(county: Workspace, one: Person) -> None:
    transfers.transfer(county, [one.id], OTHER, DAY)
    act = undo.latest(county)
    assert act is not None
    undo.undo(county, act)
    assert people.people(county, OTHER) == []
    assert people.people(county, SCHOOL) == [one]
    assert half_hours(county, SCHOOL) == {"阿牛": 5}


def test_a_household_goes_as_a_whole(county: Workspace) -> None:
    home = people.add_household(county, Household(new(), SCHOOL, "5134321012080001", cause="因病"))
    for serial, name in enumerate(("阿牛", "木果", "拉且"), 1):
        people.add_person(county, person(name, serial, household=home.id))
    gone = people.find(county, "拉且", SCHOOL)
    people.mark_left(county, gone.id, date(2018, 1, 1), LeftReason.DIED)
    there = transfers.transfer_household(county, home.id, OTHER, DAY)
    assert (there.number, there.cause, there.school) == ("5134321012080001", "因病", OTHER)
    assert {one.name for one in people.members(county, there.id)} == {"阿牛", "木果"}
    assert people.households(county, SCHOOL) == [home]


def test_who_is_in_that_schools_roster_already_is_the_same_person(
    county: Workspace, one: Person
) -> None:
    known = people.add_person(county, replace(one, school=OTHER, citizen_no=None))
    (there,) = transfers.transfer(county, [one.id], OTHER, DAY)
    assert there.id == known.id
    assert len(people.people(county, OTHER)) == 1


def test_refusals(county: Workspace, school: Workspace, one: Person) -> None:
    with pytest.raises(UserError, match="where they are"):
        transfers.transfer(county, [one.id], SCHOOL, DAY)
    (there,) = transfers.transfer(county, [one.id], OTHER, DAY)
    with pytest.raises(UserError, match="not here any more"):
        transfers.transfer(county, [one.id], OTHER, DAY)
    mine = people.add_person(school, person("木果"))
    with pytest.raises(UserError, match="does not belong"):
        transfers.transfer(school, [mine.id], OTHER, DAY)
    assert there.school == OTHER


def ten_evenings(county: Workspace, one: Person, start: date) -> None:
    """What completes the rotation: four of technology, six of policy."""
    for week in range(10):
        course = "JN01" if week < 4 else "ZC01"
        attended(county, start + timedelta(weeks=week), one, course=course)


def entitled(workspace: Workspace, school: str, on: date = LATER) -> list[str]:
    return [one.person.name for one in certificates.entitled(workspace, on, school)]


def newcomer(county: Workspace) -> Person:
    return people.add_person(county, replace(person("木果", 5), school=OTHER))


def test_completion_is_not_certified_again_at_the_next_school(county: Workspace) -> None:
    mine = newcomer(county)
    ten_evenings(county, mine, date(2018, 1, 1))
    assert entitled(county, OTHER) == ["木果"]
    (issued,) = certificates.issue(county, date(2018, 4, 1), school=OTHER)
    (there,) = transfers.transfer(county, [mine.id], SCHOOL, DAY)
    assert entitled(county, SCHOOL) == []
    assert certificates.issue(county, LATER, [there.id], SCHOOL) == []
    (back,) = transfers.transfer(county, [there.id], OTHER, date(2018, 5, 20))
    assert entitled(county, OTHER) == []
    transfers.transfer(county, [back.id], SCHOOL, date(2018, 5, 21))
    assert entitled(county, SCHOOL) == []
    certificates.void(county, issued.id, LATER, "发错")
    assert entitled(county, SCHOOL) == ["木果"]


def test_an_undone_transfer_leaves_the_certificate_where_it_was(county: Workspace) -> None:
    mine = newcomer(county)
    ten_evenings(county, mine, date(2018, 1, 1))
    certificates.issue(county, date(2018, 4, 1), school=OTHER)
    transfers.transfer(county, [mine.id], SCHOOL, DAY)
    act = undo.latest(county)
    assert act is not None
    undo.undo(county, act)
    assert entitled(county, OTHER) == []


@pytest.fixture
def laptop(county: Workspace, tmp_path: Path) -> Iterator[Workspace]:
    with closing(new_laptop(county, tmp_path / "laptop")) as made:
        carry(made, county, tmp_path / "stick")
        yield made


def test_only_the_county_certifies_what_was_complete_before_the_transfer(
    county: Workspace, laptop: Workspace, tmp_path: Path
) -> None:
    """The laptop does not see what the old school issued, and the old one not the transfer."""
    mine = newcomer(county)
    ten_evenings(county, mine, date(2018, 1, 1))
    (there,) = transfers.transfer(county, [mine.id], SCHOOL, DAY)
    carry(county, laptop, tmp_path / "stick")
    assert half_hours(laptop, SCHOOL) == {"木果": 50}
    assert entitled(laptop, SCHOOL) == []
    with pytest.raises(UserError, match="Complete before they came from another school: 木果"):
        certificates.issue(laptop, LATER, [there.id])
    (new,) = certificates.issue(county, LATER, school=SCHOOL)
    carry(county, laptop, tmp_path / "stick")
    assert certificates.void(laptop, new.id, LATER, "名字写错", replace=True) is not None


def test_a_laptop_certifies_what_was_completed_after_the_transfer(
    county: Workspace, laptop: Workspace, tmp_path: Path
) -> None:
    mine = newcomer(county)
    attended(county, date(2018, 1, 1), mine)
    (there,) = transfers.transfer(county, [mine.id], SCHOOL, date(2018, 1, 2))
    ten_evenings(county, there, date(2018, 3, 1))
    carry(county, laptop, tmp_path / "stick")
    assert entitled(laptop, SCHOOL) == ["木果"]
