"""What our workbooks share: cells are data and never formulas, heads stay in view."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from io import BytesIO
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | date | None

LARGE = 5_000
"""From so many rows on a table is written row by row and not held in memory."""
_NARROWEST, _WIDEST = 6, 48
_SAMPLE = 500


class Kind(StrEnum):
    """How a column's cells are shown; the value is its number format in a spreadsheet."""

    TEXT = "@"
    WHOLE = "#,##0"
    DECIMAL = "#,##0.0"
    PERCENT = "0.0%"
    DAY = "yyyy-mm-dd"


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column; a share is a fraction (0.5 is shown as 50.0%)."""

    title: str
    kind: Kind = Kind.TEXT


def write_table(
    title: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], footnotes: Sequence[str]
) -> bytes:
    """An `.xlsx` of one table: title, filtered head, rows, footnotes below.

    Footnotes say what each figure means and of which day the data are.
    """
    book, buffer = new_workbook(large=len(rows) >= LARGE)
    add_table(book, None, title, columns, rows, footnotes)
    book.close()
    return buffer.getvalue()


def add_table(
    book: "Workbook",
    name: str | None,
    title: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    footnotes: Sequence[str] = (),
) -> "Worksheet":
    """A sheet of this name with such a table; rows begin on the fourth line."""
    sheet = book.add_worksheet(name)
    formats = [book.add_format(look(column.kind)) for column in columns]
    set_widths(sheet, [_width(column, rows, at) for at, column in enumerate(columns)])
    sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 15}))
    head = head_format(book)
    for at, column in enumerate(columns):
        sheet.write_string(2, at, column.title, head)
    for number, row in enumerate(rows, 3):
        for at, cell in enumerate(row):
            write_cell(sheet, number, at, cell, formats[at])
    end = 2 + len(rows)
    for number, footnote in enumerate(footnotes, end + 2):
        sheet.write_string(number, 0, footnote)
    sheet.freeze_panes(3, 1)
    if columns:
        sheet.autofilter(2, 0, end, len(columns) - 1)
    for_print(sheet, head_rows=(2, 2))
    return sheet


def new_workbook(*, large: bool = False) -> "tuple[Workbook, BytesIO]":
    """A workbook, and the buffer that `close` fills; `large` wants rows written in order."""
    from xlsxwriter import Workbook

    buffer = BytesIO()
    book = Workbook(
        buffer,
        {
            "constant_memory": large,
            "in_memory": not large,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    return book, buffer


def write_cell(
    sheet: "Worksheet", row: int, column: int, cell: Cell, look: "Format | None"
) -> None:
    """Write one cell as what it is; None leaves it empty."""
    if cell is None:
        sheet.write_blank(row, column, None, look)
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell, look)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, look)
    else:
        sheet.write_number(row, column, cell, look)


def head_format(book: "Workbook") -> "Format":
    """The look of a table's head."""
    return book.add_format(
        {
            "bold": True,
            "bg_color": "#E8EFEC",
            "border": 1,
            "border_color": "#9AA8A2",
            "align": "center",
            "valign": "vcenter",
            "text_wrap": True,
        }
    )


def set_widths(sheet: "Worksheet", widths: Iterable[float]) -> None:
    """Column widths in the sheet's units, a Latin letter each."""
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)


def for_print(sheet: "Worksheet", head_rows: tuple[int, int]) -> None:
    """Rows easy to read, on pages as `on_pages` has them."""
    sheet.set_default_row(19)
    on_pages(sheet, head_rows)


def on_pages(sheet: "Worksheet", head_rows: tuple[int, int]) -> None:
    """A4 across, one page wide, the head again on each page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(*head_rows)
    sheet.set_footer("&C&P / &N")


def display_width(text: str) -> int:
    """Width in Latin letters: a Chinese character counts two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def look(kind: Kind) -> dict[str, object]:
    """How a cell of this kind is shown."""
    return {"num_format": kind.value, "border": 1, "border_color": "#D5DCD9", "valign": "vcenter"}


def _width(column: Column, rows: Sequence[Sequence[Cell]], at: int) -> int:
    shown = (str(row[at]) for row in rows[:_SAMPLE] if column.kind is Kind.TEXT)
    widest = max(map(display_width, shown), default=12 if column.kind is Kind.DAY else 0)
    # the arrow of the filter stands beside the title
    return max(_NARROWEST, min(_WIDEST, max(widest, display_width(column.title) + 3) + 1))
