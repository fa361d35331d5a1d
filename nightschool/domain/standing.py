"""Where somebody stands in the rotation, in words."""

from nightschool.domain.policy import Missing, WhyNotDue
from nightschool.domain.progress import PersonProgress
from nightschool.i18n import N_, _

_WHY_NOT_DUE = {
    WhyNotDue.NOT_REGISTERED: N_("not on the register"),
    WhyNotDue.LEFT: N_("left"),
    WhyNotDue.NO_BIRTH_DATE: N_("birth date not known"),
    WhyNotDue.TOO_YOUNG: N_("too young"),
    WhyNotDue.TOO_OLD: N_("too old"),
    WhyNotDue.LABOUR: N_("not able to work"),
    WhyNotDue.PUPIL: N_("at school"),
}


def standing(one: PersonProgress) -> str:
    """“complete”, why the rotation does not count the person, or what is missing."""
    if one.complete:
        return _("complete")
    if one.why_not_due is not None:
        return why_not_due(one.why_not_due)
    return _("missing: %(what)s") % {"what": lacking(one.missing)}


def why_not_due(why: WhyNotDue) -> str:
    """In a few words."""
    return _(_WHY_NOT_DUE[why])


def lacking(missing: Missing) -> str:
    """“4.5 hours, 1 more kinds”."""
    parts = []
    if missing.half_hours:
        parts.append(_("%(hours)g hours") % {"hours": missing.half_hours / 2})
    if missing.technology_half_hours:
        hours = missing.technology_half_hours / 2
        parts.append(_("%(hours)g hours of technology") % {"hours": hours})
    if missing.kinds:
        parts.append(_("%(kinds)d more kinds") % {"kinds": missing.kinds})
    return ", ".join(parts)
