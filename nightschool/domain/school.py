"""A farmers' night school: one for each village committee, under its township and county."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nightschool.domain import identity
from nightschool.domain.codes import Role
from nightschool.domain.identity import RowId

PREFECTURE = "5134"
"""Liangshan's statistical code: a county's common data have the county's six digits as scope, a
school's own rows the village's twelve, the prefecture's these four."""


class Level(StrEnum):
    """What figures and reports are of, from the outermost to the innermost."""

    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"
    SCHOOL = "school"


@dataclass(frozen=True, slots=True)
class School:
    """One school by the statistical code of its village (12 digits) as of 2017."""

    code: str
    village: str
    township_code: str
    township: str
    county_code: str
    county: str
    closed_on: date | None = None
    merged_into: str | None = None
    """The code of the school that took it over; its history stays under its own code."""
    head: str = ""
    """校长: who answers for the school (the notice of 2016 asks for a named one)."""
    keeper: str = ""
    """管理员: who keeps rooms, keys and books."""
    phone: str = ""
    """Where the school is reached."""

    @property
    def id(self) -> RowId:
        return key(self.code)

    @property
    def place(self) -> str:
        return f"{self.county}{self.township}{self.village}"


def key(code: str) -> RowId:
    """The row key of the school with this village code."""
    return identity.named("school", code)


def role_of(scope: str) -> Role:
    """The desk whose scope is a code of this length; raises `ValueError` for any other."""
    return {12: Role.SCHOOL, 6: Role.COUNTY, 4: Role.PREFECTURE}[len(scope)]


def county_of(scope: str) -> str:
    """The six-digit county code of a school or county scope."""
    return scope[:6]
