"""People and households: entered, corrected, gone and back, and their way on the register."""

from dataclasses import replace
from datetime import date
from typing import Any

from nightschool import clock
from nightschool.domain import citizen_number, doubles, household, identity, person
from nightschool.domain.codes import LeftReason, RegisterStatus
from nightschool.domain.doubles import Double
from nightschool.domain.household import Household
from nightschool.domain.identity import RowId
from nightschool.domain.person import Person, StatusChange
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import schools
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from nightschool.storage.database import Write
from nightschool.storage.queries import people as found
from nightschool.storage.queries import records
from nightschool.storage.tables import Synced


def add_person(workspace: Workspace, one: Person) -> Person:
    """Enter a person: of the register, a villager outside it, or a guest.

    With a 人编号 the key follows from it. Birth date and sex follow from the citizen number where
    there is one. Returns what was stored; raises `UserError`. A likely double never blocks: ask
    `likely_doubles` while the person is entered.
    """
    one = replace(one, school=schools.code_of(workspace, one.school))
    if one.person_no:
        one = replace(one, id=person.key(one.school, one.person_no))
    stated = {name for name in ("birth_date", "sex") if getattr(one, name) is not None}
    one = _checked(one, stated)
    with workspace.database.write() as write:
        _check_household(write, one)
        _put(write, tables.Person, one)
        if one.status is not None:
            _add_step(write, one, one.status, None)
    return one


def edit_person(
    workspace: Workspace, row: RowId, changes: dict[str, Any], reason: str = ""
) -> Person:
    """Change fields of a person; what they said before is kept with the reason.

    The status has its own use case, `set_status`. Raises `UserError`.
    """
    if "status" in changes:
        raise ValueError("set_status keeps the history that a bare edit would lose")
    with workspace.database.write() as write:
        before = _person(write, row)
        after = _checked(replace(before, **changes), set(changes) & {"birth_date", "sex"})
        if after.household != before.household:
            _check_household(write, after)
        rows.edit(write, tables.Person, {(row,): rows.values_of(after)}, reason)
    return after


def mark_left(workspace: Workspace, row: RowId, on: date, reason: LeftReason) -> Person:
    """The person is gone from this day on: moved, married away, died or struck off."""
    return edit_person(workspace, row, {"left_on": on, "left_reason": reason})


def mark_back(workspace: Workspace, row: RowId, reason: str = "") -> Person:
    """The person is here again, or was never gone."""
    return edit_person(workspace, row, {"left_on": None, "left_reason": None}, reason)


def set_status(
    workspace: Workspace, row: RowId, status: RegisterStatus, since: date | None
) -> Person:
    """Add a step of the person's way on the register; the latest step is where they stand."""
    with workspace.database.write() as write:
        before = _person(write, row)
        _add_step(write, before, status, since)
        latest = found.status_history(write.connection, row)[-1].status
        rows.edit(write, tables.Person, {(row,): {"status": latest}})
    return replace(before, status=latest)


def status_history(workspace: Workspace, row: RowId) -> list[StatusChange]:
    """The person's way on the register, the latest step last."""
    with workspace.database.read() as connection:
        return found.status_history(connection, row)


def likely_doubles(workspace: Workspace, candidate: Person) -> list[Double]:
    """Who may be the same as one being entered, the surest first.

    The candidate may be half typed: what is not a citizen number yet is not compared.
    """
    if candidate.citizen_no:
        try:
            candidate = _derived(candidate)
        except citizen_number.CitizenNumberError:
            candidate = replace(candidate, citizen_no=None)
    with workspace.database.read() as connection:
        near = found.near(connection, candidate)
    likely = [
        Double(other, why) for other in near if (why := doubles.likely_double(candidate, other))
    ]
    order = list(doubles.Why)
    return sorted(likely, key=lambda double: order.index(double.why))


def to_complete(workspace: Workspace, school: str | None = None) -> list[Person]:
    """Who lives here and has no citizen number yet."""
    code = schools.code_of(workspace, school)
    with workspace.database.read() as connection:
        return found.without_number(connection, code)


def people(workspace: Workspace, school: str | None = None) -> list[Person]:
    """Everybody of the school, also those who left and guests."""
    code = schools.code_of(workspace, school)
    with workspace.database.read() as connection:
        return found.people(connection, code)


