"""Guided actions on households and people: each has a day, and is one transaction.

The day stands in the reason of each change, so the history tells it; `undo` takes an action back.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from nightschool import clock
from nightschool.domain import household, identity
from nightschool.domain.codes import LeftReason, Relation
from nightschool.domain.household import Household
from nightschool.domain.identity import RowId
from nightschool.domain.person import Person
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import people
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from nightschool.storage.database import Write
from nightschool.storage.queries import people as found
from nightschool.storage.queries import records


def split(
    workspace: Workspace,
    row: RowId,
    members: Collection[RowId],
    head: RowId,
    on: date,
    number: str = "",
) -> Household:
    """Some members become a household of their own under this head.

    `number` is its 户编号, where it has one already. What is known of the house is not taken over.
    Raises `UserError` where nobody or everybody would go.
    """
    check_day(on)
    with workspace.database.write() as write:
        old = home_of(write, row)
        staying = {one.id for one in _here(write, row)}
        going = frozenset(members)
        if not going or not going < staying:
            raise UserError(
                _("Some members go and some stay when a household is split."),
                _("Choose who goes; to move everybody, combine the households."),
            )
        _check_head(head, going)
        new = _new_household(write, old, number)
        reason = _("Household split on %(day)s") % {"day": f"{on}"}
        _move(write, going, new.id, head, reason)
    return new


def combine(workspace: Workspace, row: RowId, into: RowId, on: date) -> Household:
    """All members of one household go to another; the empty one leaves the list."""
    check_day(on)
    with workspace.database.write() as write:
        old, new = home_of(write, row), home_of(write, into)
        if old.id == new.id or old.school != new.school:
            raise UserError(
                _("Two households of one school are combined."), _("Choose another household.")
            )
        reason = _("Households combined on %(day)s") % {"day": f"{on}"}
        everybody = [one.id for one in found.members(write.connection, row)]
        _move(write, everybody, into, None, reason)
        rows.delete(write, tables.Household, [(row,)], reason)
    return new


def marry(
    workspace: Workspace, row: RowId, into: RowId, on: date, relation: Relation = Relation.SPOUSE
) -> Person:
    """A person marries into another household of the school, as this kin of its head."""
    check_day(on)
    with workspace.database.write() as write:
        one, home = person_of(write, row), home_of(write, into)
        if one.school != home.school or one.household == into:
            raise UserError(
                _("Choose another household of the school."),
                _("Who marries into another village is marked as married away."),
            )
        after = replace(one, household=into, relation=relation, relation_text="")
        reason = _("Married on %(day)s") % {"day": f"{on}"}
        rows.edit(write, tables.Person, {(row,): rows.values_of(after)}, reason)
    return after


def marry_away(workspace: Workspace, row: RowId, on: date) -> Person:
    """A person marries into another village and is no longer on this school's list."""
    return _leave(workspace, [row], on, LeftReason.MARRIED_AWAY)[0]


def move_away(workspace: Workspace, members: Collection[RowId], on: date) -> int:
    """These people move away; who left before stays as they are. Returns how many left."""
    return len(_leave(workspace, members, on, LeftReason.MOVED))


def die(workspace: Workspace, row: RowId, on: date) -> Person:
    """A person died on this day."""
    return _leave(workspace, [row], on, LeftReason.DIED)[0]


def come_back(workspace: Workspace, members: Collection[RowId], on: date) -> int:
    """These people are here again from this day on. Returns how many came back."""
    check_day(on)
    with workspace.database.write() as write:
        gone = [
            one
            for one in found.of_ids(write.connection, members)
            if one.left_on is not None and one.left_reason is not LeftReason.DIED
        ]
        back: dict[rows.Key, rows.Values] = {
            (one.id,): {"left_on": None, "left_reason": None, "came_on": on} for one in gone
        }
        return rows.edit(write, tables.Person, back, _("Came back on %(day)s") % {"day": f"{on}"})


