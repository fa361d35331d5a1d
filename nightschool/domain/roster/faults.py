"""What can be wrong in a row of a roster, and the words that tell people.

A row with a refusing problem is left out, one with a flagging problem is taken without the value
in question, or with the better of two. Keys are stable; words are made when they are shown, so
that the error workbook speaks Chinese whatever the screen speaks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from nightschool.domain.citizen_number import MESSAGES as CITIZEN_MESSAGES
from nightschool.domain.citizen_number import Trouble
from nightschool.domain.roster.cells import Row
from nightschool.i18n import N_, _


class Problem(StrEnum):
    """What is wrong with a row, beside the troubles of its citizen number."""

    NO_NAME = "no_name"
    BAD_NAME = "bad_name"
    NO_IDENTITY = "no_identity"
    PERSON_NO = "person_no"
    HOUSEHOLD_NO = "household_no"
    NUMBER_SPOILT = "number_spoilt"
    LABOUR = "unknown_labour"
    DUPLICATE = "duplicate"
    OTHER_VILLAGE = "other_village"
    UNKNOWN_VILLAGE = "unknown_village"
    NO_CITIZEN_NO = "no_citizen_no"
    NO_HOUSEHOLD = "no_household"
    SEX = "sex_contradicts"
    BIRTH_DATE = "birth_date_contradicts"
    HEALTH = "health_contradicts"
    WORD = "unknown_word"
    NUMBER = "not_a_number"
    DATE = "not_a_date"


FLAGGED = frozenset(
    {
        Problem.NO_CITIZEN_NO,
        Problem.NO_HOUSEHOLD,
        Problem.SEX,
        Problem.BIRTH_DATE,
        Problem.HEALTH,
        Problem.WORD,
        Problem.NUMBER,
        Problem.DATE,
    }
)
"""Problems of rows that are taken all the same."""

_MESSAGES: Mapping[Problem, tuple[str, str]] = {
    Problem.NO_NAME: (N_("The name is missing."), N_("Enter the name.")),
    Problem.BAD_NAME: (N_("“%(word)s” is not a name."), N_("Enter the name as on the card.")),
    Problem.NO_IDENTITY: (
        N_("The row has neither a person number nor an ID number."),
        N_("Enter one of them, or add this person by hand."),
    ),
    Problem.PERSON_NO: (
        N_("The person number “%(word)s” does not have 18 digits."),
        N_("Copy it from the register."),
    ),
    Problem.HOUSEHOLD_NO: (
        N_("The household number “%(word)s” does not have 16 digits."),
        N_("Copy it from the register."),
    ),
    Problem.NUMBER_SPOILT: (
        N_("The spreadsheet has spoilt the number: it keeps 15 digits of a number."),
        N_("Format the column as text, then export it again or type the number anew."),
    ),
    Problem.LABOUR: (
        N_("The labour ability “%(word)s” is not in the register's list."),
        N_("Write one of: %(codes)s."),
    ),
    Problem.DUPLICATE: (
        N_("The same person already stands in row %(row)s."),
        N_("Keep one of the two rows; correct the number if they are two people."),
    ),
    Problem.OTHER_VILLAGE: (
        N_("“%(word)s” is not this school's village."),
        N_("Give the row to that village's school, or correct the village."),
    ),
    Problem.UNKNOWN_VILLAGE: (
        N_("“%(word)s” is not a village of this county."),
        N_("Write the village and township as in the list of schools."),
    ),
    Problem.NO_CITIZEN_NO: (
        N_("The ID number is missing."),
        N_("The person was taken and stands on the list to be completed."),
    ),
    Problem.NO_HOUSEHOLD: (
        N_("The household number is missing."),
        N_("The person was taken without a household; enter its number."),
    ),
    Problem.SEX: (
        N_("The sex “%(word)s” contradicts the 17th digit of the ID number."),
        N_("The ID number was believed; compare both with the card."),
    ),
    Problem.BIRTH_DATE: (
        N_("The birth date “%(word)s” contradicts the ID number."),
        N_("The ID number was believed; compare both with the card."),
    ),
    Problem.HEALTH: (
        N_("“%(word)s” says healthy and ill at once."),
        N_("The illness was believed; correct the cell if that is wrong."),
    ),
    Problem.WORD: (
        N_("“%(word)s” is not in the register's list."),
        N_("The row was taken without it. Write one of: %(codes)s."),
    ),
    Problem.NUMBER: (
        N_("“%(word)s” is not a number that can stand here."),
        N_("The row was taken without it; write the number in digits."),
    ),
    Problem.DATE: (
        N_("“%(word)s” is not a date."),
        N_("The row was taken without it; write it like 2014-01-05."),
    ),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One problem of one row."""

    row: int
    """As the spreadsheet numbers it, from 1."""
    person_no: str
    """As it stands in the row, or empty."""
    column: str
    """The title as it stands in the file; empty where the whole row is meant."""
    problem: Problem | Trouble
    details: Mapping[str, str] = field(default_factory=dict)
    cells: Row = field(default_factory=list, repr=False, compare=False)
    """The whole original row."""

    @property
    def refuses(self) -> bool:
        """Whether the row is left out; else it was taken and is to be looked at."""
        return self.problem not in FLAGGED

    @property
    def _message(self) -> tuple[str, str]:
        if isinstance(self.problem, Trouble):
            return CITIZEN_MESSAGES[self.problem]
        return _MESSAGES[self.problem]

    @property
    def reason(self) -> str:
        """What is wrong, in the language in force."""
        return self.reason_in(_)

    @property
    def remedy(self) -> str:
        """What to do about it, in the language in force."""
        return self.remedy_in(_)

    def reason_in(self, translate: Callable[[str], str]) -> str:
        """What is wrong, in the words of another catalogue."""
        return translate(self._message[0]) % self.details

    def remedy_in(self, translate: Callable[[str], str]) -> str:
        """What to do about it, in the words of another catalogue."""
        return translate(self._message[1]) % self.details
