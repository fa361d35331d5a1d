"""What is believed of a package: for each column the condition that its values must meet, as SQL.

Written from the tables, so that a new column is checked as soon as it exists.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, Column, Text

from nightschool.domain.stamp import FARTHEST_COUNTER, FARTHEST_JUMP
from nightschool.storage.rows import STAMP_BYTES, field_columns, key_columns, table_of
from nightschool.storage.tables import SYNCED, Device, Synced
from nightschool.storage.tables.base import Bytes, Clock, Code, CodeSet, Converted, Day, Flag

LONGEST_TEXT = 4000
LONGEST_BYTES = 64
_LARGEST = 2**31 - 1
_AT_MOST_ITS_OWN = """instr(replace(',' || "scopes", ',' || scope, ''), ',') = 0"""
"""An office lists desks for its own scope and for those below it, never for another office's."""


def of_row(model: type[Synced], scopes: Sequence[str], counter: int) -> dict[str, str]:
    """For each travelling column of a table what must hold; `counter` is our own highest."""
    conditions = {
        column.name: _of_column(column, f'"{column.name}"')
        for column in (*key_columns(model), *field_columns(model))
    }
    conditions["scope"] = _within(scopes)
    conditions["stamp"] = _of_stamp(counter)
    starts = range(1, STAMP_BYTES * len(field_columns(model)), STAMP_BYTES)
    near = " AND ".join(f"substr(field_stamps, {start}, 8) <= {_far(counter)}" for start in starts)
    conditions["field_stamps"] = (
        "(field_stamps IS NULL OR (typeof(field_stamps) = 'blob'"
        f" AND length(field_stamps) = {STAMP_BYTES * len(field_columns(model))} AND {near}))"
    )
    if model is Device:
        conditions["scopes"] += f" AND {_AT_MOST_ITS_OWN}"
    return conditions


def of_loser(scopes: Sequence[str], counter: int) -> dict[str, str]:
    """For each column of the package's losing values what must hold."""
    return {
        "row": "typeof(row) = 'blob'",
        "position": "typeof(position) = 'integer'",
        "scope": _within(scopes),
        "stamp": _of_stamp(counter),
        "value": "(" + " OR ".join(_of_values(model) for model in SYNCED) + ")",
    }


def _of_values(model: type[Synced]) -> str:
    """That the record names a row of this table and a value that its field could hold."""
    row = f"length(row) = {16 * len(key_columns(model))}"
    values = " OR ".join(
        f"(position = {position} AND {_of_column(column, _from_text(column))})"
        for position, column in enumerate(field_columns(model))
    )
    return f"(\"table\" = '{table_of(model).name}' AND {row} AND ({values}))"


def _from_text(column: Column[Any]) -> str:
    """The value that a record keeps as text."""
    kind = _stored_as(column.type)
    if isinstance(kind, Bytes):
        return "coalesce(unhex(value), value)"
    if isinstance(kind, BigInteger):
        return (
            "CASE WHEN value = CAST(CAST(value AS INTEGER) AS TEXT) THEN CAST(value AS INTEGER)"
            " ELSE value END"
        )
    return "value"


def _within(scopes: Sequence[str]) -> str:
    return f"scope IN ({', '.join(str(int(scope)) for scope in scopes)})"


def _far(counter: int) -> str:
    return f"x'{min(counter + FARTHEST_JUMP, FARTHEST_COUNTER).to_bytes(8, 'big').hex()}'"


def _of_stamp(counter: int) -> str:
    return (
        f"typeof(stamp) = 'blob' AND length(stamp) = {STAMP_BYTES}"
        f" AND substr(stamp, 1, 8) <= {_far(counter)}"
    )


def _of_column(column: Column[Any], value: str) -> str:
    rule = _of_type(column.type, value)
    return f"({value} IS NULL OR ({rule}))" if column.nullable else f"({rule})"


def _of_type(type_: Any, value: str) -> str:
    """What a value of this column type must be; `value` is SQL."""
    text = f"typeof({value}) = 'text' AND length({value}) <= {LONGEST_TEXT}"
    whole = f"typeof({value}) = 'integer'"
    if isinstance(type_, Day):
        return f"{text} AND {value} = date({value})"
    if isinstance(type_, Clock):
        return f"{text} AND {value} = strftime('%H:%M', {value})"
    if isinstance(type_, Code):
        return f"{text} AND {value} IN ({_words(type_)})"
    if isinstance(type_, CodeSet):
        return f"{text} AND {_only(type_, value)}"
    if isinstance(type_, Flag):
        return f"{whole} AND {value} IN (0, 1)"
    kind = _stored_as(type_)
    if isinstance(kind, Bytes):
        fits = f"= {kind.length}" if kind.length else f"<= {LONGEST_BYTES}"
        return f"typeof({value}) = 'blob' AND length({value}) {fits}"
    if isinstance(kind, BigInteger):
        return f"{whole} AND {value} BETWEEN {-_LARGEST} AND {_LARGEST}"
    if isinstance(kind, Text):
        return f"{text} AND instr({value}, char(0)) = 0"  # PostgreSQL takes no text with a NUL
    raise TypeError(f"no rule for {type_!r}")


def _stored_as(type_: Any) -> Any:
    if isinstance(type_, Converted):
        return type_.impl if not isinstance(type_.impl, type) else type_.impl()
    return type_


def _words(type_: Code | CodeSet) -> str:
    return ", ".join(f"'{word.value}'" for word in type_.codes)


def _only(type_: CodeSet, value: str) -> str:
    """Nothing is left of the text when its words and commas are taken out."""
    left = f"',' || {value} || ','"
    for word in type_.codes:
        left = f"replace({left}, ',{word.value},', ',')"
    return f"replace({left}, ',', '') = ''"
