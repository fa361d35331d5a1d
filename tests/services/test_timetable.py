from dataclasses import replace
from datetime import date, time

import pytest

from nightschool.domain import identity
from nightschool.domain.codes import LessonState
from nightschool.domain.lesson import Lesson
from nightschool.errors import UserError
from nightschool.services import lessons, timetable
from nightschool.services.workspace import Workspace
from tests.evenings import MARCH_1, NINE, SEVEN, evening, held, neighbours
from tests.workspaces import SCHOOL


def draft(school: Workspace, day: date = MARCH_1, **fields: object) -> Lesson:
    """A lesson as typed, like one that was planned long before."""
    known = evening(school, date(2017, 1, 3))
    lessons.cancel(school, known.id, "only a pattern")
    typed: dict[str, object] = {"id": identity.new(), "day": day} | fields
    return replace(known, **typed)  # type: ignore[arg-type]  # fields by name


def test_a_good_lesson_has_no_findings(school: Workspace) -> None:
    assert timetable.check(school, draft(school), MARCH_1) == {}


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"end": SEVEN}, {"end"}),
        ({"start": time(8), "end": time(21)}, {"end"}),
        ({"half_hours": 8}, {"hours_reason"}),
        ({"half_hours": 8, "hours_reason": "field work"}, set()),
        ({"half_hours": 99}, {"half_hours"}),
        ({"end": time(20), "half_hours": 2}, {"half_hours?"}),
        ({"guests": -1}, {"guests"}),
        ({"day": date(2018, 10, 1)}, {"day?"}),
        ({"day": date(2018, 2, 27)}, {"day?"}),
        ({"course": identity.new()}, {"course"}),
        ({"state": LessonState.HELD, "day": date(2999, 1, 1)}, {"day"}),
    ],
)
def test_findings_stand_at_their_field(
    school: Workspace, fields: dict[str, object], found: set[str]
) -> None:
    assert set(timetable.check(school, draft(school, **fields), MARCH_1)) == found  # type: ignore[arg-type]  # fields by name


def test_a_taken_evening_is_found_and_the_own_one_is_not(school: Workspace) -> None:
    there = evening(school)
    assert timetable.check(school, there, MARCH_1) == {}
    said = timetable.check(school, replace(there, id=identity.new()), MARCH_1)
    assert said == {
        "start": "At that time the school has another lesson (2018-03-01, 19:00–21:00)."
    }
    lessons.cancel(school, there.id, "snow")
    assert timetable.check(school, replace(there, id=identity.new()), MARCH_1) == {}


def test_like_the_last_one_a_week_later(school: Workspace) -> None:
    assert timetable.from_last(school, SCHOOL) is None
    (one,) = neighbours(school, "阿牛")
    last = held(school, MARCH_1, [one])
    lessons.edit(school, last.id, "said later", place="村委会", summary="good", guests=3)
    again = timetable.from_last(school, SCHOOL)
    assert again is not None
    assert (again.day, again.place, again.summary, again.guests, again.state) == (
        date(2018, 3, 8),
        "村委会",
        "",
        0,
        LessonState.PLANNED,
    )
    assert again.id != last.id
    other = timetable.from_last(school, SCHOOL, date(2018, 3, 2))
    assert other is not None
    assert other.day == date(2018, 3, 2)


def test_a_weekly_plan_skips_holidays_and_taken_evenings(school: Workspace) -> None:
    evening(school, date(2018, 10, 15), time(20), time(22))
    planned = timetable.plan_weekly(school, draft(school, date(2018, 9, 24)), 5)
    assert [(each.lesson.day.isoformat(), each.skipped) for each in planned] == [
        ("2018-09-24", "Mid-Autumn Festival"),
        ("2018-10-01", "National Day"),
        ("2018-10-08", ""),
        (
            "2018-10-15",
            "At that time the school has another lesson (2018-10-15, 20:00–22:00).",
        ),
        ("2018-10-22", ""),
    ]
    made = timetable.make_weekly(school, planned)
    assert [one.day for one in made] == [date(2018, 10, 8), date(2018, 10, 22)]
    listed = [line.lesson.day for line in lessons.listing(school, state=LessonState.PLANNED)]
    assert listed == [date(2018, 10, 8), date(2018, 10, 15), date(2018, 10, 22)]


def test_every_second_week(school: Workspace) -> None:
    planned = timetable.plan_weekly(school, draft(school), 5, every=2)
    assert [each.lesson.day.day for each in planned] == [1, 15, 29]


def test_a_plan_that_was_overtaken_makes_nothing(school: Workspace) -> None:
    planned = timetable.plan_weekly(school, draft(school), 3)
    evening(school, date(2018, 3, 15))
    with pytest.raises(UserError, match="At that time"):
        timetable.make_weekly(school, planned)
    assert len(lessons.listing(school, state=LessonState.PLANNED)) == 1


@pytest.mark.parametrize(("weeks", "end"), [(0, NINE), (54, NINE), (2, SEVEN)])
def test_a_plan_must_be_possible(school: Workspace, weeks: int, end: time) -> None:
    with pytest.raises(UserError):
        timetable.plan_weekly(school, draft(school, end=end), weeks)


def test_a_month_in_whole_weeks(school: Workspace) -> None:
    planned = evening(school, date(2018, 10, 31))
    before = evening(school, date(2018, 10, 1))
    month = timetable.month(school, SCHOOL, 2018, 11)
    assert (month.days[0].day, month.days[-1].day) == (date(2018, 10, 29), date(2018, 12, 2))
    assert len(month.days) % 7 == 0
    shown = {day.day: [line.lesson.id for line in day.lessons] for day in month.days}
    assert shown[date(2018, 10, 31)] == [planned.id]
    assert all(before.id not in ids for ids in shown.values())
    holidays = {day.day.day for day in month.days if day.holiday}
    assert holidays == {20, 21, 22}
    assert [day.in_month for day in month.days].count(True) == 30
