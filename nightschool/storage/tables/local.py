"""What never leaves this database: its identity, its ledger, and what it derived."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from nightschool.domain.codes import Role
from nightschool.domain.identity import RowId
from nightschool.storage.tables.base import Base, Code, Flag, Scope


class Workspace(Base):
    """One row: who this database is, and its two counters."""

    __tablename__ = "workspace"

    id: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[Role] = mapped_column(Code(Role))
    scope: Mapped[str] = mapped_column(Scope)
    device: Mapped[bytes]
    former_devices: Mapped[bytes]
    """Ids that this database had before, 8 bytes each."""
    counter: Mapped[int]
    """The highest Lamport counter that this database has ever seen."""
    seq: Mapped[int]
    """Counts write transactions here; a row carries that of its last change."""
    program: Mapped[str]
    """The version of the program that wrote the schema."""
    set_back_to: Mapped[int | None]
    """Our counter up to which this database and a later life of it are one, once an office knows
    that there is one and until its clerk takes a new id."""


class Secret(Base):
    """Private keys of this desk, by name."""

    __tablename__ = "secret"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[bytes]


class Knowledge(Base):
    """Up to which counter we hold everything that a device wrote in a scope."""

    __tablename__ = "knowledge"

    scope: Mapped[str] = mapped_column(Scope, primary_key=True)
    device: Mapped[bytes] = mapped_column(primary_key=True)
    counter: Mapped[int]
    number: Mapped[int]
    sha256: Mapped[bytes]


class Peer(Base):
    """A device that we exchange packages with, and how far each holds the other."""

    __tablename__ = "peer"

    device: Mapped[bytes] = mapped_column(primary_key=True)
    acknowledged: Mapped[int]
    """Our `seq` up to which it has confirmed to hold everything."""
    held: Mapped[int]
    """Its `seq` up to which we hold everything."""


class Package(Base):
    """A package made here or taken here."""

    __tablename__ = "package"

    id: Mapped[RowId] = mapped_column(primary_key=True)
    device: Mapped[bytes]
    """The sender: ourselves where we made it."""
    number: Mapped[int]
    sha256: Mapped[bytes]
    """Empty between the moment a number is given and that when its file stands."""
    file: Mapped[str]
    first_seq: Mapped[int]
    last_seq: Mapped[int]
    counter: Mapped[int]
    """The sender's highest Lamport counter when it made the package."""
    merged_seq: Mapped[int]
    """The `seq` that its rows got here when it was taken; 0 for our own."""
    rows: Mapped[str]
    """Counts for each table, as JSON."""
    peers: Mapped[str]
    """For people: to whom it goes, or from whom it came."""
    state: Mapped[str]
    reason: Mapped[str]
    at: Mapped[str]


class Todo(Base):
    """Something that the county asks this desk to mend; replaced by each newer package."""

    __tablename__ = "todo"

    table: Mapped[str] = mapped_column(primary_key=True)
    row: Mapped[bytes] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    device: Mapped[bytes]
    at: Mapped[str]


class Enrolment(Base):
    """An enrolment file that this county made; its secret lets one laptop register."""

    __tablename__ = "enrolment"

    id: Mapped[RowId] = mapped_column(primary_key=True)
    schools: Mapped[str]
    secret: Mapped[bytes]
    made_on: Mapped[date]
    used_by: Mapped[bytes | None]


class EnrolmentClaim(Base):
    """A further laptop that came with an enrolment which another had used; a clerk decides."""

    __tablename__ = "enrolment_claim"

    enrolment: Mapped[RowId] = mapped_column(primary_key=True)
    device: Mapped[bytes] = mapped_column(primary_key=True)
    name: Mapped[str]
    at: Mapped[str]
    admitted: Mapped[bool] = mapped_column(Flag)


class Disclosure(Base):
    """A paper that showed ID numbers whole: who made it, of whom, and why."""

    __tablename__ = "disclosure"

    id: Mapped[RowId] = mapped_column(primary_key=True)
    at: Mapped[str]
    by: Mapped[str]
    scope: Mapped[str] = mapped_column(Scope)
    paper: Mapped[str]
    people: Mapped[int]
    reason: Mapped[str]


class ColumnTitle(Base):
    """A roster's unknown title that someone mapped by hand."""

    __tablename__ = "column_title"

    title: Mapped[str] = mapped_column(primary_key=True)
    field: Mapped[str]


class RosterImport(Base):
    """A roster file that was taken; all that it wrote carries `stamp`."""

    __tablename__ = "roster_import"

    id: Mapped[RowId] = mapped_column(primary_key=True)
    file: Mapped[str]
    sha256: Mapped[bytes]
    stamp: Mapped[bytes]
    at: Mapped[str]
    summary: Mapped[str]
    undone: Mapped[bool]


class HoursTotal(Base):
    """Derived: what each person attended in the rotation's years; kept by `storage/hours.py`."""

    __tablename__ = "hours_total"
    __table_args__ = ({"sqlite_with_rowid": False},)

    person: Mapped[RowId] = mapped_column(primary_key=True)
    culture: Mapped[int]
    technology: Mapped[int]
    policy: Mapped[int]
    customs: Mapped[int]
    """Half class hours; a column for each `CourseKind`."""
    attended: Mapped[int]
    called: Mapped[int]
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    last_called: Mapped[date]
    """Day of the latest roll that names the person: the row holds from that day on."""


class HoursEnough(Base):
    """Derived: the day on which a person's hours completed the rotation; who lacks some is absent.

    Kept beside `hours_total`, in the same transactions.
    """

    __tablename__ = "hours_enough"
    __table_args__ = ({"sqlite_with_rowid": False},)

    person: Mapped[RowId] = mapped_column(primary_key=True)
    day: Mapped[date]


class HoursState(Base):
    """Derived: for which rules a county's rows of both hold, and up to which `seq`."""

    __tablename__ = "hours_state"

    county: Mapped[str] = mapped_column(Scope, primary_key=True)
    start: Mapped[date]
    end: Mapped[date]
    seq: Mapped[int]
    half_hours: Mapped[int]
    technology_half_hours: Mapped[int]
    kinds: Mapped[int]
