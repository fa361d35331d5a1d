"""People who may be one and the same: said while one is entered, never in the way."""

from dataclasses import dataclass
from enum import StrEnum

from nightschool.domain import pinyin
from nightschool.domain.person import Person


class Why(StrEnum):
    """What makes a double likely, the surest first."""

    CITIZEN_NO = "citizen_no"
    NAME_AND_BIRTH = "name_and_birth"
    NAME_AND_HOUSEHOLD = "name_and_household"


@dataclass(frozen=True, slots=True)
class Double:
    """Someone who is likely the one being entered."""

    person: Person
    why: Why


def likely_double(one: Person, other: Person) -> Why | None:
    """Why two records may be one person; None where nothing says so, or they are one record.

    The same citizen number; or the same or a like-sounding name with the same birth date or in the
    same household.
    """
    if one.id == other.id:
        return None
    if one.citizen_no and one.citizen_no == other.citizen_no:
        return Why.CITIZEN_NO
    if not one.name or not pinyin.sounds_like(one.name, other.name):
        return None
    if one.birth_date is not None and one.birth_date == other.birth_date:
        return Why.NAME_AND_BIRTH
    if one.household is not None and one.household == other.household:
        return Why.NAME_AND_HOUSEHOLD
    return None
