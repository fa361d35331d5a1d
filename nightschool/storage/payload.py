"""A package's `data.db`: the changed rows of some scopes in an encrypted file of their own.

It holds one table for each synced table, with the key, the scope, the fields by position and the
stamps: no `seq`, which means something only here, and no views, triggers or indexes. What arrives
is believed only after `check` found its schema to the letter, every value within its type and
code list, and every row within the sender's scopes.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3
from sqlalchemy import BigInteger, Column, Text
from sqlalchemy.engine import Connection

from nightschool.domain.refusal import PackageError, Reason
from nightschool.domain.stamp import FARTHEST_COUNTER, FARTHEST_JUMP
from nightschool.storage.database import Database
from nightschool.storage.rows import STAMP_BYTES, field_columns, key_columns, table_of
from nightschool.storage.sqlcipher import damaged
from nightschool.storage.tables import SYNCED, Synced
from nightschool.storage.tables.base import Bytes, Clock, Code, CodeSet, Converted, Day, Flag

PACKAGE = "package_data"
"""The name under which a package's database is attached."""

LONGEST_TEXT = 4000
LONGEST_BYTES = 64

_REASONS = {"scope": Reason.OUT_OF_SCOPE, "stamp": Reason.FAR_COUNTER}


def columns(model: type[Synced]) -> list[str]:
    """The columns of a table that travel, in the order of the package's table."""
    names = [column.name for column in (*key_columns(model), *field_columns(model))]
    return [*names, "scope", "stamp", "field_stamps"]


def quoted(names: Sequence[str], prefix: str = "") -> str:
    """Column names for a statement."""
    return ", ".join(f'{prefix}"{name}"' for name in names)


def definition(model: type[Synced], schema: str = "") -> str:
    """The statement that makes a table of the package, to the letter."""
    keys = quoted([column.name for column in key_columns(model)])
    return (
        f'CREATE TABLE {schema}"{table_of(model).name}" ({quoted(columns(model))},'
        f" PRIMARY KEY ({keys})) WITHOUT ROWID"
    )


@contextmanager
def attached(database: Database, path: Path, key: bytes) -> Iterator[Connection]:
    """A connection with the package's database beside its own; transactions begin inside.

    Raises `UserError` when the file is no database under this key.
    """
    with database.engine.connect() as connection:
        driver = driver_of(connection)
        try:
            driver.execute(f"ATTACH DATABASE ? AS {PACKAGE} KEY \"x'{key.hex()}'\"", (str(path),))
        except sqlcipher3.DatabaseError as error:
            raise damaged(path) from error
        try:
            yield connection
        finally:
            driver.rollback()  # a commit that a foreign key refused leaves its transaction open
            driver.execute(f"DETACH DATABASE {PACKAGE}")


def driver_of(connection: Connection) -> Any:
    """The driver's own connection, for statements that are put together here."""
    return connection.connection.driver_connection


def fill(connection: Connection, scopes: Sequence[str], above: int) -> dict[str, int]:
    """Copy the rows of `scopes` that changed after `above` into the attached, empty package.

    Returns the count of rows of each table that has any.
    """
    driver, counts = driver_of(connection), {}
    wanted = ", ".join(str(int(scope)) for scope in scopes)
    for model in SYNCED:
        name = table_of(model).name
        driver.execute(definition(model, f"{PACKAGE}."))
        done = driver.execute(
            f'INSERT INTO {PACKAGE}."{name}" SELECT {quoted(columns(model))} FROM main."{name}"'
            f" WHERE seq > ? AND scope IN ({wanted})",
            (above,),
        )
        if done.rowcount:
            counts[name] = done.rowcount
    return counts


def check(connection: Connection, scopes: Sequence[str], counter: int) -> None:
    """Raise `PackageError` where the attached package is not what an honest sender makes.

    `scopes` are those that its sender may write; `counter` is our own highest. The detail names
    table and column; no value of a row is in it.
    """
    driver = driver_of(connection)
    try:
        _require_sound(driver)
        _require_schema(driver)
        for model in SYNCED:
            _require_values(driver, model, _conditions(model, scopes, counter))
    except sqlcipher3.DatabaseError as error:
        raise PackageError(Reason.DAMAGED, type(error).__name__) from error


