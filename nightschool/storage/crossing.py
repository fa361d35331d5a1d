"""Rows on their way between a workspace and a package, row by row only where the engines differ.

A package is SQLite's. Beside a workspace of SQLite it is attached, and one statement copies a
table; beside PostgreSQL rows come in by a binary COPY and go out through a cursor, never all in
memory.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlcipher3
from sqlalchemy import Table

from nightschool.domain.refusal import PackageError, Reason
from nightschool.storage import sql
from nightschool.storage.dialects import PACKAGE, POSTGRESQL

_AT_ONCE = 2_000


def send(driver: Any, package: Any, query: str, table: str) -> int:
    """Copy what the query finds into a table of the package; returns how many rows."""
    into = f'INSERT INTO {PACKAGE}."{table}"'
    if package is driver:
        return int(driver.execute(f"{into} {query}").rowcount)
    with driver.cursor(name="sent") as found:
        found.itersize = _AT_ONCE
        found.execute(query, binary=True)
        places = ", ".join("?" * len(found.description))
        return int(package.executemany(f"{into} VALUES ({places})", found).rowcount)


def bring(package: Any, driver: Any, table: Table, names: Sequence[str]) -> None:
    """Copy a table of the package into a temporary one of PostgreSQL, until the commit.

    Raises `PackageError` where a text is none.
    """
    columns, theirs = sql.quoted(names), POSTGRESQL.package.format(table.name)
    driver.execute(
        f"CREATE TEMP TABLE {theirs} ON COMMIT DROP"
        f' AS SELECT {columns} FROM "{table.name}" WITH NO DATA'
    )
    rows = _rows(package, f'SELECT {columns} FROM {PACKAGE}."{table.name}"')
    with driver.cursor().copy(f"COPY {theirs} FROM STDIN (FORMAT BINARY)") as copy:
        copy.set_types([type_name(table.columns[name].type) for name in names])
        for row in rows:
            copy.write_row(row)


def _rows(package: Any, query: str) -> Iterator[tuple[Any, ...]]:
    try:
        yield from package.execute(query)
    except sqlcipher3.DatabaseError as error:
        raise PackageError(Reason.DAMAGED, type(error).__name__) from error


def type_name(type_: Any) -> str:
    """What PostgreSQL calls the type."""
    if sql.is_bytes(type_):
        return "bytea"
    return "int8" if sql.is_whole(type_) else "text"
