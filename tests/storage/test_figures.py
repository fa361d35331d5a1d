"""Figures summed by SQL are those counted person by person, by the domain's rule."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nightschool.domain import progress
from nightschool.domain.codes import LeftReason, Sex
from nightschool.domain.identity import named
from nightschool.domain.person import Person
from nightschool.domain.policy import Policy
from nightschool.storage import hours
from nightschool.storage.database import Database
from nightschool.storage.queries import figures
from nightschool.storage.queries import progress as found
from tests import schools
from tests.schools import DAYS
from tests.storage.conftest import make_database

EXAMPLES = settings().max_examples
counties = map(str, count(300_000))
POLICIES = (
    Policy(),
    Policy(female_ages=(18, 55), male_ages=(16, 60), half_hours=24, kinds=1),
    Policy(half_hours=2, technology_half_hours=0, kinds=1),
)
LEAP = [date(2000, 2, 29), date(2004, 2, 29), date(1958, 12, 31), date(1964, 3, 1)]


@pytest.fixture(scope="module", params=["sqlcipher", "postgresql"])
def shared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    if request.param == "postgresql":
        made = request.getfixturevalue("server").make_database()
    else:
        made = make_database(tmp_path_factory.mktemp("figures"))
    yield made
    made.close()


def moved(data: st.DataObject, one: Person) -> Person:
    """The same person of either sex, at the edge of an age, perhaps come or gone by a transfer."""
    one = replace(
        one,
        sex=data.draw(st.sampled_from([None, *Sex])),
        birth_date=data.draw(st.sampled_from([one.birth_date, one.birth_date, *LEAP])),
    )
    match data.draw(st.sampled_from(["stays", "stays", "came", "went"])):
        case "came":
            return replace(
                one, came_on=data.draw(st.sampled_from(DAYS)), moved_from=named("x", "y")
            )
        case "went":
            gone = data.draw(st.sampled_from([None, *DAYS]))
            return replace(one, left_on=gone, left_reason=LeftReason.TRANSFERRED)
    return one


@settings(max_examples=EXAMPLES // 2)
@given(st.data(), st.sampled_from([*DAYS, *DAYS[-3:]]), st.sampled_from(POLICIES))
def test_sql_sums_what_the_rule_counts(
    shared: Database, data: st.DataObject, on: date, policy: Policy
) -> None:
    world = data.draw(schools.worlds(next(counties)))
    world = replace(world, people=[moved(data, one) for one in world.people])
    with shared.write() as write:
        world.write(write)
    with shared.read() as connection:
        assert figures.by_school(connection, world.county, policy, on, {}) is None
    hours.refresh(shared, world.county, policy)
    on = on + timedelta(days=data.draw(st.sampled_from([0, 0, 60, 400])))
    with shared.read() as connection:
        lessons = found.lessons(connection, world.county, policy, on)
        people = found.people(connection, world.county, policy, on)
        summed = figures.by_school(connection, world.county, policy, on, lessons)
    if summed is None:  # many were called after the day
        return
    for code in {one.person.school for one in people} | lessons.keys():
        theirs = [one for one in people if one.person.school == code]
        counted = progress.figures(theirs, on, lessons.get(code, 0))
        assert summed.get(code, counted if not counted.people else None) == counted
