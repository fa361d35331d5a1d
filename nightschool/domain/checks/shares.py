"""The three shares of a school: households reached, complete records, rolls entered on time."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from nightschool.domain.checks.of_lessons import is_late
from nightschool.domain.checks.records import Evening
from nightschool.domain.checks.rules import BunchLimits
from nightschool.domain.progress import HouseholdProgress, percent

RECORD = ("citizen_no", "sex", "birth_date", "household", "relation", "labour")
"""What the record of somebody on the register must say: the rotation and its papers ask for it."""


class Kind(StrEnum):
    """Which share."""

    REACHED = "reached"
    COMPLETE = "complete"
    ON_TIME = "on_time"


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int = 0
    whole: int = 0

    @property
    def percent(self) -> float | None:
        """None of nothing."""
        return percent(self.part, self.whole)


def reached(homes: Iterable[HouseholdProgress]) -> dict[str, Share]:
    """By school: of the households with people due, those reached in the year."""
    whole: Counter[str] = Counter()
    part: Counter[str] = Counter()
    for home in homes:
        if home.due:
            whole[home.school] += 1
            part[home.school] += home.reached
    return {code: Share(part[code], count) for code, count in whole.items()}


def on_time(
    evenings: Iterable[Evening], waiting: Iterable[Evening], on: date, limits: BunchLimits
) -> dict[str, Share]:
    """By school: of the year's lessons, those whose roll was finished soon enough.

    Lessons whose roll nobody finished count once that is overdue; lessons of which nobody knows
    when it was finished do not count.
    """
    late = {one.id for one in overdue(evenings, waiting, on, limits)}
    whole: Counter[str] = Counter()
    part: Counter[str] = Counter()
    for one in (*evenings, *waiting):
        known = one.entered_on is not None or one.id in late
        if known and one.day.year == on.year:
            whole[one.school] += 1
            part[one.school] += one.id not in late
    return {code: Share(part[code], count) for code, count in whole.items()}


def overdue(
    evenings: Iterable[Evening], waiting: Iterable[Evening], on: date, limits: BunchLimits
) -> list[Evening]:
    """The year's lessons whose roll was finished too late, or still is not."""
    before = on - timedelta(days=limits.days)
    late = [one for one in evenings if is_late(one, limits)]
    late += [one for one in waiting if one.day < before]
    return [one for one in late if one.day.year == on.year]


def lacking(values: Collection[object]) -> tuple[str, ...]:
    """Which of `RECORD`, in that order, are empty."""
    return tuple(name for name, value in zip(RECORD, values, strict=True) if value is None)
