"""What every desk needs to verify certificates without asking: void numbers, lists from others.

The keys of a county's own laptops stand in `common.Device`.
"""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from nightschool.domain.identity import RowId
from nightschool.storage.tables.base import Base, Synced, by_seq, field


class VoidedCertificate(Synced, Base):
    """Common data: a number of the county's that is void, without the person."""

    __tablename__ = "voided_certificate"
    __table_args__ = (by_seq("voided_certificate"),)
    __since__ = 2

    id: Mapped[RowId] = mapped_column(primary_key=True)
    number: Mapped[str] = field(1)
    voided_on: Mapped[date] = field(2)
    reason: Mapped[str] = field(3)
    replaced_by: Mapped[str] = field(4)


class IssuerList(Base):
    """An office's signed list that was loaded from a file; never leaves this database."""

    __tablename__ = "issuer_list"

    verify_key: Mapped[bytes] = mapped_column(primary_key=True)
    """Of the office that signed it."""
    counter: Mapped[int]
    content: Mapped[bytes]
    """The file, signature and all."""
