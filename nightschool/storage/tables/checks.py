"""The checks: how a county set its rules, and what it asks schools about what they find."""

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from nightschool.domain.identity import RowId
from nightschool.storage.tables.base import Base, Synced, by_seq, field


class CheckRule(Synced, Base):
    """Common data: one row a rule that the county has set otherwise than usual."""

    __tablename__ = "check_rule"
    __table_args__ = (by_seq("check_rule"),)
    __since__ = 2

    id: Mapped[RowId] = mapped_column(primary_key=True)
    code: Mapped[str] = field(1)
    active: Mapped[bool] = field(2)
    limits: Mapped[str] = field(3)
    """JSON, see `domain/checks/settings.py`."""


class FindingRequest(Synced, Base):
    """A row of the school's: the county writes question and end, the school the answer."""

    __tablename__ = "finding_request"
    __table_args__ = (by_seq("finding_request"), Index("finding_request_by_scope", "scope"))
    __since__ = 2

    id: Mapped[RowId] = mapped_column(primary_key=True)
    code: Mapped[str] = field(1)
    table: Mapped[str] = field(2)
    record: Mapped[RowId] = field(3)
    facts: Mapped[str] = field(4)
    note: Mapped[str] = field(5)
    asked_on: Mapped[date] = field(6)
    asked_by: Mapped[str] = field(7)
    answer: Mapped[str] = field(8)
    done: Mapped[bool] = field(9)
    answered_on: Mapped[date | None] = field(10)
    answered_by: Mapped[str] = field(11)
    closed_on: Mapped[date | None] = field(12)
    closed_by: Mapped[str] = field(13)
