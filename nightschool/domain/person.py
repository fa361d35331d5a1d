"""A person: on the register, a villager outside it, or a guest who walked in."""

from dataclasses import dataclass
from datetime import date

from nightschool.domain import identity
from nightschool.domain.codes import (
    Belonging,
    Education,
    Health,
    Labour,
    LeftReason,
    RegisterStatus,
    Relation,
    Sex,
    WorkRegion,
)
from nightschool.domain.identity import RowId


@dataclass(frozen=True, slots=True)
class Person:
    """One person as the school of registration knows them. Empty text means not known."""

    id: RowId
    school: str
    name: str
    household: RowId | None = None
    belonging: Belonging = Belonging.REGISTERED
    person_no: str | None = None
    """人编号, 18 digits."""
    citizen_no: str | None = None
    """GB 11643, 18 characters; None is on the to-complete list."""
    disability_no: str | None = None
    """20 characters or more; begins with the citizen number."""
    sex: Sex | None = None
    birth_date: date | None = None
    """From the citizen number where there is one."""
    relation: Relation | None = None
    relation_text: str = ""
    """The register's own word where it is not in the code list (`relation` is then OTHER)."""
    ethnicity: str = ""
    politics: str = ""
    education: Education | None = None
    schooling: str = ""
    """在校生状况 in the register's words; empty or 非在校生 means no pupil."""
    health: frozenset[Health] = frozenset()
    labour: Labour | None = None
    work_region: WorkRegion | None = None
    work_months: int | None = None
    insured: bool | None = None
    status: RegisterStatus | None = None
    hamlet: str = ""
    phone: str = ""
    home: str = ""
    """Where a guest is from."""
    note: str = ""
    left_on: date | None = None
    left_reason: LeftReason | None = None
    came_on: date | None = None
    """The day on which a newcomer came; None for those who were always here."""
    moved_from: RowId | None = None
    """The row at the school that the person came from by a transfer."""
    merged_into: RowId | None = None
    """The row that stands for this one: they were found to be the same person."""


@dataclass(frozen=True, slots=True)
class StatusChange:
    """One step of a person's way on the register: identified, lifted, returned."""

    person: RowId
    status: RegisterStatus
    since: date | None
    """None where the register gave no day."""


def key(school: str, person_no: str) -> RowId:
    """The row key of the person whom this school registers under this 人编号."""
    return identity.of_school("person", school, person_no)
