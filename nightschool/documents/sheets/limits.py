"""How large a table may be, and what people are told beyond that.

A county's roster has 33,000 rows of 25 columns, 4 MB packed and some 45 MB unpacked. A reader of
workbooks holds the whole rectangle between the first and the last used cell: two cells far apart
are enough to take all memory.
"""

from nightschool.errors import UserError
from nightschool.i18n import _

FILE_BYTES = 64 << 20
UNPACKED_BYTES = 160 << 20
CELLS = 4_000_000
"""Cells of all sheets' rectangles together."""
LEAST_WIDTH = 8
"""A narrower rectangle counts as this wide: a row costs memory of its own."""
TEXT_BYTES = 128 << 20
"""Text of all cells together."""
STRINGS = 1_500_000
MERGES = 200_000
TAGS = 3_000_000
"""Cells and rows written down, blank ones too; in unusual spellings they count twice."""
MEMBERS = 1_000


def check_rectangle(rows: int, columns: int) -> int:
    """Count the cells of a sheet's rectangle; raise `UserError` where they are too many."""
    cells = rows * max(columns, LEAST_WIDTH)
    if cells > CELLS:
        raise UserError(
            _("A sheet reaches to row %(row)d and column %(column)d: too far for a roster.")
            % {"row": rows, "column": columns},
            _("Copy the table alone into a new workbook and save that."),
        )
    return cells


def too_large() -> UserError:
    """What is packed into the file is out of all proportion."""
    return UserError(
        _("The workbook holds far more than a roster can."),
        _("Copy the table alone into a new workbook and save that."),
    )


def damaged() -> UserError:
    """The file ends early or contradicts itself."""
    return UserError(
        _("The workbook is damaged or incomplete."),
        _("Copy or export it again; if it opens in the spreadsheet program, save it as .xlsx."),
    )


def encrypted() -> UserError:
    """The file asks for a password."""
    return UserError(
        _("The workbook is protected by a password."),
        _("Open it in the spreadsheet program and save it without a password."),
    )


def another_kind() -> UserError:
    """The file is something else."""
    return UserError(
        _("The file is not a table of a kind that can be read."),
        _("Save it as .xlsx, .xls or .csv and try again."),
    )
