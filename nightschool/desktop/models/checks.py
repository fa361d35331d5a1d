"""What the checks' tables show: rules with their counts, findings, questions, shares."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from nightschool.desktop.models.table import RIGHT, Column
from nightschool.domain.checks.finding import Finding, title
from nightschool.domain.checks.rules import Code
from nightschool.domain.checks.shares import Kind
from nightschool.i18n import N_, _
from nightschool.services.checks import Asked, Line, Shares

SHARES: Mapping[Kind, str] = {
    Kind.REACHED: N_("Households reached"),
    Kind.COMPLETE: N_("Complete records"),
    Kind.ON_TIME: N_("Rolls on time"),
}

PAGES: Mapping[str, tuple[str, str]] = {
    "person": ("people", ""),
    "household": ("people", "household"),
    "lesson": ("roll", ""),
    "certificate": ("certificates", ""),
    "school": ("lessons", ""),
}
"""The page that opens a record, by its table, and the detail that the page asks for."""

_LOW, _MIDDLE = 50, 80
"""Per cent of a share: below the first it is shown as bad, below the second as a warning."""


@dataclass(frozen=True, slots=True)
class RuleCount:
    """A line of the list of rules; without a code it is all of them."""

    code: Code | None
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    """A finding, its school's name, and what was asked about it."""

    finding: Finding
    place: str
    asked: Asked | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and whether the checks still find what it is about."""

    asked: Asked
    still: bool


def rule_columns() -> tuple[Column[RuleCount], ...]:
    """Rules with counts."""
    return (
        Column(_("Count"), lambda one: str(one.count), RIGHT, width=64),
        Column(_("Check"), rule_title, tip=rule_title, width=140),
    )


def found_columns(*, places: bool) -> tuple[Column[Found], ...]:
    """Findings; at an office with their schools."""
    school: Column[Found] = Column(
        _("School"), lambda one: one.place, sort=lambda one: one.finding.school, width=150
    )
    return (
        *((school,) if places else ()),
        Column(
            _("Record"),
            lambda one: one.finding.label,
            sort=lambda one: one.finding.label,
            width=170,
        ),
        Column(_("Question"), _question_state, tone=_question_tone, width=130),
        Column(_("What the check found"), _words, tip=_words, width=120),
    )


def question_columns(*, places: bool) -> tuple[Column[Question], ...]:
    """Questions with where they stand."""
    school: Column[Question] = Column(
        _("School"),
        lambda one: one.asked.place,
        sort=lambda one: one.asked.request.school,
        width=150,
    )
    return (
        *((school,) if places else ()),
        Column(_("Asked on"), _asked_on, sort=_asked_on, width=105),
        Column(_("Record"), lambda one: one.asked.label, width=150),
        Column(
            _("State"),
            lambda one: state(one.asked)[0],
            tone=lambda one: state(one.asked)[1],
            width=150,
        ),
        Column(
            _("Now"),
            lambda one: _("still found") if one.still else _("✓ no longer found"),
            tone=lambda one: "" if one.still else "good",
            width=120,
        ),
        Column(_("What the check found"), lambda one: one.asked.request.in_words(), width=120),
    )


def share_columns() -> tuple[Column[Shares], ...]:
    """A school's three shares."""
    return (
        Column(
            _("School"), lambda one: one.school.place, sort=lambda one: one.school.code, width=240
        ),
        *(_share_column(kind) for kind in Kind),
    )


def line_columns() -> tuple[Column[Line], ...]:
    """The list behind a share."""
    return (
        Column(_("Record"), lambda one: one.label, sort=lambda one: one.label, width=220),
        Column(_("What is missing"), lambda one: one.detail, tip=lambda one: one.detail),
    )


def state(asked: Asked) -> tuple[str, str]:
    """Where a question stands, in words and as a tone."""
    request = asked.request
    if request.closed_on is not None:
        return _("closed"), "quiet"
    if request.answered_on is None:
        return _("→ asked"), "info"
    return (_("✓ answered"), "good") if request.done else (_("! being mended"), "warn")


def rule_title(one: RuleCount) -> str:
    """The rule's name in the list of rules."""
    return _("All rules") if one.code is None else title(one.code)


def _words(one: Found) -> str:
    return f"{title(one.finding.code)}{_(': ')}{one.finding.in_words()}"


def _question_state(one: Found) -> str:
    return state(one.asked)[0] if one.asked else ""


def _question_tone(one: Found) -> str:
    return state(one.asked)[1] if one.asked else ""


def _asked_on(one: Question) -> str:
    return f"{one.asked.request.asked_on}"


def _share_column(kind: Kind) -> Column[Shares]:
    return Column(
        _(SHARES[kind]),
        partial(_share, kind),
        sort=_percent(kind),
        tone=partial(_share_tone, kind),
        width=150,
    )


def _percent(kind: Kind) -> Callable[[Shares], float | None]:
    return lambda one: getattr(one, kind).percent


def _share(kind: Kind, one: Shares) -> str:
    share = getattr(one, kind)
    return "–" if share.percent is None else f"{share.percent:g}%  {share.part}/{share.whole}"


def _share_tone(kind: Kind, one: Shares) -> str:
    percent = getattr(one, kind).percent
    if percent is None or percent >= _MIDDLE:
        return ""
    return "bad" if percent < _LOW else "warn"
