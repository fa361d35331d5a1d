"""Common data of a county: its schools, courses, policy and the desks it knows."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from nightschool.domain.codes import (
    Labour,
    Language,
    LecturerKind,
    ProvincialKind,
    SubjectGroup,
)
from nightschool.domain.identity import RowId
from nightschool.storage.tables.base import Base, Code, CodeSet, Counter, Synced, by_seq, field


class School(Synced, Base):
    __tablename__ = "school"
    __table_args__ = (by_seq("school"),)

    id: Mapped[RowId] = mapped_column(primary_key=True)
    code: Mapped[str] = field(1)
    village: Mapped[str] = field(2)
    township_code: Mapped[str] = field(3)
    township: Mapped[str] = field(4)
    county_code: Mapped[str] = field(5)
    county: Mapped[str] = field(6)
    closed_on: Mapped[date | None] = field(7)
    merged_into: Mapped[str | None] = field(8)
    head: Mapped[str] = field(9, since=2, default="")
    keeper: Mapped[str] = field(10, since=2, default="")
    phone: Mapped[str] = field(11, since=2, default="")


class Course(Synced, Base):
    __tablename__ = "course"
    __table_args__ = (by_seq("course"),)

    id: Mapped[RowId] = mapped_column(primary_key=True)
    code: Mapped[str] = field(1)
    title: Mapped[str] = field(2)
    provincial_kind: Mapped[ProvincialKind] = field(3, Code(ProvincialKind))
    group: Mapped[SubjectGroup] = field(4, Code(SubjectGroup))
    skill: Mapped[str] = field(5)
    active: Mapped[bool] = field(6)


class Lecturer(Synced, Base):
    __tablename__ = "lecturer"
    __table_args__ = (by_seq("lecturer"),)

    id: Mapped[RowId] = mapped_column(primary_key=True)
    name: Mapped[str] = field(1)
    kind: Mapped[LecturerKind] = field(2, Code(LecturerKind))
    language: Mapped[Language] = field(3, Code(Language))
    phone: Mapped[str] = field(4)
    note: Mapped[str] = field(5)
    active: Mapped[bool] = field(6)


class Policy(Synced, Base):
    __tablename__ = "policy"
    __table_args__ = (by_seq("policy"),)

    id: Mapped[RowId] = mapped_column(primary_key=True)
    start: Mapped[date] = field(1)
    years: Mapped[int] = field(2)
    first_target: Mapped[int] = field(3)
    second_target: Mapped[int] = field(4)
    third_target: Mapped[int] = field(5)
    half_hours: Mapped[int] = field(6)
    technology_half_hours: Mapped[int] = field(7)
    kinds: Mapped[int] = field(8)
    male_from: Mapped[int] = field(9)
    male_to: Mapped[int] = field(10)
    female_from: Mapped[int] = field(11)
    female_to: Mapped[int] = field(12)
    labour: Mapped[frozenset[Labour]] = field(13, CodeSet(Labour))


class Device(Synced, Base):
    """A desk that signs packages, as its county lists it."""

    __tablename__ = "device"
    __table_args__ = (by_seq("device"),)

    id: Mapped[RowId] = mapped_column(primary_key=True)
    device: Mapped[bytes] = field(1)
    name: Mapped[str] = field(2)
    scopes: Mapped[str] = field(3)
    verify_key: Mapped[bytes] = field(4)
    recipient: Mapped[str] = field(5)
    enrolled_on: Mapped[date | None] = field(6)
    revoked_on: Mapped[date | None] = field(7)


class RetiredDevice(Synced, Base):
    """An id under which two databases wrote: it ends at the last package that both made."""

    __tablename__ = "retired_device"
    __table_args__ = (by_seq("retired_device"),)

    id: Mapped[RowId] = mapped_column(primary_key=True)
    device: Mapped[bytes] = field(1)
    number: Mapped[int] = field(2)
    """Of the last common package; 0 where there is none."""
    counter: Mapped[int] = field(3, Counter)
    """The sender's Lamport counter when it made that package."""
