from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from nightschool import clock
from nightschool.domain import identity
from nightschool.domain.codes import Belonging, Labour, LeftReason, LessonState, Mark
from nightschool.domain.identity import RowId
from nightschool.domain.lesson import Lesson
from nightschool.domain.roll import Attendance, Roll
from nightschool.errors import UserError
from nightschool.services import lessons, people, roll_call, roll_groups
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from tests import workspaces
from tests.evenings import MARCH_1, evening, held, neighbours, person
from tests.workspaces import SCHOOL

MARCH_8 = date(2018, 3, 8)
HELD = LessonState.HELD


def marks(school: Workspace, lesson: Lesson) -> dict[str, Mark]:
    lines = roll_call.show(school, lesson.id).lines
    return {line.person.name: line.attendance.mark for line in lines}


def line_of(school: Workspace, lesson: Lesson, person: RowId) -> Attendance:
    lines = (line.attendance for line in roll_call.show(school, lesson.id).lines)
    return next(line for line in lines if line.person == person)


def is_open(school: Workspace, lesson: Lesson) -> bool:
    return lessons.lesson(school, lesson.id).roll_open


def test_the_roll_of_those_due_starts_absent_or_present(school: Workspace) -> None:
    neighbours(school, "阿牛", "拉且")
    people.add_person(school, person("老人", birth_date=date(1940, 1, 1)))
    people.add_person(school, person("村民", belonging=Belonging.VILLAGER))
    one, other = evening(school), evening(school, MARCH_8)
    roll = roll_call.start(school, one.id)
    assert marks(school, one) == {"阿牛": Mark.ABSENT, "拉且": Mark.ABSENT}
    assert (roll.lesson.roll_open, roll.lesson.state) == (True, LessonState.PLANNED)
    assert roll.counts == {Mark.ABSENT: 2}
    assert roll_call.start(school, other.id, mark=Mark.PRESENT).counts == {Mark.PRESENT: 2}


def test_the_roll_of_all_has_villagers_but_no_guests_and_nobody_who_left(
    school: Workspace,
) -> None:
    aniu, muga = neighbours(school, "阿牛", "木呷")
    people.add_person(school, person("老人", birth_date=date(1940, 1, 1), labour=Labour.NONE))
    people.add_person(school, person("客人", belonging=Belonging.GUEST, home="巴久村"))
    people.mark_left(school, aniu, MARCH_1, LeftReason.MOVED)
    people.mark_left(school, muga, MARCH_8, LeftReason.MOVED)
    one = evening(school)
    roll_call.start(school, one.id, Roll.ALL)
    assert set(marks(school, one)) == {"老人", "木呷"}


def test_the_roll_of_the_last_lesson_has_who_came(school: Workspace) -> None:
    aniu, laqie, _muga = neighbours(school, "阿牛", "拉且", "木呷")
    held(school, date(2018, 2, 1), [laqie])
    last = held(school, date(2018, 2, 8), [aniu])
    roll_call.mark(school, last.id, laqie, Mark.ABSENT, reason="补记")
    held(school, date(2018, 3, 15), [laqie])
    one = evening(school)
    roll_call.start(school, one.id, Roll.LAST)
    assert set(marks(school, one)) == {"阿牛"}


def test_a_roll_of_nobody_is_refused_and_opens_nothing(school: Workspace) -> None:
    one = evening(school)
    for roll in (Roll.DUE, Roll.LAST, Roll.ALL, identity.new()):
        with pytest.raises(UserError, match="nobody on this roll"):
            roll_call.start(school, one.id, roll)
    assert not is_open(school, one)


def test_starting_again_keeps_marks_and_adds_who_is_missing(school: Workspace) -> None:
    aniu, laqie = neighbours(school, "阿牛", "拉且")
    one = evening(school)
    roll_call.mark(school, one.id, aniu, Mark.LATE)
    roll_call.start(school, one.id)
    assert marks(school, one) == {"阿牛": Mark.LATE, "拉且": Mark.ABSENT}
    assert roll_call.start(school, one.id).counts == {Mark.LATE: 1, Mark.ABSENT: 1}
    roll_call.remove(school, one.id, laqie)
    assert roll_call.start(school, one.id, mark=Mark.PRESENT).counts == {
        Mark.LATE: 1,
        Mark.PRESENT: 1,
    }


def test_each_mark_is_saved_and_counts_when_finished(school: Workspace) -> None:
    aniu, laqie = neighbours(school, "阿牛", "拉且")
    one = evening(school)
    roll_call.start(school, one.id)
    line = roll_call.mark(school, one.id, aniu, Mark.LATE, half_hours=3, remark=" 下雨 ")
    assert (line.half_hours, line.remark) == (3, "下雨")
    assert line_of(school, one, aniu) == line
    with pytest.raises(UserError, match="for a reason"):
        roll_call.mark(school, one.id, laqie, Mark.LEAVE)
    roll_call.mark(school, one.id, laqie, Mark.LEAVE, remark="看病")
    assert lessons.listing(school, state=HELD) == []
    done = roll_call.finish(school, one.id)
    assert (done.lesson.state, done.lesson.roll_open, done.warnings) == (HELD, False, ())
    assert roll_call.finish(school, one.id).lesson == done.lesson
    (listed,) = lessons.listing(school, state=HELD)
    assert (listed.on_roll, listed.attended) == (2, 1)


