"""Who is who: the rows of a roster and the people that the workspace knows.

By 人编号 first, then by citizen number. Someone who is registered at another school is not taken
here: a row's school never changes, and a transfer is a decision of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from nightschool.domain import identity
from nightschool.domain.codes import Belonging
from nightschool.domain.identity import RowId
from nightschool.services.roster.dealing import Dealt
from nightschool.storage.queries.roster import NumberedPerson

PERSON, CITIZEN, HOUSEHOLD = "person", "citizen", "household"
"""Kinds of official numbers, from which keys are made (`domain/identity.py`)."""


class Found(Enum):
    """How a row's thing stands in the workspace."""

    KNOWN = auto()
    NEW = auto()
    DELETED = auto()
    """It was there, and is to come back."""


@dataclass(frozen=True, slots=True)
class Match:
    """A row and its person."""

    dealt: Dealt
    person: RowId
    found: Found


@dataclass(frozen=True, slots=True)
class Clash:
    """A row whose person is registered at another school, and is not taken."""

    dealt: Dealt
    person: RowId
    school: str


class Row(Protocol):
    """What is asked of a known row of any kind."""

    @property
    def school(self) -> str: ...
    @property
    def deleted(self) -> bool: ...


def free_key(
    kind: str, number: str, school: str, known: Mapping[RowId, Row]
) -> tuple[RowId, Found]:
    """The key of a thing that is not here: that of its number, as every workspace makes it.

    Where another row has that key for good, as when someone's number was corrected, a new one.
    """
    key = identity.of_school(kind, school, number)
    row = known.get(key)
    if row is None:
        return key, Found.NEW
    return (key, Found.DELETED) if row.deleted else (identity.new(), Found.NEW)


def match(rows: Sequence[Dealt], people: Iterable[NumberedPerson]) -> list[Match | Clash]:
    """A match or a clash for each row, in the order of the rows.

    All 人编号 go before the first citizen number: so a file that puts right which of two people
    has which citizen number does so.
    """
    register = _Register(people)
    found: dict[int, Match | Clash] = {}
    taken: set[RowId] = set()
    for find in (register.by_person_no, register.by_citizen_no, register.as_new):
        for dealt in rows:
            one = None if dealt.row.row in found else find(dealt, taken)
            if one is not None:
                found[dealt.row.row] = one
                taken.add(one.person)
    return [found[dealt.row.row] for dealt in rows]


class _Register:
    """The known people, by what a row may know them by."""

    def __init__(self, people: Iterable[NumberedPerson]) -> None:
        self._by_id = {one.id: one for one in people}
        self._here: dict[tuple[str, str, str], NumberedPerson] = {}
        self._registered: dict[tuple[str, str], NumberedPerson] = {}
        alive = [one for one in self._by_id.values() if not one.deleted]
        for one in sorted(alive, key=_is_guest):
            for kind, number in ((PERSON, one.person_no), (CITIZEN, one.citizen_no)):
                if number:
                    self._here.setdefault((one.school, kind, number), one)
                    if one.belonging is Belonging.REGISTERED and one.left_on is None:
                        self._registered.setdefault((kind, number), one)

    def by_person_no(self, dealt: Dealt, taken: set[RowId]) -> Match | Clash | None:
        number = dealt.row.person.person_no
        if number is None:
            return None
        here = self._here.get((dealt.school, PERSON, number))
        if here is not None:
            return Match(dealt, here.id, Found.KNOWN)
        there = self._registered.get((PERSON, number))
        return Clash(dealt, there.id, there.school) if there else None

    def by_citizen_no(self, dealt: Dealt, taken: set[RowId]) -> Match | Clash | None:
        number = dealt.row.person.citizen_no
        if number is None:
            return None
        here = self._here.get((dealt.school, CITIZEN, number))
        if here is not None and here.id in taken:
            here = None
        there = self._registered.get((CITIZEN, number))
        is_ours = here is not None and here.belonging is Belonging.REGISTERED
        if there and there.school != dealt.school and there.id not in taken and not is_ours:
            return Clash(dealt, there.id, there.school)
        return Match(dealt, here.id, Found.KNOWN) if here else None

    def as_new(self, dealt: Dealt, taken: set[RowId]) -> Match:
        """Someone whom we do not know; a row has one of the two numbers at least."""
        one = dealt.row.person
        kind, number = (PERSON, one.person_no) if one.person_no else (CITIZEN, one.citizen_no)
        key, found = free_key(kind, number or "", dealt.school, self._by_id)
        return Match(dealt, key, found)


def _is_guest(one: NumberedPerson) -> tuple[bool, bool]:
    """Those of the register before others, those who are here before those who left."""
    return one.belonging is not Belonging.REGISTERED, one.left_on is not None
