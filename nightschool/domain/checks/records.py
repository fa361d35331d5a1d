"""The small records that the rules look at: what SQL sums up or narrows down."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from nightschool.domain.identity import RowId
from nightschool.domain.lesson import minutes_between


@dataclass(frozen=True, slots=True)
class Evening:
    """A lesson that counts: held, its roll finished."""

    id: RowId
    school: str
    title: str
    day: date
    start: time
    end: time
    half_hours: int
    came: int = 0
    """How many were there by its roll."""
    entered_on: date | None = None
    """When its roll was first finished, by the writer's clock; None where nobody wrote that."""

    @property
    def minutes(self) -> int:
        return minutes_between(self.start, self.end)

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.day, self.start)

    @property
    def ends(self) -> datetime:
        return self.begins + timedelta(minutes=self.minutes)

    @property
    def label(self) -> str:
        return f"{self.day} {self.title}".strip()

    def overlaps(self, other: "Evening") -> bool:
        """Whether they share a moment; one that ends when the other begins does not."""
        return self.begins < other.ends and other.begins < self.ends


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody was there on an evening; `who` is the same for one person on two lists."""

    person: RowId
    school: str
    name: str
    who: str
    evening: Evening


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who works outside the county, and in how many months of a year they came."""

    person: RowId
    school: str
    name: str
    away: int
    """Months away a year, as the register states them."""
    months: int


@dataclass(frozen=True, slots=True)
class Paper:
    """A valid certificate and the half class hours that its holder has by the rolls."""

    id: RowId
    school: str
    name: str
    number: str
    stated: int
    hours: int


@dataclass(frozen=True, slots=True)
class Home:
    """A household of the register with its members who are here."""

    id: RowId
    school: str
    name: str
    stated_size: int | None
    members: int
    heads: int
