"""Certificates as they were issued, what they rest on, and who may have one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from nightschool.domain import certificate_style, progress
from nightschool.domain.assessment import Assessment
from nightschool.domain.certificate import Certificate, running_of
from nightschool.domain.certificate_style import Style, Words
from nightschool.domain.codes import CertificateKind
from nightschool.domain.identity import RowId
from nightschool.domain.person import Person
from nightschool.domain.policy import Hours
from nightschool.domain.school import county_of
from nightschool.storage import tables
from nightschool.storage.queries import common, completion, hours, joined, people
from nightschool.storage.queries.progress import learners
from nightschool.storage.queries.records import by_id, fetch, selecting

Found = tables.Certificate
Tested = tables.Assessment


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
    """Who holds a certificate of this kind that stands, in whichever of their rows."""
    return {
        holder
        for holder, theirs in held(connection, school).items()
        if any(one.kind is kind and one.voided_on is None for one in theirs)
    }


def held(connection: Connection, school: str) -> dict[RowId, list[Certificate]]:
    """The certificates of each person of a school, in whichever of their rows they were issued.

    Also those of another school that they were joined at or came from, as far as these are here.
    """
    rows_of = joined.same(connection)
    found: dict[RowId, list[Certificate]] = {}
    elsewhere = selecting(Certificate, Found, Found.scope != school, Found.person.in_(rows_of))
    for one in [*certificates(connection, school), *fetch(connection, Certificate, elsewhere)]:
        for holder in rows_of.get(one.person, (one.person,)):
            found.setdefault(holder, []).append(replace(one, person=holder))
    return found


def complete_before(connection: Connection, school: str, some: Collection[Person]) -> set[RowId]:
    """Who of these came by a transfer, complete, from a school whose rows are not here.

    Whether they hold a certificate of that school is not known here: the county knows. Who holds
    one of this school is left out.
    """
    held_here = holders(connection, school, CertificateKind.COMPLETION)
    came = [one for one in some if one.moved_from is not None and one.id not in held_here]
    before = [one.moved_from for one in came if one.moved_from is not None]
    here = {one.id for one in people.of_ids(connection, before)}
    unknown = {one.id: one.came_on for one in came if one.moved_from not in here}
    if not unknown:
        return set()
    enough = completion.days(connection, school, common.policy_of(connection, county_of(school)))
    return {
        row
        for row, came_on in unknown.items()
        if row in enough and came_on is not None and enough[row] <= came_on
    }


def of_person(connection: Connection, person: RowId) -> list[Certificate]:
    """All certificates that bear this row of a person."""
    return fetch(connection, Certificate, selecting(Certificate, Found, Found.person == person))


def assessments_of(connection: Connection, person: RowId) -> list[Assessment]:
    """All assessments of one person."""
    return fetch(connection, Assessment, selecting(Assessment, Tested, Tested.person == person))


def last_running(connection: Connection, year: int, sign: str) -> int:
    """The highest running number that this laptop gave in that year, at any school; 0 if none.

    Also of voided and deleted ones: a number is never given twice.
    """
    query = select(Found.number).where(Found.number.like(f"%-{year}-%-{sign}"))
    return max(map(running_of, connection.execute(query).scalars()), default=0)


@dataclass(frozen=True, slots=True)
class Earned:
    """The class hours that one person attended, in halves, and from when to when."""

    half_hours: int
    first_day: date
    last_day: date


def earned(
    connection: Connection, school: str, first: date, last: date, course: RowId | None = None
) -> Mapping[RowId, Earned]:
    """What people attended from `first` to `last`, of one course or of all; who has none is absent.

    Keyed by person.
    """
    line, lesson, persons = tables.Attendance, tables.Lesson, joined.people()
    credited = func.sum(func.coalesce(line.half_hours, lesson.half_hours))
    counted = hours.held(school, first, last + timedelta(days=1))
    person = joined.of_root(line.person)
    query = (
        select(person, credited, func.min(lesson.day), func.max(lesson.day))
        .join(lesson, lesson.id == line.lesson)
        .outerjoin(persons, persons.c.person == line.person)
        .where(line.deleted.is_(False), hours.there())
        .where(*counted)
        .group_by(person)
    )
    if course is not None:
        query = query.where(lesson.course == course)
    return {
        person: Earned(int(total), begun, ended)
        for person, total, begun, ended in connection.execute(joined.once(query, *counted))
        if total
    }


def assessments(connection: Connection, school: str) -> list[Assessment]:
    """The assessments of a school by day, each of the one who stands for the person."""
    query = selecting(Assessment, Tested, Tested.scope == school)
    found = fetch(connection, Assessment, query.order_by(Tested.day, Tested.id))
    root_of = joined.roots(connection)
    return [replace(one, person=root_of.get(one.person, one.person)) for one in found]


def style(connection: Connection, county: str) -> Style:
    """How the county's certificates look; the default where it set nothing."""
    model, key = tables.CertificateStyle, certificate_style.style_key(county)
    return by_id(connection, Style, model, key) or Style()


def words(connection: Connection, county: str, kind: CertificateKind) -> Words:
    """What the county says on this kind; empty where it set nothing."""
    model, key = tables.CertificateWords, certificate_style.words_key(county, kind)
    return by_id(connection, Words, model, key) or Words(kind)


def printed(connection: Connection, certificates: Collection[RowId]) -> Mapping[RowId, int]:
    """How often each was printed, here or at a desk that we heard of; absent where never."""
    model = tables.Printing
    query = (
        select(model.certificate, func.count())
        .where(model.deleted.is_(False), model.certificate.in_(certificates))
        .group_by(model.certificate)
    )
    return {row: int(count) for row, count in connection.execute(query)}
