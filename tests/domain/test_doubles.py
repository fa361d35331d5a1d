from dataclasses import replace
from datetime import date

import pytest

from nightschool.domain import identity, person
from nightschool.domain.codes import Belonging, LeftReason
from nightschool.domain.doubles import Why, filled, in_order, likely_double
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


def test_within_a_school_the_register_stands_then_the_earlier_row() -> None:
    """Whatever anybody edits: so rows that two desks join never form a ring."""
    listed = replace(ANIU, id=person.key(ANIU.school, "513432101208000101"))
    later = another(belonging=Belonging.REGISTERED)
    assert in_order(ANIU, listed) == in_order(listed, ANIU) == (listed, ANIU)
    assert in_order(later, ANIU) == (ANIU, later)
    gone = replace(ANIU, left_on=date(2018, 1, 1), belonging=Belonging.GUEST)
    assert in_order(later, gone) == (gone, later)


def test_between_schools_whoever_lives_there_stands() -> None:
    guest = another(school="513432101205", belonging=Belonging.GUEST)
    gone = another(school="513432101205", left_on=date(2018, 1, 1))
    late = replace(ANIU, id=identity.new())
    assert in_order(guest, late)[0] is late
    assert in_order(gone, late)[0] is late


def test_what_stands_takes_what_it_lacks() -> None:
    left = {"left_on": date(2018, 1, 1), "left_reason": LeftReason.MOVED}
    bare = another(belonging=Belonging.GUEST, phone="13800000000", **left)
    taken = filled(bare, replace(ANIU, phone="13900000000", insured=False))
    assert taken == {
        "citizen_no": ANIU.citizen_no,
        "birth_date": ANIU.birth_date,
        "insured": False,
        "household": HOME,
        "relation": None,
        "relation_text": "",
        "belonging": Belonging.REGISTERED,
        "left_on": None,
        "left_reason": None,
    }
    assert filled(ANIU, bare) == {"phone": "13800000000"}
    assert filled(replace(bare, school="513432101205"), ANIU) == {}
