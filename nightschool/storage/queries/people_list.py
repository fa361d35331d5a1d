"""The list of people a page at a time: filtered and sorted by SQL, with where each one stands.

The rules are `policy.why_not_due` and `progress.of_person`; a property test holds the expressions
here equal to them.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    Text,
    and_,
    case,
    cast,
    false,
    func,
    or_,
    select,
    true,
    type_coerce,
)
from sqlalchemy.engine import Connection

from nightschool.domain.codes import Belonging, CourseKind, LeftReason, Sex
from nightschool.domain.identity import RowId
from nightschool.domain.policy import NOT_A_PUPIL, Policy
from nightschool.storage.queries import hours, joined, searching
from nightschool.storage.rows import table_of
from nightschool.storage.tables import HoursTotal, Household, Person, PersonSearch


class Only(StrEnum):
    """Which people a list shows."""

    HERE = "here"
    DUE = "due"
    INCOMPLETE = "incomplete"
    COMPLETE = "complete"
    NEVER_CAME = "never_came"
    NO_ID = "no_id"
    VILLAGERS = "villagers"
    GUESTS = "guests"
    LEFT = "left"
    EVERYBODY = "everybody"


class Sort(StrEnum):
    """What a list is sorted by; the register's order decides between equals."""

    REGISTER = "register"
    NAME = "name"
    HOUSEHOLD = "household"
    SEX = "sex"
    AGE = "age"
    HOURS = "hours"
    SCHOOL = "school"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list shows: whose people, which of them, how sorted, on which day."""

    scope: str
    policy: Policy
    on: date
    text: str = ""
    only: Only = Only.HERE
    sort: Sort = Sort.REGISTER
    descending: bool = False


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as the list shows them."""

    id: RowId
    school: str
    name: str
    household: RowId | None
    household_no: str | None
    person_no: str | None
    sex: Sex | None
    birth_date: date | None
    belonging: Belonging
    left_on: date | None
    left_reason: LeftReason | None
    half_hours: int
    due: bool
    complete: bool


def page(connection: Connection, wanted: Wanted, offset: int, limit: int) -> list[PersonRow]:
    """So many rows of the list, from `offset` on.

    Their keys are sorted first: whole rows in the sorter cost several times as much.
    """
    keys = _listed(wanted).order_by(*_order(wanted)).limit(limit).offset(offset)
    ids = list(connection.execute(keys).scalars())
    query = (
        select(*_columns(wanted))
        .outerjoin(Household, Household.id == Person.household)
        .outerjoin(HoursTotal, HoursTotal.person == Person.id)
        .where(Person.id.in_(ids))
    )
    rows = {row[0]: _row(*row) for row in connection.execute(query)}
    return [rows[one] for one in ids]


def _row(*values: Any) -> PersonRow:
    return PersonRow(*values[:-2], *map(bool, values[-2:]))


def total(connection: Connection, wanted: Wanted) -> int:
    """How many the list shows in all."""
    query = _listed(wanted, sorting=False).with_only_columns(func.count())
    return int(connection.execute(query).scalar_one())


def position(connection: Connection, wanted: Wanted, person: RowId) -> int | None:
    """The place of a person in the list, from 0; None where it does not show them."""
    place = func.row_number().over(order_by=_order(wanted)).label("place")
    listed = _listed(wanted).add_columns(place).subquery()
    found = connection.execute(select(listed.c.place).where(listed.c.id == person)).scalar()
    return None if found is None else int(found) - 1


def _listed(wanted: Wanted, *, sorting: bool = True) -> Select[Any]:
    """The keys that the list shows, with the tables that it needs: each join costs."""
    tables: Any = table_of(Person)
    if sorting and wanted.sort is Sort.NAME:
        tables = tables.join(table_of(PersonSearch), PersonSearch.person == Person.id)
    if sorting and wanted.sort is Sort.HOUSEHOLD:
        tables = tables.outerjoin(table_of(Household), Household.id == Person.household)
    if (sorting and wanted.sort is Sort.HOURS) or wanted.only in _BY_HOURS:
        tables = tables.outerjoin(table_of(HoursTotal), HoursTotal.person == Person.id)
    conditions = [hours.within(Person, wanted.scope), Person.deleted.is_(False), _only(wanted)]
    conditions.append(joined.standing(Person))
    if wanted.text.strip():
        meant = select(table_of(PersonSearch).columns.person)
        conditions.append(Person.id.in_(meant.where(searching.matching(wanted.text, wanted.scope))))
    return select(Person.id).select_from(tables).where(*conditions)


_BY_HOURS = frozenset({Only.INCOMPLETE, Only.COMPLETE, Only.NEVER_CAME})


