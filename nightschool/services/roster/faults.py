"""Faults of a roster's rows that show only beside what the workspace knows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

from nightschool.domain.roster.cells import Row
from nightschool.domain.roster.columns import Layout
from nightschool.domain.roster.faults import Fault, Problem
from nightschool.domain.roster.fields import Field
from nightschool.domain.roster.people import RosterRow
from nightschool.i18n import N_


@dataclass(frozen=True, slots=True)
class KnownElsewhere(Fault):
    """A row's person or household is at another school; `problem` says whether it is refused."""

    message: str = ""
    way_out: str = ""

    def reason_in(self, translate: Callable[[str], str]) -> str:
        return translate(self.message) % self.details

    def remedy_in(self, translate: Callable[[str], str]) -> str:
        return translate(self.way_out) % self.details


def registered_elsewhere(row: RosterRow, layout: Layout, place: str) -> Fault:
    """Refuses a row whose person is registered at the school in `place`."""
    return KnownElsewhere(
        row=row.row,
        person_no=row.person.person_no or "",
        column=layout.titles.get(Field.VILLAGE, ""),
        problem=Problem.OTHER_VILLAGE,
        details={"place": place},
        cells=row.cells,
        message=N_("This person is registered in %(place)s."),
        way_out=N_("Have the person transferred first, or correct the village or the number."),
    )


def household_elsewhere(row: RosterRow, layout: Layout) -> Fault:
    """Flags a row that was taken without its household."""
    return KnownElsewhere(
        row=row.row,
        person_no=row.person.person_no or "",
        column=layout.titles.get(Field.HOUSEHOLD_NO, ""),
        problem=Problem.NO_HOUSEHOLD,
        details={"number": row.household.number if row.household else ""},
        cells=row.cells,
        message=N_("The household %(number)s belongs to another village."),
        way_out=N_("The person was taken without it; correct the village or the number."),
    )


@dataclass(frozen=True, slots=True)
class RowFault:
    """All that is wrong with one row, in words."""

    row: int
    """As the spreadsheet numbers it, from 1."""
    person_no: str
    column: str
    """The titles as they stand in the file, several joined by 、."""
    reason: str
    """What is wrong and what to do."""
    cells: Row = field(default_factory=list, repr=False, compare=False)
    """The whole row as it was read, to be mended."""


def by_row(faults: Iterable[Fault]) -> tuple[RowFault, ...]:
    """One entry for each row, in the language in force."""
    ordered = sorted(faults, key=attrgetter("row"))
    return tuple(
        _told(number, list(group)) for number, group in groupby(ordered, attrgetter("row"))
    )


def _told(number: int, faults: list[Fault]) -> RowFault:
    return RowFault(
        number,
        faults[0].person_no,
        "、".join(dict.fromkeys(fault.column for fault in faults if fault.column)),
        " ".join(dict.fromkeys(f"{fault.reason} {fault.remedy}" for fault in faults)),
        faults[0].cells,
    )
