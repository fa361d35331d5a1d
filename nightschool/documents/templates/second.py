"""Template 2, of version 0.2.0: three layouts on A4 or A5, words from the certificate. Frozen.

All of A5 is A4 drawn smaller, but for what has a size of its own: the stamp and the QR code.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from nightschool.documents import fonts, qr
from nightschool.documents.pdf import MM
from nightschool.documents.templates import horns, lacquer, modules, plain
from nightschool.documents.templates import second_words as words
from nightschool.documents.templates.second_plan import MODULE, PLANS, SEAL, Colour, Plan, Text
from nightschool.documents.templates.second_words import FAINT, INK
from nightschool.documents.templates.sheet import Sheet
from nightschool.domain import certificate as rules
from nightschool.domain.certificate import Certificate
from nightschool.domain.certificate_style import Face, face_of
from nightschool.domain.codes import CertificateLayout, CertificatePaper
from nightschool.errors import UserError
from nightschool.i18n import _

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

ARTS = {
    CertificateLayout.HORNS: horns.draw_without_rule,
    CertificateLayout.LACQUER: lacquer.draw,
    CertificateLayout.PLAIN: plain.draw,
    CertificateLayout.STOCK: None,
}
WIDEST_QR = 45 * MM
SPARE = 130.0
"""Of the height that the words leave free, so much of A4's is put between them."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as it will be drawn: nothing on it can fail any more."""

    plan: Plan
    layout: CertificateLayout
    paper: CertificatePaper
    texts: tuple[Text, ...]
    name_line: tuple[float, float, float]
    """Left, right and height of the line under the name."""
    rule: float
    """Height of the line under the title."""
    code: tuple[bytes, ...]
    module: float


def sheet(certificate: Certificate) -> Sheet:
    """The paper that the certificate is printed on. Raises as `draw`."""
    face = _face(certificate)
    return _sheet(face.layout, face.paper)


@cache
def _sheet(layout: CertificateLayout, paper: CertificatePaper) -> Sheet:
    plan, art = PLANS[paper], ARTS[layout]

    def draw_art(canvas: "Canvas", width: float, height: float) -> None:
        if art:
            _draw_seal(canvas, plan)
            canvas.scale(plan.scale, plan.scale)
            art(canvas, width / plan.scale, height / plan.scale)

    def draw_rule(canvas: "Canvas", width: float, height: float) -> None:
        canvas.translate(width / 2, height / 2)  # away from the edges, where a form is cut
        canvas.scale(plan.scale, plan.scale)
        horns.rule(canvas, 0, 0)

    rule = _rule(layout, paper), draw_rule
    return Sheet(f"2-{layout}-{paper}", plan.width, plan.height, draw_art, (rule,))


def _rule(layout: CertificateLayout, paper: CertificatePaper) -> str:
    return f"2-{layout}-{paper}-rule"


def title(certificate: Certificate) -> str:
    """What stands above."""
    return _face(certificate).title


def is_practice(certificate: Certificate) -> bool:
    """Whether it was issued for practice."""
    return _face(certificate).practice


def require(certificate: Certificate) -> None:
    """Raise `UserError` where a text does not fit or a character is in no font."""
    _compose(certificate)


def draw(canvas: "Canvas", certificate: Certificate) -> None:
    """Draw the words and the code; the art is below them.

    Raises `UserError` where they cannot be set, or were changed after issue.
    """
    page = _compose(certificate)
    if page.layout is not CertificateLayout.STOCK:
        down = page.rule - page.plan.height / 2
        canvas._code.append(f"q 1 0 0 1 0 {down:.4f} cm")
        canvas.doForm(_rule(page.layout, page.paper))
        canvas._code.append("Q")
    left, right, y = page.name_line
    ink = " ".join(f"{part:.3f}" for part in INK)
    canvas._code.append(
        f"{ink} RG {0.8 * page.plan.scale:.4f} w {left:.4f} {y:.4f} m {right:.4f} {y:.4f} l S"
    )
    inked: Colour | None = None
    for x, y, text, chain, size, colour, room in page.texts:
        if colour != inked:
            canvas._code.append(_filling(colour))
            inked = colour
        fonts.draw_left(canvas, x, y, text, chain, size, room=room)
    if page.code:
        modules.draw(canvas, page.code, *page.plan.qr, page.module, qr.QUIET_ZONE)


@cache
def _filling(colour: Colour) -> str:
    return " ".join(f"{part:.3f}" for part in colour) + " rg"


def _draw_seal(canvas: "Canvas", plan: Plan) -> None:
    canvas.setStrokeColorRGB(*FAINT)
    canvas.setLineWidth(0.7)
    canvas.setDash(0.7, 3)
    canvas.circle(*plan.seal, SEAL / 2)
    canvas.setDash()


def _face(certificate: Certificate) -> Face:
    try:
        return _parsed(certificate.face)
    except ValueError as error:
        raise _changed(certificate) from error


_parsed = lru_cache(maxsize=4096)(face_of)


def _changed(certificate: Certificate) -> UserError:
    return UserError(
        _("Certificate %(number)s is not as it was issued any more.")
        % {"number": certificate.number},
        _("Void it and issue another in its place."),
    )


def _compose(certificate: Certificate) -> _Page:
    if certificate.digest and certificate.digest != rules.digest(certificate):
        raise _changed(certificate)
    face = _face(certificate)
    plan = PLANS[face.paper]
    code = qr.modules(certificate.qr) if certificate.qr else ()
    module = _module(certificate, len(code))
    code_top = plan.qr[1] + (len(code) + 2 * qr.QUIET_ZONE) * module if code else 0.0
    lowest = max(code_top, plan.seal[1] + SEAL / 2) + 4 * plan.scale
    head, rule = words.head(face, plan)
    name, name_line = words.name(certificate, face, plan, rule - plan.steps.name)
    body = [*words.body(face, plan, name_line[2] - plan.steps.body, lowest)]
    spare = min(body[-1].y - lowest, SPARE * plan.scale)
    if face.layout is CertificateLayout.STOCK:
        spare = 0.0  # there all stands where the stock has room for it
    left, right, y = name_line
    texts = (
        *_lowered(head, 0.3 * spare),
        *_lowered(name, 0.42 * spare),
        *_lowered(body, 0.5 * spare),
        *words.foot(certificate, face, plan, (len(code) + 2 * qr.QUIET_ZONE) * module),
    )
    line = left, right, y - 0.42 * spare
    return _Page(plan, face.layout, face.paper, texts, line, rule - 0.33 * spare, code, module)


def _lowered(texts: Iterable[Text], by: float) -> Iterator[Text]:
    return (text._replace(y=text.y - by) for text in texts)


def _module(certificate: Certificate, side: int) -> float:
    """The width of a module in points; 0.5 mm where the code is too wide else."""
    whole = side + 2 * qr.QUIET_ZONE
    for module in (MODULE, 0.5 * MM):
        if whole * module <= WIDEST_QR:
            return module
    raise UserError(
        _("%(name)s is too long for a certificate's code.") % {"name": certificate.name},
        _("Shorten the name."),
    )
