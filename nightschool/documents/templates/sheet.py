"""The paper of a certificate and what is the same on every one of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's size in points, and its art, which a file holds once."""

    name: str
    width: float
    height: float
    art: "Callable[[Canvas, float, float], None]"
    """Draws what lies below the words of a page this wide and high."""
    parts: "tuple[tuple[str, Callable[[Canvas, float, float], None]], ...]" = ()
    """Drawn by name where the words leave room for them."""

    def define(self, canvas: "Canvas") -> None:
        """Put art and parts into the file, where pages only name them."""
        for name, art in ((self.name, self.art), *self.parts):
            canvas.beginForm(name, 0, 0, self.width, self.height)
            art(canvas, self.width, self.height)
            canvas.endForm()
