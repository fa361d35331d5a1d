"""Taking an import back as a whole, while nothing was built on it."""

from collections.abc import Iterator, Mapping
from typing import Any

from nightschool.domain.identity import RowId
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services.workspace import Workspace
from nightschool.storage import roster_ledger, rows
from nightschool.storage.database import Write
from nightschool.storage.queries import roster as written
from nightschool.storage.queries.roster import Edit
from nightschool.storage.roster_ledger import Import
from nightschool.storage.rows import Key
from nightschool.storage.tables import Synced


def undo(workspace: Workspace, row: RowId | None = None) -> Import:
    """Take back all that an import wrote, the latest one's where none is named.

    What it made is deleted, what it wrote over gets its old value. Raises `UserError` where there
    is no such import, it was undone before, or something was built on it; nothing is changed then.
    """
    with workspace.database.write() as write:
        one = _import(roster_ledger.imports(write.connection), row)
        edits = written.edits(write.connection, one.stamp)
        made = {
            model: written.made(write.connection, model, one.stamp) for model in written.WRITTEN
        }
        reasons = list(_built_on(write, one, made, edits))
        if reasons:
            raise UserError(
                _("The import cannot be undone: %(reasons)s.") % {"reasons": "; ".join(reasons)},
                _("Correct single people instead, or import a corrected roster."),
            )
        _take_back(write, made, edits)
        roster_ledger.mark_undone(write, one.id)
    return one


def _import(imports: list[Import], row: RowId | None) -> Import:
    standing = [one for one in imports if not one.undone]
    if row is None and standing:
        return standing[0]
    for one in imports:
        if one.id == row:
            if one.undone:
                raise UserError(_("This import was undone before."))
            return one
    raise UserError(
        _("There is no such import."), _("List them with: nightschool import-roster --list")
    )


def _built_on(
    write: Write, one: Import, made: Mapping[type[Synced], list[RowId]], edits: list[Edit]
) -> Iterator[str]:
    """Why the import must stand, in words."""
    standing = written.standing_on(write.connection, one.stamp)
    left = sum(map(len, made.values()))
    changed = sum(one.summary["made"].values()) - left
    changed += len({edit.row for edit in edits if not edit.stands})
    counts = (
        (standing.attendance, _("%(count)d lines of rolls name its people")),
        (standing.certificates, _("%(count)d certificates were issued to its people")),
        (standing.group_members, _("%(count)d of its people are in saved groups")),
        (standing.members, _("%(count)d people were put into its households")),
        (standing.steps, _("%(count)d steps on the register were added to its people")),
        (changed, _("%(count)d of its entries were changed since")),
    )
    yield from (words % {"count": count} for count, words in counts if count)


def _take_back(write: Write, made: Mapping[type[Synced], list[RowId]], edits: list[Edit]) -> None:
    reason = _("Import undone")
    old: dict[type[Synced], dict[Key, dict[str, Any]]] = {model: {} for model in made}
    for edit in edits:
        old[edit.model].setdefault((edit.row,), {})[edit.column] = edit.old
    for model, keys in made.items():
        rows.edit(write, model, old[model], reason)
        rows.delete(write, model, [(key,) for key in keys], reason)
