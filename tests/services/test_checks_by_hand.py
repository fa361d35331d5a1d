"""What SQL narrows down and sums up is what the rules find over all the records there are."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import update
from sqlalchemy.engine import Connection

from nightschool.domain import progress
from nightschool.domain.certificate import Certificate
from nightschool.domain.checks import of_lessons, of_people, shares
from nightschool.domain.checks import settings as usual
from nightschool.domain.checks.finding import Finding
from nightschool.domain.checks.records import Evening, Home, Paper, Presence, Worker
from nightschool.domain.checks.rules import AwayLimits, BunchLimits, Code, SameLimits
from nightschool.domain.codes import (
    Belonging,
    CertificateKind,
    LessonState,
    Relation,
    WorkRegion,
)
from nightschool.domain.course import Course
from nightschool.domain.household import Household
from nightschool.domain.identity import RowId, named, new
from nightschool.domain.lesson import Lesson
from nightschool.domain.person import Person
from nightschool.domain.policy import Hours
from nightschool.domain.roll import ATTENDED
from nightschool.services.checks import running
from nightschool.services.checks.sources import Sources
from nightschool.storage import rows, tables
from nightschool.storage.database import Database
from nightschool.storage.queries import progress as figures
from nightschool.storage.queries.records import fetch, selecting
from tests import schools
from tests.schools import DAYS, POLICY, World
from tests.storage.conftest import make_database

EXAMPLES = settings().max_examples
counties = map(str, count(200_000))
"""A county for each example: one database serves all."""

SETTINGS = usual.usual()
SETTINGS[Code.SAME_PEOPLE] = replace(SETTINGS[Code.SAME_PEOPLE], limits=SameLimits(2, 1))
SETTINGS[Code.LATE_BUNCH] = replace(SETTINGS[Code.LATE_BUNCH], limits=BunchLimits(1, 3))


@pytest.fixture(scope="module", params=["sqlcipher", "postgresql"])
def shared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    if request.param == "postgresql":
        made = request.getfixturevalue("server").make_database()
    else:
        made = make_database(tmp_path_factory.mktemp("checks"))
    yield made
    made.close()


def odd_world(data: st.DataObject) -> World:
    """A world with what the rules look for."""
    world = data.draw(schools.worlds(next(counties)))
    draw = data.draw
    people = [
        replace(
            one,
            citizen_no=draw(st.sampled_from([None, None, f"{world.county}1"])),
            work_months=draw(st.sampled_from([None, 3, 10, 11, 12])),
            work_region=draw(st.sampled_from([None, *WorkRegion])),
            relation=draw(st.sampled_from([None, Relation.HEAD, Relation.SON])),
        )
        for one in world.people
    ]
    lessons = [
        replace(one, start=draw(st.sampled_from([time(18), time(19), time(21)])), end=time(22))
        for one in world.lessons
    ]
    homes = [replace(one, stated_size=draw(st.sampled_from([None, 1, 2]))) for one in world.homes]
    return replace(world, people=people, lessons=lessons, homes=homes)


def put(database: Database, data: st.DataObject) -> World:
    world = odd_world(data)
    late = st.sampled_from([None, 0, 3, 4, 90])
    with database.write() as write:
        world.write(write)
        changes = []
        for one in world.lessons:
            for days in (data.draw(late), data.draw(late)):
                if days is not None:
                    at = f"{one.day + timedelta(days=days)}T12:00:00+00:00"
                    changes.append(_finished(one, at))
        rows.insert(write, tables.Change, changes)
        rows.insert(
            write,
            tables.Certificate,
            [
                rows.values_of(_certificate(one, data.draw(st.sampled_from([0, 16, 40]))))
                for one in world.people
            ],
        )
        merged = data.draw(st.sampled_from([None, *world.lessons[1:]]))
        if merged is not None:
            write.connection.execute(
                update(tables.Lesson)
                .where(tables.Lesson.id == merged.id)
                .values(merged_into=world.lessons[0].id)
            )
    return world


def _finished(one: Lesson, at: str) -> rows.Values:
    plain = {"table": "lesson", "row": one.id, "column": "state", "old": '"planned"'}
    return {**plain, "id": new(), "scope": one.school, "by": "", "at": at, "reason": ""}


def _certificate(one: Person, half_hours: int) -> Certificate:
    day = DAYS[2]
    return Certificate(
        id=named("certificate", one.id.hex()),
        school=one.school,
        person=one.id,
        kind=CertificateKind.COMPLETION,
        number=one.id.hex(),
        name=one.name,
        citizen_tail="",
        course="",
        half_hours=half_hours,
        first_day=day,
        last_day=day,
        issued_on=day,
        issuer="",
        school_name="",
        template=1,
    )


class ByHand:
    """All records of a county, read whole and put together in Python."""

    def __init__(self, connection: Connection, county: str, on: date) -> None:
        def read(record: type[Any], model: type[tables.Synced]) -> list[Any]:
            scope = rows.table_of(model).columns["scope"]
            low, high = f"{county}000000", f"{county}999999"
            return fetch(connection, record, selecting(record, model, scope.between(low, high)))

        self.on = on
        self.people: list[Person] = read(Person, tables.Person)
        self.homes_: list[Household] = read(Household, tables.Household)
        self.lessons: list[Lesson] = [
            one
            for one in read(Lesson, tables.Lesson)
            if one.state is LessonState.HELD
            and not one.roll_open
            and one.merged_into is None
            and POLICY.start <= one.day < POLICY.end
            and one.day <= on
        ]
        held = {one.id for one in self.lessons}
        self.present: defaultdict[RowId, set[RowId]] = defaultdict(set)
        for line, lesson, _course in schools.rolls(connection, county, POLICY, on):
            if line.mark in ATTENDED and lesson.id in held:
                self.present[lesson.id].add(line.person)
        finished = connection.execute(
            rows.table_of(tables.Change).select().where(tables.Change.column == "state")
        ).all()
        entered: defaultdict[RowId, list[date]] = defaultdict(list)
        for row in finished:
            entered[row.row].append(datetime.fromisoformat(row.at).astimezone().date())
        courses = fetch(connection, Course, selecting(Course, tables.Course))
        titles = {one.id: one.title for one in courses}
        self.evenings = [
            Evening(
                one.id,
                one.school,
                one.title or titles.get(one.course, ""),
                one.day,
                one.start,
                one.end,
                one.half_hours,
                len(self.present[one.id]),
                min(entered[one.id], default=None),
            )
            for one in self.lessons
        ]
        self.certificates: list[Certificate] = read(Certificate, tables.Certificate)

    def presences(self) -> list[Presence]:
        people = {one.id: one for one in self.people}
        return [
            Presence(
                person,
                people[person].school,
                people[person].name,
                people[person].citizen_no or person.hex(),
                evening,
            )
            for evening in self.evenings
            for person in self.present[evening.id]
        ]

    def workers(self) -> list[Worker]:
        months: defaultdict[RowId, set[int]] = defaultdict(set)
        for one in self.evenings:
            if one.day.year == self.on.year:
                for person in self.present[one.id]:
                    months[person].add(one.day.month)
        return [
            Worker(one.id, one.school, one.name, one.work_months, len(months[one.id]))
            for one in self.people
            if one.work_months and one.work_region not in (None, WorkRegion.IN_COUNTY)
        ]

    def homes(self) -> list[Home]:
        found = []
        for home in self.homes_:
            members = [
                one
                for one in self.people
                if one.household == home.id
                and one.belonging is Belonging.REGISTERED
                and (one.left_on is None or one.left_on > self.on)
            ]
            heads = sum(one.relation is Relation.HEAD for one in members)
            found.append(Home(home.id, home.school, "", home.stated_size, len(members), heads))
        return found


def signs(found: Any) -> set[tuple[str, str, str]]:
    return {(one.id, one.school, one.in_words()) for one in found}


@settings(max_examples=EXAMPLES // 2)
@given(st.data(), st.sampled_from(DAYS))
def test_rules_over_sql_are_the_rules_over_all_records(
    shared: Database, data: st.DataObject, on: date
) -> None:
    world = put(shared, data)
    with shared.read() as connection:
        by_hand = ByHand(connection, world.county, on)
        made = Sources(connection, world.county, POLICY, SETTINGS, on)
        assert sorted(made.evenings, key=lambda one: one.id) == sorted(
            by_hand.evenings, key=lambda one: one.id
        )
        expected = _expected(by_hand)
        for code, found in expected.items():
            assert signs(running._found(made, code)) == signs(found), code
        for school in {one.school for one in world.people}:
            own = Sources(connection, school, POLICY, SETTINGS, on)
            for code, found in expected.items():
                theirs = [one for one in found if one.school == school]
                assert signs(running._found(own, code)) == signs(theirs), code


def _expected(by_hand: ByHand) -> dict[Code, list[Finding]]:
    limits = {code: setting.limits for code, setting in SETTINGS.items()}
    away = limits[Code.AWAY]
    assert isinstance(away, AwayLimits)
    homes, evenings, on = by_hand.homes(), by_hand.evenings, by_hand.on
    found: dict[Code, Any] = {
        Code.SHORT_LESSON: of_lessons.short(evenings, limits[Code.SHORT_LESSON]),  # type: ignore[arg-type]
        Code.LONG_LESSON: of_lessons.long(evenings, limits[Code.LONG_LESSON]),  # type: ignore[arg-type]
        Code.LATE_BUNCH: of_lessons.late_bunch(evenings, limits[Code.LATE_BUNCH]),  # type: ignore[arg-type]
        Code.SAME_PEOPLE: of_lessons.same_people(
            evenings,
            by_hand.present,
            limits[Code.SAME_PEOPLE],  # type: ignore[arg-type]
        ),
        Code.TWO_PLACES: of_lessons.two_places(by_hand.presences()),
        Code.AWAY: of_people.away(by_hand.workers(), on.year, away),
        Code.SIZE: of_people.size(homes, limits[Code.SIZE]),  # type: ignore[arg-type]
        Code.HEAD: of_people.head(homes),
        Code.EMPTY: of_people.empty(homes),
    }
    return {code: list(each) for code, each in found.items()}


@settings(max_examples=EXAMPLES // 4)
@given(st.data(), st.sampled_from(DAYS))
def test_certificates_and_shares(shared: Database, data: st.DataObject, on: date) -> None:
    world = put(shared, data)
    with shared.read() as connection:
        by_hand = ByHand(connection, world.county, on)
        made = Sources(connection, world.county, POLICY, SETTINGS, on)
        hours = {one.person.id: one.hours for one in made.people}
        papers = [
            Paper(one.id, one.school, one.name, one.number, one.half_hours, _total(hours, one))
            for one in by_hand.certificates
        ]
        expected = of_people.certificates(papers)
        assert signs(running._found(made, Code.CERTIFICATE)) == signs(expected)
        homes = progress.of_households(figures.people(connection, world.county, POLICY, on), on)
        assert shares.reached(made.households) == shares.reached(homes)


def _total(hours: dict[RowId, Hours], one: Certificate) -> int:
    return hours[one.person].total
