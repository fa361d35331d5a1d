"""What all tables share: plain column types that both engines store alike, and the synced row.

Only three storage types are used, whole numbers, text and bytes, so that a row reads the same in
SQLCipher, in PostgreSQL and in a package. The types here turn them into the domain's own.
"""

from collections.abc import Callable
from datetime import date, time
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import (
    BigInteger,
    Dialect,
    ForeignKey,
    Index,
    LargeBinary,
    Text,
    TypeDecorator,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from nightschool.domain.identity import RowId


class Bytes(LargeBinary):
    """Bytes as they are: the stock type's bind processor costs more than the insert itself.

    With a length given, no other is believed of a package.
    """

    def bind_processor(self, dialect: Dialect) -> None:
        return None

    def result_processor(self, dialect: Dialect, coltype: object) -> None:
        return None


class Keys(Bytes):
    """Keys of rows, one after the other: a whole number of 16 bytes, for some thousands of rows."""

    most = 64 * 1024
    """Bytes."""


class Counter(BigInteger):
    """A Lamport counter, which may grow past the 2^31 that is believed of other whole numbers."""


class Converted(TypeDecorator[Any]):
    """A domain value stored as text or as a whole number; None stays None."""

    impl: Any = Text
    cache_ok = True
    encode: Callable[[Any], Any] = staticmethod(str)
    decode: Callable[[Any], Any] = staticmethod(str)

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else self.encode(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else self.decode(value)


class Day(Converted):
    """A `date` as `YYYY-MM-DD`, which sorts as it should."""

    cache_ok = True
    encode = staticmethod(date.isoformat)
    decode = staticmethod(date.fromisoformat)


class Clock(Converted):
    """A `time` of day as `HH:MM`."""

    cache_ok = True
    encode = staticmethod(lambda value: f"{value:%H:%M}")
    decode = staticmethod(time.fromisoformat)


class Scope(Converted):
    """A school, county or prefecture code, stored as the number that its digits are."""

    impl = BigInteger
    cache_ok = True
    encode = staticmethod(int)
    decode = staticmethod(str)


class Flag(Converted):
    """Yes or no, stored as 1 or 0."""

    class Comparator(TypeDecorator.Comparator[Any]):
        """Compares with that number: PostgreSQL knows no `IS false` of a number."""

        def is_(self, other: Any) -> Any:
            return super().is_(other) if other is None else self == other

    impl = BigInteger
    comparator_factory = Comparator
    cache_ok = True
    encode = staticmethod(int)
    decode = staticmethod(bool)


class Code(Converted):
    """One word of a code list."""

    cache_ok = True

    def __init__(self, codes: type[StrEnum]) -> None:
        super().__init__()
        self.codes = codes
        self.encode = str
        self.decode = codes


class CodeSet(Converted):
    """Several words of a code list, sorted and joined by commas."""

    cache_ok = True

    def __init__(self, codes: type[StrEnum]) -> None:
        super().__init__()
        self.codes = codes
        self.encode = lambda values: ",".join(sorted(values))
        self.decode = lambda text: frozenset(codes(word) for word in text.split(",") if word)


class Base(DeclarativeBase):
    """All tables of a workspace."""

    type_annotation_map = {
        RowId: Bytes(16),
        bytes: Bytes,
        str: Text,
        int: BigInteger,
        date: Day,
        time: Clock,
        bool: Flag,
    }


def field(
    position: int, type_: Any = None, *, since: int = 1, default: str | int | None = None
) -> Any:
    """A column that syncs; `position` numbers its stamp in `field_stamps`.

    Positions of one table are given once, counted from 0, only appended and never used again:
    they are part of the package format. `since` is the number of the schema that brought the
    column. A later one than the first may be missing in packages, which are then given `default`,
    as it is stored (the migration's `server_default`; none where the column may be empty).
    """
    info = {"position": position, "since": since, "default": default}
    given = None if default is None else text(literal(default))
    return mapped_column(type_, server_default=given, info=info)


def literal(value: str | int | None) -> str:
    """A stored value as a statement says it."""
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


def to_row(table: str, position: int | None = None, *, since: int = 1) -> Any:
    """A reference to a row of the same scope, checked when the transaction commits.

    With a `position` it is a field that syncs, without one it is part of the key.
    """
    target = ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")
    if position is None:
        return mapped_column(target, primary_key=True)
    return mapped_column(target, info={"position": position, "since": since, "default": None})


class Synced:
    """The columns of every row that travels; see `docs/sync-format.md`.

    `deleted` is the field with position 0 of every table.
    """

    __since__: ClassVar[int] = 1
    """The number of the schema that brought the table: packages of older ones lack it."""

    scope: Mapped[str] = mapped_column(Scope)
    deleted: Mapped[bool] = field(0, Flag)
    stamp: Mapped[bytes]
    field_stamps: Mapped[bytes | None]
    seq: Mapped[int]


def by_seq(table: str) -> Index:
    """The index that finds what a package must hold."""
    return Index(f"{table}_by_seq", "seq")
