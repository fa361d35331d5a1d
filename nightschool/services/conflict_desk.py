"""The conflict desk: open conflicts in the user's words, settled one by one or all of a kind."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nightschool.domain.conflict import OpenConflict, Side
from nightschool.domain.field_labels import field_label
from nightschool.domain.identity import RowId
from nightschool.i18n import _
from nightschool.services import conflicts, history, undo
from nightschool.services.undo import Act
from nightschool.services.workspace import Workspace
from nightschool.storage import rows
from nightschool.storage.queries import common
from nightschool.storage.queries import conflicts as found
from nightschool.storage.queries import history as past

_COVERED = "●"


@dataclass(frozen=True, slots=True)
class Value:
    """One of two values that contradict each other."""

    text: str
    """As people read it; of numbers that identify somebody only what differs is open."""
    by: str
    desk: str
    at: datetime | None
    """By its writer's clock."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A field with two values, as the desk shows it."""

    id: str
    school: str
    """Its code, or the county's where the record is common to all."""
    place: str
    table: str
    row: bytes
    record: str
    field: str
    """The column's name: with `table` it says of what kind the contradiction is."""
    label: str
    """The field in the user's words."""
    stands: Value
    lost: Value

    @property
    def kind(self) -> tuple[str, str]:
        """Contradictions of one kind may be given the same answer."""
        return self.table, self.field


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of an answer to some contradictions."""

    settled: int
    gone: int
    """Somebody else had settled them in the meantime: their answer stands."""
    act: Act | None
    """Takes this answer back."""


def contradictions(workspace: Workspace) -> list[Contradiction]:
    """All that are open, by school, record and field."""
    with workspace.database.read() as connection:
        opened = found.open_conflicts(connection)
        places = {one.code: one.place for one in common.schools(connection)}
        values = [_value(one, side) for one in opened for side in (one.stands, one.lost)]
        references = {RowId(value) for value in values if isinstance(value, bytes)}
        names = past.names(connection, references) if references else {}
    shown = [_contradiction(one, places, names) for one in opened]
    return sorted(shown, key=lambda one: (one.school, one.table, one.record, one.row, one.label))


def settle(workspace: Workspace, ids: Sequence[str], take: str, reason: str = "") -> Settled:
    """Give these contradictions the same answer, in one transaction; the reason travels back.

    `take` is as for `conflicts.resolve`. Of two clerks who answer one contradiction the first is
    heard: the second learns it from `gone`. Raises `UserError` where a field cannot hold the value.
    """
    settled = conflicts.resolve_all(workspace, ids, take, reason)
    act = undo.latest(workspace) if settled else None
    return Settled(len(settled), len(ids) - len(settled), act)


def alike(shown: Iterable[Contradiction], one: Contradiction) -> list[Contradiction]:
    """Those of the same kind, this one too."""
    return [other for other in shown if other.kind == one.kind]


def _contradiction(
    one: OpenConflict, places: Mapping[str, str], names: Mapping[RowId, str]
) -> Contradiction:
    texts = [history.shown(one.field, _value(one, side), names) for side in (one.stands, one.lost)]
    if one.field in history.MASKED:
        texts = differences(one.stands.value, one.lost.value)
    stands, lost = (
        Value(text or _("(empty)"), side.by, side.desk, _moment(side.at))
        for text, side in zip(texts, (one.stands, one.lost), strict=True)
    )
    return Contradiction(
        id=one.id,
        school=one.scope,
        place=places.get(one.scope, one.scope),
        table=one.table,
        row=one.row,
        record=one.label,
        field=one.field,
        label=field_label(one.table, one.field),
        stands=stands,
        lost=lost,
    )


def _value(one: OpenConflict, side: Side) -> Any:
    """The value in the domain's type, from the text that lists show."""
    column = rows.table_of(found.model_of(one.table)).columns[one.field]
    text = {"True": "1", "False": "0"}.get(side.value, side.value)
    if not text and column.nullable:
        return None
    return found.value_of(column, text)


def differences(one: str, other: str) -> list[str]:
    """Both numbers with what they have in common covered, but for the last four characters."""
    if len(one) != len(other):
        return [_ended(one), _ended(other)]
    open_ = [a != b or at >= len(one) - 4 for at, (a, b) in enumerate(zip(one, other, strict=True))]
    return [
        "".join(each if shown else _COVERED for each, shown in zip(text, open_, strict=True))
        for text in (one, other)
    ]


def _ended(number: str) -> str:
    return _COVERED * max(len(number) - 4, 0) + number[-4:]


def _moment(at: str) -> datetime | None:
    return datetime.fromisoformat(at).astimezone() if at else None
