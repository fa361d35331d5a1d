"""Reads a workbook that has been measured and found sound."""

import io
from collections.abc import Iterable, Iterator, Sequence

from nightschool.documents.sheets import limits
from nightschool.domain.roster.cells import Cell, Row, Sheet

Range = tuple[tuple[int, int], tuple[int, int]]


def sheets(data: bytes) -> Iterator[Sheet]:
    """The sheets of an `.xlsx` or `.xls`, visible ones first."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            known = sorted(
                book.sheets_metadata,
                key=lambda sheet: sheet.visible is not SheetVisibleEnum.Visible,
            )
            for sheet in known:
                found = book.get_sheet_by_name(sheet.name)
                rows = _rows(found.iter_rows(), found.start[1] if found.start else 0)
                _fill(rows, found.merged_cell_ranges or [])
                yield Sheet(sheet.name, rows)
    except PasswordError as error:
        raise limits.encrypted() from error
    except CalamineError as error:
        raise limits.damaged() from error
    except BaseException as error:
        # The reader's own crash is no Exception; nothing else may be swallowed here.
        if type(error).__name__ != "PanicException":
            raise
        raise limits.damaged() from error


def _rows(found: Iterable[Sequence[Cell]], first_column: int) -> list[Row]:
    """Rows with their blank columns on the left, and one object for equal texts."""
    blank: Row = [""] * first_column
    one: dict[Cell, Cell] = {}
    same = one.setdefault
    return [
        [*blank, *(same(cell, cell) if type(cell) is str else cell for cell in row)]
        for row in found
    ]


def _fill(rows: list[Row], merged: list[Range]) -> None:
    """Give every cell of a merged range the value that its first one shows."""
    filled = 0
    for (top, left), (bottom, right) in merged:
        if top >= len(rows) or left >= len(rows[top]) or rows[top][left] == "":
            continue
        right = min(right, len(rows[top]) - 1)
        bottom = min(bottom, len(rows) - 1)
        filled += (right - left + 1) * (bottom - top + 1)
        if filled > limits.CELLS:
            raise limits.too_large()
        for row in rows[top : bottom + 1]:
            row[left : right + 1] = [rows[top][left]] * (right - left + 1)
