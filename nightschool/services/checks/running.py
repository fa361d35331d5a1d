"""Run the rules over a school, a county or the prefecture."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from nightschool.domain.checks import of_lessons, of_people
from nightschool.domain.checks.finding import Finding
from nightschool.domain.checks.rules import BY_CODE, Code
from nightschool.domain.checks.settings import Setting
from nightschool.domain.codes import Role
from nightschool.domain.school import county_of, role_of
from nightschool.services import schools
from nightschool.services.checks.sources import Sources
from nightschool.services.workspace import Workspace
from nightschool.storage import hours
from nightschool.storage.queries import checks as found
from nightschool.storage.queries import common, findings


def run(
    workspace: Workspace,
    on: date,
    school: str | None = None,
    rules: Collection[Code] | None = None,
) -> list[Finding]:
    """What the rules find on the day, by rule, school and record; those switched off find nothing.

    At an office `school` names one of its schools, else it is all of them; `rules` are some alone.
    """
    wanted = [code for code in BY_CODE if rules is None or code in rules]
    with sources(workspace, on, school) as every:
        made = [one for each in every for code in wanted for one in _found(each, code)]
    return sorted(made, key=lambda one: (wanted.index(one.code), one.school, one.label, one.id))


def settings(workspace: Workspace) -> Mapping[Code, Setting]:
    """The county's switches and numbers as they hold here."""
    with workspace.database.read() as connection:
        return findings.settings_of(connection, workspace.county)


@contextmanager
def sources(workspace: Workspace, on: date, school: str | None) -> Iterator[list[Sources]]:
    """The records of a school or county, or of each county of the prefecture; hours up to date."""
    scope = workspace.scope if school is None else schools.code_of(workspace, school)
    with workspace.database.read() as connection:
        scopes = [scope]
        if role_of(scope) is Role.PREFECTURE:
            scopes = sorted({one.county_code for one in common.schools(connection)})
        rules = {
            each: (
                common.policy_of(connection, county_of(each)),
                findings.settings_of(connection, county_of(each)),
            )
            for each in scopes
        }
    for each, (policy, _settings) in rules.items():
        hours.refresh(workspace.database, county_of(each), policy)
    with workspace.database.read() as connection:
        yield [
            Sources(connection, each, policy, settings, on)
            for each, (policy, settings) in rules.items()
        ]


def _found(made: Sources, code: Code) -> list[Finding]:
    setting = made.settings[code]
    if not setting.active:
        return []
    return [
        one for one in _FINDERS[code](made, setting.limits) if one.school.startswith(made.scope)
    ]


def _same_people(made: Sources, limits: Any) -> Iterable[Finding]:
    looked_at = [one.id for row in of_lessons.alike(made.evenings, limits) for one in row]
    present = found.present(made.connection, looked_at)
    return of_lessons.same_people(made.evenings, present, limits)


def _two_places(made: Sources, _limits: Any) -> Iterable[Finding]:
    lines = found.presences(made.connection, made.scope, made.policy, made.on, made.clashing)
    return of_lessons.two_places(lines)


def _away(made: Sources, limits: Any) -> Iterable[Finding]:
    lines = found.workers(made.connection, made.scope, made.policy, made.on, limits.months)
    return of_people.away(lines, made.on.year, limits)


def _certificates(made: Sources, _limits: Any) -> Iterable[Finding]:
    earned = {one.person.id: one.hours for one in made.people}
    return of_people.certificates(found.papers(made.connection, made.scope, earned))


def _a_month(made: Sources, limits: Any) -> Iterable[Finding]:
    months = of_lessons.months_over(made.policy, made.on, limits.months)
    return of_lessons.lessons_a_month(made.schools, made.evenings, limits, months)


_FINDERS: Mapping[Code, Callable[[Sources, Any], Iterable[Finding]]] = {
    Code.LESSONS_A_MONTH: _a_month,
    Code.SHORT_LESSON: lambda made, limits: of_lessons.short(made.evenings, limits),
    Code.LECTURERS: lambda made, limits: of_lessons.lecturers(made.teams, limits),
    Code.UNREACHED: lambda made, limits: of_people.unreached(made.households, made.on, limits),
    Code.LONG_LESSON: lambda made, limits: of_lessons.long(made.evenings, limits),
    Code.LATE_BUNCH: lambda made, limits: of_lessons.late_bunch(made.evenings, limits),
    Code.SAME_PEOPLE: _same_people,
    Code.TWO_PLACES: _two_places,
    Code.AWAY: _away,
    Code.GONE: lambda made, _limits: of_people.gone(made.people),
    Code.AGE: lambda made, limits: of_people.age(made.people, made.policy, limits),
    Code.CERTIFICATE: _certificates,
    Code.SIZE: lambda made, limits: of_people.size(made.homes, limits),
    Code.HEAD: lambda made, _limits: of_people.head(made.homes),
    Code.EMPTY: lambda made, _limits: of_people.empty(made.homes),
}
