"""Blocks of a report, one below the other over as many pages as they need."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from nightschool.documents.fonts import SANS_BOLD
from nightschool.documents.papers.page import GREEN, SOFT, Surface, lines_of
from nightschool.documents.papers.table import Table
from nightschool.documents.pdf import MM

GAP = 6 * MM
HEADING = 8 * MM
_LEAST_OF_TABLE = 30 * MM
"""A table does not begin lower on a page than this."""

Draw = Callable[[Surface, float], object]
"""Draws a piece from its upper edge down."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What must not be parted: how high it stands, and what draws it."""

    height: float
    draw: Draw
    bookmark: str = ""


def pages(pieces: Sequence["Piece | Table | str"], first: float, other: float) -> list[list[Piece]]:
    """The pieces on their pages, `first` and `other` points being free on them.

    A text is a heading: it stands with what follows it. A table goes on on the next page.
    """
    found: list[list[Piece]] = [[]]
    free, heading = first, ""
    for each in pieces:
        if isinstance(each, str):
            heading = each
            continue
        for piece, new in _pieces(each, heading, free, other):
            if new or (piece.height > free and found[-1]):
                found.append([])
                free = other
            found[-1].append(piece)
            free -= piece.height
        heading = ""
    return found


def _pieces(
    each: Piece | Table, heading: str, free: float, other: float
) -> Iterator[tuple[Piece, bool]]:
    """Each piece, and whether it begins a page."""
    above = GAP + HEADING if heading else 0.0
    if isinstance(each, Piece):
        draw = partial(_under_heading, heading, above, each.draw)
        yield Piece(above + each.height, draw, heading or each.bookmark), False
        return
    begins = free < max(_LEAST_OF_TABLE, above + each.height(range(min(2, len(each.rows)))))
    room = other if begins else free
    for place, rows in enumerate(each.pages(room - above, other)):
        title, top = (heading, above) if place == 0 else ("", 0.0)
        draw = partial(_under_heading, title, top, partial(_table, each, rows))
        yield Piece(top + each.height(rows), draw, title), begins if place == 0 else True


def _under_heading(heading: str, above: float, draw: Draw, surface: Surface, top: float) -> None:
    if heading:
        surface.write(surface.left, top - above + 2.6 * MM, heading, 11.5, SANS_BOLD, GREEN)
    draw(surface, top - above)


def _table(table: Table, rows: range, surface: Surface, top: float) -> None:
    table.draw(surface, surface.left, top, rows)


def notes(texts: Sequence[str], room: float, size: float = 7) -> Piece:
    """Small texts, all on one page."""
    parts = [lines_of(text, size, room) for text in texts]
    height = sum(map(len, parts)) * size * 1.4 + 2 * len(parts)
    return Piece(height, partial(_notes, parts, size))


def _notes(parts: Sequence[Sequence[str]], size: float, surface: Surface, top: float) -> None:
    for lines in parts:
        for line in lines:
            top -= size * 1.4
            surface.write(surface.left, top, line, size, colour=SOFT)
        top -= 2
