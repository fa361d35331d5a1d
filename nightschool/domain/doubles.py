"""People who may be one and the same: said while one is entered, never in the way.

And of two rows for one person which one stands for both, and what it takes from the other.
`likeness.py` ranks the pairs of a whole county.
"""

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from nightschool.domain import identity, pinyin
from nightschool.domain.codes import Belonging
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


_NEAREST = list(Belonging)
"""Registered before villager before guest."""

_OWN = frozenset(
    [
        *("id", "school", "household", "belonging", "person_no", "relation", "relation_text"),
        *("status", "left_on", "left_reason", "came_on", "moved_from", "merged_into"),
    ]
)
"""What a row keeps for itself, or takes together with something else."""


def in_order(one: Person, other: Person) -> tuple[Person, Person]:
    """Who stands for both, and who is joined to them.

    Within a school the order of keys decides, which no edit changes. Between two schools: whoever
    is no guest, then whoever has not left; only an office decides those, one at a time.
    """
    if _standing(other, one.school) < _standing(one, other.school):
        return other, one
    return one, other


def _standing(one: Person, elsewhere: str) -> tuple[Any, ...]:
    key = identity.precedence(one.id)
    if one.school == elsewhere:
        return key
    return one.belonging is Belonging.GUEST, one.left_on is not None, key


def filled(stands: Person, other: Person) -> dict[str, Any]:
    """What the row that stands takes from the other of its school: what it does not say itself.

    Also where the other belongs more closely, or is here while this one is marked as gone.
    """
    if stands.school != other.school:
        return {}
    changes = {
        field.name: getattr(other, field.name)
        for field in fields(Person)
        if field.name not in _OWN
        and not getattr(stands, field.name)
        and getattr(stands, field.name) is not False
        and getattr(other, field.name) != getattr(stands, field.name)
    }
    if stands.household is None and other.household is not None:
        changes |= {name: getattr(other, name) for name in _WITH_HOUSEHOLD}
    if _NEAREST.index(other.belonging) < _NEAREST.index(stands.belonging):
        changes["belonging"] = other.belonging
    if stands.left_on is not None and other.left_on is None:
        changes |= {"left_on": None, "left_reason": None}
    return changes


_WITH_HOUSEHOLD = ("household", "relation", "relation_text")
