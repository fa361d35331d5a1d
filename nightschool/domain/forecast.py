"""When the rotation will be done: at the pace of the last half year, or why nobody can say."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import ceil

SPAN = timedelta(days=182)
"""The pace is that of the last half year: before it whole villages have no 24 hours yet, and
what was quick two years ago says little of now."""

EARLIEST = timedelta(days=90)
FEWEST = 5
"""Younger than this, or with fewer people completed in the half year, it would be a guess."""

_LATEST = timedelta(days=100 * 365)


class WhyNone(StrEnum):
    """Why there is no forecast."""

    NOBODY_DUE = "nobody_due"
    TOO_EARLY = "too_early"
    TOO_FEW = "too_few"
    TOO_FAR = "too_far"


@dataclass(frozen=True, slots=True)
class Forecast:
    """The day on which all who are due will be complete, or why it cannot be said."""

    day: date | None
    why_none: WhyNone | None = None


def forecast(due: int, complete: int, lately: int, start: date, on: date) -> Forecast:
    """The forecast of the day `on` for a rotation that began on `start`.

    `complete` of those `due` have the hours, `lately` of them within `SPAN`, or since the start.
    """
    elapsed = on - start + timedelta(days=1)
    if not due:
        return Forecast(None, WhyNone.NOBODY_DUE)
    if complete >= due:
        return Forecast(on)
    if elapsed < EARLIEST:
        return Forecast(None, WhyNone.TOO_EARLY)
    if lately < FEWEST:
        return Forecast(None, WhyNone.TOO_FEW)
    needed = timedelta(days=ceil(min(elapsed, SPAN).days * (due - complete) / lately))
    return Forecast(on + needed) if needed < _LATEST else Forecast(None, WhyNone.TOO_FAR)
