from contextlib import closing
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

from nightschool.domain.codes import Mark, Relation
from nightschool.domain.household import Household
from nightschool.domain.identity import RowId, new
from nightschool.domain.todo import TodoCode
from nightschool.services import exporting, lessons, people, roll_call
from nightschool.services.today import today
from nightschool.services.workspace import Workspace
from nightschool.storage.queries import todos
from tests.evenings import MARCH_1, evening, held, neighbours, person
from tests.services.desks import new_laptop
from tests.workspaces import SCHOOL

ON = date(2018, 6, 15)


def ids(lines: tuple[object, ...]) -> list[RowId]:
    return [line.lesson.id for line in lines]  # type: ignore[attr-defined]  # lines of lessons


def test_an_empty_school(school: Workspace) -> None:
    shown = today(school, SCHOOL, ON)
    assert (shown.tonight, shown.unrecorded, shown.open_rolls, shown.away) == ((), (), (), ())
    assert (shown.unreached, shown.todos, shown.never_came) == ((), (), 0)
    assert (shown.month.held, shown.month.kept) == (0, False)
    assert shown.unsent is not None
    assert (shown.unsent.to, shown.unsent.days) == ("", None)


def test_lessons_of_tonight_without_a_roll_and_with_an_open_one(school: Workspace) -> None:
    (one,) = neighbours(school, "阿牛")
    late, early = (evening(school, ON, time(hour), time(hour + 1)) for hour in (21, 19))
    forgotten = evening(school, MARCH_1)
    begun = evening(school, date(2018, 3, 8))
    roll_call.mark(school, begun.id, one, Mark.PRESENT)
    off = evening(school, date(2018, 3, 15))
    lessons.cancel(school, off.id, "snow")
    evening(school, ON + timedelta(days=1))
    held(school, date(2018, 3, 22), [one])
    shown = today(school, SCHOOL, ON)
    assert ids(shown.tonight) == [early.id, late.id]
    assert ids(shown.unrecorded) == [forgotten.id]
    assert ids(shown.open_rolls) == [begun.id]
    assert shown.open_rolls[0].attended == 1


def test_who_is_missed_and_which_household_was_not_reached(school: Workspace) -> None:
    home = people.add_household(school, Household(new(), SCHOOL, "5134321012080001"))
    head = person("木果", 9, household=home.id, relation=Relation.HEAD)
    people.add_person(school, head)
    often, once = neighbours(school, "阿牛", "拉且")
    people.add_person(school, person("小木", birth_date=date(2016, 1, 1), household=home.id))
    held(school, MARCH_1, [often, once])
    held(school, date(2018, 6, 7), [often])
    shown = today(school, SCHOOL, ON)
    assert [(one.person, one.name, one.days) for one in shown.away] == [(once, "拉且", 106)]
    assert today(school, SCHOOL, ON, absent_days=107).away == ()
    assert [(one.household, one.number, one.head, one.due) for one in shown.unreached] == [
        (home.id, "5134321012080001", "木果", 1)
    ]
    assert shown.never_came == 1


def test_the_month_against_the_rule(school: Workspace) -> None:
    (one,) = neighbours(school, "阿牛")
    held(school, date(2018, 6, 1), [one])
    held(school, date(2018, 6, 8), [one], end=time(20, 30))
    evening(school, date(2018, 6, 29))
    held(school, date(2018, 5, 29), [one])
    month = today(school, SCHOOL, ON).month
    assert (month.first, month.held, month.planned, month.long_enough) == (
        date(2018, 6, 1),
        2,
        1,
        1,
    )
    assert not month.kept
    held(school, date(2018, 6, 12), [one])
    assert today(school, SCHOOL, ON).month.kept


def test_to_dos_of_this_school(county: Workspace) -> None:
    mine = people.add_person(county, person("阿牛"))
    other = people.add_person(county, replace(person("木果"), school="513432101205"))
    unknown = new()
    code = TodoCode.NO_CITIZEN_NO
    with county.database.write() as write:
        asked = [(code, "person", row) for row in (mine.id, other.id, unknown)]
        todos.replace_all(write, county.device, asked)
    shown = today(county, SCHOOL, ON)
    assert {one.row for one in shown.todos} == {mine.id, unknown}
    assert shown.unsent is None


def test_what_has_not_gone_and_since_when(county: Workspace, tmp_path: Path) -> None:
    with closing(new_laptop(county, tmp_path / "laptop")) as laptop:
        fresh = today(laptop, SCHOOL, ON).unsent
        assert fresh is not None
        evening(laptop, date(2018, 6, 5))
        waiting = today(laptop, SCHOOL, ON).unsent
        assert waiting is not None
        assert (waiting.to, waiting.since, waiting.days) == ("喜德县", date(2018, 6, 5), 10)
        assert (waiting.rows, waiting.carried_on) == (fresh.rows + 1, None)
        exporting.export(laptop, tmp_path / "stick")
        carried = today(laptop, SCHOOL, ON).unsent
        assert carried is not None
        assert carried.carried_on is not None
        assert carried.rows >= waiting.rows
