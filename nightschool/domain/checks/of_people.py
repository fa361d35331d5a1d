"""Rules over people, households and certificates."""

from collections.abc import Iterable, Iterator
from datetime import date

from nightschool.domain.checks.finding import Facts, Finding
from nightschool.domain.checks.records import Home, Paper, Worker
from nightschool.domain.checks.rules import (
    AgeLimits,
    AwayLimits,
    Code,
    SizeLimits,
    UnreachedLimits,
)
from nightschool.domain.codes import Sex
from nightschool.domain.policy import Policy, age_on
from nightschool.domain.progress import HouseholdProgress, PersonProgress

_MONTHS = 12


def unreached(
    homes: Iterable[HouseholdProgress], on: date, limits: UnreachedLimits
) -> Iterator[Finding]:
    """Households with people due of whom nobody came this year, late enough in the year."""
    if on.month < limits.month:
        return
    for home in homes:
        if home.due and not home.reached:
            label = home.name.head or home.name.number or ""
            facts: Facts = {"year": on.year, "due": home.due}
            yield Finding(Code.UNREACHED, home.school, "household", home.household, label, facts)


def gone(people: Iterable[PersonProgress]) -> Iterator[Finding]:
    """People who attended on or after the day on which they left."""
    for one in people:
        left, last = one.person.left_on, one.hours.last_day
        if left is None or last is None or last < left or one.person.left_reason is None:
            continue
        facts: Facts = {"reason": str(one.person.left_reason), "left": f"{left}", "day": f"{last}"}
        yield _of(Code.GONE, one, facts)


def age(people: Iterable[PersonProgress], policy: Policy, limits: AgeLimits) -> Iterator[Finding]:
    """People who were too young on the first day they attended, or too old on the last."""
    for one in people:
        person, hours = one.person, one.hours
        if person.birth_date is None or hours.first_day is None or hours.last_day is None:
            continue
        low, high = policy.female_ages if person.sex is Sex.FEMALE else policy.male_ages
        young = age_on(person.birth_date, hours.first_day)
        old = age_on(person.birth_date, hours.last_day)
        if young < low - limits.below:
            yield _of(Code.AGE, one, {"age": young, "day": f"{hours.first_day}"})
        elif old > high + limits.above:
            yield _of(Code.AGE, one, {"age": old, "day": f"{hours.last_day}"})


def _of(code: Code, one: PersonProgress, facts: Facts) -> Finding:
    return Finding(code, one.person.school, "person", one.person.id, one.person.name, facts)


def away(workers: Iterable[Worker], year: int, limits: AwayLimits) -> Iterator[Finding]:
    """People who came in more months of the year than their work leaves them."""
    for one in workers:
        if one.away >= limits.months and one.months > _MONTHS - one.away + limits.spare:
            facts: Facts = {"year": year, "away": one.away, "months": one.months}
            yield Finding(Code.AWAY, one.school, "person", one.person, one.name, facts)


def certificates(papers: Iterable[Paper]) -> Iterator[Finding]:
    """Certificates that state more hours than the rolls give."""
    for one in papers:
        if one.stated > one.hours:
            facts: Facts = {"number": one.number, "stated": one.stated / 2, "hours": one.hours / 2}
            yield Finding(Code.CERTIFICATE, one.school, "certificate", one.id, one.name, facts)


def size(homes: Iterable[Home], limits: SizeLimits) -> Iterator[Finding]:
    """Households that are not as many as the register states; empty ones have a rule."""
    for one in homes:
        if not one.members or one.stated_size is None:
            continue
        if abs(one.members - one.stated_size) > limits.spare:
            yield _home(Code.SIZE, one, {"stated": one.stated_size, "members": one.members})


def head(homes: Iterable[Home]) -> Iterator[Finding]:
    """Households with members of whom none or several are the head."""
    for one in homes:
        if one.members and one.heads != 1:
            yield _home(Code.HEAD, one, {"heads": one.heads})


def empty(homes: Iterable[Home]) -> Iterator[Finding]:
    """Households without anybody."""
    for one in homes:
        if not one.members:
            yield _home(Code.EMPTY, one, {})


def _home(code: Code, one: Home, facts: Facts) -> Finding:
    return Finding(code, one.school, "household", one.id, one.name, facts)
