"""The official list of villages, the catalogue of courses."""

from collections import Counter

import pytest

from nightschool.domain import catalogue, course, registry
from nightschool.domain.codes import CourseKind, ProvincialKind, SubjectGroup

XIAOSHAN = "513432101208"


def test_the_list_is_whole() -> None:
    schools = registry.find("")
    assert len(schools) == 3745
    assert len({school.code for school in schools}) == 3745
    assert len({school.township_code for school in schools}) == 567
    assert [school.code for school in schools] == sorted(school.code for school in schools)
    for school in schools:
        assert len(school.code) == 12
        assert school.code.startswith(school.township_code)
        assert school.township_code.startswith(school.county_code)
        assert registry.by_code(school.code) is school
        assert school.village.endswith("村")


def test_no_township_has_two_villages_of_one_name() -> None:
    names = Counter((school.township_code, school.village) for school in registry.find(""))
    assert max(names.values()) == 1


def test_counties() -> None:
    assert len(registry.counties()) == 17
    assert registry.counties()["513432"] == "喜德县"
    assert len(registry.of_county("513432")) == 170
    assert sum(len(registry.of_county(code)) for code in registry.counties()) == 3745
    assert registry.of_county("999999") == []
    assert registry.by_code("513432") is None


@pytest.mark.parametrize(
    ("official", "expected"),
    [
        ("小山村村民委员会", "小山村"),
        ("小山村民委员会", "小山村"),
        ("小山村委会", "小山村"),
        ("小山村村委会", "小山村"),
        ("小山村", "小山村"),
        ("官村村村民委员会", "官村村"),
        ("八一村民委员会员", "八一村"),
        ("新农村民委员会", "新农村"),
    ],
)
def test_names_of_villages(official: str, expected: str) -> None:
    assert registry.village_name(official) == expected


@pytest.mark.parametrize(
    "text",
    [
        "喜德 小山",
        "小山 喜德",
        "冕山 小山村委会",
        "喜德县冕山镇小山村",
        "喜德县冕山镇小山村农民夜校",
        "xide xiaoshan",
        "XD XIAOSHAN",
        "513432 xs 冕山",
        "５１３４３２１０１２０８",
        XIAOSHAN,
    ],
)
def test_xiaoshan_is_found_by(text: str) -> None:
    assert [school.code for school in registry.find(text)] == [XIAOSHAN]


def test_whole_names_come_first() -> None:
    for text in ("大村", "大村村民委员会", "大", "dacun", "dc"):
        assert registry.find(text, limit=1)[0].village in {"大村"}
    found = registry.find("xs")
    assert {school.village[0] for school in found} > {"小", "新"}
    assert len(registry.find("xs", limit=3)) == 3


@pytest.mark.parametrize("text", ["不存在", "喜德 不存在", "5", "zzzz", "999999999999"])
def test_nothing_is_found_by(text: str) -> None:
    assert registry.find(text) == []


def test_every_village_is_found_by_its_own_names() -> None:
    for school in registry.find("")[::97]:
        assert school in registry.find(school.place)
        assert school in registry.find(school.village)
        assert school in registry.find(school.code[:9])


def test_the_catalogue_covers_every_kind_and_group() -> None:
    courses = catalogue.courses("513432")
    assert 60 <= len(courses) <= 117
    assert len({one.code for one in courses}) == len({one.title for one in courses}) == len(courses)
    assert {one.provincial_kind for one in courses} == set(ProvincialKind)
    assert {one.kind for one in courses} == set(CourseKind)
    assert {one.group for one in courses} == set(SubjectGroup)
    assert all(one.kind is CourseKind.TECHNOLOGY for one in courses if one.skill)
    assert courses[0].id == course.key("513432", courses[0].code)
    assert courses[0].id != catalogue.courses("513433")[0].id
