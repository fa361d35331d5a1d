import csv
import functools
import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightschool.documents import sheets
from nightschool.documents.sheets import delimited
from nightschool.domain.roster.cells import Cell, Row, Sheet
from nightschool.errors import UserError

ROWS = [["建档立卡"], [], ["姓名", "人编号"], ["吉克阿牛", "513432101208000101"]]
PADDED: list[Row] = [["建档立卡", ""], ["", ""], list(ROWS[2]), list(ROWS[3])]


def read(path: Path) -> list[Sheet]:
    return list(sheets.read_sheets(path))


def refusal(path: Path) -> UserError:
    with pytest.raises(UserError) as caught:
        read(path)
    assert caught.value.remedy
    return caught.value


def save(book: openpyxl.Workbook, path: Path) -> Path:
    book.save(path)
    return path


@pytest.fixture
def book() -> openpyxl.Workbook:
    return openpyxl.Workbook()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_a_csv_of_any_origin_gives_the_same_rows(
    tmp_path: Path, encoding: str, delimiter: str, end: str
) -> None:
    path = tmp_path / "花名册.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter, lineterminator=end).writerows(ROWS)
    assert read(path) == [Sheet("花名册", PADDED)]


@given(
    st.lists(
        st.lists(st.text('吉克阿牛1,;\t\n" ·𬘭', max_size=5), min_size=3, max_size=3), min_size=1
    ),
    st.sampled_from(["utf-8", "gb18030"]),
)
def test_what_stands_in_a_csv_comes_out_of_it(rows: list[list[str]], encoding: str) -> None:
    titles = ["姓名", "性别", "民族"]
    text = io.StringIO()
    csv.writer(text).writerows([titles] * 40 + rows)
    assert delimited.rows(text.getvalue().encode(encoding), "x.csv") == [titles] * 40 + rows


def test_ids_written_as_formulas_are_ids(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('姓名,人编号\n张三,"=""513432101208000101"""\n', "utf-8")
    assert read(path)[0].rows[1] == ["张三", "513432101208000101"]


def test_an_xlsx_keeps_row_numbers_columns_and_kinds(
    book: openpyxl.Workbook, tmp_path: Path
) -> None:
    page = book.active
    page["C4"], page["D4"], page["E4"] = "姓名", 5.134991954071362e17, date(2014, 1, 5)
    page["C6"] = True
    (sheet,) = read(save(book, tmp_path / "a.xlsx"))
    assert [row[:2] for row in sheet.rows] == [["", ""]] * 6
    assert sheet.rows[3][2:] == ["姓名", 5.134991954071362e17, date(2014, 1, 5)]
    assert sheet.rows[5][2:] == [True, "", ""]


def test_merged_cells_all_say_what_their_first_says(
    book: openpyxl.Workbook, tmp_path: Path
) -> None:
    page = book.active
    page["A1"], page["B2"], page["D4"] = "标题", "户", "x"
    page.merge_cells("A1:D1")
    page.merge_cells("B2:B4")
    page.merge_cells("C3:D3")
    (sheet,) = read(save(book, tmp_path / "a.xlsx"))
    assert sheet.rows == [["标题"] * 4, ["", "户", "", ""], ["", "户", "", ""], ["", "户", "", "x"]]


def test_hidden_sheets_come_last(book: openpyxl.Workbook, tmp_path: Path) -> None:
    book.active.title = "旧"
    book.active.sheet_state = "hidden"
    book.create_sheet("名册")["A1"] = "姓名"
    assert [sheet.name for sheet in read(save(book, tmp_path / "a.xlsx"))] == ["名册", "旧"]


def test_a_blank_sheet_has_no_rows(book: openpyxl.Workbook, tmp_path: Path) -> None:
    assert [sheet.rows for sheet in read(save(book, tmp_path / "a.xlsx"))] == [[]]


def test_blank_cells_far_away_harm_nobody(book: openpyxl.Workbook, tmp_path: Path) -> None:
    page = book.active
    page["A1"] = "姓名"
    page["XFD1048576"].font = openpyxl.styles.Font(bold=True)
    assert read(save(book, tmp_path / "a.xlsx"))[0].rows == [["姓名"]]


@pytest.mark.parametrize("name", ["a.xls", "a.csv", "a", "名册.XLSX", "a.txt"])
def test_the_bytes_say_what_a_file_is(book: openpyxl.Workbook, tmp_path: Path, name: str) -> None:
    book.active["A1"] = "姓名"
    data = io.BytesIO()
    book.save(data)
    (tmp_path / name).write_bytes(data.getvalue())
    assert read(tmp_path / name)[0].rows == [["姓名"]]


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(100)
OTHERS: list[tuple[str, bytes, str]] = [
    ("empty.xlsx", b"", "empty"),
    ("blank.csv", b" \n\n ", "empty"),
    ("page.xls", b"<html><table><tr><td>x</td></tr></table>", "web page"),
    ("page.xls", b"\xef\xbb\xbf\r\n<?xml version='1.0'?><Workbook/>", "web page"),
    ("page.xls", b"MIME-Version: 1.0\r\n", "web page"),
    ("picture.xlsx", PNG, "kind"),
    ("paper.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\0\0", "kind"),
    ("noise.csv", bytes(range(256)) * 10, "kind"),
    ("stub.xlsx", b"PK\x03\x04", "damaged"),
    ("stub.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged"),
    ("stub.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "damaged"),
    ("open.csv", ('姓名,人编号\n"' + "张三," * 100_000).encode(), "quotation mark"),
]


@pytest.mark.parametrize(("name", "data", "words"), OTHERS)
def test_a_file_of_another_kind_is_refused(
    tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert words in refusal(path).message


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert "cannot be read" in refusal(tmp_path / "none.xlsx").message
    assert "cannot be read" in refusal(tmp_path).message


def test_a_file_beyond_the_limit_is_not_even_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK")
    monkeypatch.setattr(sheets, "FILE_BYTES", 1)
    assert "larger" in refusal(path).message


@functools.cache
def whole_workbook() -> bytes:
    """Made once, for its bytes hold the time of its making."""
    book = openpyxl.Workbook()
    for number in range(20):
        book.active.append([f"吉克阿牛{number}", number, None, "彝族"])
    whole = io.BytesIO()
    book.save(whole)
    return whole.getvalue()


@given(st.data())
def test_a_torn_or_scratched_workbook_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    torn = bytearray(whole_workbook())
    if data.draw(st.booleans()):
        del torn[data.draw(st.integers(1, len(torn) - 1)) :]
    for at in data.draw(st.lists(st.integers(0, len(torn) - 1), max_size=3)):
        torn[at] ^= data.draw(st.integers(1, 255))
    path = tmp_path_factory.mktemp("torn") / "a.xlsx"
    path.write_bytes(torn)
    try:
        rows: list[list[Cell]] = [row for sheet in sheets.read_sheets(path) for row in sheet.rows]
    except UserError as error:
        assert error.remedy  # noqa: PT017 - either outcome is right
    else:
        assert all(isinstance(row, list) for row in rows)
