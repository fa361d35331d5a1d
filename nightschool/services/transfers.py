"""People and households go to another school: one row is closed and another made that names it.

A row's school never changes, so the old school keeps its lessons and rolls. What the person
attended comes along as credits, which the new school can read and nobody edits.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from nightschool.domain import household, identity, person
from nightschool.domain.codes import LeftReason
from nightschool.domain.credit import Credit
from nightschool.domain.household import Household
from nightschool.domain.identity import RowId
from nightschool.domain.person import Person
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import moves, schools
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from nightschool.storage.database import Write
from nightschool.storage.queries import credits as taken_along
from nightschool.storage.queries import joined
from nightschool.storage.queries import people as known


def transfer(
    workspace: Workspace, people: Collection[RowId], to_school: str, on: date
) -> list[Person]:
    """These people belong to another school from this day on, without a household at first.

    Returns them as they stand there. Raises `UserError` at a desk that does not serve both schools,
    and for people who left before.
    """
    moves.check_day(on)
    with workspace.database.write() as write:
        return _transfer(write, workspace, _here(write, people), to_school, on, {})


def transfer_household(workspace: Workspace, row: RowId, to_school: str, on: date) -> Household:
    """A whole household goes to another school; those of it who left before stay behind.

    The old one stays on its school's list with its history. Returns the new one.
    """
    moves.check_day(on)
    with workspace.database.write() as write:
        old = moves.home_of(write, row)
        code = schools.code_of(workspace, to_school)
        key = household.key(code, old.number) if old.number else identity.new()
        new = replace(old, id=key, school=code)
        _put(write, new)
        members = [one for one in known.members(write.connection, row) if one.left_on is None]
        _transfer(write, workspace, members, to_school, on, {row: key})
    return new


def _transfer(
    write: Write,
    workspace: Workspace,
    people: Sequence[Person],
    to_school: str,
    on: date,
    homes: Mapping[RowId, RowId],
) -> list[Person]:
    code = schools.code_of(workspace, to_school)
    for school in {one.school for one in people}:
        schools.code_of(workspace, school)
    if not people or any(one.school == code for one in people):
        raise UserError(
            _("Nobody is transferred to the school where they are."), _("Choose another school.")
        )
    place = schools.school_of(workspace, code).place
    reason = _("Transferred to %(school)s on %(day)s") % {"school": place, "day": f"{on}"}
    before = _known_there(write, people, code)
    new = {one.id: _there(one, code, on, homes, before.get(one.id)) for one in people}
    closed: dict[rows.Key, rows.Values] = {
        (one.id,): {"left_on": on, "left_reason": LeftReason.TRANSFERRED} for one in people
    }
    for one in new.values():
        _put(write, one)
    _bring_steps(write, people, new)
    _bring_hours(write, new)
    rows.edit(write, tables.Person, closed, reason)
    return list(new.values())


def _here(write: Write, people: Collection[RowId]) -> list[Person]:
    found = known.of_ids(write.connection, people)
    if len(found) < len(set(people)) or any(one.left_on is not None for one in found):
        raise UserError(
            _("Somebody of these is not here any more."), _("Choose people who have not left.")
        )
    return found


def _known_there(write: Write, people: Sequence[Person], school: str) -> dict[RowId, RowId]:
    """The row of each who was at that school before: what they attended stands with it."""
    rows_of = joined.same(write.connection)
    theirs = {row: one.id for one in people for row in rows_of.get(one.id, ())}
    return {
        theirs[row.id]: row.id
        for row in known.of_ids(write.connection, theirs)
        if row.school == school and row.merged_into is None
    }


def _there(
    one: Person, school: str, on: date, homes: Mapping[RowId, RowId], before: RowId | None
) -> Person:
    key = before or (person.key(school, one.person_no) if one.person_no else identity.new())
    home = homes.get(one.household) if one.household else None
    return replace(
        one, id=key, school=school, household=home, came_on=on, moved_from=one.id, hamlet=""
    )


def _put(write: Write, one: Person | Household) -> None:
    """A new row; or one that is there already, from before or from that school's roster."""
    model = tables.Person if isinstance(one, Person) else tables.Household
    values = rows.values_of(one)
    held = rows.existing(write.connection, model, [(one.id,)]).get((one.id,))
    if held is None:
        rows.insert(write, model, [values])
        return
    fields = {name: value for name, value in values.items() if name not in ("id", "scope")}
    if held["deleted"]:
        rows.restore(write, model, {(one.id,): fields})
    else:
        rows.edit(write, model, {(one.id,): fields})


def _bring_steps(write: Write, people: Sequence[Person], new: Mapping[RowId, Person]) -> None:
    """Their way on the register, where the new school does not know it."""
    steps = []
    for old in people:
        after = new[old.id]
        if not known.status_history(write.connection, after.id):
            steps += [
                {
                    "id": identity.new(),
                    "scope": after.school,
                    "person": after.id,
                    "status": step.status,
                    "since": step.since,
                }
                for step in known.status_history(write.connection, old.id)
            ]
    rows.insert(write, tables.StatusChange, steps)


def _bring_hours(write: Write, new: Mapping[RowId, Person]) -> None:
    """Credits for all that they attended elsewhere; what they had at the school stands there."""
    brought: dict[rows.Key, Credit] = {}
    for one in taken_along.earned(write.connection, list(new)):
        after = new[one.person]
        if one.held_by != after.school:
            credit = replace(one, person=after.id, school=after.school)
            brought[(credit.lesson, credit.person)] = credit
    held = rows.existing(write.connection, tables.Credit, brought)
    fresh = [rows.values_of(one) for key, one in brought.items() if key not in held]
    again: dict[rows.Key, rows.Values] = {key: {} for key, row in held.items() if row["deleted"]}
    rows.insert(write, tables.Credit, fresh)
    rows.restore(write, tables.Credit, again)
