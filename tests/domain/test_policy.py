from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightschool.domain import person, policy
from nightschool.domain.codes import Belonging, CourseKind, Labour, Sex
from nightschool.domain.policy import Hours, Missing, Policy, WhyNotDue
from nightschool.errors import UserError

POLICY = Policy()
DAY = date(2018, 6, 1)
ABI = person.Person(
    id=person.key("513432101208", "513432101208000101"),
    school="513432101208",
    name="吉克阿牛",
    sex=Sex.MALE,
    birth_date=date(1990, 2, 28),
    labour=Labour.ORDINARY,
)

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(birth=days, day=days)
def test_age_grows_by_one_on_the_birthday_and_never_else(birth: date, day: date) -> None:
    yesterday = day - timedelta(days=1)
    grown = policy.age_on(birth, day) - policy.age_on(birth, yesterday)
    leaps = (birth.month, birth.day) == (2, 29)
    is_leap_year = day.year % 4 == 0 and (day.year % 100 != 0 or day.year % 400 == 0)
    birthday = (3, 1) if leaps and not is_leap_year else (birth.month, birth.day)
    assert grown == ((day.month, day.day) == birthday)
    assert policy.age_on(birth, birth) == 0


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(2002, 6, 1), date(2018, 5, 31), 15),
        (date(2002, 6, 1), date(2018, 6, 1), 16),
        (date(2000, 2, 29), date(2016, 2, 28), 15),
        (date(2000, 2, 29), date(2016, 2, 29), 16),
        (date(2000, 2, 29), date(2018, 2, 28), 17),
        (date(2000, 2, 29), date(2018, 3, 1), 18),
    ],
)
def test_age(birth: date, day: date, age: int) -> None:
    assert policy.age_on(birth, day) == age


@given(start=days, years=st.integers(1, 10))
def test_the_rotation_ends_on_the_day_of_its_start(start: date, years: int) -> None:
    end = Policy(start=start, years=years).end
    assert end.year == start.year + years
    assert (end.month, end.day) in {(start.month, start.day), (3, 1)}


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, None),
        ({"belonging": Belonging.VILLAGER}, WhyNotDue.NOT_REGISTERED),
        ({"belonging": Belonging.GUEST}, WhyNotDue.NOT_REGISTERED),
        ({"left_on": DAY}, WhyNotDue.LEFT),
        ({"left_on": DAY + timedelta(days=1)}, None),
        ({"birth_date": None}, WhyNotDue.NO_BIRTH_DATE),
        ({"birth_date": date(2002, 6, 2)}, WhyNotDue.TOO_YOUNG),
        ({"birth_date": date(2002, 6, 1)}, None),
        ({"birth_date": date(1958, 6, 2)}, None),
        ({"birth_date": date(1958, 6, 1)}, WhyNotDue.TOO_OLD),
        ({"labour": None}, WhyNotDue.LABOUR),
        ({"labour": Labour.LOST}, WhyNotDue.LABOUR),
        ({"labour": Labour.WEAK}, None),
        ({"schooling": "高中"}, WhyNotDue.PUPIL),
        ({"schooling": "非在校生"}, None),
    ],
)
def test_who_is_due(changes: dict[str, object], why: WhyNotDue | None) -> None:
    someone = replace(ABI, **changes)  # type: ignore[arg-type]  # fields of many types
    assert policy.why_not_due(someone, POLICY, DAY) == why
    assert policy.is_due(someone, POLICY, DAY) == (why is None)


def test_the_county_sets_ages_for_women_and_men() -> None:
    rules = Policy(female_ages=(18, 54))
    born = date(1963, 1, 1)
    assert policy.is_due(replace(ABI, birth_date=born), rules, DAY)
    assert not policy.is_due(replace(ABI, birth_date=born, sex=Sex.FEMALE), rules, DAY)
    assert policy.is_due(replace(ABI, birth_date=born, sex=None), rules, DAY)


@pytest.mark.parametrize(
    ("half_hours", "missing"),
    [
        ({}, Missing(48, 16, 2)),
        ({CourseKind.TECHNOLOGY: 47}, Missing(1, 0, 1)),
        ({CourseKind.TECHNOLOGY: 48}, Missing(0, 0, 1)),
        ({CourseKind.TECHNOLOGY: 48, CourseKind.POLICY: 0}, Missing(0, 0, 1)),
        ({CourseKind.TECHNOLOGY: 15, CourseKind.POLICY: 40}, Missing(0, 1, 0)),
        ({CourseKind.TECHNOLOGY: 16, CourseKind.CUSTOMS: 32}, policy.NOTHING),
    ],
)
def test_what_is_missing(half_hours: dict[CourseKind, int], missing: Missing) -> None:
    assert policy.missing(Hours(half_hours), POLICY) == missing


def test_the_default_rules_can_be() -> None:
    policy.check(POLICY)


@pytest.mark.parametrize(
    "wrong",
    [
        Policy(years=0),
        Policy(years=11),
        Policy(targets=(35, 30, 100)),
        Policy(targets=(-1, 70, 100)),
        Policy(targets=(35, 70, 101)),
        Policy(half_hours=0),
        Policy(technology_half_hours=49),
        Policy(technology_half_hours=-1),
        Policy(kinds=0),
        Policy(kinds=5),
        Policy(male_ages=(60, 16)),
        Policy(female_ages=(16, 121)),
        Policy(labour=frozenset()),
    ],
)
def test_rules_that_cannot_be_are_refused(wrong: Policy) -> None:
    with pytest.raises(UserError):
        policy.check(wrong)
