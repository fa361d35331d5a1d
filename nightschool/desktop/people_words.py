"""What people read of where a person or household stands."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from nightschool.domain import labels
from nightschool.domain.codes import Belonging, LeftReason, Sex
from nightschool.domain.doubles import Why
from nightschool.domain.person import Person
from nightschool.domain.policy import NOTHING, Missing, Policy, WhyNotDue, age_on
from nightschool.domain.progress import PersonProgress
from nightschool.i18n import N_, _, ngettext

WHY_DOUBLE: Mapping[Why, str] = {
    Why.CITIZEN_NO: N_("the same ID number"),
    Why.NAME_AND_BIRTH: N_("the same name and birth date"),
    Why.NAME_AND_HOUSEHOLD: N_("the same name in the same household"),
}

Said = tuple[str, str, str]
"""Sign, words and tone of a chip."""


class Listed(Protocol):
    """A person as a list has them."""

    @property
    def belonging(self) -> Belonging: ...
    @property
    def left_on(self) -> date | None: ...
    @property
    def left_reason(self) -> LeftReason | None: ...
    @property
    def half_hours(self) -> int: ...
    @property
    def due(self) -> bool: ...
    @property
    def complete(self) -> bool: ...


def hours(halves: int) -> str:
    """Class hours: 12 or 12.5."""
    return f"{halves / 2:g}"


def age(birth: date | None, on: date) -> str:
    """Whole years, or nothing where the birth date is not known."""
    return "" if birth is None else str(age_on(birth, on))


def years(birth: date | None, on: date) -> str:
    """`34 years`."""
    if birth is None:
        return ""
    count = age_on(birth, on)
    return ngettext("%(count)d year old", "%(count)d years old", count) % {"count": count}


def left(on: date, reason: LeftReason | None) -> str:
    """`moved away on 2018-03-01`."""
    why = labels.label(reason) if reason else _("left")
    return _("%(why)s on %(day)s") % {"why": why, "day": on}


def in_list(row: Listed) -> Said:
    """Where somebody of the list stands, in as few words as fit a column."""
    if row.left_on is not None:
        return "–", labels.label(row.left_reason) if row.left_reason else _("left"), "quiet"
    if row.complete:
        return "✓", _("complete"), "good"
    if row.due:
        words = (_("under way"), "info") if row.half_hours else (_("not begun"), "warn")
        return ("◐" if row.half_hours else "○", *words)
    if row.belonging is Belonging.GUEST:
        return "–", _("guest"), "quiet"
    if row.belonging is Belonging.VILLAGER:
        return "–", _("villager"), "quiet"
    return "–", _("not due"), "quiet"


def standing(one: PersonProgress) -> Said:
    """The same of a card."""
    if one.complete:
        return "✓", _("complete"), "good"
    if one.due:
        words = (_("under way"), "info") if one.begun else (_("not begun"), "warn")
        return ("◐" if one.begun else "○", *words)
    return "–", _("not due"), "quiet"


def why_due(one: PersonProgress, policy: Policy, on: date) -> str:
    """Whether somebody counts as of working age, and why or why not."""
    learner, why = one.person, one.why_not_due
    years_old = age(learner.birth_date, on)
    low, high = policy.female_ages if learner.sex is Sex.FEMALE else policy.male_ages
    if why is None:
        text = _("Of working age: %(age)s years old (%(low)d to %(high)d), able to work, no pupil.")
        return text % {"age": years_old, "low": low, "high": high}
    said = {
        WhyNotDue.NOT_REGISTERED: _("Does not count for the rotation: not on the register."),
        WhyNotDue.LEFT: _("Does not count for the rotation: no longer here."),
        WhyNotDue.NO_BIRTH_DATE: _(
            "Nobody knows whether it counts: enter the ID number or the birth date."
        ),
        WhyNotDue.TOO_YOUNG: _("Not of working age: %(age)s years old, counted from %(low)d on."),
        WhyNotDue.TOO_OLD: _("Not of working age: %(age)s years old, counted up to %(high)d."),
        WhyNotDue.LABOUR: _("Does not count for the rotation by labour ability: %(labour)s."),
        WhyNotDue.PUPIL: _("Does not count for the rotation: still at school (%(school)s)."),
    }[why]
    labour = labels.label(learner.labour) if learner.labour else _("not stated")
    facts = {"age": years_old, "low": low, "high": high, "labour": labour}
    return said % (facts | {"school": learner.schooling})


def missing(what: Missing) -> str:
    """What still has to be attended; empty where nothing."""
    if what == NOTHING:
        return ""
    parts = []
    if what.half_hours:
        parts.append(_("%(hours)s class hours") % {"hours": hours(what.half_hours)})
    if what.technology_half_hours:
        technology = _("%(hours)s of technology") % {"hours": hours(what.technology_half_hours)}
        parts.append(technology)
    if what.kinds:
        text = ngettext("%(count)d more kind", "%(count)d more kinds", what.kinds)
        parts.append(text % {"count": what.kinds})
    return _(", ").join(parts)


def household_name(number: str | None, head: str | None) -> str:
    """What people call a household by."""
    if head and number:
        return _("%(head)s's household (%(number)s)") % {"head": head, "number": number[-4:]}
    if head:
        return _("%(head)s's household") % {"head": head}
    return _("Household %(number)s") % {"number": (number or "–")[-4:]}


def in_brief(one: Person, on: date) -> str:
    """What tells the members of a household apart: kin and age."""
    kin = one.relation_text or (labels.label(one.relation) if one.relation else "")
    return " · ".join(part for part in (kin, years(one.birth_date, on)) if part)


def about(one: Person, on: date) -> str:
    """A person in a line: sex, age, kin, hamlet."""
    parts = [
        labels.label(one.sex) if one.sex else "",
        years(one.birth_date, on),
        one.relation_text or (labels.label(one.relation) if one.relation else ""),
        one.ethnicity,
        one.hamlet,
    ]
    return " · ".join(part for part in parts if part)
