from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightschool.domain import identity, likeness
from nightschool.domain.codes import Belonging, Sex
from nightschool.domain.likeness import Sign, Suspect, candidates, name_sign

SCHOOL, OTHER = "513432101208", "513432101205"
VILLAGES = {SCHOOL: "小山村", OTHER: "新桥村"}
BIRTH = date(1990, 2, 28)
HOME = identity.new()
ANIU = Suspect(identity.new(), SCHOOL, "吉克阿牛", HOME, sex=Sex.MALE, birth_date=BIRTH)


def another(**changes: object) -> Suspect:
    bare = Suspect(identity.new(), OTHER, "吉克阿牛", sex=Sex.MALE)
    return replace(bare, **changes)  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    ("one", "other", "sign"),
    [
        ("吉克阿牛", "吉克阿牛", Sign.SAME_NAME),
        ("吉克·阿牛", "吉克 阿牛", Sign.SAME_NAME),
        ("吉克阿牛", "吉克阿妞", Sign.SOUNDS_ALIKE),
        ("沙马拉且", "沙玛拉切", Sign.SOUNDS_ALIKE),
        ("吉克阿牛", "阿牛吉克", Sign.OTHER_ORDER),
        ("马海史布", "史布·马海", Sign.OTHER_ORDER),
        ("王刚", "刚王", Sign.OTHER_NAME),
        ("吉克阿牛", "沙马拉且", Sign.OTHER_NAME),
        ("吉克阿牛", "吉克阿牛木", Sign.OTHER_NAME),
        ("", "", Sign.OTHER_NAME),
    ],
)
def test_how_alike_names_are(one: str, other: str, sign: Sign) -> None:
    assert name_sign(one, other) is sign
    assert name_sign(other, one) is sign
    if sign is not Sign.OTHER_NAME:
        assert likeness.sounds(one) & likeness.sounds(other)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"birth_date": BIRTH}, True),
        ({"birth_date": BIRTH, "sex": Sex.FEMALE}, False),
        ({"birth_date": BIRTH, "name": "阿牛吉克"}, True),
        ({"household": HOME, "school": SCHOOL}, True),
        ({"school": SCHOOL}, True),
        ({"school": SCHOOL, "birth_date": date(1971, 5, 1)}, False),
        ({}, False),
        ({"belonging": Belonging.GUEST, "home": "冕山镇小山村三组"}, True),
        ({"belonging": Belonging.GUEST, "home": "大山村"}, False),
        ({"name": "沙马拉且", "birth_date": BIRTH, "household": HOME, "school": SCHOOL}, False),
        ({"birth_date": BIRTH, "moved_from": ANIU.id}, False),
    ],
)
def test_what_makes_a_pair(changes: dict[str, object], found: bool) -> None:
    other = another(**changes)
    assert (likeness.likeness(ANIU, other, VILLAGES) is not None) is found
    assert bool(candidates([ANIU, other], VILLAGES)) is found


def test_one_number_for_two_names_is_shown_and_two_numbers_speak_against() -> None:
    one = replace(ANIU, citizen_no="51349919900228001X")
    same = another(citizen_no=one.citizen_no, name="沙马拉且", birth_date=BIRTH)
    near = another(citizen_no="513499199002280133", birth_date=BIRTH)
    far = another(citizen_no="513499199002289996", birth_date=BIRTH)
    found = {
        each.second if each.first == one.id else each.first: each
        for each in candidates([one, same, near, far], VILLAGES)
        if one.id in (each.first, each.second)
    }
    assert Sign.OTHER_NAME in found[same.id].signs
    assert Sign.NEAR_CITIZEN_NO in found[near.id].signs
    assert far.id not in found


def test_the_likeliest_come_first() -> None:
    sure = another(birth_date=BIRTH, household=HOME, school=SCHOOL)
    less = another(birth_date=BIRTH, name="吉克阿妞")
    pairs = candidates([less, ANIU, sure], VILLAGES)
    assert [pair.score for pair in pairs] == sorted((p.score for p in pairs), reverse=True)
    assert {pairs[0].first, pairs[0].second} == {ANIU.id, sure.id}


def test_a_crowd_costs_no_more_than_its_number() -> None:
    """Of one name and birth date, as a careless list may have it, only neighbours are compared."""
    crowd = [another(birth_date=BIRTH, school=SCHOOL) for _one in range(3_000)]
    assert len(candidates(crowd, VILLAGES)) < 4 * len(crowd)


suspects = st.builds(
    Suspect,
    id=st.integers(0, 2**64).map(lambda number: identity.named("person", str(number))),
    school=st.sampled_from([SCHOOL, OTHER]),
    name=st.sampled_from(["吉克阿牛", "吉克阿妞", "阿牛吉克", "沙马拉且", "单乐", "单月"]),
    household=st.sampled_from([None, HOME]),
    belonging=st.sampled_from(list(Belonging)),
    citizen_no=st.sampled_from([None, None, "51349919900228001X", "513499199002280133"]),
    sex=st.sampled_from([None, *Sex]),
    birth_date=st.sampled_from([None, BIRTH, date(1990, 2, 27), date(1971, 5, 1)]),
    phone=st.sampled_from(["", "", "13800000000"]),
    home=st.sampled_from(["", "小山村", "新桥"]),
    left_on=st.sampled_from([None, None, date(2018, 1, 1)]),
)


@given(st.lists(suspects, max_size=likeness.CROWD, unique_by=lambda one: one.id))
def test_the_buckets_lose_no_pair(people: list[Suspect]) -> None:
    """The quick search finds what comparing each with each finds, however they are ordered."""
    slow = [
        pair
        for one, other in combinations(people, 2)
        if (pair := likeness.likeness(one, other, VILLAGES))
    ]
    slow.sort(key=lambda pair: (-pair.score, pair.first, pair.second))
    quick = candidates(people, VILLAGES)
    assert [(pair.first, pair.second, pair.score) for pair in quick] == [
        (pair.first, pair.second, pair.score) for pair in slow
    ]
    assert {*candidates(people[::-1], VILLAGES)} == {*quick}


@given(suspects, suspects)
def test_it_does_not_matter_who_is_named_first(one: Suspect, other: Suspect) -> None:
    assert likeness.likeness(one, other, VILLAGES) == likeness.likeness(other, one, VILLAGES)
    assert likeness.pair_key(one.id, other.id) == likeness.pair_key(other.id, one.id)


def test_every_reason_has_words() -> None:
    assert all(likeness.in_words(sign) for sign in Sign)
    assert set(likeness.WEIGHTS) == set(Sign)
