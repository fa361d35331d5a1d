"""Pieces of the statements that fill, check and merge packages, written from the tables.

`ours` and `theirs` name the two sides of a merge: the workspace's table and the package's.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, Column

from nightschool.storage.dialects import Dialect
from nightschool.storage.rows import NOW, STAMP_BYTES, field_columns, key_columns, table_of
from nightschool.storage.tables import Synced
from nightschool.storage.tables.base import Bytes, Converted


def quoted(names: Sequence[str], prefix: str = "") -> str:
    """Column names for a statement."""
    return ", ".join(f'{prefix}"{name}"' for name in names)


def columns(model: type[Synced], schema: int = NOW) -> list[str]:
    """The columns of a table that travel, in the order of the package's table."""
    names = [column.name for column in (*key_columns(model), *field_columns(model, schema))]
    return [*names, "scope", "stamp", "field_stamps"]


def ours(model: type[Synced]) -> str:
    """The workspace's table, under that name."""
    return f'"{table_of(model).name}" AS ours'


def theirs(dialect: Dialect, model: type[Synced]) -> str:
    """The package's table, under that name."""
    return f"{dialect.package.format(table_of(model).name)} AS theirs"


def same_key(model: type[Synced], one: str = "ours", other: str = "theirs") -> str:
    """That two sides' rows have one key."""
    names = [column.name for column in key_columns(model)]
    return " AND ".join(f'{one}."{name}" = {other}."{name}"' for name in names)


def row_key(dialect: Dialect, model: type[Synced], side: str) -> str:
    """The key of a side's row as one blob, as changes and conflicts name it."""
    return dialect.joined([f'{side}."{column.name}"' for column in key_columns(model)])


def is_row(model: type[Synced], side: str, row: str) -> str:
    """That a side's row is the one that the blob `row` names."""
    names = [column.name for column in key_columns(model)]
    if len(names) == 1:
        return f'{side}."{names[0]}" = {row}'
    return " AND ".join(
        f'{side}."{name}" = substr({row}, {16 * part + 1}, 16)' for part, name in enumerate(names)
    )


def is_bytes(type_: Any) -> bool:
    """Whether a column of this type stores bytes."""
    return isinstance(type_, Bytes)


def is_whole(type_: Any) -> bool:
    """Whether a column of this type stores whole numbers."""
    stored = type_.impl if isinstance(type_, Converted) else type_
    return stored is BigInteger or isinstance(stored, BigInteger)


def differ(model: type[Synced]) -> str:
    """That the two sides' rows differ in a value."""
    return f"({_values('ours', model)}) IS DISTINCT FROM ({_values('theirs', model)})"


def _values(side: str, model: type[Synced]) -> str:
    return quoted([field.name for field in field_columns(model)], f"{side}.")


def stamp_of(side: str, position: int | str) -> str:
    """The stamp of one field of a side's row; a blob from before the field says the row's."""
    before = f"CAST({position} AS integer) * {STAMP_BYTES}"
    if isinstance(position, int):
        before = str(position * STAMP_BYTES)
    return (
        f"CASE WHEN length({side}.field_stamps) > {before}"
        f" THEN substr({side}.field_stamps, {before} + 1, {STAMP_BYTES}) ELSE {side}.stamp END"
    )


def as_text(dialect: Dialect, column: Column[Any], side: str) -> str:
    """A side's value as conflict records keep it."""
    value = f'{side}."{column.name}"'
    digits = f"nullif({dialect.as_digits.format(value)}, '')"  # SQLite's hex(NULL) is empty
    return digits if isinstance(column.type, Bytes) else f"CAST({value} AS TEXT)"


def wins(column: Column[Any], position: int) -> str:
    """Whether their value stands: a higher stamp, or, from a clone, the larger value."""
    their, our = stamp_of("theirs", position), stamp_of("ours", position)
    value, held = f'theirs."{column.name}"', f'ours."{column.name}"'
    larger = f"({value} > {held} OR {held} IS NULL)"
    decides = f"{their} = {our} AND {value} IS DISTINCT FROM {held} AND {larger}"
    return f"({their} > {our} OR ({decides}))"
