"""The lists behind the figures: who is counted in each, of people and of households."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from nightschool.domain.progress import (
    ABSENT_DAYS,
    Figures,
    HouseholdProgress,
    PersonProgress,
)
from nightschool.i18n import N_

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Behind(Generic[R]):
    """A list: its title, and who belongs into it on the day."""

    title: str
    test: Callable[[R, date], bool]
    figure: str = ""
    """The name of the figure that counts them, where there is one."""


PEOPLE: Mapping[str, Behind[PersonProgress]] = {
    "due": Behind(N_("Due for training"), lambda one, _on: one.due, "working_age"),
    "complete": Behind(N_("Complete"), lambda one, _on: one.due and one.complete, "complete"),
    "incomplete": Behind(
        N_("Begun, not complete"), lambda one, _on: one.due and one.begun and not one.complete
    ),
    "came": Behind(N_("Begun"), lambda one, _on: one.due and one.begun, "begun"),
    "never": Behind(N_("Never came"), lambda one, _on: one.due and not one.begun, "never_came"),
    "away": Behind(
        N_("Not come for 60 days"),
        lambda one, on: one.due and _days_away(one, on) >= ABSENT_DAYS,
        "absent_60_days",
    ),
    "here": Behind(N_("Everybody on the register"), lambda one, _on: one.here, "people"),
    "left": Behind(
        N_("Complete, no longer due"),
        lambda one, _on: one.complete and not one.due,
        "complete_but_left",
    ),
}

HOUSEHOLDS: Mapping[str, Behind[HouseholdProgress]] = {
    "households": Behind(N_("All households"), lambda _one, _on: True, "households"),
    "with_due": Behind(
        N_("Households with people due"), lambda one, _on: one.due > 0, "households_due"
    ),
    "reached": Behind(
        N_("Households reached this year"), lambda one, _on: one.reached, "households_reached"
    ),
    "unreached": Behind(
        N_("Households not reached this year"),
        lambda one, _on: one.due > 0 and not one.reached,
    ),
    "none": Behind(
        N_("Nobody of the household begun"), lambda one, _on: one.due > 0 and not one.begun
    ),
    "begun": Behind(
        N_("Begun, nobody complete"), lambda one, _on: one.begun > 0 and not one.complete
    ),
    "trained": Behind(
        N_("One complete, not all"),
        lambda one, _on: one.complete > 0 and not one.all_complete,
    ),
    "one": Behind(
        N_("Households with one trained"), lambda one, _on: one.trained, "households_trained"
    ),
    "all": Behind(N_("All complete"), lambda one, _on: one.all_complete, "households_complete"),
}

LISTS: Mapping[str, Behind[PersonProgress] | Behind[HouseholdProgress]] = {**PEOPLE, **HOUSEHOLDS}
COUNTED = {key: one for key, one in LISTS.items() if one.figure}
"""The lists that a figure counts."""


def count(figures: Figures, which: str) -> int:
    """How many a list has, by the figure that counts them."""
    number: int = getattr(figures, LISTS[which].figure)
    return number


def _days_away(one: PersonProgress, on: date) -> int:
    last = one.hours.last_day
    return (on - last).days if last else 0
