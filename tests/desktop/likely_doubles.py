"""A county with likely doubles, for tests and pictures of the desk that settles them."""

from dataclasses import replace
from datetime import date, time

from nightschool.domain.codes import Mark
from nightschool.domain.identity import new
from nightschool.services import people, roll_call
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from tests.desktop import samples
from tests.evenings import evening, person
from tests.workspaces import COUNTY, SCHOOL

KIND = "doubles"
NAMES = (("吉克阿牛", "吉克·阿妞"), ("沙马拉且", "拉且沙马"), ("曲比伍果", "曲比伍果"))


def fill(workspace: Workspace) -> None:
    """Three pairs of people and one lesson twice."""
    for serial, pair in enumerate(NAMES):
        for name in pair:
            birth = date(1980 + serial, 5, 20)
            people.add_person(workspace, person(name, birth_date=birth))
    someone = people.find(workspace, NAMES[0][0], SCHOOL)
    people.edit_person(workspace, someone.id, {"phone": "13800000000"})
    lesson = evening(workspace, school=SCHOOL)
    roll_call.mark(workspace, lesson.id, someone.id, Mark.PRESENT)
    roll_call.finish(workspace, lesson.id)
    again = replace(roll_call.show(workspace, lesson.id).lesson, id=new(), start=time(19, 15))
    with workspace.database.write() as write:
        rows.insert(write, tables.Lesson, [rows.values_of(again)])


samples.keep(KIND, fill, COUNTY)
