"""Yellow and red cards: which schools need help, by the county's thresholds, each with reasons.

A card leads to a visit. Schools are never ranked: there is no score, and no list is sorted by one.
"""

from dataclasses import dataclass, fields
from enum import StrEnum

from nightschool.errors import UserError
from nightschool.i18n import _


class Colour(StrEnum):
    """The colour of a card."""

    YELLOW = "yellow"
    RED = "red"


class Rule(StrEnum):
    """What is looked at, in the order in which reasons are given."""

    SILENT = "silent"
    """Days without a package."""
    BEHIND = "behind"
    """Points behind the plan."""
    LESSONS = "lessons"
    """Lessons a month, of the months of the period that are over."""
    ATTENDANCE = "attendance"
    """Per cent of the period's lines of rolls on which somebody was there."""


MORE_IS_WORSE = frozenset({Rule.SILENT, Rule.BEHIND})
"""Of these a card is shown from the threshold on, of the others below it."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """From where on a rule shows a card; None shows none."""

    yellow: int | None
    red: int | None


@dataclass(frozen=True, slots=True)
class CardRules:
    """The county's thresholds. The notice of 2016 asks for two or three lessons a month."""

    silent: Threshold = Threshold(30, 90)
    behind: Threshold = Threshold(10, 25)
    lessons: Threshold = Threshold(2, 1)
    attendance: Threshold = Threshold(60, 40)


@dataclass(frozen=True, slots=True)
class Measured:
    """What is known of a school; None where nothing can be said."""

    silent: float | None = None
    behind: float | None = None
    lessons: float | None = None
    attendance: float | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a card is shown: the value that was met, and the threshold that it passed."""

    rule: Rule
    colour: Colour
    value: float
    threshold: int


@dataclass(frozen=True, slots=True)
class Card:
    """The card of a school: red where any reason is."""

    colour: Colour
    reasons: tuple[Reason, ...]


def card(measured: Measured, rules: CardRules) -> Card | None:
    """The school's card, or None."""
    reasons = tuple(
        reason for rule in Rule if (reason := _reason(rule, measured, rules)) is not None
    )
    if not reasons:
        return None
    red = any(reason.colour is Colour.RED for reason in reasons)
    return Card(Colour.RED if red else Colour.YELLOW, reasons)


def _reason(rule: Rule, measured: Measured, rules: CardRules) -> Reason | None:
    value: float | None = getattr(measured, rule)
    limits: Threshold = getattr(rules, rule)
    if value is None:
        return None
    for colour, limit in ((Colour.RED, limits.red), (Colour.YELLOW, limits.yellow)):
        if limit is not None and _passes(rule, value, limit):
            return Reason(rule, colour, value, limit)
    return None


def _passes(rule: Rule, value: float, limit: int) -> bool:
    return value >= limit if rule in MORE_IS_WORSE else value < limit


def check(rules: CardRules) -> None:
    """What thresholds must be before they are saved; raises `UserError`."""
    for each in fields(CardRules):
        rule, limits = Rule(each.name), getattr(rules, each.name)
        given = [limit for limit in (limits.yellow, limits.red) if limit is not None]
        most = 100 if rule in (Rule.BEHIND, Rule.ATTENDANCE) else 1000
        if any(not 0 < limit <= most for limit in given):
            raise UserError(_("A threshold must lie between 1 and %(most)d.") % {"most": most})
        rising = rule in MORE_IS_WORSE
        if len(given) == 2 and (given[0] >= given[1] if rising else given[0] <= given[1]):
            raise UserError(
                _("The red card must need more than the yellow one."),
                _("Give the yellow threshold first, then the red one, such as 30,90 or 2,1."),
            )
