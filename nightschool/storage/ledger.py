"""The ledger: every package made or taken here is a line, and what became of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.engine import Connection

from nightschool.domain import identity
from nightschool.domain.stamp import DeviceId
from nightschool.storage.database import Write
from nightschool.storage.rows import table_of
from nightschool.storage.tables import Package

_TABLE = table_of(Package)


class State(StrEnum):
    """What became of a package."""

    MADE = "made"
    """It has its number; a file may not stand yet."""
    CARRIED = "carried"
    """Its file was saved and read back; nobody has confirmed it."""
    MERGED = "merged"
    MERGED_WITH_CONFLICTS = "merged_with_conflicts"
    REFUSED = "refused"
    HEARD = "heard"
    """Another package of its sender named it; it has not come here."""

    @property
    def taken(self) -> bool:
        """Whether its rows are here."""
        return self in (State.MERGED, State.MERGED_WITH_CONFLICTS)


@dataclass(frozen=True, slots=True)
class Entry:
    """One package; `device` is its sender, ourselves where we made it."""

    device: DeviceId
    number: int
    sha256: bytes
    first_seq: int
    last_seq: int
    rows: Mapping[str, int]
    state: State
    peers: str = ""
    """For people: to whom it goes, or from whom it came."""
    counter: int = 0
    """The sender's highest Lamport counter when it made the package."""
    merged_seq: int = 0
    """The `seq` of the rows that it brought and that stand unchanged; 0 for our own."""
    file: str = ""
    reason: str = ""
    at: str = ""


def begin(write: Write, device: DeviceId, first_seq: int, peers: str) -> Entry:
    """Give the next number, before the file is made: no number is ever given twice."""
    highest = write.connection.execute(
        select(func.max(Package.number)).where(Package.device == device)
    ).scalar()
    entry = Entry(device, (highest or 0) + 1, b"", first_seq, first_seq, {}, State.MADE, peers)
    add(write, entry)
    return entry


def add(write: Write, entry: Entry) -> None:
    """Write a new line of the ledger."""
    write.connection.execute(
        insert(_TABLE).values(
            id=identity.new(),
            device=entry.device,
            number=entry.number,
            sha256=entry.sha256,
            peers=entry.peers,
            counter=entry.counter,
            merged_seq=entry.merged_seq,
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
    query = select(_TABLE).where(_TABLE.c.device == device).order_by(_TABLE.c.number)
    return [_entry(row) for row in connection.execute(query)]


def everything(connection: Connection) -> list[Entry]:
    """The whole ledger, the newest line first."""
    query = select(_TABLE).order_by(Package.id.desc())
    return [_entry(row) for row in connection.execute(query)]


def hear(write: Write, device: DeviceId, named: Mapping[int, bytes], peers: str) -> None:
    """Keep the hashes of packages that we have not met, so that two for one number are found."""
    if not named:
        return
    known = {entry.number for entry in entries(write.connection, device)}
    for number in named.keys() - known:
        add(write, Entry(device, number, named[number], 0, 0, {}, State.HEARD, peers))


def strike(write: Write, entry: Entry) -> None:
    """Take out the line of a package that was refused before, or heard of, and is taken now."""
    write.connection.execute(
        delete(_TABLE).where(
            _TABLE.c.device == entry.device,
            _TABLE.c.number == entry.number,
            _TABLE.c.sha256 == entry.sha256,
            _TABLE.c.state.in_([State.REFUSED, State.HEARD]),
        )
    )


def _entry(row: Any) -> Entry:
    return Entry(
        DeviceId(row.device),
        row.number,
        row.sha256,
        row.first_seq,
        row.last_seq,
        json.loads(row.rows),
        State(row.state),
        row.peers,
        row.counter,
        row.merged_seq,
        row.file,
        row.reason,
        row.at,
    )
