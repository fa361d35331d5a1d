"""The shipped fonts on paper: every character is set in the first font of a chain that has it.

ReportLab prints a box, or nothing at all, for a glyph that a font lacks. So text is split into
runs by font here, and a character that no font has is refused by name before anything is drawn.
"""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import groupby
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import category
from weakref import WeakKeyDictionary

from nightschool import paths
from nightschool.errors import UserError
from nightschool.i18n import _

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

FILES = {
    "kai": "NightschoolKai-Regular.ttf",
    "serif": "NotoSerifSC-Bold.ttf",
    "sans": "NotoSansSC-Regular.ttf",
    "sans-bold": "NotoSansSC-SemiBold.ttf",
    "yi": "NotoSansYi-Regular.ttf",
}

Chain = tuple[str, ...]
KAI: Chain = ("kai", "sans", "yi")
"""Body of certificates."""
SERIF: Chain = ("serif", "kai", "sans", "yi")
"""Titles."""
SANS: Chain = ("sans", "kai", "yi")
"""Sheets, small print."""
SANS_BOLD: Chain = ("sans-bold", "sans", "kai", "yi")

NOT_AT_START = frozenset("，。、；：？！…—·）》」』】”’%‰℃,.;:?!)")
NOT_AT_END = frozenset("（《「『【“‘(")


class Run(NamedTuple):
    """A piece of text that one registered font has whole."""

    font: str
    text: str


def require(text: str, chain: Chain) -> None:
    """Raise a `UserError` that names the first character of `text` that no font here has."""
    runs(text, chain)


@lru_cache(maxsize=4096)
def runs(text: str, chain: Chain) -> tuple[Run, ...]:
    """The text in pieces, each with the name of its font. Raises `UserError` as `require` does."""
    missing = next((each for each in text if not _font_of(each, chain)), None)
    if missing is not None:
        raise _unprintable(missing, text)
    pieces = groupby(text, key=lambda each: _font_of(each, chain))
    return tuple(Run(name, "".join(piece)) for name, piece in pieces)


@lru_cache(maxsize=4096)
def width(text: str, chain: Chain, size: float) -> float:
    """How wide the text is in points."""
    return float(sum(font(name).stringWidth(piece, size) for name, piece in runs(text, chain)))


def fit(text: str, chain: Chain, size: float, room: float, smallest: float) -> float:
    """The largest size up to `size` at which the text is no wider than `room` points.

    Raises `UserError` where it does not fit at `smallest`.
    """
    wide = width(text, chain, size)
    fitting = size if wide <= room else size * room / wide
    if fitting < smallest:
        raise _too_long(text)
    return fitting


def draw_left(
    canvas: "Canvas",
    x: float,
    y: float,
    text: str,
    chain: Chain,
    size: float,
    *,
    room: float | None = None,
) -> None:
    """Draw from `x` on, the characters spread to fill `room` points where that is given."""
    # Straight into the page: ReportLab's text object takes four times as long for the same.
    shown = _shown(canvas._doc, text, chain, size)
    if room is None or len(text) < 2:
        canvas._code.append(f"BT 1 0 0 1 {x:.4f} {y:.4f} Tm {shown} ET")
    else:
        spread = (room - width(text, chain, size)) / (len(text) - 1)  # outlives the text object
        canvas._code.append(f"BT 1 0 0 1 {x:.4f} {y:.4f} Tm {spread:.5f} Tc {shown} 0 Tc ET")


def _shown(document: Any, text: str, chain: Chain, size: float) -> str:
    """The text as this document says it, in the subsets of its fonts; much comes on every page."""
    known = _said.setdefault(document, {})
    key = text, chain, size
    if key not in known:
        known[key] = " ".join(
            f"{whole.getSubsetInternalName(subset, document)} {size:.4f} Tf <{shown.hex()}> Tj"
            for name, piece in runs(text, chain)
            for whole in [font(name)]
            for subset, shown in whole.splitString(piece, document)
        )
    return known[key]


_said: WeakKeyDictionary[Any, dict[tuple[str, Chain, float], str]] = WeakKeyDictionary()


def draw_centred(
    canvas: "Canvas", x: float, y: float, text: str, chain: Chain, size: float
) -> None:
    """Draw with the middle at `x`."""
    draw_left(canvas, x - width(text, chain, size) / 2, y, text, chain, size)


