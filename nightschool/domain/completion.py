"""Since when somebody's hours complete the rotation: hours only grow, so that day stays.

The rule is `policy.missing`; here it is asked once for each lesson attended, in order of days.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from nightschool.domain.codes import CourseKind
from nightschool.domain.identity import RowId
from nightschool.domain.policy import NOTHING, Hours, Policy, missing

Earned = tuple[RowId, date, CourseKind, int]
"""Who earned hours, on which day, of which kind, how many halves of a class hour."""


def enough_days(earned: Iterable[Earned], policy: Policy) -> dict[RowId, date]:
    """The day on which each person's hours sufficed; who lacks some is absent.

    What a person earned comes in the order of days; it may be mixed with that of others.
    """
    sums: defaultdict[RowId, dict[CourseKind, int]] = defaultdict(lambda: defaultdict(int))
    found: dict[RowId, date] = {}
    for person, day, kind, half_hours in earned:
        if person in found:
            continue
        by_kind = sums[person]
        by_kind[kind] += half_hours
        # the sum first: it is quick, and for most lessons it is not enough
        if sum(by_kind.values()) < policy.half_hours:
            continue
        if missing(Hours(by_kind), policy) == NOTHING:
            found[person] = day
    return found
