"""Two databases under one id: finding it, ending the id, and taking a new one.

A number with two hashes proves that a database was copied or set back. The id ends at the last
package that both made: nobody believes any longer to know what was written under it since, and
each database that bore it takes a new id, writes again under that what it wrote since, and sends
everything. Nothing is lost; at the worst people are told of more than they need to be.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select, update
from sqlalchemy.engine import Connection

from nightschool.domain import identity
from nightschool.domain.stamp import DeviceId, Stamp
from nightschool.storage import ledger, peers, rows
from nightschool.storage.database import Write, device_of
from nightschool.storage.ledger import Entry, State
from nightschool.storage.tables import (
    SYNCED,
    Knowledge,
    Peer,
    RetiredDevice,
    Synced,
    Workspace,
)


@dataclass(frozen=True, slots=True)
class ForkPoint:
    """The last package that all databases of an id made, and its sender's counter then."""

    device: DeviceId
    number: int
    counter: int


def find(book: Sequence[Entry], device: DeviceId, claimed: Mapping[int, bytes]) -> ForkPoint | None:
    """Compare the ledger of a device with the hashes that somebody claims for its packages.

    None where no number has two hashes.
    """
    held = {entry.number: entry for entry in book if entry.state is not State.REFUSED}
    both = held.keys() & claimed.keys()
    different = [number for number in both if held[number].sha256 != claimed[number]]
    if not different:
        return None
    first = min(different)
    common = [held[number] for number in both if number < first and held[number].counter]
    last = max(common, key=lambda entry: entry.number, default=None)
    return ForkPoint(device, last.number if last else 0, last.counter if last else 0)


def retire(write: Write, point: ForkPoint, scope: str) -> None:
    """Write down that the id has ended; the row travels to everybody as common data."""
    key = identity.named("retired", point.device.hex())
    held = rows.existing(write.connection, RetiredDevice, [(key,)])
    if not held:
        values = {"device": point.device, "number": point.number, "counter": point.counter}
        rows.insert(write, RetiredDevice, [{"id": key, "scope": scope, **values}])
    elif held[key,]["counter"] > point.counter:
        changes = {"number": point.number, "counter": point.counter}
        rows.edit(write, RetiredDevice, {(key,): changes})


def retired(connection: Connection) -> dict[DeviceId, ForkPoint]:
    """The ids that have ended."""
    query = select(RetiredDevice.device, RetiredDevice.number, RetiredDevice.counter)
    return {
        DeviceId(row.device): ForkPoint(DeviceId(row.device), row.number, row.counter)
        for row in connection.execute(query)
    }


def forget(write: Write, points: Iterable[ForkPoint]) -> None:
    """Lower what we believe to know of ended ids to where they ended."""
    for point in points:
        write.connection.execute(
            update(Knowledge)
            .where(Knowledge.device == point.device, Knowledge.counter > point.counter)
            .values(counter=point.counter, number=0, sha256=b"")
        )


def renew(write: Write, new: DeviceId, since: int, scopes: Iterable[str]) -> int:
    """Take a new id, and write again under it what was written since the counter `since`.

    Of the old id everything up to there is known in `scopes`. All acknowledgements begin at zero,
    so that everything is sent. Returns the rows written again.
    """
    old = device_of(write.connection)
    peers.learn(write, [peers.Known(scope, old, since, 0, b"") for scope in scopes])
    before = b"".join((*former(write.connection), old))
    write.connection.execute(update(Workspace).values(device=new, former_devices=before))
    write.connection.execute(update(Peer).values(acknowledged=0))
    stamp = Stamp(write.stamp.counter, new).packed()
    return sum(_write_again(write, model, old, since, stamp) for model in SYNCED)


def _write_again(write: Write, model: type[Synced], old: DeviceId, since: int, stamp: bytes) -> int:
    """Give a new stamp to each field that this database wrote since."""
    table, count = rows.table_of(model), len(rows.field_columns(model))
    keys = rows.key_columns(model)
    written = func.substr(table.c.stamp, 9) == old
    query = select(*keys, table.c.stamp, table.c.field_stamps).where(
        or_(written, table.c.field_stamps.is_not(None))
    )
    rewritten = []
    for row in write.connection.execute(query):
        held = [row.stamp, *rows.unpack_stamps(row.stamp, row.field_stamps, count)]
        fresh = [stamp if _is_since(each, old, since) else each for each in held]
        if fresh != held:
            packed = rows.pack_stamps(fresh[0], fresh[1:])
            rewritten.append((tuple(row[: len(keys)]), fresh[0], packed))
    rows.restamp(write, model, rewritten)
    return len(rewritten)


def _is_since(stamp: bytes, device: DeviceId, counter: int) -> bool:
    return stamp[8:] == device and int.from_bytes(stamp[:8], "big") > counter


def former(connection: Connection) -> tuple[DeviceId, ...]:
    """The ids that this database had before, oldest first."""
    packed = connection.execute(select(Workspace.former_devices)).scalar_one()
    return tuple(DeviceId(packed[start : start + 8]) for start in range(0, len(packed), 8))


def taken_back(connection: Connection) -> list[Entry]:
    """Of each life of this database before a restore, the last package that it got back."""
    lives = [ledger.entries(connection, device) for device in former(connection)]
    back = ([entry for entry in life if entry.state.taken and entry.merged_seq] for life in lives)
    return [entries[-1] for entries in back if entries]
