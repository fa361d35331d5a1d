"""羊角纹: a frame of ram's horns, as on Yi lacquer, and a pale sun.

Frozen: certificates of templates 1 and 2 bear it.
"""

from math import cos, pi, sin
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

RED = (0.60, 0.11, 0.10)
GOLD = (0.72, 0.54, 0.24)
PALE_GOLD = (0.975, 0.958, 0.922)

MARGIN = 31.0
BAND = 27.0
"""Points: from the edge of the paper to the frame, and the frame's width."""

_TILE = 33.0
_HORN = (
    (0, -2.0, 1.6, 6.6, 7.2, 6.6),
    (10.6, 6.6, 12.2, 3.8, 12.2, 1.3),
    (12.2, -1.6, 10.1, -3.5, 7.9, -3.5),
    (5.8, -3.5, 4.5, -1.9, 4.5, -0.2),
    (4.5, 1.4, 5.7, 2.4, 7.0, 2.4),
    (8.0, 2.4, 8.7, 1.7, 8.7, 0.9),
)
"""Bézier curves of the right horn from its foot at (0, -8.5)."""


def draw(canvas: "Canvas", width: float, height: float) -> None:
    """Draw all that is the same on every certificate of a page this large, in points."""
    _sun(canvas, width / 2, height / 2 + 4)
    rule(canvas, width / 2, height - 169)
    _frame(canvas, width, height)


def draw_without_rule(canvas: "Canvas", width: float, height: float) -> None:
    """The same for pages that place the line under the title themselves."""
    _sun(canvas, width / 2, height / 2 + 4)
    _frame(canvas, width, height)


def _frame(canvas: "Canvas", width: float, height: float) -> None:
    _lines(canvas, width, height)
    inner_width, inner_height = width - 2 * (MARGIN + BAND), height - 2 * (MARGIN + BAND)
    middle = MARGIN + BAND / 2
    for x, y, turn, length in (
        (width / 2, height - middle, 0, inner_width),
        (width / 2, middle, 180, inner_width),
        (middle, height / 2, 90, inner_height),
        (width - middle, height / 2, 270, inner_height),
    ):
        canvas.saveState()
        canvas.translate(x, y)
        canvas.rotate(turn)
        _side(canvas, length)
        canvas.restoreState()
    for x in (middle, width - middle):
        for y in (middle, height - middle):
            _corner(canvas, x, y)


def _lines(canvas: "Canvas", width: float, height: float) -> None:
    for inset, thick, colour in (
        (MARGIN, 2.0, GOLD),
        (MARGIN + BAND, 0.7, GOLD),
        (MARGIN + BAND + 4.5, 0.7, RED),
    ):
        canvas.setStrokeColorRGB(*colour)
        canvas.setLineWidth(thick)
        canvas.rect(inset, inset, width - 2 * inset, height - 2 * inset)


def _side(canvas: "Canvas", length: float) -> None:
    """Horns and lozenges along one side, the feet of the horns towards the middle of the page."""
    count = round(length / _TILE)
    tile = length / count
    canvas.setLineCap(1)
    canvas.setLineWidth(1.5)
    canvas.setStrokeColorRGB(*RED)
    for number in range(count):
        _horns(canvas, -length / 2 + tile * (number + 0.5))
    canvas.setFillColorRGB(*GOLD)
    for number in range(count + 1):
        _lozenge(canvas, -length / 2 + tile * number, 0, 2.6, 4.2)


def _horns(canvas: "Canvas", x: float) -> None:
    path = canvas.beginPath()
    for side in (1, -1):
        path.moveTo(x, -8.5)
        for x1, y1, x2, y2, x3, y3 in _HORN:
            path.curveTo(x + side * x1, y1, x + side * x2, y2, x + side * x3, y3)
    canvas.drawPath(path)


def _lozenge(canvas: "Canvas", x: float, y: float, across: float, along: float) -> None:
    path = canvas.beginPath()
    path.moveTo(x - across, y)
    path.lineTo(x, y + along)
    path.lineTo(x + across, y)
    path.lineTo(x, y - along)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _corner(canvas: "Canvas", x: float, y: float) -> None:
    """A square with a sun of eight rays."""
    half = BAND / 2
    canvas.setFillColorRGB(*RED)
    canvas.rect(x - half, y - half, BAND, BAND, stroke=0, fill=1)
    canvas.setFillColorRGB(1, 1, 1)
    for number in range(8):
        _ray(canvas, x, y, 2 * pi * number / 8, 4.6, 10.2, 1.9)
    canvas.circle(x, y, 3.2, stroke=0, fill=1)


def _ray(
    canvas: "Canvas", x: float, y: float, turn: float, start: float, end: float, half: float
) -> None:
    """A pointed petal from `start` to `end` away from the middle, twice `half` wide."""
    path = canvas.beginPath()
    waist = (start + end) / 2
    path.moveTo(x + start * cos(turn), y + start * sin(turn))
    for away, aside in ((waist, half), (end, 0), (waist, -half)):
        path.lineTo(
            x + away * cos(turn) - aside * sin(turn), y + away * sin(turn) + aside * cos(turn)
        )
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def rule(canvas: "Canvas", x: float, y: float) -> None:
    """A fine line under the title, with lozenges in its middle."""
    canvas.setStrokeColorRGB(*GOLD)
    canvas.setFillColorRGB(*GOLD)
    canvas.setLineWidth(0.8)
    for side in (1, -1):
        canvas.line(x + side * 20, y, x + side * 150, y)
        _lozenge(canvas, x + side * 11, y, 2, 3)
    canvas.setFillColorRGB(*RED)
    _lozenge(canvas, x, y, 4, 6)


def _sun(canvas: "Canvas", x: float, y: float) -> None:
    canvas.setFillColorRGB(*PALE_GOLD)
    canvas.setStrokeColorRGB(*PALE_GOLD)
    for count, start, end, half in ((16, 52, 96, 9), (32, 112, 136, 6)):
        for number in range(count):
            _ray(canvas, x, y, 2 * pi * (number + 0.5) / count, start, end, half)
    canvas.circle(x, y, 36, stroke=0, fill=1)
    canvas.setLineWidth(3)
    for radius in (44, 104, 146):
        canvas.circle(x, y, radius)
