"""Finding people by name, pinyin or the end of a number, through the derived table."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, case, select
from sqlalchemy.engine import Connection

from nightschool.domain import pinyin
from nightschool.domain.codes import LeftReason
from nightschool.domain.identity import RowId
from nightschool.storage.queries import hours
from nightschool.storage.tables import Certificate, Household, Person, PersonSearch

FEWEST_DIGITS = 2


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Who was found, with what tells them from others of the name."""

    id: RowId
    school: str
    name: str
    household_no: str | None
    birth_year: int | None
    left_reason: LeftReason | None


@dataclass(frozen=True, slots=True)
class FoundCertificate:
    """A certificate that was found."""

    id: RowId
    school: str
    number: str
    name: str
    voided: bool


def matching(text: str, scope: str) -> ColumnElement[bool]:
    """Rows of the derived table, of a school or county, that the text finds."""
    wanted, digits = text.strip(), 12 - len(scope)
    here = PersonSearch.scope.between(scope + "0" * digits, scope + "9" * digits)
    if wanted[:-1].isdigit() and len(wanted) >= FEWEST_DIGITS and wanted.isalnum():
        return here & PersonSearch.numbers.like(f"%{wanted.upper()} %")
    return here & PersonSearch.key.like(pinyin.like_pattern(wanted))


def people(connection: Connection, scope: str, text: str, limit: int) -> list[FoundPerson]:
    """Those whom the text finds: who is called so first, then by pinyin; who left comes last."""
    wanted = pinyin.bare(text)
    rank = case(
        (PersonSearch.key.startswith(f"{wanted} ", autoescape=True), 0),
        (PersonSearch.key.startswith(wanted, autoescape=True), 1),
        else_=2,
    )
    first = (
        select(PersonSearch.person)
        .where(matching(text, scope))
        .order_by(PersonSearch.here.desc(), rank, PersonSearch.sound, PersonSearch.person)
        .limit(limit)
    )
    ids = list(connection.execute(first).scalars())
    query = (
        select(
            Person.id,
            Person.scope,
            Person.name,
            Household.number,
            Person.birth_date,
            Person.left_reason,
        )
        .outerjoin(Household, Household.id == Person.household)
        .where(Person.id.in_(ids))
    )
    people = {row.id: row for row in connection.execute(query)}
    found = [people[one] for one in ids]
    return [
        FoundPerson(row.id, row.scope, row.name, row.number, _year(row), row.left_reason)
        for row in found
    ]


def _year(row: Any) -> int | None:
    return row.birth_date.year if row.birth_date else None


def certificates(
    connection: Connection, scope: str, text: str, limit: int
) -> list[FoundCertificate]:
    """Certificates by a part of their number, or by the name on them; the newest first."""
    part = Certificate.number.contains(text.strip().upper(), autoescape=True)
    named = Certificate.name.contains(text.strip(), autoescape=True)
    query = (
        select(
            Certificate.id,
            Certificate.scope,
            Certificate.number,
            Certificate.name,
            Certificate.voided_on.is_not(None),
        )
        .where(hours.within(Certificate, scope), Certificate.deleted.is_(False), part | named)
        .order_by(Certificate.issued_on.desc(), Certificate.number)
        .limit(limit)
    )
    return [
        FoundCertificate(key, school, number, name, bool(voided))
        for key, school, number, name, voided in connection.execute(query)
    ]
