import pytest

from nightschool.domain import identity
from nightschool.domain.codes import LecturerKind, ProvincialKind, SubjectGroup
from nightschool.errors import UserError
from nightschool.services import courses, lecturers
from nightschool.services.workspace import Workspace
from tests.workspaces import SCHOOL

SKILLS, SPECIAL = ProvincialKind.SKILLS, SubjectGroup.SPECIAL


def test_a_course_is_found_by_code_title_or_part_of_it(school: Workspace) -> None:
    course = courses.find(school, "zc01")
    assert courses.find(school, course.title) == course
    assert courses.find(school, course.title[:-1]) == course
    with pytest.raises(UserError, match="no course 9999"):
        courses.find(school, "9999")
    with pytest.raises(UserError, match="courses are called"):
        courses.find(school, "补助")


def test_a_school_adds_courses_of_its_own_for_itself_alone(
    school: Workspace, county: Workspace
) -> None:
    own = courses.add_course(school, " 苦荞新种 ", SKILLS, SPECIAL, "苦荞种植")
    assert (own.code, own.title, own.skill) == ("Z01", "苦荞新种", "苦荞种植")
    assert courses.find(school, "苦荞新种") == own
    with pytest.raises(UserError, match="already"):
        courses.add_course(school, "苦荞新种", SKILLS, SPECIAL)
    assert courses.add_course(school, "养蜂二班", SKILLS, SPECIAL).code == "Z02"
    with pytest.raises(UserError, match="no title"):
        courses.add_course(school, " ", SKILLS, SPECIAL)


def test_a_county_adds_for_all_its_schools_or_for_one(county: Workspace) -> None:
    common = courses.add_course(county, "防火", SKILLS, SPECIAL)
    own = courses.add_course(county, "苦荞新种", SKILLS, SPECIAL, school=SCHOOL)
    assert common in courses.courses(county)
    assert own not in courses.courses(county)
    assert {common, own} <= set(courses.courses(county, SCHOOL))


def test_out_of_use_is_not_offered_and_not_forgotten(school: Workspace) -> None:
    own = courses.add_course(school, "苦荞新种", SKILLS, SPECIAL)
    after = courses.deactivate(school, own.id)
    assert not after.active
    assert after not in courses.courses(school)
    assert after in courses.courses(school, every=True)


def test_a_school_leaves_the_countys_courses_alone(school: Workspace, county: Workspace) -> None:
    with pytest.raises(UserError, match="county's"):
        courses.deactivate(school, courses.find(school, "ZC01").id)
    with pytest.raises(UserError, match="county's"):
        courses.deactivate(school, identity.new())
    assert not courses.deactivate(county, courses.find(county, "ZC01").id).active


def test_lecturers_of_the_school_and_of_the_countys_pool(county: Workspace) -> None:
    pool = lecturers.add_lecturer(county, "农技员", LecturerKind.EXPERT)
    own = lecturers.add_lecturer(county, "阿西", LecturerKind.DOCTOR, school=SCHOOL)
    assert lecturers.lecturers(county) == [pool]
    assert set(lecturers.lecturers(county, SCHOOL)) == {pool, own}
    assert lecturers.find(county, "阿西", SCHOOL) == own
    with pytest.raises(UserError, match="Add the lecturer first"):
        lecturers.find(county, "阿西")
    with pytest.raises(UserError, match="already"):
        lecturers.add_lecturer(county, "农技员", LecturerKind.EXPERT, school=SCHOOL)
    with pytest.raises(UserError, match="name is missing"):
        lecturers.add_lecturer(county, " ", LecturerKind.EXPERT)