def _columns(wanted: Wanted) -> tuple[Any, ...]:
    return (
        Person.id,
        Person.scope,
        Person.name,
        Person.household,
        Household.number,
        Person.person_no,
        Person.sex,
        Person.birth_date,
        Person.belonging,
        Person.left_on,
        Person.left_reason,
        _half_hours(),
        _as_number(is_due(wanted.policy, wanted.on)),
        _as_number(is_complete(wanted.policy, wanted.on)),
    )


def _as_number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)


def _only(wanted: Wanted) -> ColumnElement[bool]:
    here = or_(Person.left_on.is_(None), type_coerce(Person.left_on, Text) > str(wanted.on))
    due, complete = is_due(wanted.policy, wanted.on), is_complete(wanted.policy, wanted.on)
    registered = Person.belonging == Belonging.REGISTERED
    return {
        Only.HERE: and_(here, Person.belonging != Belonging.GUEST),
        Only.DUE: due,
        Only.INCOMPLETE: and_(due, ~_enough(wanted.policy)),  # who is due needs no more
        Only.COMPLETE: and_(here, registered, complete),
        Only.NEVER_CAME: and_(due, func.coalesce(HoursTotal.attended, 0) == 0),
        Only.NO_ID: and_(here, Person.belonging != Belonging.GUEST, Person.citizen_no.is_(None)),
        Only.VILLAGERS: and_(here, Person.belonging == Belonging.VILLAGER),
        Only.GUESTS: and_(here, Person.belonging == Belonging.GUEST),
        Only.LEFT: ~here,
        Only.EVERYBODY: true(),
    }[wanted.only]


def _order(wanted: Wanted) -> list[Any]:
    by: dict[Sort, list[Any]] = {
        Sort.REGISTER: [],
        Sort.NAME: [PersonSearch.sound],
        Sort.HOUSEHOLD: [Household.number],
        Sort.SEX: [Person.sex],
        Sort.AGE: [Person.birth_date],
        Sort.HOURS: [_half_hours()],
        Sort.SCHOOL: [Person.scope],
    }
    register = [Person.scope, Person.person_no.is_(None), Person.person_no, Person.name, Person.id]
    if wanted.sort is Sort.REGISTER:
        return [column.desc() for column in register] if wanted.descending else register
    # The younger have the later birth date.
    backwards = wanted.descending is not (wanted.sort is Sort.AGE)
    first = [column.desc() if backwards else column for column in by[wanted.sort]]
    return [*(column.is_(None) for column in by[wanted.sort]), *first, *register]


def _half_hours() -> ColumnElement[int]:
    kinds = [table_of(HoursTotal).columns[kind.value] for kind in CourseKind]
    total: Any = func.coalesce(sum(kinds[1:], start=kinds[0]), 0)
    return total  # type: ignore[no-any-return]  # a sum of columns is one


def is_due(policy: Policy, on: date) -> ColumnElement[bool]:
    """`policy.is_due` on the day."""
    return _is_due(policy, str(on), lambda years: f"{on.year - years:04d}{on:-%m-%d}")


def is_complete(policy: Policy, on: date) -> ColumnElement[bool]:
    """What `progress.of_person` calls complete, by all hours of the rotation's years."""
    first = type_coerce(HoursTotal.first_day, Text)

    def years_before(years: int) -> Any:
        year = cast(func.substr(first, 1, 4), BigInteger) - years
        return cast(year, Text) + func.substr(first, 5)

    began_due = and_(first.is_not(None), _is_due(policy, first, years_before))
    return and_(_enough(policy), or_(is_due(policy, on), began_due))


def _enough(policy: Policy) -> ColumnElement[bool]:
    of_kind = table_of(HoursTotal).columns
    kinds: Any = sum((case((of_kind[kind.value] > 0, 1), else_=0) for kind in CourseKind), start=0)
    return and_(
        HoursTotal.person.is_not(None),
        _half_hours() >= policy.half_hours,
        of_kind[CourseKind.TECHNOLOGY.value] >= policy.technology_half_hours,
        kinds >= policy.kinds,
    )


def _is_due(policy: Policy, day: Any, years_before: Any) -> ColumnElement[bool]:
    """Days are compared as text, so that 29 February may stand in any year."""
    birth = type_coerce(Person.birth_date, Text)

    def of_age(ages: tuple[int, int]) -> ColumnElement[bool]:
        return and_(birth <= years_before(ages[0]), birth > years_before(ages[1] + 1))

    woman = func.coalesce(type_coerce(Person.sex, Text), "") == Sex.FEMALE.value
    return and_(
        Person.belonging == Belonging.REGISTERED,
        or_(Person.left_on.is_(None), type_coerce(Person.left_on, Text) > day),
        func.coalesce(
            case((woman, of_age(policy.female_ages)), else_=of_age(policy.male_ages)), false()
        ),
        func.coalesce(type_coerce(Person.labour, Text), "").in_(sorted(policy.labour)),
        Person.schooling.in_(sorted(NOT_A_PUPIL)),
    )
