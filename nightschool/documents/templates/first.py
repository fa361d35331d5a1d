"""Template 1, of version 0.1.0: A4 landscape, the wording in the program. Frozen."""

from typing import TYPE_CHECKING

from nightschool.documents import chinese, fonts
from nightschool.documents.pdf import A4_LANDSCAPE, MM
from nightschool.documents.templates import horns
from nightschool.documents.templates.sheet import Sheet
from nightschool.domain.certificate import Certificate
from nightschool.domain.codes import CertificateKind

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

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


SHEET = Sheet("1", WIDTH, HEIGHT, horns.draw)


def sheet(certificate: Certificate) -> Sheet:
    """The paper that a certificate of this template is printed on."""
    return SHEET


def title(certificate: Certificate) -> str:
    """What stands above."""
    return TITLES[certificate.kind]


def is_practice(certificate: Certificate) -> bool:
    """No: this template was told so at each printing."""
    return False


def draw(canvas: "Canvas", certificate: Certificate) -> None:
    """Draw the words; the art is below them. Raises `UserError` where they cannot be set."""
    _title(canvas, TITLES[certificate.kind])
    canvas.setFillColorRGB(*INK)
    _name(canvas, certificate)
    _body(canvas, wording(certificate), CLOSINGS[certificate.kind])
    _signature(canvas, certificate)
    _number(canvas, certificate.number)


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


def _title(canvas: "Canvas", title: str) -> None:
    size, step, y = 52.0, 76.0, 448.0
    canvas.setFillColorRGB(*horns.RED)
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
