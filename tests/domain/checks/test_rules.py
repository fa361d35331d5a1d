"""The rules by themselves: what each finds, and where it begins to."""

from dataclasses import fields, replace
from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightschool.domain import labels
from nightschool.domain.checks import finding, of_lessons, of_people, settings, shares
from nightschool.domain.checks.finding import Finding
from nightschool.domain.checks.records import Evening, Home, Paper, Presence, Worker
from nightschool.domain.checks.rules import (
    BY_CODE,
    RULES,
    AgeLimits,
    AwayLimits,
    BunchLimits,
    Code,
    LongLimits,
    MonthLimits,
    SameLimits,
    ShortLimits,
    SizeLimits,
    UnreachedLimits,
)
from nightschool.domain.checks.shares import Share
from nightschool.domain.codes import Belonging, LeftReason
from nightschool.domain.identity import RowId, named
from nightschool.domain.policy import Hours, Policy
from nightschool.domain.progress import HouseholdName, HouseholdProgress, Learner, of_person
from nightschool.errors import UserError

SCHOOL = "513432101208"
MARCH_1 = date(2018, 3, 1)
POLICY = Policy()


def key(text: object) -> RowId:
    return named("test", f"{text}")


def evening(number: int = 0, day: date = MARCH_1, school: str = SCHOOL, **more: object) -> Evening:
    plain = Evening(key(number), school, "养蜂", day, time(19), time(21), 5)
    return replace(plain, **more)  # type: ignore[arg-type]  # of the record's own fields


def one(found: object) -> Finding:
    [found_] = list(found)  # type: ignore[call-overload]  # an iterable
    assert isinstance(found_, Finding)
    return found_


def test_every_rule_is_told_once_and_has_numbers_within_their_limits() -> None:
    assert [rule.code for rule in RULES] == list(Code)
    for rule in RULES:
        for each in fields(rule.limits):
            bounds = each.metadata
            assert bounds["low"] <= each.default <= bounds["high"]
            assert bounds["label"]


def test_the_months_that_are_over() -> None:
    assert of_lessons.months_over(POLICY, date(2018, 6, 13), 2) == [
        date(2018, 4, 1),
        date(2018, 5, 1),
    ]
    assert of_lessons.months_over(POLICY, date(2018, 6, 30), 1) == [date(2018, 6, 1)]
    assert of_lessons.months_over(POLICY, date(2018, 2, 1), 9) == [date(2018, 1, 1)]
    assert of_lessons.months_over(POLICY, date(2017, 12, 31), 9) == []
    assert of_lessons.months_over(POLICY, date(2021, 2, 28), 1) == [date(2020, 12, 1)]


@given(st.lists(st.integers(0, 40), max_size=8), st.integers(0, 3), st.integers(3, 5))
def test_lessons_a_month(days: list[int], least: int, most: int) -> None:
    held = [evening(number, MARCH_1 + timedelta(days=day)) for number, day in enumerate(days)]
    limits = MonthLimits(least, most)
    months = [MARCH_1, date(2018, 4, 1)]
    found = list(of_lessons.lessons_a_month({SCHOOL: None}, held, limits, months))
    for month in months:
        count = sum(each.day.month == month.month for each in held)
        told = [each for each in found if each.facts["month"] == f"{month:%Y-%m}"]
        assert len(told) == (count < least or count > most)
        assert all(each.facts["count"] == count for each in told)
    assert len({each.id for each in found}) == len(found)


def test_a_closed_school_is_not_asked_for_lessons() -> None:
    for closed_on, expected in ((date(2018, 3, 31), 0), (date(2018, 4, 1), 1)):
        schools = {SCHOOL: closed_on}
        found = of_lessons.lessons_a_month(schools, [], MonthLimits(), [MARCH_1])
        assert len(list(found)) == expected


@pytest.mark.parametrize(
    ("end", "half_hours", "short", "long"),
    [
        (time(20, 59), 4, True, False),
        (time(21), 5, False, False),
        (time(0), 13, False, False),
        (time(0, 1), 13, False, True),
        (time(21), 14, False, True),
    ],
)
def test_short_and_long_lessons(end: time, half_hours: int, short: bool, long: bool) -> None:
    held = [evening(end=end, half_hours=half_hours)]
    assert bool(list(of_lessons.short(held, ShortLimits()))) == short
    assert bool(list(of_lessons.long(held, LongLimits()))) == long


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 3)), max_size=10))
def test_a_bunch_is_several_rolls_of_a_day_long_after(when: list[tuple[int, int]]) -> None:
    held = [
        evening(number, MARCH_1 + timedelta(days=day), entered_on=date(2018, 4, 1 + entered))
        for number, (day, entered) in enumerate(when)
    ]
    limits = BunchLimits(lessons=3, days=14)
    found = list(of_lessons.late_bunch(held, limits))
    for entered in range(4):
        day = date(2018, 4, 1 + entered)
        late = [each for each in held if each.entered_on == day and (day - each.day).days > 14]
        told = [each for each in found if each.facts["entered"] == f"{day}"]
        assert len(told) == (len(late) >= 3)
        if told:
            assert told[0].facts["count"] == len(late)
            assert told[0].facts["day"] == f"{min(each.day for each in late)}"