def find(workspace: Workspace, text: str, school: str | None = None) -> Person:
    """The one person meant by a key, 人编号, citizen number or name; raises `UserError`."""
    code = schools.code_of(workspace, school)
    with workspace.database.read() as connection:
        meant = found.named_so(connection, code, text.strip())
        if not meant and (row := _as_key(text)):
            meant = [one for one in found.of_ids(connection, [row]) if one.school == code]
    if not meant:
        raise UserError(
            _("There is nobody called %(text)s here.") % {"text": text},
            _("Give the whole name, the person's number or the citizen number."),
        )
    if len(meant) > 1:
        raise UserError(
            _("%(count)d people are called %(text)s.") % {"count": len(meant), "text": text},
            _("Give the person's number or the citizen number instead."),
        )
    return meant[0]


def add_household(workspace: Workspace, one: Household) -> Household:
    """Enter a household; with a 户编号 the key follows from it. Returns what was stored."""
    one = replace(one, school=schools.code_of(workspace, one.school))
    if one.number:
        one = replace(one, id=household.key(one.school, one.number))
    with workspace.database.write() as write:
        _put(write, tables.Household, one)
    return one


def edit_household(
    workspace: Workspace, row: RowId, changes: dict[str, Any], reason: str = ""
) -> Household:
    """Change fields of a household; what they said before is kept with the reason."""
    with workspace.database.write() as write:
        before = records.by_id(write.connection, Household, tables.Household, row)
        if before is None:
            raise UserError(_("That household is not here any more."))
        after = replace(before, **changes)
        rows.edit(write, tables.Household, {(row,): rows.values_of(after)}, reason)
    return after


def households(workspace: Workspace, school: str | None = None) -> list[Household]:
    """The households of the school."""
    code = schools.code_of(workspace, school)
    with workspace.database.read() as connection:
        return found.households(connection, code)


def members(workspace: Workspace, row: RowId) -> list[Person]:
    """The people of a household, also those who left."""
    with workspace.database.read() as connection:
        return found.members(connection, row)


def _person(write: Write, row: RowId) -> Person:
    one = records.by_id(write.connection, Person, tables.Person, row)
    if one is None:
        raise UserError(_("That person is not here any more."))
    return one


def _derived(one: Person) -> Person:
    """With birth date and sex as the citizen number tells them."""
    latest = clock.today() if clock.is_trusted() else None
    number = citizen_number.check(one.citizen_no or "", latest)
    return replace(
        one,
        citizen_no=number.number,
        birth_date=number.birth_date,
        sex=number.sex,
        disability_no=number.disability_no or one.disability_no,
    )


def _checked(one: Person, stated: set[str]) -> Person:
    """The person as it may be stored; `stated` are the derived fields that someone typed."""
    one = replace(one, name=" ".join(one.name.split()), citizen_no=one.citizen_no or None)
    if not one.name:
        raise UserError(_("The name is missing."), _("Every person needs a name."))
    if (one.left_on is None) != (one.left_reason is None):
        raise UserError(_("A leaving has a day and a reason."), _("Enter both, or neither."))
    if one.citizen_no is not None:
        after = _derived(one)
        if any(getattr(one, name) != getattr(after, name) for name in stated):
            raise UserError(
                _("Birth date or sex differ from what the ID number says."),
                _("Correct the ID number; both follow from it."),
            )
        return after
    if one.birth_date and clock.is_trusted() and one.birth_date > clock.today():
        raise UserError(_("The birth date lies in the future."), _("Correct the birth date."))
    return one


def _check_household(write: Write, one: Person) -> None:
    if one.household is None:
        return
    home = records.by_id(write.connection, Household, tables.Household, one.household)
    if home is None or home.school != one.school:
        raise UserError(
            _("That household is not one of this school."), _("Choose a household of the school.")
        )


def _put(write: Write, model: type[Synced], one: Person | Household) -> None:
    """A new row, or one that was deleted before."""
    state = found.is_deleted(write.connection, model, one.id)
    if state is False:
        raise UserError(
            _("That number is on the list already."), _("Open that entry, or correct the number.")
        )
    values = rows.values_of(one)
    if state is None:
        rows.insert(write, model, [values])
    else:
        fields = {name: value for name, value in values.items() if name not in ("id", "scope")}
        rows.restore(write, model, {(one.id,): fields})


def _add_step(write: Write, one: Person, status: RegisterStatus, since: date | None) -> None:
    step = {"person": one.id, "status": status, "since": since}
    rows.insert(write, tables.StatusChange, [{**step, "id": identity.new(), "scope": one.school}])


def _as_key(text: str) -> RowId | None:
    try:
        return identity.from_text(text.strip())
    except ValueError:
        return None
