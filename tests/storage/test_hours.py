from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select, update

from nightschool.domain import identity
from nightschool.domain.codes import LessonState, Mark
from nightschool.domain.completion import enough_days
from nightschool.domain.identity import RowId
from nightschool.domain.policy import Policy
from nightschool.domain.roll import Attendance, credited
from nightschool.storage import hours, rows, tables
from nightschool.storage.database import Database, Write
from nightschool.storage.queries import completion
from nightschool.storage.queries import hours as queries
from tests import schools
from tests.schools import DAYS, POLICY, World
from tests.storage.conftest import make_database

LATE = DAYS[-1]
EXAMPLES = settings().max_examples
counties = map(str, count(100_000))
"""A county for each example: one database serves all."""


@pytest.fixture(scope="module", params=["sqlcipher", "postgresql"])
def shared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    if request.param == "postgresql":
        made = request.getfixturevalue("server").make_database()
    else:
        made = make_database(tmp_path_factory.mktemp("hours"))
    yield made
    made.close()


def put(database: Database, data: st.DataObject) -> World:
    world = data.draw(schools.worlds(next(counties)))
    with database.write() as write:
        world.write(write)
    return world


def assert_equal_by_hand(
    database: Database, world: World, on: date, policy: Policy = POLICY
) -> None:
    with database.read() as connection:
        by_hand = schools.hours_by_hand(connection, world.county, policy, on)
        assert queries.of_people(connection, world.county, policy, on) == by_hand
        for scope in {one.school for one in world.people}:
            theirs = {one.id for one in world.people if one.school == scope}
            expected = {key: value for key, value in by_hand.items() if key in theirs}
            assert queries.of_people(connection, scope, policy, on) == expected


def assert_current(database: Database, world: World, policy: Policy = POLICY) -> None:
    """Up to date, and the same as counting all from the lines would give."""
    with database.read() as connection:
        assert queries.is_current(connection, world.county, policy)
        kept = select(*rows.table_of(tables.HoursTotal).columns).where(
            queries.of_scope(tables.HoursTotal.__table__.c.person, world.county)
        )
        lines = queries.counted(world.county, policy.start, policy.end)
        assert set(connection.execute(kept)) == set(connection.execute(lines))


def assert_enough_by_hand(database: Database, world: World) -> None:
    """Since when each one's hours suffice, kept and counted anew."""
    with database.read() as connection:
        lines = [
            (
                person,
                lesson.day,
                course.kind,
                credited(line.mark, line.half_hours, lesson.half_hours),
            )
            for person, line, lesson, course in schools.lines_once(
                connection, world.county, POLICY, POLICY.end
            )
            if course is not None
        ]
        expected = enough_days(sorted(lines, key=lambda one: one[1]), POLICY)
        assert completion.kept(connection, world.county) == expected
        assert completion.counted(connection, world.county, POLICY) == expected


