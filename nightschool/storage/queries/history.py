"""What a record said before, field by field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from nightschool.domain.identity import RowId
from nightschool.domain.stamp import DeviceId
from nightschool.storage import rows
from nightschool.storage.queries.conflicts import key_of, model_of
from nightschool.storage.tables import Change, Course, Household, Lecturer, Lesson, Person


@dataclass(frozen=True, slots=True)
class Past:
    """One field of a record written over; the values are in the domain's types."""

    column: str
    old: Any
    new: Any
    by: str
    at: str
    reason: str
    device: DeviceId


def of_record(connection: Connection, table: str, row: bytes) -> list[Past]:
    """All that was written over in a record, the latest first.

    What a field became is what the next change found there, or what it says now.
    """
    model = model_of(table)
    now = rows.existing(connection, model, [key_of(model, row)]).get(key_of(model, row), {})
    query = (
        select(Change.column, Change.old, Change.by, Change.at, Change.reason, Change.stamp)
        .where(Change.row == row, Change.table == table, Change.deleted.is_(False))
        .order_by(Change.stamp.desc(), Change.id.desc())
    )
    became = dict(now)
    found = []
    for column, text, by, at, reason, stamp in connection.execute(query):
        old = rows.from_stored(rows.table_of(model).columns[column], text)
        found.append(Past(column, old, became.get(column), by, at, reason, DeviceId(stamp[8:])))
        became[column] = old
    return found


def names(connection: Connection, ids: Iterable[RowId]) -> Mapping[RowId, str]:
    """What people call the records that fields refer to: names, titles, 户编号, days."""
    wanted = list(ids)
    found: dict[RowId, str] = {}
    for model, shown in (
        (Person, Person.name),
        (Household, Household.number),
        (Course, Course.title),
        (Lecturer, Lecturer.name),
        (Lesson, Lesson.day),
    ):
        key = rows.table_of(model).columns["id"]
        query = select(key, shown).where(key.in_(wanted))
        found |= {row[0]: str(row[1]) for row in connection.execute(query) if row[1]}
    return found
