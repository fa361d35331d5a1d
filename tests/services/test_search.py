from datetime import date

import pytest

from nightschool.domain.codes import LeftReason
from nightschool.services import people, search
from nightschool.services.search import Kind
from nightschool.services.workspace import Workspace
from tests.evenings import citizen_no, evening, held, neighbours, person
from tests.workspaces import SCHOOL


def titles(workspace: Workspace, text: str, kind: Kind = Kind.PERSON) -> list[str]:
    return [hit.title for hit in search.find(workspace, text) if hit.kind is kind]


@pytest.mark.parametrize("text", ["阿牛", "jkan", "JiKe", "吉克·阿牛", citizen_no(1)[-4:]])
def test_a_person_is_found(school: Workspace, text: str) -> None:
    first, _second = neighbours(school, "吉克阿牛", "沙马拉且")
    (hit,) = search.find(school, text)
    assert (hit.kind, hit.record, hit.title, hit.school) == (
        Kind.PERSON,
        first,
        "吉克阿牛",
        SCHOOL,
    )


def test_who_is_called_so_comes_before_who_sounds_so_and_who_left_comes_last(
    school: Workspace,
) -> None:
    neighbours(school, "阿", "马阿木", "阿木")
    gone = people.add_person(school, person("阿"))
    people.mark_left(school, gone.id, date(2018, 1, 1), LeftReason.DIED)
    hits = search.find(school, "阿")
    assert [hit.title for hit in hits] == ["阿", "阿木", "马阿木", "阿"]
    assert hits[-1].detail.endswith("left")


def test_a_new_name_is_found_at_once_and_the_old_one_no_more(school: Workspace) -> None:
    (one,) = neighbours(school, "阿牛")
    assert titles(school, "an") == ["阿牛"]
    people.edit_person(school, one, {"name": "木果"})
    assert (titles(school, "an"), titles(school, "mg")) == ([], ["木果"])


@pytest.mark.parametrize("text", ["2018-03-01", "3-1", "3月1日", "2018年3月", "建档", "jiandang"])
def test_a_lesson_is_found_by_title_or_day(school: Workspace, text: str) -> None:
    one = evening(school)
    evening(school, date(2018, 4, 11), course="ZC02")
    (hit,) = search.find(school, text)
    assert (hit.kind, hit.record) == (Kind.LESSON, one.id)
    assert hit.detail == "2018-03-01 19:00–21:00"


def test_signs_of_patterns_and_nothing_find_nothing(school: Workspace) -> None:
    neighbours(school, "阿牛")
    for text in ("", "  ", "%", "_", "·", "'", "3-"):
        assert search.find(school, text) == ()


def test_lessons_leave_room_for_people(school: Workspace) -> None:
    neighbours(school, *(f"阿牛{sign}" for sign in "甲乙丙丁戊己庚辛"))
    for day in range(1, 9):
        held(school, date(2018, 3, day), [people.find(school, "阿牛甲").id])
    assert len(search.find(school, "3-1")) == 1
    hits = search.find(school, "an", limit=4)
    assert len(hits) == 4
