"""Assessments: someone was tested in a practical skill, and passed or did not."""

from dataclasses import dataclass
from datetime import date

from nightschool.domain.identity import RowId


@dataclass(frozen=True, slots=True)
class Assessment:
    """One person, one skill, one day."""

    id: RowId
    school: str
    person: RowId
    course: RowId | None
    """The course that taught the skill; None where it was learnt elsewhere."""
    skill: str
    day: date
    assessor: str
    passed: bool
    note: str = ""
