"""Reads tables that are text: values between commas, tabs or semicolons."""

import codecs
import csv
import io
import re

from nightschool.documents.sheets import limits
from nightschool.domain.roster.cells import Row
from nightschool.errors import UserError
from nightschool.i18n import _

_DELIMITERS = ",\t;"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOKED_AT = 30
_AS_FORMULA = re.compile(r'="[^"]*"').fullmatch
_CONTROL = frozenset(map(chr, range(32))) - frozenset("\t\n\r\f")


def rows(data: bytes, file: str) -> list[Row]:
    """The rows of a `.csv` in UTF-8 or GB18030 (UTF-16 with its mark), all equally wide.

    Raises `UserError` for anything that is no text or no table.
    """
    text = _text(data, file)
    delimiter = _delimiter(text)
    ends = text.count("\n") + text.count("\r") + 1
    if text.count(delimiter) + ends * limits.LEAST_WIDTH > limits.CELLS:
        raise limits.too_large()
    one: dict[str, str] = {}
    try:
        lines = io.StringIO(text, newline="")
        found = [_cells(row, one) for row in csv.reader(lines, delimiter=delimiter)]
    except csv.Error as error:
        raise UserError(
            _("%(file)s has a quotation mark that is never closed.") % {"file": file},
            _("Open it in the spreadsheet program and save it as .xlsx."),
        ) from error
    width = max(map(len, found), default=0)
    if len(found) * width > limits.CELLS:
        raise limits.too_large()
    return [row + [""] * (width - len(row)) for row in found]


def _text(data: bytes, file: str) -> str:
    encodings = [name for mark, name in _MARKS if data.startswith(mark)] or ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _CONTROL.isdisjoint(text[:100_000]) and "\0" not in text:
            return text
        break
    raise limits.another_kind()


def _delimiter(text: str) -> str:
    """The mark that stands most often outside quotation marks in the first lines."""
    head = "\n".join(text.split("\n", _LOOKED_AT)[:_LOOKED_AT])
    outside = "".join(head.split('"')[::2])
    return max(_DELIMITERS, key=outside.count)


def _cells(row: list[str], one: dict[str, str]) -> Row:
    """The cells, with one object for equal texts.

    What keeps a spreadsheet from turning an id into a number is taken away: `="5134…"`.
    """
    if any(map(_AS_FORMULA, row)):
        row = [cell[2:-1] if _AS_FORMULA(cell) else cell for cell in row]
    return list(map(one.setdefault, row, row))
