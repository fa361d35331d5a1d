import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from nightschool import paths
from nightschool.documents import roster_faults, sheets, workbook
from nightschool.domain.citizen_number import Trouble
from nightschool.domain.codes import Sex
from nightschool.domain.roster import columns, reading
from nightschool.domain.roster.cells import Row
from nightschool.domain.roster.columns import Found, Standing
from nightschool.domain.roster.faults import Problem
from nightschool.domain.roster.fields import FAULT_TITLES, Field
from nightschool.domain.roster.people import RosterPerson, households
from nightschool.domain.roster.reading import Reading
from nightschool.domain.roster.villages import village_key

SAMPLE = paths.resources() / "data" / "roster-xiaoshan.xlsx"
ADDED = len(FAULT_TITLES)


def find(path: Path) -> Found:
    return columns.find(sheets.read_sheets(path))


def read(path: Path) -> tuple[Found, Reading]:
    found = find(path)
    return found, reading.parse(found.layout, found.sheet.rows, found.layout.stated_on)


def people(found: Reading) -> dict[str | None, RosterPerson]:
    return {row.person.person_no: row.person for row in found.rows}


def pages(data: bytes) -> list[Any]:
    return list(openpyxl.load_workbook(io.BytesIO(data)))


@pytest.fixture(scope="module")
def sample() -> tuple[Found, Reading]:
    return read(SAMPLE)


def test_the_samples_layout_is_understood(sample: tuple[Found, Reading]) -> None:
    layout = sample[0].layout
    assert (layout.first_header_row, layout.last_header_row) == (3, 3)
    assert layout.stated_on == date(2018, 3, 1)
    assert (layout.place.township, layout.place.village) == ("冕山镇", "小山村")
    assert [column.title for column in layout.of(Standing.IGNORED)] == ["序号"]
    assert layout.of(Standing.UNKNOWN) == ()
    assert len(layout.at) == 24


def test_the_samples_faults_are_treated_as_listed(sample: tuple[Found, Reading]) -> None:
    county = sample[1]
    taken = people(county)
    assert len(county.rows) == 167
    assert len(households(county.rows)) == 46
    assert {fault.person_no[-6:]: (fault.row, fault.problem) for fault in county.refused} == {
        "000501": (18, Trouble.SPOILT),
        "000701": (25, Trouble.CHECK_CHARACTER),
        "001504": (65, Problem.DUPLICATE),
        "001802": (74, Problem.LABOUR),
    }
    assert {fault.person_no[-6:]: (fault.row, fault.problem) for fault in county.flagged} == {
        "000707": (31, Problem.NO_CITIZEN_NO),
        "001003": (44, Problem.SEX),
    }
    base = "513432101208"
    assert taken[f"{base}000104"].citizen_no == "513499198002153282"
    assert taken[f"{base}000301"].name == "俄木阿牛"
    unnumbered = [row.person.name for row in county.rows if row.person.citizen_no is None]
    assert unnumbered == ["曲比阿果"]
    assert taken[f"{base}000901"].citizen_no == "513499196801108198"
    assert taken[f"{base}000901"].disability_no == "51349919680110819843"
    assert taken[f"{base}001003"].sex is Sex.MALE
    assert taken[f"{base}001302"].citizen_no == "513499197907165988"
    assert taken[f"{base}001504"].name == "日黑阿依莫"
    assert taken[f"{base}002002"].name == "金古日洛"
    others = [row.row for row in county.rows if village_key(row.village) != "小山"]
    assert others == [79]


def test_the_sample_says_the_same_as_csv(sample: tuple[Found, Reading], tmp_path: Path) -> None:
    path = tmp_path / "花名册.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(sample[0].sheet.rows)
    again = read(path)[1]
    assert people(again) == people(sample[1])
    assert households(again.rows) == households(sample[1].rows)
    assert [(fault.row, fault.problem) for fault in again.faults] == [
        (fault.row, fault.problem) for fault in sample[1].faults
    ]


def test_the_workbook_shows_each_row_with_its_faults(sample: tuple[Found, Reading]) -> None:
    found, county = sample
    refused, flagged = pages(roster_faults.workbook(found.layout, county.faults))
    assert refused["D2"].value == FAULT_TITLES[3]
    assert [cell.value for cell in refused["A"][2:]] == ["18", "25", "65", "74"]
    assert [cell.value for cell in flagged["A"][2:]] == ["31", "44"]
    assert refused["B3"].value == "证件号码"
    assert "15 digits" in refused["C3"].value
    assert "text" in refused["D3"].value
    assert "技能劳动力" in refused["D6"].value
    titles = [cell.value for cell in refused[2]]
    assert titles[ADDED:] == [column.title for column in found.layout.columns]
    number = refused.cell(3, titles.index("证件号码") + 1)
    assert number.value == "5.134991954071362e+17"
    assert number.number_format == "@"
    coloured = [cell.column_letter for cell in refused[3] if cell.fill.fgColor.rgb == "FFFFC7CE"]
    assert coloured == [number.column_letter]
    assert refused.freeze_panes == "A3"
    assert refused.auto_filter.ref == "A2:AC6"
    person = titles.index("人编号")
    assert refused.cell(3, person + 1).value == "513432101208000501"
    assert refused.cell(3, titles.index("人数") + 1).value == 4


