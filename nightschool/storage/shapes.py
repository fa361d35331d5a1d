"""The tables of a package in each schema, and how what an older program left becomes ours.

A package is checked as its own schema has it and then brought to ours, in the private copy that
is merged: columns that it lacks get the default that the migration gives, tables that it lacks
are empty. A blob of field stamps gets the row's stamp for each new field, which says the same in
the one form that a schema has: so rows stay equal, byte for byte, at desks that were upgraded
before and after an exchange.
"""

from functools import cache
from typing import Any

from sqlalchemy.engine import Connection

from nightschool.storage import conflicts, sql
from nightschool.storage.dialects import PACKAGE, SQLITE, Dialect, dialect_of
from nightschool.storage.rows import NOW, STAMP_BYTES, field_columns, key_columns, table_of
from nightschool.storage.tables import SYNCED, Synced
from nightschool.storage.tables.base import literal


def models(schema: int = NOW) -> tuple[type[Synced], ...]:
    """The synced tables of the schema with that number."""
    return tuple(model for model in SYNCED if model.__since__ <= schema)


def definition(model: type[Synced], schema: int = NOW) -> str:
    """The statement that makes a table of the package, to the letter."""
    keys = sql.quoted([column.name for column in key_columns(model)])
    return (
        f'CREATE TABLE "{table_of(model).name}" ({sql.quoted(sql.columns(model, schema))},'
        f" PRIMARY KEY ({keys})) WITHOUT ROWID"
    )


@cache
def definitions(schema: int = NOW) -> tuple[str, ...]:
    """All the tables of a package: now, or in the schema of that number."""
    tables = (definition(model, schema) for model in models(schema))
    return (*tables, conflicts.definition(schema))


def bring_up(package: Any, schema: int) -> None:
    """Bring an attached, checked package of an older schema to ours."""
    for model in models(schema):
        name = table_of(model).name
        for column in field_columns(model)[len(field_columns(model, schema)) :]:
            default = literal(column.info["default"])
            package.execute(
                f'ALTER TABLE {PACKAGE}."{name}" ADD COLUMN "{column.name}" DEFAULT {default}'
            )
        for statement in _lengthening(SQLITE, model, SQLITE.package.format(name), schema):
            package.execute(statement)
    for model in SYNCED:
        if model.__since__ > schema:
            package.execute(_in_package(definition(model)))
    if schema < conflicts.DIGESTS_SINCE:
        losers = SQLITE.package.format("conflict")
        package.execute(f"ALTER TABLE {losers} ADD COLUMN digest")
        package.execute(f"UPDATE {losers} SET digest = {SQLITE.digest.format('value')}")


def create(package: Any) -> None:
    """Make the tables in an attached, empty package."""
    for statement in definitions():
        package.execute(_in_package(statement))


def _in_package(statement: str) -> str:
    return statement.replace("CREATE TABLE ", f"CREATE TABLE {PACKAGE}.")


def lengthen(connection: Connection, schema: int) -> None:
    """Complete the field stamps of a database that a migration has just brought up from there."""
    driver: Any = connection.connection.driver_connection
    for model in models(schema):
        table = f'"{table_of(model).name}"'
        for statement in _lengthening(dialect_of(driver), model, table, schema):
            driver.execute(statement)


def _lengthening(dialect: Dialect, model: type[Synced], table: str, schema: int) -> list[str]:
    before, now = (len(field_columns(model, number)) for number in (schema, NOW))
    if before == now:
        return []
    whole = dialect.joined(["field_stamps", *["stamp"] * (now - before)])
    return [
        f"UPDATE {table} SET field_stamps = {whole}"
        f" WHERE length(field_stamps) = {before * STAMP_BYTES}"
    ]
