"""Certificates' surroundings: how a county words them, what they rest on, how often they printed.

The certificates themselves stand in `lessons.py`.
"""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from nightschool.domain.codes import CertificateKind, CertificateLayout, CertificatePaper
from nightschool.domain.identity import RowId
from nightschool.storage.tables.base import Base, Code, Synced, by_seq, field, to_row


class CertificateStyle(Synced, Base):
    """One row a county."""

    __tablename__ = "certificate_style"
    __table_args__ = (by_seq("certificate_style"),)
    __since__ = 2

    id: Mapped[RowId] = mapped_column(primary_key=True)
    issuer: Mapped[str] = field(1)
    layout: Mapped[CertificateLayout] = field(2, Code(CertificateLayout))
    paper: Mapped[CertificatePaper] = field(3, Code(CertificatePaper))
    english: Mapped[bool] = field(4)


class CertificateWords(Synced, Base):
    """One row a county and kind."""

    __tablename__ = "certificate_words"
    __table_args__ = (by_seq("certificate_words"),)
    __since__ = 2

    id: Mapped[RowId] = mapped_column(primary_key=True)
    kind: Mapped[CertificateKind] = field(1, Code(CertificateKind))
    title: Mapped[str] = field(2)
    wording: Mapped[str] = field(3)
    closing: Mapped[str] = field(4)
    yi_title: Mapped[str] = field(5)
    yi_line: Mapped[str] = field(6)


class Assessment(Synced, Base):
    """Someone was tested in a skill."""

    __tablename__ = "assessment"
    __table_args__ = (by_seq("assessment"),)
    __since__ = 2

    id: Mapped[RowId] = mapped_column(primary_key=True)
    person: Mapped[RowId] = to_row("person", 1)
    course: Mapped[RowId | None] = field(2)
    skill: Mapped[str] = field(3)
    day: Mapped[date] = field(4)
    assessor: Mapped[str] = field(5)
    passed: Mapped[bool] = field(6)
    note: Mapped[str] = field(7)


class Printing(Synced, Base):
    """A certificate was printed: rows only come, so that no two desks ever disagree."""

    __tablename__ = "printing"
    __table_args__ = (by_seq("printing"),)
    __since__ = 2

    id: Mapped[RowId] = mapped_column(primary_key=True)
    certificate: Mapped[RowId] = to_row("certificate", 1)
    day: Mapped[date] = field(2)
