"""Certificates as tables: to be issued, issued, nearly earned, checked."""

from collections.abc import Callable
from dataclasses import dataclass

from nightschool.desktop import certificate_words as words
from nightschool.desktop.models.table import RIGHT, Column
from nightschool.domain import labels, pinyin, standing
from nightschool.domain.certificate import Certificate
from nightschool.domain.certificate_claim import Verdict
from nightschool.domain.progress import PersonProgress
from nightschool.i18n import _


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate and how often it was printed."""

    certificate: Certificate
    printed: int


@dataclass(frozen=True, slots=True)
class Checked:
    """A verdict and when it was given, as 14:05."""

    at: str
    verdict: Verdict


def entitled() -> tuple[Column[Certificate], ...]:
    """Who may be given one; the last column tells the course, skill or decision."""
    return (
        Column(_("Name"), lambda one: one.name, sort=lambda one: pinyin.sound(one.name), width=160),
        Column(_("Class hours"), _hours, RIGHT, sort=lambda one: one.half_hours, width=100),
        Column(_("Time"), _time, sort=lambda one: one.first_day, width=200),
        Column(_("For"), words.what_for, tip=words.what_for),
    )


def nearly() -> tuple[Column[PersonProgress], ...]:
    """Who lacks little."""
    return (
        Column(
            _("Name"),
            lambda one: one.person.name,
            sort=lambda one: pinyin.sound(one.person.name),
            width=190,
        ),
        Column(
            _("Class hours"),
            lambda one: f"{one.hours.total / 2:g}",
            RIGHT,
            sort=lambda one: one.hours.total,
            width=100,
        ),
        Column(_("Still missing"), lambda one: standing.lacking(one.missing)),
    )


def issued() -> tuple[Column[Issued], ...]:
    """What was issued."""
    return (
        Column(_("Name"), _of(lambda one: one.name or _("(erased)")), sort=_sound, width=150),
        Column(_("Kind"), _of(_kind), tip=_of(_kind), width=105),
        Column(
            _("Issued on"),
            _of(lambda one: f"{one.issued_on}"),
            sort=lambda one: one.certificate.issued_on,
            width=110,
        ),
        Column(
            _("Printed"),
            lambda one: str(one.printed or ""),
            RIGHT,
            sort=lambda one: one.printed,
            width=75,
        ),
        Column(
            _("Standing"),
            _of(lambda one: _("✗ void") if one.voided_on else _("✓ stands")),
            tip=_of(words.stands),
            tone=_of(lambda one: "bad" if one.voided_on else "good"),
            width=90,
        ),
        Column(
            _("Number"),
            _of(lambda one: one.number.removeprefix(f"{one.school}-")),
            tip=_of(lambda one: one.number),
            sort=lambda one: one.certificate.number,
            width=120,
        ),
    )


def checked() -> tuple[Column[Checked], ...]:
    """The last verdicts."""
    return (
        Column(_("At"), lambda one: one.at, width=70),
        Column(_("Verdict"), _said, tone=lambda one: words.verdict(one.verdict)[2], width=180),
        Column(_("Name"), _name, width=130),
        Column(_("Number"), _number, tip=_number, width=120),
    )


def _of(text: Callable[[Certificate], str]) -> Callable[[Issued], str]:
    return lambda one: text(one.certificate)


def _sound(one: Issued) -> str:
    return pinyin.sound(one.certificate.name)


def _kind(one: Certificate) -> str:
    return labels.label(one.kind)


def _hours(one: Certificate) -> str:
    return f"{one.half_hours / 2:g}"


def _time(one: Certificate) -> str:
    return f"{one.first_day} – {one.last_day}" if one.half_hours else ""


def _said(one: Checked) -> str:
    sign, text, _tone = words.verdict(one.verdict)
    return f"{sign} {text}"


def _name(one: Checked) -> str:
    return one.verdict.claim.name if one.verdict.claim else ""


def _number(one: Checked) -> str:
    return one.verdict.claim.number if one.verdict.claim else ""
