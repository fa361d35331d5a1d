"""The roll call: each mark is saved at once, and only a finished roll counts."""

from collections.abc import Sequence
from dataclasses import replace

from nightschool.domain import identity
from nightschool.domain.codes import Belonging, LessonState, Mark
from nightschool.domain.identity import RowId
from nightschool.domain.lesson import Lesson
from nightschool.domain.person import Person
from nightschool.domain.roll import ATTENDED, Attendance, Roll, check_line
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import lessons, roll_lines
from nightschool.services.lessons import Saved
from nightschool.services.roll_lines import Put
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from nightschool.storage.database import Write
from nightschool.storage.queries import lessons as found
from nightschool.storage.queries import people as known
from nightschool.storage.queries import rolls
from nightschool.storage.queries.rolls import RollCall
from nightschool.storage.tables import Attendance as Line


def show(workspace: Workspace, lesson: RowId) -> RollCall:
    """The roll of a lesson, empty where none was begun."""
    with workspace.database.read() as connection:
        return rolls.roll_call(connection, found.lesson(connection, lesson))


def start(
    workspace: Workspace,
    lesson: RowId,
    roll: Roll | RowId = Roll.DUE,
    mark: Mark = Mark.ABSENT,
) -> RollCall:
    """Open the roll call with these people, or with those of the saved group of this key.

    All begin with `mark`, present or absent. Where the roll was begun before, who is on it keeps
    their mark and only who is missing is added. Raises `UserError` for a roll without people.
    """
    with workspace.database.write() as write:
        one = _open(write, lesson)
        people = rolls.on_roll(write.connection, one, roll)
        named = {line.person for line in rolls.lines(write.connection, [lesson])}
        new = [Attendance(lesson, person, mark) for person in people if person not in named]
        if not new and not named:
            raise UserError(
                _("There is nobody on this roll."),
                _("Take another roll (due, last, all, a group), or add people one by one."),
            )
        _put(write, one, new)
        return rolls.roll_call(write.connection, one)


def mark(
    workspace: Workspace,
    lesson: RowId,
    person: RowId,
    mark: Mark,
    half_hours: int | None = None,
    remark: str = "",
    reason: str = "",
) -> Attendance:
    """Mark one person of the school; who is not on the roll yet is added: a walk-in.

    `half_hours` corrects the class hours for this person. A finished roll needs a `reason`. Raises
    `UserError`, also where the person was in another lesson at that time.
    """
    line = Attendance(lesson, person, mark, half_hours, remark.strip())
    mark_many(workspace, lesson, [line], reason)
    return line


def mark_many(
    workspace: Workspace, lesson: RowId, lines: Sequence[Attendance], reason: str = ""
) -> Put:
    """`mark` for several people of one lesson: all are marked, or nobody is."""
    with workspace.database.write() as write:
        one = _open(write, lesson, reason)
        _check_of_school(write, one, [line.person for line in lines])
        return _put(write, one, lines, reason)


def mark_all(workspace: Workspace, lesson: RowId, mark: Mark, reason: str = "") -> int:
    """Mark everybody on the roll; remarks stay. Returns how many lines changed."""
    with workspace.database.write() as write:
        one = _open(write, lesson, reason)
        lines = rolls.lines(write.connection, [lesson])
        return _put(write, one, [roll_lines.remarked(line, mark) for line in lines], reason).updated


def add_guest(
    workspace: Workspace, lesson: RowId, name: str, home: str, mark: Mark = Mark.PRESENT
) -> Person:
    """Add a walk-in from another village by name and home; the same guest is known next time."""
    with workspace.database.write() as write:
        one = _open(write, lesson)
        guest = guest_in(write, one.school, name, home)
        _put(write, one, [Attendance(lesson, guest.id, mark)])
    return guest


def remove(workspace: Workspace, lesson: RowId, person: RowId, reason: str = "") -> None:
    """Take a person off the roll, where one was added by mistake."""
    with workspace.database.write() as write:
        _open(write, lesson, reason)
        rows.delete(write, Line, [(lesson, person)], reason)


