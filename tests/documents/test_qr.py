"""QR codes: narrow enough, and read again from printed, scanned, tilted and stained paper."""

import random
import struct
import zlib
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageDraw

from nightschool.documents import certificate, qr, qr_reading
from nightschool.domain import identity
from nightschool.domain.certificate import Certificate
from nightschool.domain.certificate_claim import claim_of
from nightschool.domain.certificate_style import Style, Words
from nightschool.domain.codes import CertificateKind, CertificateLayout, CertificatePaper
from nightschool.errors import UserError
from nightschool.keys import base45, certificate_qr

WIDEST = 45.0
"""Millimetres, with the quiet zone."""
PLAIN = Certificate(
    id=identity.named("certificate", "1"),
    school="513432101208",
    person=identity.named("person", "1"),
    kind=CertificateKind.COMPLETION,
    number="513432101208-2018-0001-7K3MZ9QA",
    name="吉克阿牛",
    citizen_tail="002X",
    course="",
    half_hours=49,
    first_day=date(2018, 1, 8),
    last_day=date(2018, 7, 31),
    issued_on=date(2018, 7, 31),
    issuer="喜德县农民夜校工作领导小组办公室",
    school_name="喜德县冕山镇小山村农民夜校",
    template=certificate.TEMPLATE,
)
LONG = replace(
    PLAIN,
    kind=CertificateKind.ATTENDANCE,
    name="阿鲁·吉克阿依莫沙马拉且木果惹·牛牛二十字",
    course="国家通用语言文字与砌筑工、抹灰工、钢筋工综合实用技术及施工安全",
)
LAYOUTS = [(layout, CertificatePaper.A4) for layout in CertificateLayout] + [
    (CertificateLayout.HORNS, CertificatePaper.A5)
]


def signed(one: Certificate) -> Certificate:
    return replace(one, qr=certificate_qr.write(claim_of(one), bytes(range(32))))


@cache
def printed(one: Certificate, layout: CertificateLayout, paper: CertificatePaper) -> bytes:
    """The certificate as a PDF."""
    style = Style(layout=layout, paper=paper)
    return certificate.render(
        [signed(certificate.frozen(one, style, Words(one.kind), practice=False))]
    )


def scan(
    one: Certificate,
    dpi: int,
    layout: CertificateLayout = CertificateLayout.HORNS,
    paper: CertificatePaper = CertificatePaper.A4,
) -> Image.Image:
    (page,) = pypdfium2.PdfDocument(printed(one, layout, paper))
    picture: Image.Image = page.render(scale=dpi / 72, grayscale=True).to_pil()
    return picture


def codes(picture: Image.Image) -> list[zxingcpp.Barcode]:
    return zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(zxingcpp.QRCode))


def texts(picture: Image.Image) -> list[str]:
    return [code.text for code in codes(picture)]


def test_modules_are_what_another_reader_reads() -> None:
    rows = qr.modules("NS1:BB8")
    assert {len(row) for row in rows} == {len(rows)}
    assert set(b"".join(rows)) == {0, 1}
    side = len(rows) + 2 * qr.QUIET_ZONE
    picture = Image.new("L", (side, side), 255)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            picture.putpixel((x + qr.QUIET_ZONE, y + qr.QUIET_ZONE), 255 - 255 * dark)
    assert texts(picture.resize((4 * side, 4 * side), Image.Resampling.NEAREST)) == ["NS1:BB8"]


@pytest.mark.parametrize("length", [100, 352, 353, certificate_qr.LONGEST])
def test_a_code_is_narrow_enough_for_modules_of_half_a_millimetre(length: int) -> None:
    dice = random.Random(length)
    rows = qr.modules("".join(dice.choices(base45.ALPHABET, k=length)))
    assert (len(rows) + 2 * qr.QUIET_ZONE) * 0.5 <= WIDEST
    assert len(rows) <= 69


@pytest.mark.parametrize(("layout", "paper"), LAYOUTS)
@pytest.mark.parametrize("dpi", [150, 300])
@pytest.mark.parametrize("one", [PLAIN, LONG], ids=["plain", "long"])
def test_read_again_from_every_layout(
    one: Certificate, dpi: int, layout: CertificateLayout, paper: CertificatePaper
) -> None:
    (code,) = codes(scan(one, dpi, layout, paper))
    assert code.text == signed(one).qr
    assert code.ec_level in ("M", "Q")
    wide = (code.position.top_right.x - code.position.top_left.x) / dpi * 25.4
    side = len(qr.modules(code.text))
    assert wide / side > 0.49
    assert wide * (side + 2 * qr.QUIET_ZONE) / side <= WIDEST + 0.2


