"""Households and people of the register, and their way on it."""

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from nightschool.domain.codes import (
    Belonging,
    Education,
    Health,
    HouseholdKind,
    Labour,
    LeftReason,
    RegisterStatus,
    Relation,
    Sex,
    WorkRegion,
)
from nightschool.domain.identity import RowId
from nightschool.storage.tables.base import Base, Code, CodeSet, Synced, by_seq, field, to_row


class Household(Synced, Base):
    __tablename__ = "household"
    __table_args__ = (by_seq("household"), Index("household_by_scope", "scope"))

    id: Mapped[RowId] = mapped_column(primary_key=True)
    number: Mapped[str | None] = field(1)
    kind: Mapped[HouseholdKind | None] = field(2, Code(HouseholdKind))
    stated_size: Mapped[int | None] = field(3)
    cause: Mapped[str] = field(4)
    income: Mapped[int | None] = field(5)
    unsafe_house: Mapped[bool | None] = field(6)
    phone: Mapped[str] = field(7)
    identified_on: Mapped[date | None] = field(8)
    note: Mapped[str] = field(9)


class Person(Synced, Base):
    __tablename__ = "person"
    __table_args__ = (
        by_seq("person"),
        Index("person_by_scope", "scope", "name"),
        Index("person_by_household", "household"),
        Index("person_by_citizen_no", "citizen_no"),
        Index("person_by_merged_into", "merged_into"),
    )

    id: Mapped[RowId] = mapped_column(primary_key=True)
    name: Mapped[str] = field(1)
    household: Mapped[RowId | None] = to_row("household", 2)
    belonging: Mapped[Belonging] = field(3, Code(Belonging))
    person_no: Mapped[str | None] = field(4)
    citizen_no: Mapped[str | None] = field(5)
    disability_no: Mapped[str | None] = field(6)
    sex: Mapped[Sex | None] = field(7, Code(Sex))
    birth_date: Mapped[date | None] = field(8)
    relation: Mapped[Relation | None] = field(9, Code(Relation))
    relation_text: Mapped[str] = field(10)
    ethnicity: Mapped[str] = field(11)
    politics: Mapped[str] = field(12)
    education: Mapped[Education | None] = field(13, Code(Education))
    schooling: Mapped[str] = field(14)
    health: Mapped[frozenset[Health]] = field(15, CodeSet(Health))
    labour: Mapped[Labour | None] = field(16, Code(Labour))
    work_region: Mapped[WorkRegion | None] = field(17, Code(WorkRegion))
    work_months: Mapped[int | None] = field(18)
    insured: Mapped[bool | None] = field(19)
    status: Mapped[RegisterStatus | None] = field(20, Code(RegisterStatus))
    hamlet: Mapped[str] = field(21)
    phone: Mapped[str] = field(22)
    home: Mapped[str] = field(23)
    note: Mapped[str] = field(24)
    left_on: Mapped[date | None] = field(25)
    left_reason: Mapped[LeftReason | None] = field(26, Code(LeftReason))
    came_on: Mapped[date | None] = field(27, since=2)
    moved_from: Mapped[RowId | None] = field(28, since=2)
    merged_into: Mapped[RowId | None] = field(29, since=2)


class StatusChange(Synced, Base):
    __tablename__ = "status_change"
    __table_args__ = (by_seq("status_change"), Index("status_change_by_person", "person"))

    id: Mapped[RowId] = mapped_column(primary_key=True)
    person: Mapped[RowId] = to_row("person", 1)
    status: Mapped[RegisterStatus] = field(2, Code(RegisterStatus))
    since: Mapped[date | None] = field(3)
