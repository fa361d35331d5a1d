"""Cells of a sheet as they come, and the plain text that people mean by them."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

Cell = str | float | int | bool | date | datetime | time | timedelta | None
Row = list[Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a file; row 1 of the spreadsheet is the first of `rows`."""

    name: str
    rows: list[Row]


_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x00AD, 0x2060, 0xFEFF])
_BLANKS = re.compile(r"\s+")
_MARKS = re.compile(r"[*＊★☆·:;,.、，。?？!！'\"“”‘’_\-—/\\|]+")
_HINT = re.compile(r"[(\[{【〔<《][^)\]}】〕>》]*[)\]}】〕>》]")
_BRACKETS = re.compile(r"[()\[\]{}【】〔〕<>《》]+")


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


def wording(cell: Cell) -> str:
    """The words of a title or term alone, without marks and brackets: `乡（镇）：` is 乡镇."""
    return _BRACKETS.sub("", _MARKS.sub("", squeezed(cell)))


def without_hint(cell: Cell) -> str:
    """`wording` without what stands in brackets: `务工时间（月）` is 务工时间."""
    return wording(_HINT.sub("", squeezed(cell)))