def test_all_at_once_keeps_remarks(school: Workspace) -> None:
    aniu, _laqie = neighbours(school, "阿牛", "拉且")
    one = evening(school)
    roll_call.start(school, one.id)
    roll_call.mark(school, one.id, aniu, Mark.LATE, half_hours=3, remark="下雨")
    assert roll_call.mark_all(school, one.id, Mark.PRESENT) == 2
    assert roll_call.mark_all(school, one.id, Mark.PRESENT) == 0
    roll_call.mark_all(school, one.id, Mark.ABSENT)
    line = line_of(school, one, aniu)
    assert (line.mark, line.half_hours, line.remark) == (Mark.ABSENT, None, "下雨")


def test_an_empty_roll_is_not_finished(school: Workspace) -> None:
    (aniu,) = neighbours(school, "阿牛")
    one = evening(school)
    roll_call.mark(school, one.id, aniu, Mark.PRESENT)
    roll_call.remove(school, one.id, aniu)
    with pytest.raises(UserError, match="nobody on this roll"):
        roll_call.finish(school, one.id)
    assert lessons.lesson(school, one.id).state is LessonState.PLANNED


def test_a_lesson_without_listeners_is_held_with_a_warning(school: Workspace) -> None:
    neighbours(school, "阿牛")
    one = evening(school)
    roll_call.start(school, one.id)
    assert "nobody came" in roll_call.finish(school, one.id).warnings[0]


