"""The workbook that sends rows of a roster back: each with its fault and the way to mend it.

It is itself a roster: the titles are those of the file it came from, the columns it adds have
titles that the reader passes over, and the title row repeats place and day. So the mended
workbook is imported like any other.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from nightschool import i18n
from nightschool.documents import workbook as shared
from nightschool.domain.roster.cells import Cell, plain
from nightschool.domain.roster.columns import Layout
from nightschool.domain.roster.faults import Fault
from nightschool.domain.roster.fields import FAULT_TITLES, Field
from nightschool.i18n import N_

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

Translate = Callable[[str], str]

_HEADER_ROW = 1
_ADDED_WIDTHS = (8, 16, 36, 36)
_USUAL_WIDTH = 10
_WIDTHS = {
    Field.HOUSEHOLD_NO: 19,
    Field.PERSON_NO: 21,
    Field.CITIZEN_NO: 24,
    Field.DISABILITY_NO: 24,
    Field.NAME: 14,
    Field.RELATION: 11,
    Field.LABOUR: 20,
    Field.HOUSEHOLD_PHONE: 14,
    Field.PERSON_PHONE: 14,
    Field.PHONE: 14,
}
_REFUSED_COLOUR, _FLAGGED_COLOUR = "#FFC7CE", "#FFEB9C"
_EXACT_DIGITS = 1e15
_LONGEST_TEXT = 32_767


def workbook(layout: Layout, faults: Iterable[Fault], translate: Translate = i18n._) -> bytes:
    """An `.xlsx` with a sheet of the refused rows and one of those taken but flagged.

    `translate` is the catalogue of the workbook's language, which need not be the screen's. The
    sheet of refused rows stands first, so that it is the one that is read again.
    """
    rows = [list(group) for _row, group in groupby(sorted(faults, key=_row), key=_row)]
    refused = [group for group in rows if any(fault.refuses for fault in group)]
    flagged = [group for group in rows if not any(fault.refuses for fault in group)]
    book, buffer = shared.new_workbook(large=len(rows) >= shared.LARGE)
    parts = (
        (N_("Refused"), N_("Mend the coloured cells, then import this file."), refused),
        (N_("To be checked"), N_("These rows were taken; check the coloured cells."), flagged),
    )
    for name, hint, groups in parts:
        if groups or groups is refused:
            _Page(book, translate(name), layout, translate).fill(translate(hint), groups)
    book.close()
    return buffer.getvalue()


def _row(fault: Fault) -> int:
    return fault.row


def _refuses(fault: Fault) -> bool:
    return fault.refuses


class _Page:
    """One sheet under way."""

    def __init__(self, book: "Workbook", name: str, layout: Layout, translate: Translate) -> None:
        self._sheet = book.add_worksheet(name)
        self._layout = layout
        self._translate = translate
        self._titles = {column.index: column.title for column in layout.columns}
        self._width = max(self._titles) + 1
        text = {"num_format": "@", "valign": "top"}
        self._text = book.add_format(text)
        self._number = book.add_format({"valign": "top"})
        self._date = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        self._wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self._bold = book.add_format({"bold": True})
        self._head = shared.head_format(book)
        self._colours = {
            True: book.add_format({**text, "bg_color": _REFUSED_COLOUR}),
            False: book.add_format({**text, "bg_color": _FLAGGED_COLOUR}),
        }

    def fill(self, hint: str, groups: Sequence[Sequence[Fault]]) -> None:
        """Write title, head and one row for each group of faults of one row."""
        self._columns()
        self._title_row(hint)
        titles = [*FAULT_TITLES, *(self._titles.get(one, "") for one in range(self._width))]
        for column, title in enumerate(titles):
            self._put(_HEADER_ROW, column, title, self._head)
        for at, group in enumerate(groups, _HEADER_ROW + 1):
            self._fault_row(at, group)
        last = _HEADER_ROW + max(len(groups), 1)
        self._sheet.autofilter(_HEADER_ROW, 0, last, len(titles) - 1)
        self._sheet.freeze_panes(_HEADER_ROW + 1, 0)
        shared.on_pages(self._sheet, (_HEADER_ROW, _HEADER_ROW))

    def _columns(self) -> None:
        """Widths; and text for what is typed anew, so that no number is spoilt again."""
        fields = {index: field for field, index in self._layout.at.items()}
        shared.set_widths(self._sheet, _ADDED_WIDTHS)
        for index in range(self._width):
            field, column = fields.get(index), len(FAULT_TITLES) + index
            width = _WIDTHS.get(field, _USUAL_WIDTH) if field else _USUAL_WIDTH
            self._sheet.set_column(column, column, width, self._text)

    def _title_row(self, hint: str) -> None:
        place, day = self._layout.place, self._layout.stated_on
        self._put(0, 0, f"{place.county}{place.township}{place.village}", self._bold)
        self._put(0, 2, hint, self._bold)
        self._put(0, len(FAULT_TITLES), f"统计时间: {day}" if day else "", self._bold)

    def _fault_row(self, at: int, group: Sequence[Fault]) -> None:
        told = (
            str(group[0].row),
            _lines(fault.column for fault in group),
            _lines(fault.reason_in(self._translate) for fault in group),
            _lines(fault.remedy_in(self._translate) for fault in group),
        )
        for column, words in enumerate(told):
            self._put(at, column, words, self._wrapped)
        colours = {
            fault.column: self._colours[fault.refuses] for fault in sorted(group, key=_refuses)
        }
        for index, cell in enumerate(group[0].cells):
            self._put(at, len(FAULT_TITLES) + index, cell, colours.get(self._titles.get(index, "")))

    def _put(self, row: int, column: int, cell: Cell, look: "Format | None" = None) -> None:
        shown = _shown(cell)
        if shown is not None:
            usual = self._text if isinstance(shown, str) else self._number
            usual = self._date if isinstance(shown, date) else usual
            shared.write_cell(self._sheet, row, column, shown, look or usual)
        elif look:
            shared.write_cell(self._sheet, row, column, None, look)


def _shown(cell: Cell) -> str | int | float | date | None:
    """The cell as it is written: what a number cannot hold becomes text, blank text nothing."""
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) < _EXACT_DIGITS:
        return cell
    words = cell if isinstance(cell, str) else plain(cell)
    return words[:_LONGEST_TEXT] or None


def _lines(words: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(filter(None, words)))
