"""What the rules of the checks look at: summed up or narrowed down by SQL, a county at a time."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    Text,
    case,
    cast,
    func,
    or_,
    select,
    type_coerce,
    union,
)
from sqlalchemy.engine import Connection

from nightschool.domain.checks.records import Evening, Home, Paper, Presence, Worker
from nightschool.domain.checks.shares import RECORD
from nightschool.domain.codes import Belonging, LessonState, Relation, WorkRegion
from nightschool.domain.identity import RowId
from nightschool.domain.policy import Hours, Policy
from nightschool.domain.progress import HouseholdName
from nightschool.domain.school import county_of
from nightschool.storage.queries import hours, joined
from nightschool.storage.rows import table_of
from nightschool.storage.tables import (
    Attendance,
    Certificate,
    Change,
    Course,
    Household,
    Lecturer,
    Lesson,
    Person,
)

_CHUNK = 400
_PLANNED = '"planned"'
"""The old value of the change that finished a roll call."""
_AWAY = frozenset(WorkRegion) - {WorkRegion.IN_COUNTY}


def evenings(connection: Connection, scope: str, policy: Policy, on: date) -> list[Evening]:
    """The lessons of a county or school that count on the day, with when each was entered."""
    held = *hours.held(scope, policy.start, hours.end_of(policy, on)), joined.standing(Lesson)
    came = (
        select(Attendance.lesson, func.count().label("came"))
        .join(Lesson, Lesson.id == Attendance.lesson)
        .where(Attendance.deleted.is_(False), hours.there(), *held)
        .group_by(Attendance.lesson)
    )
    counts = {row.lesson: row.came for row in connection.execute(came)}
    finished = (
        select(Change.row, func.min(Change.at).label("at"))
        .join(Lesson, Lesson.id == Change.row)
        .where(Change.table == "lesson", Change.column == "state", Change.old == _PLANNED)
        .where(Change.deleted.is_(False), *held)
        .group_by(Change.row)
    )
    entered = {row.row: _local_day(row.at) for row in connection.execute(finished)}
    return [
        replace(_evening(row), came=counts.get(row.id, 0), entered_on=entered.get(row.id))
        for row in connection.execute(_evenings().where(*held))
    ]


def waiting(connection: Connection, scope: str, policy: Policy, on: date) -> list[Evening]:
    """Lessons of days past whose roll nobody has finished."""
    query = _evenings().where(
        hours.within(Lesson, scope),
        Lesson.deleted.is_(False),
        joined.standing(Lesson),
        Lesson.day >= policy.start,
        Lesson.day < min(policy.end, on),
        or_(Lesson.state == LessonState.PLANNED, Lesson.roll_open.is_(True)),
    )
    return [_evening(row) for row in connection.execute(query)]


def _evenings() -> Select[Any]:
    title = func.coalesce(func.nullif(Lesson.title, ""), Course.title, "")
    lesson: list[Any] = [Lesson.id, Lesson.scope, title, Lesson.day, Lesson.start, Lesson.end]
    return select(*lesson, Lesson.half_hours).outerjoin(Course, Course.id == Lesson.course)


def _evening(row: Any) -> Evening:
    key, school, title, day, start, end, half_hours, *_more = row
    return Evening(key, school, title, day, start, end, half_hours)


def _local_day(at: str) -> date | None:
    try:
        return datetime.fromisoformat(at).astimezone().date()
    except (ValueError, OverflowError):  # of a clock that shows nothing
        return None


def present(connection: Connection, lessons: Collection[RowId]) -> Mapping[RowId, set[RowId]]:
    """Who was at these lessons, by who they are today."""
    found: defaultdict[RowId, set[RowId]] = defaultdict(set)
    roots = joined.roots(connection)
    for part in _parts(lessons):
        query = select(Attendance.lesson, Attendance.person).where(
            Attendance.lesson.in_(part), Attendance.deleted.is_(False), hours.there()
        )
        for lesson, person in connection.execute(query):
            found[lesson].add(roots.get(person, person))
    return found


def presences(
    connection: Connection, scope: str, policy: Policy, on: date, clashing: Collection[RowId]
) -> list[Presence]:
    """Who was at these lessons, and where those were whose ID number stands on two lists."""
    found: set[Presence] = set()
    lines = _presences(county_of(scope), policy, on)
    for part in _parts(clashing):
        found |= _read(connection, lines.where(Attendance.lesson.in_(part)))
    return sorted(
        found | _read(connection, lines.where(Attendance.person.in_(_twice(scope)))),
        key=lambda one: (one.person, one.evening.day, one.evening.id),
    )


def _twice(scope: str) -> Select[Any]:
    """People of a county's or school's whose ID number somebody else in the county has too."""
    number, county = Person.citizen_no, hours.within(Person, county_of(scope))
    alive = Person.deleted.is_(False), joined.standing(Person), number.is_not(None)
    ours = select(number).where(*alive, hours.within(Person, scope))
    same = select(number).where(*alive, county).group_by(number).having(func.count() > 1)
    if len(scope) > len(county_of(scope)):
        same = same.where(number.in_(ours))
    return select(Person.id).where(*alive, county, number.in_(same))


def _presences(county: str, policy: Policy, on: date) -> Select[Any]:
    evening = _evenings().join(Attendance, Attendance.lesson == Lesson.id)
    return (
        evening.add_columns(Person.id, Person.scope, Person.name, Person.citizen_no)
        .join(Person, Person.id == Attendance.person)
        .where(Attendance.deleted.is_(False), Person.deleted.is_(False), hours.there())
        .where(*hours.held(county, policy.start, hours.end_of(policy, on)))
        .where(joined.standing(Lesson))
    )


def _read(connection: Connection, query: Select[Any]) -> set[Presence]:
    """Who was joined to somebody is that one: on the list of their school, and as `who`."""
    roots, everywhere = joined.roots(connection), joined.everywhere(connection)
    return {
        Presence(
            roots.get(person, person),
            school,
            name,
            number or everywhere.get(person, person).hex(),
            _evening(evening),
        )
        for *evening, person, school, name, number in connection.execute(query)
    }


def workers(
    connection: Connection, scope: str, policy: Policy, on: date, least: int
) -> list[Worker]:
    """Who works outside the county for so many months, and in how many months of the year came."""
    first = max(policy.start, date(on.year, 1, 1))
    month = func.substr(type_coerce(Lesson.day, Text), 1, 7)
    # Of everybody: SQLite would look up the lines of each worker, which takes twenty times as long.
    months = (
        select(Attendance.person, func.count(month.distinct()).label("months"))
        .join(Lesson, Lesson.id == Attendance.lesson)
        .where(Attendance.deleted.is_(False), hours.there(), joined.standing(Lesson))
        .where(*hours.held(scope, first, hours.end_of(policy, on)))
        .group_by(Attendance.person)
        .subquery()
    )
    columns = months.columns
    query = (
        select(Person.id, Person.scope, Person.name, Person.work_months, columns.months)
        .join(months, columns.person == Person.id)
        .where(hours.within(Person, scope), *_alive(), Person.work_months >= least)
        .where(Person.work_region.in_(sorted(_AWAY)), columns.months > 0)
    )
    return [Worker(*row) for row in connection.execute(query)]


def papers(connection: Connection, scope: str, earned: Mapping[RowId, Hours]) -> list[Paper]:
    """Certificates that are neither void nor emptied, with the hours that `earned` says.

    Nothing is said of a holder who was joined to somebody whose hours are not among them.
    """
    query = select(
        Certificate.id,
        Certificate.scope,
        Certificate.name,
        Certificate.number,
        Certificate.half_hours,
        Certificate.person,
    ).where(
        hours.within(Certificate, scope),
        Certificate.deleted.is_(False),
        Certificate.voided_on.is_(None),
        Certificate.name != "",
    )
    roots = joined.everywhere(connection)
    return [
        Paper(key, school, name, number, stated, earned[holder].total)
        for key, school, name, number, stated, person in connection.execute(query)
        if (holder := roots.get(person, person)) in earned
    ]


def homes(
    connection: Connection, scope: str, on: date, names: Mapping[RowId, HouseholdName]
) -> list[Home]:
    """Households of the register with how many members are here, and how many of them are heads."""
    here = (
        Person.household == Household.id,
        *_here(on),
    )
    head = case((Person.relation == Relation.HEAD, 1), else_=0)
    query = (
        select(
            Household.id,
            Household.scope,
            Household.stated_size,
            func.count(Person.id).label("members"),
            cast(func.coalesce(func.sum(head).filter(Person.id.is_not(None)), 0), BigInteger),
        )
        .outerjoin(Person, _all(here))
        .where(hours.within(Household, scope), Household.deleted.is_(False))
        .where(Household.number.is_not(None))
        .group_by(Household.id, Household.scope, Household.stated_size)
    )
    nobody = HouseholdName()
    return [
        Home(key, school, _called(names.get(key, nobody)), stated, members, heads)
        for key, school, stated, members, heads in connection.execute(query)
    ]


def _called(name: HouseholdName) -> str:
    return name.head or name.number or ""


def teams(connection: Connection, scope: str, policy: Policy, on: date) -> Mapping[str, set[RowId]]:
    """By school: its own lecturers, and those who taught there."""
    found: defaultdict[str, set[RowId]] = defaultdict(set)
    own = select(Lecturer.scope, Lecturer.id).where(
        hours.within(Lecturer, scope), Lecturer.deleted.is_(False), Lecturer.active.is_(True)
    )
    taught = select(Lesson.scope, Lesson.lecturer).where(
        *hours.held(scope, policy.start, hours.end_of(policy, on)), Lesson.lecturer.is_not(None)
    )
    queries: list[Any] = [own, taught.distinct()]
    for query in queries:
        for school, lecturer in connection.execute(query):
            if len(school) == 12:
                found[school].add(lecturer)
    return found


def known_schools(connection: Connection, scope: str) -> set[str]:
    """Schools that anything is known of: with somebody on their lists, or a lesson."""
    both = union(
        *(
            select(table_of(model).columns["scope"]).where(
                hours.within(model, scope), table_of(model).columns["deleted"].is_(False)
            )
            for model in (Person, Lesson)
        )
    )
    return set(connection.execute(both).scalars())


def records(
    connection: Connection, scope: str, on: date
) -> Iterator[tuple[RowId, str, str, tuple[Any, ...]]]:
    """Key, school, name and what `RECORD` asks for, of everybody on the register who is here."""
    columns = [table_of(Person).columns[name] for name in RECORD]
    query = select(Person.id, Person.scope, Person.name, *columns).where(
        hours.within(Person, scope), *_here(on)
    )
    for key, school, name, *values in connection.execute(query):
        yield key, school, name, tuple(values)


def complete_records(connection: Connection, scope: str, on: date) -> Mapping[str, tuple[int, int]]:
    """By school: how many of those records say all, and how many there are."""
    columns = [table_of(Person).columns[name] for name in RECORD]
    whole = _all([column.is_not(None) for column in columns])
    query = (
        select(Person.scope, cast(func.sum(case((whole, 1), else_=0)), BigInteger), func.count())
        .where(hours.within(Person, scope), *_here(on))
        .group_by(Person.scope)
    )
    return {school: (part, count) for school, part, count in connection.execute(query)}


def _alive() -> tuple[ColumnElement[bool], ...]:
    return Person.deleted.is_(False), joined.standing(Person)


def _here(on: date) -> tuple[ColumnElement[bool], ...]:
    """On the register, and not left by the day."""
    return (
        *_alive(),
        Person.belonging == Belonging.REGISTERED,
        or_(Person.left_on.is_(None), Person.left_on > on),
    )


def _all(conditions: Iterable[ColumnElement[bool]]) -> ColumnElement[bool]:
    first, *rest = conditions
    for each in rest:
        first = first & each
    return first


def _parts(keys: Collection[RowId]) -> Iterator[list[RowId]]:
    waiting = iter(sorted(keys))
    while part := list(islice(waiting, _CHUNK)):
        yield part
