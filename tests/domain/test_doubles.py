from dataclasses import replace
from datetime import date

import pytest

from nightschool.domain import identity
from nightschool.domain.doubles import Why, likely_double
from nightschool.domain.person import Person

HOME = identity.new()
ANIU = Person(
    id=identity.new(),
    school="513432101208",
    name="吉克阿牛",
    household=HOME,
    citizen_no="51349919900228001X",
    birth_date=date(1990, 2, 28),
)


def another(**changes: object) -> Person:
    bare = Person(id=identity.new(), school=ANIU.school, name="沙马拉且")
    return replace(bare, **changes)  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"citizen_no": ANIU.citizen_no}, Why.CITIZEN_NO),
        ({"name": "吉克阿牛", "birth_date": ANIU.birth_date}, Why.NAME_AND_BIRTH),
        ({"name": "吉克·阿妞", "birth_date": ANIU.birth_date}, Why.NAME_AND_BIRTH),
        ({"name": "吉克阿牛", "household": HOME}, Why.NAME_AND_HOUSEHOLD),
        ({"name": "吉克阿牛", "birth_date": date(1991, 2, 28)}, None),
        ({"name": "吉克阿牛"}, None),
        ({"birth_date": ANIU.birth_date, "household": HOME}, None),
        ({"name": "", "birth_date": ANIU.birth_date, "household": HOME}, None),
    ],
)
def test_likely_doubles(changes: dict[str, object], why: Why | None) -> None:
    assert likely_double(another(**changes), ANIU) is why
    assert likely_double(ANIU, another(**changes)) is why


def test_nobody_is_a_double_of_themselves() -> None:
    assert likely_double(replace(ANIU, name="吉克阿妞"), ANIU) is None
