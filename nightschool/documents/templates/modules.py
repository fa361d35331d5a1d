"""The modules of a QR code as rectangles: runs of dark ones, all filled at once."""

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_RUN = re.compile(rb"\x01+")
_PIECE = 8
"""So many modules of a row are looked up at once; a run across two pieces is two rectangles of one
path, which leave no seam."""


def draw(
    canvas: "Canvas", rows: Sequence[bytes], x: float, y: float, module: float, quiet: int
) -> None:
    """Draw the code on white with its quiet zone, whose lower left corner is at (`x`, `y`).

    `rows` from the top, a byte a module, 1 is dark; `module` is the width of one in points.
    """
    side = len(rows)
    whole = (side + 2 * quiet) * module
    pieces = [
        (slice(start, start + _PIECE), _Rectangles.of(start)) for start in range(0, side, _PIECE)
    ]
    rectangles = "".join(
        "".join([known[row[piece]] for piece, known in pieces]).replace("Y", str(height))
        for height, row in zip(range(side - 1, -1, -1), rows, strict=True)
    )
    left, bottom = x + quiet * module, y + quiet * module
    # Whole numbers under one matrix: a third of the bytes, and neighbours meet exactly.
    canvas._code.append(
        f"1 g {x:.4f} {y:.4f} {whole:.4f} {whole:.4f} re f 0 g"
        f" q {module:.4f} 0 0 {module:.4f} {left:.4f} {bottom:.4f} cm {rectangles}f Q"
    )


class _Rectangles(dict[bytes, str]):
    """What a PDF says for each piece of a row that was met, with Y for the height of the row."""

    def __init__(self, start: int) -> None:
        super().__init__()
        self._start = start

    def __missing__(self, piece: bytes) -> str:
        runs = _RUN.finditer(piece)
        text = "".join(
            f"{self._start + run.start()} Y {run.end() - run.start()} 1 re " for run in runs
        )
        self[piece] = text
        return text

    @staticmethod
    @cache
    def of(start: int) -> "_Rectangles":
        """For the pieces that begin at this column."""
        return _Rectangles(start)
