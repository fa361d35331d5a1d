"""The sample in any layout and file format is the same roster."""

import csv
import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from nightschool.documents.sheets import read_sheets
from nightschool.domain.roster.cells import Cell, plain
from nightschool.services.roster import plan as roster_plan
from nightschool.services.roster import reading as roster_reading
from nightschool.services.workspace import Workspace
from nightschool.storage.queries import roster as known
from nightschool.task import SILENT
from tests import workspaces
from tests.rosters import SAMPLE

HEADER = 2
SPELLINGS = {
    "县(市、区、旗)": ["县（市、区、旗）", "县(市、区)", "县"],
    "乡(镇)": ["乡镇", "乡（镇）", "所在乡镇"],
    "户编号": ["户 编 号", "户编号：", "贫困户编号"],
    "人编号": ["人编码", "★人编号"],
    "姓名": ["姓    名", "姓\n名", "*姓名"],
    "证件号码": ["身份证号码", "证件号码（18位）", "公民身份号码"],
    "劳动技能": ["劳动能力", "劳动技能："],
    "务工时间(月)": ["务工时间（月）", "务工月数"],
    "贫困户属性": ["户类型"],
    "主要致贫原因": ["致贫原因1", "致贫原因１"],
    "人均纯收入": ["2017年人均纯收入（元）"],
}
NOISE = ["录入批次", "网格员", "第一书记"]

Rows = list[list[Cell]]
Written = list[tuple[Any, ...]]


@cache
def sample() -> Rows:
    return next(read_sheets(SAMPLE)).rows


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    made = workspaces.make(tmp_path_factory.mktemp("layouts") / "school")
    yield made
    made.close()


@st.composite
def layouts(draw: st.DrawFn) -> Rows:
    """The sample with its columns in another order, under other titles, among other columns."""
    above, header, people = sample()[:HEADER], sample()[HEADER], sample()[HEADER + 1 :]
    noise = draw(st.lists(st.sampled_from(NOISE), unique=True))
    order = draw(st.permutations(range(len(header) + len(noise))))
    titles: list[Cell] = [
        draw(st.sampled_from([title, *SPELLINGS.get(title, [])])) for title in map(str, header)
    ]
    wide = [titles + list[Cell](noise)] + [row + list[Cell](noise) for row in people]
    left: list[Cell] = [""] * draw(st.integers(0, 2))
    head = [left + row[: draw(st.integers(8, 11))] for row in above]
    blank: Rows = [[""]] * draw(st.integers(0, 3))
    return head + blank + [left + [row[at] for at in order] for row in wide]


def as_csv(rows: Rows, encoding: str) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([plain(cell) for cell in row] for row in rows)
    return text.getvalue().encode(encoding)


def as_xlsx(rows: Rows) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("名册")
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, column, cell)
                elif cell is not None:
                    sheet.write(number, column, cell)
    return target.getvalue()


def written(school: Workspace, file: Path) -> list[Written]:
    """The rows that an import of the file would make, and those that it refuses."""
    read = roster_reading.read(school, file, {}, SILENT)
    with school.database.read() as connection:
        plan = roster_plan.make(read, known.register(connection, read.schools))
    made = [[tuple(row.items()) for row in each.new] for each in plan.writes]
    refused: Written = [(fault.person_no, fault.problem) for fault in plan.reading.faults]
    return [*made, refused]


@settings(max_examples=25)
@given(rows=layouts(), form=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "xlsx"]))
def test_the_sample_in_any_layout_makes_the_same_rows(
    school: Workspace, rows: Rows, form: str
) -> None:
    file = school.home / f"roster.{form}"
    file.write_bytes(as_xlsx(rows) if form == "xlsx" else as_csv(rows, form))
    assert written(school, file) == written(school, SAMPLE)
