"""A QR code of a short text, as rectangles."""

from itertools import groupby
from typing import TYPE_CHECKING

from nightschool.documents.qr import QUIET_ZONE, modules

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


def draw(canvas: "Canvas", text: str, x: float, y: float, size: float) -> None:
    """Draw it from its lower left corner, its quiet zone within `size` points."""
    rows = modules(text)
    unit = size / (len(rows) + 2 * QUIET_ZONE)
    path = canvas.beginPath()
    for number, row in enumerate(rows):
        bottom = y + size - (number + 1 + QUIET_ZONE) * unit
        start = QUIET_ZONE
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                path.rect(x + start * unit, bottom, length * unit, unit)
            start += length
    canvas.setFillColorRGB(0, 0, 0)
    canvas.drawPath(path, stroke=0, fill=1)
