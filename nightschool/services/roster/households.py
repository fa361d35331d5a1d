"""The households of a roster: which are known, what is new in them, where each one is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

from nightschool.domain.household import Household
from nightschool.domain.identity import RowId
from nightschool.domain.roster import people as roster
from nightschool.domain.roster.people import RosterHousehold
from nightschool.services.roster.dealing import Dealt
from nightschool.services.roster.matching import HOUSEHOLD, free_key
from nightschool.services.roster.writes import Writes, said
from nightschool.storage import rows, tables
from nightschool.storage.queries.roster import NumberedHousehold

_FIELDS = tuple(one.name for one in fields(RosterHousehold))


@dataclass(frozen=True, slots=True)
class Homes:
    """The households of the rows that are taken."""

    keys: Mapping[tuple[str, str], RowId]
    """School and 户编号 to the household."""
    facts: Mapping[str, RosterHousehold]
    writes: Writes

    def of(self, dealt: Dealt) -> RowId | None:
        """The household of a row; None where it names none, or one that is at another school."""
        home = dealt.row.household
        return self.keys.get((dealt.school, home.number)) if home else None

    def identified_on(self, dealt: Dealt) -> date | None:
        """The day on which the row's household was identified."""
        home = dealt.row.household
        return self.facts.get(home.number, home).identified_on if home else None


def settle(
    dealt: Sequence[Dealt],
    homes: Mapping[str, str | None],
    numbered: Iterable[NumberedHousehold],
    known: Mapping[RowId, Household],
) -> Homes:
    """Find or make the households; `homes` says at which school each is, `known` what it is like.

    One that we know at another school stays there.
    """
    inside = (
        one.row
        for one in dealt
        if one.row.household and homes.get(one.row.household.number) == one.school
    )
    facts = roster.households(inside)
    by_id = {one.id: one for one in numbered}
    standing = {(one.school, one.number): one.id for one in by_id.values() if not one.deleted}
    elsewhere = {number for _school, number in standing}
    keys: dict[tuple[str, str], RowId] = {}
    writes = Writes(tables.Household)
    for number, stated in facts.items():
        school = homes[number] or ""
        values = said({name: getattr(stated, name) for name in _FIELDS})
        key = standing.get((school, number))
        if key is not None:
            writes.change(key, values, known[key])
        elif number in elsewhere:
            continue
        else:
            key, found = free_key(HOUSEHOLD, number, school, by_id)
            whole = rows.values_of(Household(key, school, **values))
            writes.put(found, whole, known.get(key))
        keys[school, number] = key
    return Homes(keys, facts, writes)
