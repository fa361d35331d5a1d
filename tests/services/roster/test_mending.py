from pathlib import Path

import pytest

from nightschool.domain.roster.faults import Problem
from nightschool.errors import UserError
from nightschool.services import people
from nightschool.services.roster import importing, mending
from nightschool.services.roster.mending import Mends
from nightschool.services.workspace import Workspace
from tests.evenings import citizen_no
from tests.rosters import member, write


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write(tmp_path / "r.csv", [member(1), member(2, "木果", 证件号码="12")])


def mended(workspace: Workspace, file: Path, column: str, text: str) -> Mends:
    seen = importing.preview(workspace, file)
    [fault] = seen.refused
    index = {one.title: one.index for one in seen.understood.layout.columns}[column]
    cells = list(fault.cells)
    cells[index] = text
    return Mends(seen.understood.sha256, {fault.row: cells})


def test_a_mended_row_is_read_in_the_place_of_the_files(school: Workspace, file: Path) -> None:
    mends = mended(school, file, "证件号码", citizen_no(2))
    assert importing.preview(school, file, mends=mends).refused == ()
    done = importing.import_roster(school, file, mends=mends)
    assert done.errors_file is None
    assert {one.name for one in people.people(school)} == {"吉克阿牛", "木果"}


def test_a_row_is_checked_by_itself(school: Workspace, file: Path) -> None:
    layout = importing.preview(school, file).understood.layout
    [(number, cells)] = mended(school, file, "姓名", "").rows.items()
    problems = {one.problem for one in mending.check(layout, number, cells)}
    assert Problem.NO_NAME in problems
    [(number, cells)] = mended(school, file, "证件号码", citizen_no(1)).rows.items()
    assert mending.check(layout, number, cells) == ()


def test_a_mended_row_may_be_a_double_of_another(school: Workspace, file: Path) -> None:
    mends = mended(school, file, "证件号码", citizen_no(1))
    [fault] = importing.preview(school, file, mends=mends).refused
    assert "row 3" in fault.reason


def test_mended_rows_belong_to_one_file(school: Workspace, file: Path) -> None:
    mends = mended(school, file, "证件号码", citizen_no(2))
    write(file, [member(3), member(1)])
    with pytest.raises(UserError, match="changed after"):
        importing.import_roster(school, file, mends=mends)
    assert people.people(school) == []


def test_refused_rows_are_saved_without_taking_the_others(
    school: Workspace, file: Path, tmp_path: Path
) -> None:
    target = tmp_path / "refused.xlsx"
    assert importing.save_faults(school, file, target) == target
    assert people.people(school) == []
    good = write(tmp_path / "good.csv", [member(1)])
    assert importing.save_faults(school, good, tmp_path / "none.xlsx") is None
