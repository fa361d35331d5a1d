"""From rows to the domain's records: a record's field is the column of the same name.

A new field of a person is one line in `domain/person.py`, one in `tables/register.py` and a
migration; the queries follow by themselves.
"""

from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.engine import Connection

from nightschool.domain.identity import RowId
from nightschool.storage.rows import table_of
from nightschool.storage.tables import Synced

Record = TypeVar("Record")

_RENAMED = {"school": "scope"}


def columns(record: type[Any], model: type[Synced]) -> tuple[ColumnElement[Any], ...]:
    """The columns that fill a record, in the order of its fields."""
    table = table_of(model)
    return tuple(table.columns[_RENAMED.get(field.name, field.name)] for field in fields(record))


def selecting(record: type[Any], model: type[Synced], *where: Any) -> Select[Any]:
    """Select what fills the record, of the rows that are not deleted."""
    alive = table_of(model).columns["deleted"].is_(False)
    return select(*columns(record, model)).where(alive, *where)


def fetch(connection: Connection, record: type[Record], query: Select[Any]) -> list[Record]:
    """Run a query made by `selecting`, perhaps ordered or joined since."""
    return [record(*row) for row in connection.execute(query)]


def by_id(
    connection: Connection, record: type[Record], model: type[Synced], row: RowId
) -> Record | None:
    """The record with this key, or None."""
    found = fetch(
        connection, record, selecting(record, model, table_of(model).columns["id"] == row)
    )
    return found[0] if found else None
