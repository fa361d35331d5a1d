"""The three shares of each school, and the list behind each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from nightschool.domain.checks import shares as rules
from nightschool.domain.checks.rules import BunchLimits, Code
from nightschool.domain.checks.shares import Kind, Share
from nightschool.domain.field_labels import field_label
from nightschool.domain.identity import RowId
from nightschool.domain.school import School
from nightschool.i18n import _
from nightschool.services.checks.running import sources
from nightschool.services.checks.sources import Sources
from nightschool.services.workspace import Workspace
from nightschool.storage.queries import checks as found
from nightschool.storage.queries import common

_NONE = Share()


@dataclass(frozen=True, slots=True)
class Shares:
    """A school's three shares."""

    school: School
    reached: Share
    complete: Share
    on_time: Share


@dataclass(frozen=True, slots=True)
class Line:
    """What keeps a share from being whole."""

    table: str
    record: RowId
    label: str
    detail: str


def shares(workspace: Workspace, on: date, school: str | None = None) -> list[Shares]:
    """The shares of each school that anything is known of, by code; or of one school."""
    made: list[Shares] = []
    with sources(workspace, on, school) as every:
        for each in every:
            made += _of(each)
    return made


def _of(made: Sources) -> list[Shares]:
    places = {one.code: one for one in common.schools(made.connection)}
    reached = rules.reached(made.households)
    complete = found.complete_records(made.connection, made.scope, made.on)
    on_time = rules.on_time(made.evenings, made.waiting, made.on, _limits(made))
    return [
        Shares(
            places[code],
            reached.get(code, _NONE),
            Share(*complete.get(code, (0, 0))),
            on_time.get(code, _NONE),
        )
        for code in made.schools
        if code in places
    ]


def lines(workspace: Workspace, on: date, school: str, kind: Kind) -> list[Line]:
    """The list behind a share of a school: households, people or lessons that it lacks."""
    with sources(workspace, on, school) as [made]:
        finders = {
            Kind.REACHED: _unreached,
            Kind.COMPLETE: _incomplete,
            Kind.ON_TIME: _overdue,
        }
        return list(finders[kind](made))


def _unreached(made: Sources) -> Iterator[Line]:
    for home in made.households:
        if home.due and not home.reached:
            label = home.name.head or home.name.number or _("household without a head")
            detail = _("%(due)d due") % {"due": home.due}
            yield Line("household", home.household, label, detail)


def _incomplete(made: Sources) -> Iterator[Line]:
    for key, _school, name, values in found.records(made.connection, made.scope, made.on):
        if missing := rules.lacking(values):
            labels = _(", ").join(field_label("person", each) for each in missing)
            yield Line("person", key, name, _("missing: %(fields)s") % {"fields": labels})


def _overdue(made: Sources) -> Iterator[Line]:
    late = rules.overdue(made.evenings, made.waiting, made.on, _limits(made))
    for one in sorted(late, key=lambda one: (one.day, one.start)):
        if one.entered_on is None:
            detail = _("not finished")
        else:
            detail = _("finished on %(day)s") % {"day": one.entered_on}
        yield Line("lesson", one.id, one.label, detail)


def _limits(made: Sources) -> BunchLimits:
    limits = made.settings[Code.LATE_BUNCH].limits
    assert isinstance(limits, BunchLimits)  # noqa: S101 - for mypy: the rule's own numbers
    return limits
