"""What reports add to the figures, by SQL on both engines and line by line in Python."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nightschool.domain import account, progress
from nightschool.domain.account import Activity
from nightschool.domain.codes import LessonState
from nightschool.domain.course import Course
from nightschool.domain.identity import RowId
from nightschool.domain.lesson import Lesson
from nightschool.domain.policy import NOTHING, missing
from nightschool.domain.roll import ATTENDED, credited
from nightschool.storage import hours
from nightschool.storage.database import Database
from nightschool.storage.queries import activity
from nightschool.storage.queries import completion as enough
from nightschool.storage.queries import hours as totals
from nightschool.storage.queries import progress as found
from tests import schools
from tests.schools import DAYS, POLICY, World
from tests.storage.conftest import make_database

EXAMPLES = settings().max_examples
counties = map(str, count(300_000))
FIRST, END = DAYS[0].replace(day=1), DAYS[-1] + timedelta(days=1)


@pytest.fixture(scope="module", params=["sqlcipher", "postgresql"])
def shared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    if request.param == "postgresql":
        made = request.getfixturevalue("server").make_database()
    else:
        made = make_database(tmp_path_factory.mktemp("activity"))
    yield made
    made.close()


def put(database: Database, data: st.DataObject) -> World:
    world = data.draw(schools.worlds(next(counties)))
    with database.write() as write:
        world.write(write)
    return world


@settings(max_examples=EXAMPLES // 2)
@given(st.data())
def test_months_by_sql_are_those_by_hand(shared: Database, data: st.DataObject) -> None:
    world = put(shared, data)
    with shared.read() as connection:
        every = activity.months(connection, world.county, FIRST, END)
        assert every == by_hand(world)
        for school in {one.school for one in world.lessons}:
            alone = activity.months(connection, school, FIRST, END)
            assert alone == {code: done for code, done in every.items() if code == school}


def by_hand(world: World) -> dict[str, dict[date, Activity]]:
    """From the world itself, in the words of docs/figures.md."""
    courses = {one.id: one for one in world.courses}
    months: defaultdict[str, dict[date, Activity]] = defaultdict(dict)
    for lesson in world.lessons:
        if lesson.state is LessonState.HELD and not lesson.roll_open:
            month = lesson.day.replace(day=1)
            before = months[lesson.school].get(month, account.NOTHING_DONE)
            months[lesson.school][month] = before + of_lesson(world, lesson, courses)
    return months


def of_lesson(world: World, lesson: Lesson, courses: dict[RowId, Course]) -> Activity:
    lines = [line for line in world.lines if line.lesson == lesson.id]
    came = sum(line.mark in ATTENDED for line in lines)
    course = courses.get(lesson.course)
    if course is None:
        return Activity({}, 1, {}, came, len(lines))
    gained = sum(credited(line.mark, line.half_hours, lesson.half_hours) for line in lines)
    return Activity({course.kind: 1}, 0, {course.kind: gained}, came, len(lines))


@settings(max_examples=EXAMPLES // 2)
@given(st.data(), st.sampled_from(DAYS))
def test_the_day_of_enough_hours_is_that_by_hand(
    shared: Database, data: st.DataObject, on: date
) -> None:
    world = put(shared, data)
    expected: dict[RowId, date] = {}
    with shared.read() as connection:
        for day in sorted(DAYS):
            for person, theirs in schools.hours_by_hand(
                connection, world.county, POLICY, day
            ).items():
                if missing(theirs, POLICY) == NOTHING:
                    expected.setdefault(person, day)
        assert enough.days(connection, world.county, POLICY) == expected
    hours.refresh(shared, world.county, POLICY)
    with shared.read() as connection:
        assert totals.is_current(connection, world.county, POLICY)
        assert enough.days(connection, world.county, POLICY) == expected
        people = found.people(connection, world.county, POLICY, on)
    figures = progress.figures(people, on)
    curve = {month: n for month, n in figures.completed_in.items() if n}
    done = [one for one in people if one.due and one.complete]
    assert sum(curve.values()) == figures.complete == len(done)
    assert curve == Counter(expected[one.person.id].replace(day=1) for one in done)


def test_other_rules_count_everything_again(shared: Database) -> None:
    world = schools.one_lesson(next(counties), people=3)
    with shared.write() as write:
        world.write(write)
    hours.refresh(shared, world.county, POLICY)
    easy = replace(POLICY, half_hours=4, technology_half_hours=4, kinds=1)
    for rules, expected in ((POLICY, 0), (easy, 3), (replace(easy, kinds=2), 0)):
        hours.refresh(shared, world.county, rules)
        with shared.read() as connection:
            assert totals.is_current(connection, world.county, rules)
            assert len(enough.kept(connection, world.county)) == expected


def test_lessons_that_are_not_finished(shared: Database) -> None:
    world = schools.one_lesson(next(counties), people=1)
    [held] = world.lessons
    planned = replace(held, id=RowId(b"p" * 15 + b"1"), state=LessonState.PLANNED)
    opened = replace(held, id=RowId(b"p" * 15 + b"2"), roll_open=True)
    later = replace(planned, id=RowId(b"p" * 15 + b"3"), day=date(2018, 4, 1))
    off = replace(planned, id=RowId(b"p" * 15 + b"4"), state=LessonState.CANCELLED)
    with shared.write() as write:
        replace(world, lessons=[held, planned, opened, later, off]).write(write)
    with shared.read() as connection:
        last = date(2018, 3, 31)
        assert activity.unfinished(connection, held.school, date(2018, 3, 1), last) == 2
