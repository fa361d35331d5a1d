"""Lesson sheets: rolls that are filled in elsewhere, on paper or in a spreadsheet, and come back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from nightschool import clock, files
from nightschool.domain import certificate, citizen_number
from nightschool.domain import lesson as rules
from nightschool.domain.codes import LessonState, Mark
from nightschool.domain.identity import RowId
from nightschool.domain.labels import label
from nightschool.domain.lesson import Lesson
from nightschool.domain.person import Person
from nightschool.domain.roll import ATTENDED, Attendance, Roll
from nightschool.errors import UserError
from nightschool.i18n import N_, _
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


WHY = {
    Why.NO_LESSON: N_("this lesson is not here"),
    Why.NO_PERSON: N_("this person is not one of the school"),
    Why.CANCELLED: N_("this lesson was cancelled"),
    Why.FUTURE: N_("this lesson lies in the future"),
}


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
    from nightschool.documents import lesson_sheet

    columns = _columns(workspace, month, lesson, school)
    with workspace.database.read() as connection:
        lines = rolls.lines(connection, [line.lesson.id for line in columns])
        wanted = {line.person for line in lines}
        wanted.update(*(rolls.on_roll(connection, line.lesson, roll) for line in columns))
        code = columns[0].lesson.school
        people = [one for one in known.people(connection, code) if one.id in wanted]
        household_no = {one.id: one.number or "" for one in known.households(connection, code)}
    if not people:
        raise UserError(
            _("There is nobody to put on the sheet."),
            _("Import the roster first, or take another roll with --roll."),
        )
    sheet = lesson_sheet.LessonSheet(
        school=certificate.school_name(schools.school_of(workspace, code)),
        persons=[
            _row(lesson_sheet.SheetPerson, number, one, household_no)
            for number, one in enumerate(people, 1)
        ],
        lessons=[
            lesson_sheet.SheetLesson(line.lesson.id, line.lesson.day, line.title)
            for line in columns
        ],
        marks={(line.lesson, line.person): line.mark for line in lines},
    )
    content = lesson_sheet.write(sheet)
    file = files.write_durably(path, lambda target: target.write(content))
    return Written(file, len(columns), len(people))


def read(workspace: Workspace, path: Path, *, finish: bool = True) -> Taken:
    """Take the marks of a sheet that came back, all in one transaction.

    New lines are added, changed ones changed, the same ones left: reading it twice changes
    nothing. An empty cell says nothing. Every lesson that has marks is finished, as the sheet was
    signed by whoever held it, unless `finish` is false. Raises `UserError` for a file of another
    kind or with marks that nobody can read; then nothing is taken.
    """
    from nightschool.documents import lesson_sheet

    marks = lesson_sheet.read(path)
    with workspace.database.write() as write:
        there = {one.id: one for one in found.of_ids(write.connection, {key[0] for key in marks})}
        home = known.schools_of(write.connection, {key[1] for key in marks})
        warnings = _clock_warnings(write, there)
        refused = tuple(
            Refused(*key, why) for key in marks if (why := _why_not(write, there, home, key))
        )
        good = _lines(write, marks, {(one.lesson, one.person) for one in refused})
        put = roll_lines.put(write, there, good, reason=path.name)
        touched = [there[lesson] for lesson in roll_lines.by_lesson(good)]
        warnings += _flags(write, touched, good)
        for one in touched:
            if finish and one.state is LessonState.PLANNED:
                warnings += roll_call.finish_in(write, one).warnings
            elif not finish:
                roll_call.open_in(write, one)
        after = found.of_ids(write.connection, there)
    ordered = sorted(after, key=lambda one: one.begins)
    return Taken(len(marks), put, refused, tuple(ordered), tuple(dict.fromkeys(warnings)))
