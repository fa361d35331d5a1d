"""A county or prefecture of any size, made up: its schools are real, nobody in it is.

People, lessons and three years of rolls are the same for the same seed, and written by statements
over whole tables: 20 million lines in minutes. Citizen numbers begin with 513499, which is no
place's code. The workspace is a practice one: nothing of it leaves.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import groupby
from pathlib import Path
from random import Random

from nightschool.domain import catalogue, household, person, registry
from nightschool.domain.citizen_number import check_character
from nightschool.domain.codes import Labour, LessonState, Relation, Sex
from nightschool.domain.household import Household
from nightschool.domain.identity import RowId
from nightschool.domain.lesson import Lesson
from nightschool.domain.person import Person
from nightschool.domain.policy import Policy, is_due
from nightschool.domain.school import PREFECTURE, School, role_of
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import founding, practice
from nightschool.services.demo import folder
from nightschool.services.workspace import Workspace
from nightschool.storage import bulk, rolls_at_random, rows, tables
from nightschool.storage.database import Write
from nightschool.storage.queries import common
from nightschool.storage.rolls_at_random import Evening, Habit
from nightschool.task import SILENT, Task

HOUSEHOLDS = 36
MEMBERS = 4, 5
LESSONS = 75
YEARS = 3

_CLANS = ("吉克", "沙马", "阿尔", "曲比", "马海", "勒伍", "海来", "阿苦", "俄木", "的日")
_NAMES = ("阿牛", "拉且", "什扎", "呷呷", "木果", "伍各", "阿支", "尔布", "子古", "依莫")
_FIRST_BIRTH, _BIRTHS = date(1945, 1, 1), 24_000
"""Days of birth until 2010."""
_ABLE = 0.8
_NEVER = 0.03
_ZEAL = 0.25, 0.95
"""How much of the lessons the people of a school come to: of the laziest, of the most eager."""
_FEW_LESSONS = 0.1
"""So many schools teach a third of the lessons."""


@dataclass(frozen=True, slots=True)
class Multitude:
    """What was made."""

    desk: str
    """The folder of the workspace in the demo's."""
    place: str
    schools: int
    households: int
    people: int
    lessons: int
    lines: int


def create(
    home: Path,
    schools: int,
    seed: int,
    password: str,
    until: date,
    server: str | None = None,
    task: Task = SILENT,
) -> Multitude:
    """Make a workspace with so many schools in the demo's folder; lessons last `until` a day.

    It is the smallest county that has enough, else the prefecture. With the URL of a `server` its
    database is there. Raises `UserError` as `founding.create` does, for a folder that no demo made
    and for more schools than there are; then, and on a cancel, an earlier demo still stands, and
    on a server a database without a whole workspace is left.
    """
    scope, chosen = _places(schools)
    folder.require_usable(home)
    made: list[Multitude] = []

    def write(workspace: Workspace) -> None:
        founding.found(workspace)
        practice.mark(workspace)
        _strike_others(workspace, chosen)
        made.append(fill(workspace, chosen, seed, until, task))

    begun = home.with_name(f"{home.name}.new")
    founding.create(begun, scope, password, write, server)
    folder.begin(home, ())
    begun.rename(home / role_of(scope).value)
    return made[0]


def _places(count: int) -> tuple[str, list[School]]:
    counties = {code: registry.of_county(code) for code in registry.counties()}
    every = [school for schools in counties.values() for school in schools]
    if not 1 <= count <= len(every):
        raise UserError(
            _("There are between 1 and %(most)d schools.") % {"most": len(every)},
            _("Name another number with --schools."),
        )
    fitting = [code for code, schools in counties.items() if len(schools) >= count]
    if not fitting:
        return PREFECTURE, every[:count]
    county = min(fitting, key=lambda code: len(counties[code]))
    return county, counties[county][:count]


def fill(
    workspace: Workspace, schools: Sequence[School], seed: int, until: date, task: Task = SILENT
) -> Multitude:
    """Write everything of these schools, by counties, in one transaction."""
    chance, start = Random(seed), date(until.year - YEARS + 1, 1, 1)
    counts = [0, 0, 0, 0]
    with bulk.filling(workspace.database, tables.Attendance) as write:
        done = 0
        for county, group in groupby(schools, lambda one: one.county_code):
            key = (common.policy_key(county),)
            policy = Policy(start=start)
            rows.edit(write, tables.Policy, {key: common.policy_values(policy)})
            for school in group:
                task.step(done, len(schools), school.place)
                school_counts = _school(write, school, done, chance, policy, until)
                counts = [a + b for a, b in zip(counts, school_counts, strict=True)]
                done += 1
            counts[3] += rolls_at_random.call(write)
        task.step(done, len(schools))
    name = schools[0].county if len(workspace.scope) > len(PREFECTURE) else "凉山彝族自治州"
    return Multitude(workspace.role.value, name, len(schools), *counts)


