"""Roll-call sheets on paper: printed before the lesson, keyed back by row number afterwards.

The printing is remembered and travels with the school's rows: another laptop, or the county, can
key a paper back, and each row is who stood there when it was printed, whatever the roll is now.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from nightschool import clock, files
from nightschool.documents.papers import roll_sheet as paper
from nightschool.documents.papers import words
from nightschool.documents.papers.roll_sheet import RollSheetPaper, SheetRow
from nightschool.domain import certificate, citizen_number, identity
from nightschool.domain.codes import LessonState, Mark
from nightschool.domain.course import Course
from nightschool.domain.identity import RowId
from nightschool.domain.lecturer import Lecturer
from nightschool.domain.lesson import Lesson
from nightschool.domain.person import Person
from nightschool.domain.roll import Attendance, Roll
from nightschool.domain.roll_sheet import RollSheet, read_code
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import lessons, practice, roll_call, roll_lines, schools
from nightschool.services.roll_lines import Put
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from nightschool.storage.database import Write
from nightschool.storage.queries import lessons as found
from nightschool.storage.queries import people as known
from nightschool.storage.queries import records, rolls
from nightschool.storage.queries import roll_sheets as printed
from nightschool.storage.queries.roll_sheets import SheetRows


@dataclass(frozen=True, slots=True)
class Printed:
    """A sheet that was written, and the code by which it is found again."""

    file: Path
    code: str
    rows: int


@dataclass(frozen=True, slots=True)
class RowMark:
    """What the paper says of a row."""

    mark: Mark
    remark: str = ""


@dataclass(frozen=True, slots=True)
class KeyedBack:
    """What keying a sheet back did."""

    lesson: Lesson
    put: Put
    gone: tuple[int, ...]
    """Rows whose person is no longer one of the school's: they were left out."""
    warnings: tuple[str, ...]


@practice.marked
def print_sheet(
    workspace: Workspace, lesson: RowId, path: Path, roll: Roll | RowId = Roll.DUE
) -> Printed:
    """Write a lesson's sheet as a PDF: whom `roll` names, and whoever is on its roll already.

    The same people printed again have the same code. Raises `UserError` for a lesson that was
    called off and for a roll of nobody.
    """
    with workspace.database.write() as write:
        one = found.lesson(write.connection, lesson)
        people = _expected(write, one, roll)
        sheet = _remembered(write, one, people)
        course = records.by_id(write.connection, Course, tables.Course, one.course)
        lecturer = one.lecturer and records.by_id(
            write.connection, Lecturer, tables.Lecturer, one.lecturer
        )
    home = schools.school_of(workspace, one.school)
    data = paper.render_sheet(
        RollSheetPaper(
            school=certificate.school_name(home),
            code=sheet.code,
            title=one.title or (course.title if course else ""),
            day=one.day,
            start=one.start,
            end=one.end,
            half_hours=one.half_hours,
            place=one.place,
            lecturer=lecturer.name if lecturer else "",
            rows=[_row(person) for person in people],
            printed_on=sheet.printed_on,
        )
    )
    file = files.write_durably(path, lambda target: target.write(data))
    return Printed(file, sheet.code, len(people))


def sheet_rows(workspace: Workspace, code: str, school: str | None = None) -> SheetRows:
    """The sheet of this code, typed or scanned; raises `UserError` where it is not here."""
    wanted = _code(code)
    with workspace.database.read() as connection:
        sheet = _the_one(printed.by_code(connection, wanted), wanted, school)
        return printed.rows_of(connection, sheet)


def latest_code(workspace: Workspace, lesson: RowId) -> str:
    """The code of the lesson's sheet that was printed last; empty where none was."""
    with workspace.database.read() as connection:
        sheets = printed.of_lesson(connection, lesson)
    return sheets[-1].code if sheets else ""


