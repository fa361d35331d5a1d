from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from nightschool.domain import identity
from nightschool.domain.codes import Mark, RegisterStatus
from nightschool.domain.identity import RowId
from nightschool.domain.person import Person
from nightschool.errors import UserError
from nightschool.services import people, roll_call, roll_groups
from nightschool.services.roster import importing as roster
from nightschool.services.roster.undo import undo
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from tests.evenings import evening
from tests.rosters import SAMPLE, content, everything, known, member, write
from tests.services import desks
from tests.workspaces import SCHOOL

IMPORTED = (tables.Household, tables.Person, tables.StatusChange)


def take(workspace: Workspace, folder: Path, *members: dict[str, Any], **how: str) -> RowId:
    done = roster.import_roster(workspace, write(folder / "r.csv", members, **how))
    assert done.id is not None
    return done.id


def contents(workspace: Workspace) -> list[list[dict[str, Any]]]:
    return [content(workspace, model) for model in IMPORTED]


def test_an_import_is_undone_as_a_whole(school: Workspace) -> None:
    before = contents(school)
    roster.import_roster(school, SAMPLE)
    assert undo(school).file == SAMPLE.name
    assert contents(school) == before
    assert [one.undone for one in roster.imports(school)] == [True]


def test_what_an_import_wrote_over_gets_its_old_value(school: Workspace, tmp_path: Path) -> None:
    take(school, tmp_path, member(1), member(2, 人均纯收入="2000"))
    before = contents(school)
    newer = (member(1, "吉克阿木", 脱贫属性="已脱贫"), member(2, 人均纯收入="2400"), member(3))
    take(school, tmp_path, *newer, stated="2018年6月1日")
    assert contents(school) != before
    undo(school)
    assert contents(school) == before


def test_a_file_can_be_taken_again_after_an_undo(school: Workspace) -> None:
    first = roster.import_roster(school, SAMPLE)
    taken = contents(school)
    undo(school, first.id)
    again = roster.import_roster(school, SAMPLE)
    assert (again.preview.taken, again.preview.updated) == (166, 0)
    assert contents(school) == taken
    undo(school)
    assert contents(school) == [[], [], []]


def test_a_file_dealt_to_the_wrong_school_is_undone_and_mended(
    county: Workspace, tmp_path: Path
) -> None:
    take(county, tmp_path, member(1, 行政村="新桥村"))
    undo(county)
    take(county, tmp_path, member(1))
    [one] = people.people(county, SCHOOL)
    assert one.person_no == f"{SCHOOL}000101"
    assert one.household == people.households(county, SCHOOL)[0].id
    assert roster.preview(county, tmp_path / "r.csv").unchanged == 1


def roll(school: Workspace) -> None:
    roll_call.mark(school, evening(school).id, known(school, 1).id, Mark.PRESENT)


def group(school: Workspace) -> None:
    roll_groups.save(school, "养猪班", [known(school, 1).id])


def edit(school: Workspace) -> None:
    people.edit_person(school, known(school, 1).id, {"phone": "13000000000"})


def step(school: Workspace) -> None:
    people.set_status(school, known(school, 1).id, RegisterStatus.LIFTED, date(2019, 1, 1))


def join(school: Workspace) -> None:
    home = known(school, 1).household
    people.add_person(school, Person(identity.new(), SCHOOL, "阿牛", household=home))


def strike(school: Workspace) -> None:
    with school.database.write() as write:
        rows.delete(write, tables.Person, [(known(school, 1).id,)])


@pytest.mark.parametrize(
    ("build", "told"),
    [
        (roll, "1 lines of rolls"),
        (group, "1 of its people are in saved groups"),
        (edit, "1 of its entries were changed"),
        (step, "1 steps on the register"),
        (join, "1 people were put into its households"),
        (strike, "1 of its entries were changed"),
    ],
)
def test_nothing_is_undone_where_something_was_built(
    school: Workspace, tmp_path: Path, build: Callable[[Workspace], None], told: str
) -> None:
    take(school, tmp_path, member(1), member(2))
    build(school)
    before = everything(school)
    with pytest.raises(UserError, match=told):
        undo(school)
    assert everything(school) == before


def test_a_later_import_that_changed_its_rows_goes_first(school: Workspace, tmp_path: Path) -> None:
    first = take(school, tmp_path, member(1), member(2))
    taken = contents(school)
    second = take(school, tmp_path, member(1, "吉克阿木"), member(2), stated="2018年6月1日")
    with pytest.raises(UserError, match="1 of its entries were changed"):
        undo(school, first)
    undo(school, second)
    assert contents(school) == taken


def test_a_field_written_over_again_stays(school: Workspace, tmp_path: Path) -> None:
    take(school, tmp_path, member(1))
    take(school, tmp_path, member(1, "吉克阿木"), stated="2018年6月1日")
    people.edit_person(school, known(school, 1).id, {"name": "吉克阿呷"})
    with pytest.raises(UserError, match="1 of its entries were changed"):
        undo(school)


def test_other_fields_may_have_been_written(school: Workspace, tmp_path: Path) -> None:
    take(school, tmp_path, member(1))
    take(school, tmp_path, member(1, "吉克阿木"), stated="2018年6月1日")
    people.edit_person(school, known(school, 1).id, {"phone": "13000000000"})
    undo(school)
    assert (known(school, 1).name, known(school, 1).phone) == ("吉克阿牛", "13000000000")


def test_only_an_import_that_stands_is_undone(school: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no such import"):
        undo(school)
    one = take(school, tmp_path, member(1))
    with pytest.raises(UserError, match="no such import"):
        undo(school, identity.new())
    undo(school, one)
    with pytest.raises(UserError, match="undone before"):
        undo(school, one)


def test_an_undo_travels(county: Workspace, tmp_path: Path) -> None:
    laptop = desks.new_laptop(county, tmp_path / "laptop")
    roster.import_roster(laptop, SAMPLE)
    desks.carry(laptop, county, tmp_path / "stick")
    assert len(people.people(county, SCHOOL)) == 166
    undo(laptop)
    desks.carry(laptop, county, tmp_path / "stick")
    assert people.people(county, SCHOOL) == []
    laptop.close()
