"""Schools at random for tests of figures, each world under a county code of its own.

`hours_by_hand` is the other way to the same hours: line by line, with nothing but the domain.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from hypothesis import strategies as st
from sqlalchemy.engine import Connection

from nightschool.domain.codes import (
    Belonging,
    CourseKind,
    Labour,
    LessonState,
    Mark,
    ProvincialKind,
    Relation,
    SubjectGroup,
)
from nightschool.domain.course import Course
from nightschool.domain.household import Household
from nightschool.domain.identity import RowId, named
from nightschool.domain.lesson import Lesson
from nightschool.domain.person import Person
from nightschool.domain.policy import Hours, Policy
from nightschool.domain.roll import ATTENDED, Attendance, credited
from nightschool.storage import rows, tables
from nightschool.storage.database import Write
from nightschool.storage.queries.records import fetch, selecting

POLICY = Policy()
DAYS = [
    POLICY.start - timedelta(days=1),
    POLICY.start,
    date(2018, 11, 2),
    date(2019, 1, 1),
    date(2019, 3, 15),
    date(2019, 5, 13),
    date(2019, 5, 14),
    POLICY.end - timedelta(days=1),
    POLICY.end,
]
"""Days of lessons and of figures: around the limits of the rotation, of a year, of 60 days."""

BIRTHS = [None, date(1959, 3, 15), date(1959, 3, 15), date(1985, 5, 5), date(2003, 3, 15)]

half_hours = st.sampled_from([0, 1, 16, 24, 40, 40])
states = st.sampled_from([LessonState.HELD] * 12 + list(LessonState))
kinds = st.sampled_from([ProvincialKind.SKILLS] * 2 + list(ProvincialKind))
marks = st.sampled_from([Mark.PRESENT] * 5 + list(Mark))


@dataclass(frozen=True)
class World:
    """Two schools of one county."""

    county: str
    homes: list[Household]
    people: list[Person]
    courses: list[Course]
    lessons: list[Lesson]
    lines: list[Attendance]

    def write(self, write: Write) -> None:
        """Insert everything."""
        of_county = [{**rows.values_of(one), "scope": self.county} for one in self.courses]
        rows.insert(write, tables.Household, map(rows.values_of, self.homes))
        rows.insert(write, tables.Person, map(rows.values_of, self.people))
        rows.insert(write, tables.Course, of_county)
        rows.insert(write, tables.Lesson, map(rows.values_of, self.lessons))
        rows.insert(write, tables.Attendance, map(self.line_values, self.lines))

    def line_values(self, line: Attendance) -> rows.Values:
        """A line as its row, in the scope of its lesson."""
        school = {one.id: one.school for one in self.lessons}[line.lesson]
        return {**rows.values_of(line), "scope": school}


@st.composite
def worlds(draw: st.DrawFn, county: str) -> World:
    """Up to 3 households, 6 people, 6 lessons, and most lines of their rolls.

    Chosen so that many complete the rotation, and many stand at the edge of a rule.
    """
    schools = st.sampled_from([f"{county}001001"] * 3 + [f"{county}002001"])
    homes = [_home(county, number, draw(schools)) for number in range(draw(st.integers(1, 3)))]
    people = [draw(_person(county, number, homes)) for number in range(draw(st.integers(1, 6)))]
    courses = [draw(_course(county, number)) for number in range(3)]
    lessons = [
        draw(_lesson(county, number, draw(schools), courses))
        for number in range(draw(st.integers(2, 6)))
    ]
    pairs = [
        (lesson, person)
        for lesson in lessons
        for person in people
        if lesson.school == person.school
    ]
    called = st.sampled_from([True, True, True, False])
    lines = [draw(_line(lesson.id, person.id)) for lesson, person in pairs if draw(called)]
    return World(county, homes, people, courses, lessons, lines)


def one_lesson(county: str, people: int, school: str = "") -> World:
    """So many people of one household, all present at one lesson of two class hours."""
    home = _home(county, 0, school or f"{county}001001")
    ids = [named("person", f"{county}:{number}") for number in range(people)]
    bee = Course(
        named("course", county), "T1", "养蜂", ProvincialKind.SKILLS, SubjectGroup.BASIC, "养蜂"
    )
    lesson = Lesson(
        id=named("lesson", county),
        school=home.school,
        course=bee.id,
        day=date(2018, 3, 1),
        start=time(19),
        end=time(20, 30),
        half_hours=4,
        state=LessonState.HELD,
    )
    return World(
        county,
        [home],
        [
            Person(
                id=one,
                school=home.school,
                name="吉克阿牛",
                household=home.id,
                birth_date=date(1985, 5, 5),
                relation=Relation.HEAD,
                labour=Labour.ORDINARY,
            )
            for one in ids
        ],
        [bee],
        [lesson],
        [Attendance(lesson.id, one, Mark.PRESENT) for one in ids],
    )


def _home(county: str, number: int, school: str) -> Household:
    return Household(named("household", f"{county}:{number}"), school, f"{county}{number}")


def _person(county: str, number: int, homes: list[Household]) -> st.SearchStrategy[Person]:
    return st.sampled_from(homes).flatmap(
        lambda home: st.builds(
            Person,
            id=st.just(named("person", f"{county}:{number}")),
            school=st.just(home.school),
            name=st.just("吉克阿牛"),
            household=st.sampled_from([home.id, home.id, None]),
            belonging=st.sampled_from([Belonging.REGISTERED] * 10 + list(Belonging)),
            birth_date=st.sampled_from(BIRTHS),
            labour=st.sampled_from([Labour.ORDINARY] * 5 + [Labour.WEAK, Labour.NONE]),
            schooling=st.sampled_from([""] * 5 + ["非在校生", "高中"]),
            left_on=st.sampled_from([None] * 20 + DAYS),
        )
    )


def _course(county: str, number: int) -> st.SearchStrategy[Course]:
    return st.builds(
        Course,
        id=st.just(named("course", f"{county}:{number}")),
        code=st.just(f"T{number}"),
        title=st.just("花椒"),
        provincial_kind=kinds,
        group=st.just(SubjectGroup.BASIC),
        skill=st.sampled_from(["", "养蜂", "电焊"]),
    )


def _lesson(
    county: str, number: int, school: str, courses: list[Course]
) -> st.SearchStrategy[Lesson]:
    return st.builds(
        Lesson,
        id=st.just(named("lesson", f"{county}:{number}")),
        school=st.just(school),
        course=st.sampled_from([*(one.id for one in courses), named("course", "unknown")]),
        day=st.sampled_from(DAYS + DAYS[1:6]),
        start=st.just(time(19)),
        end=st.just(time(21)),
        half_hours=half_hours,
        state=states,
        roll_open=st.sampled_from([False] * 10 + [True]),
    )


def _line(lesson: RowId, person: RowId) -> st.SearchStrategy[Attendance]:
    return st.builds(
        Attendance,
        lesson=st.just(lesson),
        person=st.just(person),
        mark=marks,
        half_hours=st.sampled_from([None] * 6 + [0, 1, 3]),
    )


def rolls(
    connection: Connection, county: str, policy: Policy, on: date
) -> list[tuple[Attendance, Lesson, Course | None]]:
    """Every line that counts on the day, with its lesson and course."""
    lessons = {
        one.id: one
        for one in fetch(connection, Lesson, selecting(Lesson, tables.Lesson))
        if one.school.startswith(county)
        and one.state is LessonState.HELD
        and not one.roll_open
        and policy.start <= one.day < policy.end
        and one.day <= on
    }
    courses = {one.id: one for one in fetch(connection, Course, selecting(Course, tables.Course))}
    lines = fetch(connection, Attendance, selecting(Attendance, tables.Attendance))
    return [
        (line, lessons[line.lesson], courses.get(lessons[line.lesson].course))
        for line in lines
        if line.lesson in lessons
    ]


Line = tuple[RowId, Attendance, Lesson, Course | None]
"""Who stands for the person of a line, the line, its lesson and course."""


def lines_once(connection: Connection, county: str, policy: Policy, on: date) -> list[Line]:
    """The lines of `rolls`, of joined people and lessons only the best of each lesson."""
    people = fetch(connection, Person, selecting(Person, tables.Person))
    lessons = fetch(connection, Lesson, selecting(Lesson, tables.Lesson))
    person_into = {one.id: one.merged_into for one in people}
    lesson_into = {one.id: one.merged_into for one in lessons}
    best: dict[tuple[RowId, RowId, date], Line] = {}
    for line, lesson, course in rolls(connection, county, policy, on):
        person = _followed(line.person, person_into)
        key = person, _followed(lesson.id, lesson_into), lesson.day
        one = person, line, lesson, course
        best[key] = min(best.get(key, one), one, key=_worse)
    return list(best.values())


def _followed(row: RowId, into: Mapping[RowId, RowId | None]) -> RowId:
    following = into.get(row)
    return row if following is None else _followed(following, into)


def _worse(one: Line) -> tuple[bool, bool, int, RowId, RowId]:
    _person, line, lesson, course = one
    hours = lesson.half_hours if line.half_hours is None else line.half_hours
    return line.mark not in ATTENDED, course is None, -hours, lesson.id, line.person


def hours_by_hand(
    connection: Connection, county: str, policy: Policy, on: date
) -> Mapping[RowId, Hours]:
    """Everybody's hours on the day, by `roll.credited` from each line that counts."""
    groups = defaultdict(list)
    for person, line, lesson, course in lines_once(connection, county, policy, on):
        groups[person].append((line, lesson, course))
    found = {}
    for person, theirs in groups.items():
        by_kind = dict.fromkeys(CourseKind, 0)
        for line, lesson, course in theirs:
            if course is not None:
                by_kind[course.kind] += credited(line.mark, line.half_hours, lesson.half_hours)
        days = [lesson.day for line, lesson, _course in theirs if line.mark in ATTENDED]
        first, last = min(days, default=None), max(days, default=None)
        found[person] = Hours(by_kind, len(days), len(theirs), first, last)
    return found
