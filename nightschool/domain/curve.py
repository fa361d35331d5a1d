"""The curve of the rotation: who had the hours at the end of each month, beside the plan."""

from dataclasses import dataclass
from datetime import date, timedelta

from nightschool.domain.period import last_day, months_between
from nightschool.domain.policy import Policy
from nightschool.domain.progress import Figures, expected_share, percent


@dataclass(frozen=True, slots=True)
class Point:
    """The end of a month, or the day of the figures in the last one; shares in per cent."""

    day: date
    expected: float
    share: float | None
    """Of those due now, who had the hours by that day; None after the day of the figures."""


def curve(figures: Figures, policy: Policy, on: date) -> tuple[Point, ...]:
    """A point for each month of the rotation, and on to the day of the figures if that is later.

    The last point that has a share has the share of the figures.
    """
    end = max(policy.end - timedelta(days=1), on)
    months = months_between(policy.start, end)
    earlier = (count for month, count in figures.completed_in.items() if month < months[0])
    found, complete = [], sum(earlier)  # of counties whose rotation began before most
    for month in months:
        complete += figures.completed_in.get(month, 0)
        if month > on:
            found.append(Point(last_day(month), expected_share(policy, last_day(month)), None))
            continue
        day = min(last_day(month), on)
        share = percent(complete, figures.working_age)
        found.append(Point(day, expected_share(policy, day), share))
    return tuple(found)
