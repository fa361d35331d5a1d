"""The open conflicts, with both values, their authors and times."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, select
from sqlalchemy.engine import Connection

from nightschool.domain.conflict import OpenConflict, Side
from nightschool.domain.stamp import DeviceId
from nightschool.storage import rows, sql
from nightschool.storage.queries import devices
from nightschool.storage.tables import SYNCED, Change, Conflict, Synced

_MODELS = {rows.table_of(model).name: model for model in SYNCED}
_LABELS = ("name", "title", "number", "village", "day", "code")


def model_of(table: str) -> type[Synced]:
    """The model of a synced table."""
    return _MODELS[table]


def open_conflicts(connection: Connection) -> list[OpenConflict]:
    """All that is open and to be shown: a loser that equals what stands is not."""
    query = select(rows.table_of(Conflict)).order_by(
        Conflict.scope,
        Conflict.table,
        Conflict.row,
        Conflict.position,
        Conflict.stamp,
        Conflict.digest,
    )
    lost = connection.execute(query).all()
    desks = {one.device: one.name for one in devices.all_devices(connection)}
    edits = _edits(connection, [one.row for one in lost])
    by_table = defaultdict(list)
    for one in lost:
        by_table[one.table].append(one)
    found: list[OpenConflict] = []
    for table, losers in by_table.items():
        found += _of_table(connection, model_of(table), losers, desks, edits)
    return found


def lost_value(connection: Connection, conflict: str) -> Any:
    """The losing value of the conflict with this id, in the domain's type."""
    for one in connection.execute(select(rows.table_of(Conflict))):
        if short_id(one) == conflict:
            return value_of(rows.field_columns(model_of(one.table))[one.position], one.value)
    raise LookupError(conflict)


def key_of(model: type[Synced], row: bytes) -> rows.Key:
    """The parts of a key from the one blob."""
    return tuple(row[start : start + 16] for start in range(0, len(row), 16))


def value_of(column: Column[Any], text: str | None) -> Any:
    """The value that a record keeps as text, in the domain's type."""
    if text is None:
        return None
    kind = column.type
    if sql.is_bytes(kind):
        return bytes.fromhex(text)
    plain = int(text) if sql.is_whole(kind) else text
    decode = getattr(kind, "decode", None)
    return plain if decode is None else decode(plain)


def _edits(
    connection: Connection, keys: Sequence[bytes]
) -> Mapping[tuple[bytes, str, bytes], tuple[str, str]]:
    """Who edited a field, and when, by row, column and stamp."""
    query = select(Change.row, Change.column, Change.stamp, Change.by, Change.at)
    wanted = set(keys)
    return {
        (row, column, stamp): (by, at)
        for row, column, stamp, by, at in connection.execute(query)
        if row in wanted
    }


def _of_table(
    connection: Connection,
    model: type[Synced],
    losers: Sequence[Any],
    desks: Mapping[DeviceId, str],
    edits: Mapping[tuple[bytes, str, bytes], tuple[str, str]],
) -> Iterator[OpenConflict]:
    columns = rows.field_columns(model)
    held = rows.existing(connection, model, {key_of(model, one.row) for one in losers})
    for one in losers:
        row, column = held[key_of(model, one.row)], columns[one.position]
        value = value_of(column, one.value)
        if value == row[column.name]:
            continue
        stamps = rows.unpack_stamps(row["stamp"], row["field_stamps"], len(columns))
        sides = [
            Side(
                plain(side),
                desks.get(DeviceId(stamp[8:]), ""),
                *edits.get((one.row, column.name, stamp), ()),
            )
            for side, stamp in ((row[column.name], stamps[one.position]), (value, one.stamp))
        ]
        label = next((plain(row[name]) for name in _LABELS if row.get(name)), "")
        yield OpenConflict(
            short_id(one), one.scope, one.table, one.row, column.name, label, sides[0], sides[1]
        )


def short_id(one: Any) -> str:
    """Ten hexadecimal digits from the record's key: the same at every desk."""
    key = f"{one.table}:{one.row.hex()}:{one.position}:{one.stamp.hex()}:{one.digest.hex()}"
    return hashlib.sha256(key.encode()).hexdigest()[:10]


def plain(value: Any) -> str:
    """A value in a list of conflicts."""
    if value is None:
        return ""
    if isinstance(value, frozenset):
        return ",".join(sorted(value))
    return value.hex() if isinstance(value, bytes) else str(value)
