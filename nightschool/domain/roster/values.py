"""From one cell to one value: a reader for each kind of column.

A reader returns the value, or raises `Odd` with the problem; what the row may keep of an odd cell
travels in `Odd.kept`. Readers never look at other cells, so that one cell's text is read once.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TypeVar

from nightschool.domain import citizen_number
from nightschool.domain.citizen_number import CitizenNumber, CitizenNumberError, Trouble
from nightschool.domain.codes import Education, Health, Labour, Relation
from nightschool.domain.roster import terms
from nightschool.domain.roster.cells import Cell, plain, squeezed, wording
from nightschool.domain.roster.faults import Problem
from nightschool.domain.roster.terms import Code, Lexicon

Value = TypeVar("Value")

_HAN_OR_YI = re.compile(r"[\u3007\u3400-\u9fff\ua000-\ua4cf\U00020000-\U0003ffff]")
_INTERPUNCTS = re.compile(r"\s*[·•・‧∙⋅●．]\s*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_LETTER = re.compile(r"[^\W\d_]")
_LONGEST_NAME = 50
_EXPONENT = re.compile(r"\d(\.\d+)?E\+?\d\d", re.IGNORECASE)
_NUMBER = re.compile(r"(-?\d+(?:\.\d+)?)(?:元|人|个?月|口|年)?")
_DATE = re.compile(r"((?:19|20)\d\d)(?:\D{1,2}(\d\d?)(?:\D{1,2}(\d\d?))?)?\D{0,2}(?:\s.*)?")
_PACKED_DATE = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)?")
_EPOCH = date(1899, 12, 30)
"""Day 0 of a spreadsheet's day numbers."""
_DAY_NUMBERS = range(10_000, 60_000)
_JOINED = re.compile(r"[,，、;；/|+和及\s]+")