def test_nobody_is_late_whose_day_is_not_known() -> None:
    held = [evening(number) for number in range(5)]
    assert list(of_lessons.late_bunch(held, BunchLimits(lessons=1, days=1))) == []


@given(st.lists(st.sampled_from(["ab", "ac", "abc"]), max_size=9), st.integers(2, 4))
def test_the_same_people_in_a_row(rolls: list[str], lessons: int) -> None:
    held = [
        evening(number, MARCH_1 + timedelta(days=number), came=len(roll))
        for number, roll in enumerate(rolls)
    ]
    present = {
        each.id: {key(name) for name in roll} for each, roll in zip(held, rolls, strict=True)
    }
    limits = SameLimits(lessons=lessons, people=2)
    found = list(of_lessons.same_people(held, present, limits))
    edges = [0, *(n for n, (a, b) in enumerate(pairwise(rolls), 1) if a != b), len(rolls)]
    runs = [(a, b) for a, b in pairwise(edges) if b - a >= lessons]
    told = [(each.record, each.facts["count"]) for each in found]
    assert told == [(held[a].id, b - a) for a, b in runs]
    few = SameLimits(lessons=lessons, people=4)
    assert list(of_lessons.same_people(held, present, few)) == []


@given(
    st.lists(st.tuples(st.integers(0, 2), st.sampled_from("ab"), st.integers(0, 47)), max_size=6)
)
def test_two_places(lines: list[tuple[int, str, int]]) -> None:
    """By comparing every pair; times in half hours over two days."""
    seen = []
    for number, (_school, who, at) in enumerate(lines):
        day, start = MARCH_1 + timedelta(days=at // 24), time(at % 24, 30)
        held = evening(number, day, start=start, end=time((start.hour + 2) % 24, 30))
        seen.append(Presence(key(f"{who}{_school}"), f"{SCHOOL}{_school}", who, who, held))
    expected = {
        a.person
        for a in seen
        for b in seen
        if a is not b and a.who == b.who and a.evening.overlaps(b.evening)
    }
    found = list(of_lessons.two_places(seen))
    assert {each.record for each in found} == expected
    assert len(found) == len(expected)


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 20), st.integers(1, 12)), max_size=8))
def test_clashing_lessons_are_those_that_overlap_pair_by_pair(
    lessons: list[tuple[int, int, int]],
) -> None:
    held = [
        evening(number, school=f"{school}", start=time(start), end=time((start + hours) % 24))
        for number, (school, start, hours) in enumerate(lessons)
    ]
    pairs = [(a, b) for a in held for b in held if a is not b and a.school == b.school]
    assert of_lessons.clashing(held) == {a.id for a, b in pairs if a.overlaps(b)}


def person(**more: object) -> Learner:
    birth = date(1985, 5, 20)
    plain = Learner(
        key("p"), SCHOOL, "阿牛", None, Belonging.REGISTERED, None, birth, None, "", None
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # of the record's own fields


def standing(first: date, last: date, **more: object) -> list[object]:
    hours = Hours(attended=2, called=2, first_day=first, last_day=last)
    return [of_person(person(**more), hours, POLICY, date(2018, 12, 31))]


def test_attended_after_leaving() -> None:
    for left, expected in ((date(2018, 3, 2), 0), (MARCH_1, 1)):
        gone = {"left_on": left, "left_reason": LeftReason.DIED}
        found = list(of_people.gone(standing(MARCH_1, MARCH_1, **gone)))  # type: ignore[arg-type]
        assert len(found) == expected
        for each in found:
            assert labels.label(LeftReason.DIED) in each.in_words()


@pytest.mark.parametrize(
    ("birth", "age"),
    [
        (date(2002, 3, 1), None),
        (date(2002, 3, 2), 15),
        (date(1948, 3, 2), None),
        (date(1948, 3, 1), 70),
        (None, None),
    ],
)
def test_age_on_the_day(birth: date | None, age: int | None) -> None:
    people = standing(MARCH_1, MARCH_1, birth_date=birth)
    found = list(of_people.age(people, POLICY, AgeLimits()))  # type: ignore[arg-type]
    assert [each.facts["age"] for each in found] == ([] if age is None else [age])


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 3))
def test_away_for_work(away: int, months: int, spare: int) -> None:
    worker = Worker(key("p"), SCHOOL, "阿牛", away, months)
    found = list(of_people.away([worker], 2018, AwayLimits(months=3, spare=spare)))
    assert bool(found) == (away >= 3 and away + months > 12 + spare)


