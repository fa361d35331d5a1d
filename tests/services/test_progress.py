"""Figures through the services, and counted again from the rows by other means."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightschool.domain.codes import Belonging, CourseKind, LessonState, Role
from nightschool.domain.identity import RowId
from nightschool.domain.lesson import Lesson
from nightschool.domain.person import Person
from nightschool.domain.policy import Policy, is_due
from nightschool.domain.roll import ATTENDED, credited
from nightschool.domain.school import key as school_key
from nightschool.errors import UserError
from nightschool.services import policy, progress, reports
from nightschool.services.progress import Level
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from nightschool.storage.queries import common
from nightschool.storage.queries.records import fetch, selecting
from tests import schools, workspaces
from tests.schools import DAYS, POLICY, World

counties = map(str, count(200_000))
SPRING = date(2018, 3, 31)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    made = workspaces.make(tmp_path_factory.mktemp("county"), workspaces.COUNTY)
    yield made
    made.close()


@given(st.data(), st.sampled_from(DAYS + DAYS[4:7] * 3))
def test_figures_are_those_counted_by_hand(
    shared: Workspace, data: st.DataObject, on: date
) -> None:
    world = data.draw(schools.worlds(next(counties)))
    with shared.database.write() as write:
        world.write(write)
    workspace = replace(shared, scope=world.county, role=Role.COUNTY)
    section = progress.figures(workspace, on)
    by_hand = recount(workspace, world.county, on)
    assert {name: reports.named(section)[name] for name in by_hand} == by_hand
    for part in section.at(Level.SCHOOL):
        expected = recount(workspace, part.code, on)
        assert {name: reports.named(part)[name] for name in expected} == expected


def recount(workspace: Workspace, scope: str, on: date) -> dict[str, Any]:
    """The figures from the rows alone, in the words of docs/figures.md."""
    with workspace.database.read() as connection:
        lines = schools.rolls(connection, scope, POLICY, on)
        everybody = {
            one.id: one
            for one in fetch(connection, Person, selecting(Person, tables.Person))
            if one.school.startswith(scope)
        }
        lessons = [
            one
            for one in fetch(connection, Lesson, selecting(Lesson, tables.Lesson))
            if one.school.startswith(scope)
            and one.state is LessonState.HELD
            and not one.roll_open
            and POLICY.start <= one.day <= min(on, POLICY.end - timedelta(days=1))
        ]
    here = {
        key
        for key, one in everybody.items()
        if one.belonging is Belonging.REGISTERED and (one.left_on is None or one.left_on > on)
    }
    due = {key for key in here if is_due(everybody[key], POLICY, on)}
    halves: Counter[tuple[RowId, CourseKind]] = Counter()
    came: dict[RowId, list[date]] = {}
    for line, lesson, course in lines:
        if line.mark in ATTENDED:
            came.setdefault(line.person, []).append(lesson.day)
        if course is not None:
            gained = credited(line.mark, line.half_hours, lesson.half_hours)
            halves[line.person, course.kind] += gained
    done = {key for key in everybody if completes(halves, key)}
    began = {key for key in came if is_due(everybody[key], POLICY, min(came[key]))}
    homes: dict[RowId, set[RowId]] = {}
    for key in here:
        home = everybody[key].household
        if home is not None:
            homes.setdefault(home, set()).add(key)
    total = sum(halves[key, kind] for key in here for kind in CourseKind)
    return {
        "people": len(here),
        "working_age": len(due),
        "begun": len(due & came.keys()),
        "complete": len(due & done),
        "complete_but_left": len((done & began) - due),
        "absent_60_days": sum(max(came[key]) <= on - timedelta(60) for key in due & came.keys()),
        "never_came": len(due - came.keys()),
        "households": len(homes),
        "households_due": sum(bool(members & due) for members in homes.values()),
        "households_reached": sum(
            any(day.year == on.year for key in members for day in came.get(key, ()))
            for members in homes.values()
        ),
        "households_trained": sum(
            bool(members & done & (due | began)) for members in homes.values()
        ),
        "households_complete": sum(
            bool(members & due) and members & due <= done for members in homes.values()
        ),
        "lessons": len(lessons),
        "hours": total / 2,
        "hours_technology": sum(halves[key, CourseKind.TECHNOLOGY] for key in here) / 2,
        "hours_of_others": (sum(halves.values()) - total) / 2,
        "share": round(100 * len(due & done) / len(due), 1) if due else None,
    }


def completes(halves: Counter[tuple[RowId, CourseKind]], key: RowId) -> bool:
    theirs = [halves[key, kind] for kind in CourseKind]
    technology = halves[key, CourseKind.TECHNOLOGY]
    return sum(theirs) >= 48 and technology >= 16 and sum(half > 0 for half in theirs) >= 2


def filled(workspace: Workspace, school: str) -> World:
    """Six people at one lesson of two hours of technology."""
    world = schools.one_lesson(workspaces.COUNTY, people=6, school=school)
    with workspace.database.write() as write:
        world.write(write)
    return world


def test_a_school_sees_itself(school: Workspace) -> None:
    filled(school, workspaces.SCHOOL)
    section = progress.figures(school, SPRING)
    assert (section.level, section.code, section.parts) == (Level.SCHOOL, workspaces.SCHOOL, ())
    assert section.figures.people == 6


def test_a_county_sees_every_school_under_its_township(county: Workspace) -> None:
    filled(county, workspaces.SCHOOL)
    section = progress.figures(county, SPRING)
    townships = section.at(Level.TOWNSHIP)
    assert section.level is Level.COUNTY
    assert [part.figures.people for part in townships if part.name == "冕山镇"] == [6]
    assert sum(part.figures.people for part in section.at(Level.SCHOOL)) == 6
    assert progress.figures(county, SPRING, workspaces.SCHOOL).figures == section.figures


def test_the_prefecture_sums_its_counties_by_their_own_rules(tmp_path: Path) -> None:
    prefecture = workspaces.make(tmp_path, "5134")
    filled(prefecture, workspaces.SCHOOL)
    with prefecture.database.write() as write:
        key: rows.Key = (common.policy_key(workspaces.COUNTY),)
        rows.edit(write, tables.Policy, {key: {"start": date(2018, 3, 2)}})
    section = progress.figures(prefecture, SPRING)
    assert (section.level, len(section.parts)) == (Level.PREFECTURE, 17)
    assert (section.figures.people, section.figures.lessons) == (6, 0)
    prefecture.close()


def test_a_closed_school_stays_while_it_has_people(county: Workspace) -> None:
    filled(county, workspaces.SCHOOL)
    before = len(progress.figures(county, SPRING).at(Level.SCHOOL))
    empty, full = "513432101207", workspaces.SCHOOL
    with county.database.write() as write:
        closed: dict[rows.Key, rows.Values] = {
            (school_key(code),): {"closed_on": SPRING} for code in (empty, full)
        }
        rows.edit(write, tables.School, closed)
    codes = [part.code for part in progress.figures(county, SPRING).at(Level.SCHOOL)]
    assert full in codes
    assert empty not in codes
    assert len(codes) == before - 1


def test_people_come_with_their_skills(school: Workspace) -> None:
    filled(school, workspaces.SCHOOL)
    people = progress.people(school, SPRING)
    assert {one.skills for one in people} == {("养蜂",)}
    assert {one.hours.total for one in people} == {4}


def test_households_come_with_number_and_head(school: Workspace) -> None:
    filled(school, workspaces.SCHOOL)
    [home] = progress.households(school, SPRING)
    assert (home.name.head, home.members, home.reached) == ("吉克阿牛", 6, True)


def test_the_county_sets_the_rules_and_figures_follow(county: Workspace) -> None:
    filled(county, workspaces.SCHOOL)
    assert progress.figures(county, SPRING).figures.complete == 0
    rules = Policy(half_hours=4, technology_half_hours=4, kinds=1)
    policy.set_policy(county, rules, "tried out")
    assert policy.policy_of(county) == rules
    assert progress.figures(county, SPRING).figures.complete == 6


def test_a_school_cannot_set_the_rules(school: Workspace) -> None:
    with pytest.raises(UserError, match="county"):
        policy.set_policy(school, Policy())


def test_rules_that_cannot_be_change_nothing(county: Workspace) -> None:
    with pytest.raises(UserError):
        policy.set_policy(county, Policy(kinds=9))
    assert policy.policy_of(county) == Policy()


def test_the_report_says_the_same_as_the_figures(county: Workspace, tmp_path: Path) -> None:
    filled(county, workspaces.SCHOOL)
    report = reports.progress_report(county, SPRING)
    file = reports.save(report, tmp_path / "progress.xlsx")
    sheet = openpyxl.load_workbook(file).worksheets[0]
    head, *body = [row for row in sheet.iter_rows(min_row=3, values_only=True) if row[1]]
    assert head[:3] == ("Township", "Night school", "Households")
    people, share = head.index("People"), head.index("Share")
    [xiaoshan] = [row for row in body if row[1] == "小山村"]
    assert (xiaoshan[0], xiaoshan[people], xiaoshan[share]) == ("冕山镇", 6, 0)
    every = {row[0]: row for row in sheet.iter_rows(min_row=4, values_only=True)}
    assert every["All"][people] == 6
