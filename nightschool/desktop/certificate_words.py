"""What people read of certificates: what they are for, whether they stand, what a check found."""

from collections.abc import Mapping

from nightschool.domain import labels, registry
from nightschool.domain.certificate import Certificate
from nightschool.domain.certificate_claim import Claim, Standing, Verdict
from nightschool.domain.codes import CertificateLayout, CertificatePaper
from nightschool.i18n import N_, _

LAYOUTS: Mapping[CertificateLayout, str] = {
    CertificateLayout.HORNS: N_("sheep's horns"),
    CertificateLayout.LACQUER: N_("lacquer ware"),
    CertificateLayout.PLAIN: N_("plain"),
    CertificateLayout.STOCK: N_("words alone, on printed stock"),
}
PAPERS: Mapping[CertificatePaper, str] = {
    CertificatePaper.A4: N_("A4, landscape"),
    CertificatePaper.A5: N_("A5, landscape"),
}
_VERDICTS: Mapping[Standing, tuple[str, str, str]] = {
    Standing.VALID: ("✓", N_("Genuine and valid"), "good"),
    Standing.VOIDED: ("!", N_("Genuine but void"), "bad"),
    Standing.FORGED: ("✗", N_("Forged or damaged"), "bad"),
    Standing.UNKNOWN_ISSUER: ("?", N_("Issuer not known here yet"), "warn"),
    Standing.NEWER: ("?", N_("Of a newer version"), "info"),
    Standing.FOREIGN: ("–", N_("No certificate's code"), "quiet"),
}


def verdict(one: Verdict) -> tuple[str, str, str]:
    """Sign, words and tone."""
    sign, text, tone = _VERDICTS[one.standing]
    return sign, _(text), tone


def what_for(one: Certificate) -> str:
    """The course or skill, else what an honour is for."""
    return one.course or one.decision


def stands(one: Certificate) -> str:
    """Whether it counts, else since when and why not, and what stands in its place."""
    if one.voided_on is None:
        return _("✓ stands")
    text = _("✗ void since %(day)s") % {"day": f"{one.voided_on}"}
    if one.void_reason:
        text += f": {one.void_reason}"
    if one.replaced_by:
        text += " → " + one.replaced_by
    return text


def claimed(one: Claim) -> list[tuple[str, str]]:
    """What stands in a code, by names; what it leaves out is left out."""
    school = registry.by_code(one.school)
    lines = [
        (_("Name"), one.name),
        (_("Kind"), labels.label(one.kind)),
        (_("Course"), one.course),
        (_("Class hours"), f"{one.half_hours / 2:g}" if one.half_hours else ""),
        (_("Issued on"), f"{one.issued_on}"),
        (_("School"), school.place if school else one.school),
        (_("Last four of the ID number"), one.citizen_tail),
        (_("Number"), one.number),
    ]
    return [line for line in lines if line[1]]
