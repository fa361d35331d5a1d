from datetime import date, time

import pytest

from nightschool.domain.codes import LeftReason, Mark
from nightschool.domain.household import Household
from nightschool.domain.identity import new
from nightschool.errors import UserError
from nightschool.services import certificates, lessons, people, roll_call, undo
from nightschool.services.undo import Act
from nightschool.services.workspace import Workspace
from tests.evenings import evening, held, neighbours, person
from tests.workspaces import SCHOOL


def act_of(workspace: Workspace) -> Act:
    act = undo.latest(workspace)
    assert act is not None
    return act


def test_an_edit_is_taken_back_and_done_again(school: Workspace) -> None:
    (one,) = neighbours(school, "阿牛")
    people.edit_person(school, one, {"name": "木果", "hamlet": "一组"})
    back = undo.undo(school, act_of(school))
    assert people.find(school, "阿牛").hamlet == ""
    assert back is not None
    undo.undo(school, back)
    assert people.find(school, "木果").hamlet == "一组"


def test_a_new_person_goes_and_comes_again(school: Workspace) -> None:
    people.add_person(school, person("阿牛", 1))
    back = undo.undo(school, act_of(school))
    assert people.people(school) == []
    assert back is not None
    undo.undo(school, back)
    assert [one.name for one in people.people(school)] == ["阿牛"]


def test_a_mark_that_opened_the_roll(school: Workspace) -> None:
    (one,) = neighbours(school, "阿牛")
    lesson = evening(school)
    roll_call.mark(school, lesson.id, one, Mark.PRESENT)
    undo.undo(school, act_of(school))
    shown = roll_call.show(school, lesson.id)
    assert (shown.lines, shown.lesson.roll_open) == ((), False)


def test_a_mark_over_another(school: Workspace) -> None:
    (one,) = neighbours(school, "阿牛")
    lesson = evening(school)
    for mark in (Mark.PRESENT, Mark.LATE):
        roll_call.mark(school, lesson.id, one, mark)
    undo.undo(school, act_of(school))
    assert roll_call.show(school, lesson.id).lines[0].attendance.mark is Mark.PRESENT


def test_what_was_changed_since_stays(school: Workspace) -> None:
    (one,) = neighbours(school, "阿牛")
    people.edit_person(school, one, {"name": "木果"})
    act = act_of(school)
    people.edit_person(school, one, {"hamlet": "一组"})
    with pytest.raises(UserError, match="changed since"):
        undo.undo(school, act)
    assert people.find(school, "木果").hamlet == "一组"


def test_what_others_rest_on_stays(school: Workspace) -> None:
    home = people.add_household(school, Household(new(), SCHOOL))
    act = act_of(school)
    people.add_person(school, person("阿牛", household=home.id))
    with pytest.raises(UserError, match="rest on it"):
        undo.undo(school, act)
    assert people.households(school) == [home]


def test_other_acts_in_between_do_not_matter(school: Workspace) -> None:
    one, _other = neighbours(school, "阿牛", "木果")
    people.mark_left(school, one, date(2018, 3, 1), LeftReason.DIED)
    act = act_of(school)
    lesson = evening(school)
    lessons.edit(school, lesson.id, place="村委会")
    undo.undo(school, act)
    assert people.find(school, "阿牛").left_on is None
    assert lessons.lesson(school, lesson.id).place == "村委会"


def test_a_lesson_is_cancelled_and_stands_again(school: Workspace) -> None:
    lesson = evening(school)
    lessons.cancel(school, lesson.id, "下雪")
    undo.undo(school, act_of(school))
    assert lessons.lesson(school, lesson.id) == lesson


def test_what_wrote_nothing_is_no_act(school: Workspace) -> None:
    (one,) = neighbours(school, "阿牛")
    people.edit_person(school, one, {"name": "阿牛"})
    assert undo.latest(school) is None


def test_an_issued_certificate_is_voided_and_not_undone(school: Workspace) -> None:
    (one,) = neighbours(school, "阿牛")
    for number in range(1, 7):
        course = "ZC01" if number % 2 else "JN01"
        held(school, date(2018, 3, number), [one], course, time(23, 30))
    issued = certificates.issue(school, date(2018, 4, 1))
    assert len(issued) == 1
    with pytest.raises(UserError, match="void"):
        undo.undo(school, act_of(school))


def test_acts_on_one_row_are_taken_back_one_after_the_other(school: Workspace) -> None:
    people.add_person(school, person("阿牛", 1))
    done = [act_of(school)]
    (one,) = people.people(school)
    for name in ("木果", "木呷"):
        people.edit_person(school, one.id, {"name": name})
        done.append(act_of(school))
    turned: list[Act] = []
    for name in ("木果", "阿牛"):
        back = undo.undo(school, done.pop(), turned)
        assert back is not None
        turned.append(back)
        assert people.find(school, name).id == one.id
    gone = undo.undo(school, done.pop(), turned)
    assert gone is not None
    assert people.people(school) == []
    again = undo.undo(school, gone, [*turned, gone])
    assert again is not None
    undo.undo(school, turned.pop(), [*turned, gone, again])
    assert people.find(school, "木果").id == one.id


def test_a_later_act_that_stands_is_not_taken_back_with_an_earlier_one(school: Workspace) -> None:
    (one,) = neighbours(school, "阿牛")
    people.edit_person(school, one, {"name": "木果"})
    first = act_of(school)
    people.edit_person(school, one, {"hamlet": "一组"})
    back = undo.undo(school, act_of(school))
    assert back is not None
    people.edit_person(school, one, {"hamlet": "二组"})
    with pytest.raises(UserError, match="changed since"):
        undo.undo(school, first, [back])
