"""People and households of a school, and what is like someone who is being entered."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.engine import Connection

from nightschool.domain.codes import Belonging
from nightschool.domain.household import Household
from nightschool.domain.identity import RowId
from nightschool.domain.person import Person, StatusChange
from nightschool.storage import tables
from nightschool.storage.queries import joined
from nightschool.storage.queries.records import fetch, selecting
from nightschool.storage.rows import table_of
from nightschool.storage.tables import Synced

Found = tables.Person


def people(connection: Connection, school: str, *where: Any) -> list[Person]:
    """The people of a school, households together as the register numbers them, others after.

    Whoever was joined to another is left out.
    """
    return rows_of(connection, school, joined.standing(Found), *where)


def rows_of(connection: Connection, school: str, *where: Any) -> list[Person]:
    """The same with those who were joined to another."""
    query = selecting(Person, Found, Found.scope == school, *where)
    order = (Found.person_no.is_(None), Found.person_no, Found.name, Found.id)
    return fetch(connection, Person, query.order_by(*order))


def living_here(connection: Connection, school: str, *where: Any) -> list[Person]:
    """Those who have not left, guests from elsewhere apart."""
    here = (Found.left_on.is_(None), Found.belonging != Belonging.GUEST)
    return people(connection, school, *here, *where)


def without_number(connection: Connection, school: str) -> list[Person]:
    """Those who live here and whose citizen number is still to be completed."""
    return living_here(connection, school, Found.citizen_no.is_(None))


def guests(connection: Connection, school: str, name: str) -> list[Person]:
    """The guests of this name whom a school once entered, also where the county knows whose."""
    return rows_of(connection, school, Found.belonging == Belonging.GUEST, Found.name == name)


def members(connection: Connection, household: RowId) -> list[Person]:
    """The people of a household, also those who left, by 人编号."""
    query = selecting(Person, Found, Found.household == household, joined.standing(Found))
    return fetch(
        connection, Person, query.order_by(Found.person_no.is_not(None), Found.person_no, Found.id)
    )


def households(connection: Connection, school: str) -> list[Household]:
    """The households of a school by 户编号; those outside the register last."""
    table = tables.Household
    query = selecting(Household, table, table.scope == school)
    return fetch(
        connection, Household, query.order_by(table.number.is_(None), table.number, table.id)
    )


def named_so(connection: Connection, school: str, text: str) -> list[Person]:
    """The people of a school who have this name, 人编号 or citizen number, in one of their rows."""
    same = or_(Found.name == text, Found.person_no == text, Found.citizen_no == text.upper())
    meant = {one.id for one in rows_of(connection, school, same)}
    root_of = joined.roots(connection)
    return people(connection, school, Found.id.in_({root_of.get(one, one) for one in meant}))


def near(connection: Connection, person: Person) -> list[Person]:
    """Everybody with the person's citizen number, and those of the school who share their birth
    date or household: among them are the likely doubles."""
    alike: list[Any] = []
    if person.birth_date is not None:
        alike.append(Found.birth_date == person.birth_date)
    if person.household is not None:
        alike.append(Found.household == person.household)
    same = [and_(Found.scope == person.school, or_(*alike))] if alike else []
    if person.citizen_no:
        same.append(Found.citizen_no == person.citizen_no)
    if not same:
        return []
    query = selecting(Person, Found, joined.standing(Found), or_(*same))
    return fetch(connection, Person, query.order_by(Found.id))


def status_history(connection: Connection, person: RowId) -> list[StatusChange]:
    """A person's way on the register, the latest step last; one without a day comes first."""
    table = tables.StatusChange
    query = selecting(StatusChange, table, table.person == person)
    order = (table.since.is_not(None), table.since, table.id)
    return fetch(connection, StatusChange, query.order_by(*order))


def is_deleted(connection: Connection, model: type[Synced], row: RowId) -> bool | None:
    """Whether the row with this key is marked deleted; None where there is no such row."""
    table = table_of(model)
    query = select(table.columns["deleted"]).where(table.columns["id"] == row)
    found: bool | None = connection.execute(query).scalar()
    return found


def of_ids(connection: Connection, ids: Collection[RowId]) -> list[Person]:
    """The people with these keys."""
    return fetch(connection, Person, selecting(Person, Found, Found.id.in_(ids)))


def schools_of(connection: Connection, ids: Collection[RowId]) -> dict[RowId, str]:
    """The school of each of these people; who is not here is absent."""
    query = select(Found.id, Found.scope).where(Found.id.in_(ids), Found.deleted.is_(False))
    return {row[0]: row[1] for row in connection.execute(query)}