class Odd(Exception):
    """A cell that could not be read as it should."""

    def __init__(
        self,
        problem: Problem | Trouble,
        cell: Cell = None,
        kept: object = None,
        codes: str = "",
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.kept = kept
        self.details = {"word": plain(cell)[:40], "codes": codes}


def text(cell: Cell) -> str:
    """Words as they stand; what only says that there is nothing to say is empty."""
    words = plain(cell)
    return "" if words.upper() in terms.NOTHING or not _has_content(words) else words


def _has_content(words: str) -> bool:
    return any(character.isalnum() for character in words)


def name(cell: Cell) -> str:
    """A name without the blanks that sheets put into it; interpuncts all become `·`."""
    words = _INTERPUNCTS.sub("·", plain(cell))
    joint = "" if _HAN_OR_YI.search(words) else " "
    words = joint.join(words.split()).strip("·'")
    if not words:
        raise Odd(Problem.NO_NAME, cell)
    if len(words) > _LONGEST_NAME or _CONTROL.search(words) or not _LETTER.search(words):
        raise Odd(Problem.BAD_NAME, cell)
    return words


def _official_number(cell: Cell, digits: int, problem: Problem) -> str | None:
    number = citizen_number.normalised(plain(cell)).removesuffix(".0")
    if not number or number in terms.NOTHING:
        return None
    # A spreadsheet keeps 15 digits: where the 16th of a number is not 0, it was never cut.
    if _EXPONENT.fullmatch(number) or (isinstance(cell, float) and number.endswith("0")):
        raise Odd(Problem.NUMBER_SPOILT, cell)
    if len(number) != digits or not (number.isascii() and number.isdigit()):
        raise Odd(problem, cell)
    return number


def household_no(cell: Cell) -> str | None:
    """户编号: 16 digits."""
    return _official_number(cell, 16, Problem.HOUSEHOLD_NO)


def person_no(cell: Cell) -> str | None:
    """人编号: 18 digits, the household's and two of the person, which are never 00."""
    number = _official_number(cell, 18, Problem.PERSON_NO)
    if number is not None and number.endswith("000"):
        raise Odd(Problem.NUMBER_SPOILT, cell)
    return number


def citizen(latest: date | None) -> Callable[[Cell], CitizenNumber | None]:
    """A reader of citizen numbers of people born on `latest` or before."""

    def read(cell: Cell) -> CitizenNumber | None:
        words = plain(cell)
        if not citizen_number.normalised(words) or words.upper() in terms.NOTHING:
            raise Odd(Problem.NO_CITIZEN_NO)
        try:
            return citizen_number.check(words, latest)
        except CitizenNumberError as error:
            raise Odd(error.trouble, cell) from None

    return read


def disability_no(cell: Cell) -> str | None:
    """A disability certificate of its own column; what is none is flagged."""
    if not text(cell):
        return None
    try:
        return citizen_number.check(plain(cell)).disability_no
    except CitizenNumberError as error:
        problem = Problem.NUMBER_SPOILT if error.trouble is Trouble.SPOILT else Problem.NUMBER
        raise Odd(problem, cell) from None


def code(lexicon: Lexicon[Code]) -> Callable[[Cell], Code | None]:
    """A reader of one list's words; an unknown word is flagged and left out."""

    def read(cell: Cell) -> Code | None:
        found = lexicon.find(cell)
        if found is None and text(cell):
            raise Odd(Problem.WORD, cell, codes=lexicon.listed)
        return found

    return read


_LABOUR = Lexicon(terms.LABOUR)
_HEALTH = Lexicon(terms.HEALTH)
_RELATION = Lexicon(terms.RELATION)
_EDUCATION = Lexicon(terms.EDUCATION)


def labour(cell: Cell) -> Labour | None:
    """Labour ability; unlike in other lists an unknown word refuses the row."""
    found = _LABOUR.find(cell)
    if found is None and text(cell):
        raise Odd(Problem.LABOUR, cell, codes=_LABOUR.listed)
    return found


def education(cell: Cell) -> Education | None:
    """文化程度; of children before school it says nothing."""
    if wording(cell) in terms.BEFORE_SCHOOL:
        return None
    return code(_EDUCATION)(cell)


def relation(cell: Cell) -> tuple[Relation | None, str]:
    """The relation, and the register's own word where the list has none for it."""
    found, words = _RELATION.find(cell), text(cell)
    if found is None and words:
        return Relation.OTHER, words
    return found, ""


def health(cell: Cell) -> frozenset[Health]:
    """One or several joined by a mark; who is ill is not healthy."""
    words = [word for word in _JOINED.split(plain(cell)) if text(word)]
    found = {word: _HEALTH.find(word) for word in words}
    states = frozenset(state for state in found.values() if state is not None)
    ill = states - {Health.HEALTHY}
    if ill and ill != states:
        raise Odd(Problem.HEALTH, cell, ill)
    unknown = [word for word, state in found.items() if state is None]
    if unknown:
        raise Odd(Problem.WORD, "、".join(unknown), states, _HEALTH.listed)
    return states


def schooling(cell: Cell) -> str:
    """在校生状况 in the register's words; all ways of saying "no pupil" become one."""
    words = text(cell)
    return "非在校生" if wording(cell) in terms.NOT_AT_SCHOOL else words


def ethnicity(cell: Cell) -> str:
    """民族 with its 族: `彝` is `彝族`."""
    words = text(squeezed(cell))
    return f"{words}族" if 0 < len(words) <= 3 and words[-1] not in "族人他它别" else words


def yes_or_no(cell: Cell) -> bool | None:
    """是 or 否, in the ways that sheets say it."""
    word = (wording(cell) or plain(cell)).upper()
    if word in terms.YES:
        return True
    if word in terms.NO:
        return False
    if text(cell):
        raise Odd(Problem.WORD, cell, codes="是、否")
    return None


def whole_number(highest: int) -> Callable[[Cell], int | None]:
    """A reader of counts and sums from 0 to `highest`: `2,382`, `2382.00元`."""

    def read(cell: Cell) -> int | None:
        words = squeezed(cell).replace(",", "")
        if not text(words):
            return None
        match = _NUMBER.fullmatch(words)
        number = int(float(match[1]) + 0.5) if match else -1
        if not 0 <= number <= highest:
            raise Odd(Problem.NUMBER, cell)
        return number

    return read


def day(cell: Cell) -> date | None:
    """A day; a month or year alone is its first day. Takes a spreadsheet's day numbers too."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    words = plain(cell)
    if not text(words):
        return None
    match = _DATE.fullmatch(words) or _PACKED_DATE.fullmatch(words)
    try:
        if match:
            return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
        if int(words) in _DAY_NUMBERS:
            return _EPOCH + timedelta(days=int(words))
    except ValueError:
        pass
    raise Odd(Problem.DATE, cell)


def phone(cell: Cell) -> str:
    """A phone number as digits, or the words that stand in its place (people note names there)."""
    words = text(cell).strip("'")
    if _EXPONENT.fullmatch(words):
        raise Odd(Problem.NUMBER, cell, "")
    return re.sub(r"(?<=[\d+])[\s\-()]+(?=\d)", "", words)[:40]
