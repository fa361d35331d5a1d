"""A page to test a printer with: where a sample certificate lands, and how far off it is."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from nightschool.documents import certificate_words, fonts
from nightschool.documents.certificate import Offset
from nightschool.documents.pdf import MM, new_canvas
from nightschool.documents.templates import second
from nightschool.domain import identity
from nightschool.domain.certificate import Certificate
from nightschool.domain.certificate_style import Style, Words
from nightschool.domain.codes import CertificateKind

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

AWAY = 30
"""Millimetres from two edges of the paper to the middle of each cross."""
GREY = (0.25, 0.25, 0.25)


def render(style: Style, issuer: str, school_name: str, offset: Offset) -> bytes:
    """A page with four crosses and the words of a sample in this style.

    On a printer that needs no more than the `offset` in mm, the middle of each cross is 30 mm
    from the two edges next to it.
    """
    sample = _sample(style, issuer, school_name)
    sheet = second.sheet(sample)
    canvas, buffer = new_canvas("打印测试页", (sheet.width, sheet.height), fonts.KAI)
    canvas.translate(offset[0] * MM, offset[1] * MM)
    sheet.define(canvas)
    canvas.doForm(sheet.name)
    second.draw(canvas, sample)
    for x in (AWAY * MM, sheet.width - AWAY * MM):
        for y in (AWAY * MM, sheet.height - AWAY * MM):
            _cross(canvas, x, y)
    canvas.setFillColorRGB(*GREY)
    left, room = (AWAY + 12) * MM, sheet.width * 0.42
    lines = [line for hint in _hints(offset) for line in fonts.wrap(hint, fonts.SANS, 8, room)]
    for place, line in enumerate(lines):
        fonts.draw_left(canvas, left, sheet.height * 0.38 - 12 * place, line, fonts.SANS, 8)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _hints(offset: Offset) -> tuple[str, ...]:
    return (
        f"打印测试页：四个十字的中心应距两边各 {AWAY} 毫米；请量出偏差，再设置本机打印机的偏移。",
        f"现在的偏移：向右 {offset[0]:g} 毫米，向上 {offset[1]:g} 毫米。打印时请选“实际大小”。",
    )


def _cross(canvas: "Canvas", x: float, y: float) -> None:
    """Arms of 8 mm with a tick at each millimetre."""
    canvas.setStrokeColorRGB(*GREY)
    canvas.setLineWidth(0.3)
    canvas.line(x - 8 * MM, y, x + 8 * MM, y)
    canvas.line(x, y - 8 * MM, x, y + 8 * MM)
    for step in range(-8, 9):
        long = (1.6 if step % 5 == 0 else 0.8) * MM
        canvas.line(x + step * MM, y - long, x + step * MM, y + long)
        canvas.line(x - long, y + step * MM, x + long, y + step * MM)


def _sample(style: Style, issuer: str, school_name: str) -> Certificate:
    day = date(2026, 1, 1)
    plain = Certificate(
        id=identity.named("certificate", "sample"),
        school="",
        person=identity.named("person", "sample"),
        kind=CertificateKind.COMPLETION,
        number="样张",
        name="样张",
        citizen_tail="0000",
        course="",
        half_hours=48,
        first_day=day,
        last_day=day,
        issued_on=day,
        issuer=style.issuer or issuer,
        school_name=school_name,
        template=2,
    )
    face = certificate_words.face(plain, style, Words(plain.kind))
    return replace(plain, face=face.text())
