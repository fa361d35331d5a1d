"""Certificates: their number, the data frozen at issue, and the digest that seals both."""

import hashlib
import json
from dataclasses import dataclass, fields
from datetime import date

from nightschool.domain import crockford
from nightschool.domain.codes import CertificateKind
from nightschool.domain.identity import RowId
from nightschool.domain.school import School
from nightschool.domain.stamp import DeviceId


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate as it was issued; nothing in it follows later changes of the person."""

    id: RowId
    school: str
    person: RowId
    kind: CertificateKind
    number: str
    name: str
    citizen_tail: str
    """The last four characters of the citizen number, or empty."""
    course: str
    half_hours: int
    first_day: date
    last_day: date
    issued_on: date
    issuer: str
    school_name: str
    template: int
    """The version of the art and wording that it was issued with."""
    voided_on: date | None = None
    void_reason: str = ""
    replaced_by: str = ""
    basis: RowId | None = None
    """What it rests on: the course whose hours it counts, or the assessment."""
    decision: str = ""
    """What an honour was given for."""
    decided_on: date | None = None
    """Day of the assessment or of the decision."""
    decided_by: str = ""
    """The assessor, or who decided."""
    face: str = ""
    """The words and the look that it was issued with: `certificate_style.Face` as text."""
    digest: str = ""
    """SHA-256 over all that was frozen, hexadecimal; empty before template 2."""
    qr: str = ""
    """The text of its signed QR code; empty before template 2."""

    @property
    def is_erased(self) -> bool:
        """Whether the person was erased: number, kind and voiding are all that is left."""
        return not self.name


AFTER_ISSUE = frozenset({"voided_on", "void_reason", "replaced_by", "digest", "qr"})
"""What the digest leaves out: voiding comes later, and the QR code has a seal of its own."""


def digest(one: Certificate) -> str:
    """SHA-256 over the frozen data, the template's version among them, hexadecimal."""
    frozen = {
        field.name: _plain(getattr(one, field.name))
        for field in fields(one)
        if field.name not in AFTER_ISSUE
    }
    text = json.dumps(frozen, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if isinstance(value, date) else value


def overlap(one: Certificate, first: date, last: date) -> bool:
    """Whether a certificate speaks of any of these days."""
    return one.first_day <= last and first <= one.last_day


def laptop_sign(device: DeviceId) -> str:
    """Eight letters and digits (Crockford's base 32, 40 bits) that tell laptops apart.

    They come from the database's random id and not from a list kept somewhere: laptops that never
    meet cannot agree on one, and a restored backup, which gets a new id, gets a new sign.
    """
    return crockford.encode(int.from_bytes(device[:5], "big"), digits=8)


def number(school: str, year: int, running: int, sign: str) -> str:
    """Village code, year, running number of this laptop in this year, sign of the laptop."""
    return f"{school}-{year}-{running:04d}-{sign}"


def running_of(number: str) -> int:
    """The running number in a certificate's number."""
    return int(number.split("-")[2])


def school_name(school: School) -> str:
    """The school's name as papers print it; always Chinese, as papers are."""
    return f"{school.place}农民夜校"


def issuer(school: School) -> str:
    """The office in whose name a county's certificates are issued."""
    return f"{school.county}农民夜校工作办公室"