def key_back(
    workspace: Workspace,
    code: str,
    marks: Mapping[int, RowMark],
    *,
    rest: Mark = Mark.PRESENT,
    guests: Sequence[tuple[str, str]] = (),
    finish: bool = True,
    school: str | None = None,
) -> KeyedBack:
    """Take a sheet's marks by row number; rows without one have the mark `rest`.

    `guests` (name, home village) are walk-ins from elsewhere. Remarks and corrected hours that the
    roll has stay. The lesson is finished thereby, unless `finish` is false; keying the same twice
    changes nothing. Raises `UserError` for a row that the sheet does not have: then nothing is
    taken.
    """
    wanted = _code(code)
    with workspace.database.write() as write:
        sheet = _the_one(printed.by_code(write.connection, wanted), wanted, school)
        held = printed.rows_of(write.connection, sheet)
        one = held.lesson
        if one.state is LessonState.CANCELLED:
            raise lessons.cancelled(one)
        _check_rows(marks, len(held.people))
        lines = _lines(write, held, marks, rest)
        lines += [
            Attendance(one.id, roll_call.guest_in(write, one.school, *guest).id, Mark.PRESENT)
            for guest in guests
        ]
        put = roll_lines.put(write, {one.id: one}, lines, reason=sheet.code)
        warnings = roll_lines.oddities(write, one, lines)
        if one.state is LessonState.PLANNED:
            close = roll_call.finish_in if finish else roll_call.open_in
            saved = close(write, one)
            one, warnings = saved.lesson, warnings + saved.warnings
    gone = tuple(number for number, each in enumerate(held.people, 1) if each is None)
    return KeyedBack(one, put, gone, warnings)


def _expected(write: Write, one: Lesson, roll: Roll | RowId) -> list[Person]:
    """Who is to stand on the sheet, in the register's order."""
    if one.state is LessonState.CANCELLED:
        raise lessons.cancelled(one)
    wanted = set(rolls.on_roll(write.connection, one, roll))
    wanted |= {line.person for line in rolls.lines(write.connection, [one.id])}
    people = [each for each in known.people(write.connection, one.school) if each.id in wanted]
    if not people:
        raise UserError(
            _("There is nobody on this roll."),
            _("Take another roll (due, last, all, a group), or add people one by one."),
        )
    return people


def _remembered(write: Write, one: Lesson, people: Sequence[Person]) -> RollSheet:
    """The sheet of these people in this order, printed before or now."""
    keys = b"".join(each.id for each in people)
    for sheet in printed.of_lesson(write.connection, one.id):
        if sheet.people == keys:
            return sheet
    sheet = RollSheet(identity.new(), one.school, one.id, clock.today(), keys)
    rows.insert(write, tables.RollSheet, [rows.values_of(sheet)])
    return sheet


def _row(one: Person) -> SheetRow:
    number = citizen_number.masked(one.citizen_no) if one.citizen_no else ""
    return SheetRow(one.name, words.word(one.sex), number)


def _code(typed: str) -> str:
    """The code that was meant; raises `UserError` for a mistyped one."""
    code = read_code(typed)
    if code is None:
        raise UserError(
            _("%(code)s is no sheet's code: it is mistyped.") % {"code": typed},
            _("It stands under the square on the sheet: 8 letters and digits."),
        )
    return code


def _the_one(found: Sequence[RollSheet], code: str, school: str | None) -> RollSheet:
    meant = [one for one in found if school in (None, one.school)]
    if not meant:
        raise UserError(
            _("The sheet %(code)s was not printed here.") % {"code": code},
            _("Take its laptop's package first, or take the roll by name."),
        )
    if len(meant) > 1:
        raise UserError(
            _("Two schools have a sheet %(code)s.") % {"code": code},
            _("Name the school by its code: --school CODE."),
        )
    return meant[0]


def _check_rows(marks: Mapping[int, RowMark], count: int) -> None:
    strange = [number for number in marks if not 1 <= number <= count]
    if strange:
        raise UserError(
            _("The sheet has no row %(row)d: it ends with row %(last)d.")
            % {"row": strange[0], "last": count},
            _("Correct the number; nothing was taken."),
        )


def _lines(
    write: Write, sheet: SheetRows, marks: Mapping[int, RowMark], rest: Mark
) -> list[Attendance]:
    one = sheet.lesson
    held = {line.person: line for line in rolls.lines(write.connection, [one.id])}
    lines = []
    for number, person in enumerate(sheet.people, 1):
        if person is None:
            continue
        said = marks.get(number, RowMark(rest))
        before = held.get(person.id) or Attendance(one.id, person.id, said.mark)
        line = roll_lines.remarked(before, said.mark)
        lines.append(replace(line, remark=said.remark.strip() or line.remark))
    return lines
