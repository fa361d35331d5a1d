"""Cells of a sheet as they come, and the plain text that people mean by them."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

Cell = str | float | int | bool | date | datetime | time | timedelta | None
Row = list[Cell]

_INVISIBLE = dict.fromkeys(
    [*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x00AD, 0x2060, 0xFEFF]
)
_BLANKS = re.compile(r"\s+")


def plain(cell: Cell) -> str:
    """The cell as trimmed text: full-width forms narrowed, what cannot be seen taken out.

    A whole number has no decimals, so that an id typed as a number reads like its text; a float
    too large to hold its digits keeps its exponent (`5.13499195407136e+17`).
    """
    if type(cell) is str:
        if cell.isascii():
            return cell.strip()
        return unicodedata.normalize("NFKC", cell).translate(_INVISIBLE).strip()
    if cell is None:
        return ""
    if isinstance(cell, float):
        return repr(int(cell)) if cell.is_integer() and abs(cell) < 1e16 else repr(cell)
    return str(cell)


def squeezed(cell: Cell) -> str:
    """`plain` without any blank or line break inside."""
    return _BLANKS.sub("", plain(cell))


def is_blank(cell: Cell) -> bool:
    """Whether the cell shows nothing."""
    return cell is None or (isinstance(cell, str) and not squeezed(cell))
