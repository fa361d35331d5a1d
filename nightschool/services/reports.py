"""Reports: the rotation's figures as the terminal and a workbook show them.

Each figure's stable name, what people read above it and how its values look stand here once.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from nightschool import files
from nightschool.documents.workbook import Cell, Column, Kind, write_table
from nightschool.domain.codes import CourseKind
from nightschool.domain.forecast import EARLIEST, FEWEST, SPAN
from nightschool.domain.policy import Policy
from nightschool.domain.progress import ABSENT_DAYS
from nightschool.i18n import N_, _
from nightschool.services import desks, policy, progress
from nightschool.services.progress import Level, Section
from nightschool.services.workspace import Workspace

FIGURES = {
    "households": (N_("Households"), Kind.WHOLE),
    "households_due": (N_("Households due"), Kind.WHOLE),
    "households_reached": (N_("Reached this year"), Kind.WHOLE),
    "households_trained": (N_("One trained"), Kind.WHOLE),
    "households_complete": (N_("All trained"), Kind.WHOLE),
    "people": (N_("People"), Kind.WHOLE),
    "working_age": (N_("Of working age"), Kind.WHOLE),
    "begun": (N_("Begun"), Kind.WHOLE),
    "complete": (N_("Complete"), Kind.WHOLE),
    "share": (N_("Share"), Kind.PERCENT),
    "expected_share": (N_("Planned"), Kind.PERCENT),
    "ahead": (N_("Points ahead"), Kind.DECIMAL),
    "complete_lately": (N_("Complete in half a year"), Kind.WHOLE),
    "forecast": (N_("Forecast"), Kind.DAY),
    "complete_but_left": (N_("Complete, then left"), Kind.WHOLE),
    "absent_60_days": (N_("Away 60 days"), Kind.WHOLE),
    "never_came": (N_("Never came"), Kind.WHOLE),
    "lessons": (N_("Lessons held"), Kind.WHOLE),
    "hours": (N_("Class hours"), Kind.DECIMAL),
    "hours_culture": (N_("Culture hours"), Kind.DECIMAL),
    "hours_technology": (N_("Technology hours"), Kind.DECIMAL),
    "hours_policy": (N_("Policy hours"), Kind.DECIMAL),
    "hours_customs": (N_("Customs hours"), Kind.DECIMAL),
    "hours_of_others": (N_("Hours of others"), Kind.DECIMAL),
}
"""Name of a figure: its title and the look of its values."""

LEVELS = {
    Level.COUNTY: N_("County"),
    Level.TOWNSHIP: N_("Township"),
    Level.SCHOOL: N_("Night school"),
}


@dataclass(frozen=True, slots=True)
class Report:
    """A table of places, each with its figures."""

    title: str
    section: Section
    footnotes: tuple[str, ...]


def named(section: Section) -> dict[str, Any]:
    """The figures of a place under their stable names: hours in class hours, shares in per cent."""
    figures, pace = section.figures, section.pace
    counts = asdict(figures)
    by_kind = counts.pop("half_hours")
    values = {
        **counts,
        "share": figures.share,
        "expected_share": pace.expected,
        "ahead": pace.ahead,
        "forecast": pace.forecast,
        "hours": sum(by_kind.values()) / 2,
        **{f"hours_{kind}": by_kind.get(kind, 0) / 2 for kind in CourseKind},
        "hours_of_others": counts.pop("half_hours_of_others") / 2,
    }
    return {name: values[name] for name in FIGURES}


def shown(name: str, value: Any) -> str | None:
    """A figure as the terminal shows it; None where there is none."""
    if value is None:
        return None
    kind = FIGURES[name][1]
    if kind is Kind.PERCENT:
        return f"{value:.1f}%"
    return f"{value:.1f}" if kind is Kind.DECIMAL else str(value)


def progress_report(workspace: Workspace, on: date) -> Report:
    """The figures of the day for every place of this desk."""
    title = _("Progress of the rotation in %(place)s on %(day)s") % {
        "place": desks.place_name(workspace, workspace.scope),
        "day": on,
    }
    rules = policy.policy_of(workspace)
    return Report(title, progress.figures(workspace, on), tuple(_footnotes(rules, on)))


def lines(report: Report) -> Iterator[tuple[tuple[str, ...], Section]]:
    """Places from the outermost to the innermost, each with the names that lead to it; then all."""
    for part in report.section.parts:
        yield from _lines(part, ())
    name = _("All") if report.section.parts else report.section.name
    yield (name,), report.section


def save(report: Report, path: Path) -> Path:
    """Write the report as an `.xlsx`; returns its name, which is `path` or one with a number."""
    levels = [level for level in LEVELS if any(part.at(level) for part in report.section.parts)]
    titles = [LEVELS[level] for level in levels or [Level.SCHOOL]]
    columns = [Column(_(title)) for title in titles]
    columns += [Column(_(title), kind) for title, kind in FIGURES.values()]
    rows = []
    for names, section in lines(report):
        blank = [""] * (len(titles) - len(names))
        rows.append([*names, *blank, *(_cell(*figure) for figure in named(section).items())])
    data = write_table(report.title, columns, rows, report.footnotes)
    return files.write_durably(path, lambda file: file.write(data))


def _lines(section: Section, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Section]]:
    names = (*above, section.name)
    yield names, section
    for part in section.parts:
        yield from _lines(part, names)


def _cell(name: str, value: Any) -> Cell:
    """A share becomes a fraction, which a spreadsheet shows in per cent."""
    if value is not None and FIGURES[name][1] is Kind.PERCENT:
        return float(value) / 100
    cell: Cell = value
    return cell


def _footnotes(rules: Policy, on: date) -> Iterator[str]:
    yield _(
        "As of %(day)s: people as the register has them now, lessons from %(start)s to before"
        " %(end)s whose roll call was finished, held by that day."
    ) % {"day": on, "start": rules.start, "end": rules.end}
    yield _(
        "People, households: on the register and not left; a household needs one such member."
        " Of working age: %(men)s years (women %(women)s), able to work, no full-time pupil."
    ) % {"men": _range(rules.male_ages), "women": _range(rules.female_ages)}
    yield _(
        "Begun: of those, who attended a lesson. Complete: of those, who have %(hours)g class"
        " hours, %(technology)g of them of technology, in %(kinds)d kinds. Share: complete of those"
        " of working age. Complete, then left: too old, moved or died since; not in the share."
    ) % {
        "hours": rules.half_hours / 2,
        "technology": rules.technology_half_hours / 2,
        "kinds": rules.kinds,
    }
    yield _(
        "Planned: from the targets of %(targets)s per cent at the end of each year. Forecast: when"
        " all will be complete at the pace of the last %(span)d days; none in the first %(early)d"
        " days or with fewer than %(fewest)d complete in that span."
    ) % {
        "targets": ", ".join(map(str, rules.targets[: rules.years])),
        "span": SPAN.days,
        "early": EARLIEST.days,
        "fewest": FEWEST,
    }
    yield _(
        "Reached this year: a member attended in %(year)d. One trained: a member is complete."
        " All trained: every member of working age is complete."
    ) % {"year": on.year}
    yield _(
        "Away: of those of working age, who attended before but not in the last %(days)d days."
        " Class hours: those of the people; of others: villagers outside the register, guests and"
        " who left."
    ) % {"days": ABSENT_DAYS}


def _range(ages: tuple[int, int]) -> str:
    return f"{ages[0]}–{ages[1]}"
