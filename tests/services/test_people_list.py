"""The paged list says of everybody what the rules in Python say."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nightschool.domain.codes import Belonging, LeftReason, Sex
from nightschool.domain.policy import Policy
from nightschool.domain.progress import of_person
from nightschool.services import people, people_list
from nightschool.services.people_list import Only, PersonRow, Sort
from nightschool.services.workspace import Workspace
from nightschool.storage import hours
from nightschool.storage.queries import people_list as listed
from nightschool.storage.queries import progress as standing
from tests.evenings import held, neighbours, person
from tests.schools import worlds
from tests.workspaces import SCHOOL

ON = date(2018, 6, 1)
RULES = Policy(half_hours=6, technology_half_hours=0, kinds=1, female_ages=(16, 54))
worlds_of = iter(f"52{number:04d}" for number in range(10_000))


def names(rows: tuple[PersonRow, ...]) -> list[str]:
    return [row.name for row in rows]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_due_and_complete_are_what_the_rules_say(school: Workspace, data: st.DataObject) -> None:
    county = next(worlds_of)
    world = data.draw(worlds(county))
    sexes = [replace(one, sex=data.draw(st.sampled_from([None, *Sex]))) for one in world.people]
    policy = replace(RULES, start=Policy().start)
    with school.database.write() as write:
        replace(world, people=sexes).write(write)
    hours.refresh(school.database, county, policy)
    on = Policy().end
    wanted = listed.Wanted(county, policy, on, only=Only.EVERYBODY)
    with school.database.read() as connection:
        rows = listed.page(connection, wanted, 0, 100)
        rules = standing.people(connection, county, policy, on)
        for only, whether in (
            (Only.DUE, [one.due for one in rules]),
            (Only.INCOMPLETE, [one.due and not one.complete for one in rules]),
            (Only.NEVER_CAME, [one.due and not one.begun for one in rules]),
            (Only.COMPLETE, [one.complete and one.here for one in rules]),
        ):
            assert listed.total(connection, replace(wanted, only=only)) == sum(whether), only
    assert [row.id for row in rows] == [one.person.id for one in rules]
    for row, one in zip(rows, rules, strict=True):
        again = of_person(one.person, one.hours, policy, on)
        assert (row.due, row.complete, row.half_hours) == (
            again.due,
            again.complete,
            one.hours.total,
        )


def test_born_on_29_february_becomes_of_age_on_1_march(school: Workspace) -> None:
    one = people.add_person(school, person("阿牛", birth_date=date(2004, 2, 29)))
    for on, due in ((date(2020, 2, 28), False), (date(2020, 2, 29), True)):
        assert people_list.page(school, on=on).rows[0].due is due, one
    people.edit_person(school, one.id, {"birth_date": date(2003, 3, 1)})
    assert not people_list.page(school, on=date(2019, 2, 28)).rows[0].due
    assert people_list.page(school, on=date(2019, 3, 1)).rows[0].due


@pytest.fixture
def five(school: Workspace) -> Workspace:
    ids = neighbours(school, "吉克阿牛", "沙马拉且", "阿尔木果", "曲比阿牛")
    people.mark_left(school, ids[3], date(2018, 5, 1), LeftReason.MOVED)
    people.add_person(school, person("惹", home="外村", belonging=Belonging.GUEST))
    held(school, date(2018, 3, 1), [ids[1]])
    return school


def test_a_page_has_a_total_and_the_next_goes_on(five: Workspace) -> None:
    whole = people_list.page(five, on=ON)
    first = people_list.page(five, on=ON, limit=2)
    second = people_list.page(five, on=ON, limit=2, offset=2)
    assert (whole.total, first.total, second.total) == (3, 3, None)
    assert names(first.rows) + names(second.rows) == names(whole.rows)


def test_filters(five: Workspace) -> None:
    counts = {only: people_list.page(five, on=ON, only=only).total for only in Only}
    assert counts[Only.HERE] == counts[Only.DUE] == counts[Only.INCOMPLETE] == 3
    assert counts[Only.NEVER_CAME] == 2
    assert (counts[Only.LEFT], counts[Only.GUESTS], counts[Only.EVERYBODY]) == (1, 1, 5)
    assert (counts[Only.NO_ID], counts[Only.COMPLETE], counts[Only.VILLAGERS]) == (0, 0, 0)


@pytest.mark.parametrize("text", ["smlq", "shamala", "拉且", "马拉"])
def test_text_finds_by_name_and_pinyin(five: Workspace, text: str) -> None:
    assert names(people_list.page(five, on=ON, text=text).rows) == ["沙马拉且"]


def test_text_finds_by_last_digits(five: Workspace) -> None:
    one = people.find(five, "沙马拉且")
    assert one.citizen_no
    found = people_list.page(five, on=ON, text=one.citizen_no[-5:].lower())
    assert (names(found.rows), found.total) == (["沙马拉且"], 1)
    assert people_list.page(five, on=ON, text=one.citizen_no[-6:-1]).total == 0


def test_sorting(five: Workspace) -> None:
    by_name = people_list.page(five, on=ON, sort=Sort.NAME).rows
    assert names(by_name) == ["阿尔木果", "吉克阿牛", "沙马拉且"]
    by_hours = people_list.page(five, on=ON, sort=Sort.HOURS, descending=True).rows
    assert names(by_hours)[0] == "沙马拉且"
    assert by_hours[0].half_hours == 5
    for sort in Sort:
        for descending in (False, True):
            rows = people_list.page(five, on=ON, sort=sort, descending=descending).rows
            for place, row in enumerate(rows):
                at = people_list.position(five, row.id, on=ON, sort=sort, descending=descending)
                assert at == place


def test_the_young_come_first_by_age_and_who_has_none_last(school: Workspace) -> None:
    for name, birth in (("甲", date(1990, 1, 1)), ("乙", None), ("丙", date(2000, 1, 1))):
        people.add_person(school, person(name, birth_date=birth))
    assert names(people_list.page(school, on=ON, sort=Sort.AGE).rows) == ["丙", "甲", "乙"]
    down = people_list.page(school, on=ON, sort=Sort.AGE, descending=True).rows
    assert names(down) == ["甲", "丙", "乙"]


def test_who_is_not_listed_has_no_place(five: Workspace) -> None:
    guest = people_list.page(five, on=ON, only=Only.GUESTS).rows[0]
    assert people_list.position(five, guest.id, on=ON) is None


def test_a_county_sees_all_its_schools(county: Workspace) -> None:
    people.add_person(county, person("阿牛"))
    people.add_person(county, replace(person("木果"), school="513432101205"))
    assert people_list.page(county, on=ON).total == 2
    assert names(people_list.page(county, SCHOOL, on=ON).rows) == ["阿牛"]