def test_the_mended_workbook_is_a_roster(sample: tuple[Found, Reading], tmp_path: Path) -> None:
    found, county = sample
    (page, *_rest) = book = pages(roster_faults.workbook(found.layout, county.faults))
    titles = [cell.value for cell in page[2]]
    mended = {
        ("18", "证件号码"): "513499195407136217",
        ("25", "证件号码"): "513499195308015479",
        ("65", "人编号"): "513432101208001505",
        ("65", "证件号码"): "513499196706079341",
        ("74", "劳动技能"): "普通劳动力",
    }
    rows = {row[0].value: row for row in page.iter_rows(min_row=3)}
    for (row, title), value in mended.items():
        rows[row][titles.index(title)].value = value
    path = tmp_path / "mended.xlsx"
    book[0].parent.save(path)
    again, taken = read(path)
    assert again.layout.stated_on == found.layout.stated_on
    assert again.layout.place == found.layout.place
    assert set(again.layout.at) == set(found.layout.at)
    assert again.layout.of(Standing.UNKNOWN) == ()
    assert taken.faults == ()
    assert [row.person.person_no for row in taken.rows] == [
        "513432101208000501",
        "513432101208000701",
        "513432101208001505",
        "513432101208001802",
    ]
    assert (
        taken.rows[0].household
        == reading.parse(found.layout, [*found.sheet.rows[:18], mended_row(found.sheet.rows[17])])
        .rows[-1]
        .household
    )


def mended_row(row: Row) -> Row:
    return [
        "513499195407136217" if isinstance(cell, float) and cell > 1e15 else cell for cell in row
    ]


def test_a_workbook_that_nobody_mended_is_refused_again_alike(
    sample: tuple[Found, Reading], tmp_path: Path
) -> None:
    found, county = sample
    path = tmp_path / "faults.xlsx"
    path.write_bytes(roster_faults.workbook(found.layout, county.faults))
    again = read(path)[1]
    alone = {fault.problem for fault in county.refused} - {Problem.DUPLICATE}
    assert {fault.problem for fault in again.refused} == alone


@pytest.mark.parametrize(
    "evil",
    ["=1+1", '=HYPERLINK("http://x","y")', "+1", "@SUM(1)", "http://x", "{=1}", "-1", "<b>&"],
)
def test_nothing_becomes_a_formula_or_a_link(evil: str) -> None:
    rows: list[Row] = [
        ["姓名", "人编号", evil + "电话"],
        [evil, "123", evil],
        [f"{evil}莫", "5134321012080001", date(2018, 3, 1)],
    ]
    layout = columns.understand(rows)
    assert layout is not None
    (page,) = pages(roster_faults.workbook(layout, reading.parse(layout, rows).faults))
    cells = [cell for row in page.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "d"}
    assert all(cell.hyperlink is None for cell in cells)
    assert [page.cell(3, ADDED + 1).value, page.cell(3, ADDED + 3).value] == [evil, evil]


def test_the_workbook_speaks_the_language_asked_for(sample: tuple[Found, Reading]) -> None:
    found, county = sample
    shout: Callable[[str], str] = str.upper
    refused = pages(roster_faults.workbook(found.layout, county.faults[:1], shout))[0]
    assert refused.title == "REFUSED"
    assert refused["C3"].value.isupper()
    assert refused["A2"].value == FAULT_TITLES[0]


def test_a_large_workbook_says_the_same(
    sample: tuple[Found, Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    found, county = sample

    def written() -> list[Any]:
        book = pages(roster_faults.workbook(found.layout, county.faults))
        return [list(page.iter_rows(values_only=True)) for page in book]

    small = written()
    monkeypatch.setattr(workbook, "LARGE", 1)
    assert written() == small


def test_all_faults_of_a_row_stand_in_one_row() -> None:
    rows: list[Row] = [["姓名", "人编号", "证件号码", "劳动技能"], ["1", "2", "3", "能劳动"]]
    layout = columns.understand(rows)
    assert layout is not None
    (page,) = pages(roster_faults.workbook(layout, reading.parse(layout, rows).faults))
    assert page.max_row == 3
    assert page["B3"].value.split("\n") == ["姓名", "人编号", "证件号码", "劳动技能"]
    assert len(page["C3"].value.split("\n")) == 4


def test_a_roster_without_faults_gives_an_empty_list(sample: tuple[Found, Reading]) -> None:
    (page,) = pages(roster_faults.workbook(sample[0].layout, []))
    assert page.max_row == 2


def test_a_column_mapped_by_hand_keeps_its_title(tmp_path: Path) -> None:
    rows: list[Row] = [["姓名", "人编号", "网格"], ["张三", "12", "一组"]]
    layout = columns.understand(rows, {"网格": Field.HAMLET})
    assert layout is not None
    path = tmp_path / "faults.xlsx"
    path.write_bytes(roster_faults.workbook(layout, reading.parse(layout, rows).faults))
    assert [column.title for column in find(path).layout.of(Standing.UNKNOWN)] == ["网格"]
