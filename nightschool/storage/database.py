"""Reading and writing: `read()` sees one moment, `write()` is one transaction under one stamp."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import URL, Engine, select, update
from sqlalchemy.engine import Connection as Connection

from nightschool import clock
from nightschool.domain.stamp import DeviceId, Stamp
from nightschool.storage import postgresql, sqlcipher
from nightschool.storage.tables import Workspace


@dataclass(frozen=True, slots=True)
class Write:
    """A write transaction: what it is stamped with, and who writes."""

    connection: Connection
    stamp: Stamp
    seq: int
    by: str
    at: str
    """The wall clock's word for it, for people."""


@dataclass(frozen=True, slots=True)
class Database:
    """One workspace's database. `user` is written beside each old value."""

    engine: Engine
    user: str = ""
    own: set[int] = field(default_factory=set, compare=False, repr=False)
    """The `seq` of each transaction that was written here and not by another clerk."""

    @property
    def is_shared(self) -> bool:
        """Whether other clerks may write to it: it is on a server."""
        return self.engine.dialect.name == "postgresql"

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection in a transaction that sees the database as it is now."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self, on: Connection | None = None) -> Iterator[Write]:
        """One write transaction; everything in it stands, or nothing.

        `on` is a connection to write on that has a package attached.
        """
        with self.alone(on) as connection:
            write = self._stamped(connection)
            yield write
        self.own.add(write.seq)

    @contextmanager
    def alone(self, on: Connection | None = None) -> Iterator[Connection]:
        """A transaction as the only writer, without a stamp: for what does not travel.

        `IMMEDIATE` takes the only write lock there is, before anything is read, so counters and
        `seq` become visible in order.
        """
        with nullcontext(on) if on is not None else self.engine.connect() as plain:
            connection = plain.execution_options(begin="IMMEDIATE")
            with connection.begin():
                yield connection

    def _stamped(self, connection: Connection) -> Write:
        counter, seq, device = connection.execute(
            update(Workspace)
            .values(counter=Workspace.counter + 1, seq=Workspace.seq + 1)
            .returning(Workspace.counter, Workspace.seq, Workspace.device)
        ).one()
        stamp = Stamp(counter, DeviceId(device))
        return Write(connection, stamp, seq, self.user, clock.now().isoformat())

    def faults(self) -> list[str]:
        """What is wrong in the whole file; a server looks after its own."""
        with self.read() as connection:
            if connection.dialect.name == "postgresql":
                return []
            return sqlcipher.check(connection.connection.driver_connection)

    def close(self) -> None:
        """Let go of the file or the server."""
        self.engine.dispose()


Place = Path | URL
"""Where a database is: an encrypted file, or a database of a PostgreSQL server."""


def open_at(place: Place, key: bytes, user: str = "") -> Database:
    """The database there; `key` is the file's.

    Raises `UserError` when the file is damaged, or the server does not answer or does not fit.
    """
    if isinstance(place, Path):
        return Database(sqlcipher.engine(place, key), user)
    return Database(postgresql.engine(place), user)


def device_of(connection: Connection) -> DeviceId:
    """The id of this database."""
    return DeviceId(connection.execute(select(Workspace.device)).scalar_one())
