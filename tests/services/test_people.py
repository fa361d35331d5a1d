from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from nightschool import clock
from nightschool.domain import household, identity
from nightschool.domain import person as persons
from nightschool.domain.codes import Belonging, LeftReason, RegisterStatus, Sex
from nightschool.domain.doubles import Why
from nightschool.domain.household import Household
from nightschool.errors import UserError
from nightschool.services import people
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from tests.evenings import citizen_no, person
from tests.workspaces import SCHOOL


def home(school: Workspace, number: str = "5134990001") -> Household:
    return people.add_household(school, Household(identity.new(), SCHOOL, number))


def history(school: Workspace) -> list[tuple[str, str]]:
    with school.database.read() as connection:
        query = select(tables.Change.column, tables.Change.reason).order_by(tables.Change.column)
        return [(row.column, row.reason) for row in connection.execute(query)]


def test_birth_date_and_sex_follow_from_the_citizen_number(school: Workspace) -> None:
    number = citizen_no(2, date(1990, 2, 28)).lower()
    added = people.add_person(school, person("吉克 阿牛", citizen_no=number, birth_date=None))
    assert (added.citizen_no, added.birth_date) == (number.upper(), date(1990, 2, 28))
    assert added.sex is Sex.FEMALE
    assert people.people(school) == [added]


def test_a_wrong_citizen_number_changes_nothing(school: Workspace) -> None:
    number = citizen_no(1)
    wrong = number[:-1] + ("1" if number[-1] != "1" else "2")
    with pytest.raises(UserError, match="mistyped"):
        people.add_person(school, person("阿牛", citizen_no=wrong))
    assert people.people(school) == []


@pytest.mark.parametrize("name", ["", "  "])
def test_everybody_has_a_name(school: Workspace, name: str) -> None:
    with pytest.raises(UserError, match="name is missing"):
        people.add_person(school, person(name))


def test_without_a_number_they_are_to_be_completed(school: Workspace) -> None:
    lacking = people.add_person(school, person("阿牛"))
    people.add_person(school, person("拉且", 1))
    people.add_person(school, person("客人", belonging=Belonging.GUEST, home="巴久村"))
    gone = people.add_person(school, person("木呷"))
    people.mark_left(school, gone.id, date(2018, 5, 1), LeftReason.MOVED)
    assert people.to_complete(school) == [lacking]
    people.edit_person(school, lacking.id, {"citizen_no": citizen_no(3)})
    assert people.to_complete(school) == []


def test_the_register_number_is_the_key_and_given_once(school: Workspace) -> None:
    added = people.add_person(school, person("阿牛", person_no="513499000101"))
    assert added.id == persons.key(added.school, "513499000101")
    with pytest.raises(UserError, match="on the list already"):
        people.add_person(school, person("拉且", person_no="513499000101"))


def test_one_who_was_deleted_comes_back(school: Workspace) -> None:
    one = people.add_person(school, person("阿牛", person_no="513499000101"))
    with school.database.write() as write:
        rows.delete(write, tables.Person, [(one.id,)])
    assert people.people(school) == []
    again = people.add_person(school, replace(one, name="阿木"))
    assert people.people(school) == [again]


def test_an_edit_keeps_the_old_value_with_its_reason(school: Workspace) -> None:
    one = people.add_person(school, person("阿牛"))
    after = people.edit_person(school, one.id, {"name": "阿木", "phone": ""}, "户口本")
    assert people.people(school) == [after]
    assert history(school) == [("name", "户口本")]


def test_a_new_number_brings_its_birth_date(school: Workspace) -> None:
    one = people.add_person(school, person("阿牛", 1))
    number = citizen_no(1, date(1979, 1, 31))
    after = people.edit_person(school, one.id, {"citizen_no": number})
    assert after.birth_date == date(1979, 1, 31)


def test_what_the_number_says_cannot_be_said_otherwise(school: Workspace) -> None:
    one = people.add_person(school, person("阿牛", 1))
    with pytest.raises(UserError, match="differ from what the ID number says"):
        people.edit_person(school, one.id, {"birth_date": date(1980, 1, 1)})
    with pytest.raises(UserError, match="differ from what the ID number says"):
        people.add_person(school, person("拉且", 2, sex=Sex.MALE))


def test_the_status_is_no_bare_field(school: Workspace) -> None:
    one = people.add_person(school, person("阿牛"))
    with pytest.raises(ValueError, match="set_status"):
        people.edit_person(school, one.id, {"status": RegisterStatus.LIFTED})


