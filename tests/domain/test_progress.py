from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightschool.domain import identity, progress
from nightschool.domain.codes import Belonging, CourseKind, Labour
from nightschool.domain.forecast import SPAN
from nightschool.domain.policy import Hours, Policy, WhyNotDue
from nightschool.domain.progress import Figures, Learner, PersonProgress

POLICY = Policy()
DAY = date(2019, 6, 30)
HOME = identity.named("household", "1")
ABI = Learner(
    id=identity.named("person", "1"),
    school="513432101208",
    name="吉克阿牛",
    household=HOME,
    belonging=Belonging.REGISTERED,
    sex=None,
    birth_date=date(1980, 1, 1),
    labour=Labour.ORDINARY,
    schooling="",
    left_on=None,
)
NONE = Hours()
SOME = Hours({CourseKind.TECHNOLOGY: 4}, 1, 2, date(2019, 6, 1), date(2019, 6, 1))
ENOUGH = Hours(
    {CourseKind.TECHNOLOGY: 32, CourseKind.POLICY: 16}, 12, 16, date(2018, 2, 1), date(2019, 1, 5)
)


def stands(hours: Hours = NONE, **changes: object) -> PersonProgress:
    learner = replace(ABI, id=identity.new(), **changes)  # type: ignore[arg-type]  # of many types
    return progress.of_person(learner, hours, POLICY, DAY)


def test_a_person_who_is_due_and_has_the_hours_is_complete() -> None:
    one = stands(ENOUGH)
    assert (one.due, one.begun, one.complete, one.here) == (True, True, True, True)
    assert one.attendance_rate == 75.0


def test_a_person_without_a_roll_has_no_rate() -> None:
    one = stands()
    assert (one.begun, one.complete, one.attendance_rate) == (False, False, None)


@pytest.mark.parametrize(
    ("changes", "complete", "left"),
    [
        ({"birth_date": date(1959, 3, 1)}, True, 1),  # 58 when they began, 60 now
        ({"birth_date": date(1955, 1, 1)}, False, 0),  # too old from the start
        ({"left_on": date(2019, 3, 1)}, True, 1),
        ({"left_on": date(2019, 3, 1), "labour": Labour.LOST}, False, 0),
        ({"belonging": Belonging.VILLAGER}, False, 0),
    ],
)
def test_who_completed_and_then_left_stands_outside_the_share(
    changes: dict[str, object], complete: bool, left: int
) -> None:
    one = stands(ENOUGH, **changes)
    assert (one.due, one.complete) == (False, complete)
    figures = progress.figures([one, stands()], DAY)
    assert (figures.complete, figures.complete_but_left, figures.share) == (0, left, 0.0)


def test_a_household_is_trained_by_its_first_and_complete_with_all() -> None:
    [home] = progress.of_households([stands(ENOUGH), stands(SOME), stands()], DAY)
    assert (home.members, home.due, home.begun, home.complete) == (3, 3, 2, 1)
    assert (home.trained, home.all_complete) == (True, False)
    [home] = progress.of_households([stands(ENOUGH), stands(labour=Labour.NONE)], DAY)
    assert (home.due, home.trained, home.all_complete) == (1, True, True)


def test_a_household_of_nobody_due_is_not_complete_but_may_be_trained() -> None:
    aged = stands(ENOUGH, birth_date=date(1959, 3, 1))
    [home] = progress.of_households([aged], DAY)
    assert (home.due, home.trained, home.all_complete) == (0, True, False)


def test_a_household_is_reached_in_the_year_in_which_a_member_came() -> None:
    old = Hours({CourseKind.POLICY: 2}, 1, 1, date(2018, 12, 31), date(2018, 12, 31))
    new = replace(old, last_day=date(2019, 1, 1))
    assert [home.reached for home in progress.of_households([stands(old)], DAY)] == [False]
    assert [home.reached for home in progress.of_households([stands(old), stands(new)], DAY)] == [
        True
    ]


def test_who_left_and_who_is_no_villager_here_makes_no_household() -> None:
    gone = [stands(left_on=DAY), stands(belonging=Belonging.GUEST), stands(household=None)]
    assert progress.of_households(gone, DAY) == []


@pytest.mark.parametrize(("days", "absent"), [(59, 0), (60, 1)])
def test_who_has_not_come_for_sixty_days(days: int, absent: int) -> None:
    hours = replace(SOME, last_day=DAY - timedelta(days=days))
    figures = progress.figures([stands(hours), stands()], DAY)
    assert (figures.absent_60_days, figures.never_came) == (absent, 1)


