"""Certificates as they were issued, and who may have one."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.engine import Connection

from nightschool.domain import progress
from nightschool.domain.certificate import Certificate, running_of
from nightschool.domain.codes import CertificateKind
from nightschool.domain.identity import RowId
from nightschool.domain.person import Person
from nightschool.domain.policy import Hours
from nightschool.domain.school import county_of
from nightschool.storage import tables
from nightschool.storage.queries import common, hours, people
from nightschool.storage.queries.progress import learners
from nightschool.storage.queries.records import fetch, selecting

Found = tables.Certificate


@dataclass(frozen=True, slots=True)
class Complete:
    """Someone who completed the rotation, and with which hours."""

    person: Person
    hours: Hours


def complete(connection: Connection, school: str, on: date) -> list[Complete]:
    """Who of a school has completed the rotation by that day, in the register's order.

    Also who has grown too old since, but nobody who left.
    """
    rules = common.policy_of(connection, county_of(school))
    theirs = hours.of_people(connection, school, rules, on)
    done = {
        one.id: theirs[one.id]
        for one in learners(connection, school)
        if one.id in theirs and _is_complete(progress.of_person(one, theirs[one.id], rules, on))
    }
    everybody = people.people(connection, school)
    return [Complete(one, done[one.id]) for one in everybody if one.id in done]


def _is_complete(one: progress.PersonProgress) -> bool:
    return one.complete and one.here


def certificates(connection: Connection, school: str) -> list[Certificate]:
    """The certificates of a school by day of issue and number, voided ones too."""
    query = selecting(Certificate, Found, Found.scope == school)
    return fetch(connection, Certificate, query.order_by(Found.issued_on, Found.number))


def holders(connection: Connection, school: str, kind: CertificateKind) -> set[RowId]:
    """Who holds a certificate of this kind that stands."""
    return {
        one.person
        for one in certificates(connection, school)
        if one.kind is kind and one.voided_on is None
    }


def last_running(connection: Connection, year: int, sign: str) -> int:
    """The highest running number that this laptop gave in that year, at any school; 0 if none.

    Also of voided and deleted ones: a number is never given twice.
    """
    query = select(Found.number).where(Found.number.like(f"%-{year}-%-{sign}"))
    return max(map(running_of, connection.execute(query).scalars()), default=0)
