"""Taking out a county's data: every row is there, masked unless a reason is kept."""

from collections.abc import Sequence
from datetime import date
from itertools import count
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from nightschool import clock
from nightschool.documents import streamed
from nightschool.documents.streamed import Sheet
from nightschool.documents.workbook import Column, Kind
from nightschool.errors import UserError
from nightschool.services import full_export, papers, people
from nightschool.services.workspace import Workspace
from nightschool.storage.queries import full_export as found
from nightschool.task import Cancelled, Task
from tests.bench import generate
from tests.bench.generate import COUNTY

NUMBER = "513499199001010014"
PHONE = "13900000000"
FIRST = "513433100200"
BOTH = ("Courses and lecturers", "Laptops and packages")
"""Workbooks of two sheets."""


@pytest.fixture
def full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A county with one school's people, lessons and rolls of 2018 to 2020."""
    monkeypatch.setattr(clock, "today", lambda: date(2020, 12, 31))
    return generate.county(tmp_path / "county", 1)


def rows(folder: Path, name: str) -> Sequence[Sequence[object]]:
    """The rows below the head of a workbook's first sheet."""
    book = CalamineWorkbook.from_path(folder / f"{name}.xlsx")
    return book.get_sheet_by_index(0).to_python(skip_empty_area=False)[3:]


def test_every_row_is_there(full: Workspace, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    task = Task(report=lambda done, total, _text: steps.append((done, total)))
    made = full_export.export_all(full, tmp_path / "out", task=task)
    written = {one.file.stem: one.rows for one in made.books}
    for name, size in written.items():
        assert name in BOTH or len(rows(made.folder, name)) == size
    with full.database.read() as connection:
        lines = found.count_lines(connection, COUNTY)
        assert written["Villagers"] == found.count_people(connection, COUNTY)
    years = [name for name in written if name.startswith("Attendance")]
    assert years == ["Attendance 2018", "Attendance 2019", "Attendance 2020"]
    assert sum(written[name] for name in years) == lines
    assert steps[-1][0] <= steps[-1][1] == lines + written["Villagers"]
    assert [done for done, _total in steps] == sorted(done for done, _total in steps)
    numbers = {row[0] for row in rows(made.folder, "Villagers")}
    assert numbers == set(range(1, len(numbers) + 1))
    assert {row[5] for row in rows(made.folder, years[0])} <= numbers
    assert not list(made.folder.glob("*.part"))


def test_numbers_are_masked_unless_there_is_a_reason(full: Workspace, tmp_path: Path) -> None:
    one = people.people(full, FIRST)[0]
    people.edit_person(full, one.id, {"citizen_no": NUMBER, "phone": PHONE})
    masked = full_export.export_all(full, tmp_path / "out")
    said = str(rows(masked.folder, "Villagers"))
    assert NUMBER not in said
    assert PHONE not in said
    assert "5134**********0014" in said
    assert papers.disclosed(full) == []
    with pytest.raises(UserError, match="reason"):
        full_export.export_all(full, tmp_path / "whole", unmasked=True, reason=" ")
    whole = full_export.export_all(full, tmp_path / "out", unmasked=True, reason="审计要求")
    said = str(rows(whole.folder, "Villagers"))
    assert NUMBER in said
    assert PHONE in said
    assert whole.folder != masked.folder
    [kept] = papers.disclosed(full)
    assert (kept.paper, kept.reason, kept.by) == ("export_all", "审计要求", "tester")
    assert kept.people == len(rows(whole.folder, "Villagers"))


def test_a_stopped_export_leaves_nothing(full: Workspace, tmp_path: Path) -> None:
    asked = count()
    task = Task(cancelled=lambda: next(asked) >= 400)
    with pytest.raises(Cancelled):
        full_export.export_all(full, tmp_path / "out", task=task)
    assert list((tmp_path / "out").iterdir()) == []


def test_a_school_takes_nothing_out(school: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="county"):
        full_export.export_all(school, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_long_table_goes_on_in_the_next_sheet(tmp_path: Path) -> None:
    columns = [Column("No.", Kind.WHOLE), Column("Day", Kind.DAY), Column("Text")]
    lines = ((number, date(2018, 1, 1), "=1+1") for number in range(7))
    with (tmp_path / "long.xlsx").open("wb") as file:
        sheet = Sheet("Rows", "Seven rows", columns, lines)
        empty = Sheet("None", "No row", columns, [])
        assert streamed.write(file, [sheet, empty], tmp_path, most_rows=3) == 7
    book = CalamineWorkbook.from_path(tmp_path / "long.xlsx")
    assert book.sheet_names == ["Rows", "Rows 2", "Rows 3", "None"]
    last = book.get_sheet_by_name("Rows 3").to_python(skip_empty_area=False)
    assert last[-1] == [6, date(2018, 1, 1), "=1+1"]
    assert [path.name for path in tmp_path.iterdir()] == ["long.xlsx"]
