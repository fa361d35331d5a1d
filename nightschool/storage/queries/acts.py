"""What one write transaction of this desk wrote, while nobody has written it since.

All that a transaction writes bears its `seq`, which has an index, and a later write takes it away.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from nightschool.storage import rows
from nightschool.storage.queries.conflicts import key_of
from nightschool.storage.rows import Key, table_of
from nightschool.storage.tables import SYNCED, Change, Synced, Workspace

_CHUNK = 400


@dataclass(frozen=True, slots=True)
class Written:
    """The rows of one table that a transaction wrote and that stand as it left them."""

    made: Collection[Key]
    changed: Mapping[Key, Mapping[str, Any]]
    """What the changed fields said before."""

    def __len__(self) -> int:
        return len(self.made) + len(self.changed)


def last(connection: Connection) -> tuple[int, bytes]:
    """`seq` and stamp of the last write here."""
    row = connection.execute(select(Workspace.seq, Workspace.counter, Workspace.device)).one()
    return row.seq, row.counter.to_bytes(8, "big") + row.device


Made = frozenset[tuple[str, Key]]
"""New rows by table and key."""


def written(
    connection: Connection,
    seq: int,
    stamp: bytes,
    made_then: Made | None = None,
    over: Collection[int] = (),
) -> dict[type[Synced], Written]:
    """What the transaction of this `seq` and stamp wrote, children before parents.

    `over` are later transactions that left these rows as this one had; then `made_then` must tell
    which ones it made.
    """
    before = _before(connection, seq, stamp)
    found = {}
    for model in reversed(SYNCED):
        if model is Change:
            continue
        table = table_of(model)
        keys = rows.key_columns(model)
        query = select(*keys, table.c.stamp).where(table.c.seq.in_([seq, *over]))
        standing = {tuple(row[:-1]): row[-1] for row in connection.execute(query)}
        old = before.get(table.name, {})
        made = {
            key
            for key, its in standing.items()
            if (its == stamp if made_then is None else (table.name, key) in made_then)
            and "deleted" not in old.get(key, ())
        }
        changed = {key: old[key] for key in old.keys() & standing.keys() - made}
        one = Written(made, changed)
        if len(one):
            found[model] = one
    return found


def _before(
    connection: Connection, seq: int, stamp: bytes
) -> Mapping[str, Mapping[Key, Mapping[str, Any]]]:
    """Old values by table and key; of a field that was written twice, the first."""
    models = {table_of(model).name: model for model in SYNCED}
    query = select(Change.table, Change.row, Change.column, Change.old)
    found: defaultdict[str, defaultdict[Key, dict[str, Any]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for table, row, column, old in connection.execute(
        query.where(Change.seq == seq, Change.stamp == stamp).order_by(Change.id)
    ):
        model = models[table]
        value = rows.from_stored(table_of(model).columns[column], old)
        found[table][key_of(model, row)].setdefault(column, value)
    return found


def resting_on(
    connection: Connection, model: type[Synced], keys: Collection[Key], seqs: Collection[int]
) -> int:
    """How many live rows that these transactions did not write refer to these keys."""
    count, waiting = 0, iter(keys)
    while chunk := [key[0] for key in islice(waiting, _CHUNK)]:
        for other in SYNCED:
            for reference in table_of(other).foreign_keys:
                if reference.column.table is not table_of(model):
                    continue
                alive = (table_of(other).c.deleted == 0, table_of(other).c.seq.not_in(seqs))
                query = select(func.count()).select_from(table_of(other))
                query = query.where(reference.parent.in_(chunk), *alive)
                count += connection.execute(query).scalar_one()
    return count
