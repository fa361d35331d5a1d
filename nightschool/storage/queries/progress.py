"""What the rotation's figures are made from, beside the hours."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from nightschool.domain import progress
from nightschool.domain.codes import Relation
from nightschool.domain.identity import RowId
from nightschool.domain.policy import Hours, Policy
from nightschool.domain.progress import HouseholdName, Learner, PersonProgress
from nightschool.storage.queries import hours
from nightschool.storage.queries.records import fetch, selecting
from nightschool.storage.tables import Attendance, Course, Household, Lesson, Person

_NONE = Hours()


def learners(connection: Connection, scope: str) -> list[Learner]:
    """Everybody on the lists of a county or school, by school and 人编号."""
    query = selecting(Learner, Person, hours.within(Person, scope))
    order = (Person.scope, Person.person_no.is_(None), Person.person_no, Person.name, Person.id)
    return fetch(connection, Learner, query.order_by(*order))


def people(connection: Connection, scope: str, policy: Policy, on: date) -> list[PersonProgress]:
    """Where everybody on the lists of a county or school stands; skills are not asked for."""
    attended = hours.of_people(connection, scope, policy, on)
    return [
        progress.of_person(one, attended.get(one.id, _NONE), policy, on)
        for one in learners(connection, scope)
    ]


def lessons(connection: Connection, scope: str, policy: Policy, on: date) -> Mapping[str, int]:
    """Lessons held in the rotation's years up to the day, of each school that held any."""
    held = hours.held(scope, policy.start, hours.end_of(policy, on))
    query = select(Lesson.scope, func.count()).where(*held).group_by(Lesson.scope)
    return {row[0]: row[1] for row in connection.execute(query)}


def skills(
    connection: Connection, scope: str, policy: Policy, on: date
) -> Mapping[RowId, tuple[str, ...]]:
    """The skills of the courses that each person attended in full; who has none is absent."""
    held = hours.held(scope, policy.start, hours.end_of(policy, on))
    attended, called = hours.attended().label("attended"), func.count().label("called")
    query = (
        select(Attendance.person, Course.skill, attended, called)
        .join(Lesson, Lesson.id == Attendance.lesson)
        .join(Course, Course.id == Lesson.course)
        .where(Course.skill != "", Attendance.deleted.is_(False), *held)
        .group_by(Attendance.person, Course.id, Course.skill)
    )
    found: defaultdict[RowId, set[str]] = defaultdict(set)
    for row in connection.execute(query):
        if progress.is_mastered(row.attended, row.called):
            found[row.person].add(row.skill)
    return {person: tuple(sorted(names)) for person, names in found.items()}


def household_names(connection: Connection, scope: str) -> Mapping[RowId, HouseholdName]:
    """The 户编号 and the head's name of the households of a county or school."""
    here = (hours.within(Person, scope), Person.deleted.is_(False), Person.left_on.is_(None))
    heads = select(Person.household, Person.name).where(*here, Person.relation == Relation.HEAD)
    head = {row.household: row.name for row in connection.execute(heads)}
    homes = select(Household.id, Household.number).where(hours.within(Household, scope))
    return {
        row.id: HouseholdName(row.number, head.get(row.id)) for row in connection.execute(homes)
    }