def finish(workspace: Workspace, lesson: RowId) -> Saved:
    """Close the roll call: from now on the lesson was held and its roll counts.

    Raises `UserError` for an empty roll and for a lesson to come; warns where the clock is wrong.
    """
    with workspace.database.write() as write:
        return finish_in(write, found.lesson(write.connection, lesson))


def reopen(workspace: Workspace, lesson: RowId, reason: str) -> Lesson:
    """Open a finished roll call again: until it is finished anew the lesson does not count."""
    if not reason.strip():
        raise UserError(_("A finished roll call is opened again for a reason."), _("Say why."))
    with workspace.database.write() as write:
        one = found.lesson(write.connection, lesson)
        if one.state is not LessonState.HELD:
            raise UserError(_("This roll call is not finished."), _("Go on with it as it is."))
        after = replace(one, state=LessonState.PLANNED, roll_open=True)
        rows.edit(write, tables.Lesson, {(lesson,): _state(after)}, reason.strip())
    return after


def finish_in(write: Write, one: Lesson) -> Saved:
    """`finish` inside a transaction that has more to do."""
    if one.state is LessonState.CANCELLED:
        raise lessons.cancelled(one)
    counts = rolls.counts(write.connection, one.id)
    if not counts:
        raise UserError(
            _("There is nobody on this roll."), _("Take a roll and mark it before it is finished.")
        )
    if one.state is LessonState.HELD:
        return Saved(one)
    warnings = lessons.may_be_held(write, one)
    if ATTENDED.isdisjoint(counts):
        warnings += (_("By its roll nobody came to this lesson."),)
    after = replace(one, state=LessonState.HELD, roll_open=False)
    rows.edit(write, tables.Lesson, {(one.id,): _state(after)})
    return Saved(after, warnings)


def open_in(write: Write, one: Lesson) -> Saved:
    """Open the roll call of a planned lesson inside a transaction that has more to do."""
    after = replace(one, roll_open=True)
    rows.edit(write, tables.Lesson, {(one.id,): _state(after)})
    return Saved(after)


def _put(write: Write, one: Lesson, lines: Sequence[Attendance], reason: str = "") -> Put:
    for line in lines:
        check_line(line, one.half_hours)
    roll_lines.check_nowhere_else(write, one, lines)
    return roll_lines.put(write, {one.id: one}, lines, reason)


def _check_of_school(write: Write, one: Lesson, people: Sequence[RowId]) -> None:
    home = known.schools_of(write.connection, people)
    if any(home.get(person) != one.school for person in people):
        raise UserError(
            _("That person is not one of this school."),
            _("Add who comes from another village as a guest."),
        )


def guest_in(write: Write, school: str, name: str, home: str) -> Person:
    """The guest of this name and home, known or new, inside a transaction. Raises `UserError`."""
    name, home = " ".join(name.split()), " ".join(home.split())
    if not name or not home:
        raise UserError(
            _("A guest needs a name and a home village."),
            _("Enter both; who cannot be named is counted among the lesson's guests."),
        )
    for one in known.guests(write.connection, school, name):
        if one.home == home:
            return one
    guest = Person(identity.new(), school, name, belonging=Belonging.GUEST, home=home)
    rows.insert(write, tables.Person, [rows.values_of(guest)])
    return guest


def _open(write: Write, lesson: RowId, reason: str = "") -> Lesson:
    """The lesson, its roll call open or, with a reason, finished. Raises `UserError`."""
    one = found.lesson(write.connection, lesson)
    if one.state is LessonState.CANCELLED:
        raise lessons.cancelled(one)
    if one.state is LessonState.HELD:
        if not reason.strip():
            raise UserError(
                _("This roll call is finished."), _("Open it again, or correct it with a reason.")
            )
        return one
    return open_in(write, one).lesson


def _state(one: Lesson) -> rows.Values:
    return {"state": one.state, "roll_open": one.roll_open}
