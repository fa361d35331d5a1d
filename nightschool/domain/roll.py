"""The roll call: marks and the hours that follow from them."""

from dataclasses import dataclass

from nightschool.domain.codes import Mark
from nightschool.domain.identity import RowId

ATTENDED = frozenset({Mark.PRESENT, Mark.LATE, Mark.LEFT_EARLY})
"""Marks of those who were there: the lesson's hours are theirs, unless corrected."""


@dataclass(frozen=True, slots=True)
class Attendance:
    """One person's line of a roll; the key is (lesson, person)."""

    lesson: RowId
    person: RowId
    mark: Mark
    half_hours: int | None = None
    """A correction for this person; None where the lesson's hours follow from the mark."""
    remark: str = ""


def credited(mark: Mark, corrected: int | None, lesson_half_hours: int) -> int:
    """Half class hours that a line of a finished roll gives."""
    if mark not in ATTENDED:
        return 0
    return lesson_half_hours if corrected is None else corrected
