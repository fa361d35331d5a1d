"""Old values: the one place where what a field said before is kept. It travels with the rest."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from nightschool.domain.identity import RowId
from nightschool.storage.tables.base import Base, Synced, by_seq, field


class Change(Synced, Base):
    """One field of one row written over; `stamp` says under which write and by which device."""

    __tablename__ = "change"
    __table_args__ = (by_seq("change"), Index("change_by_row", "row"))

    id: Mapped[RowId] = mapped_column(primary_key=True)
    table: Mapped[str] = field(1)
    row: Mapped[bytes] = field(2)
    """The row's key; where it has two parts, one after the other."""
    column: Mapped[str] = field(3)
    old: Mapped[str] = field(4)
    """The stored value before, as JSON; bytes as hexadecimal digits."""
    by: Mapped[str] = field(5)
    at: Mapped[str] = field(6)
    """By the writer's wall clock: for people only."""
    reason: Mapped[str] = field(7)
