"""A household, and a person, with all that their cards in the window show."""

from dataclasses import dataclass, fields
from datetime import date

from nightschool.domain import progress
from nightschool.domain.certificate import Certificate
from nightschool.domain.household import Household
from nightschool.domain.identity import RowId
from nightschool.domain.person import Person, StatusChange
from nightschool.domain.policy import Hours
from nightschool.domain.progress import HouseholdName, HouseholdProgress, Learner, PersonProgress
from nightschool.domain.school import county_of
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services.workspace import Workspace
from nightschool.storage import hours, tables
from nightschool.storage.database import Connection
from nightschool.storage.queries import cards as found
from nightschool.storage.queries import common, joined, records
from nightschool.storage.queries import people as known
from nightschool.storage.queries import progress as standing
from nightschool.storage.queries.cards import RollEntry as RollEntry


@dataclass(frozen=True, slots=True)
class Member:
    """A person and where they stand: of working age and why not, hours by kind, what is missing."""

    person: Person
    progress: PersonProgress


@dataclass(frozen=True, slots=True)
class HouseholdCard:
    """A household with its members, who left too, those after the others."""

    household: Household
    name: HouseholdName
    members: tuple[Member, ...]
    standing: HouseholdProgress | None
    """None where nobody of it is here."""


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person with all that is known of them."""

    person: Person
    progress: PersonProgress
    household: Household | None
    rolls: tuple[RollEntry, ...]
    """Finished rolls that name the person, the latest first."""
    certificates: tuple[Certificate, ...]
    way: tuple[StatusChange, ...]
    """On the register, the latest step last."""


def household_card(workspace: Workspace, row: RowId, on: date) -> HouseholdCard:
    """The household as it stands on the day; raises `UserError` where there is none any more."""
    with workspace.database.read() as connection:
        home = records.by_id(connection, Household, tables.Household, row)
        people = known.members(connection, row)
    if home is None:
        raise UserError(_("That household is not here any more."))
    stand = _standing(workspace, home.school, on)
    with workspace.database.read() as connection:
        name = standing.household_names(connection, home.school).get(row, HouseholdName())
    members = [Member(one, stand[one.id]) for one in people]
    return HouseholdCard(
        household=home,
        name=name,
        members=tuple(sorted(members, key=lambda one: one.person.left_on is not None)),
        standing=next(
            iter(progress.of_households([one.progress for one in members], on, {row: name})), None
        ),
    )


def person_card(workspace: Workspace, row: RowId, on: date) -> PersonCard:
    """The person as they stand on the day; raises `UserError` where they are not here any more.

    Of somebody who was joined to another of the school, the card of that one.
    """
    with workspace.database.read() as connection:
        row = joined.roots(connection).get(row, row)
        one = records.by_id(connection, Person, tables.Person, row)
    if one is None:
        raise UserError(_("That person is not here any more."))
    stand = _standing(workspace, one.school, on)
    with workspace.database.read() as connection:
        home = (
            records.by_id(connection, Household, tables.Household, one.household)
            if one.household
            else None
        )
        return PersonCard(
            person=one,
            progress=stand[row] if row in stand else _alone(connection, one, on),
            household=home,
            rolls=tuple(found.rolls_of(connection, row)),
            certificates=tuple(found.certificates_of(connection, row)),
            way=tuple(known.status_history(connection, row)),
        )


def _standing(workspace: Workspace, school: str, on: date) -> dict[RowId, PersonProgress]:
    """Where everybody of the school stands."""
    with workspace.database.read() as connection:
        policy = common.policy_of(connection, county_of(school))
    hours.refresh(workspace.database, county_of(school), policy)
    with workspace.database.read() as connection:
        return {one.person.id: one for one in standing.people(connection, school, policy, on)}


def _alone(connection: Connection, one: Person, on: date) -> PersonProgress:
    """Of a row that was joined to a person of another school: the hours are counted there."""
    learner = Learner(*(getattr(one, field.name) for field in fields(Learner)))
    policy = common.policy_of(connection, county_of(one.school))
    return progress.of_person(learner, Hours(), policy, on)
