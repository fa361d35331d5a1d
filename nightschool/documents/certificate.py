"""Certificates, one page each: frozen templates, drawn in batches, marked where need be.

What was once issued with a template is drawn by that template for ever; the fixed art of a sheet
is in a file once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import ModuleType
from typing import TYPE_CHECKING

from nightschool.documents import certificate_words, chinese, fonts
from nightschool.documents.pdf import A4_LANDSCAPE, MM, bookmark, new_canvas
from nightschool.documents.templates import first, second
from nightschool.documents.templates.sheet import Sheet
from nightschool.domain import certificate as rules
from nightschool.domain.certificate import Certificate
from nightschool.domain.certificate_style import Style, Words
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.task import SILENT, Task

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

TEMPLATE = 2
"""The version of art and wording that certificates are issued with now."""

TEMPLATES = {1: first, 2: second}

Offset = tuple[float, float]
"""How far a printer must print to the right and upwards to hit its paper, in mm."""

MARK = (0.93, 0.92, 0.91)
GREY = (0.35, 0.34, 0.33)
STEP = 25
"""Pages between two words on how far a batch is."""


def frozen(
    certificate: Certificate, style: Style, words: Words, *, practice: bool = False
) -> Certificate:
    """The certificate as it is issued: with its face, template and digest, yet unsigned."""
    face = certificate_words.face(certificate, style, words, practice=practice)
    draft = replace(certificate, template=TEMPLATE, face=face.text())
    return replace(draft, digest=rules.digest(draft))


def require(certificate: Certificate) -> None:
    """Raise `UserError` where it cannot be printed: a text does not fit, no font has a character.

    For what is being issued: templates before the present one are not asked.
    """
    second.require(certificate)


def render(
    certificates: Sequence[Certificate],
    *,
    practice: bool = False,
    reprints: Mapping[str, int] | None = None,
    on: date | None = None,
    offset: Offset = (0.0, 0.0),
    task: Task = SILENT,
) -> bytes:
    """The certificates as one PDF, in the order given; equal input gives equal bytes.

    `practice` prints 练习 across, as on what was issued for practice; a voided certificate bears
    作废. `reprints` counts by number how often one was printed before: 补打 stands with the day
    `on` below its frame. Raises `UserError` where a text does not fit, a character is in no font,
    the template is not known here or the person was erased, before there are any bytes.
    """
    sheets = [_template(one).sheet(one) for one in certificates]
    title = "、".join(dict.fromkeys(_template(one).title(one) for one in certificates))
    first_size = (sheets[0].width, sheets[0].height) if sheets else A4_LANDSCAPE
    canvas, buffer = new_canvas(title, first_size, fonts.KAI)
    for sheet in dict.fromkeys(sheets):
        sheet.define(canvas)
    for done, (one, sheet) in enumerate(zip(certificates, sheets, strict=True)):
        if done % STEP == 0:
            task.step(done, len(certificates), _("certificates"))
        canvas.setPageSize((sheet.width, sheet.height))
        if any(offset):
            canvas.translate(offset[0] * MM, offset[1] * MM)
        _page(canvas, one, sheet, practice)
        if before := (reprints or {}).get(one.number, 0):
            _reprint(canvas, sheet, before, on)
        canvas.showPage()
    canvas.save()
    task.step(len(certificates), len(certificates), _("certificates"))
    return buffer.getvalue()


def _template(certificate: Certificate) -> ModuleType:
    if certificate.is_erased:
        raise UserError(
            _("The holder of certificate %(number)s was erased.") % {"number": certificate.number},
            _("Only its number and whether it is void are left."),
        )
    if certificate.template not in TEMPLATES:
        raise UserError(
            _("Certificate %(number)s was issued with layout %(template)d, not known here.")
            % {"number": certificate.number, "template": certificate.template},
            _("Install the newer version of the program."),
        )
    return TEMPLATES[certificate.template]


def _page(canvas: "Canvas", certificate: Certificate, sheet: Sheet, practice: bool) -> None:
    template = _template(certificate)
    canvas.doForm(sheet.name)
    if certificate.voided_on:
        _mark(canvas, sheet, "作废")
    elif practice or template.is_practice(certificate):
        _mark(canvas, sheet, "练习")
    template.draw(canvas, certificate)
    bookmark(canvas, certificate.number, f"{certificate.name} {certificate.number}")


def _mark(canvas: "Canvas", sheet: Sheet, text: str) -> None:
    canvas.saveState()
    canvas.setFillColorRGB(*MARK)
    canvas.translate(sheet.width / 2, sheet.height / 2)
    canvas.rotate(24)
    size = 220 * sheet.height / A4_LANDSCAPE[1]
    fonts.draw_centred(canvas, 0, -size * 7 / 22, text, fonts.SERIF, size)
    canvas.restoreState()


def _reprint(canvas: "Canvas", sheet: Sheet, before: int, on: date | None) -> None:
    """Below the frame, so that what was issued stays the same picture."""
    words = f"补打（第 {before} 次）"
    day = f"　{chinese.plain_date(on)}" if on else ""
    canvas.setFillColorRGB(*GREY)
    fonts.draw_centred(canvas, sheet.width / 2, 4.6 * MM, words + day, fonts.SANS, 7)
