"""Whether two spellings name one village, and which rows are of another."""

import re
from collections.abc import Iterable
from functools import lru_cache

from nightschool.domain.roster.cells import wording
from nightschool.domain.roster.columns import Layout
from nightschool.domain.roster.faults import Fault, Problem
from nightschool.domain.roster.fields import Field
from nightschool.domain.roster.people import RosterRow
from nightschool.domain.roster.reading import Reading

_VILLAGE = re.compile(r"(?:社区)?(?:村民委员会|居民委员会|村委会|居委会|委员会)员?$|(?:村|社区)$")
_TOWNSHIP_KIND = re.compile(
    r"(?:彝族|藏族|回族|傈僳族|苗族|蒙古族|纳西族|傣族|民族)*(?:乡|镇|街道办事处|街道|办事处)$"
)


@lru_cache(maxsize=4096)
def village_key(name: str) -> str:
    """The name without what says that it is a village: 小山村村民委员会 and 小山村 are 小山."""
    words = wording(name)
    bare = _VILLAGE.sub("", _VILLAGE.sub("", words))
    return bare or words


@lru_cache(maxsize=4096)
def township_key(name: str) -> str:
    """The name without its kind, which changes when a township becomes a town: 冕山镇 is 冕山."""
    words = wording(name).removesuffix("人民政府")
    return _TOWNSHIP_KIND.sub("", words) or words


def same_village(one: str, other: str) -> bool:
    """Whether two names of villages in one township mean the same village."""
    return village_key(one) == village_key(other)


def outside(
    rows: Iterable[RosterRow], village: str, township: str | None = None
) -> list[RosterRow]:
    """The rows that name another village, or the same name in another township."""
    return [row for row in rows if not _is_inside(row, village, township)]


def _is_inside(row: RosterRow, village: str, township: str | None) -> bool:
    if township and row.township and township_key(row.township) != township_key(township):
        return False
    if not row.village or same_village(row.village, village):
        return True
    return bool(township) and village_key(row.village) == village_key(f"{township}{village}")


def within(reading: Reading, layout: Layout, village: str, township: str | None = None) -> Reading:
    """The reading for one school: rows of another village are refused."""
    others = {row.row: row for row in outside(reading.rows, village, township)}
    refused = [
        Fault(
            row=row.row,
            person_no=row.person.person_no or "",
            column=layout.titles.get(Field.VILLAGE, ""),
            problem=Problem.OTHER_VILLAGE,
            details={"word": f"{row.township}{row.village}"},
            cells=row.cells,
        )
        for row in others.values()
    ]
    kept = tuple(row for row in reading.rows if row.row not in others)
    faults = sorted([*reading.faults, *refused], key=lambda fault: fault.row)
    return Reading(kept, tuple(faults), reading.skipped)
