"""To-dos: what a county asks a school to mend, each at one record."""

from dataclasses import dataclass
from enum import StrEnum

from nightschool.i18n import N_, _


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
    FINDING = "finding"
    """The county asks about what the checks found; made from the request, never sent as such."""


_WORDS = {
    TodoCode.CONFLICT: N_("two desks wrote this without knowing of each other: compare and settle"),
    TodoCode.DOUBLE_CITIZEN_NO: N_("somebody else has the same ID number"),
    TodoCode.NO_CITIZEN_NO: N_("the ID number is missing"),
    TodoCode.NO_ROLL_CALL: N_("the roll call of this lesson is not finished"),
    TodoCode.FINDING: N_("the county asks what is behind it"),
}


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to mend. `code` is a word of `TodoCode`, or of a newer program."""

    code: str
    table: str
    row: bytes
    """The record's key; where it has two parts, one after the other."""
    label: str = ""
    """Which record it is, for people."""

    def in_words(self) -> str:
        """What is to be done; a word of a newer program as it is."""
        known = {str(code): text for code, text in _WORDS.items()}
        return _(known[self.code]) if self.code in known else self.code
