"""The doubles desk: likely doubles ranked, joined, parted again, or remembered as not the same.

Nothing happens by itself. Joining sets one field of one row, `merged_into`; what the row that
stands lacked it takes from the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from nightschool.domain import doubles as rules
from nightschool.domain import identity, lesson_likeness, likeness
from nightschool.domain.codes import LessonState, Role
from nightschool.domain.identity import RowId
from nightschool.domain.lesson import Lesson
from nightschool.domain.person import Person
from nightschool.domain.school import county_of
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import joined_hours, schools, undo
from nightschool.services.undo import Act
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from nightschool.storage.database import Write
from nightschool.storage.queries import common, records
from nightschool.storage.queries import doubles as found
from nightschool.storage.queries import lessons as taught
from nightschool.storage.queries import people as known


class Kind(StrEnum):
    """What may stand here twice."""

    PEOPLE = "people"
    LESSONS = "lessons"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one, as the queue shows them."""

    kind: Kind
    first: RowId
    second: RowId
    title: str
    """The one name, or both; of lessons the title and day."""
    place: str
    """The village, or both."""
    score: int
    """Up to 100."""
    reasons: tuple[str, ...]

    @property
    def key(self) -> RowId:
        """The same whichever is first."""
        return likeness.pair_key(self.first, self.second)


