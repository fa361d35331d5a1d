"""素雅: fine lines with a fret in each corner; one colour, and little of it, for any printer.

Frozen: certificates of template 2 bear it.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

INK = (0.24, 0.20, 0.18)
RED = (0.60, 0.11, 0.10)

MARGIN = 34.0
INNER = 8.0
"""Points: from the edge of the paper to the outer line, and from that to the inner."""

_FRET = ((0, 26), (0, 0), (26, 0), (26, 17), (9, 17), (9, 9), (17, 9))
"""回纹: one stroke winding inwards from the corner."""


def draw(canvas: "Canvas", width: float, height: float) -> None:
    """Draw the frame of a page this large, in points."""
    canvas.setStrokeColorRGB(*INK)
    canvas.setLineCap(0)
    canvas.setLineWidth(1.6)
    canvas.rect(MARGIN, MARGIN, width - 2 * MARGIN, height - 2 * MARGIN)
    inset, gap = MARGIN + INNER, 34.0
    canvas.setLineWidth(0.6)
    for y in (inset, height - inset):
        canvas.line(inset + gap, y, width - inset - gap, y)
    for x in (inset, width - inset):
        canvas.line(x, inset + gap, x, height - inset - gap)
    canvas.setLineWidth(1.4)
    for x, across in ((inset, 1), (width - inset, -1)):
        for y, up in ((inset, 1), (height - inset, -1)):
            _fret(canvas, x, y, across, up)
    for y, up in ((inset, 1), (height - inset, -1)):
        _mountains(canvas, width / 2, y, up)


def _fret(canvas: "Canvas", x: float, y: float, across: int, up: int) -> None:
    path = canvas.beginPath()
    (first_x, first_y), *others = _FRET
    path.moveTo(x + across * first_x, y + up * first_y)
    for along, high in others:
        path.lineTo(x + across * along, y + up * high)
    canvas.drawPath(path)


def _mountains(canvas: "Canvas", x: float, y: float, up: int) -> None:
    """Three peaks in the middle of a side, the red thread of this layout."""
    canvas.setFillColorRGB(1, 1, 1)
    canvas.rect(x - 30, y - 3, 60, 6, stroke=0, fill=1)
    canvas.setFillColorRGB(*RED)
    path = canvas.beginPath()
    for away, high in ((-15, 7), (0, 10), (15, 7)):
        path.moveTo(x + away - 6.5, y - up * 3)
        path.lineTo(x + away + 6.5, y - up * 3)
        path.lineTo(x + away, y + up * (high - 3))
        path.close()
    canvas.drawPath(path, stroke=0, fill=1)
