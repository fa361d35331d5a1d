"""Hours by SQL: the sums of finished rolls, from the lines themselves or from the derived table.

The rule is `roll.credited` and `course.CROSSWALK`; the expressions here are made from them, and a
property test holds the sums equal to counting line by line in Python.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    Subquery,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.engine import Connection

from nightschool.domain.codes import CourseKind, LessonState
from nightschool.domain.course import CROSSWALK
from nightschool.domain.identity import RowId
from nightschool.domain.policy import Hours, Policy
from nightschool.domain.roll import ATTENDED
from nightschool.domain.school import county_of
from nightschool.storage.queries import joined
from nightschool.storage.rows import from_stored, table_of
from nightschool.storage.tables import (
    Attendance,
    Change,
    Course,
    Credit,
    HoursState,
    HoursTotal,
    Lesson,
    Person,
    Synced,
)

KINDS = tuple(CourseKind)

MANY = 5
"""A line found through its person costs as much as this many read one after the other."""

_FEW = 4
"""Lines after a day are taken off where they are less than this part of all."""
_RECENT = timedelta(days=62)
_CHUNK = 400


def of_people(
    connection: Connection, scope: str, policy: Policy, on: date
) -> Mapping[RowId, Hours]:
    """Hours in the rotation's years up to the day, of the people of a county or school.

    Who was never called is absent. The hours come from the derived table where it is up to date:
    then those whom a roll after the day names are counted from their lines, or, where they are
    many and the lessons after the day few, these are taken off.
    """
    lines = counted(scope, policy.start, end_of(policy, on))
    if not is_current(connection, county_of(scope), policy):
        return _hours_of(connection.execute(lines))
    total = table_of(HoursTotal).columns
    theirs = of_scope(total.person, scope)
    kept = connection.execute(select(*total).where(theirs)).all()
    holding = [row for row in kept if row.last_called <= on]
    changed = len(kept) - len(holding)
    if not changed:
        return _hours_of(holding)
    if are_many(changed, len(kept)):
        if _is_late(connection, scope, policy, on):
            return _without_later(connection, scope, policy, on, kept)
        return _hours_of(connection.execute(lines))
    later = select(total.person).where(theirs, total.last_called > on)
    again = counted(scope, policy.start, end_of(policy, on), later)
    return _hours_of(holding) | _hours_of(connection.execute(again))


def _is_late(connection: Connection, scope: str, policy: Policy, on: date) -> bool:
    """Whether few lessons were held after the day: then their lines are taken off."""
    start, after = policy.start, end_of(policy, on)
    later, every = (
        connection.execute(select(func.count()).select_from(Lesson).where(*held(scope, *days)))
        for days in ((after, policy.end), (start, policy.end))
    )
    return later.scalar_one() * _FEW < every.scalar_one()


def _without_later(
    connection: Connection, scope: str, policy: Policy, on: date, kept: Sequence[Any]
) -> dict[RowId, Hours]:
    """What is kept of each person, less the lines after the day."""
    after = end_of(policy, on)
    later = connection.execute(counted(scope, after, policy.end)).all()
    taken = _hours_of(later)
    found = _hours_of(kept)
    unsure = {key for key, off in taken.items() if off.attended < found[key].attended}
    unsure = {key for key in unsure if taken[key].attended}
    last_days = _last_days(connection, scope, policy, after, unsure)
    for key, off in taken.items():
        whole = found.pop(key)
        if whole.called > off.called:
            found[key] = _less(whole, off, last_days.get(key, whole.last_day))
    return found


def _less(whole: Hours, off: Hours, last_day: date | None) -> Hours:
    by_kind = {kind: whole.by_kind[kind] - off.by_kind[kind] for kind in KINDS}
    attended, called = whole.attended - off.attended, whole.called - off.called
    if not attended:
        return Hours(by_kind, 0, called)
    return Hours(by_kind, attended, called, whole.first_day, last_day)


def _last_days(
    connection: Connection, scope: str, policy: Policy, end: date, people: Collection[RowId]
) -> dict[RowId, date | None]:
    """The last day before `end` that each of these people attended: mostly of late."""
    recent = max(policy.start, end - _RECENT)
    found: dict[RowId, date | None] = {
        key: theirs.last_day
        for key, theirs in _hours_of(connection.execute(counted(scope, recent, end))).items()
        if key in people and theirs.last_day is not None
    }
    missing = [key for key in people if key not in found]
    for start in range(0, len(missing), _CHUNK):
        part = missing[start : start + _CHUNK]
        these = select(Person.id).where(Person.id.in_(part))
        rows = connection.execute(counted(scope, policy.start, recent, these))
        found |= {key: theirs.last_day for key, theirs in _hours_of(rows).items()}
    return found


def are_many(some: int, of_all: int) -> bool:
    """Whether so many are to be counted that counting all is the quicker way."""
    return some * MANY > of_all


def counted(scope: str, start: date, end: date, people: Select[Any] | None = None) -> Select[Any]:
    """Select what each person attended from `start` until before `end`, or each of these people.

    From the lines of rolls, and from credits for those of other schools. Whoever was joined to
    another counts as that one; what both have of one lesson is taken off again, which is quicker
    than to ask of every line whether it is such a one. The columns are those of `hours_total`.
    """
    if people is not None:
        people = joined.whole(people)
    parts = union_all(
        _lines(scope, start, end, people),
        _credits(scope, start, end, people),
        _again(joined.ranked(*held(scope, start, end)), people),
        _again_elsewhere(joined.ranked_credits(*credited(scope, start, end)), people),
    )
    part, persons = parts.subquery(), joined.people()
    person = joined.of_root(part.c.person)
    summed = [whole_sum(part.c[name]).label(name) for name in (*KINDS, "attended", "called")]
    return (
        select(
            person.label("person"),
            *summed,
            func.min(part.c.first_day).label("first_day"),
            func.max(part.c.last_day).label("last_day"),
            func.max(part.c.last_called).label("last_called"),
        )
        .select_from(part)
        .outerjoin(persons, persons.c.person == part.c.person)
        .group_by(person)
    )


def _again(lines: Subquery, people: Select[Any] | None) -> Select[Any]:
    """What lines say of a person at a lesson that another line of theirs says, to be taken off."""
    of_kind = {kind: lines.c.provincial_kind.in_(_origins(kind)) for kind in KINDS}
    return _taken_off(lines, of_kind, people)


def _again_elsewhere(lines: Subquery, people: Select[Any] | None) -> Select[Any]:
    return _taken_off(lines, {kind: lines.c.kind == kind for kind in KINDS}, people)


def _taken_off(
    lines: Subquery, of_kind: Mapping[CourseKind, ColumnElement[bool]], people: Select[Any] | None
) -> Select[Any]:
    columns: list[Any] = [
        lines.c.root,
        *(case((of_kind[one], -lines.c.half_hours * lines.c.came), else_=0) for one in KINDS),
        -lines.c.came,
        literal(-1, BigInteger),
        *(null() for _day in range(3)),
    ]
    query = select(*columns).where(lines.c.place > 1)
    return query if people is None else query.where(lines.c.root.in_(people))


def _credits(scope: str, start: date, end: date, people: Select[Any] | None) -> Select[Any]:
    came = Credit.attended.is_(True)
    day = case((came, Credit.day))
    columns: list[Any] = [
        Credit.person,
        *(case((Credit.kind == one, Credit.half_hours), else_=0).label(one) for one in KINDS),
        case((came, 1), else_=0).label("attended"),
        literal(1, BigInteger).label("called"),
        day.label("first_day"),
        day.label("last_day"),
        Credit.day.label("last_called"),
    ]
    query = select(*columns).where(*credited(scope, start, end))
    return query if people is None else query.where(Credit.person.in_(people))


def credited(scope: str, start: date, end: date) -> Sequence[ColumnElement[bool]]:
    """Credits of the people of a county or school, from `start` until before `end`."""
    return within(Credit, scope), Credit.deleted.is_(False), Credit.day >= start, Credit.day < end


def _lines(scope: str, start: date, end: date, people: Select[Any] | None) -> Select[Any]:
    came = there()
    half_hours = func.coalesce(Attendance.half_hours, Lesson.half_hours)
    day = case((came, Lesson.day))
    columns: list[Any] = [Attendance.person]
    for kind in KINDS:
        of_kind = came & Course.provincial_kind.in_(_origins(kind))
        columns.append(whole_sum(case((of_kind, half_hours), else_=0)).label(kind.value))
    columns += [
        attended().label("attended"),
        func.count().label("called"),
        func.min(day).label("first_day"),
        func.max(day).label("last_day"),
        func.max(Lesson.day).label("last_called"),
    ]
    query = (
        select(*columns)
        .join(Lesson, Lesson.id == Attendance.lesson)
        .outerjoin(Course, Course.id == Lesson.course)
        .where(Attendance.deleted.is_(False), *held(scope, start, end))
        .group_by(Attendance.person)
    )
    return query if people is None else query.where(of_these(people))


def held(scope: str, start: date, end: date) -> Sequence[ColumnElement[bool]]:
    """Lessons of a county or school whose finished roll counts, from `start` until before `end`."""
    return (
        within(Lesson, scope),
        Lesson.deleted.is_(False),
        Lesson.state == LessonState.HELD,
        Lesson.roll_open.is_(False),
        Lesson.day >= start,
        Lesson.day < end,
    )


def end_of(policy: Policy, on: date) -> date:
    """The first day whose lessons no longer count on the day."""
    return min(policy.end, on + timedelta(days=1))


def attended() -> ColumnElement[int]:
    """How many of the lines say that the person was there."""
    return whole_sum(case((there(), 1), else_=0))


def is_current(connection: Connection, county: str, policy: Policy) -> bool:
    """Whether the derived table holds for the policy's years and nothing was written since."""
    state = connection.execute(select(HoursState).where(HoursState.county == county)).first()
    if state is None or not holds_for(state, policy):
        return False
    written = [
        exists().where(table_of(model).columns.seq > state.seq)
        for model in (Attendance, Lesson, Course, Credit)
    ]
    written.append(exists().where(*_joining(state.seq)))
    return not any(connection.execute(select(*written)).one())


