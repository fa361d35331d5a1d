"""Lessons, their rolls, saved groups and certificates: the school's own work."""

from datetime import date, time

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from nightschool.domain.codes import CertificateKind, Language, LessonForm, LessonState, Mark
from nightschool.domain.identity import RowId
from nightschool.storage.tables.base import Base, Code, Keys, Synced, by_seq, field, to_row


class Lesson(Synced, Base):
    __tablename__ = "lesson"
    __table_args__ = (
        by_seq("lesson"),
        Index("lesson_by_scope", "scope", "day"),
        Index("lesson_by_merged_into", "merged_into"),
    )

    id: Mapped[RowId] = mapped_column(primary_key=True)
    course: Mapped[RowId] = field(1)
    day: Mapped[date] = field(2)
    start: Mapped[time] = field(3)
    end: Mapped[time] = field(4)
    half_hours: Mapped[int] = field(5)
    hours_reason: Mapped[str] = field(6)
    title: Mapped[str] = field(7)
    place: Mapped[str] = field(8)
    form: Mapped[LessonForm] = field(9, Code(LessonForm))
    language: Mapped[Language] = field(10, Code(Language))
    lecturer: Mapped[RowId | None] = field(11)
    summary: Mapped[str] = field(12)
    guests: Mapped[int] = field(13)
    state: Mapped[LessonState] = field(14, Code(LessonState))
    cancel_reason: Mapped[str] = field(15)
    roll_open: Mapped[bool] = field(16)
    merged_into: Mapped[RowId | None] = field(17, since=2)


class Attendance(Synced, Base):
    """A line of a roll; a twentieth of a million of them a school in three years."""

    __tablename__ = "attendance"
    __table_args__ = (
        by_seq("attendance"),
        Index("attendance_by_person", "person"),
        {"sqlite_with_rowid": False},
    )

    lesson: Mapped[RowId] = to_row("lesson")
    person: Mapped[RowId] = to_row("person")
    mark: Mapped[Mark] = field(1, Code(Mark))
    half_hours: Mapped[int | None] = field(2)
    remark: Mapped[str] = field(3)


class RollGroup(Synced, Base):
    """A saved group that a roll can be taken from."""

    __tablename__ = "roll_group"
    __table_args__ = (by_seq("roll_group"),)

    id: Mapped[RowId] = mapped_column(primary_key=True)
    name: Mapped[str] = field(1)


class GroupMember(Synced, Base):
    __tablename__ = "group_member"
    __table_args__ = (by_seq("group_member"), {"sqlite_with_rowid": False})

    group: Mapped[RowId] = to_row("roll_group")
    person: Mapped[RowId] = to_row("person")


class RollSheet(Synced, Base):
    """A printed roll-call sheet; never edited, so that a paper is keyed back as it was printed."""

    __tablename__ = "roll_sheet"
    __table_args__ = (by_seq("roll_sheet"), Index("roll_sheet_by_lesson", "lesson"))
    __since__ = 2

    id: Mapped[RowId] = mapped_column(primary_key=True)
    lesson: Mapped[RowId] = to_row("lesson", 1)
    printed_on: Mapped[date] = field(2)
    people: Mapped[bytes] = field(3, Keys)
    """Keys of the people, row by row."""


class Certificate(Synced, Base):
    """Frozen at issue; only the voiding changes."""

    __tablename__ = "certificate"
    __table_args__ = (by_seq("certificate"), Index("certificate_by_person", "person"))

    id: Mapped[RowId] = mapped_column(primary_key=True)
    person: Mapped[RowId] = to_row("person", 1)
    kind: Mapped[CertificateKind] = field(2, Code(CertificateKind))
    number: Mapped[str] = field(3)
    name: Mapped[str] = field(4)
    citizen_tail: Mapped[str] = field(5)
    course: Mapped[str] = field(6)
    half_hours: Mapped[int] = field(7)
    first_day: Mapped[date] = field(8)
    last_day: Mapped[date] = field(9)
    issued_on: Mapped[date] = field(10)
    issuer: Mapped[str] = field(11)
    school_name: Mapped[str] = field(12)
    template: Mapped[int] = field(13)
    voided_on: Mapped[date | None] = field(14)
    void_reason: Mapped[str] = field(15)
    replaced_by: Mapped[str] = field(16)
    basis: Mapped[RowId | None] = field(17, since=2)
    decision: Mapped[str] = field(18, since=2, default="")
    decided_on: Mapped[date | None] = field(19, since=2)
    decided_by: Mapped[str] = field(20, since=2, default="")
    face: Mapped[str] = field(21, since=2, default="")
    digest: Mapped[str] = field(22, since=2, default="")
    qr: Mapped[str] = field(23, since=2, default="")