@dataclass(frozen=True, slots=True)
class Queue:
    """A part of the queue, the likeliest first, and how many there are in all."""

    pairs: tuple[Pair, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of a pair."""

    stands: RowId
    joined: RowId
    act: Act | None
    """Takes it back."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A row that was joined to another."""

    kind: Kind
    row: RowId
    title: str
    stands: RowId


def queue(
    workspace: Workspace,
    kind: Kind = Kind.PEOPLE,
    offset: int = 0,
    limit: int = 100,
    school: str | None = None,
) -> Queue:
    """Likely doubles of this desk's schools, or of one, but for those that are not the same."""
    scope = schools.code_of(workspace, school) if school else workspace.scope
    pairs = (_people if kind is Kind.PEOPLE else _lessons)(workspace, scope)
    return Queue(tuple(pairs[offset : offset + limit]), len(pairs))


def _people(workspace: Workspace, scope: str) -> list[Pair]:
    with workspace.database.read() as connection:
        people = found.suspects(connection, scope)
        villages = {one.code: one.village for one in common.schools(connection)}
        decided = found.decided(connection)
    by_id = {one.id: one for one in people}
    return [
        Pair(
            kind=Kind.PEOPLE,
            first=one.first,
            second=one.second,
            title=_both(by_id[one.first].name, by_id[one.second].name),
            place=_both(*(villages.get(by_id[row].school, "") for row in (one.first, one.second))),
            score=one.score,
            reasons=tuple(map(likeness.in_words, one.signs)),
        )
        for one in likeness.candidates(people, villages)
        if likeness.pair_key(one.first, one.second) not in decided
    ]


def _lessons(workspace: Workspace, scope: str) -> list[Pair]:
    with workspace.database.read() as connection:
        near = lesson_likeness.overlapping(found.held_lessons(connection, scope))
        rolls = found.rolls(connection, {one.id for pair in near for one in pair})
        villages = {one.code: one.village for one in common.schools(connection)}
        codes = (scope, county_of(scope)) if len(scope) == 12 else (scope,)
        titles = {one.id: one.title for one in taught.courses(connection, *codes)}
        decided = found.decided(connection)
    pairs = []
    for one, other in near:
        like = lesson_likeness.likeness(one, other, rolls)
        if like is None or likeness.pair_key(one.id, other.id) in decided:
            continue
        score, signs = like
        title = _both(*(each.title or titles.get(each.course, "") for each in (one, other)))
        reasons = tuple(map(lesson_likeness.in_words, signs))
        day = f"{one.day} {title}"
        place = villages.get(one.school, "")
        pairs.append(Pair(Kind.LESSONS, one.id, other.id, day, place, score, reasons))
    return sorted(pairs, key=lambda pair: (-pair.score, pair.first, pair.second))


def _both(one: str, other: str) -> str:
    return one if one == other else f"{one} / {other}"


def merge(workspace: Workspace, kind: Kind, one: RowId, other: RowId, reason: str = "") -> Decision:
    """Both are the same: the hours of both count for the one that stands, each lesson once.

    Raises `UserError` where one of them was joined already, or is not this desk's to decide.
    """
    why = reason.strip() or _("The same, by the doubles desk")
    with workspace.database.write() as write:
        if kind is Kind.PEOPLE:
            stands, goes = _merge_people(write, workspace, (one, other), why)
        else:
            stands, goes = _merge_lessons(write, workspace, (one, other), why)
    return Decision(stands, goes, undo.latest(workspace))


def _merge_people(
    write: Write, workspace: Workspace, pair: Sequence[RowId], why: str
) -> tuple[RowId, RowId]:
    people = known.of_ids(write.connection, set(pair))
    _require_two(workspace, people)
    across = people[0].school != people[1].school
    if across and workspace.role is Role.SCHOOL:
        raise UserError(
            _("These two are of different schools."), _("The county's office joins them.")
        )
    stands, goes = rules.in_order(*people)
    changes: dict[rows.Key, rows.Values] = {(goes.id,): {"merged_into": stands.id}}
    if taken := rules.filled(stands, goes):
        changes[(stands.id,)] = taken
    rows.edit(write, tables.Person, changes, why)
    if workspace.role is not Role.SCHOOL:
        joined_hours.bring(write, {goes.id: stands.id})
    return stands.id, goes.id


def _merge_lessons(
    write: Write, workspace: Workspace, pair: Sequence[RowId], why: str
) -> tuple[RowId, RowId]:
    lessons = taught.of_ids(write.connection, set(pair))
    _require_two(workspace, lessons)
    one, other = sorted(lessons, key=lambda each: identity.precedence(each.id))
    if (one.school, one.day) != (other.school, other.day):
        raise UserError(
            _("These lessons are of different schools or days."), _("Correct the day first.")
        )
    if {one.state, other.state} != {LessonState.HELD}:
        raise UserError(
            _("Only lessons that were held are joined."), _("Cancel the one that was not.")
        )
    rows.edit(write, tables.Lesson, {(other.id,): {"merged_into": one.id}}, why)
    return one.id, other.id


def _require_two(workspace: Workspace, records: Sequence[Person] | Sequence[Lesson]) -> None:
    if len(records) != 2 or any(one.merged_into is not None for one in records):
        raise UserError(
            _("One of these two is not here any more, or was joined already."),
            _("Load the list again."),
        )
    for one in records:
        schools.code_of(workspace, one.school)


def unmerge(workspace: Workspace, kind: Kind, row: RowId, reason: str = "") -> Decision:
    """They are two after all. What was taken from the row goes back where nobody wrote it since.

    Raises `UserError` where the row was not joined to any.
    """
    why = reason.strip() or _("Not the same after all")
    with workspace.database.write() as write:
        if kind is Kind.PEOPLE:
            stands = _part_people(write, workspace, row, why)
        else:
            stands = _part(write, workspace, tables.Lesson, row, why, Lesson)
    return Decision(stands, row, undo.latest(workspace))


def _part_people(write: Write, workspace: Workspace, row: RowId, why: str) -> RowId:
    before = found.taken_with(write.connection, row)  # while its joining is the last one
    stands = _part(write, workspace, tables.Person, row, why, Person)
    if before:
        rows.edit(write, tables.Person, {(stands,): before}, why)
    if workspace.role is not Role.SCHOOL:
        joined_hours.bring(write, {row: stands})
    return stands


def _part(
    write: Write,
    workspace: Workspace,
    model: type[tables.Synced],
    row: RowId,
    why: str,
    record: type[Person] | type[Lesson],
) -> RowId:
    one = records.by_id(write.connection, record, model, row)
    if one is None or one.merged_into is None:
        raise UserError(_("This was not joined to anything."), _("List what was joined."))
    schools.code_of(workspace, one.school)
    rows.edit(write, model, {(row,): {"merged_into": None}}, why)
    return one.merged_into


def not_same(
    workspace: Workspace, kind: Kind, one: RowId, other: RowId, reason: str = ""
) -> Act | None:
    """The two only look alike: no desk of the county shows them as a pair again.

    Raises `UserError` at a school: it is the county's decision.
    """
    _require_office(workspace)
    key, (first, second) = likeness.pair_key(one, other), sorted((one, other))
    with workspace.database.write() as write:
        scope = county_of(_school_of(write, kind, one))
        values = {"first": first, "second": second, "reason": reason.strip()}
        if rows.existing(write.connection, tables.NotSame, [(key,)]):
            rows.restore(write, tables.NotSame, {(key,): values}, reason)
        else:
            rows.insert(write, tables.NotSame, [{"id": key, "scope": scope, **values}])
    return undo.latest(workspace)


def maybe_same(workspace: Workspace, one: RowId, other: RowId) -> None:
    """Take `not_same` back: the pair is shown again. Raises `UserError` where it was not said."""
    _require_office(workspace)
    with workspace.database.write() as write:
        if not rows.delete(write, tables.NotSame, [(likeness.pair_key(one, other),)]):
            raise UserError(_("Nobody said that these two are not the same."))


def joined(workspace: Workspace, kind: Kind = Kind.PEOPLE) -> list[Joined]:
    """The rows that were joined to another, by their names or days."""
    model, record = _MODELS[kind]
    with workspace.database.read() as connection:
        query = records.selecting(record, model, model.merged_into.is_not(None))
        theirs = records.fetch(connection, record, query)
    made = [
        Joined(kind, one.id, one.name if isinstance(one, Person) else f"{one.day}", one.merged_into)
        for one in theirs
        if one.merged_into is not None
    ]
    return sorted(made, key=lambda one: (one.title, one.row))


_MODELS: Mapping[Kind, tuple[type[tables.Person] | type[tables.Lesson], type[Person | Lesson]]] = {
    Kind.PEOPLE: (tables.Person, Person),
    Kind.LESSONS: (tables.Lesson, Lesson),
}


def _school_of(write: Write, kind: Kind, row: RowId) -> str:
    model, record = _MODELS[kind]
    one = records.by_id(write.connection, record, model, row)
    if one is None:
        raise UserError(_("One of these two is not here any more."), _("Load the list again."))
    return one.school


def _require_office(workspace: Workspace) -> None:
    if workspace.role is Role.SCHOOL:
        raise UserError(
            _("Whether two that look alike are the same is the county's decision."),
            _("The county says so and sends it with its next package."),
        )
