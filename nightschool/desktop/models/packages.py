"""The county's books of packages as tables: on the stick, by silence, the ledger."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from nightschool.desktop import words
from nightschool.desktop.models.table import RIGHT, Column
from nightschool.i18n import N_, _
from nightschool.services import taking
from nightschool.services.stick import Offer, Standing
from nightschool.services.sync_status import Silence
from nightschool.services.taking import TakenPackage

SILENT: Mapping[str, tuple[str, Callable[[Silence], bool]]] = {
    "all": (N_("All schools"), lambda _one: True),
    "never": (N_("Never a package"), lambda one: one.days is None),
    "14": (N_("Silent for 14 days or more"), lambda one: one.days is None or one.days >= 14),
    "30": (N_("Silent for 30 days or more"), lambda one: one.days is None or one.days >= 30),
    "90": (N_("Silent for 90 days or more"), lambda one: one.days is None or one.days >= 90),
    "none": (N_("No laptop enrolled"), lambda one: not one.laptops),
}
"""Schools by how long nothing has come from them."""

LEDGER: Mapping[str, tuple[str, frozenset[str]]] = {
    "all": (N_("All packages"), frozenset(words.STATES)),
    "taken": (N_("Taken"), frozenset({"merged", "merged_with_conflicts"})),
    "conflicts": (N_("With contradictions"), frozenset({"merged_with_conflicts"})),
    "refused": (N_("Refused"), frozenset({"refused"})),
    "missing": (N_("Never came here"), frozenset({"heard"})),
    "open": (N_("Not confirmed"), frozenset({"made", "carried"})),
}
"""The ledger's lines by what became of them."""

_STANDINGS = {
    Standing.NEW: (N_("new"), "info"),
    Standing.TAKEN: (N_("taken before"), "quiet"),
    Standing.OWN: (N_("made here"), "quiet"),
    Standing.OTHERS: (N_("for somebody else"), "quiet"),
    Standing.ODD: (N_("look at this"), "warn"),
}


@dataclass(frozen=True, slots=True)
class Lying:
    """A package on the stick, and what became of it when it was taken."""

    offer: Offer
    place: str
    taken: TakenPackage | None = None


def lying_columns() -> tuple[Column[Lying], ...]:
    """What lies on the stick."""
    return (
        Column(_("School"), lambda one: one.place or one.offer.file.name, width=220),
        Column(_("Laptop"), lambda one: one.offer.sender, width=220),
        Column(_("Package"), lambda one: str(one.offer.number or ""), RIGHT, width=80),
        Column(_("Made on"), lambda one: words.day(one.offer.made_at), width=110),
        Column(_("Records"), lambda one: words.counted(one.offer.rows), width=260),
        Column(_("State"), _said, tone=_tone, tip=_said),
    )


def silent_columns() -> tuple[Column[Silence], ...]:
    """Schools by silence."""
    return (
        Column(
            _("School"), lambda one: one.school.place, sort=lambda one: one.school.code, width=280
        ),
        Column(
            _("Laptops"),
            lambda one: str(one.laptops),
            RIGHT,
            sort=lambda one: one.laptops,
            width=80,
        ),
        Column(
            _("Last package"),
            lambda one: words.day(one.last) or _("never"),
            sort=lambda one: words.day(one.last),
            width=130,
        ),
        Column(
            _("Days"),
            lambda one: "" if one.days is None else str(one.days),
            RIGHT,
            sort=lambda one: one.days,
            width=80,
        ),
        Column(_("State"), _silence, tone=_silence_tone),
    )


def ledger_columns() -> tuple[Column[words.PackageLine], ...]:
    """All packages made and taken."""
    return (
        Column(_("When"), lambda one: words.moment(one.at), sort=lambda one: one.at, width=140),
        Column(_("Package"), lambda one: str(one.number), RIGHT, width=80),
        Column(_("To or from"), lambda one: one.peers, sort=lambda one: one.peers, width=260),
        Column(_("State"), words.package_state, tone=words.package_tone, width=260),
        Column(_("Records"), lambda one: words.counted(one.rows)),
    )


def _said(one: Lying) -> str:
    if one.taken is None:
        text = _(_STANDINGS[one.offer.standing][0])
        return f"{text}: {one.offer.message}" if one.offer.message else text
    if one.taken.state == taking.REFUSED:
        return _("✗ refused: %(why)s") % {"why": one.taken.message}
    if one.taken.state == taking.KNOWN:
        return _("= taken before")
    if one.taken.conflicts:
        return _("✓ taken, %(count)d contradictions") % {"count": one.taken.conflicts}
    return _("✓ taken")


def _tone(one: Lying) -> str:
    if one.taken is None:
        return _STANDINGS[one.offer.standing][1]
    return "bad" if one.taken.state == taking.REFUSED else "good"


def _silence(one: Silence) -> str:
    if not one.laptops:
        return _("no laptop enrolled")
    if one.days is None:
        return _("never a package")
    return _("silent") if one.days >= 30 else _("heard of")


def _silence_tone(one: Silence) -> str:
    if not one.laptops:
        return "quiet"
    if one.days is None or one.days >= 90:
        return "bad"
    return "warn" if one.days >= 30 else "good"
