"""Databases that exchange packages' rows as desks do, without files of the sync room."""

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from nightschool.domain import identity
from nightschool.domain.stamp import DeviceId, Knowledge
from nightschool.storage import checking, merge, payload, peers, rows, tables
from nightschool.storage.database import Database, device_of
from tests.storage.conftest import SCHOOL, make_database

DATA_KEY = b"k" * 32
SCOPES = [SCHOOL]


@dataclass(frozen=True)
class Parcel:
    """What a package carries, cut at one moment."""

    path: Path
    sender: DeviceId
    above: int
    upto: int
    knowledge: dict[str, Knowledge]


@dataclass
class Replica:
    """One desk's database, and what it has of the others."""

    database: Database
    folder: Path
    held: dict[DeviceId, int] = field(default_factory=dict)
    """For each other desk, its `seq` up to which everything is here."""

    @property
    def device(self) -> DeviceId:
        with self.database.read() as connection:
            return device_of(connection)

    def pack(self, above: int = 0) -> Parcel:
        path = self.folder / f"{identity.new().hex()}.db"
        with (
            payload.attached(self.database, path, DATA_KEY) as connection,
            connection.begin(),
        ):
            payload.fill(connection, SCOPES, above)
            known = peers.known_counters(connection, SCOPES)
            _counter, seq = peers.counters(connection)
        return Parcel(path, self.device, above, seq, known)

    def take(self, parcel: Parcel) -> merge.Merged | None:
        """Merge it; None where something before it is missing."""
        if parcel.above > self.held.get(parcel.sender, 0):
            return None
        with payload.attached(self.database, parcel.path, DATA_KEY) as connection:
            with connection.begin():
                counter, _seq = peers.counters(connection)
            checked = checking.check(payload.package_of(connection), SCOPES)
            checking.require_near(checked, counter)
            with merge.merging(self.database, connection) as write:
                merged = merge.merge(write, checked, parcel.knowledge)
                peers.learn(write, _learned(self.device, parcel))
        self.held[parcel.sender] = max(parcel.upto, self.held.get(parcel.sender, 0))
        return merged

    def content(self) -> list[object]:
        """All rows of people and groups, and all open losers, without `seq`."""
        with self.database.read() as connection:
            return [
                sorted(
                    repr([value for name, value in row.items() if name != "seq"])
                    for row in connection.execute(select(rows.table_of(model))).mappings()
                )
                for model in (tables.Person, tables.RollGroup, tables.Conflict)
            ]


def _learned(device: DeviceId, parcel: Parcel) -> list[peers.Known]:
    return [
        peers.Known(scope, other, counter, 1, bytes(32))
        for scope, knowledge in parcel.knowledge.items()
        for other, counter in knowledge.counters.items()
        if other != device
    ]


def replica(folder: Path, name: str) -> Replica:
    """A new desk whose id is its name of eight letters."""
    return Replica(make_database(folder / name, name.encode()), folder)
