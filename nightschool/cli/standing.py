"""How the terminal shows where places, households and people stand: as rows and as JSON."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from nightschool.cli.output import table
from nightschool.domain import identity, standing
from nightschool.domain.codes import CourseKind
from nightschool.domain.progress import HouseholdProgress, PersonProgress
from nightschool.i18n import _
from nightschool.services import reports
from nightschool.services.progress import Section

_IN_BRIEF = (
    "households",
    "households_reached",
    "households_trained",
    "working_age",
    "begun",
    "complete",
    "share",
    "ahead",
    "hours",
)
"""Figures that fit beside each other in a terminal."""


def figures(section: Section) -> str:
    """All figures of one place, one below the other."""
    values = reports.named(section)
    rows = [
        (_(title), reports.shown(name, values[name]))
        for name, (title, _kind) in reports.FIGURES.items()
    ]
    return table([_("Figure"), section.name], rows)


def places(sections: Sequence[Section]) -> str:
    """The chief figures of places, one place a row."""
    return _side_by_side([(section.name, section) for section in sections])


def outline(report: reports.Report) -> str:
    """The same of every place of a report, those within others set in, and of all."""
    lines = [("  " * (len(names) - 1) + names[-1], part) for names, part in reports.lines(report)]
    return "\n".join([report.title, "", _side_by_side(lines)])


def _side_by_side(labelled: Sequence[tuple[str, Section]]) -> str:
    titles = [_(reports.FIGURES[name][0]) for name in _IN_BRIEF]
    rows = []
    for label, section in labelled:
        values = reports.named(section)
        rows.append([label, *(reports.shown(name, values[name]) for name in _IN_BRIEF)])
    return table([_("Place"), *titles], rows)


def households(homes: Sequence[HouseholdProgress]) -> str:
    """Households, each with what its members reached."""
    head = [_("Household"), _("Head"), _("Members"), _("Of working age"), _("Begun")]
    return table(
        [*head, _("Complete"), _("One trained"), _("Reached this year")],
        [
            (
                home.name.number,
                home.name.head,
                home.members,
                home.due,
                home.begun,
                home.complete,
                _("yes") if home.trained else _("no"),
                _("yes") if home.reached else _("no"),
            )
            for home in homes
        ],
    )


def people(everybody: Sequence[PersonProgress]) -> str:
    """Those who are on the register and here, each with hours, rate and what is missing."""
    return table(
        [_("Name"), _("Class hours"), _("Technology"), _("Attended"), _("Standing"), _("Skills")],
        [
            (
                one.person.name,
                one.hours.total / 2,
                one.hours.by_kind.get(CourseKind.TECHNOLOGY, 0) / 2,
                None if one.attendance_rate is None else f"{one.attendance_rate}%",
                standing.standing(one),
                ", ".join(one.skills),
            )
            for one in everybody
            if one.here
        ],
    )


def place_json(section: Section) -> dict[str, Any]:
    """A place's figures under their stable names."""
    values = reports.named(section)
    forecast = values["forecast"]
    return {
        "level": section.level,
        "code": section.code,
        "name": section.name,
        **values,
        "forecast": forecast and str(forecast),
    }


def tree_json(section: Section) -> dict[str, Any]:
    """A place's figures with those of the places in it."""
    return place_json(section) | {"parts": [tree_json(part) for part in section.parts]}


def household_json(home: HouseholdProgress) -> dict[str, Any]:
    """A household under stable names."""
    return {
        "id": identity.text(home.household),
        "school": home.school,
        "number": home.name.number,
        "head": home.name.head,
        "members": home.members,
        "working_age": home.due,
        "begun": home.begun,
        "complete": home.complete,
        "trained": home.trained,
        "all_complete": home.all_complete,
        "reached": home.reached,
    }


def person_json(one: PersonProgress) -> dict[str, Any]:
    """A person under stable names; hours in class hours."""
    hours = one.hours
    home = one.person.household
    return {
        "id": identity.text(one.person.id),
        "school": one.person.school,
        "name": one.person.name,
        "household": home and identity.text(home),
        "working_age": one.due,
        "why_not_due": one.why_not_due,
        "complete": one.complete,
        "hours": hours.total / 2,
        **{f"hours_{kind}": hours.by_kind.get(kind, 0) / 2 for kind in CourseKind},
        "missing_hours": one.missing.half_hours / 2,
        "missing_technology_hours": one.missing.technology_half_hours / 2,
        "missing_kinds": one.missing.kinds,
        "attended": hours.attended,
        "called": hours.called,
        "attendance_rate": one.attendance_rate,
        "first_day": hours.first_day and str(hours.first_day),
        "last_day": hours.last_day and str(hours.last_day),
        "skills": one.skills,
    }


@dataclass(frozen=True, slots=True)
class View:
    """How a list is shown to people and to programs."""

    text: Callable[[Any], str]
    json: Callable[[Any], dict[str, Any]]


VIEWS = {
    "township": View(places, place_json),
    "school": View(places, place_json),
    "household": View(households, household_json),
    "person": View(people, person_json),
}
