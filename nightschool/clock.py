"""The wall clock, which is only ever shown to people: it orders nothing.

Laptops with a dead clock battery live in 2009. A clock before the day of this release is known to
be wrong, so rules that look at "today" ask `is_trusted()` first and then flag instead of refuse.
"""

from datetime import UTC, date, datetime

RELEASED_ON = date(2017, 1, 1)
"""No clock that is right can show an earlier day: the programme itself began then."""


def now() -> datetime:
    """The present moment by this machine's clock, in UTC, whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def today() -> date:
    """The present day by this machine's clock and time zone."""
    return datetime.now().astimezone().date()


def is_trusted(latest_known: date | None = None) -> bool:
    """Whether the clock can be right: not before the programme, nor before the latest known day."""
    return today() >= max(RELEASED_ON, latest_known or RELEASED_ON)
