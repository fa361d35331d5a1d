"""An office's places as tables: side by side, those with cards, the silent, months that wait.

They stand by code. None is sorted by a figure: there are no league tables.
"""

from collections import Counter
from collections.abc import Callable

from nightschool.desktop import behind, report_words
from nightschool.desktop.models.table import RIGHT, Column
from nightschool.domain.cards import Colour
from nightschool.domain.period import Period
from nightschool.domain.report import Part
from nightschool.domain.school import Level
from nightschool.i18n import _
from nightschool.services.reporting.overview import Waiting

Name = Callable[[str], str]
"""What people call the place with this code."""


def cards_of(part: Part) -> Counter[Colour]:
    """How many schools of a place have a card of each colour."""
    return Counter(one.card.colour for one in part.at(Level.SCHOOL) if one.card)


def card_signs(part: Part) -> str:
    """`✗ 2  ! 1`; the words for one school; a tick for none."""
    if part.level is Level.SCHOOL:
        return report_words.colour(part.card.colour) if part.card else "✓"
    counts = cards_of(part)
    shown = [f"{report_words.COLOURS[one][1]} {counts[one]}" for one in Colour if counts[one]]
    return "  ".join(reversed(shown)) or "✓"


def tone(part: Part) -> str:
    """By the worst card of a school; of a place, by what half of its schools have."""
    counts, schools = cards_of(part), sum(1 for _one in part.at(Level.SCHOOL))
    if counts[Colour.RED] * 2 >= max(schools, 1):
        return "bad"
    return "warn" if sum(counts.values()) * 2 >= max(schools, 1) else "good"


def place_columns(of: Period, which: str) -> tuple[Column[Part], ...]:
    """Places beside each other; `which` is the figure that was asked for."""
    return (
        Column(_("Place"), lambda one: one.name, sort=lambda one: one.code, width=150),
        _number(_(behind.LISTS[which].title), lambda one: _count(one, which), 170),
        _number(_("Due"), lambda one: _count(one, "due")),
        _number(_("Complete"), lambda one: _count(one, "complete")),
        _number(_("Share"), lambda one: report_words.share(one.account.figures.share)),
        _number(_("Planned"), lambda one: report_words.share(one.pace.expected)),
        _number(_("Points ahead"), _ahead, 110),
        Column(_("Forecast"), lambda one: f"{one.pace.forecast or '—'}", width=110),
        _number(_("Lessons held"), lambda one: f"{one.account.of(of).all_lessons:,}", 110),
        _number(
            _("Attendance"), lambda one: report_words.share(one.account.of(of).attendance), 100
        ),
        Column(_("Cards"), card_signs, tone=tone, width=120),
    )


def card_columns(name: Name) -> tuple[Column[Part], ...]:
    """Schools that need help, each with its reasons."""
    return (
        Column(
            _("Night school"),
            lambda one: name(one.code),
            sort=lambda one: one.code,
            tip=lambda one: one.code,
            width=260,
        ),
        Column(_("Card"), card_signs, tone=tone, width=120),
        Column(
            _("Reasons"),
            lambda one: report_words.reasons(one.card) if one.card else "",
            tip=lambda one: report_words.reasons(one.card) if one.card else "",
        ),
    )


def silence_columns(name: Name) -> tuple[Column[Part], ...]:
    """Schools of which nothing was heard."""
    return (
        Column(_("Night school"), lambda one: name(one.code), sort=lambda one: one.code, width=260),
        _number(_("Days"), lambda one: f"{one.silence.days}" if one.silence else "", 90),
        Column(_("Last package"), _last, width=140),
        Column(_("Card"), card_signs, tone=tone),
    )


def waiting_columns(name: Name) -> tuple[Column[Waiting], ...]:
    """Months that wait for the county's answer."""
    return (
        Column(
            _("Night school"),
            lambda one: name(one.school),
            sort=lambda one: (one.school, one.month),
            width=260,
        ),
        Column(
            _("Month"),
            lambda one: f"{one.month:%Y-%m}",
            sort=lambda one: (one.month, one.school),
            width=100,
        ),
        Column(_("Submitted on"), lambda one: f"{one.submitted_on}", width=130),
        Column(_("Submitted by"), lambda one: one.submitted_by),
    )


def _number(title: str, text: Callable[[Part], str], width: int = 90) -> Column[Part]:
    return Column(title, text, RIGHT, width=width)


def _count(one: Part, which: str) -> str:
    return f"{behind.count(one.account.figures, which):,}"


def _ahead(one: Part) -> str:
    return "—" if one.pace.ahead is None else f"{one.pace.ahead:+.1f}"


def _last(one: Part) -> str:
    if one.silence is None:
        return ""
    return f"{one.silence.last}" if one.silence.last else _("never")