def _strike_others(workspace: Workspace, schools: Sequence[School]) -> None:
    """Schools of the official list that are not among those made up were never opened."""
    chosen = {one.id for one in schools}
    with workspace.database.write() as write:
        others = [one.id for one in common.schools(write.connection) if one.id not in chosen]
        rows.delete(write, tables.School, [(one,) for one in others])


def _school(
    write: Write, school: School, number: int, chance: Random, policy: Policy, until: date
) -> tuple[int, int, int, int]:
    """A school's register and lessons; who of it comes how often waits for the rolls."""
    numbers = [f"{school.code}{place:04d}" for place in range(1, HOUSEHOLDS + 1)]
    homes = [Household(household.key(school.code, one), school.code, one) for one in numbers]
    people = [
        one for home in homes for one in _members(home, number, chance.choice(MEMBERS), chance)
    ]
    lessons = list(_lessons(school, number, chance, policy, until))
    rows.insert(write, tables.Household, map(rows.values_of, homes))
    rows.insert(write, tables.Person, map(rows.values_of, people))
    rows.insert(write, tables.Lesson, map(rows.values_of, lessons))
    zeal = chance.uniform(*_ZEAL)
    due = [one for one in people if is_due(one, policy, until)]
    rolls_at_random.prepare(
        write,
        int(school.code),
        [Evening(one.id, place) for place, one in enumerate(lessons, 1)],
        [Habit(one.id, place, _comes(zeal, chance)) for place, one in enumerate(due, 1)],
    )
    return len(homes), len(people), len(lessons), 0


def _comes(zeal: float, chance: Random) -> int:
    """Of a thousand lessons; some never come at all."""
    drawn = round(1000 * zeal * 1.3 * chance.betavariate(5, 2))
    return 0 if chance.random() < _NEVER else drawn


def _members(home: Household, school: int, count: int, chance: Random) -> Iterator[Person]:
    for place in range(1, count + 1):
        person_no = f"{home.number}{place:02d}"
        serial = (school * HOUSEHOLDS + int(str(home.number)[-4:]) - 1) * max(MEMBERS) + place - 1
        birth = _FIRST_BIRTH + timedelta(days=serial * 7919 % _BIRTHS)
        sex = chance.choice((Sex.MALE, Sex.FEMALE))
        yield Person(
            id=person.key(home.school, person_no),
            school=home.school,
            name=chance.choice(_CLANS) + chance.choice(_NAMES),
            household=home.id,
            person_no=person_no,
            citizen_no=_citizen_no(serial // _BIRTHS, birth, sex),
            sex=sex,
            birth_date=birth,
            relation=Relation.HEAD if place == 1 else Relation.OTHER,
            ethnicity="彝族",
            labour=Labour.ORDINARY if chance.random() < _ABLE else Labour.NONE,
        )


def _citizen_no(number: int, birth: date, sex: Sex) -> str:
    """The number of the `number`-th person born on the day; a woman's is even."""
    first = f"513499{birth:%Y%m%d}{number * 2 + (1 if sex is Sex.MALE else 2):03d}"
    return first + check_character(first)


def _lessons(
    school: School, place: int, chance: Random, policy: Policy, until: date
) -> Iterator[Lesson]:
    """Evenly over the time; about every second one teaches technology."""
    catalogued = catalogue.courses(school.county_code)
    courses: Mapping[bool, list[RowId]] = {
        skill: [one.id for one in catalogued if bool(one.skill) is skill] for skill in (True, False)
    }
    count = LESSONS // 3 if chance.random() < _FEW_LESSONS else LESSONS
    days = (until - policy.start).days
    for number in range(count):
        yield Lesson(
            id=_key(place * LESSONS + number, policy.start, chance),
            school=school.code,
            course=chance.choice(courses[chance.random() < 0.5]),
            day=policy.start + timedelta(days=(number + 1) * days // count),
            start=time(19, 30),
            end=time(21),
            half_hours=4,
            state=LessonState.HELD,
        )


def _key(number: int, start: date, chance: Random) -> RowId:
    """Like `identity.new`, but the same every time: a millisecond for each lesson."""
    moment = start.toordinal() * 86_400_000 + number
    value = bytearray(moment.to_bytes(6, "big") + chance.randbytes(10))
    value[6] = value[6] & 0x0F | 0x70
    value[8] = value[8] & 0x3F | 0x80
    return RowId(bytes(value))
