"""Workbooks of any length, written row by row: what is written leaves the memory at once."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, count, islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from nightschool.documents.workbook import Cell, Column, Kind, head_format, set_widths, write_cell

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

MOST_ROWS = 1_000_000
"""Of one sheet: a spreadsheet program shows 1,048,576; what is more goes on in the next sheet."""

_HEAD = 2
_WIDTHS = {Kind.TEXT: 16.0, Kind.DAY: 12.0}
_NARROW = 10.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table whose rows are asked for once, one after the other."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]


def write(file: BinaryIO, sheets: Sequence[Sheet], folder: Path, most_rows: int = MOST_ROWS) -> int:
    """Write the workbook; returns how many rows it has, without heads.

    What does not fit the memory lies in `folder` meanwhile, never in a place shared with others.
    An error of a table's rows is raised as it is; the file is of no use then.
    """
    from xlsxwriter import Workbook

    options = {
        "constant_memory": True,
        "tmpdir": str(folder),
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = Workbook(file, options)
    written = 0
    try:
        for sheet in sheets:
            written += _write(book, sheet, most_rows)
    except BaseException:
        for made in book.worksheets():
            with suppress(OSError, AttributeError):
                made.row_data_fh.close()  # Windows removes no open file
        raise
    book.close()
    return written


def _write(book: "Workbook", sheet: Sheet, most_rows: int) -> int:
    days = book.add_format({"num_format": Kind.DAY.value})
    looks = [days if column.kind is Kind.DAY else None for column in sheet.columns]
    waiting, written = iter(sheet.rows), 0
    for number in count(1):
        first = next(waiting, None)
        if first is None and number > 1:
            break
        rows = islice(chain([] if first is None else [first], waiting), most_rows)
        written += _part(
            book, sheet, sheet.name if number == 1 else f"{sheet.name} {number}", rows, looks
        )
        if first is None:
            break
    return written


def _part(
    book: "Workbook",
    sheet: Sheet,
    name: str,
    rows: Iterator[Sequence[Cell]],
    looks: "Sequence[Format | None]",
) -> int:
    made = book.add_worksheet(name[:31])
    set_widths(made, [_WIDTHS.get(column.kind, _NARROW) for column in sheet.columns])
    made.freeze_panes(_HEAD + 1, 0)
    made.write_string(0, 0, sheet.title, book.add_format({"bold": True, "font_size": 13}))
    head = head_format(book)
    for at, column in enumerate(sheet.columns):
        made.write_string(_HEAD, at, column.title, head)
    line = _HEAD
    for line, row in enumerate(rows, _HEAD + 1):
        for at, cell in enumerate(row):
            if cell is not None and cell != "":
                write_cell(made, line, at, cell, looks[at])
    if sheet.columns:
        made.autofilter(_HEAD, 0, line, len(sheet.columns) - 1)
    return line - _HEAD