@given(st.integers(0, 4), st.integers(0, 3), st.none() | st.integers(0, 5), st.integers(0, 2))
def test_households(members: int, heads: int, stated: int | None, spare: int) -> None:
    home = Home(key("h"), SCHOOL, "阿牛", stated, members, heads)
    assert bool(list(of_people.empty([home]))) == (members == 0)
    assert bool(list(of_people.head([home]))) == (members > 0 and heads != 1)
    unlike = members > 0 and stated is not None and abs(members - stated) > spare
    assert bool(list(of_people.size([home], SizeLimits(spare)))) == unlike


def test_a_household_is_asked_after_late_in_the_year() -> None:
    home = HouseholdProgress(
        key("h"), SCHOOL, HouseholdName("1", "阿牛"), 3, 2, 0, 0, trained=False, reached=False
    )
    limits = UnreachedLimits(month=7)
    assert list(of_people.unreached([home], date(2018, 6, 30), limits)) == []
    assert one(of_people.unreached([home], date(2018, 7, 1), limits)).label == "阿牛"
    fine = [replace(home, reached=True), replace(home, due=0)]
    assert list(of_people.unreached(fine, date(2018, 7, 1), limits)) == []


def test_a_certificate_without_the_hours() -> None:
    paper = Paper(key("c"), SCHOOL, "阿牛", "N-1", 48, 47)
    assert "23.5" in one(of_people.certificates([paper])).in_words()
    assert list(of_people.certificates([replace(paper, hours=48)])) == []


def test_findings_of_one_record_differ_by_month_and_year() -> None:
    ids = {finding.id_of(Code.AWAY, key("p"), {"year": year}) for year in (2018, 2019)} | {
        finding.id_of(Code.AGE, key("p"), {"age": age}) for age in (14, 15)
    }
    assert len(ids) == 3


def test_words_of_another_version_are_no_accident() -> None:
    assert finding.words("of_later", {}) == "of_later"
    assert finding.words("age", {"years": 3}) == "Too young or too old on the day"
    assert finding.words("gone", {"reason": "eaten"}) == "Attended after death or departure"
    for text in ("", "[1]", '{"a": null}', '{"a": [1]}', "{" * 5000):
        assert finding.from_json(text) == {}
    assert finding.from_json(finding.to_json({"age": 3})) == {"age": 3}


@given(st.sampled_from(RULES), st.data())
def test_numbers_survive_the_way_through_json(rule: object, data: st.DataObject) -> None:
    assert isinstance(rule, type(RULES[0]))
    numbers = {
        each.name: data.draw(st.integers(each.metadata["low"], each.metadata["high"]))
        for each in fields(rule.limits)
    }
    try:
        limits = settings.limits_of(rule.code, numbers)
    except UserError:
        assert numbers["least"] > numbers["most"]
        return
    assert settings.from_json(rule.code, settings.to_json(limits)) == limits


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"minutes": 0}', '{"minutes": "120"}', '{"minutes": true}', "[" * 5000]
)
def test_numbers_that_cannot_be_are_the_usual_ones(text: str) -> None:
    assert settings.from_json(Code.SHORT_LESSON, text) == ShortLimits()


def test_numbers_are_refused_in_words() -> None:
    with pytest.raises(UserError, match="no number years"):
        settings.limits_of(Code.SHORT_LESSON, {"years": 3})
    with pytest.raises(UserError, match="from 1 to 720"):
        settings.limits_of(Code.SHORT_LESSON, {"minutes": 0})
    with pytest.raises(UserError, match="cannot need more"):
        settings.limits_of(Code.LESSONS_A_MONTH, {"least": 9})
    assert settings.limits_of(Code.EMPTY, {}) == BY_CODE[Code.EMPTY].limits()


def test_rolls_on_time() -> None:
    on = date(2018, 6, 13)
    held = [
        evening(1, entered_on=MARCH_1 + timedelta(days=14)),
        evening(2, entered_on=MARCH_1 + timedelta(days=15)),
        evening(3),
        evening(4, date(2017, 12, 31), entered_on=date(2018, 5, 1)),
    ]
    waiting = [evening(5, on - timedelta(days=14)), evening(6, on - timedelta(days=15))]
    assert shares.on_time(held, waiting, on, BunchLimits()) == {SCHOOL: Share(1, 3)}
    late = shares.overdue(held, waiting, on, BunchLimits())
    assert [each.id for each in late] == [key(2), key(6)]
    assert Share(1, 3).percent == 33.3
    assert Share().percent is None


def test_what_a_record_lacks() -> None:
    assert shares.lacking(("1", None, date(1985, 1, 1), key("h"), None, "x")) == (
        "sex",
        "relation",
    )
