"""Saved groups that a roll can be taken from: a hamlet, a pig breeders' course."""

from collections.abc import Collection

from nightschool.domain import identity
from nightschool.domain.identity import RowId
from nightschool.domain.roll import RollGroup
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import schools
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from nightschool.storage.database import Write
from nightschool.storage.queries import people as known
from nightschool.storage.queries import rolls


def groups(workspace: Workspace, school: str | None = None) -> list[RollGroup]:
    """The saved groups of the school, by name."""
    code = schools.code_of(workspace, school)
    with workspace.database.read() as connection:
        return rolls.groups(connection, code)


def members(workspace: Workspace, group: RowId) -> set[RowId]:
    """The people of a group."""
    with workspace.database.read() as connection:
        return rolls.group_members(connection, group)


def find(workspace: Workspace, name: str, school: str | None = None) -> RollGroup:
    """The group of this name; raises `UserError`."""
    for group in groups(workspace, school):
        if group.name == name.strip():
            return group
    raise UserError(
        _("There is no saved group %(name)s.") % {"name": name},
        _("Save it first, or take another roll."),
    )


def save(
    workspace: Workspace, name: str, people: Collection[RowId], school: str | None = None
) -> RollGroup:
    """Save a group of people of the school; one of that name gets these members instead."""
    code, name = schools.code_of(workspace, school), " ".join(name.split())
    if not name or not people:
        raise UserError(_("A group needs a name and people."), _("Enter both."))
    with workspace.database.write() as write:
        if any(one.school != code for one in known.of_ids(write.connection, people)):
            raise UserError(_("Somebody of this group is not one of this school."))
        same = [one for one in rolls.groups(write.connection, code) if one.name == name]
        group = same[0] if same else RollGroup(identity.new(), code, name)
        if not same:
            rows.insert(write, tables.RollGroup, [rows.values_of(group)])
        _set_members(write, group, frozenset(people))
    return group


def delete(workspace: Workspace, group: RowId) -> None:
    """Forget a saved group; rolls that were taken from it stay."""
    with workspace.database.write() as write:
        _drop(write, group, rolls.group_members(write.connection, group))
        rows.delete(write, tables.RollGroup, [(group,)])


def _set_members(write: Write, group: RollGroup, people: frozenset[RowId]) -> None:
    now = rolls.group_members(write.connection, group.id)
    before = rolls.group_members(write.connection, group.id, deleted=True)
    new = [
        {"group": group.id, "person": person, "scope": group.school}
        for person in people - now - before
    ]
    rows.insert(write, tables.GroupMember, new)
    rows.restore(write, tables.GroupMember, {(group.id, one): {} for one in people & before})
    _drop(write, group.id, now - people)


def _drop(write: Write, group: RowId, people: Collection[RowId]) -> None:
    rows.delete(write, tables.GroupMember, [(group, person) for person in people])
