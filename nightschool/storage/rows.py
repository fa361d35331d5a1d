"""Writing synced rows: the only place that stamps, and the only one that keeps old values.

`insert`, `edit`, `delete` and `restore` take any synced table and many rows at once. An edit
moves the stamps of the fields that truly change; deleting and un-deleting write the whole row, so
that a concurrent edit conflicts by the same rule as everything else.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from itertools import islice
from typing import Any, cast

from sqlalchemy import Column as AnyColumn
from sqlalchemy import Dialect, Table, bindparam, select, tuple_, update
from sqlalchemy import delete as remove
from sqlalchemy import insert as insert_into
from sqlalchemy.engine import Connection

from nightschool.domain import identity
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.storage.database import Write
from nightschool.storage.tables import Change, Conflict, Synced
from nightschool.storage.tables.base import Base

Column = AnyColumn[Any]
Key = tuple[bytes, ...]
"""The values of a row's primary key, in the table's order."""

Values = Mapping[str, Any]
"""Field name to value, in the domain's types."""

STAMP_BYTES = 16
NOW = 2**31
"""Stands for the number of the newest schema."""

LONGEST_TEXT = 4000
"""Characters of a text in a row that travels."""

_CHUNK = 400


def table_of(model: type[Base] | type[Synced]) -> Table:
    """The Core table of a model."""
    return cast(Any, model).__table__  # type: ignore[no-any-return]  # declarative adds it


def key_columns(model: type[Synced]) -> tuple[Column, ...]:
    """The columns of the primary key."""
    return tuple(table_of(model).primary_key.columns)


def field_columns(model: type[Synced], schema: int = NOW) -> tuple[Column, ...]:
    """The columns that carry a stamp each, by position: now, or in the schema of that number."""
    columns = [
        column for column in table_of(model).columns if column.info.get("since", NOW + 1) <= schema
    ]
    return tuple(sorted(columns, key=lambda column: int(column.info["position"])))


def values_of(record: Any) -> dict[str, Any]:
    """A record's fields by the names of the table's columns; `school` is the row's scope."""
    return {
        "scope" if field.name == "school" else field.name: getattr(record, field.name)
        for field in fields(record)
    }


def insert(write: Write, model: type[Synced], rows: Iterable[Values]) -> int:
    """Insert new rows, each with `scope`, its key and all its fields. Returns how many."""
    stamped = {
        "deleted": False,
        "stamp": write.stamp.packed(),
        "field_stamps": None,
        "seq": write.seq,
    }
    ready = [{**row, **stamped} for row in rows]
    if ready:
        statement = _insertion(table_of(model), write.connection.dialect, tuple(ready[0]))
        write.connection.exec_driver_sql(statement.string, _parameters(model, statement, ready))
    return len(ready)


@lru_cache(maxsize=64)
def _insertion(table: Table, dialect: Dialect, names: tuple[str, ...]) -> Any:
    return insert_into(table).compile(dialect=dialect, column_keys=list(names))


def _parameters(model: type[Synced], statement: Any, ready: Sequence[Values]) -> Any:
    """Rows as the driver takes them. Encoding a column at a time saves a third of an insert."""
    names = statement.positiontup or tuple(ready[0])
    columns = [_encoded(table_of(model).columns[name], ready) for name in names]
    lines = list(zip(*columns, strict=True))
    if statement.positional:
        return lines
    return [dict(zip(names, line, strict=True)) for line in lines]


def _encoded(column: Column, ready: Sequence[Values]) -> list[Any]:
    values = [row[column.name] for row in ready]
    encode = getattr(column.type, "encode", None)
    if encode:
        return [value if value is None else encode(value) for value in values]
    _require_carriable(values)
    return values


def _require_carriable(values: Iterable[Any]) -> None:
    """Raise `UserError` for a text that no desk would believe of a package."""
    for value in values:
        if isinstance(value, str) and (len(value) > LONGEST_TEXT or "\0" in value):
            raise UserError(
                _("A text is too long, or holds a character that cannot be written: %(text)s…")
                % {"text": value[:20].replace("\0", "")},
                _("Shorten it to %(most)d characters.") % {"most": LONGEST_TEXT},
            )


def edit(write: Write, model: type[Synced], changes: Mapping[Key, Values], reason: str = "") -> int:
    """Set fields of rows; what already has the value stays untouched. Returns rows changed.

    Writing a field settles what lost to it: its open conflicts are closed.
    """
    updates, history = [], []
    for key, row in _existing(write.connection, model, changes):
        changed = {name: value for name, value in changes[key].items() if row[name] != value}
        if changed:
            updates.append(_update_of(write, model, row, key, changed))
            history += _history(write, model, row, key, changed, reason)
    _apply(write, model, updates, history)
    return len(updates)


def decide(write: Write, model: type[Synced], key: Key, values: Values, reason: str) -> None:
    """Settle conflicts of one row: an ordinary edit, stamped even where the value stays."""
    updates, history = [], []
    for found, row in _existing(write.connection, model, [key]):
        updates.append(_update_of(write, model, row, found, values))
        history += _history(write, model, row, found, values, reason)
    _apply(write, model, updates, history)


def delete(write: Write, model: type[Synced], keys: Iterable[Key], reason: str = "") -> int:
    """Mark rows deleted, each written as a whole. Returns rows changed."""
    return _write_whole(write, model, {key: {"deleted": True} for key in keys}, reason)


def restore(write: Write, model: type[Synced], rows: Mapping[Key, Values], reason: str = "") -> int:
    """Un-delete rows with these values, each written as a whole. Returns rows changed."""
    return _write_whole(
        write, model, {key: {**values, "deleted": False} for key, values in rows.items()}, reason
    )