@pytest.mark.parametrize("dpi", [150, 300])
@pytest.mark.parametrize("angle", [-3, -1.3, 1.3, 3])
@pytest.mark.parametrize("one", [PLAIN, LONG], ids=["plain", "long"])
def test_read_again_when_the_paper_lay_crooked(one: Certificate, dpi: int, angle: float) -> None:
    crooked = scan(one, dpi).rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    assert texts(crooked) == [signed(one).qr]


@pytest.mark.parametrize("dpi", [150, 300])
@pytest.mark.parametrize("place", [(0.5, 0.5), (0.72, 0.6), (0.6, 0.75), (0.5, 0.3), (0.3, 0.55)])
@pytest.mark.parametrize("one", [PLAIN, LONG], ids=["plain", "long"])
def test_read_again_under_a_stain(one: Certificate, dpi: int, place: tuple[float, float]) -> None:
    """A round stain over 8 % of the code, clear of the three corners by which it is found."""
    picture = scan(one, dpi).rotate(1, Image.Resampling.BICUBIC, fillcolor=255)
    (code,) = codes(picture)
    corner, width = code.position.top_left, code.position.top_right.x - code.position.top_left.x
    x, y = corner.x + width * place[0], corner.y + width * place[1]
    radius = (0.08 / 3.1416) ** 0.5 * width
    ImageDraw.Draw(picture).ellipse((x - radius, y - radius, x + radius, y + radius), fill=40)
    assert texts(picture) == [signed(one).qr]


def save(content: bytes, folder: Path, name: str) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


def test_every_code_of_a_pdf_and_of_a_picture(tmp_path: Path) -> None:
    style = Style()
    batch = [
        signed(certificate.frozen(one, style, Words(one.kind), practice=False))
        for one in (PLAIN, LONG, replace(PLAIN, name="沙马拉且"))
    ]
    file = save(certificate.render(batch), tmp_path, "batch.pdf")
    found = qr_reading.read(file)
    assert [(code.page, code.text) for code in found] == [
        (page, one.qr) for page, one in enumerate(batch, 1)
    ]
    one, other = scan(PLAIN, 150), scan(LONG, 150)
    both = Image.new("RGB", (one.width, one.height + other.height), "white")
    both.paste(one, (0, 0))
    both.paste(other, (0, one.height))
    for name in ("both.png", "both.jpg", "both.webp", "both.tiff", "both.bmp"):
        both.save(tmp_path / name)
        read = qr_reading.read(tmp_path / name)
        assert [(code.page, code.text) for code in read] == [(1, batch[0].qr), (1, batch[1].qr)]


def test_a_picture_without_a_code(tmp_path: Path) -> None:
    Image.new("L", (50, 50), 255).save(tmp_path / "white.png")
    assert qr_reading.read(tmp_path / "white.png") == []


def png_of(width: int, height: int) -> bytes:
    """A small file that claims to be that large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes(1 << 20))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def gigantic_page() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(1e6, 1e6))
    canvas.rect(0, 0, 1e6, 1e6, fill=1)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("huge.png", png_of(100_000, 100_000), "too large"),
        ("large.png", png_of(9_000, 9_000), "too large"),
        ("cut.png", png_of(2_000, 2_000)[:60], "no picture"),
        ("text.png", b"NS1:BB8", "no picture"),
        ("empty.pdf", b"", "no picture"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj", "no picture"),
        ("script.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no picture"),
        ("outside.eps", b"%!PS-Adobe-3.0 EPSF-3.0\n", "no picture"),
    ],
)
def test_hostile_files_are_refused(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    with pytest.raises(UserError, match=message):
        qr_reading.read(save(content, tmp_path, name))


def test_a_gigantic_page_is_read_small(tmp_path: Path) -> None:
    assert qr_reading.read(save(gigantic_page(), tmp_path, "page.pdf")) == []


def test_files_and_batches_beyond_measure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    layout, paper = LAYOUTS[0]
    file = save(printed(PLAIN, layout, paper), tmp_path, "one.pdf")
    monkeypatch.setattr(qr_reading, "MOST_PAGES", 0)
    with pytest.raises(UserError, match="too large"):
        qr_reading.read(file)
    monkeypatch.setattr(qr_reading, "LARGEST_FILE", 10)
    with pytest.raises(UserError, match="too large"):
        qr_reading.read(file)
    with pytest.raises(UserError, match="cannot be read"):
        qr_reading.read(tmp_path / "missing.png")
