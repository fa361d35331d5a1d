"""The plain ways to bring the same rows into an unencrypted indexed table, each timed."""

import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from nightschool.domain import identity

COLUMNS = (
    "lesson", "person", "mark", "half_hours", "remark",
    "scope", "deleted", "stamp", "field_stamps", "seq",
)  # fmt: skip
TABLE = (
    "CREATE TABLE attendance (lesson BLOB, person BLOB, mark TEXT, half_hours INTEGER,"
    " remark TEXT, scope INTEGER, deleted INTEGER, stamp BLOB, field_stamps BLOB, seq INTEGER,"
    " PRIMARY KEY (lesson, person)) WITHOUT ROWID",
    "CREATE INDEX by_seq ON attendance (seq)",
    "CREATE INDEX by_person ON attendance (person)",
)
DURABLE = ("PRAGMA journal_mode = wal", "PRAGMA synchronous = full")
INSERT = f"INSERT INTO attendance VALUES ({', '.join('?' * len(COLUMNS))})"
Rows = Sequence[tuple[Any, ...]]


class timed:  # noqa: N801 - a context manager, used like a function
    """Measures a block."""

    seconds = 0.0

    def __enter__(self) -> "timed":
        self._start = time.perf_counter()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds = time.perf_counter() - self._start


def plain_insert(folder: Path, rows: Rows) -> float:
    """`executemany` of all rows in one transaction."""
    connection = sqlite3.connect(_table(folder))
    connection.execute(DURABLE[1])
    with timed() as took, connection:
        connection.executemany(INSERT, rows)
    connection.close()
    return took.seconds


def session_extension(folder: Path, packages: Sequence[Rows]) -> float | None:
    """SQLite's changesets, one durable transaction each; None where apsw is not installed."""
    try:
        import apsw
    except ImportError:
        return None
    changesets = [_changeset(apsw, rows) for rows in packages]
    connection = apsw.Connection(str(_table(folder)))
    connection.execute(DURABLE[1])
    with timed() as took:
        for changeset in changesets:
            apsw.Changeset.apply(changeset, connection)
    connection.close()
    return took.seconds


def _changeset(apsw: Any, rows: Rows) -> bytes:
    connection = apsw.Connection(":memory:")
    connection.execute(TABLE[0])
    session = apsw.Session(connection, "main")
    session.attach()
    connection.executemany(INSERT, rows)
    return bytes(session.changeset())


class _Base(DeclarativeBase):
    pass


class _Attendance(_Base):
    __tablename__ = "attendance"
    lesson: Mapped[bytes] = mapped_column(primary_key=True)
    person: Mapped[bytes] = mapped_column(primary_key=True)
    mark: Mapped[str]
    half_hours: Mapped[int | None]
    remark: Mapped[str]
    scope: Mapped[int]
    deleted: Mapped[int]
    stamp: Mapped[bytes]
    field_stamps: Mapped[bytes | None]
    seq: Mapped[int]


def orm_add(folder: Path, rows: Rows) -> float:
    """`session.add_all` of objects."""
    with timed() as took, Session(create_engine(f"sqlite:///{_table(folder)}")) as session:
        session.add_all(_Attendance(**dict(zip(COLUMNS, row, strict=True))) for row in rows)
        session.commit()
    return took.seconds


def orm_merge(folder: Path, rows: Rows) -> float:
    """`session.merge` of each object, which looks it up first."""
    with timed() as took, Session(create_engine(f"sqlite:///{_table(folder)}")) as session:
        for row in rows:
            session.merge(_Attendance(**dict(zip(COLUMNS, row, strict=True))))
        session.commit()
    return took.seconds


def _table(folder: Path) -> Path:
    path = folder / f"{identity.new().hex()}.db"
    connection = sqlite3.connect(path)
    for statement in (*DURABLE, *TABLE):
        connection.execute(statement)
    connection.close()
    return path
