"""A registered poor household (建档立卡户) and what the register says of it."""

from dataclasses import dataclass
from datetime import date

from nightschool.domain import identity
from nightschool.domain.codes import HouseholdKind
from nightschool.domain.identity import RowId


@dataclass(frozen=True, slots=True)
class Household:
    """One household; `number` is the 户编号, None for villagers outside the register."""

    id: RowId
    school: str
    number: str | None = None
    kind: HouseholdKind | None = None
    stated_size: int | None = None
    """人数 as the register states it, to be compared with the members we have."""
    cause: str = ""
    income: int | None = None
    """人均纯收入: net income a head, whole yuan a year."""
    unsafe_house: bool | None = None
    phone: str = ""
    identified_on: date | None = None
    note: str = ""


def key(school: str, number: str) -> RowId:
    """The row key of the household that this school registers under this 户编号."""
    return identity.of_school("household", school, number)
