from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightschool.domain import identity, lesson
from nightschool.domain.codes import LessonState
from nightschool.domain.lesson import Lesson
from nightschool.errors import UserError

DAY = date(2018, 3, 1)
MINUTES = st.integers(0, 24 * 60 - 1)


def clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def made(day: date = DAY, start: str = "19:00", end: str = "21:00") -> Lesson:
    begin, finish = time.fromisoformat(start), time.fromisoformat(end)
    return Lesson(
        id=identity.new(),
        school="513432101208",
        course=identity.new(),
        day=day,
        start=begin,
        end=finish,
        half_hours=lesson.half_hours_of(begin, finish),
    )


@st.composite
def lessons(draw: st.DrawFn) -> Lesson:
    start = draw(MINUTES)
    minutes = draw(st.integers(1, lesson.LONGEST_MINUTES))
    day = DAY + timedelta(days=draw(st.integers(0, 3)))
    return made(day, f"{clock(start):%H:%M}", f"{clock((start + minutes) % (24 * 60)):%H:%M}")


def minutes_of(one: Lesson) -> set[datetime]:
    count = lesson.minutes_between(one.start, one.end)
    return {one.begins + timedelta(minutes=minute) for minute in range(count)}


@given(MINUTES, st.integers(1, 24 * 60))
def test_minutes_run_on_across_midnight(start: int, minutes: int) -> None:
    end = clock((start + minutes) % (24 * 60))
    assert lesson.minutes_between(clock(start), end) == minutes


@given(MINUTES, st.integers(1, lesson.LONGEST_MINUTES))
def test_class_hours_are_whole_halves_of_45_minutes(start: int, minutes: int) -> None:
    end = clock((start + minutes) % (24 * 60))
    assert lesson.half_hours_of(clock(start), end) == 2 * minutes // 45


@pytest.mark.parametrize(
    ("start", "end", "class_hours"),
    [
        ("19:00", "19:45", 1),
        ("19:00", "20:30", 2),
        ("19:00", "21:00", 2.5),
        ("23:30", "00:15", 1),
        ("22:30", "01:30", 4),
        ("19:00", "19:22", 0),
        ("19:00", "19:23", 0.5),
    ],
)
def test_class_hours_of_usual_evenings(start: str, end: str, class_hours: float) -> None:
    assert made(start=start, end=end).half_hours / 2 == class_hours


@given(lessons(), lessons())
def test_two_lessons_overlap_when_they_share_a_minute(one: Lesson, other: Lesson) -> None:
    assert lesson.overlap(one, other) is lesson.overlap(other, one)
    assert lesson.overlap(one, other) is bool(minutes_of(one) & minutes_of(other))


@given(lessons())
def test_a_lesson_shares_every_moment_with_itself_but_is_no_other(one: Lesson) -> None:
    assert lesson.overlap(one, one)
    assert lesson.first_overlapping(one, [one]) is None


def test_a_lesson_past_midnight_meets_the_next_days_first_hour() -> None:
    late = made(DAY, "23:00", "01:00")
    assert lesson.overlap(late, made(DAY + timedelta(days=1), "00:30", "02:00"))
    assert not lesson.overlap(late, made(DAY + timedelta(days=1), "01:00", "02:00"))


@pytest.mark.parametrize("side", ["one", "other"])
def test_cancelled_lessons_are_in_nobodys_way(side: str) -> None:
    one, other = made(), made()
    assert lesson.first_overlapping(one, [other]) is other
    off = replace(one if side == "one" else other, state=LessonState.CANCELLED)
    one, other = (off, other) if side == "one" else (one, off)
    assert lesson.first_overlapping(one, [other]) is None


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"end": time(19)}, "ends at the minute"),
        ({"end": time(7, 1)}, "more than 12 hours"),
        ({"half_hours": 4}, "By the clock the lesson gives 2.5"),
        ({"half_hours": -1, "hours_reason": "x"}, "between 0 and 16"),
        ({"half_hours": 33, "hours_reason": "x"}, "between 0 and 16"),
        ({"guests": -1}, "guests"),
    ],
)
def test_what_a_lesson_cannot_be(change: dict[str, object], message: str) -> None:
    with pytest.raises(UserError, match=message):
        lesson.check(replace(made(), **change))  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    "change",
    [{}, {"end": time(7)}, {"half_hours": 4, "hours_reason": "停电半小时"}, {"guests": 12}],
)
def test_what_a_lesson_may_be(change: dict[str, object]) -> None:
    one = replace(made(), **change)  # type: ignore[arg-type]  # fields by name
    if "half_hours" not in change:
        one = replace(one, half_hours=lesson.half_hours_of(one.start, one.end))
    lesson.check(one)


def test_a_lesson_to_come_cannot_be_held_yet() -> None:
    assert lesson.check_can_be_held(made(), DAY, trusted=True) is None
    with pytest.raises(UserError, match="lies in the future"):
        lesson.check_can_be_held(made(), DAY - timedelta(days=1), trusted=True)


def test_with_a_clock_in_2009_it_is_only_flagged() -> None:
    warning = lesson.check_can_be_held(made(), date(2009, 1, 1), trusted=False)
    assert warning is not None
    assert "clock" in warning
