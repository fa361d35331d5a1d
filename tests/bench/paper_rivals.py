"""The same certificates with fpdf2 and typst: every text at its place, in its font and size.

From the same certificates to the same page: places and line breaks come from our functions, the
codes are rectangles or a path, made with segno, as people do who use these. At best they get our
codes for the asking, and fpdf2 draws them as pictures, which is another page but much quicker.
Given for nothing: the frame, as a PDF to typst and as a picture to fpdf2, which would draw its
curves again on every page; and to typst, which keeps them, the reading of fonts.
"""

import atexit
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image

from nightschool import paths
from nightschool.documents import fonts, qr
from nightschool.documents.pdf import new_canvas
from nightschool.documents.templates import second
from nightschool.documents.templates.second_plan import Text
from nightschool.domain.certificate import Certificate
from nightschool.domain.codes import CertificateLayout, CertificatePaper

QUIET = 4
Encoder = Callable[[str], Sequence[bytes]]
FONTS = paths.resources() / "fonts"


def segno_codes(text: str) -> Sequence[bytes]:
    """The modules of a code at our level, with the best mask of eight."""
    import segno

    code = segno.make(text, error="q", boost_error=False, micro=False)
    return [bytes(row) for row in code.matrix]


def fpdf2(
    batch: Sequence[Certificate], encode: Encoder = segno_codes, *, pictures: bool = False
) -> bytes:
    """With fpdf2."""
    from fpdf import FPDF

    pdf = FPDF("landscape", "pt", "A4")
    pdf.set_auto_page_break(False)
    for name in ("kai", "serif", "yi"):
        pdf.add_font(name, "", FONTS / fonts.FILES[name])
    for one in batch:
        page = second._compose(one)
        pdf.add_page()
        plan = page.plan
        pdf.image(_picture(), 0, 0, plan.width, plan.height)
        left, right, y = page.name_line
        pdf.line(left, plan.height - y, right, plan.height - y)
        for x, y, text, chain, size, colour, room in page.texts:
            pdf.set_char_spacing(_spread(text, chain, size, room))
            pdf.set_text_color(*(round(255 * part) for part in colour))
            for name, piece in fonts.runs(text, chain):
                pdf.set_font(name, size=size)
                pdf.text(x, plan.height - y, piece)
                x += fonts.width(piece, chain, size)
        left, top, wide = plan.qr[0], plan.height - plan.qr[1] - _wide(page), _wide(page)
        if pictures:
            pdf.image(_dots(encode(one.qr)), left, top, wide, wide)
            continue
        pdf.set_fill_color(0)
        for column, row, long in _runs(encode(one.qr)):
            x, y = left + column * page.module, top + row * page.module
            pdf.rect(x, y, long * page.module, page.module, "F")
    return bytes(pdf.output())


def typst(batch: Sequence[Certificate], encode: Encoder = segno_codes) -> bytes:
    """With typst. It keeps what it made: never give it a batch twice."""
    home, compiler = _typesetter()
    pages = []
    for one in batch:
        page = second._compose(one)
        plan, wide = page.plan, _wide(page)
        pages.append(
            {
                "texts": [_text(text, plan.height) for text in page.texts],
                "line": [*page.name_line[:2], plan.height - page.name_line[2]],
                "code": [_svg(encode(one.qr)), plan.qr[0], plan.height - plan.qr[1] - wide, wide],
            }
        )
    (home / "pages.json").write_text(json.dumps(pages), "utf-8")
    return bytes(compiler.compile(str(home / "main.typ"), format="pdf"))


@cache
def _typesetter() -> tuple[Path, Any]:
    import typst as typesetter

    home = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, home)
    (home / "frame.pdf").write_bytes(_frame())
    (home / "main.typ").write_text(_SOURCE, "utf-8")
    compiler = typesetter.Compiler(
        root=str(home), font_paths=[str(FONTS)], ignore_system_fonts=True
    )
    return home, compiler


def fpdf2_at_best(batch: Sequence[Certificate]) -> bytes:
    """With fpdf2 and our codes as pictures."""
    return fpdf2(batch, qr.modules, pictures=True)


def typst_at_best(batch: Sequence[Certificate]) -> bytes:
    """With typst and our codes."""
    return typst(batch, qr.modules)


RIVALS = (fpdf2, typst, fpdf2_at_best, typst_at_best)

_SOURCE = """
#set text(cjk-latin-spacing: none)
#set page(width: 841.89pt, height: 595.28pt, margin: 0pt)
#for page in json("pages.json") {
  place(image("frame.pdf", width: 841.89pt, height: 595.28pt))
  let (left, right, y) = page.line
  place(line(start: (left * 1pt, y * 1pt), end: (right * 1pt, y * 1pt), stroke: 0.8pt))
  for (x, y, words, size, spread, colour, serif) in page.texts {
    place(dx: x * 1pt, dy: y * 1pt, text(
      font: (if serif { "Noto Serif SC" } else { "Nightschool Kai" }, "Noto Sans SC",
        "Noto Sans Yi"),
      weight: if serif { 700 } else { 400 },
      size: size * 1pt, tracking: spread * 1pt, top-edge: "baseline", fill: rgb(colour), words))
  }
  let (code, x, y, wide) = page.code
  place(dx: x * 1pt, dy: y * 1pt, image(bytes(code), format: "svg", width: wide * 1pt))
  pagebreak(weak: true)
}
"""


def _text(text: Text, height: float) -> list[object]:
    x, y, words, chain, size, colour, room = text
    spread = _spread(words, chain, size, room)
    shade = "#" + "".join(f"{round(255 * part):02x}" for part in colour)
    return [x, height - y, words, size, spread, shade, chain == fonts.SERIF]


def _spread(words: str, chain: fonts.Chain, size: float, room: float | None) -> float:
    return (room - fonts.width(words, chain, size)) / (len(words) - 1) if room else 0.0


def _wide(page: second._Page) -> float:
    """The code with its quiet zone, in points."""
    return page.module * (len(page.code) + 2 * QUIET)


def _dots(rows: Sequence[bytes]) -> Image.Image:
    """A picture of a dot a module, with its quiet zone."""
    side = len(rows)
    dark = Image.frombytes("L", (side, side), b"".join(rows)).point(lambda dot: 255 * (1 - dot))
    whole = Image.new("L", (side + 2 * QUIET, side + 2 * QUIET), 255)
    whole.paste(dark, (QUIET, QUIET))
    return whole.convert("1")


def _runs(rows: Sequence[bytes]) -> list[tuple[int, int, int]]:
    """Left, top and length of each run of dark modules, from the quiet zone's corner."""
    return [
        (run.start() + QUIET, y + QUIET, run.end() - run.start())
        for y, row in enumerate(rows)
        for run in re.finditer(rb"\x01+", row)
    ]


def _svg(rows: Sequence[bytes]) -> str:
    side = len(rows) + 2 * QUIET
    drawn = "".join(f"M{x} {y}h{long}v1h-{long}z" for x, y, long in _runs(rows))
    box = f'viewBox="0 0 {side} {side}" width="{side}" height="{side}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}><path d="{drawn}"/></svg>'


@cache
def _frame() -> bytes:
    """The frame of our own page alone."""
    sheet = second._sheet(CertificateLayout.HORNS, CertificatePaper.A4)
    canvas, buffer = new_canvas("", (sheet.width, sheet.height), fonts.KAI)
    sheet.define(canvas)
    canvas.doForm(sheet.name)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@cache
def _picture() -> Any:
    """The same as a picture of 150 dpi."""
    return pypdfium2.PdfDocument(_frame())[0].render(scale=150 / 72).to_pil().convert("RGB")
