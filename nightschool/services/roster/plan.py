"""What taking a roster would do: its rows beside what is known. Nothing is written here."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from nightschool.domain import citizen_number
from nightschool.domain.codes import Belonging, RegisterStatus
from nightschool.domain.identity import RowId
from nightschool.domain.person import Person
from nightschool.domain.roster.cells import plain
from nightschool.domain.roster.faults import Fault
from nightschool.domain.roster.fields import Field
from nightschool.domain.roster.reading import Reading
from nightschool.services.roster import faults as roster_faults
from nightschool.services.roster import households as roster_households
from nightschool.services.roster import status as roster_status
from nightschool.services.roster.dealing import Dealt
from nightschool.services.roster.households import Homes
from nightschool.services.roster.matching import Clash, Found, Match, match
from nightschool.services.roster.reading import ReadRoster
from nightschool.services.roster.status import Step, Way
from nightschool.services.roster.writes import Writes, said
from nightschool.storage import rows, tables
from nightschool.storage.queries.roster import Register

_AS_STATED = (
    "name",
    "person_no",
    "citizen_no",
    "disability_no",
    "sex",
    "birth_date",
    "relation",
    "ethnicity",
    "politics",
    "education",
    "schooling",
    "health",
    "labour",
    "work_region",
    "work_months",
    "insured",
    "hamlet",
    "phone",
)
"""Fields that a person has from a row as it states them; the others have rules of their own."""
_stated = attrgetter(*_AS_STATED)

_BLANK = rows.values_of(Person(RowId(b""), "", ""))
"""A person of whom nothing is known."""

COVERED = 10
"""A roster covers a school when it names at least one in so many of those registered there: one
row that strayed into another village does not make all of that village missing."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import will write, and what it makes of each row."""

    reading: Reading
    """The rows to be taken, and all faults."""
    schools: tuple[str, ...]
    """The schools of these rows."""
    writes: tuple[Writes, ...]
    """Parents before children."""
    households: int
    households_updated: int
    taken: int
    updated: int
    missing: tuple[Person, ...]
    """Registered at a school that the roster covers, and not in it."""

    @property
    def unchanged(self) -> int:
        """Rows that say nothing new of their person."""
        return len(self.reading.rows) - self.taken - self.updated

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not any(map(len, self.writes))


def make(read: ReadRoster, register: Register) -> Plan:
    """Compare a roster with the register."""
    matches = match(read.dealing.rows, register.numbered_people)
    clashes = [one for one in matches if isinstance(one, Clash)]
    kept = [one for one in matches if isinstance(one, Match)]
    dealt = [one.dealt for one in kept]
    homes = roster_households.settle(
        dealt, read.dealing.homes, register.numbered_households, register.households
    )
    people = _People(read, register, homes)
    for one in kept:
        people.take(one)
    layout, places = read.layout, read.places
    refused = [
        roster_faults.registered_elsewhere(one.dealt.row, layout, places[one.school])
        for one in clashes
    ]
    reading = Reading(
        tuple(one.row for one in dealt),
        _sorted([*read.reading.faults, *refused, *people.flagged]),
        read.reading.skipped,
    )
    return Plan(
        reading=reading,
        schools=tuple(sorted({one.school for one in dealt})),
        writes=(homes.writes, people.writes, people.steps),
        households=len({number for number in map(_household, dealt) if number}),
        households_updated=len(homes.writes.changed),
        taken=people.writes.made,
        updated=len(people.updated),
        missing=tuple(_missing(read, register, matches)),
    )


def _sorted(faults: list[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(faults, key=attrgetter("row")))


def _household(dealt: Dealt) -> str:
    return dealt.row.household.number if dealt.row.household else ""


class _People:
    """People and their ways on the register, as a roster has them."""

    def __init__(self, read: ReadRoster, register: Register, homes: Homes) -> None:
        self.writes = Writes(tables.Person)
        self.steps = Writes(tables.StatusChange)
        self.updated: set[RowId] = set()
        self.flagged: list[Fault] = []
        self._layout = read.layout
        self._homes = homes
        self._known = register.people
        self._ways: defaultdict[RowId, set[Step]] = defaultdict(set)
        self._deleted_steps = {step.id for step in register.steps if step.deleted}
        for step in register.steps:
            if not step.deleted:
                self._ways[step.person].add((step.status, step.since))

    def take(self, one: Match) -> None:
        """Gather what one row writes."""
        stated, known = one.dealt.row.person, self._known.get(one.person)
        before = known if one.found is Found.KNOWN else None
        way = self._way(one, before)
        values = said(self._values(one.dealt, before) | {"status": way.status})
        if stated.relation is not None:
            values["relation_text"] = stated.relation_text
        if before is None:
            keys = {"id": one.person, "scope": one.dealt.school, "note": stated.note}
            self.writes.put(one.found, _BLANK | values | keys, known)
        elif self.writes.change(one.person, values, before) or way.steps:
            self.updated.add(one.person)

    def _values(self, dealt: Dealt, before: Person | None) -> dict[str, Any]:
        values = dict(zip(_AS_STATED, _stated(dealt.row.person), strict=True))
        values["belonging"] = Belonging.REGISTERED
        values["household"] = self._homes.of(dealt)
        if dealt.row.household and values["household"] is None:
            self.flagged.append(roster_faults.household_elsewhere(dealt.row, self._layout))
        if before and before.citizen_no and not values["citizen_no"]:
            del values["sex"], values["birth_date"]  # they follow from the number that we know
        return values

    def _way(self, one: Match, before: Person | None) -> Way:
        stated = one.dealt.row.person
        days = {
            RegisterStatus.NOT_LIFTED: self._homes.identified_on(one.dealt),
            RegisterStatus.LIFTED: stated.lifted_on,
            RegisterStatus.RETURNED: stated.returned_on,
        }
        way = roster_status.way(
            stated.status,
            {status: day for status, day in days.items() if day},
            before.status if before else None,
            self._ways[one.person],
            self._layout.stated_on,
        )
        for status, since in way.steps:
            key = roster_status.key(one.person, (status, since))
            found = Found.DELETED if key in self._deleted_steps else Found.NEW
            step = {"id": key, "person": one.person, "status": status, "since": since}
            self.steps.put(found, {**step, "scope": one.dealt.school})
        return way


def _missing(
    read: ReadRoster, register: Register, matches: Sequence[Match | Clash]
) -> Iterator[Person]:
    """Those whom no row names, not even a refused one, by 人编号."""
    named = {one.person for one in matches}
    numbers = set(_refused_numbers(read))
    registered = {
        one.id: one.id in named or not numbers.isdisjoint((one.person_no, one.citizen_no))
        for one in register.numbered_people
        if one.belonging is Belonging.REGISTERED and not one.left_on and not one.deleted
    }
    people = [one for one in register.people.values() if one.id in registered]
    total = Counter(one.school for one in people)
    there = Counter(one.school for one in people if registered[one.id])
    for one in sorted(people, key=lambda one: (one.school, one.person_no or "~", one.id)):
        few = there[one.school] * COVERED < total[one.school] and len(total) > 1
        if there[one.school] and not few and not registered[one.id]:
            yield one


def _refused_numbers(read: ReadRoster) -> Iterator[str]:
    """Numbers in refused rows, as far as they can be read: who is refused is not missing."""
    at = read.layout.at.get(Field.CITIZEN_NO)
    for fault in read.reading.refused:
        yield fault.person_no
        if at is not None and at < len(fault.cells):
            yield citizen_number.normalised(plain(fault.cells[at]))[:18]
