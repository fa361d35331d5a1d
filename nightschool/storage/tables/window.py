"""What the window brought: photos of a class, hours that came along, and the key of the search."""

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from nightschool.domain.codes import CourseKind
from nightschool.domain.identity import RowId
from nightschool.storage.tables.base import Base, Code, Scope, Synced, by_seq, field, to_row


class Photo(Synced, Base):
    """A picture of a lesson; its bytes lie in `photos.db` under their hash."""

    __tablename__ = "photo"
    __table_args__ = (by_seq("photo"), Index("photo_by_lesson", "lesson"))
    __since__ = 2

    id: Mapped[RowId] = mapped_column(primary_key=True)
    lesson: Mapped[RowId] = to_row("lesson", 1)
    sha256: Mapped[bytes] = field(2)
    size: Mapped[int] = field(3)
    width: Mapped[int] = field(4)
    height: Mapped[int] = field(5)
    taken_on: Mapped[date | None] = field(6)
    note: Mapped[str] = field(7)


class Credit(Synced, Base):
    """A line of another school's roll that counts for a person of this one."""

    __tablename__ = "credit"
    __table_args__ = (
        by_seq("credit"),
        Index("credit_by_person", "person"),
        {"sqlite_with_rowid": False},
    )
    __since__ = 2

    lesson: Mapped[RowId] = mapped_column(primary_key=True)
    """Of another scope, so it may not be here."""
    person: Mapped[RowId] = to_row("person")
    day: Mapped[date] = field(1)
    kind: Mapped[CourseKind] = field(2, Code(CourseKind))
    half_hours: Mapped[int] = field(3)
    attended: Mapped[bool] = field(4)
    title: Mapped[str] = field(5)
    held_by: Mapped[str] = field(6)
    """The code of the school that held it."""


class PersonSearch(Base):
    """Derived: how people are found by name; kept by `storage/searching.py`."""

    __tablename__ = "person_search"
    __table_args__ = ({"sqlite_with_rowid": False},)

    person: Mapped[RowId] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(Scope)
    key: Mapped[str]
    """As `pinyin.search_key` makes it."""
    sound: Mapped[str]
    """Full pinyin in the commonest reading: names are sorted by it."""
    numbers: Mapped[str]
    """Citizen number and 人编号, which are found by their last digits."""
    here: Mapped[bool]
    """Whether they have not left; who has is shown last."""


class SearchState(Base):
    """Derived: up to which `seq` the rows of `person_search` hold."""

    __tablename__ = "search_state"

    id: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int]