def test_gone_and_back(school: Workspace) -> None:
    one = people.add_person(school, person("阿牛"))
    gone = people.mark_left(school, one.id, date(2018, 5, 1), LeftReason.MOVED)
    assert (gone.left_on, gone.left_reason) == (date(2018, 5, 1), LeftReason.MOVED)
    assert people.mark_back(school, one.id, "回乡") == one
    with pytest.raises(UserError, match="a day and a reason"):
        people.edit_person(school, one.id, {"left_on": date(2018, 5, 1)})


def test_nobody_is_born_tomorrow(school: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2018, 1, 1))
    with pytest.raises(UserError, match="in the future"):
        people.add_person(school, person("阿牛", birth_date=date(2018, 1, 2)))
    monkeypatch.setattr(clock, "today", lambda: date(2009, 1, 1))
    people.add_person(school, person("阿牛", birth_date=date(2018, 1, 2)))


def test_the_way_on_the_register_is_a_history(school: Workspace) -> None:
    one = people.add_person(school, person("阿牛", status=RegisterStatus.NOT_LIFTED))
    people.set_status(school, one.id, RegisterStatus.RETURNED, date(2018, 6, 1))
    after = people.set_status(school, one.id, RegisterStatus.LIFTED, date(2016, 12, 31))
    assert after.status is RegisterStatus.RETURNED
    assert people.people(school) == [after]
    assert [(step.status, step.since) for step in people.status_history(school, one.id)] == [
        (RegisterStatus.NOT_LIFTED, None),
        (RegisterStatus.LIFTED, date(2016, 12, 31)),
        (RegisterStatus.RETURNED, date(2018, 6, 1)),
    ]


def test_likely_doubles_are_told_and_never_block(school: Workspace) -> None:
    house = home(school)
    aniu = people.add_person(school, person("吉克阿牛", 1, household=house.id))
    same_number = person("沙马拉且", 1)
    same_name = person("吉克阿妞", birth_date=aniu.birth_date)
    same_house = person("吉克阿牛", birth_date=None, household=house.id)
    for candidate, why in [
        (same_number, Why.CITIZEN_NO),
        (same_name, Why.NAME_AND_BIRTH),
        (same_house, Why.NAME_AND_HOUSEHOLD),
    ]:
        found = people.likely_doubles(school, candidate)
        assert [(double.person, double.why) for double in found] == [(aniu, why)]
        people.add_person(school, candidate)
    assert people.likely_doubles(school, person("沙马木呷", 9)) == []


def test_a_half_typed_number_says_nothing_yet(school: Workspace) -> None:
    aniu = people.add_person(school, person("吉克阿牛", 1))
    typing = person("吉克阿牛", citizen_no="5134991985", birth_date=aniu.birth_date)
    assert [double.why for double in people.likely_doubles(school, typing)] == [Why.NAME_AND_BIRTH]


def test_households(school: Workspace) -> None:
    house = home(school)
    assert house.id == household.key(house.school, "5134990001")
    aniu = people.add_person(school, person("阿牛", household=house.id))
    assert people.members(school, house.id) == [aniu]
    after = people.edit_household(school, house.id, {"phone": "13900000000"}, "换号")
    assert people.households(school) == [after]
    assert history(school) == [("phone", "换号")]
    with pytest.raises(UserError, match="not one of this school"):
        people.add_person(school, person("拉且", household=identity.new()))


def test_a_person_is_found_by_what_people_have_at_hand(school: Workspace) -> None:
    aniu = people.add_person(school, person("阿牛", 1, person_no="513499000101"))
    for text in ("阿牛", "513499000101", citizen_no(1).lower(), identity.text(aniu.id)):
        assert people.find(school, text) == aniu
    people.add_person(school, person("阿牛", 2))
    with pytest.raises(UserError, match="2 people are called"):
        people.find(school, "阿牛")
    with pytest.raises(UserError, match="nobody called"):
        people.find(school, "木呷")


def test_a_county_names_the_school(county: Workspace) -> None:
    with pytest.raises(UserError, match="--school CODE"):
        people.people(county)
    added = people.add_person(county, person("阿牛"))
    assert people.people(county, SCHOOL) == [added]
    with pytest.raises(UserError, match="no school 513432999999"):
        people.people(county, "513432999999")
    with pytest.raises(UserError, match="does not belong"):
        people.people(county, "513401100201")


def test_a_school_works_for_itself_alone(school: Workspace) -> None:
    with pytest.raises(UserError, match="does not belong"):
        people.add_person(school, replace(person("阿牛"), school="513432101201"))