def new_head(
    workspace: Workspace, row: RowId, head: RowId, on: date, former: Relation = Relation.OTHER
) -> None:
    """Another member becomes the head; `former` is what the old head is to the new one.

    The other members' relations are those to the old head and are left to be corrected.
    """
    check_day(on)
    with workspace.database.write() as write:
        members = _here(write, row)
        _check_head(head, {one.id for one in members})
        changes: dict[rows.Key, rows.Values] = {
            (one.id,): {"relation": former, "relation_text": ""}
            for one in members
            if one.relation is Relation.HEAD
        }
        changes[(head,)] = {"relation": Relation.HEAD, "relation_text": ""}
        reason = _("New head of the household on %(day)s") % {"day": f"{on}"}
        rows.edit(write, tables.Person, changes, reason)


def newborn(workspace: Workspace, row: RowId, one: Person, on: date) -> Person:
    """A child born into a household on this day; the citizen number may come later."""
    with workspace.database.read() as connection:
        home = records.by_id(connection, Household, tables.Household, row)
    if home is None:
        raise UserError(_("That household is not here any more."))
    born = replace(one, school=home.school, household=row, birth_date=on, came_on=on)
    if born.relation is None:
        born = replace(born, relation=Relation.OTHER)
    return people.add_person(workspace, born)


def newcomer(workspace: Workspace, one: Person, on: date) -> Person:
    """Somebody who came to live here on this day, into a household or none."""
    check_day(on)
    return people.add_person(workspace, replace(one, came_on=on))


def _leave(
    workspace: Workspace, members: Collection[RowId], on: date, why: LeftReason
) -> list[Person]:
    check_day(on)
    with workspace.database.write() as write:
        here = [one for one in found.of_ids(write.connection, members) if one.left_on is None]
        if not here:
            raise UserError(_("They left before."), _("See the history of the person."))
        gone: dict[rows.Key, rows.Values] = {
            (one.id,): {"left_on": on, "left_reason": why} for one in here
        }
        rows.edit(write, tables.Person, gone)
    return [replace(one, left_on=on, left_reason=why) for one in here]


def _move(
    write: Write, members: Collection[RowId], into: RowId, head: RowId | None, reason: str
) -> None:
    """Put people into a household; its head is `head`, or who was head there before."""
    changes: dict[rows.Key, rows.Values] = {}
    for one in found.of_ids(write.connection, members):
        relation = one.relation
        if one.id == head:
            relation = Relation.HEAD
        elif one.relation is Relation.HEAD:
            relation = Relation.OTHER
        changes[(one.id,)] = {"household": into, "relation": relation}
    rows.edit(write, tables.Person, changes, reason)


def _new_household(write: Write, old: Household, number: str) -> Household:
    number = number.strip()
    key = household.key(old.school, number) if number else identity.new()
    if number and rows.existing(write.connection, tables.Household, [(key,)]):
        raise UserError(
            _("That number is on the list already."), _("Open that entry, or correct the number.")
        )
    new = Household(key, old.school, number or None, old.kind, cause=old.cause)
    rows.insert(write, tables.Household, [rows.values_of(new)])
    return new


def _here(write: Write, row: RowId) -> list[Person]:
    home_of(write, row)
    return [one for one in found.members(write.connection, row) if one.left_on is None]


def home_of(write: Write, row: RowId) -> Household:
    """The household; raises `UserError` where there is none any more."""
    home = records.by_id(write.connection, Household, tables.Household, row)
    if home is None:
        raise UserError(_("That household is not here any more."))
    return home


def person_of(write: Write, row: RowId) -> Person:
    """The person; raises `UserError` where they are not here any more."""
    one = records.by_id(write.connection, Person, tables.Person, row)
    if one is None:
        raise UserError(_("That person is not here any more."))
    return one


def _check_head(head: RowId, members: Collection[RowId]) -> None:
    if head not in members:
        raise UserError(_("The head is one of the household's members."), _("Choose one of them."))


def check_day(on: date) -> None:
    """Raise `UserError` for a day to come, where the clock can be trusted."""
    if clock.is_trusted() and on > clock.today():
        raise UserError(_("That day is to come."), _("Give today's date or an earlier one."))
