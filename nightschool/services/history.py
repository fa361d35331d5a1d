"""The history of a record in the user's words: what each field said, who changed it, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from nightschool.domain import citizen_number, labels
from nightschool.domain.field_labels import field_label
from nightschool.domain.identity import RowId
from nightschool.domain.stamp import DeviceId
from nightschool.i18n import _
from nightschool.services.workspace import Workspace
from nightschool.storage.queries import devices
from nightschool.storage.queries import history as found
from nightschool.storage.queries.history import Past

MASKED = frozenset({"citizen_no", "disability_no", "phone"})
_HALVES = frozenset({"half_hours"})


@dataclass(frozen=True, slots=True)
class Line:
    """One change of one field; an empty text is an empty field."""

    at: datetime | None
    """By the clock of the desk that wrote; None where it wrote none."""
    field: str
    old: str
    new: str
    by: str
    desk: str
    """The desk that wrote it by name; empty where it is no longer listed."""
    reason: str


def history(workspace: Workspace, table: str, row: bytes) -> list[Line]:
    """All changes of a record (`person`, `household`, `lesson`, `attendance`…), the latest first.

    Citizen numbers and phones are masked. Names that fields refer to are those of today.
    """
    with workspace.database.read() as connection:
        past = found.of_record(connection, table, row)
        values = [value for one in past for value in (one.old, one.new)]
        references = {RowId(value) for value in values if isinstance(value, bytes)}
        names = found.names(connection, references) if references else {}
        desks = {one.device: one.name for one in devices.all_devices(connection)}
    return [_line(table, one, names, desks) for one in past]


def _line(table: str, one: Past, names: Mapping[RowId, str], desks: Mapping[DeviceId, str]) -> Line:
    return Line(
        at=datetime.fromisoformat(one.at) if one.at else None,
        field=field_label(table, one.column),
        old=shown(one.column, one.old, names),
        new=shown(one.column, one.new, names),
        by=one.by,
        desk=desks.get(one.device, ""),
        reason=one.reason,
    )


def shown(column: str, value: Any, names: Mapping[RowId, str]) -> str:
    """A value as people read it in a history."""
    if value is None or value == "":
        return ""
    if column in MASKED:
        return citizen_number.masked(value)
    if column in _HALVES:
        return f"{value / 2:g}"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, StrEnum):
        return labels.label(value)
    if isinstance(value, frozenset):
        return _(", ").join(sorted(map(labels.label, value)))
    if isinstance(value, bytes):
        return names.get(RowId(value), _("(no longer here)"))
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value)
