"""Hours that came along: a line of another school's roll that counts for a person of this one."""

from dataclasses import dataclass
from datetime import date

from nightschool.domain.codes import CourseKind
from nightschool.domain.identity import RowId


@dataclass(frozen=True, slots=True)
class Credit:
    """The key is (lesson, person), so an hour is never counted twice."""

    lesson: RowId
    person: RowId
    school: str
    """Where it counts."""
    day: date
    kind: CourseKind
    half_hours: int
    attended: bool
    title: str
    held_by: str
    """The code of the school that held the lesson."""
