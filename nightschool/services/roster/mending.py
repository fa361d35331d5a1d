"""Rows of a roster mended on the screen: read in the place of those in the file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from nightschool import clock
from nightschool.domain.roster import reading
from nightschool.domain.roster.cells import Row
from nightschool.domain.roster.columns import Layout
from nightschool.domain.roster.faults import Fault
from nightschool.errors import UserError
from nightschool.i18n import _


@dataclass(frozen=True, slots=True)
class Mends:
    """Whole rows by their number in the spreadsheet, and the file that they belong to."""

    sha256: bytes = b""
    rows: Mapping[int, Row] = field(default_factory=dict)


NOTHING_MENDED = Mends()


def check(layout: Layout, number: int, cells: Row) -> tuple[Fault, ...]:
    """What is wrong with one row by itself, while it is mended. Asks no database."""
    return reading.check_row(layout, number, cells, clock.today() if clock.is_trusted() else None)


def applied(mends: Mends, sha256: bytes, rows: Sequence[Row]) -> Sequence[Row]:
    """The rows with the mended ones in their places.

    Raises `UserError` for another file: a row's number means somebody else there.
    """
    if not mends.rows:
        return rows
    if mends.sha256 != sha256:
        raise UserError(
            _("The file was changed after rows of it were mended here."),
            _("Open it again and mend what is still wrong."),
        )
    return [mends.rows.get(number, cells) for number, cells in enumerate(rows, 1)]
