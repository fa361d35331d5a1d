"""What a roster says of one person and their household, in the codes of the program."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date

from nightschool.domain.codes import (
    Education,
    Health,
    HouseholdKind,
    Labour,
    RegisterStatus,
    Relation,
    Sex,
    WorkRegion,
)
from nightschool.domain.roster.cells import Row


@dataclass(frozen=True, slots=True)
class RosterHousehold:
    """The household's part of a row; None and empty mean that the row does not say."""

    number: str
    kind: HouseholdKind | None = None
    stated_size: int | None = None
    cause: str = ""
    income: int | None = None
    unsafe_house: bool | None = None
    phone: str = ""
    identified_on: date | None = None


@dataclass(frozen=True, slots=True)
class RosterPerson:
    """The person's part of a row; a citizen number is believed before the row's sex and date."""

    name: str
    person_no: str | None = None
    citizen_no: str | None = None
    disability_no: str | None = None
    sex: Sex | None = None
    birth_date: date | None = None
    relation: Relation | None = None
    relation_text: str = ""
    ethnicity: str = ""
    politics: str = ""
    education: Education | None = None
    schooling: str = ""
    health: frozenset[Health] = frozenset()
    labour: Labour | None = None
    work_region: WorkRegion | None = None
    work_months: int | None = None
    insured: bool | None = None
    status: RegisterStatus | None = None
    lifted_on: date | None = None
    returned_on: date | None = None
    hamlet: str = ""
    phone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One row that is good to take."""

    row: int
    """As the spreadsheet numbers it, from 1."""
    county: str
    township: str
    village: str
    """As written; empty where neither the row nor the title rows say it."""
    household: RosterHousehold | None
    person: RosterPerson
    cells: Row
    """The original row, for the error workbook."""


def households(rows: Iterable[RosterRow]) -> dict[str, RosterHousehold]:
    """One household a number: what its head's row says, else the first row that says it."""
    merged: dict[str, RosterHousehold] = {}
    headed: set[str] = set()
    for row in rows:
        part = row.household
        if part is None:
            continue
        known = merged.get(part.number)
        leads = row.person.relation is Relation.HEAD and part.number not in headed
        if leads:
            headed.add(part.number)
        if known is None or known == part:
            merged[part.number] = part
        else:
            merged[part.number] = _filled(part, known) if leads else _filled(known, part)
    return merged


def _filled(first: RosterHousehold, second: RosterHousehold) -> RosterHousehold:
    """`first`, with what it does not say taken from `second`."""
    gaps = [one.name for one in fields(first) if getattr(first, one.name) in (None, "")]
    return replace(first, **{name: getattr(second, name) for name in gaps})
