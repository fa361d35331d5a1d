"""A county's figures summed by SQL alone, school by school, from the derived tables of hours.

The rule is `domain/progress.py` and `policy.py`: it is said here once more because a prefecture's
600,000 people cannot be read one by one in two seconds. A property test holds the two equal.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    Subquery,
    Text,
    and_,
    case,
    cast,
    func,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.engine import Connection

from nightschool.domain.codes import Belonging, CourseKind, LeftReason, Sex
from nightschool.domain.forecast import SPAN
from nightschool.domain.policy import NOT_A_PUPIL, Policy
from nightschool.domain.progress import ABSENT_DAYS, Figures
from nightschool.domain.school import county_of
from nightschool.storage.queries import hours, joined
from nightschool.storage.rows import table_of
from nightschool.storage.tables import HoursEnough, HoursTotal, Person

_COUNTS = (
    "people",
    "working_age",
    "begun",
    "complete",
    "complete_but_left",
    "absent_60_days",
    "half_hours_of_others",
    "complete_lately",
)
_HOMES = ("households", "households_due", "households_reached", "households_trained")


def by_school(
    connection: Connection,
    scope: str,
    policy: Policy,
    on: date,
    lessons: Mapping[str, int],
    counties: Collection[str] = (),
) -> dict[str, Figures] | None:
    """The figures of each school of a county, or of one, that has people or `lessons`.

    Of the whole prefecture where the policy is that of all its `counties`.

    None where that is no quicker than counting person by person: the derived tables are not up to
    date, or many people were called after the day.
    """
    for county in counties or (county_of(scope),):
        if not hours.is_current(connection, county, policy):
            return None
    total = table_of(HoursTotal)
    found = _summed(connection, scope, policy, on, total)
    later = sum(row.later for row in found)
    if later:
        if hours.are_many(later, sum(row.known for row in found)):
            return None
        found = _summed(connection, scope, policy, on, _with_recounted(scope, policy, on))
    since = _completed_in(connection, scope, policy, on)
    by_code = {row.scope: row for row in found}
    return {
        code: _figures(by_code.get(code), since.get(code, {}), lessons.get(code, 0))
        for code in by_code.keys() | lessons.keys()
    }


def _figures(row: Any, since: Mapping[date, int], lessons: int) -> Figures:
    if row is None:
        return Figures(lessons=lessons, half_hours=dict.fromkeys(CourseKind, 0))
    return Figures(
        **{name: getattr(row, name) for name in (*_COUNTS, *_HOMES, "households_complete")},
        never_came=row.working_age - row.begun,
        lessons=lessons,
        half_hours={kind: getattr(row, kind) for kind in CourseKind},
        completed_in=since,
    )


def _summed(connection: Connection, scope: str, policy: Policy, on: date, source: Any) -> list[Any]:
    """A row for each school: people are summed by household first, households by school then."""
    one = _Rules(policy, on, source.c)
    here, due, done = one.here, one.due(), one.enough & one.belonged
    last_day = source.c.last_day
    counts = {
        "people": here,
        "working_age": due,
        "begun": due & (source.c.attended > 0),
        "complete": due & one.enough,
        "complete_but_left": ~due & done,
        "absent_60_days": due & (last_day <= on - timedelta(days=ABSENT_DAYS)),
        "complete_lately": due & one.enough & (HoursEnough.day > on - SPAN),
        "reached": here
        & last_day.between(on.replace(month=1, day=1), on.replace(month=12, day=31)),
        "trained": here & done,
        "known": source.c.person.is_not(None),
        "later": source.c.last_called > on,
    }
    halves = {kind.value: case((here, source.c[kind.value]), else_=0) for kind in CourseKind}
    others = {"half_hours_of_others": case((~here, one.half_hours), else_=0)}
    homes = (
        select(
            Person.scope,
            Person.household,
            *(_count(test).label(name) for name, test in counts.items()),
            *(_total(value).label(name) for name, value in (halves | others).items()),
        )
        .outerjoin(source, source.c.person == Person.id)
        .outerjoin(HoursEnough, HoursEnough.person == Person.id)
        .where(*_listed(scope), one.counts_here)
        .group_by(Person.scope, Person.household)
        .subquery()
    )
    return list(connection.execute(_of_schools(homes)))


def _of_schools(homes: Subquery) -> Select[Any]:
    home = homes.c
    real = home.household.is_not(None)
    tests = {
        "households": real & (home.people > 0),
        "households_due": real & (home.working_age > 0),
        "households_reached": real & (home.reached > 0),
        "households_trained": real & (home.trained > 0),
        "households_complete": real & (home.working_age > 0) & (home.working_age == home.complete),
    }
    summed = (*_COUNTS, "known", "later", *(kind.value for kind in CourseKind))
    return select(
        home.scope,
        *(_total(home[name]).label(name) for name in summed),
        *(_count(test).label(name) for name, test in tests.items()),
    ).group_by(home.scope)


def _completed_in(
    connection: Connection, scope: str, policy: Policy, on: date
) -> Mapping[str, Mapping[date, int]]:
    """By school and month: of those due who are complete, since when."""
    day = type_coerce(HoursEnough.day, Text)
    month = func.substr(day, 1, 7).label("month")
    query = (
        select(Person.scope, month, func.count().label("people"))
        .join(HoursEnough, HoursEnough.person == Person.id)
        .where(*_listed(scope), HoursEnough.day <= on)
        .where(_Rules(policy, on, table_of(HoursTotal).c).counts_here)
        .where(_Rules(policy, on, table_of(HoursTotal).c).due())
        .group_by(Person.scope, month)
    )
    found: defaultdict[str, dict[date, int]] = defaultdict(dict)
    for row in connection.execute(query):
        found[row.scope][date.fromisoformat(f"{row.month}-01")] = row.people
    return found


def _with_recounted(scope: str, policy: Policy, on: date) -> Subquery:
    """What is kept, but for those whom a roll after the day names: theirs from the lines."""
    total = table_of(HoursTotal)
    theirs = hours.of_scope(total.c.person, scope)
    later = select(total.c.person).where(theirs, total.c.last_called > on)
    again = hours.counted(scope, policy.start, hours.end_of(policy, on), later)
    return union_all(select(*total.c).where(theirs, total.c.last_called <= on), again).subquery()


def _listed(scope: str) -> tuple[ColumnElement[bool], ...]:
    return hours.within(Person, scope), Person.deleted.is_(False), joined.standing(Person)


@dataclass(frozen=True)
class _Rules:
    """The rules of a person on a day, whose `hours` are columns like those of `hours_total`."""

    policy: Policy
    on: date
    hours: Any

    @property
    def here(self) -> ColumnElement[bool]:
        """`PersonProgress.here`."""
        left = or_(Person.left_on.is_(None), Person.left_on > self.on)
        return and_(Person.belonging == Belonging.REGISTERED, left)

    @property
    def counts_here(self) -> ColumnElement[bool]:
        """Not `progress.counts_elsewhere`."""
        came = or_(Person.moved_from.is_(None), Person.came_on.is_(None), Person.came_on <= self.on)
        return and_(came, or_(func.coalesce(_went_elsewhere(), 0) == 0, self.here))

    def due(self) -> ColumnElement[bool]:
        """`policy.is_due` on the day, never unknown: so that it can be denied."""
        return self._never_unknown(and_(self.here, self._able, self._of_age(str(self.on))))

    @property
    def belonged(self) -> ColumnElement[bool]:
        """Due on the day, or on the first day they attended."""
        first = type_coerce(self.hours.first_day, Text)
        still = or_(Person.left_on.is_(None), Person.left_on > self.hours.first_day)
        registered = Person.belonging == Belonging.REGISTERED
        began = and_(registered, still, self._able, self._of_age(first))
        return or_(self.due(), self._never_unknown(began))

    @property
    def half_hours(self) -> ColumnElement[int]:
        halves = [func.coalesce(self.hours[kind.value], 0) for kind in CourseKind]
        return sum(halves[1:], start=halves[0])

    @property
    def enough(self) -> ColumnElement[bool]:
        """Nothing is `policy.missing`."""
        kinds = [case((self.hours[kind.value] > 0, 1), else_=0) for kind in CourseKind]
        return and_(
            self.half_hours >= self.policy.half_hours,
            self.hours.technology >= self.policy.technology_half_hours,
            sum(kinds[1:], start=kinds[0]) >= self.policy.kinds,
        )

    @property
    def _able(self) -> ColumnElement[bool]:
        return and_(
            Person.labour.in_(sorted(self.policy.labour)),
            Person.schooling.in_(sorted(NOT_A_PUPIL)),
        )

    def _of_age(self, day: Any) -> ColumnElement[bool]:
        """Dates compare as text, also those that there are not, such as 29 February of 2001."""
        birth = type_coerce(Person.birth_date, Text)
        female = func.coalesce(Person.sex == Sex.FEMALE, False)

        def between(ages: tuple[int, int]) -> ColumnElement[bool]:
            low, high = ages
            return and_(birth <= _years_before(day, low), birth > _years_before(day, high + 1))

        men, women = self.policy.male_ages, self.policy.female_ages
        if men == women:
            return between(men)
        return or_(and_(female, between(women)), and_(~female, between(men)))

    @staticmethod
    def _never_unknown(test: ColumnElement[bool]) -> ColumnElement[bool]:
        return case((test, 1), else_=0) == 1


def _went_elsewhere() -> ColumnElement[int]:
    return case((Person.left_reason == LeftReason.TRANSFERRED, 1), else_=0)


def _years_before(day: Any, years: int) -> Any:
    """That day so many years earlier, as text that sorts like a date."""
    if isinstance(day, str):
        return f"{int(day[:4]) - years:04}{day[4:]}"
    year = cast(func.substr(day, 1, 4), Integer) - years
    return cast(year, Text) + func.substr(day, 5)


def _count(test: ColumnElement[bool]) -> ColumnElement[int]:
    return _total(case((test, 1), else_=0))


def _total(value: ColumnElement[Any]) -> ColumnElement[int]:
    return cast(func.coalesce(func.sum(value), 0), BigInteger)