def rule_of(policy: Policy) -> dict[str, Any]:
    """What of the policy the derived tables depend on, as `hours_state` keeps it."""
    return {
        "start": policy.start,
        "end": policy.end,
        "half_hours": policy.half_hours,
        "technology_half_hours": policy.technology_half_hours,
        "kinds": policy.kinds,
    }


def policy_of(state: Any) -> Policy:
    """The rules by which the derived tables were counted; what they do not depend on is usual."""
    return Policy(
        start=state.start,
        years=state.end.year - state.start.year,
        half_hours=state.half_hours,
        technology_half_hours=state.technology_half_hours,
        kinds=state.kinds,
    )


def holds_for(state: Any, policy: Policy) -> bool:
    """Whether the derived tables were counted by this policy."""
    return all(getattr(state, name) == value for name, value in rule_of(policy).items())


def _joining(seq: int) -> Sequence[ColumnElement[bool]]:
    """Changes after `seq` of who was joined to whom."""
    return Change.seq > seq, Change.table == "person", Change.column == "merged_into"


def touched(connection: Connection, county: str, seq: int) -> Select[Any]:
    """Select the people whose hours may differ by what was written after `seq`."""
    courses = select(Course.id).where(Course.seq > seq)
    lessons = select(Lesson.id).where(or_(Lesson.seq > seq, Lesson.course.in_(courses)))
    lines = select(Attendance.person).where(within(Attendance, county))
    # Not UNION: SQLite would walk all lines in the order of people to join the two.
    people = union_all(
        lines.where(Attendance.seq > seq),
        lines.where(Attendance.lesson.in_(lessons)),
        select(Credit.person).where(within(Credit, county), Credit.seq > seq),
        select(Person.id).where(Person.id.in_(joined_since(connection, seq))),
    ).subquery()
    return joined.whole(select(people.c.person))


