"""Lesson sheets: rolls filled in elsewhere, on paper or in a spreadsheet, that come back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from nightschool import clock, files
from nightschool.documents import lesson_sheet
from nightschool.documents.lesson_sheet import LessonSheet, Marks, SheetLesson, SheetPerson
from nightschool.domain import certificate, citizen_number, labels
from nightschool.domain.codes import LessonState
from nightschool.domain.identity import RowId
from nightschool.domain.lesson import Lesson
from nightschool.domain.person import Person
from nightschool.domain.roll import Attendance, Roll
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import lessons, roll_call, roll_lines, schools
from nightschool.services.roll_lines import Put
from nightschool.services.workspace import Workspace
from nightschool.storage.database import Write
from nightschool.storage.queries import lessons as found
from nightschool.storage.queries import people as known
from nightschool.storage.queries import rolls
from nightschool.storage.queries.lessons import LessonLine


class Why(StrEnum):
    """Why a mark of a sheet was not taken; stable keys."""

    NO_LESSON = "no_lesson"
    NO_PERSON = "no_person"
    CANCELLED = "cancelled"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class Written:
    """A sheet that was written, and its size."""

    file: Path
    lessons: int
    people: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A mark that was not taken."""

    lesson: RowId
    person: RowId
    why: Why


@dataclass(frozen=True, slots=True)
class Taken:
    """What reading a sheet did; `rows` marks stood in it."""

    rows: int
    put: Put
    refused: tuple[Refused, ...]
    lessons: tuple[Lesson, ...]
    """Those of the sheet that are here, by day, as they are now."""
    warnings: tuple[str, ...]


def write(
    workspace: Workspace,
    path: Path,
    *,
    month: date | None = None,
    lesson: RowId | None = None,
    roll: Roll | RowId = Roll.DUE,
    school: str | None = None,
) -> Written:
    """Write a sheet of one lesson, of the month that `month` lies in, or of all lessons.

    The rows are whom `roll` names for any of the lessons, and whoever is on their rolls already.
    Cancelled lessons are left out. Raises `UserError` where no lesson or nobody is left.
    """
    columns = _columns(workspace, month, lesson, school)
    code = columns[0].lesson.school
    with workspace.database.read() as connection:
        lines = rolls.lines(connection, [column.lesson.id for column in columns])
        wanted = {line.person for line in lines}
        wanted.update(*(rolls.on_roll(connection, column.lesson, roll) for column in columns))
        people = [one for one in known.people(connection, code) if one.id in wanted]
        numbers = {one.id: one.number or "" for one in known.households(connection, code)}
    if not people:
        raise UserError(
            _("There is nobody to put on the sheet."),
            _("Import the roster first, or take another roll with --roll."),
        )
    content = lesson_sheet.write(
        LessonSheet(
            school=certificate.school_name(schools.school_of(workspace, code)),
            persons=[_row(number, one, numbers) for number, one in enumerate(people, 1)],
            lessons=[SheetLesson(one.lesson.id, one.lesson.day, one.title) for one in columns],
            marks={(line.lesson, line.person): line.mark for line in lines},
        )
    )
    file = files.write_durably(path, lambda target: target.write(content))
    return Written(file, len(columns), len(people))


def read(workspace: Workspace, path: Path, *, finish: bool = True) -> Taken:
    """Take the marks of a sheet that came back, all in one transaction.

    New lines are added, changed ones changed, the same ones left: reading it twice changes
    nothing. An empty cell says nothing. Every lesson that has marks is finished thereby, unless
    `finish` is false: then its roll stays open. Raises `UserError` for a file of another kind or
    with marks that nobody can read; then nothing is taken.
    """
    marks = lesson_sheet.read(path)
    with workspace.database.write() as transaction:
        there = _lessons(transaction, marks)
        refused = _refused(transaction, marks, there)
        good = _lines(transaction, marks, {(one.lesson, one.person) for one in refused})
        put = roll_lines.put(transaction, there, good, reason=path.name)
        warnings: tuple[str, ...] = ()
        for row, lines in roll_lines.by_lesson(good).items():
            warnings += roll_lines.oddities(transaction, there[row], lines)
            if there[row].state is LessonState.PLANNED:
                close = roll_call.finish_in if finish else roll_call.open_in
                warnings += close(transaction, there[row]).warnings
        after = _lessons(transaction, marks).values()
    ordered = tuple(sorted(after, key=lambda one: one.begins))
    return Taken(len(marks), put, refused, ordered, warnings)


def _columns(
    workspace: Workspace, month: date | None, lesson: RowId | None, school: str | None
) -> list[LessonLine]:
    if lesson is not None:
        school = lessons.lesson(workspace, lesson).school
    columns = [
        line
        for line in lessons.listing(workspace, school, month)
        if line.lesson.state is not LessonState.CANCELLED and lesson in (None, line.lesson.id)
    ]
    if not columns:
        raise UserError(
            _("There is no lesson to put on the sheet."), _("Add the lessons first: lesson add.")
        )
    return columns


def _row(number: int, one: Person, household_numbers: Mapping[RowId, str]) -> SheetPerson:
    return SheetPerson(
        id=one.id,
        number=number,
        name=one.name,
        sex=labels.label(one.sex) if one.sex else "",
        masked_citizen_no=citizen_number.masked(one.citizen_no) if one.citizen_no else "",
        household_no=household_numbers.get(one.household, "") if one.household else "",
    )


def _lessons(transaction: Write, marks: Marks) -> dict[RowId, Lesson]:
    wanted = {lesson for lesson, _person in marks}
    return {one.id: one for one in found.of_ids(transaction.connection, wanted)}


def _refused(
    transaction: Write, marks: Marks, there: Mapping[RowId, Lesson]
) -> tuple[Refused, ...]:
    connection = transaction.connection
    home = known.schools_of(connection, {person for _lesson, person in marks})
    trusted = {
        school: clock.is_trusted(found.latest_held(connection, school))
        for school in {one.school for one in there.values()}
    }

    def why_not(lesson: Lesson | None, person: RowId) -> Why | None:
        if lesson is None:
            return Why.NO_LESSON
        if home.get(person) != lesson.school:
            return Why.NO_PERSON
        if lesson.state is LessonState.CANCELLED:
            return Why.CANCELLED
        return Why.FUTURE if trusted[lesson.school] and lesson.day > clock.today() else None

    return tuple(
        Refused(lesson, person, why)
        for lesson, person in marks
        if (why := why_not(there.get(lesson), person))
    )


def _lines(transaction: Write, marks: Marks, refused: set[tuple[RowId, RowId]]) -> list[Attendance]:
    """The lines as the sheet has them; remarks and corrected hours, which it lacks, stay."""
    wanted = {lesson for lesson, _person in marks}
    held = {
        (line.lesson, line.person): line for line in rolls.lines(transaction.connection, wanted)
    }
    return [
        roll_lines.remarked(held.get(key) or Attendance(*key, mark), mark)
        for key, mark in marks.items()
        if key not in refused
    ]
