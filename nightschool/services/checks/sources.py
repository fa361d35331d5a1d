"""What the rules are given on one day, each kind of record read once and only when asked for."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from nightschool.domain import progress
from nightschool.domain.checks import of_lessons
from nightschool.domain.checks.records import Evening, Home
from nightschool.domain.checks.settings import Settings
from nightschool.domain.identity import RowId
from nightschool.domain.policy import Policy
from nightschool.domain.progress import HouseholdName, HouseholdProgress, PersonProgress
from nightschool.storage.database import Connection
from nightschool.storage.queries import checks as found
from nightschool.storage.queries import common
from nightschool.storage.queries import progress as figures


class Sources:
    """The records of a school or a county."""

    def __init__(
        self, connection: Connection, scope: str, policy: Policy, settings: Settings, on: date
    ) -> None:
        self.connection, self.scope = connection, scope
        self.policy, self.settings, self.on = policy, settings, on

    @cached_property
    def evenings(self) -> list[Evening]:
        return found.evenings(self.connection, self.scope, self.policy, self.on)

    @cached_property
    def waiting(self) -> list[Evening]:
        return found.waiting(self.connection, self.scope, self.policy, self.on)

    @cached_property
    def names(self) -> Mapping[RowId, HouseholdName]:
        return figures.household_names(self.connection, self.scope)

    @cached_property
    def people(self) -> list[PersonProgress]:
        return figures.people(self.connection, self.scope, self.policy, self.on)

    @cached_property
    def households(self) -> list[HouseholdProgress]:
        return progress.of_households(self.people, self.on, self.names)

    @cached_property
    def homes(self) -> list[Home]:
        return found.homes(self.connection, self.scope, self.on, self.names)

    @cached_property
    def schools(self) -> dict[str, date | None]:
        """Schools that anything is known of, with the day on which they closed, if they did."""
        known = found.known_schools(self.connection, self.scope)
        closed = {one.code: one.closed_on for one in common.schools(self.connection)}
        return {code: closed.get(code) for code in sorted(known)}

    @cached_property
    def teams(self) -> dict[str, int]:
        """How many teach at each open school that anything is known of."""
        teams = found.teams(self.connection, self.scope, self.policy, self.on)
        return {
            code: len(teams.get(code, ()))
            for code, closed_on in self.schools.items()
            if closed_on is None or closed_on > self.on
        }

    @cached_property
    def clashing(self) -> set[RowId]:
        return of_lessons.clashing(self.evenings)