def test_a_lesson_to_come_is_not_held_unless_the_clock_is_wrong(
    school: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    (aniu,) = neighbours(school, "阿牛")
    monkeypatch.setattr(clock, "today", lambda: date(2018, 2, 28))
    one = evening(school)
    roll_call.mark(school, one.id, aniu, Mark.PRESENT)
    with pytest.raises(UserError, match="lies in the future"):
        roll_call.finish(school, one.id)
    assert is_open(school, one)
    monkeypatch.setattr(clock, "today", lambda: date(2009, 1, 1))
    done = roll_call.finish(school, one.id)
    assert done.lesson.state is HELD
    assert "clock" in done.warnings[0]


def test_a_clock_behind_the_last_lesson_is_not_believed(
    school: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    (aniu,) = neighbours(school, "阿牛")
    held(school, MARCH_1, [aniu])
    monkeypatch.setattr(clock, "today", lambda: date(2018, 1, 5))
    one = evening(school, MARCH_8)
    roll_call.mark(school, one.id, aniu, Mark.PRESENT)
    assert "clock" in roll_call.finish(school, one.id).warnings[0]


def test_a_finished_roll_is_corrected_with_a_reason(school: Workspace) -> None:
    aniu, laqie = neighbours(school, "阿牛", "拉且")
    one = held(school, MARCH_1, [aniu])
    for change in (
        lambda: roll_call.mark(school, one.id, aniu, Mark.ABSENT),
        lambda: roll_call.mark_all(school, one.id, Mark.ABSENT),
        lambda: roll_call.remove(school, one.id, aniu),
        lambda: roll_call.start(school, one.id),
        lambda: roll_call.add_guest(school, one.id, "客人", "巴久村"),
    ):
        with pytest.raises(UserError, match="roll call is finished"):
            change()
    assert marks(school, one) == {"阿牛": Mark.PRESENT}
    roll_call.mark(school, one.id, aniu, Mark.ABSENT, reason="认错人")
    roll_call.mark(school, one.id, laqie, Mark.PRESENT, reason="认错人")
    assert marks(school, one) == {"阿牛": Mark.ABSENT, "拉且": Mark.PRESENT}
    assert lessons.lesson(school, one.id).state is HELD
    with school.database.read() as connection:
        found = connection.execute(select(tables.Change).where(tables.Change.column == "mark"))
        assert [(row.old, row.reason) for row in found] == [('"present"', "认错人")]


def test_a_roll_is_opened_again_for_a_reason(school: Workspace) -> None:
    (aniu,) = neighbours(school, "阿牛")
    one = held(school, MARCH_1, [aniu])
    with pytest.raises(UserError, match="Say why"):
        roll_call.reopen(school, one.id, "")
    again = roll_call.reopen(school, one.id, "漏了人")
    assert (again.state, again.roll_open) == (LessonState.PLANNED, True)
    with pytest.raises(UserError, match="not finished"):
        roll_call.reopen(school, one.id, "漏了人")
    lessons.cancel(school, one.id, "没有上")
    with pytest.raises(UserError, match="was cancelled"):
        roll_call.finish(school, one.id)
    with pytest.raises(UserError, match="was cancelled"):
        roll_call.start(school, one.id)


def test_walk_ins_of_the_school_and_guests(school: Workspace) -> None:
    neighbours(school, "阿牛")
    villager = people.add_person(school, person("村民", belonging=Belonging.VILLAGER))
    one, other = evening(school), evening(school, MARCH_8)
    roll_call.start(school, one.id)
    roll_call.mark(school, one.id, villager.id, Mark.PRESENT)
    guest = roll_call.add_guest(school, one.id, "沙马 史布", "巴久村")
    assert (guest.belonging, guest.home, guest.school) == (Belonging.GUEST, "巴久村", SCHOOL)
    assert marks(school, one)["沙马 史布"] is Mark.PRESENT
    assert roll_call.add_guest(school, other.id, "沙马  史布 ", "巴久村") == guest
    assert roll_call.add_guest(school, other.id, "沙马 史布", "洛哈镇").id != guest.id
    with pytest.raises(UserError, match="home village"):
        roll_call.add_guest(school, other.id, "沙马 史布", " ")


def test_a_person_of_elsewhere_is_a_guest(county: Workspace) -> None:
    stranger = people.add_person(county, replace(person("阿牛"), school="513432101201"))
    one = evening(county, school=SCHOOL)
    with pytest.raises(UserError, match="as a guest"):
        roll_call.mark(county, one.id, stranger.id, Mark.PRESENT)
    with pytest.raises(UserError, match="as a guest"):
        roll_call.mark(county, one.id, identity.new(), Mark.PRESENT)


def beside(school: Workspace, one: Lesson) -> Lesson:
    """A lesson at the same time, as another laptop of the school may have made it."""
    other = evening(school, MARCH_8)
    with school.database.write() as write:
        rows.edit(write, tables.Lesson, {(other.id,): {"day": one.day, "start": time(20)}})
    return lessons.lesson(school, other.id)


def test_nobody_is_in_two_lessons_at_once(school: Workspace) -> None:
    aniu, laqie = neighbours(school, "阿牛", "拉且")
    one = evening(school)
    other = beside(school, one)
    roll_call.mark(school, one.id, aniu, Mark.LATE)
    roll_call.mark(school, one.id, laqie, Mark.ABSENT)
    with pytest.raises(UserError, match=r"阿牛 is marked in another lesson.*19:00–21:00"):
        roll_call.mark(school, other.id, aniu, Mark.PRESENT)
    with pytest.raises(UserError, match="阿牛 is marked in another lesson"):
        roll_call.start(school, other.id, mark=Mark.PRESENT)
    roll_call.mark(school, other.id, aniu, Mark.ABSENT)
    roll_call.mark(school, other.id, laqie, Mark.PRESENT)
    lessons.cancel(school, one.id, "重复")
    roll_call.mark(school, other.id, aniu, Mark.PRESENT)


def test_groups_are_saved_changed_used_and_forgotten(school: Workspace) -> None:
    aniu, laqie, muga = neighbours(school, "阿牛", "拉且", "木呷")
    group = roll_groups.save(school, "养猪组", [aniu, laqie])
    assert roll_groups.save(school, "养猪组 ", [laqie, muga]) == group
    assert roll_groups.members(school, group.id) == {laqie, muga}
    roll_groups.save(school, "养猪组", [aniu, laqie])
    assert roll_groups.groups(school) == [roll_groups.find(school, "养猪组")]
    one = evening(school)
    roll_call.start(school, one.id, group.id)
    assert set(marks(school, one)) == {"阿牛", "拉且"}
    roll_groups.delete(school, group.id)
    assert roll_groups.groups(school) == []
    assert roll_groups.members(school, group.id) == set()
    assert set(marks(school, one)) == {"阿牛", "拉且"}
    with pytest.raises(UserError, match="no saved group"):
        roll_groups.find(school, "养猪组")
    with pytest.raises(UserError, match="a name and people"):
        roll_groups.save(school, "空组", [])


Step = tuple[str, int, Mark]
STEPS = st.lists(
    st.tuples(st.sampled_from(["mark", "remove", "all"]), st.integers(0, 3), st.sampled_from(Mark)),
    max_size=20,
)


@settings(max_examples=25)
@given(STEPS)
def test_a_roll_is_what_was_last_said_of_each(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Step]
) -> None:
    school = workspaces.make(tmp_path_factory.mktemp("school"))
    four = neighbours(school, "阿牛", "拉且", "木呷", "史布")
    one = evening(school)
    expected: dict[RowId, Mark] = {}
    for what, which, mark in steps:
        if what == "mark":
            roll_call.mark(school, one.id, four[which], mark, remark="病")
            expected[four[which]] = mark
        elif what == "remove":
            roll_call.remove(school, one.id, four[which])
            expected.pop(four[which], None)
        else:
            roll_call.mark_all(school, one.id, mark)
            expected = dict.fromkeys(expected, mark)
    lines = roll_call.show(school, one.id).lines
    assert {line.person.id: line.attendance.mark for line in lines} == expected
    school.close()
