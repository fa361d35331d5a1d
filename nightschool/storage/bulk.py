"""Filling a table that is empty with millions of rows: what it is asked by comes at the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Table, inspect, text

from nightschool.storage.database import Database, Write
from nightschool.storage.merge import references_left_to_us
from nightschool.storage.rows import table_of
from nightschool.storage.tables import Synced

_MEMORY = "256MB"
"""What the server may take for sorting."""


@contextmanager
def filling(database: Database, model: type[Synced]) -> Iterator[Write]:
    """A write transaction in which the table has neither indexes nor references to others.

    Both are made again when the block ends; then PostgreSQL checks every reference, while SQLite
    takes the caller's word for them. Whole or not at all.
    """
    table = table_of(model)
    with (
        database.engine.connect() as plain,
        references_left_to_us(plain),
        database.write(plain) as write,
    ):
        connection = write.connection
        for index in table.indexes:
            index.drop(connection)
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SET LOCAL work_mem = '{_MEMORY}'"))
            connection.execute(text(f"SET LOCAL maintenance_work_mem = '{_MEMORY}'"))
        references = _without_references(connection, table)
        yield write
        for index in table.indexes:
            index.create(connection)
        for reference in references:
            connection.execute(text(reference))


def _without_references(connection: Connection, table: Table) -> list[str]:
    """Drop the references that PostgreSQL would look up one by one; the statements that add them.

    SQLite, which cannot drop any, has been told to leave them alone.
    """
    if connection.dialect.name == "sqlite":
        return []
    added = []
    for key in inspect(connection).get_foreign_keys(table.name):
        connection.execute(text(f'ALTER TABLE "{table.name}" DROP CONSTRAINT "{key["name"]}"'))
        added.append(_addition(table.name, key))
    return added


def _addition(table: str, key: Any) -> str:
    [column], [target] = key["constrained_columns"], key["referred_columns"]
    return (
        f'ALTER TABLE "{table}" ADD CONSTRAINT "{key["name"]}" FOREIGN KEY ("{column}")'
        f' REFERENCES "{key["referred_table"]}" ("{target}") DEFERRABLE INITIALLY DEFERRED'
    )
