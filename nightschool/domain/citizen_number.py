"""The citizen number (公民身份号码) of GB 11643-1999, and what goes wrong with it in sheets.

Eighteen characters: six digits of the place of first registration (not checked: places were
renumbered for forty years), the birth date, three digits of which the last tells the sex (odd is
male), and a check character by ISO 7064, MOD 11-2.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import mul

from nightschool.domain.codes import Sex
from nightschool.errors import UserError
from nightschool.i18n import N_, _

EARLIEST_BIRTH = date(1880, 1, 1)

_WEIGHTS = tuple(2**power % 11 for power in range(17, 0, -1))
_CHECK_CHARACTERS = "10X98765432"
_SHAPE = re.compile(r"[0-9]{17}[0-9X]")
_DISABILITY = re.compile(r"([0-9]{17}[0-9X])[1-7][1-4](?:B[0-9]{1,2})?")
"""Certificate of the disabled (残疾人证): citizen number, class, level, B and count if reissued."""
_FIRST_GENERATION = re.compile(r"[0-9]{15}")
_EXPONENT = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]{2}")
_NO_PART = re.compile(r"[\s'`’‘\"=\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\u2010-\u2015\-]+")


class Trouble(StrEnum):
    """What is wrong with a citizen number; the value is a stable key."""

    SPOILT = "citizen_no_spoilt"
    FIRST_GENERATION = "citizen_no_first_generation"
    LENGTH = "citizen_no_length"
    CHARACTERS = "citizen_no_characters"
    BIRTH_DATE = "citizen_no_birth_date"
    BIRTH_IN_FUTURE = "citizen_no_birth_in_future"
    CHECK_CHARACTER = "citizen_no_check_character"


MESSAGES: Mapping[Trouble, tuple[str, str]] = {
    Trouble.SPOILT: (
        N_("The spreadsheet has spoilt the ID number: it keeps 15 digits of a number."),
        N_("Format the column as text, then export it again or type the 18 characters anew."),
    ),
    Trouble.FIRST_GENERATION: (
        N_("This is a first-generation ID number of 15 digits."),
        N_("Ask for the present card and enter its 18 characters."),
    ),
    Trouble.LENGTH: (
        N_("The ID number has a wrong number of characters."),
        N_("Compare it with the card: it has 18 characters."),
    ),
    Trouble.CHARACTERS: (
        N_("The ID number holds characters that do not belong there."),
        N_("Compare it with the card: 17 digits, then a digit or X."),
    ),
    Trouble.BIRTH_DATE: (
        N_("The birth date in the ID number is not a real day."),
        N_("Compare the 7th to 14th digit with the card."),
    ),
    Trouble.BIRTH_IN_FUTURE: (
        N_("The birth date in the ID number lies in the future."),
        N_("Compare the 7th to 14th digit with the card."),
    ),
    Trouble.CHECK_CHARACTER: (
        N_("The ID number is mistyped: its last character does not fit the others."),
        N_("Compare each character with the card."),
    ),
}


class CitizenNumberError(UserError):
    """A text that is no citizen number; `trouble` says why, as a stable key."""

    def __init__(self, trouble: Trouble) -> None:
        message, remedy = MESSAGES[trouble]
        super().__init__(_(message), _(remedy))
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class CitizenNumber:
    """A number that has passed every check, and what it tells of its bearer."""

    number: str
    birth_date: date
    sex: Sex
    disability_no: str | None = None
    """The whole certificate number where one stood in the number's place."""


def normalised(text: str) -> str:
    """The characters that were meant: half-width, upper case, without blanks and stray marks."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return _NO_PART.sub("", text).upper()


def check_character(first_17: str) -> str:
    """The eighteenth character by ISO 7064, MOD 11-2."""
    return _CHECK_CHARACTERS[sum(map(mul, map(int, first_17), _WEIGHTS)) % 11]


def check(text: str, latest: date | None = None) -> CitizenNumber:
    """Read a citizen number, or a disability certificate's, which begins with one.

    `latest` is the last day on which someone may have been born; None asks nothing (a laptop's
    clock may be wrong). Raises `CitizenNumberError`.
    """
    number, certificate = normalised(text), None
    if len(number) > 18 and (match := _DISABILITY.fullmatch(number)):
        number, certificate = match[1], number
    if not _SHAPE.fullmatch(number):
        raise CitizenNumberError(_why_not_shaped(number))
    fits = check_character(number[:17]) == number[17]
    if not fits and number.endswith("000"):
        raise CitizenNumberError(Trouble.SPOILT)
    birth = _birth_date(number)
    if birth is None or birth < EARLIEST_BIRTH:
        raise CitizenNumberError(Trouble.BIRTH_DATE)
    if not fits:
        raise CitizenNumberError(Trouble.CHECK_CHARACTER)
    if latest is not None and birth > latest:
        raise CitizenNumberError(Trouble.BIRTH_IN_FUTURE)
    sex = Sex.MALE if int(number[16]) % 2 else Sex.FEMALE
    return CitizenNumber(number, birth, sex, certificate)


def masked(number: str) -> str:
    """The number for display: the first four and last four characters, the rest covered."""
    return number[:4] + "*" * (len(number) - 8) + number[-4:] if len(number) > 8 else "*" * 8


def _why_not_shaped(number: str) -> Trouble:
    if _EXPONENT.fullmatch(number):
        return Trouble.SPOILT
    if _FIRST_GENERATION.fullmatch(number):
        return Trouble.FIRST_GENERATION
    if len(number) == 18 or not re.fullmatch(r"[0-9XB]*", number):
        return Trouble.CHARACTERS
    return Trouble.LENGTH


def _birth_date(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