def _require_sound(driver: Any) -> None:
    for pragma in ("cipher_integrity_check", "integrity_check"):
        for (fault,) in driver.execute(f"PRAGMA {PACKAGE}.{pragma}"):
            if fault != "ok":
                raise PackageError(Reason.DAMAGED, pragma)


def _require_schema(driver: Any) -> None:
    held = [sql for (sql,) in driver.execute(f"SELECT sql FROM {PACKAGE}.sqlite_master")]
    if sorted(map(str, held)) != sorted(definition(model) for model in SYNCED):
        raise PackageError(Reason.WRONG_SCHEMA, PACKAGE)


def _require_values(driver: Any, model: type[Synced], conditions: Mapping[str, str]) -> None:
    name = table_of(model).name
    for column, condition in conditions.items():
        wrong = driver.execute(
            f'SELECT 1 FROM {PACKAGE}."{name}" WHERE NOT coalesce({condition}, 0) LIMIT 1'
        ).fetchone()
        if wrong:
            raise PackageError(_REASONS.get(column, Reason.BAD_VALUE), f"{name}.{column}")


def _conditions(model: type[Synced], scopes: Sequence[str], counter: int) -> Mapping[str, str]:
    """For each travelling column what must hold of it, as SQL."""
    conditions = {
        column.name: _condition(column) for column in (*key_columns(model), *field_columns(model))
    }
    conditions["scope"] = f"scope IN ({', '.join(str(int(scope)) for scope in scopes)})"
    farthest = min(counter + FARTHEST_JUMP, FARTHEST_COUNTER).to_bytes(8, "big").hex()
    conditions["stamp"] = (
        f"typeof(stamp) = 'blob' AND length(stamp) = {STAMP_BYTES}"
        f" AND substr(stamp, 1, 8) <= x'{farthest}'"
    )
    longest = STAMP_BYTES * len(field_columns(model))
    conditions["field_stamps"] = (
        "(field_stamps IS NULL OR (typeof(field_stamps) = 'blob'"
        f" AND length(field_stamps) = {longest} AND {_counters_within(model, farthest)}))"
    )
    return conditions


def _counters_within(model: type[Synced], farthest: str) -> str:
    starts = range(1, STAMP_BYTES * len(field_columns(model)), STAMP_BYTES)
    return " AND ".join(f"substr(field_stamps, {start}, 8) <= x'{farthest}'" for start in starts)


def _condition(column: Column[Any]) -> str:
    name = f'"{column.name}"'
    rule = _rule(name, column.type)
    return f"({name} IS NULL OR ({rule}))" if column.nullable else f"({rule})"


def _rule(name: str, type_: Any) -> str:
    """What a value of this column type must be, as SQL over the quoted column name."""
    text = f"typeof({name}) = 'text' AND length({name}) <= {LONGEST_TEXT}"
    whole = f"typeof({name}) = 'integer'"
    if isinstance(type_, Day):
        return f"{text} AND {name} = date({name})"
    if isinstance(type_, Clock):
        return f"{text} AND {name} = strftime('%H:%M', {name})"
    if isinstance(type_, Code):
        return f"{text} AND {name} IN ({_words(type_)})"
    if isinstance(type_, CodeSet):
        return f"{text} AND {_only(name, type_)}"
    if isinstance(type_, Flag):
        return f"{whole} AND {name} IN (0, 1)"
    if isinstance(type_, Bytes):
        fits = f"= {type_.length}" if type_.length else f"<= {LONGEST_BYTES}"
        return f"typeof({name}) = 'blob' AND length({name}) {fits}"
    if isinstance(type_, Converted):
        type_ = type_.impl
    if isinstance(type_, BigInteger):
        return f"{whole} AND {name} BETWEEN -2147483648 AND 2147483647"
    if isinstance(type_, Text):
        return text
    raise TypeError(f"no rule for {type_!r}")


def _words(type_: Code | CodeSet) -> str:
    return ", ".join(f"'{word.value}'" for word in type_.codes)


def _only(name: str, type_: CodeSet) -> str:
    """Nothing is left of the text when its words and commas are taken out."""
    left = f"',' || {name} || ','"
    for word in type_.codes:
        left = f"replace({left}, ',{word.value},', ',')"
    return f"replace({left}, ',', '') = ''"