def _write_whole(
    write: Write, model: type[Synced], changes: Mapping[Key, Values], reason: str
) -> int:
    updates, history = [], []
    for key, row in _existing(write.connection, model, changes):
        changed = changes[key]
        if row["deleted"] == changed["deleted"]:
            continue
        whole = {column.name: row[column.name] for column in field_columns(model)} | dict(changed)
        stamps = {"stamp": write.stamp.packed(), "field_stamps": None}
        updates.append(_bound(model, key) | whole | stamps | {"seq": write.seq})
        history += _history(write, model, row, key, changed, reason)
    _apply(write, model, updates, history)
    return len(updates)


def restamp(
    write: Write, model: type[Synced], stamps: Iterable[tuple[Key, bytes, bytes | None]]
) -> None:
    """Give rows new stamps and leave their values: only for a database that changes its id."""
    ready = [
        _bound(model, key) | {"stamp": stamp, "field_stamps": packed, "seq": write.seq}
        for key, stamp, packed in stamps
    ]
    if ready:
        keyed = [column == bindparam(f"key_{column.name}") for column in key_columns(model)]
        write.connection.execute(update(table_of(model)).where(*keyed), ready)


def _update_of(
    write: Write, model: type[Synced], row: Mapping[str, Any], key: Key, changed: Values
) -> dict[str, Any]:
    _require_carriable(changed.values())
    columns = field_columns(model)
    stamps = unpack_stamps(row["stamp"], row["field_stamps"], len(columns))
    for position, column in enumerate(columns):
        if column.name in changed:
            stamps[position] = write.stamp.packed()
    whole = {column.name: row[column.name] for column in columns} | dict(changed)
    return (
        _bound(model, key)
        | whole
        | {
            "stamp": row["stamp"],
            "field_stamps": pack_stamps(row["stamp"], stamps),
            "seq": write.seq,
        }
    )


def unpack_stamps(stamp: bytes, packed: bytes | None, count: int) -> list[bytes]:
    """The stamp of each of `count` fields; one that a shorter blob lacks has the row's."""
    held = packed or b""
    return [
        held[position * STAMP_BYTES : (position + 1) * STAMP_BYTES] or stamp
        for position in range(count)
    ]


def pack_stamps(stamp: bytes, stamps: Sequence[bytes]) -> bytes | None:
    """The one form in which field stamps are stored: None when all equal the row's."""
    return None if all(each == stamp for each in stamps) else b"".join(stamps)


def existing(
    connection: Connection, model: type[Synced], keys: Iterable[Key]
) -> dict[Key, dict[str, Any]]:
    """The rows with these keys, deleted ones too, by key."""
    return dict(_existing(connection, model, keys))


def _existing(
    connection: Connection, model: type[Synced], keys: Iterable[Key]
) -> Iterator[tuple[Key, dict[str, Any]]]:
    columns = key_columns(model)
    target: Any = columns[0] if len(columns) == 1 else tuple_(*columns)
    waiting = iter(keys)
    while chunk := list(islice(waiting, _CHUNK)):
        wanted = [key[0] for key in chunk] if len(columns) == 1 else chunk
        query = select(table_of(model)).where(target.in_(wanted))
        for row in connection.execute(query).mappings().all():
            yield tuple(row[column.name] for column in columns), dict(row)


def _bound(model: type[Synced], key: Key) -> dict[str, Any]:
    return {
        f"key_{column.name}": part for column, part in zip(key_columns(model), key, strict=True)
    }


def _apply(
    write: Write,
    model: type[Synced],
    updates: Sequence[Mapping[str, Any]],
    history: Sequence[Mapping[str, Any]],
) -> None:
    if not updates:
        return
    keyed = [column == bindparam(f"key_{column.name}") for column in key_columns(model)]
    write.connection.execute(update(table_of(model)).where(*keyed), updates)
    insert(write, Change, history)
    _close_conflicts(write, model, history)


def _close_conflicts(
    write: Write, model: type[Synced], history: Sequence[Mapping[str, Any]]
) -> None:
    """Whoever writes a field has seen what lost to it; deleting writes every field."""
    held = select(Conflict.row, Conflict.position).where(Conflict.table == table_of(model).name)
    open_ = {(row.row, row.position) for row in write.connection.execute(held)}
    if not open_:
        return
    position = {column.name: place for place, column in enumerate(field_columns(model))}
    written = {(change["row"], position[change["column"]]) for change in history}
    whole = {row for row, place in written if place == 0}
    closed = [each for each in open_ if each in written or each[0] in whole]
    for row, place in closed:
        write.connection.execute(
            remove(Conflict).where(
                Conflict.table == table_of(model).name,
                Conflict.row == row,
                Conflict.position == place,
            )
        )


def _history(
    write: Write,
    model: type[Synced],
    row: Mapping[str, Any],
    key: Key,
    changed: Values,
    reason: str,
) -> list[dict[str, Any]]:
    return [
        {
            "id": identity.new(),
            "scope": row["scope"],
            "table": table_of(model).name,
            "row": b"".join(key),
            "column": name,
            "old": stored(table_of(model).columns[name], row[name]),
            "by": write.by,
            "at": write.at,
            "reason": reason,
        }
        for name in changed
    ]


def stored(column: Column, value: Any) -> str:
    """A value as the change log keeps it: what the column stores, as JSON."""
    encode = getattr(column.type, "encode", None)
    plain = value if value is None or encode is None else encode(value)
    return json.dumps(plain.hex() if isinstance(plain, bytes) else plain, ensure_ascii=False)


def from_stored(column: Column, text: str) -> Any:
    """The reverse of `stored`."""
    plain = json.loads(text)
    if plain is None:
        return None
    decode = getattr(column.type, "decode", None)
    if decode is not None:
        return decode(plain)
    return bytes.fromhex(plain) if column.type.python_type is bytes else plain
