from datetime import date
from typing import Any

import pytest

from nightschool.domain.codes import LeftReason, Sex
from nightschool.domain.household import Household
from nightschool.domain.identity import new
from nightschool.services import people_checks
from tests.evenings import citizen_no, person
from tests.workspaces import SCHOOL

BORN = date(1985, 5, 20)


def test_a_good_person_has_no_findings() -> None:
    one = person("吉克·阿牛", 2, phone="138 0000-1111", person_no="513432101208000101")
    assert people_checks.check(one) == {}
    assert people_checks.check(person("阿牛")) == {}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "阿牛2"}, "name"),
        ({"citizen_no": citizen_no(1)[:-1]}, "citizen_no"),
        ({"citizen_no": citizen_no(1), "birth_date": date(1985, 5, 21)}, "birth_date"),
        ({"citizen_no": citizen_no(1), "sex": Sex.FEMALE}, "sex"),
        ({"birth_date": date(2999, 1, 1)}, "birth_date"),
        ({"person_no": "12"}, "person_no"),
        ({"phone": "none"}, "phone"),
        ({"work_months": 13}, "work_months"),
        ({"left_on": date(2018, 1, 1)}, "left_on"),
        ({"left_on": date(1980, 1, 1), "left_reason": LeftReason.DIED}, "left_on"),
    ],
)
def test_what_is_wrong_stands_at_its_field(fields: dict[str, Any], field: str) -> None:
    found = people_checks.check(person(**({"name": "阿牛"} | fields)))
    assert list(found) == [field]
    assert found[field]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"number": "12"}, "number"),
        ({"phone": "x"}, "phone"),
        ({"stated_size": 0}, "stated_size"),
        ({"income": -1}, "income"),
    ],
)
def test_households(fields: dict[str, Any], field: str) -> None:
    assert list(people_checks.check_household(Household(new(), SCHOOL, **fields))) == [field]
    good = Household(new(), SCHOOL, "5134321012080001", stated_size=4, income=3200)
    assert people_checks.check_household(good) == {}
