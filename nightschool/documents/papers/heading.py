"""What stands above a paper's contents: the title on its first page, a small line on the others."""

from collections.abc import Sequence

from nightschool.documents.fonts import SANS_BOLD, SERIF
from nightschool.documents.papers.page import GREEN, SOFT, Surface, lines_of
from nightschool.documents.pdf import MM

FIRST = 21 * MM
OTHER = 7 * MM
"""How much of the page they take."""


def first(surface: Surface, title: str, school: str, aside: str = "") -> float:
    """The title in the middle, below it the school and, on the right, what it is about.

    Returns where the contents begin.
    """
    middle = (surface.left + surface.right) / 2
    room = surface.right - surface.left
    y = surface.top - 7 * MM
    surface.write_fitted(middle, y, title, 20, room, chain=SERIF, colour=GREEN, align=0.5)
    y -= 9 * MM
    surface.write_fitted(surface.left, y, school, 10, room * 0.6, chain=SANS_BOLD)
    surface.write_fitted(surface.right, y, aside, 9, room * 0.38, colour=SOFT, align=1)
    return surface.top - FIRST


def other(surface: Surface, title: str, school: str) -> float:
    """The title again, small. Returns where the contents begin."""
    room = (surface.right - surface.left) / 2
    y = surface.top - 3 * MM
    surface.write_fitted(surface.left, y, title, 9, room - 6, chain=SANS_BOLD, colour=GREEN)
    surface.write_fitted(surface.right, y, school, 8, room - 6, colour=SOFT, align=1)
    return surface.top - OTHER


def notes(surface: Surface, y: float, texts: Sequence[str], size: float = 7.5) -> float:
    """Small lines below the contents; returns where they end."""
    for line in _lines(texts, size, surface.right - surface.left):
        y -= size * 1.45
        surface.write(surface.left, y, line, size, colour=SOFT)
    return y


def notes_height(texts: Sequence[str], room: float, size: float = 7.5) -> float:
    """How high the small lines will stand."""
    return len(_lines(texts, size, room)) * size * 1.45


def _lines(texts: Sequence[str], size: float, room: float) -> list[str]:
    return [line for text in texts for line in lines_of(text, size, room)]
