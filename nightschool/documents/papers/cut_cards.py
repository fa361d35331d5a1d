"""Several cards on a sheet of A4, cut apart along fine lines."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from nightschool.documents.papers.page import SOFT, Colour, Page, Surface, render
from nightschool.documents.pdf import A4, MM

_MARK: Colour = (0.7, 0.7, 0.7)


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a card lies on its sheet, in points."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Card:
    """One card: what draws it into its frame, and its place in the outline."""

    draw: Callable[[Surface, Frame], object]
    bookmark: str = ""


def render_cards(title: str, cards: Sequence[Card], across: int, down: int) -> bytes:
    """The cards, row by row, as many on each sheet as fit across and down."""
    on_sheet = across * down
    sheets = [cards[start : start + on_sheet] for start in range(0, len(cards), on_sheet)]
    pages = [
        Page(
            partial(_draw, tuple(sheet), across, down),
            tuple(card.bookmark for card in sheet if card.bookmark),
        )
        for sheet in sheets
    ]
    return render(title, A4, pages)


def _draw(cards: tuple[Card, ...], across: int, down: int, surface: Surface) -> None:
    wide, high = surface.width / across, surface.height / down
    for number, card in enumerate(cards):
        row, column = divmod(number, across)
        frame = Frame(column * wide, surface.height - (row + 1) * high, wide, high)
        card.draw(surface, frame)
        _missing(surface, frame)
    surface.canvas.setDash(2, 3)
    for column in range(1, across):
        surface.rule(column * wide, 0, column * wide, surface.height, 0.4, _MARK)
    for row in range(1, down):
        surface.rule(0, row * high, surface.width, row * high, 0.4, _MARK)
    surface.canvas.setDash()


def _missing(surface: Surface, frame: Frame) -> None:
    """Each card is cut off its sheet: it names what it lacks itself."""
    if surface.missing:
        room = frame.width - 16 * MM
        note = surface.missing_note()
        surface.write_fitted(
            frame.x + 8 * MM, frame.y + 3.2 * MM, note, 6, room, colour=SOFT, smallest=4
        )
        surface.missing.clear()
