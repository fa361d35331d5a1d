"""A roll-call sheet that was printed: who stood in which row, and the code that finds it again."""

from dataclasses import dataclass
from datetime import date

from nightschool.domain import crockford
from nightschool.domain.identity import RowId

_KEY = 16
_DIGITS = 7
_MODULUS = 31


@dataclass(frozen=True, slots=True)
class RollSheet:
    """One printing of one lesson's roll; it stays as it was printed, whatever the roll becomes."""

    id: RowId
    school: str
    lesson: RowId
    printed_on: date
    people: bytes
    """The keys of the people, row by row, 16 bytes each."""

    @property
    def rows(self) -> tuple[RowId, ...]:
        """Who stood in row 1, 2, 3 …."""
        return tuple(
            RowId(self.people[start : start + _KEY]) for start in range(0, len(self.people), _KEY)
        )

    @property
    def code(self) -> str:
        return code_of(self.id)


def code_of(row: RowId) -> str:
    """`7HQ2-K9TD`: 35 random bits of the sheet's key, and a check character.

    Some 100 sheets of a school in three years share a code with a likelihood of 1 to 7 million.
    """
    digits = crockford.encode(int.from_bytes(row[-5:]), _DIGITS)
    return crockford.grouped(digits + _check(digits))


def read_code(typed: str) -> str | None:
    """The code that was meant by what was typed or scanned; None where it is mistyped."""
    plain = crockford.normalise(typed)
    known = len(plain) == _DIGITS + 1 and set(plain) <= set(crockford.ALPHABET)
    if not known or _check(plain[:-1]) != plain[-1]:
        return None
    return crockford.grouped(plain)


def _check(digits: str) -> str:
    """Tells one wrong character and two changed about, but for 0 taken for Z."""
    total = sum(at * crockford.ALPHABET.index(each) for at, each in enumerate(digits, 1))
    return crockford.ALPHABET[total % _MODULUS]