def test_hours_are_those_of_the_people_and_others_stand_apart() -> None:
    figures = progress.figures(
        [stands(SOME), stands(SOME, labour=Labour.LOST), stands(SOME, belonging=Belonging.GUEST)],
        DAY,
        lessons=3,
    )
    assert (figures.people, figures.working_age, figures.lessons) == (2, 1, 3)
    assert sum(figures.half_hours.values()) == 8
    assert figures.half_hours_of_others == 4


people = st.builds(
    stands,
    st.sampled_from([NONE, SOME, ENOUGH]),
    household=st.sampled_from([HOME, identity.named("household", "2"), None]),
    labour=st.sampled_from([Labour.ORDINARY, Labour.NONE]),
    birth_date=st.sampled_from([date(1980, 1, 1), date(1959, 3, 1), date(2003, 7, 1)]),
    left_on=st.sampled_from([None, DAY]),
    belonging=st.sampled_from(list(Belonging)),
)


@given(st.lists(people), st.lists(people))
def test_figures_of_two_schools_are_their_sum(
    one: list[PersonProgress], other: list[PersonProgress]
) -> None:
    moved = [replace(each, person=replace(each.person, household=None)) for each in other]
    together = progress.figures([*one, *moved], DAY, 5)
    assert progress.figures(one, DAY, 2) + progress.figures(moved, DAY, 3) == together
    assert Figures() + together == together


@given(st.lists(people))
def test_figures_hold_together(everybody: list[PersonProgress]) -> None:
    figures = progress.figures(everybody, DAY)
    assert figures.complete <= figures.begun <= figures.working_age <= figures.people
    assert figures.begun + figures.never_came == figures.working_age
    assert figures.absent_60_days <= figures.begun
    assert figures.households_complete <= figures.households_due <= figures.households
    assert figures.households_complete <= figures.households_trained <= figures.households


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2017, 12, 31), 0.0),
        (date(2018, 1, 1), 0.1),
        (date(2018, 12, 31), 35.0),
        (date(2019, 7, 2), 52.5),
        (date(2019, 12, 31), 70.0),
        (date(2020, 12, 31), 100.0),
        (date(2025, 1, 1), 100.0),
    ],
)
def test_the_plan_rises_evenly_to_each_years_target(on: date, expected: float) -> None:
    assert progress.expected_share(POLICY, on) == expected


@pytest.mark.parametrize(("years", "at_the_end"), [(1, 35.0), (2, 70.0), (5, 100.0)])
def test_a_rotation_of_other_years_has_the_targets_of_those(years: int, at_the_end: float) -> None:
    rules = Policy(years=years)
    assert progress.expected_share(rules, rules.end - timedelta(days=1)) == at_the_end


def test_the_pace_compares_with_the_plan() -> None:
    figures = Figures(working_age=80, complete=30, complete_lately=30)
    pace = progress.pace(figures, POLICY, date(2018, 12, 31))
    assert (pace.expected, pace.ahead, pace.forecast) == (35.0, 2.5, date(2019, 10, 31))


def test_the_curve_and_the_pace_of_late_count_those_due() -> None:
    """Who left is in neither; a day of the same month falls into one sum."""
    days = [DAY, DAY - SPAN + timedelta(days=1), DAY - SPAN, date(2018, 12, 1)]
    done = [replace(stands(ENOUGH), enough_on=day) for day in days]
    gone = replace(stands(ENOUGH, left_on=DAY), enough_on=DAY)
    figures = progress.figures([*done, gone, stands()], DAY)
    assert (figures.complete, figures.complete_lately) == (4, 2)
    assert figures.completed_in == {date(2019, 6, 1): 1, date(2018, 12, 1): 3}


def test_nobody_due_has_no_share() -> None:
    pace = progress.pace(Figures(), POLICY, DAY)
    assert (Figures().share, pace.ahead, pace.forecast) == (None, None, None)


@pytest.mark.parametrize(
    ("attended", "called", "mastered"), [(0, 0, False), (0, 2, False), (1, 2, False), (2, 2, True)]
)
def test_a_skill_wants_the_whole_course(attended: int, called: int, mastered: bool) -> None:
    assert progress.is_mastered(attended, called) == mastered


def test_why_not_due_is_said() -> None:
    assert stands(labour=Labour.LOST).why_not_due is WhyNotDue.LABOUR
