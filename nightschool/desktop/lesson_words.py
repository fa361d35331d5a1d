"""What people read of a lesson: how it stands, when it is, what it gives."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from nightschool.domain import labels
from nightschool.domain.codes import CourseKind, LessonState
from nightschool.domain.lesson import Lesson, minutes_between
from nightschool.i18n import N_, _
from nightschool.services.timetable import ENOUGH_MINUTES
from nightschool.services.today import Month

Said = tuple[str, str, str]
"""Sign, words and tone of a chip."""


class LessonLine(Protocol):
    """A lesson as services list it."""

    @property
    def lesson(self) -> Lesson: ...
    @property
    def title(self) -> str: ...
    @property
    def course(self) -> str: ...
    @property
    def kind(self) -> CourseKind | None: ...
    @property
    def lecturer(self) -> str: ...
    @property
    def on_roll(self) -> int: ...
    @property
    def attended(self) -> int: ...


WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
LONG_WEEKDAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"),
    N_("Sunday"),
)  # fmt: skip
MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"),
    N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip


def state(one: Lesson, today: date) -> Said:
    """How a lesson stands."""
    if one.state is LessonState.HELD:
        return "✓", _("held"), "good"
    if one.state is LessonState.CANCELLED:
        return "✗", _("cancelled"), "quiet"
    if one.roll_open:
        return "◐", _("roll call open"), "warn"
    return ("!", _("not recorded"), "bad") if one.day < today else ("○", _("planned"), "info")


def legend() -> tuple[Said, ...]:
    """All the ways in which a lesson can stand."""
    return (
        ("○", _("planned"), "info"),
        ("◐", _("roll call open"), "warn"),
        ("✓", _("held"), "good"),
        ("!", _("not recorded"), "bad"),
        ("✗", _("cancelled"), "quiet"),
    )


def weekday(day: date) -> str:
    """Mon to Sun."""
    return _(WEEKDAYS[day.weekday()])


def day(day: date) -> str:
    """`2018-06-12 Tue`."""
    return f"{day:%Y-%m-%d} {weekday(day)}"


def long_day(day: date) -> str:
    """As a heading: `Tuesday 12 June 2018`."""
    return _("%(weekday)s %(day)d %(month)s %(year)d") % {
        "weekday": _(LONG_WEEKDAYS[day.weekday()]),
        "day": day.day,
        "month": _(MONTHS[day.month - 1]),
        "year": day.year,
    }


def month(first: date) -> str:
    """A month as a title."""
    return _("%(year)d-%(month)02d") % {"year": first.year, "month": first.month}


def hour(one: Lesson) -> str:
    """`19:30–21:30`."""
    return f"{one.start:%H:%M}–{one.end:%H:%M}"


def hours(halves: int) -> str:
    """`2.5 class hours`."""
    return _("%(hours)g class hours") % {"hours": halves / 2}


def minutes(count: int) -> str:
    """`2 h`, `1 h 30 min`."""
    whole, rest = divmod(count, 60)
    if not rest:
        return _("%(hours)d h") % {"hours": whole}
    return _("%(hours)d h %(minutes)d min") % {"hours": whole, "minutes": rest}


def came(line: LessonLine) -> str:
    """`31 of 38`; empty where no roll was begun."""
    counts = {"there": line.attended, "all": line.on_roll}
    return _("%(there)d of %(all)d") % counts if line.on_roll else ""


def spoken(line: LessonLine, today: date) -> str:
    """A lesson in a line, as a tip shows it and a screen reader reads it."""
    one = line.lesson
    said = f"{hour(one)} {line.title}: {state(one, today)[1]}"
    return f"{said} ({came(line)})" if line.on_roll else said


def kind(line: LessonLine) -> str:
    """The kind of learning; empty where the course has not come here yet."""
    return labels.label(line.kind) if line.kind else ""


def of_month(first: date, lines: Iterable[LessonLine]) -> Month:
    """A month's lessons against the rule of 2016."""
    lessons = [one.lesson for one in lines if one.lesson.day.replace(day=1) == first]
    held = [one for one in lessons if one.state is LessonState.HELD]
    long_enough = [one for one in held if minutes_between(one.start, one.end) >= ENOUGH_MINUTES]
    planned = sum(one.state is LessonState.PLANNED for one in lessons)
    return Month(first, len(held), planned, len(long_enough))


def rule(month: Month) -> str:
    """The rule and how the month keeps it, in one line."""
    parts = [
        _("%(least)d to %(most)d lessons of 2 h a month")
        % {
            "least": month.least,
            "most": month.most,
        },
        _("held %(count)d") % {"count": month.held},
    ]
    short = month.held - month.long_enough
    if short:
        parts.append(_("%(count)d too short") % {"count": short})
    if month.planned:
        parts.append(_("planned %(count)d") % {"count": month.planned})
    return " · ".join(parts)


def kept(month: Month, today: date) -> Said:
    """Whether the month keeps the rule; one that is not over may still."""
    if month.kept:
        return "✓", _("as the rule asks"), "good"
    if month.first >= today.replace(day=1):
        if month.long_enough + month.planned >= month.least:
            return "○", _("enough is planned"), "info"
        return "!", _("plan one more"), "warn"
    return "!", _("fewer than the rule asks"), "warn"
