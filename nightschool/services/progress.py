"""The rotation's figures of this desk: all its schools, one of them, its households, its people."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from nightschool.domain import progress
from nightschool.domain.codes import Role
from nightschool.domain.policy import Policy, commonest
from nightschool.domain.progress import Figures, HouseholdProgress, Pace, PersonProgress
from nightschool.domain.school import Level as Level
from nightschool.domain.school import School, county_of, role_of
from nightschool.services import desks, schools
from nightschool.services.workspace import Workspace
from nightschool.storage import hours
from nightschool.storage.database import Connection
from nightschool.storage.queries import common
from nightschool.storage.queries import figures as by_sql
from nightschool.storage.queries import progress as found


@dataclass(frozen=True, slots=True)
class Section:
    """The figures of a place, and of the places in it."""

    level: Level
    code: str
    name: str
    figures: Figures
    pace: Pace
    parts: tuple["Section", ...] = ()

    def at(self, level: Level) -> list["Section"]:
        """The sections of a level, this one or those within, by code."""
        if self.level is level:
            return [self]
        return [section for part in self.parts for section in part.at(level)]


def figures(workspace: Workspace, on: date, school: str | None = None) -> Section:
    """The figures of this desk on the day and of each school in it; or of one school of a county.

    Schools that were closed by then are left out where they have nobody.
    """
    desk = _scope(workspace, school)
    rules = _rules(workspace, desk)
    with workspace.database.read() as connection:
        counts = _together(connection, desk, rules, on)
        places = _places(desk, common.schools(connection), counts, on)
    policies = {county_of(scope): policy for scope, policy in rules.items()}
    counties = [
        _county(list(group), counts, policies[code], on)
        for code, group in groupby(places, lambda one: one.county_code)
    ]
    if role_of(desk) is Role.PREFECTURE:
        name = desks.place_name(workspace, desk)
        shared = commonest(rules.values())
        return _joined(Level.PREFECTURE, desk, name, counties, shared, on)
    return counties[0] if role_of(desk) is Role.COUNTY else counties[0].at(Level.SCHOOL)[0]


def people(workspace: Workspace, on: date, school: str | None = None) -> list[PersonProgress]:
    """Where everybody on the lists stands on the day, with the skills they have; by school.

    At a county `school` names one of its schools, else it is everybody.
    """
    everybody: list[PersonProgress] = []
    rules = _rules(workspace, _scope(workspace, school))
    with workspace.database.read() as connection:
        for scope, policy in rules.items():
            skills = found.skills(connection, scope, policy, on)
            everybody += [
                replace(one, skills=skills.get(one.person.id, ()))
                for one in found.people(connection, scope, policy, on)
            ]
    return everybody


def households(
    workspace: Workspace, on: date, school: str | None = None
) -> list[HouseholdProgress]:
    """Where each household stands on the day that has a member here; by school and 户编号."""
    homes: list[HouseholdProgress] = []
    rules = _rules(workspace, _scope(workspace, school))
    with workspace.database.read() as connection:
        for scope, policy in rules.items():
            names = found.household_names(connection, scope)
            everybody = found.people(connection, scope, policy, on)
            counted = [one for one in everybody if not progress.counts_elsewhere(one, on)]
            homes += progress.of_households(counted, on, names)
    return sorted(homes, key=lambda home: (home.school, home.name.number or "~", home.household))


def _scope(workspace: Workspace, school: str | None) -> str:
    return workspace.scope if school is None else schools.code_of(workspace, school)


def _rules(workspace: Workspace, scope: str) -> Mapping[str, Policy]:
    """The policy of this school or county, of each county for the prefecture; hours up to date."""
    with workspace.database.read() as connection:
        scopes = [scope]
        if role_of(scope) is Role.PREFECTURE:
            scopes = sorted({one.county_code for one in common.schools(connection)})
        rules = {each: common.policy_of(connection, county_of(each)) for each in scopes}
    for each, policy in rules.items():
        hours.refresh(workspace.database, county_of(each), policy)
    return rules


def _places(
    scope: str, known: Iterable[School], counts: Mapping[str, Figures], on: date
) -> list[School]:
    """The schools to show, by township; one that was struck from the registry by its code alone."""
    places = {one.code: one for one in known if one.code.startswith(scope)}
    for code in counts:
        if code not in places:
            places[code] = School(code, code, code[:9], code[:9], county_of(code), county_of(code))
    shown = [
        one
        for one in places.values()
        if one.code in (*counts, scope) or one.closed_on is None or one.closed_on > on
    ]
    return sorted(shown, key=lambda one: (one.county_code, one.township_code, one.code))


def _together(
    connection: Connection, desk: str, rules: Mapping[str, Policy], on: date
) -> dict[str, Figures]:
    """Of every school: by one query where all counties have the same rules, else by county."""
    policy = commonest(rules.values())
    if len(rules) > 1 and all(one == policy for one in rules.values()):
        lessons = found.lessons(connection, desk, policy, on)
        summed = by_sql.by_school(connection, desk, policy, on, lessons, rules)
        if summed is not None:
            return summed
    counts: dict[str, Figures] = {}
    for scope, each in rules.items():
        counts |= _counts(connection, scope, each, on)
    return counts


def _counts(connection: Connection, scope: str, policy: Policy, on: date) -> dict[str, Figures]:
    """By SQL alone where that can be, else person by person."""
    lessons = found.lessons(connection, scope, policy, on)
    summed = by_sql.by_school(connection, scope, policy, on, lessons)
    if summed is not None:
        return summed
    return _by_school(found.people(connection, scope, policy, on), lessons, on)


def _by_school(
    people: Iterable[PersonProgress], lessons: Mapping[str, int], on: date
) -> dict[str, Figures]:
    groups: defaultdict[str, list[PersonProgress]] = defaultdict(list)
    for one in people:
        groups[one.person.school].append(one)
    return {
        code: progress.figures(groups[code], on, lessons.get(code, 0))
        for code in groups.keys() | lessons.keys()
    }


def _county(
    places: Sequence[School], counts: Mapping[str, Figures], policy: Policy, on: date
) -> Section:
    townships = [
        _township(list(group), counts, policy, on)
        for _code, group in groupby(places, lambda one: one.township_code)
    ]
    first = places[0]
    return _joined(Level.COUNTY, first.county_code, first.county, townships, policy, on)


def _township(
    places: Sequence[School], counts: Mapping[str, Figures], policy: Policy, on: date
) -> Section:
    parts = []
    for one in places:
        count = counts.get(one.code, Figures())
        pace = progress.pace(count, policy, on)
        parts.append(Section(Level.SCHOOL, one.code, one.village, count, pace))
    first = places[0]
    return _joined(Level.TOWNSHIP, first.township_code, first.township, parts, policy, on)


def _joined(
    level: Level, code: str, name: str, parts: Sequence[Section], policy: Policy, on: date
) -> Section:
    total = sum((part.figures for part in parts), Figures())
    return Section(level, code, name, total, progress.pace(total, policy, on), tuple(parts))
