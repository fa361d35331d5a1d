"""Pages of running papers: text that cannot harm, a foot with the page's number on each.

Positions are points, from the lower left; widths and heights of papers' parts are given in points.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from nightschool import __version__
from nightschool.documents import chinese, fonts, marks, pdf
from nightschool.documents.fonts import SANS, Chain
from nightschool.documents.pdf import MM
from nightschool.errors import UserError

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

Colour = tuple[float, float, float]
INK: Colour = (0.13, 0.13, 0.13)
SOFT: Colour = (0.42, 0.42, 0.42)
LINE: Colour = (0.62, 0.65, 0.64)
PALE: Colour = (0.945, 0.957, 0.95)
GREEN: Colour = (0.09, 0.33, 0.29)

_MARK: Colour = (0.93, 0.92, 0.91)
_SLANT = 30

MARGIN = 15 * MM
FOOT = 20 * MM
"""From the lower edge to where a page's contents end."""
PROGRAM = f"夜校台账 Nightschool {__version__}"

GETA = "〓"
"""What printers put in the place of a character that they lack."""
ELLIPSIS = "…"
_MOST_NAMED = 8
_BLANKS = str.maketrans("\n\r\t", "   ")


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands at the foot of every page."""

    school: str
    data_day: date | None = None
    """The day up to which what the paper shows holds; None for papers of the moment."""
    note: str = ""


@lru_cache(maxsize=8192)
def printable(text: str) -> str:
    """The text with 〓 for each character that no font has; line breaks and tabs are blanks."""
    plain = text.translate(_BLANKS)
    return "".join(each if _has(each) else GETA for each in plain)


@lru_cache(maxsize=8192)
def _has(character: str) -> bool:
    """Whether it can be shown: every chain ends with all that the plain one has."""
    try:
        fonts.require(character, SANS)
    except UserError:
        return False
    return True


def width(text: str, size: float, chain: Chain = SANS) -> float:
    """How wide the text will stand, in points."""
    return fonts.width(printable(text), chain, size)


def lines_of(text: str, size: float, room: float, chain: Chain = SANS, most: int = 0) -> list[str]:
    """The text in lines no wider than `room`; of more than `most` the rest is left out, with …."""
    lines = fonts.wrap(printable(text), chain, size, room)
    if most and len(lines) > most:
        kept = lines[most - 1]
        while kept and fonts.width(kept + ELLIPSIS, chain, size) > room:
            kept = kept[:-1]
        lines = [*lines[: most - 1], kept + ELLIPSIS]
    return lines


class Surface:
    """One page to draw on. Remembers which characters it could not show."""

    def __init__(self, canvas: "Canvas", size: tuple[float, float]) -> None:
        self.canvas = canvas
        self.width, self.height = size
        self.left, self.right = MARGIN, size[0] - MARGIN
        self.top, self.bottom = size[1] - MARGIN, FOOT
        self.missing: dict[str, None] = {}

    def mention(self, text: str) -> None:
        """Remember what of a text cannot be shown: for lines that `lines_of` made from it."""
        missing = (each for each in text.translate(_BLANKS) if not _has(each))
        self.missing.update(dict.fromkeys(missing))

    def write(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 9,
        chain: Chain = SANS,
        colour: Colour = INK,
        align: float = 0,
    ) -> float:
        """One line; `align` 0 begins at x, 0.5 is centred on it, 1 ends there. Returns its width.

        The line is the caller's to measure: nothing is cut.
        """
        self.mention(text)
        shown = printable(text)
        wide = fonts.width(shown, chain, size)
        self.canvas.setFillColorRGB(*colour)
        fonts.draw_left(self.canvas, x - align * wide, y, shown, chain, size)
        return wide

    def write_fitted(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        room: float,
        *,
        chain: Chain = SANS,
        colour: Colour = INK,
        align: float = 0,
        smallest: float = 6,
    ) -> None:
        """One line made smaller until it is no wider than `room`; in the end cut with …."""
        self.mention(text)
        shown = printable(text)
        wide = fonts.width(shown, chain, size)
        fitting = size if wide <= room else max(smallest, size * room / wide)
        line = lines_of(shown, fitting, room + 0.01, chain, most=1)[0]
        self.write(x, y, line, fitting, chain, colour, align)

    def missing_note(self) -> str:
        """What the characters are that stand here as 〓, by their numbers; empty where none."""
        if not self.missing:
            return ""
        codes = [f"U+{ord(each):04X}" for each in self.missing]
        more = f" 等 {len(codes)} 个" if len(codes) > _MOST_NAMED else ""
        return f"{GETA} 代替字库里没有的字：{'、'.join(codes[:_MOST_NAMED])}{more}"

    def rule(
        self,
        x: float,
        y: float,
        to_x: float,
        to_y: float,
        thick: float = 0.5,
        colour: Colour = LINE,
    ) -> None:
        """A straight line."""
        self.canvas.setStrokeColorRGB(*colour)
        self.canvas.setLineWidth(thick)
        self.canvas.line(x, y, to_x, to_y)

    def box(
        self,
        x: float,
        y: float,
        wide: float,
        high: float,
        *,
        fill: Colour | None = None,
        line: Colour | None = None,
        thick: float = 0.5,
    ) -> None:
        """A rectangle from its lower left corner."""
        if fill:
            self.canvas.setFillColorRGB(*fill)
        if line:
            self.canvas.setStrokeColorRGB(*line)
            self.canvas.setLineWidth(thick)
        self.canvas.rect(x, y, wide, high, stroke=bool(line), fill=bool(fill))


@dataclass(frozen=True, slots=True)
class Page:
    """One page: what draws it, and the titles under which the outline leads to it."""

    draw: Callable[[Surface], object]
    bookmarks: tuple[str, ...] = ()


def render(
    title: str, size: tuple[float, float], pages: Sequence[Page], foot: Foot | None = None
) -> bytes:
    """The pages as a PDF, each with its foot; equal input gives equal bytes."""
    canvas, buffer = pdf.new_canvas(printable(title), size, SANS)
    for number, page in enumerate(pages, 1):
        surface = Surface(canvas, size)
        if mark := marks.present():
            _across(surface, mark)
        for place, name in enumerate(page.bookmarks):
            pdf.bookmark(canvas, f"p{number}-{place}", printable(name))
        page.draw(surface)
        if foot:
            _foot(surface, foot, number, len(pages))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _across(surface: Surface, mark: str) -> None:
    """Large, pale and slanting, below all that is written."""
    canvas = surface.canvas
    canvas.saveState()
    canvas.translate(surface.width / 2, surface.height / 2)
    canvas.rotate(_SLANT)
    size = min(surface.width, surface.height) / len(mark) * 0.7
    surface.write(0, -size / 3, mark, size, colour=_MARK, align=0.5)
    canvas.restoreState()


def _foot(surface: Surface, foot: Foot, number: int, of: int) -> None:
    y = 10 * MM
    surface.rule(surface.left, y + 11, surface.right, y + 11, 0.4)
    place = f"第 {number} 页 / 共 {of} 页"
    aside = width(place, 7.5) / 2 + 8
    middle = (surface.left + surface.right) / 2
    day = f"　数据截至 {chinese.plain_date(foot.data_day)}" if foot.data_day else ""
    room = middle - aside - surface.left
    surface.write_fitted(surface.left, y, foot.school + day, 7.5, room, colour=SOFT, smallest=5)
    surface.write(middle, y, place, 7.5, colour=SOFT, align=0.5)
    surface.write(surface.right, y, PROGRAM, 7.5, colour=SOFT, align=1)
    note = "　".join(filter(None, (foot.note, surface.missing_note())))
    room = surface.right - surface.left
    surface.write_fitted(surface.left, y + 15, note, 7, room, colour=SOFT, smallest=4.5)
