"""To-dos: what a county asks a school to mend, each at one record."""

from dataclasses import dataclass
from enum import StrEnum


class TodoCode(StrEnum):
    """What is to be done; packages carry these words, so they never change."""

    CONFLICT = "conflict"
    """Two desks wrote the record without knowing of each other: compare and settle."""
    DOUBLE_CITIZEN_NO = "double_citizen_no"
    """Somebody else has the same citizen number."""
    NO_CITIZEN_NO = "no_citizen_no"
    """The citizen number is missing."""
    NO_ROLL_CALL = "no_roll_call"
    """A lesson was planned, its day is past, and its roll call is not finished."""


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to mend. `code` is a word of `TodoCode`, or of a newer program."""

    code: str
    table: str
    row: bytes
    """The record's key; where it has two parts, one after the other."""
    label: str = ""
    """Which record it is, for people."""
