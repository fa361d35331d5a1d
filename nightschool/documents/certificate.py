"""Certificates on A4 landscape: one page each, Chinese whatever the screen's language is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nightschool.documents import certificate_art, chinese, fonts
from nightschool.documents.pdf import A4_LANDSCAPE, MM, new_canvas
from nightschool.domain.certificate import Certificate
from nightschool.domain.codes import CertificateKind
from nightschool.errors import UserError
from nightschool.i18n import _

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

TEMPLATE = 1
"""The version of art and wording in this module; what is once issued with it never changes."""

TITLES = {
    CertificateKind.ATTENDANCE: "听课证书",
    CertificateKind.COMPLETION: "结业证书",
    CertificateKind.SKILL: "技能证书",
    CertificateKind.HONOUR: "荣誉证书",
}
CLOSINGS = {
    CertificateKind.ATTENDANCE: "特此证明。",
    CertificateKind.COMPLETION: "特发此证。",
    CertificateKind.SKILL: "特发此证。",
    CertificateKind.HONOUR: "特发此证，以资鼓励。",
}
ROTATION = "建档立卡户适龄劳动力轮训"

WIDTH, HEIGHT = A4_LANDSCAPE
LEFT = 122.0
ROOM = WIDTH - 2 * LEFT
"""Points: where text begins, and how wide it may be."""
SEAL = 42 * MM
"""Across the round seal of an office below the province (State Council, 1999)."""
SIGNATURE_X = WIDTH - 232.0
BODY_TOP = 343.0
BODY_HEIGHT = 130.0
INDENT = "　　"

INK = (0.12, 0.11, 0.11)
FAINT = (0.62, 0.60, 0.58)
MARK = (0.93, 0.92, 0.91)


def render(certificates: Sequence[Certificate], *, practice: bool = False) -> bytes:
    """The certificates as one PDF, in the order given; equal input gives equal bytes.

    `practice` prints 练习 across; a voided certificate bears 作废. Raises `UserError` where a text
    does not fit, a character is in no font or the template is not known here, before there are
    any bytes. At least one certificate is needed.
    """
    title = "、".join(dict.fromkeys(TITLES[each.kind] for each in certificates))
    canvas, buffer = new_canvas(title, A4_LANDSCAPE, fonts.KAI)
    canvas.beginForm("art", 0, 0, WIDTH, HEIGHT)
    certificate_art.draw(canvas, WIDTH, HEIGHT)
    canvas.endForm()
    for certificate in certificates:
        _page(canvas, certificate, practice)
    canvas.save()
    return buffer.getvalue()


def wording(certificate: Certificate) -> str:
    """The sentence that says what was done and earned."""
    when = chinese.period(certificate.first_day, certificate.last_day)
    school, course = certificate.school_name, certificate.course
    hours = f"{chinese.class_hours(certificate.half_hours)} 学时"
    match certificate.kind:
        case CertificateKind.ATTENDANCE:
            what = f"“{course}”课程" if course else "课程"
            return f"于{when}参加{school}{what}学习，累计听课 {hours}。"
        case CertificateKind.COMPLETION:
            what = f"“{course}”培训" if course else ROTATION
            return f"于{when}参加{school}{what}，累计完成 {hours}，准予结业。"
        case CertificateKind.SKILL:
            what = f"“{course}”技能培训，累计完成 {hours}"
            return f"于{when}参加{school}{what}，经考核合格，掌握该项技能。"
        case CertificateKind.HONOUR:
            what = f"学习，累计完成 {hours}，勤学上进，表现突出"
            return f"于{when}在{school}{what}，被评为先进学员。"


def _page(canvas: "Canvas", certificate: Certificate, practice: bool) -> None:
    if certificate.template != TEMPLATE:
        raise UserError(
            _("Certificate %(number)s was issued with layout %(template)d, not known here.")
            % {"number": certificate.number, "template": certificate.template},
            _("Install the newer version of the program."),
        )
    canvas.doForm("art")
    if certificate.voided_on or practice:
        _mark(canvas, "作废" if certificate.voided_on else "练习")
    _title(canvas, TITLES[certificate.kind])
    canvas.setFillColorRGB(*INK)
    _name(canvas, certificate)
    _body(canvas, wording(certificate), CLOSINGS[certificate.kind])
    _signature(canvas, certificate)
    _number(canvas, certificate.number)
    canvas.bookmarkPage(certificate.number)
    canvas.addOutlineEntry(f"{certificate.name} {certificate.number}", certificate.number)
    canvas.showPage()


def _mark(canvas: "Canvas", text: str) -> None:
    canvas.saveState()
    canvas.setFillColorRGB(*MARK)
    canvas.translate(WIDTH / 2, HEIGHT / 2)
    canvas.rotate(24)
    fonts.draw_centred(canvas, 0, -70, text, fonts.SERIF, 220)
    canvas.restoreState()


def _title(canvas: "Canvas", title: str) -> None:
    size, step, y = 52.0, 76.0, 448.0
    canvas.setFillColorRGB(*certificate_art.RED)
    start = WIDTH / 2 - step * (len(title) - 1) / 2
    for place, character in enumerate(title):
        fonts.draw_centred(canvas, start + step * place, y, character, fonts.SERIF, size)


def _name(canvas: "Canvas", certificate: Certificate) -> None:
    """吉克阿牛 学员（身份证号末四位：0028）： with the name underlined."""
    y, size, smallest, small = 373.0, 30.0, 14.0, 16.0
    tail = certificate.citizen_tail
    after = f"学员（身份证号末四位：{tail}）：" if tail else "学员："
    room = ROOM - fonts.width(after, fonts.KAI, small) - 34
    size = fonts.fit(certificate.name, fonts.KAI, size, room, smallest)
    wide = fonts.width(certificate.name, fonts.KAI, size)
    line = max(wide + 24, 132.0)
    fonts.draw_left(canvas, LEFT + (line - wide) / 2, y, certificate.name, fonts.KAI, size)
    canvas.setStrokeColorRGB(*INK)
    canvas.setLineWidth(0.8)
    canvas.line(LEFT, y - 8, LEFT + line, y - 8)
    fonts.draw_left(canvas, LEFT + line + 10, y, after, fonts.KAI, small)


def _body(canvas: "Canvas", *paragraphs: str) -> None:
    leading = 1.75
    sizes = (21.0, 20.0, 19.0, 18.0, 17.0, 16.0, 15.0, 14.0, 13.0)
    indented = [INDENT + paragraph for paragraph in paragraphs]
    size, lines = fonts.fit_lines(indented, fonts.KAI, sizes, ROOM, BODY_HEIGHT, leading)
    for place, line in enumerate(lines):
        y = BODY_TOP - size * (leading * place + 1)
        ends = line in (lines[-1], "") or lines[place + 1].startswith(INDENT)
        fonts.draw_left(canvas, LEFT, y, line, fonts.KAI, size, room=None if ends else ROOM)


def _signature(canvas: "Canvas", certificate: Certificate) -> None:
    """Issuer and day, and the place where the seal is stamped over both."""
    y, size, leading = 158.0, 17.0, 1.4
    canvas.setStrokeColorRGB(*FAINT)
    canvas.setLineWidth(0.7)
    canvas.setDash(0.7, 3)
    canvas.circle(SIGNATURE_X, y - 10, SEAL / 2)
    canvas.setDash()
    sizes = (size, 15.0, 13.0, 11.0)
    height = 2 * size * leading
    issuer = [certificate.issuer]
    size_of_issuer, lines = fonts.fit_lines(issuer, fonts.KAI, sizes, 284, height, leading)
    for place, line in enumerate(reversed(lines)):
        up = place * size_of_issuer * leading
        fonts.draw_centred(canvas, SIGNATURE_X, y + up, line, fonts.KAI, size_of_issuer)
    day = chinese.ceremonial_date(certificate.issued_on)
    fonts.draw_centred(canvas, SIGNATURE_X, y - 30, day, fonts.KAI, size)
    canvas.setFillColorRGB(*FAINT)
    fonts.draw_centred(canvas, SIGNATURE_X, y - 55, "盖章", fonts.KAI, 11)


def _number(canvas: "Canvas", number: str) -> None:
    canvas.setFillColorRGB(*INK)
    fonts.draw_left(canvas, LEFT, 103, f"证书编号：{number}", fonts.KAI, 11.5)