def joined_since(connection: Connection, seq: int) -> set[RowId]:
    """Who was joined to somebody after `seq` or is no more, and whom they were joined to."""
    into = table_of(Person).columns["merged_into"]
    found = connection.execute(select(Change.row, Change.old).where(*_joining(seq))).all()
    before = (from_stored(into, row.old) for row in found)
    return {RowId(row.row) for row in found} | {one for one in before if one is not None}


def within(model: type[Synced], scope: str) -> ColumnElement[bool]:
    """Rows of this school, or of the schools of this county."""
    places = 12 - len(scope)
    return table_of(model).columns["scope"].between(scope + "0" * places, scope + "9" * places)


def of_scope(person: ColumnElement[Any], scope: str) -> ColumnElement[bool]:
    """Keys of people of this school, or of this county."""
    return person.in_(select(Person.id).where(within(Person, scope)))


def of_these(people: Select[Any]) -> ColumnElement[bool]:
    """Lines of these people."""
    return Attendance.person.in_(people)


def there() -> ColumnElement[bool]:
    """Lines that say that the person was there."""
    return Attendance.mark.in_(sorted(ATTENDED))


def _origins(kind: CourseKind) -> list[str]:
    """The provincial kinds that the crosswalk leads to this kind."""
    return sorted(origin for origin, target in CROSSWALK.items() if target is kind)


def whole_sum(value: ColumnElement[int]) -> ColumnElement[int]:
    """A sum that is a whole number on every engine: PostgreSQL adds those up to a decimal."""
    return cast(func.sum(value), BigInteger)


def _hours_of(rows: Iterable[Any]) -> dict[RowId, Hours]:
    found = {}
    for person, *half_hours, attended, called, first, last, _latest in rows:
        by_kind = dict(zip(KINDS, half_hours, strict=True))
        found[person] = Hours(by_kind, attended, called, first, last)
    return found
