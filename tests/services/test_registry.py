"""The county's register of its schools, and its catalogue: what is written reaches the laptops."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from nightschool.domain.codes import LecturerKind, ProvincialKind, SubjectGroup
from nightschool.errors import UserError
from nightschool.services import (
    courses,
    enrolment,
    history,
    lecturers,
    registry,
    schools,
    signing_in,
)
from nightschool.services.workspace import Workspace
from tests.services.desks import PASSWORD, add_person, carry, new_laptop
from tests.workspaces import SCHOOL

NEW = "513432101299"


def test_what_the_county_writes_reaches_the_laptop(county: Workspace, tmp_path: Path) -> None:
    with closing(new_laptop(county, tmp_path / "laptop")) as laptop:
        add_person(laptop)
        carry(laptop, county, tmp_path / "stick")
        registry.rename(county, SCHOOL, "大山村", "并村")
        registry.set_contact(county, SCHOOL, head="阿说", keeper="吉克", phone="0834-1234567")
        registry.new_school(county, NEW, "新民村")
        one = courses.courses_of_desk(county)[0]
        courses.edit_course(county, one.id, title="新编第一课", kind=ProvincialKind.SKILLS)
        courses.deactivate(county, courses.courses_of_desk(county)[1].id)
        [back] = carry(county, laptop, tmp_path / "stick")
        assert back.state == "merged"
        mine = schools.school_of(laptop, SCHOOL)
        assert (mine.village, mine.head, mine.keeper) == ("大山村", "阿说", "吉克")
        assert schools.school_of(laptop, NEW).township == mine.township
        assert courses.find(laptop, "新编第一课").provincial_kind is ProvincialKind.SKILLS
        assert len(courses.courses(laptop)) == len(courses.courses(laptop, every=True)) - 1


def test_a_new_name_keeps_the_old_one_in_the_history(county: Workspace) -> None:
    registry.rename(county, SCHOOL, "大山村", "并村")
    [line] = history.history(county, "school", schools.school_of(county, SCHOOL).id)
    assert (line.old, line.new, line.reason, line.by) == ("小山村", "大山村", "并村", "tester")
    with pytest.raises(UserError, match="already"):
        registry.rename(county, "513432101200", "大山村")


@pytest.mark.parametrize(
    ("code", "village", "township"),
    [
        ("51343210129", "新民村", ""),
        ("513431101299", "新民村", ""),
        (SCHOOL, "新民村", ""),
        (NEW, " ", ""),
        (NEW, "小山村", ""),
        ("513432999201", "新民村", ""),
    ],
)
def test_a_school_that_cannot_be_is_not_made(
    county: Workspace, code: str, village: str, township: str
) -> None:
    before = schools.served(county)
    with pytest.raises(UserError):
        registry.new_school(county, code, village, township)
    assert schools.served(county) == before


def test_a_township_that_is_new_has_a_name(county: Workspace) -> None:
    made = registry.new_school(county, "513432999201", "新民村", "新镇")
    assert (made.township_code, made.township, made.county) == ("513432999", "新镇", "喜德县")
    assert registry.townships(schools.served(county))["513432999"] == "新镇"


def test_a_laptop_of_a_school_that_the_list_lacks(county: Workspace, tmp_path: Path) -> None:
    registry.new_school(county, NEW, "新民村")
    made = enrolment.enrol(county, (NEW,), tmp_path / "files")
    enrolment.create_from(tmp_path / "laptop", made.file, made.code, lambda: PASSWORD)
    with closing(signing_in.sign_in(tmp_path / "laptop", PASSWORD)) as laptop:
        assert laptop.scope == NEW
        assert schools.code_of(laptop) == NEW
        assert schools.school_of(laptop, NEW).village == "新民村"


def test_only_the_county_keeps_the_register(school: Workspace) -> None:
    acts: list[Callable[[], object]] = [
        lambda: registry.rename(school, SCHOOL, "大山村"),
        lambda: registry.new_school(school, NEW, "新民村"),
        lambda: registry.set_contact(school, SCHOOL, head="阿说"),
    ]
    for act in acts:
        with pytest.raises(UserError, match="county"):
            act()


def test_a_phone_that_is_none(county: Workspace) -> None:
    with pytest.raises(UserError, match="phone"):
        registry.set_contact(county, SCHOOL, phone="call me")
    assert registry.set_contact(county, SCHOOL, phone="").phone == ""


def test_schools_are_found_by_name_code_and_pinyin(county: Workspace) -> None:
    one = schools.school_of(county, SCHOOL)
    for text in ("小山", SCHOOL, "513432101", "xs", "冕山 小山", ""):
        assert registry.found_by(one, text)
    assert not registry.found_by(one, "大")


def test_the_catalogue_is_corrected(county: Workspace, school: Workspace) -> None:
    one, other = courses.courses_of_desk(county)[:2]
    with pytest.raises(UserError, match="already"):
        courses.edit_course(county, one.id, title=other.title)
    with pytest.raises(UserError, match="title"):
        courses.edit_course(county, one.id, title=" ")
    after = courses.edit_course(county, one.id, group=SubjectGroup.SPECIAL, skill="嫁接")
    assert (after.title, after.group, after.skill) == (one.title, SubjectGroup.SPECIAL, "嫁接")
    courses.deactivate(county, one.id)
    assert one.id not in {each.id for each in courses.courses(county)}
    assert courses.activate(county, one.id).active
    with pytest.raises(UserError, match="county"):
        courses.edit_course(school, courses.courses(school)[0].id, title="新课")


def test_the_pool_of_lecturers(county: Workspace) -> None:
    one = lecturers.add_lecturer(county, "王建国", LecturerKind.EXPERT)
    after = lecturers.edit_lecturer(county, one.id, phone="13900000000", active=False)
    assert (after.name, after.phone, after.active) == ("王建国", "13900000000", False)
    assert lecturers.lecturers(county) == []
    assert lecturers.pool(county) == [after]
    with pytest.raises(UserError, match="name"):
        lecturers.edit_lecturer(county, one.id, name=" ")
