from datetime import date

from nightschool.domain.codes import Education, Health, Mark
from nightschool.domain.household import Household
from nightschool.domain.identity import new
from nightschool.services import lessons, people, roll_call
from nightschool.services.history import history
from nightschool.services.workspace import Workspace
from tests.evenings import MARCH_1, citizen_no, held, neighbours
from tests.workspaces import SCHOOL


def test_each_change_of_each_field_in_words_the_latest_first(school: Workspace) -> None:
    (one,) = neighbours(school, "阿牛")
    people.edit_person(school, one, {"education": Education.PRIMARY}, "from the card")
    people.edit_person(school, one, {"education": Education.JUNIOR, "phone": "13800001111"})
    lines = history(school, "person", one)
    assert sorted((line.field, line.old, line.new, line.reason) for line in lines[:2]) == [
        ("Education", "primary school", "junior middle school", ""),
        ("Phone", "", "1380***1111", ""),
    ]
    assert [(line.old, line.new, line.reason) for line in lines[2:]] == [
        ("", "primary school", "from the card")
    ]
    assert lines[0].by == "tester"
    assert lines[0].at is not None


def test_numbers_are_masked_and_households_named(school: Workspace) -> None:
    (one,) = neighbours(school, "阿牛")
    home = people.add_household(school, Household(new(), SCHOOL, "5134321012080001"))
    people.edit_person(school, one, {"citizen_no": citizen_no(2), "household": home.id})
    said = {line.field: (line.old, line.new) for line in history(school, "person", one)}
    assert said["Household"] == ("", "5134321012080001")
    old, new_ = citizen_no(1), citizen_no(2)
    assert said["ID number"] == (
        f"{old[:4]}**********{old[-4:]}",
        f"{new_[:4]}**********{new_[-4:]}",
    )


def test_sets_flags_days_and_hours(school: Workspace) -> None:
    (one,) = neighbours(school, "阿牛")
    health = frozenset({Health.CHRONIC, Health.DISABLED})
    people.edit_person(school, one, {"health": health, "insured": True})
    said = {line.field: line.new for line in history(school, "person", one)}
    assert said == {
        "Health": "chronic illness, disabled",
        "Insured against serious illness": "yes",
    }
    evening = held(school, MARCH_1, [one])
    lessons.edit(
        school, evening.id, "mistyped", day=date(2018, 3, 2), half_hours=4, hours_reason="break"
    )
    said = {line.field: line.new for line in history(school, "lesson", evening.id)}
    assert said["Day"] == "2018-03-02"
    assert said["Class hours"] == "2"
    assert said["State"] == "held"


def test_a_line_of_a_roll_has_a_key_of_two_parts(school: Workspace) -> None:
    (one,) = neighbours(school, "阿牛")
    evening = held(school, MARCH_1, [one])
    roll_call.mark(school, evening.id, one, Mark.ABSENT, reason="was not there")
    (line,) = history(school, "attendance", evening.id + one)
    assert (line.field, line.old, line.new, line.reason) == (
        "Mark",
        "present",
        "absent",
        "was not there",
    )


def test_a_reference_to_what_is_gone_says_so(school: Workspace) -> None:
    (one,) = neighbours(school, "阿牛")
    assert history(school, "person", one) == []
