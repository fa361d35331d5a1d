"""The words of a certificate of template 2, each at its place. Frozen with it."""

from collections.abc import Iterator
from functools import lru_cache

from nightschool.documents import fonts, qr
from nightschool.documents.templates import horns, lacquer, plain
from nightschool.documents.templates.second_plan import MODULE, SEAL, Colour, Plan, Text
from nightschool.domain.certificate import Certificate
from nightschool.domain.certificate_style import Face
from nightschool.domain.codes import CertificateLayout

TITLE_COLOURS = {
    CertificateLayout.HORNS: horns.RED,
    CertificateLayout.LACQUER: lacquer.RED,
    CertificateLayout.PLAIN: plain.INK,
    CertificateLayout.STOCK: None,
}
INK: Colour = (0.12, 0.11, 0.11)
FAINT: Colour = (0.62, 0.60, 0.58)
GOLD: Colour = (0.55, 0.40, 0.16)
INDENT = "　　"
SIZES = (21.0, 20.0, 19.0, 18.0, 17.0, 16.0, 15.0, 14.0, 13.0)
LEADING = 1.68
FEWEST = 3
"""So few characters look lost on the last line, a full stop among them."""
HINT = "扫码可离线核验"


def head(face: Face, plan: Plan) -> tuple[list[Text], float]:
    """The title with the second languages below it, and the height of the line under all."""
    middle = plan.width / 2
    y = plan.top - plan.title * 0.86
    colour = TITLE_COLOURS[face.layout]
    size = fonts.fit(face.title, fonts.SERIF, plan.title, plan.room, 16 * plan.scale)
    wide = fonts.width(face.title, fonts.SERIF, size)
    room = min(wide + size * (len(face.title) - 1) / 2, plan.room)
    texts = [Text(middle - room / 2, y, face.title, fonts.SERIF, size, colour or INK, room)]
    second = [text for text in (face.yi_title, face.english_title) if text]
    if len(second) > len(plan.steps.titles):
        second = ["　".join(second)]
    for text, lower in zip(second, plan.steps.titles, strict=False):
        y -= lower
        fitting = fonts.fit(text, fonts.KAI, 17 * plan.scale, plan.room, 9 * plan.scale)
        texts.append(_centred(middle, y, text, fonts.KAI, fitting, GOLD))
    return (texts if colour else []), y - plan.steps.rule


def name(
    certificate: Certificate, face: Face, plan: Plan, y: float
) -> tuple[list[Text], tuple[float, float, float]]:
    """吉克阿牛 学员（身份证号末四位：0028）： with the name underlined."""
    scale = plan.scale
    small = 16 * scale
    room = plan.room - fonts.width(face.addressee, fonts.KAI, small) - 34 * scale
    size = fonts.fit(certificate.name, fonts.KAI, 30 * scale, room, 14 * scale)
    wide = fonts.width(certificate.name, fonts.KAI, size)
    line = max(wide + 24 * scale, 132 * scale)
    texts = [
        Text(plan.left + (line - wide) / 2, y, certificate.name, fonts.KAI, size, INK),
        Text(plan.left + line + 10 * scale, y, face.addressee, fonts.KAI, small, INK),
    ]
    return texts, (plan.left, plan.left + line, y - 8 * scale)


def body(face: Face, plan: Plan, top: float, lowest: float) -> Iterator[Text]:
    """The sentences, spread between line ends, and the second languages small below them."""
    small = [text for text in (face.yi_line, face.english_line) if text]
    below = len(small) * plan.steps.small
    indented = [INDENT + paragraph for paragraph in face.paragraphs]
    size, lines = _fitted(tuple(indented), plan, top - lowest - below)
    last = {len(lines) - 1} | {at - 1 for at, line in enumerate(lines) if line.startswith(INDENT)}
    for place, line in enumerate(lines):
        y = top - size * (LEADING * place + 1.1)
        room = None if place in last else plan.room
        yield Text(plan.left, y, line, fonts.KAI, size, INK, room)
    y = top - size * (LEADING * (len(lines) - 1) + 1.1)
    for text in small:
        y -= plan.steps.small
        indent = 2 * size
        largest = min(14 * plan.scale, size)
        fitting = fonts.fit(text, fonts.KAI, largest, plan.room - indent, 8 * plan.scale)
        yield Text(plan.left + indent, y, text, fonts.KAI, fitting, GOLD)


@lru_cache(maxsize=1024)
def _fitted(paragraphs: tuple[str, ...], plan: Plan, height: float) -> tuple[float, list[str]]:
    """The largest size that fits and leaves no character alone on a line; else just that fits."""
    sizes = [size * plan.scale for size in SIZES]
    for size in sizes:
        found = [fonts.wrap(text, fonts.KAI, size, plan.room) for text in paragraphs]
        alone = any(len(lines[-1]) <= FEWEST < len(lines[0]) for lines in found)
        if not alone and sum(map(len, found)) * size * LEADING <= height:
            return size, [line for lines in found for line in lines]
    return fonts.fit_lines(paragraphs, fonts.KAI, sizes, plan.room, height, LEADING)


def foot(certificate: Certificate, face: Face, plan: Plan, code: float) -> Iterator[Text]:
    """Issuer and day where the seal is stamped over both; the number beside the code."""
    scale, (middle, y) = plan.scale, plan.seal
    size, lines = _issuer(certificate.issuer, plan)
    for below, line in zip(reversed(range(len(lines))), lines, strict=True):
        yield _centred(middle, y + 10 * scale + below * size * 1.4, line, fonts.KAI, size, INK)
    yield _centred(middle, y - 20 * scale, face.day, fonts.KAI, 17 * scale, INK)
    if face.layout is not CertificateLayout.STOCK:
        yield _centred(middle, y - SEAL / 2 + 12 * scale, "盖章", fonts.KAI, 11 * scale, FAINT)
    small = max(11.5 * scale, 9.0)
    x, rows = plan.left, [f"证书编号：{certificate.number}"]
    if certificate.qr:
        x, rows = plan.qr[0] + code + 4 * scale, ["证书编号", certificate.number, HINT]
    bottom = plan.qr[1] + qr.QUIET_ZONE * MODULE + 1
    for below, text in zip(reversed(range(len(rows))), rows, strict=True):
        yield Text(x, bottom + below * small * 1.5, text, fonts.KAI, small, INK)


def _issuer(issuer: str, plan: Plan) -> tuple[float, list[str]]:
    """On one line while that is large enough, else on two: an office each, or of like length."""
    largest, smallest = 17 * plan.scale, 13 * plan.scale
    wide = fonts.width(issuer, fonts.KAI, largest)
    if wide * smallest / largest <= plan.issuer_room:
        return min(largest, largest * plan.issuer_room / wide), [issuer]
    for size in (15 * plan.scale, smallest, 11.5 * plan.scale):
        between = issuer.find("、") + 1
        offices = [part for part in (issuer[:between], issuer[between:]) if part]
        if between and all(
            fonts.width(part, fonts.KAI, size) <= plan.issuer_room for part in offices
        ):
            return size, offices
        half = fonts.width(issuer, fonts.KAI, size) / 2 + 1.5 * size
        lines = fonts.wrap(issuer, fonts.KAI, size, min(half, plan.issuer_room))
        if len(lines) <= 2:
            return size, lines
    return fonts.fit_lines([issuer], fonts.KAI, [smallest], plan.issuer_room, 3 * smallest, 1.4)


def _centred(
    x: float, y: float, text: str, chain: fonts.Chain, size: float, colour: Colour
) -> Text:
    return Text(x - fonts.width(text, chain, size) / 2, y, text, chain, size, colour)
