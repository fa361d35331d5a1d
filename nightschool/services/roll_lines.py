"""Lines of rolls, many at once, inside a transaction: what marking and sheets have in common."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from nightschool.domain.codes import LessonState, Mark
from nightschool.domain.identity import RowId
from nightschool.domain.lesson import Lesson, overlap
from nightschool.domain.roll import ATTENDED, Attendance
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.storage import rows
from nightschool.storage.database import Write
from nightschool.storage.queries import lessons as found
from nightschool.storage.queries import people as known
from nightschool.storage.queries import rolls
from nightschool.storage.tables import Attendance as Line


@dataclass(frozen=True, slots=True)
class Put:
    """How many lines were new, changed, and already so."""

    taken: int
    updated: int
    unchanged: int


def put(
    write: Write,
    lessons: Mapping[RowId, Lesson],
    lines: Iterable[Attendance],
    reason: str = "",
) -> Put:
    """Write lines of the rolls of these lessons: new ones, changed ones, struck ones again."""
    held = {_key(line): line for line in rolls.lines(write.connection, lessons)}
    struck = rolls.struck(write.connection, lessons)
    new: list[rows.Values] = []
    again: dict[rows.Key, rows.Values] = {}
    changed: dict[rows.Key, rows.Values] = {}
    same = 0
    for line in lines:
        key = _key(line)
        if key in struck:
            again[key] = _fields(line)
        elif key not in held:
            new.append({**rows.values_of(line), "scope": lessons[line.lesson].school})
        elif held[key] != line:
            changed[key] = _fields(line)
        else:
            same += 1
    rows.insert(write, Line, new)
    rows.restore(write, Line, again, reason)
    rows.edit(write, Line, changed, reason)
    return Put(len(new) + len(again), len(changed), same)


def remarked(line: Attendance, mark: Mark) -> Attendance:
    """The line with another mark; corrected hours stay only with those who were there."""
    return replace(line, mark=mark, half_hours=line.half_hours if mark in ATTENDED else None)


def attending(lines: Iterable[Attendance]) -> list[RowId]:
    """Who was there by these lines."""
    return [line.person for line in lines if line.mark in ATTENDED]


def elsewhere(write: Write, one: Lesson, people: Collection[RowId]) -> dict[RowId, Lesson]:
    """Who of these was in another of the school's lessons at the time of this one.

    The school's desk refuses two lessons at one time; two laptops of a school may still have made
    them, and a lesson's time may be mended later.
    """
    return {
        person: other
        for other in found.neighbours(write.connection, one)
        if other.id != one.id and other.state is not LessonState.CANCELLED and overlap(one, other)
        for person in rolls.attended(write.connection, other.id).intersection(people)
    }


def check_nowhere_else(write: Write, one: Lesson, lines: Sequence[Attendance]) -> None:
    """Raise `UserError` where somebody attended another lesson at the same time."""
    there = elsewhere(write, one, attending(lines))
    if there:
        person, other = next(iter(there.items()))
        name = known.of_ids(write.connection, [person])[0].name
        raise UserError(
            _("%(name)s is marked in another lesson at that time (%(day)s, %(start)s–%(end)s).")
            % {
                "name": name,
                "day": f"{other.day}",
                "start": f"{other.start:%H:%M}",
                "end": f"{other.end:%H:%M}",
            },
            _("Correct that roll, or the time of one of the lessons."),
        )


def oddities(write: Write, one: Lesson, lines: Sequence[Attendance]) -> tuple[str, ...]:
    """What is odd and not refused: the sheet is signed and its people have gone home."""
    flags: tuple[str, ...] = ()
    unsaid = sum(1 for line in lines if line.mark is Mark.LEAVE and not line.remark)
    if unsaid:
        flags += (
            _("%(day)s: %(count)d on leave without a reason.")
            % {"day": f"{one.day}", "count": unsaid},
        )
    there = elsewhere(write, one, attending(lines))
    for person in known.of_ids(write.connection, list(there)):
        flags += (
            _("%(day)s: %(name)s is marked in two lessons at one time.")
            % {"day": f"{one.day}", "name": person.name},
        )
    return flags


def by_lesson(lines: Iterable[Attendance]) -> dict[RowId, list[Attendance]]:
    """Lines gathered by their lesson."""
    ordered = sorted(lines, key=lambda line: line.lesson)
    return {lesson: list(each) for lesson, each in groupby(ordered, lambda line: line.lesson)}


def _key(line: Attendance) -> tuple[RowId, RowId]:
    return line.lesson, line.person


def _fields(line: Attendance) -> rows.Values:
    return {"mark": line.mark, "half_hours": line.half_hours, "remark": line.remark}
