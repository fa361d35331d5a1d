"""Tables as workbooks."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from nightschool.documents import workbook
from nightschool.documents.workbook import Cell, Column, Kind

COLUMNS = [
    Column("学校"),
    Column("应训", Kind.WHOLE),
    Column("完成率", Kind.PERCENT),
    Column("学时", Kind.DECIMAL),
    Column("预计完成", Kind.DAY),
]
ROWS: list[tuple[Cell, ...]] = [
    ("喜德县冕山镇小山村", 100, 0.35, 24.5, date(2020, 1, 1)),
    ('=HYPERLINK("http://x")', 0, None, 1234.5, None),
    ("0012", 0, None, 0, None),
]


def opened(content: bytes) -> Worksheet:
    return openpyxl.load_workbook(BytesIO(content)).worksheets[0]


def test_cells_are_what_they_say() -> None:
    page = opened(workbook.write_table("进度", COLUMNS, ROWS, ["应训：见说明。", "数据日期"]))
    values = [[cell.value for cell in row] for row in page.iter_rows(min_row=3, max_row=6)]
    assert values[0] == ["学校", "应训", "完成率", "学时", "预计完成"]
    assert values[1][:4] == ["喜德县冕山镇小山村", 100, 0.35, 24.5]
    assert str(values[1][4]) == "2020-01-01 00:00:00"
    assert values[2][:3] == ['=HYPERLINK("http://x")', 0, None]
    assert page["A5"].data_type == page["A6"].data_type == "s"
    assert page["C4"].number_format == "0.0%"
    assert page["E4"].is_date
    assert page["A8"].value == "应训：见说明。"
    assert page["A9"].value == "数据日期"


def test_head_is_frozen_filtered_and_printed_on_each_page() -> None:
    page = opened(workbook.write_table("进度", COLUMNS, ROWS, []))
    assert page.freeze_panes == "B4"
    assert page.auto_filter.ref == "A3:E6"
    assert page.print_title_rows == "$3:$3"
    assert page.column_dimensions["A"].width > 2 * len("喜德县冕山镇小山村")


@pytest.mark.parametrize("count", [0, workbook.LARGE])
def test_empty_and_large_tables(count: int) -> None:
    page = opened(workbook.write_table("进度", COLUMNS, ROWS[:1] * count, ["注"]))
    assert page.cell(count + 5, 1).value == "注"
    assert page.cell(count + 3, 1).value == ("喜德县冕山镇小山村" if count else "学校")
    assert page["A1"].value == "进度"


def test_chinese_counts_two() -> None:
    assert workbook.display_width("小山 A·") == 7
