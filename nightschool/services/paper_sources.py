"""What papers need of a school, read once; and whether they show ID numbers and phones whole."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from nightschool.documents.papers.household_file import HouseholdFile, Member
from nightschool.documents.papers.training_card import CardLesson
from nightschool.domain import certificate, citizen_number
from nightschool.domain.certificate import Certificate
from nightschool.domain.codes import Relation
from nightschool.domain.household import Household
from nightschool.domain.identity import RowId
from nightschool.domain.person import Person
from nightschool.domain.policy import Policy
from nightschool.domain.progress import PersonProgress
from nightschool.domain.school import School, county_of
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import progress, schools
from nightschool.services.workspace import Workspace
from nightschool.storage.queries import attended, common
from nightschool.storage.queries import certificates as issued
from nightschool.storage.queries import people as known

Value = TypeVar("Value")
Reachable = TypeVar("Reachable", Person, Household)


@dataclass(frozen=True, slots=True)
class Shown:
    """Whether a paper shows ID numbers and phones whole, and why; masked without a reason."""

    reason: str = ""

    def citizen_no(self, person: Person) -> str:
        """The number as the paper shows it."""
        return self._number(person.citizen_no or "")

    def reachable(self, one: Reachable) -> Reachable:
        """The person or household with the phone as the paper shows it."""
        return replace(one, phone=self._number(one.phone))

    def _number(self, whole: str) -> str:
        return citizen_number.masked(whole) if whole and not self.reason else whole


MASKED = Shown()


def unmasked(reason: str) -> Shown:
    """Show ID numbers whole, for this reason; raises `UserError` without one."""
    if not reason.strip():
        raise UserError(
            _("ID numbers are printed whole only for a reason."), _("Say why: --reason TEXT.")
        )
    return Shown(reason.strip())


def home_of(workspace: Workspace, school: str | None) -> School:
    """The school that the papers are of; raises `UserError` where none or a strange one."""
    return schools.school_of(workspace, schools.code_of(workspace, school))


class Held:
    """What several papers need of a school on a day, read once."""

    def __init__(self, workspace: Workspace, on: date, school: str | None) -> None:
        home = home_of(workspace, school)
        self.workspace, self.on, self.code = workspace, on, home.code
        self.name = certificate.school_name(home)
        standing = progress.people(workspace, on, home.code)
        self.progress: dict[RowId, PersonProgress] = {one.person.id: one for one in standing}
        with workspace.database.read() as connection:
            self.policy: Policy = common.policy_of(connection, county_of(home.code))
            self.people = known.people(connection, home.code)
            homes = known.households(connection, home.code)
            certificates = issued.held(connection, home.code)
        self.households: dict[RowId, Household] = {one.id: one for one in homes}
        self.here = [one for one in self.people if one.left_on is None or one.left_on > on]
        ordered = sorted(self.here, key=self.place)
        self.members = _grouped((one.household, one) for one in ordered if one.household)
        self.certificates = {
            person: [one for one in theirs if one.voided_on is None]
            for person, theirs in certificates.items()
        }

    def household_no(self, person: Person) -> str:
        home = self.households.get(person.household) if person.household else None
        return (home.number if home else None) or ""

    def place(self, person: Person) -> tuple[str, bool]:
        """Households by their number, each with its head before the others."""
        return self.household_no(person) or "~", person.relation is not Relation.HEAD

    def begun(self, person: Person) -> bool:
        return self.progress[person.id].begun

    def attended(self) -> Mapping[RowId, Sequence[CardLesson]]:
        with self.workspace.database.read() as connection:
            every = attended.attended(connection, self.code, self.policy, self.on)
        return _grouped(
            (one.person, CardLesson(one.day, one.title, one.kind, one.half_hours)) for one in every
        )

    def files(self, shown: Shown) -> Iterator[HouseholdFile]:
        names = {
            home.household: home.name.head or ""
            for home in progress.households(self.workspace, self.on, self.code)
        }
        for home in self.households.values():
            members = self.members.get(home.id, ())
            if members:
                yield HouseholdFile(
                    shown.reachable(home),
                    names.get(home.id, ""),
                    [self._member(one, shown) for one in members],
                )

    def _member(self, one: Person, shown: Shown) -> Member:
        theirs: Sequence[Certificate] = self.certificates.get(one.id, ())
        return Member(one, shown.citizen_no(one), self.progress[one.id], theirs)


def _grouped(pairs: Iterable[tuple[RowId, Value]]) -> dict[RowId, list[Value]]:
    groups: defaultdict[RowId, list[Value]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return dict(groups)
