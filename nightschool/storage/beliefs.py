"""What is believed of a package: for each column the condition that its values must meet, as SQL.

Written from the tables, so that a new column is checked as soon as it exists.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, Column, Text

from nightschool.domain.stamp import FARTHEST_COUNTER
from nightschool.storage import conflicts
from nightschool.storage.dialects import SQLITE
from nightschool.storage.rows import (
    LONGEST_TEXT,
    NOW,
    STAMP_BYTES,
    field_columns,
    key_columns,
    table_of,
)
from nightschool.storage.tables import SYNCED, Device, Synced
from nightschool.storage.tables.base import (
    Bytes,
    Clock,
    Code,
    CodeSet,
    Converted,
    Counter,
    Day,
    Flag,
    Keys,
)

LONGEST_BYTES = 64
_LARGEST = 2**31 - 1
DECODES = "decodes"
"""The SQL function that says whether bytes are UTF-8; SQLite itself takes any bytes for text."""

_AT_MOST_ITS_OWN = """instr(replace(',' || "scopes", ',' || scope, ''), ',') = 0"""
"""An office lists desks for its own scope and for those below it, never for another office's."""


def of_row(model: type[Synced], scopes: Sequence[str], schema: int = NOW) -> dict[str, str]:
    """For each travelling column of a table what must hold."""
    fields = field_columns(model, schema)
    conditions = {
        column.name: _of_column(column, f'"{column.name}"')
        for column in (*key_columns(model), *fields)
    }
    for column in fields:
        if isinstance(column.type, Text):
            conditions[column.name] += f" AND {_decodes(column.name)}"
    conditions["scope"] = _within(scopes)
    conditions["stamp"] = _of_stamp()
    conditions["field_stamps"] = (
        f"(field_stamps IS NULL OR ({_is_blob('field_stamps')}"
        f" AND length(field_stamps) = {STAMP_BYTES * len(fields)}))"
    )
    if model is Device:
        conditions["scopes"] += f" AND {_AT_MOST_ITS_OWN}"
    return conditions


def of_loser(scopes: Sequence[str], schema: int = NOW) -> dict[str, str]:
    """For each column of the package's losing values what must hold."""
    values = " OR ".join(_of_values(model, schema) for model in SYNCED if model.__since__ <= schema)
    conditions = {
        "row": _is_blob("row"),
        "position": "typeof(position) = 'integer'",
        "scope": _within(scopes),
        "stamp": _of_stamp(),
        "value": f"({values}) AND {_decodes('value')}",
    }
    if schema >= conflicts.DIGESTS_SINCE:
        conditions["digest"] = f"digest = {SQLITE.digest.format('value')}"
    return conditions


def _of_values(model: type[Synced], schema: int) -> str:
    """That the record names a row of this table and a value that its field could hold."""
    row = f"length(row) = {16 * len(key_columns(model))}"
    values = " OR ".join(
        f"(position = {position} AND {_of_column(column, _from_text(column))})"
        for position, column in enumerate(field_columns(model, schema))
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


def _of_stamp() -> str:
    return f"{_is_blob('stamp')} AND length(stamp) = {STAMP_BYTES}"


def _decodes(name: str) -> str:
    """Asked of no empty text, of which there is most: only a CASE is sure to stop early."""
    return (
        f"CASE WHEN coalesce(\"{name}\", '') = '' THEN 1"
        f' ELSE {DECODES}(CAST("{name}" AS BLOB)) END'
    )


def _is_blob(value: str) -> str:
    """Asked millions of times: bytes alone are not below the empty blob, and no call is cheaper."""
    return f"{value} >= x''"


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
        return f"{value} IN ({_words(type_)})"  # nothing but text equals a text here
    if isinstance(type_, CodeSet):
        return f"{text} AND {_only(type_, value)}"
    if isinstance(type_, Flag):
        return f"{whole} AND {value} IN (0, 1)"
    kind = _stored_as(type_)
    if isinstance(kind, Keys):
        return f"{_is_blob(value)} AND length({value}) <= {kind.most} AND length({value}) % 16 = 0"
    if isinstance(kind, Bytes):
        fits = f"= {kind.length}" if kind.length else f"<= {LONGEST_BYTES}"
        return f"{_is_blob(value)} AND length({value}) {fits}"
    if isinstance(kind, BigInteger):
        largest = FARTHEST_COUNTER if isinstance(kind, Counter) else _LARGEST
        return f"{whole} AND {value} BETWEEN {-largest} AND {largest}"
    if isinstance(kind, Text):
        # Most text is empty, and looking into it copies it. PostgreSQL takes no text with a NUL.
        return f"({value} = '' OR {text} AND instr({value}, char(0)) = 0)"
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
