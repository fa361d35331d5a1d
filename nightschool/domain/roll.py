"""The roll call: marks and the hours that follow from them."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from nightschool.domain.codes import Mark
from nightschool.domain.identity import RowId
from nightschool.errors import UserError
from nightschool.i18n import _

ATTENDED = frozenset({Mark.PRESENT, Mark.LATE, Mark.LEFT_EARLY})
"""Marks of those who were there: the lesson's hours are theirs, unless corrected."""


SIGNS = {
    Mark.PRESENT: "到",
    Mark.LATE: "迟",
    Mark.LEFT_EARLY: "早",
    Mark.LEAVE: "假",
    Mark.ABSENT: "缺",
}
"""The one character that stands for a mark on paper and in sheets, in any language."""


class Roll(StrEnum):
    """Where a roll call takes its people from; a saved group is the fourth way."""

    DUE = "due"
    """Everybody whom the rotation counts on the lesson's day."""
    LAST = "last"
    """Those who came to the school's last lesson before this one."""
    ALL = "all"
    """Everybody who lives here, on the register or not."""


@dataclass(frozen=True, slots=True)
class RollGroup:
    """A group of people that a school saved under a name, to take rolls from."""

    id: RowId
    school: str
    name: str


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


def mark_of(text: str) -> Mark | None:
    """The mark that a sign (到 迟 早 假 缺) or the stored word stands for; None for neither."""
    word = unicodedata.normalize("NFKC", text).strip().casefold()
    for mark, sign in SIGNS.items():
        if word in (sign, mark.value):
            return mark
    return None


def check_line(line: Attendance, lesson_half_hours: int) -> None:
    """What a line must be before it is saved; raises `UserError`."""
    if line.mark is Mark.LEAVE and not line.remark.strip():
        raise UserError(
            _("Leave is given for a reason."), _("Write the reason as a remark, or mark absent.")
        )
    if line.half_hours is None:
        return
    if line.mark not in ATTENDED:
        raise UserError(
            _("Who was not there has no class hours."),
            _("Correct the mark or leave out the hours."),
        )
    if not 0 <= line.half_hours <= lesson_half_hours:
        raise UserError(
            _("The lesson gives %(hours)g class hours and nobody more.")
            % {"hours": lesson_half_hours / 2},
            _("Correct the hours of this person, or of the lesson."),
        )
