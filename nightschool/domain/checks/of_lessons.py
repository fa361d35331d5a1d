"""Rules over lessons and rolls."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations, groupby

from nightschool.domain import school
from nightschool.domain.checks.finding import Facts, Finding
from nightschool.domain.checks.records import Evening, Presence
from nightschool.domain.checks.rules import (
    BunchLimits,
    Code,
    LecturerLimits,
    LongLimits,
    MonthLimits,
    SameLimits,
    ShortLimits,
)
from nightschool.domain.identity import RowId
from nightschool.domain.policy import Policy

_MINUTES_OF_TWO_HALVES = 45


def months_over(policy: Policy, on: date, count: int) -> list[date]:
    """The last `count` months of the rotation that are over on the day, by their first days."""
    first = (on + timedelta(days=1)).replace(day=1)
    found: list[date] = []
    while len(found) < count:
        first = (first - timedelta(days=1)).replace(day=1)
        if first < policy.start.replace(day=1):
            break
        if first < policy.end:
            found.append(first)
    return found[::-1]


def lessons_a_month(
    open_schools: Mapping[str, date | None],
    evenings: Iterable[Evening],
    limits: MonthLimits,
    months: Sequence[date],
) -> Iterator[Finding]:
    """Schools with the day on which they closed, if they did, and what each held."""
    held = Counter((one.school, one.day.replace(day=1)) for one in evenings)
    for code, closed_on in open_schools.items():
        for month in months:
            count = held[code, month]
            if limits.least <= count <= limits.most or (closed_on and closed_on <= _last(month)):
                continue
            facts: Facts = {
                "month": f"{month:%Y-%m}",
                "count": count,
                "least": limits.least,
                "most": limits.most,
            }
            yield Finding(Code.LESSONS_A_MONTH, code, "school", school.key(code), "", facts)


def _last(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def lecturers(teams: Mapping[str, int], limits: LecturerLimits) -> Iterator[Finding]:
    """Schools by how many teach there."""
    for code, count in teams.items():
        if count < limits.least:
            facts: Facts = {"count": count, "least": limits.least}
            yield Finding(Code.LECTURERS, code, "school", school.key(code), "", facts)


def short(evenings: Iterable[Evening], limits: ShortLimits) -> Iterator[Finding]:
    """Lessons that were too short."""
    for one in evenings:
        if one.minutes < limits.minutes:
            facts: Facts = {"day": f"{one.day}", "minutes": one.minutes, "least": limits.minutes}
            yield _at(Code.SHORT_LESSON, one, facts)


def long(evenings: Iterable[Evening], limits: LongLimits) -> Iterator[Finding]:
    """Lessons longer than a night, by the clock or by the hours they give."""
    for one in evenings:
        minutes = max(one.minutes, one.half_hours * _MINUTES_OF_TWO_HALVES // 2)
        if minutes > limits.minutes:
            facts: Facts = {"day": f"{one.day}", "minutes": minutes, "most": limits.minutes}
            yield _at(Code.LONG_LESSON, one, facts)


def is_late(one: Evening, limits: BunchLimits) -> bool:
    """Whether the roll was finished long after; not where nobody knows when."""
    return one.entered_on is not None and (one.entered_on - one.day).days > limits.days


def late_bunch(evenings: Iterable[Evening], limits: BunchLimits) -> Iterator[Finding]:
    """Rolls of one school that were finished on one day, long after; at the oldest of them."""
    bunches: defaultdict[tuple[str, date | None], list[Evening]] = defaultdict(list)
    for one in evenings:
        if is_late(one, limits):
            bunches[one.school, one.entered_on].append(one)
    for (_school, entered_on), late in bunches.items():
        if len(late) >= limits.lessons:
            oldest = min(late, key=lambda one: (one.day, one.start, one.id))
            facts: Facts = {"count": len(late), "entered": f"{entered_on}", "day": f"{oldest.day}"}
            yield _at(Code.LATE_BUNCH, oldest, facts)


def alike(evenings: Iterable[Evening], limits: SameLimits) -> list[list[Evening]]:
    """Runs of lessons of one school with equally many people, long enough to be looked into."""
    found = []
    for _code, theirs in groupby(_in_order(evenings), lambda one: one.school):
        for came, run in groupby(theirs, lambda one: one.came):
            row = list(run)
            if came >= limits.people and len(row) >= limits.lessons:
                found.append(row)
    return found


def same_people(
    evenings: Iterable[Evening],
    present: Mapping[RowId, Collection[RowId]],
    limits: SameLimits,
) -> Iterator[Finding]:
    """Runs of lessons with exactly the same people; `present` may hold those of `alike` alone."""
    for row in alike(evenings, limits):
        for people, run in groupby(row, lambda one: frozenset(present[one.id])):
            same = list(run)
            if len(same) >= limits.lessons:
                facts: Facts = {
                    "people": len(people),
                    "count": len(same),
                    "day": f"{same[0].day}",
                    "last": f"{same[-1].day}",
                }
                yield _at(Code.SAME_PEOPLE, same[0], facts)


def _in_order(evenings: Iterable[Evening]) -> list[Evening]:
    return sorted(evenings, key=lambda one: (one.school, one.day, one.start, one.id))


def clashing(evenings: Iterable[Evening]) -> set[RowId]:
    """Lessons of one school that share a moment with another one of it."""
    found: set[RowId] = set()
    for _code, theirs in groupby(_in_order(evenings), lambda one: one.school):
        near: list[Evening] = []
        for one in theirs:
            near = [other for other in near if other.ends > one.begins]
            for other in near:
                found |= {one.id, other.id}
            near.append(one)
    return found


def two_places(presences: Iterable[Presence]) -> Iterator[Finding]:
    """People who were at two lessons at once, once for each list that they stand on."""
    groups: defaultdict[str, list[Presence]] = defaultdict(list)
    for one in presences:
        groups[one.who].append(one)
    for theirs in groups.values():
        clashes: defaultdict[RowId, list[Presence]] = defaultdict(list)
        for one, other in combinations(theirs, 2):
            if one.evening.id != other.evening.id and one.evening.overlaps(other.evening):
                clashes[one.person].append(one)
                clashes[other.person].append(other)
        for person, found in clashes.items():
            days = {one.evening.day for one in found}
            facts: Facts = {"day": f"{min(days)}", "count": len(days)}
            who = found[0]
            yield Finding(Code.TWO_PLACES, who.school, "person", person, who.name, facts)


def _at(code: Code, one: Evening, facts: Facts) -> Finding:
    return Finding(code, one.school, "lesson", one.id, one.label, facts)
