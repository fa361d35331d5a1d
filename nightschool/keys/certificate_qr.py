"""The text of a certificate's QR code: `NS1:` and a COSE_Sign1 message in Base45.

Its payload is a CBOR map with the keys below; a course or a tail that is empty is left out.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from nightschool.domain.certificate_claim import Claim
from nightschool.domain.codes import CertificateKind
from nightschool.keys import base45, cose
from nightschool.keys.canonical import MalformedError, NewerFormatError
from nightschool.keys.cose import Signed

VERSION = 1
LONGEST = 483
"""Characters of a text: what version 13 of a QR code holds at level M."""
_LONGEST_TYPED = 2000
_BREAKS = re.compile(r"[\t\r\n\f\v]+")
_LINE_BREAK = re.compile(r"\r?\n|\r")
_PREFIX = re.compile(r"NS(\d{1,3}):")
_NUMBER, _NAME, _KIND, _COURSE, _HOURS, _DAY, _SCHOOL, _TAIL = range(1, 9)
_TEXTS = {_NUMBER, _NAME, _COURSE, _TAIL}
_NEEDED = {_NUMBER, _NAME, _KIND, _HOURS, _DAY, _SCHOOL}
_KINDS = {
    1: CertificateKind.ATTENDANCE,
    2: CertificateKind.COMPLETION,
    3: CertificateKind.SKILL,
    4: CertificateKind.HONOUR,
}
_CODES = {kind: code for code, kind in _KINDS.items()}
_EPOCH = date(1970, 1, 1)
_MISTYPED = str.maketrans({"。": ".", "¥": "$", "、": "/", "×": "*", "—": "-", "–": "-", "−": "-"})
"""What a Chinese input method makes of a scanner's keys, beyond full-width forms."""


class ForeignError(Exception):
    """The text does not begin as one of ours: a code of something else."""


@dataclass(frozen=True, slots=True)
class SignedClaim:
    """What a text says and who is said to have signed it; nothing of it is proven yet."""

    claim: Claim
    signed: Signed


def write(claim: Claim, private: bytes) -> str:
    """The text, at most `LONGEST` characters; a course without room for all of it is cut.

    Raises `ValueError` where the rest alone is too long, which no paper has room for either.
    """
    text = _write(claim, private)
    course = claim.course
    while len(text) > LONGEST:
        if not course:
            raise ValueError("a certificate too long for its code")
        course = course[:-1]
        text = _write(replace(claim, course=course and f"{course}…"), private)
    return text


def read(typed: str) -> SignedClaim:
    """What a text says that was scanned, typed or copied.

    Lower case, full-width forms, blanks around it and line breaks in it are forgiven. Raises
    `ForeignError`, `NewerFormatError` for a later version and `MalformedError`.
    """
    folded = _folded(typed)
    text = _BREAKS.sub("", folded)
    prefix = _PREFIX.match(text)
    if prefix is None:
        raise ForeignError
    if int(prefix[1]) > VERSION:
        raise NewerFormatError(int(prefix[1]), "")
    if prefix[0] != f"NS{VERSION}:" or len(folded) > _LONGEST_TYPED:
        raise MalformedError("no version of ours")
    try:
        return _read(text[prefix.end() :])
    except MalformedError:
        wrapped = _LINE_BREAK.sub(" ", folded)  # at a blank that belongs to it
        if wrapped == text:
            raise
        return _read(wrapped[prefix.end() :])


def _folded(typed: str) -> str:
    folded = unicodedata.normalize("NFKC", typed[: _LONGEST_TYPED + 1])
    return folded.translate(_MISTYPED).upper().strip()


def _write(claim: Claim, private: bytes) -> str:
    message = cose.sign(private, cose.encoded(_payload(claim)))
    return f"NS{VERSION}:{base45.encode(message)}"


def _read(body: str) -> SignedClaim:
    if len(body) > LONGEST:
        raise MalformedError("too long")
    try:
        signed = cose.read(base45.decode(body))
        claim = _claim(cose.decoded(signed.payload))
        if cose.encoded(_payload(claim)) != signed.payload:  # a key True, which equals 1
            raise ValueError("not in canonical form")
    except (ValueError, OverflowError) as error:
        raise MalformedError(str(error)) from error
    return SignedClaim(claim, signed)


def _payload(claim: Claim) -> dict[int, Any]:
    values = {
        _NUMBER: claim.number,
        _NAME: claim.name,
        _KIND: _CODES[claim.kind],
        _COURSE: claim.course,
        _HOURS: claim.half_hours,
        _DAY: (claim.issued_on - _EPOCH).days,
        _SCHOOL: int(claim.school),
        _TAIL: claim.citizen_tail,
    }
    return {key: value for key, value in values.items() if value != ""}


def _claim(values: Any) -> Claim:
    """The claim in a decoded payload; raises `ValueError` for anything but exact types."""
    if type(values) is not dict or not _NEEDED <= values.keys() <= _NEEDED | _TEXTS:
        raise ValueError("not the fields of a certificate")
    for key, value in values.items():
        if not (_is_text(value) if key in _TEXTS else _is_number(value)):
            raise ValueError("a field of another type")
    if values[_KIND] not in _KINDS or len(str(values[_SCHOOL])) not in (6, 12):
        raise ValueError("a field out of bounds")
    return Claim(
        number=values[_NUMBER],
        kind=_KINDS[values[_KIND]],
        name=values[_NAME],
        course=values.get(_COURSE, ""),
        half_hours=values[_HOURS],
        issued_on=_EPOCH + timedelta(days=values[_DAY]),
        school=str(values[_SCHOOL]),
        citizen_tail=values.get(_TAIL, ""),
    )


def _is_text(value: object) -> bool:
    """Not empty, and nothing in it that could draw on a terminal or turn the line round."""
    return (
        type(value) is str
        and value != ""
        and not any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") for sign in value)
    )


def _is_number(value: object) -> bool:
    return type(value) is int and 0 <= value < 1 << 40
