"""The ledger of packages, what peers hold, and what we know: the local books of the sync."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.engine import Connection

from nightschool.domain import identity
from nightschool.domain.identity import RowId
from nightschool.domain.stamp import DeviceId, Knowledge
from nightschool.storage.database import Write, device_of
from nightschool.storage.rows import table_of
from nightschool.storage.tables import Enrolment, Package, Peer, Workspace
from nightschool.storage.tables import Knowledge as KnowledgeRow


@dataclass(frozen=True, slots=True)
class Entry:
    """One package in the ledger; `state` is a word of `docs/sync-format.md`."""

    device: DeviceId
    number: int
    sha256: bytes
    first_seq: int
    last_seq: int
    rows: Mapping[str, int]
    state: str
    file: str = ""
    reason: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """Up to which counter a device is known in a scope, and which package brought it."""

    scope: str
    device: DeviceId
    counter: int
    number: int
    sha256: bytes


def begin(write: Write, device: DeviceId, first_seq: int) -> Entry:
    """Give the next number, before the file is made: no number is ever given twice."""
    highest = write.connection.execute(
        select(func.max(Package.number)).where(Package.device == device)
    ).scalar()
    entry = Entry(device, (highest or 0) + 1, b"", first_seq, first_seq, {}, "making")
    add(write, entry)
    return entry


def add(write: Write, entry: Entry) -> None:
    """Write a new line of the ledger."""
    write.connection.execute(
        insert(Package).values(
            id=identity.new(),
            device=entry.device,
            number=entry.number,
            sha256=entry.sha256,
            file=entry.file,
            first_seq=entry.first_seq,
            last_seq=entry.last_seq,
            rows=json.dumps(dict(entry.rows)),
            state=entry.state,
            reason=entry.reason,
            at=write.at,
        )
    )


def amend(write: Write, entry: Entry, **values: Any) -> None:
    """Change a line of a package that we made: its hash, its range, its state."""
    if "rows" in values:
        values["rows"] = json.dumps(dict(values["rows"]))
    write.connection.execute(
        update(Package)
        .where(Package.device == entry.device, Package.number == entry.number)
        .values(**values)
    )


def entries(connection: Connection, device: DeviceId) -> list[Entry]:
    """The packages of one sender, by number."""
    query = select(table_of(Package)).where(Package.device == device).order_by(Package.number)
    return [_entry(row) for row in connection.execute(query)]


def _entry(row: Any) -> Entry:
    return Entry(
        DeviceId(row.device),
        row.number,
        row.sha256,
        row.first_seq,
        row.last_seq,
        json.loads(row.rows),
        row.state,
        row.file,
        row.reason,
        row.at,
    )


def acknowledged(connection: Connection, devices: Sequence[DeviceId]) -> int:
    """Our `seq` that all these devices have confirmed; 0 where one has confirmed nothing."""
    found = {
        row.device: row.acknowledged
        for row in connection.execute(select(Peer.device, Peer.acknowledged))
    }
    return min((found.get(device, 0) for device in devices), default=0)


def held(connection: Connection, device: DeviceId) -> int:
    """The device's `seq` up to which we hold everything of it."""
    return connection.execute(select(Peer.held).where(Peer.device == device)).scalar() or 0


def confirm(write: Write, device: DeviceId, *, acknowledged: int = 0, held: int = 0) -> None:
    """Raise how far we and a device hold each other; neither ever falls."""
    known = write.connection.execute(select(Peer.device).where(Peer.device == device)).first()
    if known is None:
        write.connection.execute(insert(Peer).values(device=device, acknowledged=0, held=0))
    for column, value in ((Peer.acknowledged, acknowledged), (Peer.held, held)):
        write.connection.execute(
            update(Peer).where(Peer.device == device, column < value).values({column: value})
        )


def knowledge(connection: Connection) -> list[Known]:
    """What we know of others, by scope and device."""
    columns = (
        KnowledgeRow.scope,
        KnowledgeRow.device,
        KnowledgeRow.counter,
        KnowledgeRow.number,
        KnowledgeRow.sha256,
    )
    query = select(*columns).order_by(KnowledgeRow.scope, KnowledgeRow.device)
    return [
        Known(row.scope, DeviceId(row.device), row.counter, row.number, row.sha256)
        for row in connection.execute(query)
    ]


def known_counters(connection: Connection, scopes: Sequence[str]) -> dict[str, Knowledge]:
    """What we know in each of these scopes; of ourselves, everything."""
    own = device_of(connection)
    counter, _seq = counters(connection)
    held: dict[str, dict[DeviceId, int]] = {scope: {own: counter} for scope in scopes}
    for each in knowledge(connection):
        if each.scope in held and each.device != own:
            held[each.scope][each.device] = each.counter
    return {scope: Knowledge(devices) for scope, devices in held.items()}


def learn(write: Write, known: Sequence[Known]) -> None:
    """Raise what we know; after a package was merged without a gap."""
    held = {(each.scope, each.device): each.counter for each in knowledge(write.connection)}
    for each in known:
        before = held.get((each.scope, each.device))
        values = {"counter": each.counter, "number": each.number, "sha256": each.sha256}
        if before is None:
            place = {"scope": each.scope, "device": each.device}
            write.connection.execute(insert(KnowledgeRow).values(**place, **values))
        elif before < each.counter:
            write.connection.execute(
                update(KnowledgeRow)
                .where(KnowledgeRow.scope == each.scope, KnowledgeRow.device == each.device)
                .values(**values)
            )


def counters(connection: Connection) -> tuple[int, int]:
    """Our highest Lamport counter and our `seq`, as of this transaction."""
    row = connection.execute(select(Workspace.counter, Workspace.seq)).one()
    return row.counter, row.seq


def mark_used(write: Write, enrolment: RowId, device: DeviceId) -> None:
    """Write down which laptop used an enrolment."""
    write.connection.execute(
        update(Enrolment).where(Enrolment.id == enrolment).values(used_by=device)
    )


def offer(write: Write, enrolment: RowId, schools: Sequence[str], secret: bytes, day: date) -> None:
    """Write down an enrolment that was given out, with its one-time secret."""
    values = {"schools": ",".join(schools), "secret": secret, "made_on": day, "used_by": None}
    write.connection.execute(insert(Enrolment).values(id=enrolment, **values))
