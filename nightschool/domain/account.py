"""What a school's report comes to: the rotation's figures, and what was done month by month.

Accounts of several schools are their sum. A month that a school submits is kept as JSON in this
form, so that it prints the same for ever; `VERSION` is raised when the form changes.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

from nightschool.domain import cards
from nightschool.domain.cards import CardRules, Threshold
from nightschool.domain.codes import CourseKind, Labour
from nightschool.domain.period import Period
from nightschool.domain.policy import Policy, check
from nightschool.domain.progress import Figures, percent
from nightschool.errors import UserError

VERSION = 1
KEPT_MONTHS = 12
"""So many months back a report shows what was done."""

_MAPPINGS = ("half_hours", "completed_in")


@dataclass(frozen=True, slots=True)
class Activity:
    """What was done in a month: lessons held and their finished rolls, of everybody on them."""

    lessons: Mapping[CourseKind, int] = field(default_factory=dict)
    """Lessons by kind."""
    lessons_of_no_kind: int = 0
    """Lessons whose course is not in the catalogue; they give no hours."""
    half_hours: Mapping[CourseKind, int] = field(default_factory=dict)
    attended: int = 0
    called: int = 0

    def __add__(self, other: "Activity") -> "Activity":
        return Activity(
            _added(self.lessons, other.lessons),
            self.lessons_of_no_kind + other.lessons_of_no_kind,
            _added(self.half_hours, other.half_hours),
            self.attended + other.attended,
            self.called + other.called,
        )

    @property
    def all_lessons(self) -> int:
        return sum(self.lessons.values()) + self.lessons_of_no_kind

    @property
    def all_half_hours(self) -> int:
        return sum(self.half_hours.values())

    @property
    def attendance(self) -> float | None:
        """Per cent of the lines of its rolls that say somebody was there."""
        return percent(self.attended, self.called)


NOTHING_DONE = Activity()


@dataclass(frozen=True, slots=True)
class Account:
    """Figures at the end of a period, and the months up to it; `schools` is how many it sums."""

    figures: Figures = field(default_factory=Figures)
    months: Mapping[date, Activity] = field(default_factory=dict)
    """By the first day of the month; a month without lessons may be absent."""
    schools: int = 0

    def __add__(self, other: "Account") -> "Account":
        return Account(
            self.figures + other.figures,
            _added(self.months, other.months, NOTHING_DONE),
            self.schools + other.schools,
        )

    def of(self, period: Period) -> Activity:
        """What was done in the period."""
        return sum((self.months.get(month, NOTHING_DONE) for month in period.months), Activity())

    def with_months(self, other: "Account", months: Iterable[date]) -> "Account":
        """This account, with these months as the other has them."""
        taken = {month: other.months.get(month, NOTHING_DONE) for month in months}
        return replace(self, months={**self.months, **taken})


def _added(one: Mapping[Any, Any], other: Mapping[Any, Any], nothing: Any = 0) -> dict[Any, Any]:
    return {key: one.get(key, nothing) + other.get(key, nothing) for key in {**one, **other}}


@dataclass(frozen=True, slots=True)
class Kept:
    """An account of one school as it was submitted, with the rules of that day."""

    account: Account
    policy: Policy
    cards: CardRules


def to_json(one: Kept) -> str:
    """What is kept, as text; some 2,000 characters."""
    account = one.account
    figures = {
        each.name: getattr(account.figures, each.name)
        for each in fields(Figures)
        if each.name not in _MAPPINGS
    }
    kept = {
        "version": VERSION,
        "figures": figures,
        "half_hours": _by_kind(account.figures.half_hours),
        "completed_in": {
            f"{month:%Y-%m}": count for month, count in sorted(account.figures.completed_in.items())
        },
        "months": {
            f"{month:%Y-%m}": _activity(done) for month, done in sorted(account.months.items())
        },
        "policy": _policy(one.policy),
        "cards": {
            each.name: [getattr(one.cards, each.name).yellow, getattr(one.cards, each.name).red]
            for each in fields(CardRules)
        },
    }
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Kept:
    """The reverse of `to_json`; raises `ValueError` for anything else."""
    try:
        kept = json.loads(text)
        if kept["version"] != VERSION:
            raise ValueError("another version")
        figures = Figures(
            **{name: _count(value) for name, value in kept["figures"].items()},
            half_hours=_kinds(kept["half_hours"]),
            completed_in={_month(key): _count(n) for key, n in kept["completed_in"].items()},
        )
        months = {_month(key): _read_activity(done) for key, done in kept["months"].items()}
        policy, rules = _read_policy(kept["policy"]), _read_rules(kept["cards"])
        return Kept(Account(figures, months, 1), policy, rules)
    except (TypeError, KeyError, AttributeError, RecursionError, UserError) as error:
        raise ValueError("no account of a school") from error


def _by_kind(counts: Mapping[CourseKind, int]) -> list[int]:
    return [counts.get(kind, 0) for kind in CourseKind]


def _activity(done: Activity) -> list[Any]:
    kinds = [*_by_kind(done.lessons), done.lessons_of_no_kind]
    return [kinds, _by_kind(done.half_hours), done.attended, done.called]


def _read_activity(kept: Any) -> Activity:
    (*lessons, of_no_kind), half_hours, attended, called = kept
    counts = (_count(of_no_kind), _count(attended), _count(called))
    return Activity(_kinds(lessons), counts[0], _kinds(half_hours), counts[1], counts[2])


def _kinds(counts: Any) -> dict[CourseKind, int]:
    return dict(zip(CourseKind, map(_count, counts), strict=True))


def _count(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("not a count")
    return value


def _month(text: str) -> date:
    return date.fromisoformat(f"{text}-01")


def _policy(policy: Policy) -> dict[str, Any]:
    kept = {each.name: getattr(policy, each.name) for each in fields(Policy)}
    return {**kept, "start": f"{policy.start}", "labour": sorted(policy.labour)}


def _read_policy(kept: Any) -> Policy:
    pairs = {name: tuple(kept[name]) for name in ("male_ages", "female_ages", "targets")}
    if len(pairs["targets"]) != 3 or any(len(pairs[name]) != 2 for name in list(pairs)[:2]):
        raise ValueError("no policy")
    start, labour = date.fromisoformat(kept["start"]), frozenset(map(Labour, kept["labour"]))
    policy = Policy(**{**kept, **pairs, "start": start, "labour": labour})
    check(policy)
    _ = policy.end  # raises for a year that no calendar has
    return policy


def _read_rules(kept: Any) -> CardRules:
    rules = CardRules(**{name: Threshold(*limits) for name, limits in kept.items()})
    cards.check(rules)
    return rules
