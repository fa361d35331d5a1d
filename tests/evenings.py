"""People and lessons for tests, in a few words."""

from datetime import date, time
from typing import Any

from nightschool.domain import citizen_number, identity
from nightschool.domain.codes import Labour, Mark
from nightschool.domain.identity import RowId
from nightschool.domain.lesson import Lesson
from nightschool.domain.person import Person
from nightschool.services import courses, lessons, people, roll_call
from nightschool.services.workspace import Workspace
from tests.workspaces import SCHOOL

MARCH_1 = date(2018, 3, 1)
SEVEN, NINE = time(19), time(21)


def citizen_no(serial: int = 1, birth: date = date(1985, 5, 20)) -> str:
    """A citizen number of nobody: its place, 513499, was never given to any."""
    first = f"513499{birth:%Y%m%d}{serial:03d}"
    return first + citizen_number.check_character(first)


def person(name: str, serial: int | None = None, **fields: Any) -> Person:
    """Someone of working age with labour ability; with `serial` they have a citizen number."""
    ordinary: dict[str, Any] = {"labour": Labour.ORDINARY}
    ordinary |= {"citizen_no": citizen_no(serial)} if serial else {"birth_date": date(1985, 5, 20)}
    return Person(id=identity.new(), school=SCHOOL, name=name, **(ordinary | fields))


def neighbours(workspace: Workspace, *names: str) -> list[RowId]:
    """These people on the register, each with a number."""
    return [
        people.add_person(workspace, person(name, serial)).id
        for serial, name in enumerate(names, 1)
    ]


def evening(
    workspace: Workspace,
    day: date = MARCH_1,
    start: time = SEVEN,
    end: time = NINE,
    course: str = "ZC01",
    school: str | None = None,
) -> Lesson:
    """A planned lesson."""
    taught = courses.find(workspace, course, school).id
    return lessons.add(workspace, taught, day, start, end, school=school).lesson


def held(
    workspace: Workspace, day: date, came: list[RowId], course: str = "ZC01", end: time = NINE
) -> Lesson:
    """A lesson at which these people were present, its roll call finished."""
    one = evening(workspace, day, end=end, course=course)
    for each in came:
        roll_call.mark(workspace, one.id, each, Mark.PRESENT)
    return roll_call.finish(workspace, one.id).lesson
