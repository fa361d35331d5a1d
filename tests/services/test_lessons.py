import contextlib
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from nightschool import clock
from nightschool.domain import identity, lesson
from nightschool.domain.codes import CourseKind, LecturerKind, LessonState, Mark
from nightschool.errors import UserError
from nightschool.services import courses, lecturers, lessons, roll_call
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from tests import workspaces
from tests.evenings import MARCH_1, NINE, SEVEN, evening, held, neighbours
from tests.workspaces import SCHOOL


def reasons(school: Workspace) -> dict[str, str]:
    with school.database.read() as connection:
        query = select(tables.Change.column, tables.Change.reason)
        return {row.column: row.reason for row in connection.execute(query)}


def test_a_lesson_is_planned_with_the_hours_of_the_clock(school: Workspace) -> None:
    course = courses.find(school, "ZC01")
    who = lecturers.add_lecturer(school, "阿西医生", LecturerKind.DOCTOR)
    saved = lessons.add(school, course.id, MARCH_1, SEVEN, NINE, lecturer=who.id, guests=3)
    assert saved.warnings == ()
    assert (saved.lesson.school, saved.lesson.half_hours) == (SCHOOL, 5)
    assert saved.lesson.state is LessonState.PLANNED
    (line,) = lessons.listing(school)
    assert line.lesson == saved.lesson == lessons.lesson(school, saved.lesson.id)
    assert (line.title, line.kind, line.lecturer) == (course.title, CourseKind.POLICY, "阿西医生")
    assert (line.on_roll, line.attended) == (0, 0)


def test_corrected_hours_need_a_reason_and_those_of_the_clock_have_none(school: Workspace) -> None:
    course = courses.find(school, "ZC01").id
    with pytest.raises(UserError, match="Say why"):
        lessons.add(school, course, MARCH_1, SEVEN, NINE, half_hours=4)
    assert lessons.listing(school) == []
    corrected = lessons.add(
        school, course, MARCH_1, SEVEN, NINE, half_hours=4, hours_reason=" 停电 "
    ).lesson
    assert (corrected.half_hours, corrected.hours_reason) == (4, "停电")
    again = lessons.edit(school, corrected.id, half_hours=5).lesson
    assert (again.half_hours, again.hours_reason) == (5, "")


def test_a_changed_time_computes_the_hours_again(school: Workspace) -> None:
    one = evening(school)
    after = lessons.edit(school, one.id, end=time(0, 30)).lesson
    assert after.half_hours == lesson.half_hours_of(SEVEN, time(0, 30))
    assert lessons.lesson(school, one.id) == after


def test_two_lessons_at_one_time_are_refused_by_name(school: Workspace) -> None:
    one = evening(school, start=time(23), end=time(1))
    title = courses.find(school, "ZC01").title
    with pytest.raises(UserError, match=f"{title}.*2018-03-01, 23:00–01:00"):
        evening(school, date(2018, 3, 2), time(0, 30), time(2))
    next_day = evening(school, date(2018, 3, 2), time(1), time(2))
    with pytest.raises(UserError, match="Change the time"):
        lessons.edit(school, next_day.id, start=time(0, 59))
    lessons.cancel(school, one.id, "大雪封山")
    assert lessons.edit(school, next_day.id, start=time(0, 59)).lesson.start == time(0, 59)


def test_schools_of_a_county_meet_at_the_same_time(county: Workspace) -> None:
    evening(county, school=SCHOOL)
    evening(county, school="513432101201")
    assert len(lessons.listing(county, SCHOOL)) == 1


def test_a_course_that_is_not_there_is_refused(school: Workspace) -> None:
    with pytest.raises(UserError, match="no such course"):
        lessons.add(school, identity.new(), MARCH_1, SEVEN, NINE)


def test_too_short_to_count_is_said(school: Workspace) -> None:
    course = courses.find(school, "ZC01").id
    saved = lessons.add(school, course, MARCH_1, SEVEN, time(19, 20))
    assert "too short" in saved.warnings[0]


