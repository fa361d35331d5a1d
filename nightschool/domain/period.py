"""The months and quarters that reports are of."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS_OF_QUARTER = 3


@dataclass(frozen=True, slots=True)
class Period:
    """A month or a quarter, by its first and its last day."""

    first: date
    last: date

    @property
    def months(self) -> tuple[date, ...]:
        """The first days of its months."""
        return months_until(self.last, len(months_between(self.first, self.last)))

    @property
    def is_quarter(self) -> bool:
        return self.months[0] != self.months[-1]

    @property
    def code(self) -> str:
        """2018-06, or 2018-Q2."""
        if self.is_quarter:
            return f"{self.first.year}-Q{(self.last.month - 1) // MONTHS_OF_QUARTER + 1}"
        return f"{self.first:%Y-%m}"


def month(day: date) -> Period:
    """The month that the day lies in."""
    return Period(day.replace(day=1), last_day(day))


def quarter(day: date) -> Period:
    """The quarter that the day lies in."""
    first = (day.month - 1) // MONTHS_OF_QUARTER * MONTHS_OF_QUARTER + 1
    last = day.replace(day=1, month=first + MONTHS_OF_QUARTER - 1)
    return Period(day.replace(day=1, month=first), last_day(last))


def before(period: Period) -> Period:
    """The month or quarter before."""
    day = period.first - timedelta(days=1)
    return quarter(day) if period.is_quarter else month(day)


def last_day(day: date) -> date:
    """The last day of the day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def months_until(day: date, count: int) -> tuple[date, ...]:
    """The first days of the `count` months that end with the day's."""
    found = [day.replace(day=1)]
    while len(found) < count:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return tuple(reversed(found))


def months_between(first: date, last: date) -> tuple[date, ...]:
    """The first days of the months from that of `first` to that of `last`; none backwards."""
    count = 12 * (last.year - first.year) + last.month - first.month + 1
    return months_until(last, count) if count > 0 else ()
