"""The doubles desk: joined people and lessons count once, on both engines and on every desk."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from nightschool.domain.codes import Belonging, CertificateKind, LeftReason, Mark
from nightschool.domain.household import Household
from nightschool.domain.identity import RowId, new
from nightschool.domain.person import Person
from nightschool.domain.policy import Policy
from nightschool.errors import UserError
from nightschool.services import (
    cards,
    certificates,
    doubles,
    doubles_compare,
    founding,
    joined_hours,
    lessons,
    people,
    people_list,
    progress,
    roll_call,
    search,
    signing_in,
    undo,
)
from nightschool.services.doubles import Kind
from nightschool.services.history import history
from nightschool.services.workspace import Workspace
from nightschool.storage import hours, rows, tables
from nightschool.storage.queries import activity
from nightschool.storage.queries import progress as found
from tests.evenings import evening, held, person
from tests.services.desks import PASSWORD, carry, new_laptop
from tests.storage.postgresql import Server
from tests.workspaces import COUNTY, SCHOOL

OTHER = "513432101205"
ON = date(2018, 6, 1)
DAY, LATER = date(2018, 3, 1), date(2018, 3, 8)


@pytest.fixture(params=["sqlcipher", "postgresql"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workspace]:
    if request.param == "sqlcipher":
        yield request.getfixturevalue("county")
        return
    server: Server = request.getfixturevalue("server")
    founding.create(tmp_path / "clerk", COUNTY, PASSWORD, server=str(server.new()))
    with closing(signing_in.sign_in(tmp_path / "clerk", PASSWORD)) as made:
        yield made


def attended(
    workspace: Workspace, day: date, marks: dict[RowId, Mark], school: str = SCHOOL
) -> RowId:
    one = evening(workspace, day, school=school)
    for row, mark in marks.items():
        roll_call.mark(workspace, one.id, row, mark)
    return roll_call.finish(workspace, one.id).lesson.id


def two(workspace: Workspace) -> tuple[Person, Person]:
    """One of the register, with a number; the same entered by hand, with a phone."""
    listed = people.add_person(workspace, person("吉克阿牛", 1, person_no=f"{SCHOOL}000101"))
    by_hand = people.add_person(workspace, person("吉克·阿妞", phone="13800000000"))
    return listed, by_hand


def half_hours(workspace: Workspace, school: str = SCHOOL) -> dict[str, int]:
    with workspace.database.read() as connection:
        assert hours.check(connection) == []
    return {one.person.name: one.hours.total for one in progress.people(workspace, ON, school)}


def test_two_rows_of_a_school_become_one_person(office: Workspace) -> None:
    listed, by_hand = two(office)
    attended(office, DAY, {listed.id: Mark.PRESENT, by_hand.id: Mark.PRESENT})
    attended(office, LATER, {listed.id: Mark.ABSENT, by_hand.id: Mark.PRESENT})
    assert half_hours(office) == {"吉克阿牛": 5, "吉克·阿妞": 10}
    [pair] = doubles.queue(office).pairs
    assert {pair.first, pair.second} == {listed.id, by_hand.id}
    done = doubles.merge(office, Kind.PEOPLE, by_hand.id, listed.id, "户口本")
    assert (done.stands, done.joined) == (listed.id, by_hand.id)
    assert half_hours(office) == {"吉克阿牛": 10}
    assert doubles.queue(office).total == 0
    figures = progress.figures(office, ON).figures
    assert (figures.people, sum(figures.half_hours.values())) == (1, 10)
    assert [one.person.phone for one in progress_people(office)] == ["13800000000"]
    assert people_list.page(office, SCHOOL, on=ON).total == 1
    assert [hit.record for hit in search.find(office, "阿妞")] == [listed.id]
    assert people.find(office, "吉克·阿妞", SCHOOL).id == listed.id
    card = cards.person_card(office, by_hand.id, ON)
    assert (card.person.id, len(card.rolls), card.progress.hours.called) == (listed.id, 2, 2)
    assert [line.attended for line in lessons.listing(office, SCHOOL)] == [1, 1]
    assert "户口本" in {line.reason for line in history(office, "person", by_hand.id)}


def progress_people(workspace: Workspace) -> list[cards.PersonCard]:
    return [cards.person_card(workspace, one.id, ON) for one in people.people(workspace, SCHOOL)]


def test_joining_is_undone_at_once_or_later(office: Workspace) -> None:
    listed, by_hand = two(office)
    attended(office, DAY, {listed.id: Mark.ABSENT, by_hand.id: Mark.PRESENT})
    before, apart = half_hours(office), people.people(office, SCHOOL)
    done = doubles.merge(office, Kind.PEOPLE, listed.id, by_hand.id)
    assert done.act is not None
    undo.undo(office, done.act)
    assert (half_hours(office), people.people(office, SCHOOL)) == (before, apart)
    doubles.merge(office, Kind.PEOPLE, listed.id, by_hand.id)
    assert [(one.row, one.stands) for one in doubles.joined(office)] == [(by_hand.id, listed.id)]
    assert half_hours(office) == {"吉克阿牛": 5}
    doubles.unmerge(office, Kind.PEOPLE, by_hand.id)
    assert (half_hours(office), people.people(office, SCHOOL)) == (before, apart)
    assert [hit.record for hit in search.find(office, "阿妞")] == [by_hand.id]
    with pytest.raises(UserError, match="not joined"):
        doubles.unmerge(office, Kind.PEOPLE, by_hand.id)


def test_what_was_written_since_stays_when_they_are_parted(county: Workspace) -> None:
    listed, by_hand = two(county)
    doubles.merge(county, Kind.PEOPLE, listed.id, by_hand.id)
    people.edit_person(county, listed.id, {"phone": "13900000000"})
    doubles.unmerge(county, Kind.PEOPLE, by_hand.id)
    assert people.find(county, "吉克阿牛", SCHOOL).phone == "13900000000"


def test_a_third_row_follows_whoever_stands(county: Workspace) -> None:
    listed, by_hand = two(county)
    third = people.add_person(county, person("阿牛吉克"))
    attended(county, DAY, {third.id: Mark.PRESENT})
    doubles.merge(county, Kind.PEOPLE, by_hand.id, third.id)
    doubles.merge(county, Kind.PEOPLE, listed.id, by_hand.id)
    assert half_hours(county) == {"吉克阿牛": 5}
    with pytest.raises(UserError, match="joined already"):
        doubles.merge(county, Kind.PEOPLE, listed.id, third.id)


def test_not_the_same_is_remembered_until_it_is_taken_back(county: Workspace) -> None:
    listed, by_hand = two(county)
    act = doubles.not_same(county, Kind.PEOPLE, listed.id, by_hand.id, "表兄弟")
    assert doubles.queue(county).total == 0
    assert act is not None
    undo.undo(county, act)
    assert doubles.queue(county).total == 1
    doubles.not_same(county, Kind.PEOPLE, by_hand.id, listed.id)
    assert doubles.queue(county).total == 0
    doubles.maybe_same(county, by_hand.id, listed.id)
    assert doubles.queue(county).total == 1
    with pytest.raises(UserError, match="Nobody said"):
        doubles.maybe_same(county, by_hand.id, listed.id)


def test_hours_of_a_guest_come_home_as_credits(office: Workspace) -> None:
    listed = people.add_person(office, person("吉克阿牛", 1, person_no=f"{SCHOOL}000101"))
    guest = people.add_person(
        office,
        replace(
            person("吉克阿妞"),
            school=OTHER,
            belonging=Belonging.GUEST,
            birth_date=None,
            home="冕山镇小山村",
        ),
    )
    lesson = attended(office, DAY, {guest.id: Mark.PRESENT}, OTHER)
    [pair] = doubles.queue(office).pairs
    done = doubles.merge(office, Kind.PEOPLE, pair.first, pair.second)
    assert done.stands == listed.id
    assert half_hours(office) == {"吉克阿牛": 5}
    card = cards.person_card(office, listed.id, ON)
    assert [(roll.lesson, roll.half_hours) for roll in card.rolls] == [(None, 5)]
    assert cards.person_card(office, guest.id, ON).person.id == guest.id
    with office.database.write() as write:
        rows.edit(write, tables.Attendance, {(lesson, guest.id): {"half_hours": 2}})
    joined_hours.follow(office)
    assert half_hours(office) == {"吉克阿牛": 2}
    doubles.unmerge(office, Kind.PEOPLE, guest.id)
    assert half_hours(office) == {"吉克阿牛": 0}


def test_whoever_moved_stands_where_they_live(county: Workspace) -> None:
    old = people.add_person(county, person("吉克阿牛", 1, person_no=f"{SCHOOL}000101"))
    attended(county, DAY, {old.id: Mark.PRESENT})
    people.mark_left(county, old.id, LATER, LeftReason.MARRIED_AWAY)
    living = people.add_person(county, replace(person("吉克阿牛", 1), school=OTHER))
    done = doubles.merge(county, Kind.PEOPLE, old.id, living.id)
    assert done.stands == living.id
    assert half_hours(county, OTHER) == {"吉克阿牛": 5}


def test_a_lesson_that_two_laptops_recorded_counts_once(office: Workspace) -> None:
    one = people.add_person(office, person("吉克阿牛", 1))
    other = people.add_person(office, person("沙马拉且", 2))
    first = attended(office, DAY, {one.id: Mark.PRESENT, other.id: Mark.ABSENT})
    again = replace(lessons.lesson(office, first), id=new(), start=time(19, 15))
    with office.database.write() as write:
        rows.insert(write, tables.Lesson, [rows.values_of(again)])
        lines = [
            {
                "lesson": again.id,
                "person": each,
                "mark": Mark.PRESENT,
                "half_hours": None,
                "remark": "",
                "scope": SCHOOL,
            }
            for each in (one.id, other.id)
        ]
        rows.insert(write, tables.Attendance, lines)
    assert half_hours(office) == {"吉克阿牛": 10, "沙马拉且": 5}
    [pair] = doubles.queue(office, Kind.LESSONS).pairs
    compared = doubles_compare.compare(office, Kind.LESSONS, pair.first, pair.second)
    assert compared.first.row == first
    assert "19:15" in {line.second for line in compared.lines if line.differs}
    doubles.merge(office, Kind.LESSONS, pair.first, pair.second)
    assert half_hours(office) == {"吉克阿牛": 5, "沙马拉且": 5}
    [line] = lessons.listing(office, SCHOOL)
    assert (line.lesson.id, line.on_roll, line.attended) == (first, 2, 2)
    assert rotation_lessons(office) == {SCHOOL: 1}
    doubles.unmerge(office, Kind.LESSONS, again.id)
    assert half_hours(office) == {"吉克阿牛": 10, "沙马拉且": 5}


def rotation_lessons(workspace: Workspace) -> dict[str, int]:
    with workspace.database.read() as connection:
        [done] = activity.months(connection, COUNTY, DAY, ON)[SCHOOL].values()
        assert (sum(done.lessons.values()), sum(done.half_hours.values())) == (1, 10)
        assert (done.attended, done.called) == (2, 2)
        return dict(found.lessons(connection, COUNTY, Policy(), ON))


def test_only_lessons_of_one_evening_are_joined(county: Workspace) -> None:
    someone = people.add_person(county, person("吉克阿牛", 1))
    first = attended(county, DAY, {someone.id: Mark.PRESENT})
    later = attended(county, LATER, {someone.id: Mark.PRESENT})
    planned = evening(county, DAY, time(8), time(9), school=SCHOOL)
    with pytest.raises(UserError, match="different schools or days"):
        doubles.merge(county, Kind.LESSONS, first, later)
    with pytest.raises(UserError, match="that were held"):
        doubles.merge(county, Kind.LESSONS, first, planned.id)


def test_nobody_gets_two_certificates_and_both_numbers_are_shown(county: Workspace) -> None:
    listed, by_hand = two(county)
    attended(county, DAY, {listed.id: Mark.PRESENT, by_hand.id: Mark.PRESENT})
    issued = [
        one
        for each in (listed, by_hand)
        for one in certificates.issue_attendance(
            county, ON, DAY, LATER, people=[each.id], school=SCHOOL
        )
    ]
    assert len(issued) == 2
    doubles.merge(county, Kind.PEOPLE, listed.id, by_hand.id)
    assert certificates.issue_attendance(county, ON, DAY, LATER, school=SCHOOL) == []
    shown = cards.person_card(county, listed.id, ON).certificates
    assert {one.number for one in shown} == {one.number for one in issued}
    new_one = certificates.void(county, issued[1].id, ON, "污损")
    assert new_one is None
    assert {one.kind for one in issued} == {CertificateKind.ATTENDANCE}


def test_both_sides_show_what_differs(county: Workspace) -> None:
    home = people.add_household(county, Household(new(), SCHOOL, "5134321012080001"))
    listed, by_hand = two(county)
    people.edit_person(county, listed.id, {"household": home.id})
    attended(county, DAY, {listed.id: Mark.PRESENT})
    shown = doubles_compare.compare(county, Kind.PEOPLE, by_hand.id, listed.id, ON)
    assert (shown.first.row, shown.first.stands) == (listed.id, True)
    lines = {line.label: line for line in shown.lines}
    assert not lines["School"].differs
    assert (lines["Name"].first, lines["Name"].second) == ("吉克阿牛", "吉克·阿妞")
    assert (lines["Class hours"].first, lines["Class hours"].second) == ("2.5", "0")
    assert listed.citizen_no not in {line.first for line in shown.lines}
    assert lines["Members of the household"].first == "吉克阿牛"


def test_a_school_joins_its_own_and_leaves_the_rest_to_the_county(
    school: Workspace, county: Workspace
) -> None:
    listed, by_hand = two(school)
    with pytest.raises(UserError, match="county"):
        doubles.not_same(school, Kind.PEOPLE, listed.id, by_hand.id)
    assert doubles.merge(school, Kind.PEOPLE, listed.id, by_hand.id).stands == listed.id
    with pytest.raises(UserError, match="not here any more"):
        doubles.merge(county, Kind.PEOPLE, listed.id, by_hand.id)


def test_decisions_and_hours_travel(county: Workspace, tmp_path: Path) -> None:
    """The county joins; the laptop follows, counts once, and gets a guest's hours."""
    stick = tmp_path / "stick"
    with closing(new_laptop(county, tmp_path / "laptop")) as laptop:
        listed, by_hand = two(laptop)
        held(laptop, DAY, [listed.id, by_hand.id])
        carry(laptop, county, stick)
        guest = people.add_person(
            county, replace(person("吉克阿牛"), school=OTHER, belonging=Belonging.GUEST)
        )
        attended(county, LATER, {guest.id: Mark.PRESENT}, OTHER)
        doubles.merge(county, Kind.PEOPLE, listed.id, by_hand.id)
        doubles.merge(county, Kind.PEOPLE, listed.id, guest.id)
        carry(county, laptop, stick)
        assert half_hours(county) == half_hours(laptop) == {"吉克阿牛": 10}
        third = people.add_person(laptop, person("阿牛吉克"))
        doubles.merge(laptop, Kind.PEOPLE, third.id, listed.id)
        doubles.unmerge(county, Kind.PEOPLE, by_hand.id)
        for _round in range(2):
            carry(laptop, county, stick)
            carry(county, laptop, stick)
        assert half_hours(laptop) == half_hours(county)
        assert half_hours(laptop) == {"吉克阿牛": 10, "吉克·阿妞": 5}
        assert {one.row for one in doubles.joined(laptop)} == {third.id}
