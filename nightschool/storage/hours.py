"""The derived tables of hours: counted when figures are read, and only what was touched since.

Nothing else knows of it: rolls are written without a thought of it, and a merge is found by the
`seq` of its rows like any other write. It may be thrown away at any time.
"""

import re
from typing import Any

from sqlalchemy import Select, delete, func, insert, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from nightschool.domain.identity import RowId
from nightschool.domain.policy import Policy
from nightschool.errors import UserError
from nightschool.storage.database import Database
from nightschool.storage.queries import completion, hours
from nightschool.storage.rows import table_of
from nightschool.storage.tables import Attendance, HoursEnough, HoursState, HoursTotal, Workspace


def refresh(database: Database, county: str, policy: Policy) -> None:
    """Bring the county's rows up to date; a database that cannot be written stays as it is."""
    with database.read() as connection:
        if hours.is_current(connection, county, policy):
            return
    try:
        with database.alone() as connection:
            count(connection, county, policy)
    except UserError:
        return  # a disk that takes nothing is no reason to show no figures
    except DBAPIError as error:
        if not re.search("read-?only", str(error.orig)):
            raise


def count(connection: Connection, county: str, policy: Policy) -> None:
    """Count those again whose lines, lessons or courses were written since the last time.

    All are counted where the policy's years are others, or where very much was written.
    """
    state = connection.execute(select(HoursState).where(HoursState.county == county)).first()
    lines = hours.counted(county, policy.start, policy.end)
    total = table_of(HoursTotal).columns
    stale = hours.of_scope(total.person, county)
    people = None
    known = state is not None and hours.holds_for(state, policy)
    if state is not None and known and not _very_many(connection, state.seq):
        people = hours.touched(connection, county, state.seq)
        lines = hours.counted(county, policy.start, policy.end, people)
        stale = total.person.in_(people)
    connection.execute(delete(HoursTotal).where(stale))
    connection.execute(insert(HoursTotal).from_select(total.keys(), lines))
    _count_enough(connection, county, policy, people)
    _remember(connection, county, policy)


def _count_enough(
    connection: Connection, county: str, policy: Policy, people: Select[Any] | None
) -> None:
    person = table_of(HoursEnough).columns.person
    stale = hours.of_scope(person, county) if people is None else person.in_(people)
    connection.execute(delete(HoursEnough).where(stale))
    days = completion.counted(connection, county, policy, people)
    if days:
        new = [{"person": key, "day": day} for key, day in days.items()]
        connection.execute(insert(HoursEnough), new)


def check(connection: Connection) -> list[RowId]:
    """Count every county's hours again from the lines; the people whose row differs.

    Rows that the next reading of figures counts again anyway are no fault.
    """
    wrong: set[RowId] = set()
    for state in connection.execute(select(HoursState)).all():
        total = table_of(HoursTotal).columns
        kept = select(*total).where(hours.of_scope(total.person, state.county))
        lines = hours.counted(state.county, state.start, state.end)
        differing = {
            row.person for row in set(connection.execute(kept)) ^ set(connection.execute(lines))
        }
        days = completion.kept(connection, state.county).items()
        counted = completion.counted(connection, state.county, hours.policy_of(state)).items()
        differing |= {person for person, _day in days ^ counted}
        waiting = hours.touched(connection, state.county, state.seq)
        wrong |= differing - set(connection.scalars(waiting))
    return sorted(wrong)


def forget(connection: Connection) -> None:
    """Let the next reading count everything from the lines."""
    connection.execute(delete(HoursState))


def _very_many(connection: Connection, seq: int) -> bool:
    """Compared with the lines counted last time: to ask how many there are now takes long."""
    written = select(func.count()).select_from(Attendance).where(Attendance.seq > seq)
    counted = select(func.sum(HoursTotal.called))
    return hours.are_many(
        connection.execute(written).scalar_one(), connection.execute(counted).scalar() or 0
    )


def _remember(connection: Connection, county: str, policy: Policy) -> None:
    connection.execute(delete(HoursState).where(HoursState.county == county))
    seq = connection.execute(select(Workspace.seq)).scalar_one()
    values = {"county": county, "seq": seq, **hours.rule_of(policy)}
    connection.execute(insert(HoursState).values(values))
