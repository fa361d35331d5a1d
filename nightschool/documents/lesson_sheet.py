"""The roll of several lessons as a workbook that is filled in elsewhere and read back.

A row is a person, a column a lesson. Each row carries its person's id in a hidden column and each
lesson's column its id in a hidden row, so rows may be sorted, names corrected, and rows or columns
put in between: only ids and marks are read.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from nightschool.documents.workbook import (
    Kind,
    for_print,
    head_format,
    new_workbook,
    set_widths,
    write_cell,
)
from nightschool.domain import identity
from nightschool.domain.codes import Mark
from nightschool.domain.identity import RowId
from nightschool.domain.roll import SIGNS, mark_of
from nightschool.errors import UserError
from nightschool.i18n import _

_TICKS = frozenset("√✓✔")
"""Read as present: the ways to tick by hand."""
_MARKER = "nightschool lesson sheet 1"
_IDS, _DAYS, _HEAD = 2, 3, 4
"""Rows of the lesson ids (hidden), the days, the heads."""
_FIRST_LESSON = 6
_MOST_BYTES = 50_000_000
_MOST_FAULTS = 5

Marks = Mapping[tuple[RowId, RowId], Mark]
"""By (lesson, person), as a roll's lines are keyed."""


@dataclass(frozen=True, slots=True)
class SheetPerson:
    """A row: all but the id is for people's eyes."""

    id: RowId
    number: int
    name: str
    sex: str
    masked_citizen_no: str
    household_no: str


@dataclass(frozen=True, slots=True)
class SheetLesson:
    """A column."""

    id: RowId
    day: date
    title: str


@dataclass(frozen=True, slots=True)
class LessonSheet:
    """What a lesson sheet shows; a pair without a mark is an empty cell."""

    school: str
    persons: Sequence[SheetPerson]
    lessons: Sequence[SheetLesson]
    marks: Marks = field(default_factory=dict)


def write(sheet: LessonSheet) -> bytes:
    """The workbook's bytes."""
    book, buffer = new_workbook()
    page = book.add_worksheet()
    head = head_format(book)
    text = book.add_format({"num_format": Kind.TEXT.value, "border": 1, "border_color": "#D5DCD9"})
    mark = book.add_format({"align": "center", "border": 1, "border_color": "#D5DCD9"})
    day = book.add_format({"num_format": Kind.DAY.value, "align": "center", "bold": True})
    page.write_string(0, 1, sheet.school, book.add_format({"bold": True, "font_size": 15}))
    page.write_string(1, 1, _hint())
    page.write_string(_IDS, 0, _MARKER)
    for at, title in enumerate(_heads()):
        page.write_string(_HEAD, at, title, head)
    for at, lesson in enumerate(sheet.lessons, _FIRST_LESSON):
        page.write_string(_IDS, at, identity.text(lesson.id))
        page.write_datetime(_DAYS, at, lesson.day, day)
        page.write_string(_HEAD, at, lesson.title, head)
    for row, person in enumerate(sheet.persons, _HEAD + 1):
        for at, cell in enumerate(_of_person(person)):
            write_cell(page, row, at, cell, text)
        for at, lesson in enumerate(sheet.lessons, _FIRST_LESSON):
            known = sheet.marks.get((lesson.id, person.id))
            write_cell(page, row, at, SIGNS[known] if known else None, mark)
    last_row, last_column = _HEAD + len(sheet.persons), _FIRST_LESSON - 1 + len(sheet.lessons)
    if sheet.persons and sheet.lessons:
        page.data_validation(_HEAD + 1, _FIRST_LESSON, last_row, last_column, _choice())
    page.autofilter(_HEAD, 0, last_row, last_column)  # with the ids, so that they are sorted too
    page.freeze_panes(_HEAD + 1, 3)
    set_widths(page, [34, 6, 18, 6, 22, 20, *[12] * len(sheet.lessons)])
    page.set_column(0, 0, None, None, {"hidden": True})
    page.set_row(_IDS, None, None, {"hidden": True})
    page.set_row(_HEAD, 48)
    for_print(page, head_rows=(_DAYS, _HEAD))
    book.close()
    return buffer.getvalue()


