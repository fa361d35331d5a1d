"""What a certificate's QR code says, and what a desk can say of it."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nightschool.domain.certificate import Certificate
from nightschool.domain.codes import CertificateKind


@dataclass(frozen=True, slots=True)
class Claim:
    """The signed words of a QR code: those of the paper by which it can be compared."""

    number: str
    kind: CertificateKind
    name: str
    course: str
    """Cut, with an ellipsis at its end, where the code has no room for all of it."""
    half_hours: int
    issued_on: date
    school: str
    citizen_tail: str


def claim_of(certificate: Certificate) -> Claim:
    """What the QR code of this certificate says."""
    return Claim(
        certificate.number,
        certificate.kind,
        certificate.name,
        certificate.course,
        certificate.half_hours,
        certificate.issued_on,
        certificate.school,
        certificate.citizen_tail,
    )


class Standing(StrEnum):
    """What a desk can say of a code without asking anybody."""

    VALID = "valid"
    VOIDED = "voided"
    FORGED = "forged"
    """Or damaged: the two cannot be told apart."""
    UNKNOWN_ISSUER = "unknown_issuer"
    """Signed by a key that nobody has told this desk of; never a forgery for that alone."""
    NEWER = "newer"
    FOREIGN = "foreign"
    """A code of something else."""


@dataclass(frozen=True, slots=True)
class Voided:
    """That a certificate is void, without the person: what every desk may know."""

    number: str
    voided_on: date
    reason: str
    replaced_by: str
    """The number of the certificate in its place, or empty."""


_DIGITS = re.compile(r"\d{5,}")
_LONGEST_REASON = 100


def public_voiding(certificate: Certificate) -> Voided | None:
    """What every desk may know of a certificate that is void; None for one that stands.

    The holder's name and long numbers are taken out of the reason, and all of it where the name
    was erased: nobody could then say what in it is personal.
    """
    if certificate.voided_on is None:
        return None
    reason = _DIGITS.sub("…", certificate.void_reason.replace(certificate.name, "〇〇"))
    return Voided(
        certificate.number,
        certificate.voided_on,
        "" if certificate.is_erased else reason[:_LONGEST_REASON],
        certificate.replaced_by,
    )


@dataclass(frozen=True, slots=True)
class Issuer:
    """Somebody who signs certificates."""

    name: str
    scopes: tuple[str, ...]
    """Schools, or an office's code, for which it may sign."""
    verify_key: bytes
    """Ed25519 public key, 32 bytes."""
    revoked_on: date | None = None
    """What is dated from that day on does not count."""

    def may_sign_for(self, school: str) -> bool:
        """Whether the school is one of its own, or below it."""
        return any(school.startswith(scope) for scope in self.scopes)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to one code."""

    standing: Standing
    message: str
    """In the reader's language, with what to do."""
    claim: Claim | None = None
    """What the code says: proven where valid or voided, claimed where the issuer is unknown."""
    issuer: str = ""
    """The name of the desk that signed it."""
    key: str = ""
    """Fingerprint of the key that it names."""
    voided: Voided | None = None
    remark: str = ""

    @property
    def valid(self) -> bool:
        """Genuine and in force."""
        return self.standing is Standing.VALID
