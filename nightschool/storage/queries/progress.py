"""What the rotation's figures are made from, beside the hours."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.engine import Connection

from nightschool.domain import progress
from nightschool.domain.codes import Relation
from nightschool.domain.identity import RowId
from nightschool.domain.policy import Hours, Policy
from nightschool.domain.progress import HouseholdName, Learner, PersonProgress
from nightschool.storage.queries import completion, hours, joined
from nightschool.storage.queries.records import fetch, selecting
from nightschool.storage.tables import Attendance, Course, Household, Lesson, Person

_NONE = Hours()


def learners(connection: Connection, scope: str) -> list[Learner]:
    """Everybody on the lists of a county or school, by school and 人编号; who was joined once."""
    query = selecting(Learner, Person, hours.within(Person, scope), joined.standing(Person))
    order = (Person.scope, Person.person_no.is_(None), Person.person_no, Person.name, Person.id)
    return fetch(connection, Learner, query.order_by(*order))


def people(connection: Connection, scope: str, policy: Policy, on: date) -> list[PersonProgress]:
    """Where everybody on the lists of a county or school stands; skills are not asked for."""
    attended = hours.of_people(connection, scope, policy, on)
    enough = completion.days(connection, scope, policy)
    return [
        progress.of_person(one, attended.get(one.id, _NONE), policy, on, enough.get(one.id))
        for one in learners(connection, scope)
    ]


def lessons(connection: Connection, scope: str, policy: Policy, on: date) -> Mapping[str, int]:
    """Lessons held in the rotation's years up to the day, of each school that held any."""
    held = hours.held(scope, policy.start, hours.end_of(policy, on))
    query = select(Lesson.scope, func.count()).where(*held, joined.standing(Lesson))
    query = query.group_by(Lesson.scope)
    return {row[0]: row[1] for row in connection.execute(query)}


def skills(
    connection: Connection, scope: str, policy: Policy, on: date
) -> Mapping[RowId, tuple[str, ...]]:
    """The skills of the courses that each person attended in full; who has none is absent."""
    held = hours.held(scope, policy.start, hours.end_of(policy, on))
    attended, called = hours.attended().label("attended"), func.count().label("called")
    columns: tuple[Any, ...] = (Attendance.person, Course.skill, attended, called)
    query = (
        select(*columns)
        .join(Lesson, Lesson.id == Attendance.lesson)
        .join(Course, Course.id == Lesson.course)
        .where(Course.skill != "", Attendance.deleted.is_(False), *held)
        .group_by(Attendance.person, Course.id, Course.skill)
    )
    twice = joined.affected(connection)
    rows = [row for row in connection.execute(query) if row.person not in twice]
    if twice:
        rows.extend(connection.execute(_of_joined(query, twice, held)))
    found: defaultdict[RowId, set[str]] = defaultdict(set)
    for row in rows:
        if progress.is_mastered(row.attended, row.called):
            found[row.person].add(row.skill)
    return {person: tuple(sorted(names)) for person, names in found.items()}


def _of_joined(query: Select[Any], people: Collection[RowId], held: Any) -> Select[Any]:
    """The same of these people, each line for the one who stands and each lesson once."""
    persons = joined.people()
    person = joined.of_root(Attendance.person)
    _person, *others = query.selected_columns
    return (
        joined.once(query, *held)
        .with_only_columns(person.label("person"), *others)
        .outerjoin(persons, persons.c.person == Attendance.person)
        .where(Attendance.person.in_(people))
        .group_by(None)
        .group_by(person, Course.id, Course.skill)
    )


def household_names(connection: Connection, scope: str) -> Mapping[RowId, HouseholdName]:
    """The 户编号 and the head's name of the households of a county or school."""
    here = (hours.within(Person, scope), Person.deleted.is_(False), Person.left_on.is_(None))
    heads = select(Person.household, Person.name).where(
        *here, joined.standing(Person), Person.relation == Relation.HEAD
    )
    head = {row.household: row.name for row in connection.execute(heads)}
    homes = select(Household.id, Household.number).where(hours.within(Household, scope))
    return {
        row.id: HouseholdName(row.number, head.get(row.id)) for row in connection.execute(homes)
    }
