"""What a school reports month by month, and the thresholds by which its county shows cards."""

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from nightschool.domain.codes import MonthAnswer
from nightschool.domain.identity import RowId
from nightschool.storage.tables.base import Base, Code, Synced, by_seq, field


class MonthReport(Synced, Base):
    """One submission of a month: a row of the school's, in which the county writes its answer.

    A month that is submitted again is another row, so an answer always is to the figures beside
    it, whatever the school did meanwhile.
    """

    __tablename__ = "month_report"
    __table_args__ = (
        by_seq("month_report"),
        Index("month_report_by_scope", "scope", "month"),
    )
    __since__ = 2

    id: Mapped[RowId] = mapped_column(primary_key=True)
    month: Mapped[date] = field(1)
    """Its first day."""
    figures: Mapped[str] = field(2)
    """JSON, see `domain/account.py`."""
    submitted_on: Mapped[date] = field(3)
    submitted_by: Mapped[str] = field(4)
    answer: Mapped[MonthAnswer | None] = field(5, Code(MonthAnswer))
    answered_on: Mapped[date | None] = field(6)
    answered_by: Mapped[str] = field(7)
    reason: Mapped[str] = field(8)


class CardRules(Synced, Base):
    """A county's one row of thresholds; an empty one shows no card."""

    __tablename__ = "card_rules"
    __table_args__ = (by_seq("card_rules"),)
    __since__ = 2

    id: Mapped[RowId] = mapped_column(primary_key=True)
    silent_yellow: Mapped[int | None] = field(1)
    silent_red: Mapped[int | None] = field(2)
    behind_yellow: Mapped[int | None] = field(3)
    behind_red: Mapped[int | None] = field(4)
    lessons_yellow: Mapped[int | None] = field(5)
    lessons_red: Mapped[int | None] = field(6)
    attendance_yellow: Mapped[int | None] = field(7)
    attendance_red: Mapped[int | None] = field(8)