def read(path: Path) -> dict[tuple[RowId, RowId], Mark]:
    """The marks of a sheet that came back; an empty cell says nothing and is left out.

    Raises `UserError` for a file of another kind, and for unknown or contradictory marks, naming
    row and column: then nothing of the file counts.
    """
    marks: dict[tuple[RowId, RowId], Mark] = {}
    faults: list[str] = []
    found = False
    for rows in _sheets(path):
        marker = _find_marker(rows)
        if marker is not None:
            found = True
            _read_sheet(rows, *marker, marks, faults)
    if not found:
        raise _no_lesson_sheet(path)
    if faults:
        raise UserError(
            _("%(file)s: %(faults)s") % {"file": path.name, "faults": _listed(faults)},
            _("Correct these cells and read the sheet again; nothing was taken."),
        )
    return marks


def _read_sheet(
    rows: list[list[object]],
    marker_row: int,
    marker_column: int,
    marks: dict[tuple[RowId, RowId], Mark],
    faults: list[str],
) -> None:
    lessons = {at: row_id for at, cell in enumerate(rows[marker_row]) if (row_id := _row_id(cell))}
    for number, row in enumerate(rows):
        person = _row_id(row[marker_column])
        for at, lesson in lessons.items():
            sign = _sign(row[at]) if number > marker_row else ""
            place = {"row": number + 1, "column": _letters(at), "sign": sign}
            mark = Mark.PRESENT if sign in _TICKS else mark_of(sign)
            if not sign or (person is None and not mark):
                continue  # heads, empty cells, sums and remarks below the list
            if person is None:
                faults.append(_("row %(row)d: a mark, but no person of the list") % place)
            elif mark is None:
                faults.append(_("row %(row)d, column %(column)s: unknown mark “%(sign)s”") % place)
            elif marks.setdefault((lesson, person), mark) is not mark:
                faults.append(_("row %(row)d, column %(column)s: marked twice, unlike") % place)


def _sheets(path: Path) -> Iterator[list[list[object]]]:
    """The cells of each sheet of a workbook, from A1 on."""
    from zipfile import BadZipFile, ZipFile

    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with ZipFile(path) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > _MOST_BYTES:
                raise _no_lesson_sheet(path)
        with CalamineWorkbook.from_path(path) as book:
            for name in book.sheet_names:
                yield [[*row] for row in book.get_sheet_by_name(name).iter_rows()]
    except (BadZipFile, CalamineError) as error:
        raise _no_lesson_sheet(path) from error
    except OSError as error:
        raise UserError(
            _("%(file)s cannot be read: %(reason)s.")
            % {"file": path.name, "reason": error.strerror or error},
            _("Check the name; close it in other programs."),
        ) from error


def _find_marker(rows: list[list[object]]) -> tuple[int, int] | None:
    for number, row in enumerate(rows):
        if _MARKER in row:
            return number, row.index(_MARKER)
    return None


def _row_id(cell: object) -> RowId | None:
    try:
        return identity.from_text(str(cell).strip())
    except ValueError:
        return None


def _sign(cell: object) -> str:
    return unicodedata.normalize("NFKC", str(cell)).strip()


def _letters(column: int) -> str:
    """0 to A, 26 to AA: a column as spreadsheets name it."""
    first, last = divmod(column, 26)
    return (_letters(first - 1) if first else "") + chr(ord("A") + last)


def _listed(faults: list[str]) -> str:
    more = len(faults) - _MOST_FAULTS
    shown = "; ".join(faults[:_MOST_FAULTS])
    return _("%(shown)s; and %(more)d more") % {"shown": shown, "more": more} if more > 0 else shown


def _no_lesson_sheet(path: Path) -> UserError:
    return UserError(
        _("%(file)s is not a lesson sheet of this program.") % {"file": path.name},
        _("Write one with “lesson sheet”, and keep its hidden row and column."),
    )


def _of_person(person: SheetPerson) -> tuple[str | int, ...]:
    return (
        identity.text(person.id),
        person.number,
        person.name,
        person.sex,
        person.masked_citizen_no,
        person.household_no,
    )


def _heads() -> list[str]:
    return ["", _("No."), _("Name"), _("Sex"), _("ID number"), _("Household number")]


def _hint() -> str:
    return _("%(signs)s: present, late, left early, on leave, absent. Empty: no change.") % {
        "signs": " ".join(SIGNS.values())
    }


def _choice() -> dict[str, object]:
    return {
        "validate": "list",
        "source": [*SIGNS.values(), "√"],
        "error_title": _("Unknown mark"),
        "error_message": _hint(),
    }
