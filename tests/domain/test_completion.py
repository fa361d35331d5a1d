from datetime import date, timedelta

import pytest

from nightschool.domain import identity
from nightschool.domain.codes import CourseKind
from nightschool.domain.completion import Earned, enough_days
from nightschool.domain.policy import Policy

ONE, OTHER = identity.named("person", "1"), identity.named("person", "2")
POLICY = Policy(half_hours=8, technology_half_hours=4, kinds=2)
DAY = date(2018, 3, 1)
SKILLS, LAW = CourseKind.TECHNOLOGY, CourseKind.POLICY


def earned(*parts: tuple[CourseKind, int]) -> list[Earned]:
    """One lesson a day, from the first of March on."""
    return [
        (ONE, DAY + timedelta(days=number), kind, half_hours)
        for number, (kind, half_hours) in enumerate(parts)
    ]


@pytest.mark.parametrize(
    ("parts", "day"),
    [
        ([(SKILLS, 4), (LAW, 3), (LAW, 1), (LAW, 4)], 2),
        ([(LAW, 8), (SKILLS, 3), (SKILLS, 1)], 3 - 1),  # technology comes last
        ([(SKILLS, 8), (SKILLS, 4), (LAW, 1)], 2),  # the second kind comes last
        ([(SKILLS, 8), (LAW, 0)], None),  # a kind that gave no hours does not count
        ([(SKILLS, 4), (LAW, 3)], None),
    ],
)
def test_the_day_on_which_hours_suffice(
    parts: list[tuple[CourseKind, int]], day: int | None
) -> None:
    expected = {} if day is None else {ONE: DAY + timedelta(days=day)}
    assert enough_days(earned(*parts), POLICY) == expected


def test_people_are_told_apart() -> None:
    theirs = [(OTHER, day, kind, hours) for _one, day, kind, hours in earned((SKILLS, 4), (LAW, 3))]
    mixed = sorted([*earned((SKILLS, 4), (LAW, 4)), *theirs], key=lambda each: each[1])
    assert enough_days(mixed, POLICY) == {ONE: DAY + timedelta(days=1)}
