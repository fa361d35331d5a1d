"""Is this certificate genuine, and does it stand? Answered with no network, from its QR code."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from nightschool.documents import qr_reading
from nightschool.domain.certificate import Certificate
from nightschool.domain.certificate_claim import (
    Claim,
    Issuer,
    Standing,
    Verdict,
    Voided,
    claim_of,
    public_voiding,
)
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.keys import certificate_qr, cose, signing
from nightschool.keys.canonical import MalformedError, NewerFormatError
from nightschool.keys.certificate_qr import ForeignError, SignedClaim
from nightschool.services import issuers
from nightschool.services.issuers import Known
from nightschool.services.workspace import Workspace
from nightschool.storage.queries import issuers as found
from nightschool.task import SILENT, Task


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict on one code of a picture or PDF."""

    page: int
    """Counted from 1."""
    verdict: Verdict


def verify(workspace: Workspace, text: str) -> Verdict:
    """What this desk can say of one QR code's text, as it was scanned, typed or copied."""
    return verify_all(workspace, [text])[0]


def verify_all(workspace: Workspace, texts: Iterable[str]) -> list[Verdict]:
    """The same of many texts."""
    known = issuers.known(workspace)
    return [judge(workspace, known, text) for text in texts]


def verify_file(workspace: Workspace, path: Path, task: Task = SILENT) -> list[Answer]:
    """An answer to each QR code in a picture or PDF, page by page from the top.

    Raises `UserError` for a file that cannot be read or holds no code.
    """
    codes = qr_reading.read(path, task)
    if not codes:
        raise UserError(
            _("No QR code can be read in %(file)s.") % {"file": path.name},
            _("Take a sharper picture, straight from above and without glare."),
        )
    verdicts = verify_all(workspace, (code.text for code in codes))
    return [Answer(code.page, one) for code, one in zip(codes, verdicts, strict=True)]


def judge(workspace: Workspace, known: Known, text: str) -> Verdict:
    """The verdict on a text, going by what was told of issuers and void numbers."""
    try:
        said = certificate_qr.read(text)
    except ForeignError:
        return Verdict(Standing.FOREIGN, _("This is not the code of a certificate."))
    except NewerFormatError as error:
        message = _(
            "The code is of version %(version)d, which this program does not know."
            " Install the newest version here."
        )
        return Verdict(Standing.NEWER, message % {"version": error.number})
    except MalformedError:
        return Verdict(Standing.FORGED, _forged())
    verdict = _of_signed(workspace, known, said)
    fingerprint = signing.fingerprint_of(said.signed.key_id)
    claim = None if verdict.standing is Standing.FORGED else said.claim
    return replace(verdict, claim=claim, key=fingerprint)


def _of_signed(workspace: Workspace, known: Known, said: SignedClaim) -> Verdict:
    listed = known.issuers.get(said.signed.key_id, ())
    if not listed:
        message = _(
            "The issuer is not known here yet, so nothing can be said. Take the county's latest"
            " package or list of keys, then ask again."
        )
        return Verdict(Standing.UNKNOWN_ISSUER, message)
    if not cose.verify(said.signed, listed[0].verify_key):
        return Verdict(Standing.FORGED, _forged())
    entitled = [one for one in listed if one.may_sign_for(said.claim.school)]
    if not entitled:
        message = _("Signed by %(issuer)s, who may not issue for this school: it does not count.")
        return Verdict(Standing.FORGED, message % {"issuer": listed[0].name})
    return replace(_of_genuine(workspace, known, said.claim, entitled), issuer=entitled[0].name)


def _of_genuine(
    workspace: Workspace, known: Known, claim: Claim, entitled: Sequence[Issuer]
) -> Verdict:
    """The signature is right; what is left are revoked laptops and void numbers."""
    with workspace.database.read() as connection:
        kept = found.with_number(connection, claim.number)
    in_books = kept is not None and _is_same(claim, kept)
    revoked = min((one.revoked_on for one in entitled if one.revoked_on), default=None)
    if revoked and claim.issued_on >= revoked and not in_books:
        message = _(
            "Signed by a laptop that was revoked on %(day)s, and not dated earlier: it does not"
            " count."
        )
        return Verdict(Standing.FORGED, message % {"day": f"{revoked}"})
    remark = _remark(revoked) if revoked and not in_books else ""
    if entitled[0].verify_key == known.practice:
        remark = _("It was issued for practice and counts for nothing.")
    voided = (public_voiding(kept) if kept else None) or known.voided.get(claim.number)
    if voided:
        return Verdict(Standing.VOIDED, _void(voided), voided=voided, remark=remark)
    return Verdict(Standing.VALID, _("Genuine and valid."), remark=remark)


def _is_same(claim: Claim, kept: Certificate) -> bool:
    """Whether our books have this very certificate; a code may hold only part of the course."""
    return replace(claim, course="") == replace(claim_of(kept), course="")


def _remark(revoked: date) -> str:
    return _(
        "The laptop that signed was revoked on %(day)s. The day on the certificate is earlier, but"
        " whoever had the laptop could have set it back: ask the county whether the number is in"
        " its books."
    ) % {"day": f"{revoked}"}


def _void(voided: Voided) -> str:
    parts = [_("Genuine, but void since %(day)s.") % {"day": f"{voided.voided_on}"}]
    if voided.reason:
        parts.append(_("Reason: %(reason)s.") % {"reason": voided.reason})
    if voided.replaced_by:
        parts.append(_("Replaced by %(number)s.") % {"number": voided.replaced_by})
    return " ".join(parts)


def _forged() -> str:
    return _("Forged or damaged. Scan it once more; if it stays so, do not accept it.")
