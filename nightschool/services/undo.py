"""Taking back the last act in the window: a mark, an edit, a new person, a split household.

An act is one write transaction. Taking it back is another, so history keeps both and the sync
carries both; taking that one back is the redo.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from nightschool.storage.database import Write
from nightschool.storage.queries import acts
from nightschool.storage.queries.acts import Made, Written
from nightschool.storage.tables import Synced


@dataclass(frozen=True, slots=True)
class Act:
    """One write of this desk, as long as it can be taken back."""

    seq: int
    stamp: bytes
    rows: int
    """How many rows it wrote."""
    made: Made = frozenset()
    """Those of them that are new."""


def latest(workspace: Workspace) -> Act | None:
    """The last write here; None where it wrote nothing, or was a package's.

    Ask right after a use case, before the next one.
    """
    with workspace.database.read() as connection:
        seq, stamp = acts.last(connection)
        written = acts.written(connection, seq, stamp)
    made = frozenset(
        (rows.table_of(model).name, key) for model, one in written.items() for key in one.made
    )
    count = sum(map(len, written.values()))
    return Act(seq, stamp, count, made) if count else None


def undo(workspace: Workspace, act: Act, over: Collection[Act] = ()) -> Act | None:
    """Take an act back as a whole: what it made goes, what it changed or deleted is as before.

    `over` are the acts by which later ones were taken back or done again: they left the rows as
    this act had. Returns the act that takes this one back again. Raises `UserError` where something
    of it was changed since, or something rests on what it made; nothing is changed then.
    """
    with workspace.database.write() as write:
        later = [each.seq for each in over if each.seq > act.seq]
        written = acts.written(write.connection, act.seq, act.stamp, act.made, later)
        _check(write, act, written, [act.seq, *later])
        for model, one in written.items():
            _take_back(write, model, one)
    return latest(workspace)


def _check(
    write: Write, act: Act, written: Mapping[type[Synced], Written], seqs: Collection[int]
) -> None:
    if sum(map(len, written.values())) != act.rows:
        raise UserError(
            _("This cannot be undone any more: it was changed since."),
            _("Open the record and correct it there."),
        )
    if written.get(tables.Certificate) and written[tables.Certificate].made:
        raise UserError(
            _("A certificate that was issued is not undone."), _("Declare it void instead.")
        )
    if written.get(tables.Photo) and written[tables.Photo].changed:
        raise UserError(_("A photo that was deleted is gone."), _("Add it from its file again."))
    for model, one in written.items():
        if acts.resting_on(write.connection, model, _going(one), seqs):
            raise UserError(
                _("This cannot be undone any more: other records rest on it."),
                _("Take those back first, or correct the record."),
            )


def _going(one: Written) -> list[rows.Key]:
    """The rows that are deleted when it is taken back: made ones, and ones that came back."""
    return [*one.made, *(key for key, old in one.changed.items() if old.get("deleted") is True)]


def _take_back(write: Write, model: type[Synced], one: Written) -> None:
    reason = _("Undone")
    gone = {key: old for key, old in one.changed.items() if old.get("deleted") is False}
    rows.restore(write, model, {key: _without(old) for key, old in gone.items()}, reason)
    others = {key: _without(old) for key, old in one.changed.items() if key not in gone}
    rows.edit(write, model, {key: old for key, old in others.items() if old}, reason)
    rows.delete(write, model, _going(one), reason)


def _without(old: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in old.items() if name != "deleted"}
