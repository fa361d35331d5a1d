"""A county of any size with its people, lessons and rolls, written by set-wise statements."""

import random
from datetime import date, time, timedelta
from pathlib import Path

from sqlalchemy import text

from nightschool.domain import catalogue, household, person, registry
from nightschool.domain.codes import Labour, LessonState, Relation, Sex
from nightschool.domain.household import Household
from nightschool.domain.identity import new
from nightschool.domain.lesson import Lesson
from nightschool.domain.person import Person
from nightschool.domain.school import School
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from nightschool.storage.database import Write
from tests import workspaces

COUNTY = "513432"
HOUSEHOLDS = 36
MEMBERS = 4
LESSONS = 60
FIRST_DAY = date(2018, 1, 10)


def county(home: Path, schools: int = 220, seed: int = 1) -> Workspace:
    """A county with 36 households of 4 or 5 members and 60 lessons a school.

    220 schools have 7,900 households, 33,000 people, 1.2 million lines of rolls.
    """
    workspace = workspaces.make(home, COUNTY, b"county-1")
    chance = random.Random(seed)
    with workspace.database.write() as write:
        for code in _codes(write, schools):
            _register(write, code, chance)
            _teach(write, code, chance)
        _call_rolls(write)
    return workspace


def _codes(write: Write, count: int) -> list[str]:
    """Codes of the county's own schools, then of made-up ones of a made-up township."""
    own = [one.code for one in registry.of_county(COUNTY)][:count]
    made_up = [
        School(f"{COUNTY}900{number:03d}", f"{number}村", f"{COUNTY}900", "新镇", COUNTY, "喜德县")
        for number in range(count - len(own))
    ]
    rows.insert(
        write,
        tables.School,
        [{**rows.values_of(one), "id": one.id, "scope": COUNTY} for one in made_up],
    )
    return own + [one.code for one in made_up]


def _register(write: Write, code: str, chance: random.Random) -> None:
    numbers = [f"{code}{place:04d}" for place in range(HOUSEHOLDS)]
    homes = [Household(household.key(code, number), code, number) for number in numbers]
    people = [
        _person(home, f"{home.number}{member:02d}", member, chance)
        for home in homes
        for member in range(MEMBERS + chance.randrange(2))
    ]
    rows.insert(write, tables.Household, map(rows.values_of, homes))
    rows.insert(write, tables.Person, map(rows.values_of, people))


def _person(home: Household, number: str, member: int, chance: random.Random) -> Person:
    able = chance.random() < 0.8
    return Person(
        id=person.key(home.school, number),
        school=home.school,
        name="吉克阿牛",
        household=home.id,
        person_no=number,
        sex=chance.choice(list(Sex)),
        birth_date=date(chance.randrange(1945, 2012), chance.randrange(1, 13), 15),
        relation=Relation.OTHER if member else Relation.HEAD,
        labour=Labour.ORDINARY if able else Labour.NONE,
    )


def _teach(write: Write, code: str, chance: random.Random) -> None:
    courses = [course.id for course in catalogue.courses(COUNTY)]
    lessons = [
        Lesson(
            id=new(),
            school=code,
            course=chance.choice(courses),
            day=FIRST_DAY + timedelta(days=17 * number),
            start=time(19),
            end=time(20, 30),
            half_hours=4,
            state=LessonState.HELD,
        )
        for number in range(LESSONS)
    ]
    rows.insert(write, tables.Lesson, map(rows.values_of, lessons))


def _call_rolls(write: Write) -> None:
    """Every lesson's roll: three in five of the school's people; three of four lines were there."""
    write.connection.execute(
        text(
            "INSERT INTO attendance (lesson, person, mark, half_hours, remark, scope, deleted,"
            " stamp, field_stamps, seq)"
            " SELECT lesson.id, person.id, CASE abs(random()) % 4 WHEN 0 THEN 'absent'"
            " ELSE 'present' END, NULL, '', lesson.scope, 0, :stamp, NULL, :seq"
            " FROM lesson JOIN person ON person.scope = lesson.scope AND person.labour = 'ordinary'"
            " WHERE person.birth_date BETWEEN '1951-01-01' AND '2003-01-01'"
            " ORDER BY lesson.id, person.id"
        ),
        {"stamp": write.stamp.packed(), "seq": write.seq},
    )
