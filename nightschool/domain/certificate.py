"""Certificates: their number, and the data frozen at issue."""

from dataclasses import dataclass
from datetime import date

from nightschool.domain.codes import CertificateKind
from nightschool.domain.identity import RowId
from nightschool.domain.stamp import DeviceId

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


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


def laptop_sign(device: DeviceId) -> str:
    """Eight letters and digits (Crockford's base 32, 40 bits) that tell laptops apart.

    They come from the database's random id and not from a list kept somewhere: laptops that never
    meet cannot agree on one, and a restored backup, which gets a new id, gets a new sign.
    """
    value = int.from_bytes(device[:5], "big")
    return "".join(_CROCKFORD[value >> shift & 31] for shift in range(35, -1, -5))


def number(school: str, year: int, running: int, sign: str) -> str:
    """Village code, year, running number of this laptop in this year, sign of the laptop."""
    return f"{school}-{year}-{running:04d}-{sign}"
