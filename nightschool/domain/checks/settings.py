"""A county's switches and numbers for the rules: checked before they are saved, kept as JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from nightschool.domain.checks.rules import BY_CODE, Code, Limits, MonthLimits
from nightschool.errors import UserError
from nightschool.i18n import _


@dataclass(frozen=True, slots=True)
class Setting:
    """Whether a rule is asked, and its numbers."""

    active: bool
    limits: Limits


Settings = Mapping[Code, Setting]


def usual() -> dict[Code, Setting]:
    """What holds where a county has set nothing: every rule, with the usual numbers."""
    return {code: Setting(active=True, limits=rule.limits()) for code, rule in BY_CODE.items()}


def limits_of(code: Code, numbers: Mapping[str, Any], base: Limits | None = None) -> Limits:
    """The rule's numbers with these set; raises `UserError` for one that cannot be."""
    limits = base or BY_CODE[code].limits()
    known = {each.name: each for each in fields(limits)}
    for name, value in numbers.items():
        if name not in known:
            raise UserError(
                _("The rule %(rule)s has no number %(name)s.") % {"rule": code, "name": name},
                _("See its numbers with: nightschool checks settings."),
            )
        low, high = known[name].metadata["low"], known[name].metadata["high"]
        if type(value) is not int or not low <= value <= high:
            raise UserError(
                _("%(label)s: a number from %(low)d to %(high)d.")
                % {"label": _(known[name].metadata["label"]), "low": low, "high": high}
            )
    limits = replace(limits, **numbers)
    if isinstance(limits, MonthLimits) and limits.least > limits.most:
        raise UserError(_("A month cannot need more lessons than it may have."))
    return limits


def to_json(limits: Limits) -> str:
    """The numbers as they are stored."""
    numbers = {each.name: getattr(limits, each.name) for each in fields(limits)}
    return json.dumps(numbers, sort_keys=True, separators=(",", ":"))


def from_json(code: Code, text: str) -> Limits:
    """The reverse; numbers that cannot be, as of another version, are the usual ones."""
    try:
        numbers = json.loads(text)
        known = {each.name for each in fields(BY_CODE[code].limits)}
        return limits_of(code, {name: numbers[name] for name in known & set(numbers)})
    except (ValueError, TypeError, RecursionError, UserError):
        return BY_CODE[code].limits()
