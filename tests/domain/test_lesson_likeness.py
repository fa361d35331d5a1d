from dataclasses import replace
from datetime import date, time

import pytest

from nightschool.domain import identity, lesson_likeness
from nightschool.domain.lesson import Lesson
from nightschool.domain.lesson_likeness import LessonSign, likeness, overlapping

ONE = Lesson(
    identity.new(), "513432101208", identity.new(), date(2018, 3, 1), time(19), time(21), 5
)
COURSE = identity.new()
PEOPLE = [identity.new() for _number in range(4)]


def again(**changes: object) -> Lesson:
    return replace(ONE, id=identity.new(), **changes)  # type: ignore[arg-type]  # fields by name


@pytest.mark.parametrize(
    ("changes", "shared", "found"),
    [
        ({}, 4, True),
        ({}, 0, True),
        ({"start": time(19, 15)}, 3, True),
        ({"course": COURSE}, 0, False),
        ({"course": COURSE}, 4, False),
        ({"start": time(20, 30), "end": time(22)}, 0, False),
    ],
)
def test_what_makes_a_pair(changes: dict[str, object], shared: int, found: bool) -> None:
    other = again(**changes)
    strangers = [identity.new() for _number in range(4 - shared)]
    rolls = {ONE.id: frozenset(PEOPLE), other.id: frozenset([*PEOPLE[:shared], *strangers])}
    like = likeness(ONE, other, rolls)
    assert (like is not None) is found
    assert like == likeness(other, ONE, rolls)


def test_only_lessons_of_one_school_and_day_that_share_a_moment() -> None:
    others = [
        again(start=time(20)),
        again(start=time(21), end=time(22)),
        again(day=date(2018, 3, 2)),
        again(school="513432101205"),
    ]
    assert overlapping([ONE, *others]) == [(ONE, others[0])]


def test_every_reason_has_words() -> None:
    assert all(lesson_likeness.in_words(sign) for sign in LessonSign)
    assert set(lesson_likeness.WEIGHTS) == set(LessonSign)