@settings(max_examples=EXAMPLES // 2)
@given(st.data(), st.sampled_from(DAYS))
def test_sums_by_sql_are_those_by_hand(shared: Database, data: st.DataObject, on: date) -> None:
    world = put(shared, data)
    assert_equal_by_hand(shared, world, on)
    hours.refresh(shared, world.county, POLICY)
    assert_equal_by_hand(shared, world, on)


@settings(max_examples=EXAMPLES // 4)
@given(st.data())
def test_the_derived_table_follows_every_edit(shared: Database, data: st.DataObject) -> None:
    world = put(shared, data)
    hours.refresh(shared, world.county, POLICY)
    for _ in range(data.draw(st.integers(1, 5))):
        change = data.draw(st.sampled_from(EDITS))
        with shared.write() as write:
            change(write, world, data)
        assert_equal_by_hand(shared, world, LATE)
        hours.refresh(shared, world.county, POLICY)
        assert_current(shared, world)
        assert_enough_by_hand(shared, world)
    assert_equal_by_hand(shared, world, data.draw(st.sampled_from(DAYS)))


def edit_line(write: Write, world: World, data: st.DataObject) -> None:
    if world.lines:
        line = data.draw(st.sampled_from(world.lines))
        mark, corrected = data.draw(st.sampled_from(Mark)), data.draw(st.sampled_from([None, 2]))
        key: rows.Key = (line.lesson, line.person)
        rows.edit(write, tables.Attendance, {key: {"mark": mark, "half_hours": corrected}})


def delete_or_restore_line(write: Write, world: World, data: st.DataObject) -> None:
    if world.lines:
        line = data.draw(st.sampled_from(world.lines))
        key = (line.lesson, line.person)
        if not rows.delete(write, tables.Attendance, [key]):
            rows.restore(write, tables.Attendance, {key: {}})


def edit_lesson(write: Write, world: World, data: st.DataObject) -> None:
    lesson = data.draw(st.sampled_from(world.lessons))
    changes: dict[str, Any] = data.draw(
        st.fixed_dictionaries(
            {},
            optional={
                "day": st.sampled_from(DAYS),
                "half_hours": schools.half_hours,
                "state": schools.states,
                "roll_open": st.booleans(),
                "course": st.sampled_from([one.id for one in world.courses]),
            },
        )
    )
    rows.edit(write, tables.Lesson, {(lesson.id,): changes})


def delete_or_restore_lesson(write: Write, world: World, data: st.DataObject) -> None:
    lesson = data.draw(st.sampled_from(world.lessons))
    if not rows.delete(write, tables.Lesson, [(lesson.id,)]):
        rows.restore(write, tables.Lesson, {(lesson.id,): {}})


def edit_course(write: Write, world: World, data: st.DataObject) -> None:
    course = data.draw(st.sampled_from(world.courses))
    key: rows.Key = (course.id,)
    rows.edit(write, tables.Course, {key: {"provincial_kind": data.draw(schools.kinds)}})


def add_line(write: Write, world: World, data: st.DataObject) -> None:
    taken = {(line.lesson, line.person) for line in world.lines}
    for lesson in world.lessons:
        for person in world.people:
            if lesson.school == person.school and (lesson.id, person.id) not in taken:
                line = Attendance(lesson.id, person.id, data.draw(st.sampled_from(Mark)))
                world.lines.append(line)
                rows.insert(write, tables.Attendance, [world.line_values(line)])
                return


def join_or_part(write: Write, world: World, data: st.DataObject) -> None:
    """Two people of a school, or two lessons, become one, or are two again."""
    people: tuple[type[tables.Synced], Any] = (tables.Person, world.people)
    lessons: tuple[type[tables.Synced], Any] = (tables.Lesson, world.lessons)
    model, held = data.draw(st.sampled_from([people, lessons]))
    one = data.draw(st.sampled_from(held))
    others = [each for each in held if each.school == one.school and each is not one]
    other = data.draw(st.sampled_from([None, *others, *others]))
    if other is None:
        rows.edit(write, model, {(one.id,): {"merged_into": None}})
        return
    into, gone = sorted(
        (one.id, other.id)
    )  # keys are new each time: they may not steer what is drawn
    rows.edit(write, model, {(gone,): {"merged_into": into}})


EDITS = [
    join_or_part,
    join_or_part,
    edit_line,
    delete_or_restore_line,
    edit_lesson,
    delete_or_restore_lesson,
    edit_course,
    add_line,
]


@settings(max_examples=EXAMPLES // 10)
@given(st.data())
def test_other_years_count_everything_again(shared: Database, data: st.DataObject) -> None:
    world = put(shared, data)
    hours.refresh(shared, world.county, POLICY)
    later = replace(POLICY, start=date(2019, 1, 1), years=1)
    assert_equal_by_hand(shared, world, LATE, later)
    hours.refresh(shared, world.county, later)
    assert_current(shared, world, later)
    assert_equal_by_hand(shared, world, LATE, later)


def test_only_those_touched_are_counted_again(database: Database) -> None:
    """A wrong row of somebody else stays: so nobody else was counted; `check` finds it."""
    world, (one, other) = small_world(database)
    hours.refresh(database, world.county, POLICY)
    spoil(database, other)
    change_mark(database, world, one)
    hours.refresh(database, world.county, POLICY)
    with database.read() as connection:
        kept = queries.of_people(connection, world.county, POLICY, LATE)
        assert (kept[one].attended, kept[other].attended) == (0, 99)
        assert hours.check(connection) == [other]


@pytest.mark.parametrize("came_before", [True, False])
def test_a_day_before_somebodys_latest_roll(database: Database, came_before: bool) -> None:
    world, (one, _other) = small_world(database)
    later = replace(world.lessons[0], id=identity.new(), day=date(2019, 5, 14))
    line = Attendance(later.id, one, Mark.PRESENT)
    with database.write() as write:
        rows.insert(write, tables.Lesson, [rows.values_of(later)])
        rows.insert(write, tables.Attendance, [{**rows.values_of(line), "scope": later.school}])
        if not came_before:
            rows.delete(write, tables.Attendance, [(world.lessons[0].id, one)])
    hours.refresh(database, world.county, POLICY)
    assert_equal_by_hand(database, world, date(2019, 5, 13))
    assert_equal_by_hand(database, world, date(2019, 5, 14))


@settings(max_examples=EXAMPLES // 4)
@given(st.data())
def test_a_day_shortly_before_the_latest_rolls(shared: Database, data: st.DataObject) -> None:
    """Few lessons come after it: their lines are taken off what is kept."""
    world = put(shared, data)
    first = world.lessons[0]
    many = [
        replace(first, id=identity.new(), day=first.day.replace(day=day), state=LessonState.HELD)
        for day in range(1, 29)
    ]
    marks = st.sampled_from([None, *Mark])
    lines = [
        Attendance(lesson.id, person.id, mark)
        for lesson in many
        for person in world.people
        if person.school == first.school
        if (mark := data.draw(marks)) is not None
    ]
    with shared.write() as write:
        rows.insert(write, tables.Lesson, map(rows.values_of, many))
        ready = [{**rows.values_of(line), "scope": first.school} for line in lines]
        rows.insert(write, tables.Attendance, ready)
    hours.refresh(shared, world.county, POLICY)
    for day in (20, 25, 27):
        assert_equal_by_hand(shared, world, first.day.replace(day=day))


def test_check_passes_what_is_right_and_what_waits(database: Database) -> None:
    world, (one, _other) = small_world(database)
    hours.refresh(database, world.county, POLICY)
    change_mark(database, world, one)
    with database.read() as connection:
        assert hours.check(connection) == []


def test_check_finds_a_wrong_day_of_enough_hours(database: Database) -> None:
    world, (one, _other) = small_world(database)
    easy = replace(POLICY, half_hours=4, technology_half_hours=4, kinds=1)
    hours.refresh(database, world.county, easy)
    with database.write() as write:
        wrong = update(tables.HoursEnough).where(tables.HoursEnough.person == one)
        write.connection.execute(wrong.values(day=LATE))
    with database.read() as connection:
        assert hours.check(connection) == [one]


def test_what_was_forgotten_is_counted_anew(database: Database) -> None:
    world, (_one, other) = small_world(database)
    hours.refresh(database, world.county, POLICY)
    spoil(database, other)
    with database.write() as write:
        hours.forget(write.connection)
    hours.refresh(database, world.county, POLICY)
    assert_current(database, world)


def test_reading_figures_moves_no_counter_and_writes_once(database: Database) -> None:
    world, _people = small_world(database)
    statements: list[str] = []
    with database.read() as connection:
        before = connection.execute(select(tables.Workspace.seq, tables.Workspace.counter)).one()
    hours.refresh(database, world.county, POLICY)
    event.listen(
        database.engine,
        "before_cursor_execute",
        lambda connection, cursor, statement, *_rest: statements.append(statement),
    )
    hours.refresh(database, world.county, POLICY)
    with database.read() as connection:
        after = connection.execute(select(tables.Workspace.seq, tables.Workspace.counter)).one()
    assert before == after
    assert not [text for text in statements if text.startswith(("INSERT", "DELETE"))]


def test_a_database_that_cannot_be_written_is_counted_from_its_lines(database: Database) -> None:
    world, (one, _other) = small_world(database)
    refuse = {
        "sqlite": "PRAGMA query_only = 1",
        "postgresql": "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
    }
    with database.engine.connect() as connection:
        connection.exec_driver_sql(refuse[connection.dialect.name])
        connection.commit()
    hours.refresh(database, world.county, POLICY)
    with database.read() as connection:
        assert not queries.is_current(connection, world.county, POLICY)
        assert queries.of_people(connection, world.county, POLICY, LATE)[one].attended == 1


def small_world(database: Database) -> tuple[World, list[RowId]]:
    """Six people of one school, all present at one lesson; the keys of two of them."""
    world = schools.one_lesson("513432", people=6)
    with database.write() as write:
        world.write(write)
    return world, [world.people[0].id, world.people[1].id]


def change_mark(database: Database, world: World, person: RowId) -> None:
    with database.write() as write:
        key: rows.Key = (world.lessons[0].id, person)
        rows.edit(write, tables.Attendance, {key: {"mark": Mark.ABSENT}})


def spoil(database: Database, person: RowId) -> None:
    with database.write() as write:
        wrong = update(tables.HoursTotal).where(tables.HoursTotal.person == person)
        write.connection.execute(wrong.values(attended=99))
