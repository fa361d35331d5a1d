"""What a package says of itself: who made it, for whom, and what it holds and knows.

The manifest lies open on the stick, so it names no person: rows are named by their keys.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from typing import Annotated

from nightschool.domain.device import Device
from nightschool.domain.identity import RowId
from nightschool.domain.refusal import PackageError, Reason
from nightschool.domain.stamp import FARTHEST_COUNTER, DeviceId
from nightschool.keys import canonical
from nightschool.keys.canonical import LARGEST, between, matching, size
from nightschool.keys.sealing import Recipient
from nightschool.sync.container import LIMITS, MANIFEST

FORMAT = 1

Id = Annotated[DeviceId, size(8)]
Sha256 = Annotated[bytes, size(32)]
Scope = Annotated[str, matching(r"[0-9]{4}|[0-9]{6}|[0-9]{12}")]
Word = Annotated[str, matching(r"[a-z0-9_]{1,60}")]


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk as it presents itself, in its packages and to those it enrols."""

    device: Id
    name: str
    scopes: tuple[Scope, ...]
    verify_key: Annotated[bytes, size(32)]
    recipient: Recipient
    former: tuple[Id, ...] = ()
    """Ids that its database had before a restore or a fork, oldest first."""

    def as_device(self) -> Device:
        """The same as a row of the county's list."""
        return Device(self.device, self.name, self.scopes, self.verify_key, self.recipient)


@dataclass(frozen=True, slots=True)
class Addressee:
    """One whom the package is sealed to."""

    recipient: Recipient
    device: Id | None
    """The id whose acknowledgement the package was cut for; None for a laptop yet to be born."""


@dataclass(frozen=True, slots=True)
class PackageRef:
    """One package of a sender."""

    number: Annotated[int, between(1, LARGEST)]
    sha256: Sha256


@dataclass(frozen=True, slots=True)
class Known:
    """Up to which counter the sender holds everything of a device, and which package brought it."""

    counter: Annotated[int, between(0, FARTHEST_COUNTER)]
    package: PackageRef | None
    """None for what the sender wrote itself."""


class ReceiptState(StrEnum):
    """What became of a package."""

    MERGED = "merged"
    MERGED_WITH_CONFLICTS = "merged_with_conflicts"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Todo:
    """Something to mend at a record; `code` says what, in words of the list of to-dos."""

    code: Word
    table: Word
    row: Annotated[bytes, size(16, 32)]
    """The row's key; two keys where the table's key is a pair, as in the roll."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one package of `device` at the sender of this one."""

    device: Id
    package: PackageRef
    seq: int
    """Everything of `device` up to this `seq` is held."""
    state: ReceiptState
    reason: Word | None = None
    """A word of `Reason` where refused; a newer program may send one that is not known here."""
    todos: tuple[Todo, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """What another member of the package must be."""

    size: int
    sha256: Sha256


@dataclass(frozen=True, slots=True)
class Registration:
    """A fresh laptop's proof that it was enrolled, until its county knows it."""

    enrolment: Annotated[RowId, size(16)]
    proof: Annotated[bytes, size(32)]


@dataclass(frozen=True, slots=True)
class AuditHead:
    """The end of the sender's audit chain."""

    entries: int
    sha256: Sha256


@dataclass(frozen=True, slots=True)
class Manifest:
    """All of manifest.json. Raises `ValueError` where its parts contradict each other."""

    schema: Word
    """Alembic's revision of the tables in data.db."""
    schema_number: int
    """Rises with every revision: tells newer from older."""
    program: Annotated[str, matching(r"[\w.+-]{1,40}")]
    made_at: datetime
    """For people only, in UTC: clocks order nothing."""
    sender: Desk
    addressees: tuple[Addressee, ...]
    scopes: tuple[Scope, ...]
    """Those that have rows in it."""
    number: Annotated[int, between(1, LARGEST)]
    earlier: tuple[PackageRef, ...]
    """All packages that the sender made before under its present id, in order."""
    seq_after: int
    seq_upto: int
    """It holds what changed at the sender after the one up to and including the other."""
    full: bool
    knowledge: Mapping[Scope, Mapping[Id, Known]]
    receipts: tuple[Receipt, ...] = ()
    rows: Mapping[Word, int] = field(default_factory=dict)
    """How many rows of each table."""
    members: Mapping[str, Member] = field(default_factory=dict)
    registration: Registration | None = None
    audit: AuditHead | None = None
    format: int = FORMAT

    def __post_init__(self) -> None:
        numbers = [ref.number for ref in self.earlier] + [self.number]
        if any(one >= next_ for one, next_ in pairwise(numbers)):
            raise ValueError("package numbers do not rise")
        if self.seq_after > self.seq_upto:
            raise ValueError("the seq range ends before it begins")
        if not self.addressees:
            raise ValueError("sealed for nobody")


def write(manifest: Manifest) -> bytes:
    """manifest.json, in its one form."""
    return canonical.dump(manifest)


def read(data: bytes) -> Manifest:
    """The manifest in these bytes, which may come from anybody.

    Raises `PackageError`: `newer_format`, or `damaged` for all that `write` would not have written.
    """
    try:
        return canonical.load(Manifest, data, LIMITS[MANIFEST], FORMAT)
    except canonical.NewerFormatError as error:
        raise PackageError(Reason.NEWER_FORMAT, error.program or error) from error
    except canonical.MalformedError as error:
        raise PackageError(Reason.DAMAGED, f"manifest: {error}") from error
