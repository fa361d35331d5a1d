"""Conflicts: listing them, and settling one by an edit that travels back with its reason."""

from collections.abc import Sequence

from nightschool.domain.conflict import OpenConflict
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services.workspace import Workspace
from nightschool.storage import rows
from nightschool.storage.database import Write
from nightschool.storage.queries import conflicts
from nightschool.storage.rows import Column

OURS = "ours"
THEIRS = "theirs"


def listing(workspace: Workspace) -> list[OpenConflict]:
    """Every open conflict, by school, record and field."""
    with workspace.database.read() as connection:
        return conflicts.open_conflicts(connection)


def resolve(workspace: Workspace, conflict: str, take: str, reason: str = "") -> OpenConflict:
    """Settle the conflict with this id.

    `take` is `ours` for the value that stands, `theirs` for the one that lost, or a third value
    as text. The decision is an ordinary edit: it closes every open loser of that field here, and
    everywhere once it arrives. Raises `UserError` for an unknown id or a value that the field
    cannot hold.
    """
    for one in resolve_all(workspace, [conflict], take, reason):
        return one
    raise UserError(
        _("There is no open conflict %(id)s.") % {"id": conflict},
        _("See them with: nightschool conflicts list"),
    )


def resolve_all(
    workspace: Workspace, ids: Sequence[str], take: str, reason: str = ""
) -> list[OpenConflict]:
    """Settle several alike, all or none; returns those that were still open."""
    with workspace.database.write() as write:
        found = {one.id: one for one in conflicts.open_conflicts(write.connection)}
        settled = [found[each] for each in ids if each in found]
        for one in settled:
            _settle(write, one, take, reason)
    return settled


def _settle(write: Write, one: OpenConflict, take: str, reason: str) -> None:
    model = conflicts.model_of(one.table)
    key = conflicts.key_of(model, one.row)
    column = rows.table_of(model).columns[one.field]
    if take == OURS:
        value = rows.existing(write.connection, model, [key])[key][one.field]
    elif take == THEIRS:
        value = conflicts.lost_value(write.connection, one.id)
    else:
        value = _typed(one, column, take)
    rows.decide(write, model, key, {one.field: value}, reason)


def _typed(one: OpenConflict, column: Column, text: str) -> object:
    """A third value as it was typed; raises `UserError` where the field cannot hold it."""
    try:
        return conflicts.value_of(column, None if column.nullable and not text else text)
    except ValueError as error:
        raise UserError(
            _("%(value)s cannot stand in the field %(field)s.")
            % {"value": text, "field": one.field},
            _("Write it as the list of conflicts shows values."),
        ) from error
