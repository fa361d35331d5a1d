"""A report of a month or quarter: a place, the places in it, cards, and what was kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nightschool.domain.account import Account, Activity
from nightschool.domain.cards import Card, CardRules
from nightschool.domain.codes import MonthAnswer
from nightschool.domain.identity import RowId
from nightschool.domain.period import Period
from nightschool.domain.policy import Policy
from nightschool.domain.progress import Pace
from nightschool.domain.school import Level


@dataclass(frozen=True, slots=True)
class MonthReport:
    """One submission of a month by a school, and the county's answer to it."""

    id: RowId
    school: str
    month: date
    """Its first day."""
    figures: str
    """An account as `account.to_json` keeps it."""
    submitted_on: date
    submitted_by: str
    answer: MonthAnswer | None = None
    answered_on: date | None = None
    answered_by: str = ""
    reason: str = ""
    """Of the answer; one that returns a month has one."""


class MonthState(StrEnum):
    """Where a school's month stands."""

    MISSING = "missing"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


def state_of(report: MonthReport | None) -> MonthState:
    """Where a month stands whose current submission this is."""
    if report is None:
        return MonthState.MISSING
    return MonthState(report.answer) if report.answer else MonthState.SUBMITTED


@dataclass(frozen=True, slots=True)
class Silence:
    """Since when no package has come from a school that has a laptop."""

    days: int
    last: date | None
    """The day of its last package; None where none ever came: then from its enrolment on."""


@dataclass(frozen=True, slots=True)
class Part:
    """A place of the report."""

    level: Level
    code: str
    name: str
    account: Account
    pace: Pace
    today: Account
    """As the figures would be without what was kept."""
    state: MonthState | None = None
    """Of a school's month, in a report of a month."""
    silence: Silence | None = None
    card: Card | None = None
    parts: tuple["Part", ...] = ()

    def at(self, level: Level) -> Iterator["Part"]:
        """The parts of a level, this one or those within, by code."""
        if self.level is level:
            yield self
        for part in self.parts:
            yield from part.at(level)


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure of a closed month that would be another today."""

    place: str
    name: str
    """The figure's stable name."""
    kept: float
    today: float


@dataclass(frozen=True, slots=True)
class PeriodReport:
    """A report ready to be put on paper."""

    part: Part
    above: str
    """The names of the places around it, from the outermost on."""
    period: Period
    on: date
    """The day of the figures: the period's last, or the day of reading if that came first."""
    read_on: date
    """The day on which the figures were read from this desk; of a closed month, submitted."""
    policy: Policy
    rules: CardRules
    closed: MonthReport | None = None
    """Of a school's report: the submission that was accepted, which it prints."""

    @property
    def name(self) -> str:
        return f"{self.above}{self.part.name}"

    @property
    def activity(self) -> Activity:
        return self.part.account.of(self.period)

    @property
    def differences(self) -> list[Difference]:
        """What would be another today, school by school."""
        return [
            difference
            for school in self.part.at(Level.SCHOOL)
            for difference in _differing(school, self.period)
        ]


def _differing(school: Part, period: Period) -> Iterator[Difference]:
    kept, today = figures_kept(school.account, period), figures_kept(school.today, period)
    for name, value in kept.items():
        if value != today[name]:
            yield Difference(school.name, name, value, today[name])


def figures_kept(account: Account, period: Period) -> dict[str, float]:
    """The counts of an account that a closed month keeps, by stable name; hours in class hours."""
    figures, done = account.figures, account.of(period)
    return {
        "people": figures.people,
        "working_age": figures.working_age,
        "begun": figures.begun,
        "complete": figures.complete,
        "households": figures.households,
        "households_reached": figures.households_reached,
        "households_trained": figures.households_trained,
        "period_lessons": done.all_lessons,
        "period_hours": done.all_half_hours / 2,
        "period_attended": done.attended,
        "period_called": done.called,
    }
