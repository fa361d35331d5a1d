"""Finding names by pinyin."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightschool.domain import pinyin

NAMES = st.text(
    alphabet="阿木吉克沙马拉且曲比伍呷什扎石果曾单仇乐重长·A6 ", min_size=1, max_size=24
)


def like(pattern: str, value: str) -> bool:
    """What SQL's LIKE says."""
    return re.fullmatch(".*".join(map(re.escape, pattern.split("%"))), value) is not None


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("曾阿牛", "can"),
        ("曾阿牛", "zan"),
        ("曾阿牛", "zenganiu"),
        ("曾阿牛", "cenga"),
        ("仇和", "qiu"),
        ("仇和", "chou"),
        ("单光", "sg"),
        ("单光", "dan"),
        ("吉克·阿依莫", "JiKe A"),
        ("吉克·阿依莫", "jkaym"),
        ("吉克·阿依莫", "克阿依"),
        ("吉克阿依莫", "吉克·阿"),
        ("吕绿", "lvlv"),
        ("阿果A", "ag a"),
        ("沙马拉且", ""),
    ],
)
def test_a_name_is_found_by(name: str, query: str) -> None:
    assert pinyin.matches(name, query)
    assert like(pinyin.like_pattern(query), pinyin.search_key(name))


@pytest.mark.parametrize(
    ("name", "query"),
    [("曾阿牛", "niu"), ("曾阿牛", "马"), ("曾阿牛", "a"), ("", "a"), ("沙马", "smx")],
)
def test_a_name_is_not_found_by(name: str, query: str) -> None:
    assert not pinyin.matches(name, query)
    assert not like(pinyin.like_pattern(query), pinyin.search_key(name))


@pytest.mark.parametrize("query", ["%", "_", "' OR 1", "a_b%"])
def test_a_pattern_holds_no_wildcard_of_the_user(query: str) -> None:
    assert "_" not in pinyin.like_pattern(query)
    assert "%" not in pinyin.like_pattern(query).strip("%")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("沙马拉且", "smlq"),
        ("俄底克古", "edkg"),
        ("曲比伍呷", "qbwg"),
        ("曾阿牛", "zan"),
        ("仇一", "qy"),
        ("单一", "sy"),
        ("吉克 · 阿牛", "jkan"),
        ("", ""),
    ],
)
def test_initials(name: str, expected: str) -> None:
    assert pinyin.initials(name) == expected


def test_readings_are_toneless_and_all_there() -> None:
    assert set(pinyin.readings("曾")) == {"zeng", "ceng"}
    assert pinyin.readings("女")[0] == "nv"
    assert pinyin.readings("A") == ("a",)
    assert pinyin.readings("ꀀ") == ("ꀀ",)


@given(NAMES, st.text(alphabet="aejkmqszuA6阿马曾1", max_size=4))
def test_the_column_finds_what_the_rule_finds(name: str, query: str) -> None:
    found = like(pinyin.like_pattern(query), pinyin.search_key(name))
    assert found == pinyin.matches(name, query)


@given(NAMES)
def test_a_key_stays_small_and_every_single_reading_is_in_it(name: str) -> None:
    plain = pinyin.bare(name)
    key = pinyin.search_key(name).split(" ")
    assert len(key) <= 1 + 2 * pinyin.MOST_COMBINATIONS
    for reading in pinyin.readings(plain[0]) if plain else ():
        assert any(word.startswith(reading) for word in key[1:])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("吉克阿牛", "吉克·阿纽"),
        ("沙马拉且", "沙玛拉且"),
        ("陈兵", "程斌"),
        ("石一", "四一"),
        ("那日", "拉日"),
        ("曾石", "曾史"),
    ],
)
def test_names_that_sound_alike(one: str, other: str) -> None:
    assert pinyin.sounds_like(one, other)
    assert pinyin.sounds_like(other, one)


@pytest.mark.parametrize(("one", "other"), [("吉克", "吉克阿"), ("王五", "李五"), ("阿", "")])
def test_names_that_do_not(one: str, other: str) -> None:
    assert not pinyin.sounds_like(one, other)


@given(NAMES, NAMES)
def test_names_of_one_sound_key_sound_alike(one: str, other: str) -> None:
    assert pinyin.sounds_like(one, one)
    if pinyin.sound_key(one) == pinyin.sound_key(other):
        assert pinyin.sounds_like(one, other)
