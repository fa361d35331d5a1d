"""漆器纹: black, red and yellow, as the Yi paint their bowls; ox eyes between bands of waves.

Frozen: certificates of template 2 bear it.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

BLACK = (0.13, 0.10, 0.09)
RED = (0.76, 0.14, 0.10)
YELLOW = (0.93, 0.70, 0.20)
PALE = (0.985, 0.972, 0.945)

MARGIN = 31.0
BAND = 20.0
TEETH = 6.5
"""Points: from the edge of the paper to the band, its width, and the red teeth inside it."""

_TILE = 40.0
_TOOTH = 9.0


def draw(canvas: "Canvas", width: float, height: float) -> None:
    """Draw the frame of a page this large, in points, and a pale ox eye behind the words."""
    _eye(canvas, width / 2, height / 2 + 4)
    canvas.setFillColorRGB(*BLACK)
    for x, y, across, up in _bands(width, height):
        canvas.rect(x, y, across, up, stroke=0, fill=1)
    middle = MARGIN + BAND / 2
    across, up = width - 2 * (MARGIN + BAND), height - 2 * (MARGIN + BAND)
    for x, y, turn, length in (
        (width / 2, height - middle, 0, across),
        (width / 2, middle, 180, across),
        (middle, height / 2, 90, up),
        (width - middle, height / 2, 270, up),
    ):
        canvas.saveState()
        canvas.translate(x, y)
        canvas.rotate(turn)
        _side(canvas, length)
        canvas.restoreState()
    _lines(canvas, width, height)
    for x in (middle, width - middle):
        for y in (middle, height - middle):
            _corner(canvas, x, y)


def _bands(width: float, height: float) -> list[tuple[float, float, float, float]]:
    across, up = width - 2 * MARGIN, height - 2 * MARGIN
    return [
        (MARGIN, MARGIN, across, BAND),
        (MARGIN, height - MARGIN - BAND, across, BAND),
        (MARGIN, MARGIN, BAND, up),
        (width - MARGIN - BAND, MARGIN, BAND, up),
    ]


def _lines(canvas: "Canvas", width: float, height: float) -> None:
    for inset, thick, colour in (
        (MARGIN - 3.2, 0.8, RED),
        (MARGIN + 1.9, 0.7, YELLOW),
        (MARGIN + BAND - 1.9, 0.7, YELLOW),
    ):
        canvas.setStrokeColorRGB(*colour)
        canvas.setLineWidth(thick)
        canvas.rect(inset, inset, width - 2 * inset, height - 2 * inset)


def _side(canvas: "Canvas", length: float) -> None:
    """Ox eyes and waves along one side, and the teeth towards the middle of the page."""
    count = round(length / _TILE)
    tile = length / count
    for number in range(count):
        _tile(canvas, -length / 2 + tile * (number + 0.5), tile)
    teeth = round((length - 4) / _TOOTH)
    step = length / teeth
    canvas.setFillColorRGB(*RED)
    path = canvas.beginPath()
    for number in range(teeth):
        left = -length / 2 + step * number
        path.moveTo(left + 0.8, -BAND / 2 - 1.4)
        path.lineTo(left + step - 0.8, -BAND / 2 - 1.4)
        path.lineTo(left + step / 2, -BAND / 2 - 1.4 - TEETH)
        path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _tile(canvas: "Canvas", x: float, tile: float) -> None:
    """An ox eye with a wave to either side."""
    canvas.setLineCap(1)
    canvas.setStrokeColorRGB(*RED)
    canvas.setLineWidth(1.7)
    path = canvas.beginPath()
    for side in (1, -1):
        for lift in (2.6, -2.6):
            end = x + side * (tile / 2 - 2.6)
            path.moveTo(x + side * 8.2, lift)
            path.curveTo(x + side * 10.5, lift + 2.6, end - side * 2.5, lift - 2.6, end, lift)
    canvas.drawPath(path)
    canvas.setFillColorRGB(*YELLOW)
    canvas.circle(x + tile / 2, 0, 1.5, stroke=0, fill=1)
    canvas.setStrokeColorRGB(*YELLOW)
    canvas.setLineWidth(1.1)
    canvas.circle(x, 0, 5.6)
    canvas.setFillColorRGB(*RED)
    canvas.circle(x, 0, 3.7, stroke=0, fill=1)
    canvas.setFillColorRGB(*YELLOW)
    canvas.circle(x, 0, 1.4, stroke=0, fill=1)


def _corner(canvas: "Canvas", x: float, y: float) -> None:
    """A red square with a yellow flower of four petals, as on the lid of a bowl."""
    half = BAND / 2
    canvas.setFillColorRGB(*RED)
    canvas.rect(x - half, y - half, BAND, BAND, stroke=0, fill=1)
    canvas.setFillColorRGB(*YELLOW)
    path = canvas.beginPath()
    for across, up in ((1, 0), (0, 1), (-1, 0), (0, -1)):
        path.moveTo(x, y)
        path.curveTo(
            x + 5 * across - 4 * up, y + 5 * up + 4 * across,
            x + 8 * across - 2 * up, y + 8 * up + 2 * across,
            x + 8 * across, y + 8 * up,
        )  # fmt: skip
        path.curveTo(
            x + 8 * across + 2 * up, y + 8 * up - 2 * across,
            x + 5 * across + 4 * up, y + 5 * up - 4 * across,
            x, y,
        )  # fmt: skip
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.setFillColorRGB(*BLACK)
    canvas.circle(x, y, 1.7, stroke=0, fill=1)


def _eye(canvas: "Canvas", x: float, y: float) -> None:
    canvas.setStrokeColorRGB(*PALE)
    canvas.setFillColorRGB(*PALE)
    for radius, thick in ((146, 5), (118, 16), (82, 5)):
        canvas.setLineWidth(thick)
        canvas.circle(x, y, radius)
    canvas.circle(x, y, 48, stroke=0, fill=1)
