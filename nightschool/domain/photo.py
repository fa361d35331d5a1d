"""Photos of a class: the record; the bytes lie apart, under their hash."""

from dataclasses import dataclass
from datetime import date

from nightschool.domain.identity import RowId

MOST_BYTES = 200_000
"""No photo is kept larger."""

MOST_OF_A_LESSON = 20


@dataclass(frozen=True, slots=True)
class Photo:
    """One picture of one lesson."""

    id: RowId
    school: str
    lesson: RowId
    sha256: bytes
    """Of the JPEG that is kept."""
    size: int
    """Bytes."""
    width: int
    height: int
    taken_on: date | None = None
    """By the camera's clock, where it wrote one."""
    note: str = ""
