"""Values that lost to a write which did not know them; they travel with their row."""

from sqlalchemy.orm import Mapped, mapped_column

from nightschool.storage.tables.base import Base, Bytes, Scope


class Conflict(Base):
    """One losing value of one field, open until somebody who knows it writes the field again."""

    __tablename__ = "conflict"
    __table_args__ = ({"sqlite_with_rowid": False},)

    table: Mapped[str] = mapped_column(primary_key=True)
    row: Mapped[bytes] = mapped_column(primary_key=True)
    """The row's key; where it has two parts, one after the other."""
    position: Mapped[int] = mapped_column(primary_key=True)
    stamp: Mapped[bytes] = mapped_column(Bytes(16), primary_key=True)
    digest: Mapped[bytes] = mapped_column(primary_key=True)
    """SHA-256 of the value, empty for none: clones may write several values under one stamp."""
    scope: Mapped[str] = mapped_column(Scope)
    value: Mapped[str | None]
    """What the field stored, as text: bytes as hexadecimal digits, numbers in decimal."""
