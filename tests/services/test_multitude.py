"""The generator: any number of schools, the same for the same seed, whole on both engines."""

from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from nightschool.domain import citizen_number, registry
from nightschool.errors import UserError
from nightschool.services import doctor, practice, progress, signing_in
from nightschool.services.demo import multitude
from nightschool.storage import rows, tables
from nightschool.storage.queries import common
from tests.services.desks import PASSWORD
from tests.storage.postgresql import Server

UNTIL = date(2020, 12, 31)
MOST = max(len(registry.of_county(code)) for code in registry.counties())


@pytest.mark.parametrize("engine", ["sqlcipher", "postgresql"])
def test_a_county_is_made_whole(
    engine: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    server: Server | None = None
    if engine == "postgresql":
        server = request.getfixturevalue("server")
    url = str(server.new()) if server else None
    made = multitude.create(tmp_path / "demo", 4, 7, PASSWORD, UNTIL, url)
    with closing(signing_in.sign_in(tmp_path / "demo" / "county", PASSWORD)) as county:
        assert doctor.examine(county) == []
        assert practice.is_practice(county)
        with county.database.read() as connection:
            assert len(common.schools(connection)) == 4
            counts = [
                connection.execute(select(func.count()).select_from(rows.table_of(model))).scalar()
                for model in (tables.Household, tables.Person, tables.Lesson, tables.Attendance)
            ]
            numbers = connection.scalars(select(tables.Person.citizen_no)).all()
        assert counts == [made.households, made.people, made.lessons, made.lines]
        assert len(set(numbers)) == made.people
        for number in numbers:
            assert number
            assert number.startswith("513499")
            assert citizen_number.check(number).number == number
        figures = progress.figures(county, UNTIL).figures
        assert 0 < figures.complete < figures.working_age < figures.people == made.people


def test_the_same_seed_makes_the_same_and_another_other_people(tmp_path: Path) -> None:
    found: list[tuple[Any, ...]] = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        multitude.create(tmp_path / name, 2, seed, PASSWORD, UNTIL)
        with (
            closing(signing_in.sign_in(tmp_path / name / "county", PASSWORD)) as county,
            county.database.read() as connection,
        ):
            people = select(tables.Person.id, tables.Person.name).order_by(tables.Person.id)
            line = tables.Attendance
            rolls = select(line.lesson, line.person, line.mark).order_by(line.lesson, line.person)
            found.append((connection.execute(people).all(), connection.execute(rolls).all()))
    assert found[0] == found[1] != found[2]


def test_more_than_a_county_has_are_the_prefectures() -> None:
    assert multitude._places(MOST)[0] in registry.counties()
    scope, chosen = multitude._places(MOST + 1)
    assert (scope, len(chosen)) == ("5134", MOST + 1)
    with pytest.raises(UserError, match="3745"):
        multitude._places(4_000)


def test_an_earlier_demo_stands_where_the_folder_is_none(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "mine.txt").touch()
    with pytest.raises(UserError):
        multitude.create(tmp_path / "work", 2, 1, PASSWORD, UNTIL)
    made = multitude.create(tmp_path / "demo", 1, 1, PASSWORD, UNTIL)
    again = multitude.create(tmp_path / "demo", 1, 1, PASSWORD, UNTIL)
    assert replace(again, lines=made.lines) == made