def test_a_cancelled_lesson_has_a_reason_and_stays_cancelled(school: Workspace) -> None:
    one = evening(school)
    with pytest.raises(UserError, match="Say why"):
        lessons.cancel(school, one.id, " ")
    off = lessons.cancel(school, one.id, "大雪封山")
    assert (off.state, off.cancel_reason) == (LessonState.CANCELLED, "大雪封山")
    with pytest.raises(UserError, match="was cancelled: 大雪封山"):
        lessons.edit(school, one.id, place="村小")


def test_what_was_held_is_changed_with_a_reason_and_not_cancelled(school: Workspace) -> None:
    (aniu,) = neighbours(school, "阿牛")
    one = held(school, MARCH_1, [aniu])
    with pytest.raises(UserError, match="Say why"):
        lessons.edit(school, one.id, place="村小")
    lessons.edit(school, one.id, "记错了", place="村小")
    assert reasons(school)["place"] == "记错了"
    with pytest.raises(UserError, match="was held"):
        lessons.cancel(school, one.id, "记错了")


def test_a_held_lesson_cannot_move_into_the_future(
    school: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    (aniu,) = neighbours(school, "阿牛")
    one = held(school, MARCH_1, [aniu])
    monkeypatch.setattr(clock, "today", lambda: date(2018, 4, 1))
    with pytest.raises(UserError, match="lies in the future"):
        lessons.edit(school, one.id, "记错了", day=date(2018, 4, 2))


def test_hours_do_not_shrink_below_what_somebody_was_given(school: Workspace) -> None:
    (aniu,) = neighbours(school, "阿牛")
    one = evening(school)
    roll_call.mark(school, one.id, aniu, Mark.LATE, half_hours=4)
    with pytest.raises(UserError, match="Correct the roll first"):
        lessons.edit(school, one.id, end=time(20))
    assert lessons.lesson(school, one.id).end == NINE


def test_lessons_are_listed_by_month_and_state(school: Workspace) -> None:
    (aniu,) = neighbours(school, "阿牛")
    first = held(school, date(2018, 2, 28), [aniu])
    second = evening(school, date(2018, 3, 31))
    assert [line.lesson for line in lessons.listing(school)] == [first, second]
    assert [line.lesson for line in lessons.listing(school, month=date(2018, 3, 9))] == [second]
    (line,) = lessons.listing(school, state=LessonState.HELD)
    assert (line.lesson, line.on_roll, line.attended) == (first, 1, 1)


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(
            st.integers(1, 3), st.integers(0, 23), st.sampled_from([0, 30]), st.integers(1, 24)
        ),
        max_size=8,
    )
)
def test_a_school_never_has_two_lessons_at_one_time(
    tmp_path_factory: pytest.TempPathFactory, times: list[tuple[int, int, int, int]]
) -> None:
    school = workspaces.make(tmp_path_factory.mktemp("school"))
    course = courses.find(school, "ZC01").id
    for day, hour, minute, halves in times:
        ends = hour * 60 + minute + 30 * halves
        end = time(ends // 60 % 24, ends % 60)
        with contextlib.suppress(UserError):
            lessons.add(school, course, date(2018, 3, day), time(hour, minute), end)
    made = [line.lesson for line in lessons.listing(school)]
    assert not any(lesson.overlap(a, b) for a in made for b in made if a.id != b.id)
    assert bool(made) is bool(times)
    school.close()


def test_a_lesson_whose_course_has_not_come_yet_is_listed(school: Workspace) -> None:
    one = evening(school)
    with school.database.write() as write:
        rows.edit(write, tables.Lesson, {(one.id,): {"course": identity.new()}})
    (line,) = lessons.listing(school)
    assert (line.lesson.id, line.title, line.kind) == (one.id, "", None)
