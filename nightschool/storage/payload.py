"""A package's `data.db`: the changed rows of some scopes in an encrypted file of their own.

It holds one table for each synced table, with the key, the fields by position, the scope and the
stamps, and the open losing values of those rows: no `seq`, which means something only here, and
no views, triggers or indexes. What arrives is believed only after `check`.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import sqlcipher3
from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from nightschool.domain.refusal import PackageError, Reason
from nightschool.storage import beliefs, conflicts, crossing, sql, sqlcipher
from nightschool.storage.database import Database
from nightschool.storage.dialects import PACKAGE
from nightschool.storage.rows import key_columns, table_of
from nightschool.storage.tables import SYNCED, Conflict, Synced

_REASONS = {"scope": Reason.OUT_OF_SCOPE, beliefs.COUNTERS: Reason.FAR_COUNTER}


def definition(model: type[Synced]) -> str:
    """The statement that makes a table of the package, to the letter."""
    keys = sql.quoted([column.name for column in key_columns(model)])
    return (
        f'CREATE TABLE "{table_of(model).name}" ({sql.quoted(sql.columns(model))},'
        f" PRIMARY KEY ({keys})) WITHOUT ROWID"
    )


@cache
def definitions() -> tuple[str, ...]:
    """All the tables of a package."""
    return (*map(definition, SYNCED), conflicts.DEFINITION)


@contextmanager
def attached(database: Database, path: Path, key: bytes) -> Iterator[Connection]:
    """A connection with the package's database beside its own; transactions begin inside.

    A package is SQLite's: beside PostgreSQL it has a connection of its own. Raises `UserError`
    when the file is no database under this key.
    """
    with database.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            with _attached(driver_of(connection), path, key):
                yield connection
        else:
            with closing(sqlcipher.empty()) as alone, _attached(alone, path, key), alone:
                alone.execute("BEGIN")
                yield connection.execution_options(package=alone)


@contextmanager
def _attached(driver: Any, path: Path, key: bytes) -> Iterator[None]:
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


def bring(connection: Connection) -> dict[type[Synced], int]:
    """Bring the attached package's rows to where the statements of a merge find them.

    Returns the count of rows of each table of which it holds rows or losing values.
    """
    driver, package = driver_of(connection), package_of(connection)
    held = {}
    for model in SYNCED:
        rows, losers = _held(package, model)
        if rows or losers:
            held[model] = rows
    if package is not driver:
        for model in held:
            crossing.bring(package, driver, table_of(model), sql.columns(model))
        crossing.bring(package, driver, table_of(Conflict), conflicts.COLUMNS)
    return held


def _held(package: Any, model: type[Synced]) -> tuple[int, int]:
    name = table_of(model).name
    rows, losers = package.execute(
        f'SELECT (SELECT count(*) FROM {PACKAGE}."{name}"),'
        f' EXISTS (SELECT 1 FROM {PACKAGE}."conflict" WHERE "table" = \'{name}\')'
    ).fetchone()
    return rows, losers


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
    for statement in definitions():
        package.execute(statement.replace("CREATE TABLE ", f"CREATE TABLE {PACKAGE}."))
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


def check(
    connection: Connection, scopes: Sequence[str], counter: int, vouched: int = 0
) -> Reason | None:
    """Raise `PackageError` where the attached package is not what an honest sender makes.

    Its schema must be ours to the letter, every value within its type and code list, every row
    within `scopes`, every counter within reach of `counter`, ours. The detail names table and
    column; no value of a row is in it. Where somebody vouches for counters within reach of
    `vouched`, returns the reason if that was needed.
    """
    try:
        _check(package_of(connection), scopes, counter)
    except PackageError as error:
        if error.reason is not Reason.FAR_COUNTER or vouched <= counter:
            raise
        _check(package_of(connection), scopes, vouched)
        return error.reason
    return None


def _check(driver: Any, scopes: Sequence[str], counter: int) -> None:
    driver.create_function(beliefs.DECODES, 1, _decodes, deterministic=True)
    try:
        _require_sound(driver)
        _require_schema(driver)
        for model in SYNCED:
            if _has_rows(driver, table_of(model).name):
                _require_values(driver, model, beliefs.of_row(model, scopes, counter))
        if _has_rows(driver, "conflict"):
            _require_losers(driver, scopes, counter)
    except sqlcipher3.DatabaseError as error:
        raise PackageError(Reason.DAMAGED, type(error).__name__) from error


def _decodes(text: bytes) -> bool:
    """Whether what a package calls text is UTF-8: other bytes could be merged, but never read."""
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True


def _require_sound(driver: Any) -> None:
    """What was signed may still be built to mislead: every page and its order are looked at.

    SQLCipher verifies each page as it is read, and the signed hash was compared before, so a
    separate `cipher_integrity_check` would find nothing more.
    """
    for (fault,) in driver.execute(f"PRAGMA {PACKAGE}.integrity_check"):
        if fault != "ok":
            raise PackageError(Reason.DAMAGED, "integrity_check")


def _require_schema(driver: Any) -> None:
    held = [found for (found,) in driver.execute(f"SELECT sql FROM {PACKAGE}.sqlite_master")]
    if sorted(map(str, held)) != sorted(definitions()):
        raise PackageError(Reason.WRONG_SCHEMA, PACKAGE)


def _require_values(driver: Any, model: type[Synced], conditions: Mapping[str, str]) -> None:
    """One pass over the table where all is well; a second finds the column that is not."""
    name = table_of(model).name
    if not _breaks(driver, name, " AND ".join(conditions.values())):
        return
    for column, condition in conditions.items():
        if _breaks(driver, name, condition):
            raise PackageError(_REASONS.get(column, Reason.BAD_VALUE), f"{name}.{column}")


def _has_rows(driver: Any, name: str) -> bool:
    found = driver.execute(f'SELECT EXISTS (SELECT 1 FROM {PACKAGE}."{name}")')
    return bool(found.fetchone()[0])


def _breaks(driver: Any, name: str, condition: str) -> bool:
    found = driver.execute(
        f'SELECT 1 FROM {PACKAGE}."{name}" WHERE NOT coalesce({condition}, 0) LIMIT 1'
    )
    return found.fetchone() is not None


def _require_losers(driver: Any, scopes: Sequence[str], counter: int) -> None:
    """Losing values must be such that their field could hold them."""
    for column, condition in beliefs.of_loser(scopes, counter).items():
        if _breaks(driver, "conflict", condition):
            raise PackageError(_REASONS.get(column, Reason.BAD_VALUE), f"conflict.{column}")
