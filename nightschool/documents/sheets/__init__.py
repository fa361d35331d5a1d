"""Reads the sheets of `.xlsx`, `.xls` and `.csv` files that come from anywhere.

What a file is, its bytes say: people rename files. It is measured before it is read, so that
neither a damaged file nor one made to harm costs more than a moment.
"""

from collections.abc import Iterator
from pathlib import Path

from nightschool.documents.sheets import delimited, workbook, xls, xlsx
from nightschool.documents.sheets.limits import FILE_BYTES
from nightschool.domain.roster.cells import Sheet
from nightschool.errors import UserError
from nightschool.i18n import _

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = (b"<", b"MIME-Version")


def read_sheets(path: Path) -> Iterator[Sheet]:
    """The sheets of a file, one after another, those that are shown before hidden ones.

    Row 1 of the spreadsheet is the first of `Sheet.rows`, and all rows are as wide as the widest.
    Merged cells all have the value of their first. Raises `UserError` for a file that is no such
    table, too large, encrypted or damaged.
    """
    data = _bytes_of(path)
    if data.startswith(_ZIP):
        xlsx.check(data)
        yield from workbook.sheets(data)
    elif data.startswith(_COMPOUND):
        xls.check(data)
        yield from workbook.sheets(data)
    elif data.removeprefix(b"\xef\xbb\xbf").lstrip()[:12].startswith(_MARKUP):
        raise UserError(
            _("%(file)s is a web page that only bears the name of a table.") % {"file": path.name},
            _("Open it in the spreadsheet program and save it as .xlsx."),
        )
    else:
        yield Sheet(path.stem, delimited.rows(data, path.name))


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > FILE_BYTES:
            raise UserError(
                _("%(file)s is larger than %(limit)d MB.")
                % {"file": path.name, "limit": FILE_BYTES >> 20},
                _("A roster is far smaller; take the right file, or split it."),
            )
        data = path.read_bytes()
    except OSError as error:
        raise UserError(
            _("%(file)s cannot be read: %(reason)s.")
            % {"file": path.name, "reason": error.strerror or error},
            _("Choose a file that is there, and close it in other programs."),
        ) from error
    if not data.strip():
        raise UserError(
            _("%(file)s is empty.") % {"file": path.name}, _("Export the roster again.")
        )
    return data
