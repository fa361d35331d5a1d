"""Whose row is whose: a roster's rows dealt to schools by the names of their villages.

Names are believed before numbers: a 户编号 keeps the code of the village where the household was
first registered, whatever became of village and household since. The number decides where the
names are silent or fit several schools.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from nightschool.domain.codes import Relation
from nightschool.domain.roster.cells import wording
from nightschool.domain.roster.columns import Layout
from nightschool.domain.roster.faults import Fault, Problem
from nightschool.domain.roster.fields import Field
from nightschool.domain.roster.people import RosterRow
from nightschool.domain.roster.villages import township_key, village_key
from nightschool.domain.school import School

_COUNTY_KIND = re.compile(r"(?:彝族|藏族)?(?:自治)?[县市]$")
_VILLAGE_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Dealt:
    """A row and the code of the school that it belongs to."""

    row: RosterRow
    school: str


@dataclass(frozen=True, slots=True)
class Dealing:
    """A roster's rows as they fall to the schools of a desk."""

    rows: tuple[Dealt, ...]
    homes: dict[str, str | None]
    """户编号 to the school of the household; None where that is no school of the desk."""
    refused: tuple[Fault, ...]


def deal(
    rows: Sequence[RosterRow], layout: Layout, schools: Sequence[School], own: Sequence[str]
) -> Dealing:
    """Deal rows to the schools of a desk; `schools` are all that it knows, `own` its codes.

    A desk of one school takes a row that names no village and has a strange number for its own.
    """
    school_of, mine = _finder(schools, own[0] if len(own) == 1 else None), frozenset(own)
    found = [(row, school_of(row)) for row in rows]
    everywhere = mine.issuperset(school.code for school in schools)
    problem = Problem.UNKNOWN_VILLAGE if everywhere else Problem.OTHER_VILLAGE
    return Dealing(
        tuple(Dealt(row, code) for row, code in found if code in mine),
        {number: code if code in mine else None for number, code in _homes(found).items()},
        tuple(_stranger(row, layout, problem) for row, code in found if code not in mine),
    )


def _homes(found: Iterable[tuple[RosterRow, str | None]]) -> dict[str, str | None]:
    """A household is where most of its rows are, of equals where its head is."""
    votes: defaultdict[str, Counter[str | None]] = defaultdict(Counter)
    for row, code in found:
        if row.household is not None:
            votes[row.household.number][code] += 3 if row.person.relation is Relation.HEAD else 2
    return {number: each.most_common(1)[0][0] for number, each in votes.items()}


def _stranger(row: RosterRow, layout: Layout, problem: Problem) -> Fault:
    return Fault(
        row=row.row,
        person_no=row.person.person_no or "",
        column=layout.titles.get(Field.VILLAGE, ""),
        problem=problem,
        details={"word": f"{row.township}{row.village}" or _number(row)},
        cells=row.cells,
    )


def _finder(schools: Sequence[School], only: str | None) -> Callable[[RosterRow], str | None]:
    """A function that finds the school of a row; what is asked again is remembered."""
    names = _Names(schools, only)
    find = cache(names.find)

    def school_of(row: RosterRow) -> str | None:
        return find(row.county, row.township, row.village, _number(row)[:_VILLAGE_DIGITS])

    return school_of


def _number(row: RosterRow) -> str:
    """An official number that begins with a village's code, or empty."""
    return row.household.number if row.household else row.person.person_no or ""


class _Names:
    """The schools by the keys of their names."""

    def __init__(self, schools: Sequence[School], only: str | None) -> None:
        self._only = only
        self._by_code = {school.code: school for school in schools}
        self._townships = {township_key(school.township) for school in schools}
        self._by_village: defaultdict[str, set[str]] = defaultdict(set)
        for school in schools:
            for spelling in (school.village, school.township + school.village, school.place):
                self._by_village[village_key(spelling)].add(school.code)

    def find(self, county: str, township: str, village: str, number: str) -> str | None:
        """The code of the school that the names mean; `number` is the code in the 户编号."""
        if not village:
            silent = number if number in self._by_code else self._only
            return silent if silent and self._is_in(silent, county, township) else None
        named = {
            code
            for code in self._by_village.get(village_key(village), ())
            if self._is_in(code, county)
        }
        here = {code for code in named if self._is_in(code, "", township)}
        if not here and township_key(township) not in self._townships:
            here = named
        if len(here) == 1:
            return next(iter(here))
        return number if number in (here or named) else None

    def _is_in(self, code: str, county: str, township: str = "") -> bool:
        """Whether a school lies in the county and township of these names; empty ones fit all."""
        school = self._by_code[code]
        bare = _COUNTY_KIND.sub("", school.county)
        return (not county or bare in wording(county)) and (
            not township or township_key(township) == township_key(school.township)
        )
