"""A list of the school, told once: as a PDF, as a workbook, as CSV."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import StringIO

from nightschool.documents import marks, workbook
from nightschool.documents.papers import heading
from nightschool.documents.papers.page import FOOT, MARGIN, Foot, Page, Surface, render
from nightschool.documents.papers.table import Column, Row, Table
from nightschool.documents.pdf import A4_LANDSCAPE, MM
from nightschool.documents.workbook import Cell, Kind

_GAP = 3 * MM
_LIVE = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""What a spreadsheet program may take for the beginning of a formula when it opens a CSV."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its title, what it holds, and how wide it stands on paper in mm."""

    title: str
    width: float
    kind: Kind = Kind.TEXT
    once: bool = False
    """On paper not written again where the row above has the same."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A titled list. A row's cells are those of the fields; a share is a fraction."""

    title: str
    school: str
    aside: str
    data_day: date
    fields: Sequence[Field]
    rows: Sequence[Sequence[Cell]]
    groups: Sequence[object] = ()
    """What each row belongs to: neighbours of one group share a ground on paper."""
    sums: Sequence[str] = ()
    """The last row on paper: a text for each field."""
    notes: Sequence[str] = ()
    size: float = 8


def pdf(listing: Listing) -> bytes:
    """The list on A4 landscape, its head on each page, its notes at the end."""
    wide, high = A4_LANDSCAPE
    table = _table(listing, wide - 2 * MARGIN)
    room = high - MARGIN - FOOT
    parts = table.pages(room - heading.FIRST, room - heading.OTHER)
    pages = [
        Page(partial(_draw, listing, table, rows, number)) for number, rows in enumerate(parts)
    ]
    used = table.height(parts[-1]) + (heading.OTHER if len(parts) > 1 else heading.FIRST)
    noted = _GAP + heading.notes_height(listing.notes, wide - 2 * MARGIN)
    if used + noted <= room:
        pages[-1] = Page(partial(_draw, listing, table, parts[-1], len(parts) - 1, noted=True))
    else:
        pages.append(Page(partial(_notes_page, listing)))
    pages[0] = Page(pages[0].draw, (listing.title,))
    return render(listing.title, A4_LANDSCAPE, pages, Foot(listing.school, listing.data_day))


def xlsx(listing: Listing) -> bytes:
    """The list as a workbook: real days and numbers, everything else text."""
    columns = [workbook.Column(field.title, field.kind) for field in listing.fields]
    about = [f"{listing.school}　{listing.aside}".strip(), f"数据截至 {listing.data_day}"]
    title = f"{listing.title}（{listing.school}）{marks.present()}"
    return workbook.write_table(title, columns, listing.rows, [*about, *listing.notes])


def comma_separated(listing: Listing) -> bytes:
    """The list as CSV in UTF-8 with BOM, which spreadsheet programs read as it is.

    They take a text that begins like a formula for one: it gets an apostrophe before it.
    """
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([field.title for field in listing.fields])
    writer.writerows([_plain(cell) for cell in row] for row in listing.rows)
    return text.getvalue().encode("utf-8-sig")


def shown(cell: Cell, kind: Kind) -> str:
    """A cell as paper shows it."""
    if cell is None:
        return ""
    if isinstance(cell, float) and kind is Kind.PERCENT:
        return f"{cell:.1%}"
    return f"{cell:g}" if isinstance(cell, float) else f"{cell}"


def _plain(cell: Cell) -> str:
    if not isinstance(cell, str):
        return shown(cell, Kind.DECIMAL)
    return f"'{cell}" if cell.lstrip(" ").startswith(_LIVE) else cell


def _table(listing: Listing, width: float) -> Table:
    columns = [
        Column(field.title, field.width, _align(field.kind), once=field.once)
        for field in listing.fields
    ]
    groups = listing.groups or range(len(listing.rows))
    rows, shade = [], False
    for number, row in enumerate(listing.rows):
        if number and groups[number] != groups[number - 1]:
            shade = bool(listing.groups) and not shade
        cells = [shown(cell, field.kind) for cell, field in zip(row, listing.fields, strict=True)]
        rows.append(Row(cells, shade=shade))
    if listing.sums:
        rows.append(Row(listing.sums, strong=True))
    return Table(columns, rows, width, listing.size, least=6.2 * MM)


def _align(kind: Kind) -> float:
    if kind is Kind.DAY:
        return 0.5
    return 0 if kind is Kind.TEXT else 1


def _draw(
    listing: Listing,
    table: Table,
    rows: range,
    number: int,
    surface: Surface,
    *,
    noted: bool = False,
) -> None:
    y = _head(listing, surface, number == 0)
    y = table.draw(surface, surface.left, y, rows)
    if noted:
        heading.notes(surface, y - _GAP / 2, listing.notes)


def _notes_page(listing: Listing, surface: Surface) -> None:
    heading.notes(surface, _head(listing, surface, False), listing.notes)


def _head(listing: Listing, surface: Surface, is_first: bool) -> float:
    if is_first:
        return heading.first(surface, listing.title, listing.school, listing.aside)
    return heading.other(surface, listing.title, listing.school)
