"""A package's `data.db`: the changed rows of some scopes in an encrypted file of their own.

It holds one table for each synced table, with the key, the fields by position, the scope and the
stamps, and the open losing values of those rows: no `seq`, which means something only here, and
no views, triggers or indexes. What arrives is believed only after `checking.check`.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3
from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from nightschool.storage import conflicts, crossing, shapes, sql, sqlcipher
from nightschool.storage.database import Database
from nightschool.storage.dialects import PACKAGE
from nightschool.storage.rows import table_of
from nightschool.storage.tables import SYNCED, Conflict, Synced


@contextmanager
def attached(database: Database, path: Path, key: bytes) -> Iterator[Connection]:
    """A connection with the package's database beside its own; transactions begin inside.

    A package is SQLite's: beside PostgreSQL it has a connection of its own. Raises `UserError`
    when the file is no database under this key.
    """
    with database.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            with attached_to(driver_of(connection), path, key):
                yield connection
        else:
            with closing(sqlcipher.empty()) as alone, attached_to(alone, path, key), alone:
                alone.execute("BEGIN")
                yield connection.execution_options(package=alone)


@contextmanager
def attached_to(driver: Any, path: Path, key: bytes) -> Iterator[None]:
    """That connection of the driver with the package's database beside its own."""
    try:
        driver.execute(f"ATTACH DATABASE ? AS {PACKAGE} KEY \"x'{key.hex()}'\"", (str(path),))
    except sqlcipher3.DatabaseError as error:
        raise sqlcipher.disk_trouble(error) or sqlcipher.damaged(path) from error
    try:
        yield
    except sqlcipher3.OperationalError as error:
        raise sqlcipher.disk_trouble(error) or error from error
    finally:
        driver.rollback()  # a commit that a foreign key refused leaves its transaction open
        driver.execute(f"DETACH DATABASE {PACKAGE}")


def driver_of(connection: Connection) -> Any:
    """The driver's own connection, for statements that are put together here."""
    return connection.connection.driver_connection


def package_of(connection: Connection) -> Any:
    """The driver's connection that has the package attached."""
    return connection.get_execution_options().get("package") or driver_of(connection)


def bring(connection: Connection, held: Iterable[type[Synced]]) -> None:
    """Bring the attached package's rows to where the statements of a merge find them.

    `held` are the tables of which it holds rows or losing values.
    """
    driver, package = driver_of(connection), package_of(connection)
    if package is driver:
        return
    for model in held:
        crossing.bring(package, driver, table_of(model), sql.columns(model))
    crossing.bring(package, driver, table_of(Conflict), conflicts.COLUMNS)


def fill(
    connection: Connection, scopes: Sequence[str], above: int, without: Sequence[int] = ()
) -> dict[str, int]:
    """Copy the rows of `scopes` that changed after `above` into the attached, empty package.

    `without` are the `seq` of merges that brought the addressee's own rows, which it need not get
    back. Returns the count of rows of each table that has any.
    """
    driver, package, counts = driver_of(connection), package_of(connection), {}
    wanted = (
        f"ours.seq > {int(above)} AND ours.scope IN ({', '.join(map(str, map(int, scopes)))})"
        f" AND ours.seq NOT IN ({', '.join(map(str, (0, *without)))})"
    )
    shapes.create(package)
    for model in SYNCED:
        name = table_of(model).name
        changed = f"SELECT {sql.quoted(sql.columns(model))} FROM {sql.ours(model)} WHERE {wanted}"
        if found := crossing.send(driver, package, changed, name):
            counts[name] = found
            crossing.send(driver, package, conflicts.of_rows(model, wanted), "conflict")
    return counts


def count(connection: Connection, scopes: Sequence[str], above: int) -> dict[str, int]:
    """How many rows of each table a package of these scopes would hold."""
    counts = {}
    for model in SYNCED:
        table = table_of(model)
        query = select(func.count()).select_from(table)
        found = connection.execute(query.where(table.c.seq > above, table.c.scope.in_(scopes)))
        if number := found.scalar_one():
            counts[table.name] = number
    return counts