def wrap(text: str, chain: Chain, size: float, room: float) -> list[str]:
    """Lines no wider than `room` points; a number or foreign word stays whole where it can.

    No line begins with closing punctuation or ends with an opening bracket or quotation mark.
    """
    lines, used = [""], 0.0
    for unit in _units(text):
        for piece in [unit] if width(unit, chain, size) <= room else unit:
            wide = width(piece, chain, size)
            if lines[-1] and used + wide > room:
                lines.append("")
                used = 0.0
            if lines[-1] or piece != " ":
                lines[-1] += piece
                used += wide
    return lines


def fit_lines(
    paragraphs: Sequence[str],
    chain: Chain,
    sizes: Sequence[float],
    room: float,
    height: float,
    leading: float,
) -> tuple[float, list[str]]:
    """The first of the `sizes` at which the wrapped text is no higher than `height` points.

    A line is `leading` times the size high. Raises `UserError` where no size will do.
    """
    for size in sizes:
        lines = [line for each in paragraphs for line in wrap(each, chain, size, room)]
        if len(lines) * size * leading <= height:
            return size, lines
    raise _too_long("".join(paragraphs))


def _too_long(text: str) -> UserError:
    return UserError(
        _("“%(text)s” is too long for its place on the paper.") % {"text": text},
        _("Shorten it."),
    )


def _units(text: str) -> Iterator[str]:
    """What a line break must not part, one after another."""
    unit = ""
    for character in text:
        if unit and not _holds_together(unit[-1], character):
            yield unit
            unit = ""
        unit += character
    if unit:
        yield unit


def _holds_together(left: str, right: str) -> bool:
    word = _is_of_word(left) and _is_of_word(right)
    return word or right in NOT_AT_START or left in NOT_AT_END


def _is_of_word(character: str) -> bool:
    return character.isascii() and not character.isspace()


@cache
def _font_of(character: str, chain: Chain) -> str:
    """The first font of the chain that has the character; none has a control character."""
    if category(character)[0] == "C":
        return ""
    return next((name for name in chain if ord(character) in font(name).face.charToGlyph), "")


def _unprintable(character: str, text: str) -> UserError:
    shown = text.translate({ord(each): "\ufffd" for each in text if not each.isprintable()})
    return UserError(
        _("No font here can print the character “%(character)s” (U+%(code)04X) in “%(text)s”.")
        % {
            "character": character if character.isprintable() else "\ufffd",
            "code": ord(character),
            "text": shown,
        },
        _("Correct the text, or write another form of the character."),
    )


@cache
def font(name: str) -> "TTFont":
    """The font, read and registered at its first use in this process (about 60 ms each)."""
    from reportlab.pdfbase import pdfmetrics, ttfonts

    ttfonts.makeToUnicodeCMap = to_unicode
    path = paths.resources() / "fonts" / FILES[name]
    registered = ttfonts.TTFont(name, _Mapped(path), asciiReadable=False)
    pdfmetrics.registerFont(registered)
    return registered


class _Mapped:
    """A font's file as ReportLab takes one: it keeps what it reads, so only what it looks at shall
    be in memory (25 MB less for a certificate)."""

    def __init__(self, path: Path) -> None:
        self.name, self._path = str(path), path

    def read(self) -> mmap:
        with self._path.open("rb") as file:
            return mmap(file.fileno(), 0, access=ACCESS_READ)


def to_unicode(font: str, subset: list[int]) -> str:
    """The map by which readers of a PDF copy and search text.

    Stands in for ReportLab's, which writes characters beyond U+FFFF as five digits where the
    format wants UTF-16: 𬘭 was copied as another character. Blocks hold at most 100 entries.
    """
    entries = [f"<{at:02X}> <{_utf16(code)}>" for at, code in enumerate(subset)]
    blocks = [entries[at : at + 100] for at in range(0, len(entries), 100)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            f"/CIDSystemInfo << /Registry ({font}) /Ordering ({font}) /Supplement 0 >> def",
            f"/CMapName /{font} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            f"<00> <{len(subset) - 1:02X}>",
            "endcodespacerange",
            *("\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]) for block in blocks),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )


def _utf16(code: int) -> str:
    return chr(code).encode("utf-16-be").hex().upper()
