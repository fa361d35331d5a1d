"""Two records side by side: field by field, and what hangs on each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from nightschool import clock
from nightschool.domain import doubles as rules
from nightschool.domain import identity
from nightschool.domain.field_labels import field_label
from nightschool.domain.identity import RowId
from nightschool.domain.lesson import Lesson
from nightschool.domain.person import Person
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import cards, history, lessons, schools
from nightschool.services.conflict_desk import differences
from nightschool.services.doubles import Kind
from nightschool.services.workspace import Workspace
from nightschool.storage import tables
from nightschool.storage.queries import history as past
from nightschool.storage.queries import people as known
from nightschool.storage.queries import records, rolls

_UNSEEN = frozenset({"id", "school", "name", "moved_from", "merged_into"})
MOST = 8
"""So many lessons, names or changes are listed of each."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One field of both, as people read it."""

    label: str
    first: str
    second: str

    @property
    def differs(self) -> bool:
        return self.first != self.second


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two."""

    row: RowId
    title: str
    stands: bool
    """Whether it would stand for both."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both records, with the one that would stand first."""

    kind: Kind
    first: Side
    second: Side
    lines: tuple[Compared, ...]


def compare(
    workspace: Workspace, kind: Kind, one: RowId, other: RowId, on: date | None = None
) -> Comparison:
    """Two people, or two lessons, side by side; the one that would stand comes first.

    Empty in both is left out. Numbers that identify somebody show only what differs. Raises
    `UserError` where one is not here any more.
    """
    day = on or clock.today()
    if kind is Kind.PEOPLE:
        return _people(workspace, one, other, day)
    return _lessons(workspace, one, other)


def _people(workspace: Workspace, one: RowId, other: RowId, on: date) -> Comparison:
    with workspace.database.read() as connection:
        people = known.of_ids(connection, {one, other})
    _require_two(people)
    first, second = rules.in_order(*people)
    lines = [Compared(_("School"), *(_place(workspace, each.school) for each in (first, second)))]
    lines += _fields(workspace, "person", first, second)
    facts = [_facts(workspace, each, on) for each in (first, second)]
    lines += [
        Compared(label, left, right)
        for (label, left), (_label, right) in zip(*facts, strict=True)
        if left or right
    ]
    sides = (Side(first.id, first.name, True), Side(second.id, second.name, False))
    return Comparison(Kind.PEOPLE, *sides, tuple(lines))


def _facts(workspace: Workspace, one: Person, on: date) -> list[tuple[str, str]]:
    """What hangs on a person: hours, lessons, certificates, household, history."""
    card = cards.person_card(workspace, one.id, on)
    members = []
    if one.household is not None:
        with workspace.database.read() as connection:
            members = [each.name for each in known.members(connection, one.household)]
    rolls_ = [f"{each.day:%Y-%m-%d} {each.title} ({each.half_hours / 2:g})" for each in card.rolls]
    certificates = [each.number for each in card.certificates]
    return [
        (_("Class hours"), f"{card.progress.hours.total / 2:g}"),
        (_("Lessons"), _few(rolls_)),
        (_("Certificates"), _few(certificates)),
        (_("Members of the household"), "、".join(members)),
        (_("History"), _history(workspace, "person", one.id)),
    ]


def _lessons(workspace: Workspace, one: RowId, other: RowId) -> Comparison:
    with workspace.database.read() as connection:
        both = {
            each: records.by_id(connection, Lesson, tables.Lesson, each) for each in (one, other)
        }
    found = [each for each in both.values() if each is not None]
    _require_two(found)
    first, second = sorted(found, key=lambda each: identity.precedence(each.id))
    lines = [Compared(_("School"), *(_place(workspace, each.school) for each in (first, second)))]
    lines += _fields(workspace, "lesson", first, second)
    names = []
    for each in (first, second):
        with workspace.database.read() as connection:
            call = rolls.roll_call(connection, each)
        names.append([line.person.name for line in call.lines])
    counted = [_("%(count)d people") % {"count": len(each)} for each in names]
    lines.append(Compared(_("On the roll"), *counted))
    shared = set(names[0]) & set(names[1])
    alone = [_few([name for name in each if name not in shared]) for each in names]
    if any(alone):
        lines.append(Compared(_("On this roll alone"), *alone))
    past_ = [_history(workspace, "lesson", each.id) for each in (first, second)]
    if any(past_):
        lines.append(Compared(_("History"), *past_))
    stands, goes = (
        Side(each.id, lessons.line(workspace, each.id).title, each is first)
        for each in (first, second)
    )
    return Comparison(Kind.LESSONS, stands, goes, tuple(lines))


def _fields(workspace: Workspace, table: str, first: Any, second: Any) -> list[Compared]:
    """The fields that one of them says something in."""
    names = [field.name for field in fields(first) if field.name not in _UNSEEN]
    values = [getattr(each, name) for name in names for each in (first, second)]
    references = {RowId(value) for value in values if isinstance(value, bytes)}
    called: Mapping[RowId, str] = {}
    if references:
        with workspace.database.read() as connection:
            called = past.names(connection, references)
    found = (
        [Compared(field_label(table, "name"), first.name, second.name)] if table == "person" else []
    )
    for name in names:
        mine, theirs = (getattr(each, name) for each in (first, second))
        if name in history.MASKED and mine and theirs:
            shown = differences(mine, theirs)
        else:
            shown = [history.shown(name, value, called) for value in (mine, theirs)]
        if any(shown):
            found.append(Compared(field_label(table, name), *shown))
    return found


def _place(workspace: Workspace, code: str) -> str:
    return schools.school_of(workspace, code).place


def _history(workspace: Workspace, table: str, row: RowId) -> str:
    lines = [
        f"{one.at:%Y-%m-%d} {one.field}: {one.old or '–'} → {one.new or '–'}"
        if one.at
        else f"{one.field}: {one.old or '–'} → {one.new or '–'}"
        for one in history.history(workspace, table, row)
    ]
    return _few(lines)


def _few(lines: list[str]) -> str:
    """The first ones, and how many more there are."""
    more = len(lines) - MOST
    shown = lines[:MOST]
    if more > 0:
        shown.append(_("and %(count)d more") % {"count": more})
    return "\n".join(shown)


def _require_two(found: Sequence[Person] | Sequence[Lesson]) -> None:
    if len(found) != 2:
        raise UserError(_("One of these two is not here any more."), _("Load the list again."))
