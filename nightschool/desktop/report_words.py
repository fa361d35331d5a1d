"""What the window says of periods, cards, months and of the pace of the rotation."""

from collections.abc import Mapping
from datetime import date

from nightschool.domain import period
from nightschool.domain.cards import Card, Colour, Reason, Rule
from nightschool.domain.forecast import EARLIEST, FEWEST, WhyNone
from nightschool.domain.period import Period
from nightschool.domain.progress import Pace
from nightschool.domain.report import MonthState
from nightschool.i18n import N_, _

STATES: Mapping[MonthState, tuple[str, str, str]] = {
    MonthState.MISSING: (N_("not submitted"), "–", "quiet"),
    MonthState.SUBMITTED: (N_("waiting for the county"), "…", "warn"),
    MonthState.RETURNED: (N_("returned to the school"), "✗", "bad"),
    MonthState.ACCEPTED: (N_("accepted by the county"), "✓", "good"),
}
"""Of a month: its words, sign and tone."""

COLOURS: Mapping[Colour, tuple[str, str, str]] = {
    Colour.RED: (N_("red card"), "✗", "bad"),
    Colour.YELLOW: (N_("yellow card"), "!", "warn"),
}
_REASONS: Mapping[Rule, str] = {
    Rule.SILENT: N_("no package for %(value)g days (from %(threshold)d on)"),
    Rule.BEHIND: N_("%(value)g points behind the plan (from %(threshold)d on)"),
    Rule.LESSONS: N_("%(value)g lessons a month (below %(threshold)d)"),
    Rule.ATTENDANCE: N_("attendance %(value)g %% (below %(threshold)d %%)"),
}
_WHY_NONE: Mapping[WhyNone, str] = {
    WhyNone.NOBODY_DUE: N_("Nobody is due."),
    WhyNone.TOO_EARLY: N_("No forecast in the first %(days)d days."),
    WhyNone.TOO_FEW: N_("No forecast: fewer than %(people)d completed in the last half year."),
    WhyNone.TOO_FAR: N_(
        "At the pace of the last half year it would take more than a hundred years."
    ),
}


def named(of: Period) -> str:
    """2018-06, or quarter 2 of 2018."""
    if not of.is_quarter:
        return f"{of.first:%Y-%m}"
    number = (of.last.month - 1) // 3 + 1
    return _("%(year)d, quarter %(number)d") % {"year": of.first.year, "number": number}


def periods(today: date, months: int, quarters: int) -> tuple[Period, ...]:
    """The latest months, then the latest quarters, of each the latest first."""
    found: list[Period] = []
    for first, count in ((period.month(today), months), (period.quarter(today), quarters)):
        of = first
        for _number in range(count):
            found.append(of)
            of = period.before(of)
    return tuple(found)


def reason(one: Reason) -> str:
    """Why a card is shown, with the threshold."""
    return _(_REASONS[one.rule]) % {"value": round(one.value, 1), "threshold": one.threshold}


def reasons(card: Card) -> str:
    """All reasons of a card."""
    return _("; ").join(map(reason, card.reasons))


def colour(one: Colour) -> str:
    """`✗ red card`."""
    text, sign, _tone = COLOURS[one]
    return f"{sign} {_(text)}"


def state(one: MonthState) -> str:
    """`✓ accepted by the county`."""
    text, sign, _tone = STATES[one]
    return f"{sign} {_(text)}"


def share(value: float | None) -> str:
    """62.5 %, or a dash of nothing."""
    return "—" if value is None else f"{value:.1f} %"


def pace(one: Pace) -> str:
    """Ahead of the plan or behind it, and the forecast or why there is none."""
    parts = []
    if one.ahead is not None and one.ahead >= 0:
        parts.append(_("%(points)g points ahead of the plan.") % {"points": one.ahead})
    elif one.ahead is not None:
        parts.append(_("%(points)g points behind the plan.") % {"points": -one.ahead})
    if one.forecast:
        text = _("At the pace of the last half year all are complete by %(day)s.")
        parts.append(text % {"day": one.forecast})
    elif one.why_none:
        text = _(_WHY_NONE[one.why_none])
        parts.append(text % {"days": EARLIEST.days, "people": FEWEST})
    return " ".join(parts)
