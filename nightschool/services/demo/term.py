"""Who came to the demo's lessons: the same for the same seed, whatever the machine."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from random import Random

from nightschool.domain import identity
from nightschool.domain.codes import Belonging, LessonForm, Mark, Sex, WorkRegion
from nightschool.domain.lesson import Lesson
from nightschool.domain.person import Person
from nightschool.domain.roll import Attendance, Roll
from nightschool.services import courses, lecturers, lessons, people, roll_call
from nightschool.services.demo import timetable
from nightschool.services.demo.timetable import Evening
from nightschool.services.workspace import Workspace
from nightschool.storage.queries.rolls import RollCall

SEED = 2018
GUEST = ("吉克木果", "喜德县冕山镇洛发村")
VILLAGER = "马海阿支"
"""Who lives here outside the register, and comes to the lessons with field practice."""

_MONTHS_AWAY = 6
"""Who works so many months a year outside the county is away in the term."""
_LATE, _EARLY, _WITH_LEAVE = 0.07, 0.03, 0.3
"""Of those who come, who is late and who leaves early; of the others, who asks for leave."""
_HALF_LESSON = 2
"""Half class hours for those who left in the break."""
_REASONS = ("看病", "家里有事", "带孩子", "走亲戚", "放羊未归")
_AWAY = "外出务工"


def teach(workspace: Workspace, later: timedelta = timedelta(0)) -> None:
    """Plan and hold the whole term: rolls, walk-ins, a lesson called off, a roll not finished.

    All of it so much `later` than in the timetable.
    """
    for name, (kind, language) in timetable.LECTURERS.items():
        lecturers.add_lecturer(workspace, name, kind, language)
    villager = people.add_person(
        workspace,
        Person(
            id=identity.new(),
            school=workspace.scope,
            name=VILLAGER,
            belonging=Belonging.VILLAGER,
            sex=Sex.FEMALE,
        ),
    )
    habits = _Habits(people.people(workspace))
    for evening in timetable.evenings():
        lesson = _plan(workspace, evening, later)
        if evening.day == timetable.CALLED_OFF:
            lessons.cancel(workspace, lesson.id, timetable.WHY_CALLED_OFF)
            continue
        roll = roll_call.start(workspace, lesson.id, Roll.DUE, Mark.PRESENT)
        roll_call.mark_many(workspace, lesson.id, habits.changed(roll))
        if evening.form is LessonForm.FIELD:
            roll_call.mark(workspace, lesson.id, villager.id, Mark.PRESENT)
            roll_call.add_guest(workspace, lesson.id, *GUEST)
        if evening.day != timetable.UNFINISHED:
            roll_call.finish(workspace, lesson.id)


def _plan(workspace: Workspace, evening: Evening, later: timedelta) -> Lesson:
    return lessons.add(
        workspace,
        courses.find(workspace, evening.course).id,
        evening.day + later,
        evening.start,
        evening.end,
        place=evening.place,
        form=evening.form,
        language=evening.language,
        lecturer=lecturers.find(workspace, evening.lecturer).id,
    ).lesson


class _Habits:
    """How often each person comes; they are drawn in the register's order."""

    def __init__(self, everybody: Iterable[Person]) -> None:
        self._random = Random(SEED)
        self._diligence = {
            one.id: 0.0 if _is_away(one) else self._random.betavariate(1.6, 2.0)
            for one in everybody
            if one.person_no
        }

    def changed(self, roll: RollCall) -> list[Attendance]:
        """The lines of those who were not simply there from the first minute to the last."""
        lines = (self._line(one.person, one.attendance) for one in roll.lines)
        return [line for line in lines if line.mark is not Mark.PRESENT]

    def _line(self, one: Person, line: Attendance) -> Attendance:
        comes, how = self._random.random(), self._random.random()
        reason = self._random.choice(_REASONS)
        if comes < self._diligence[one.id]:
            if how < _LATE:
                return replace(line, mark=Mark.LATE)
            if how < _LATE + _EARLY:
                return replace(line, mark=Mark.LEFT_EARLY, half_hours=_HALF_LESSON, remark=reason)
            return line
        if _is_away(one):
            return replace(line, mark=Mark.LEAVE, remark=_AWAY)
        if how < _WITH_LEAVE:
            return replace(line, mark=Mark.LEAVE, remark=reason)
        return replace(line, mark=Mark.ABSENT)


def _is_away(one: Person) -> bool:
    far = one.work_region not in (None, WorkRegion.IN_COUNTY)
    return far and (one.work_months or 0) >= _MONTHS_AWAY
