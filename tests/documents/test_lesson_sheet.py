"""The lesson sheet: out, filled in with a spreadsheet program, and back."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from nightschool.documents import lesson_sheet
from nightschool.documents.lesson_sheet import LessonSheet, SheetLesson, SheetPerson
from nightschool.domain import identity
from nightschool.domain.codes import Mark
from nightschool.domain.roll import SIGNS
from nightschool.errors import UserError

PERSONS = [
    SheetPerson(identity.named("person", str(at)), at + 1, name, "男", "5134**********002X", "12")
    for at, name in enumerate(["吉克阿牛", "=1+1", "沙马拉且"])
]
LESSONS = [
    SheetLesson(identity.named("lesson", str(at)), date(2018, 3, 2 + at), title)
    for at, title in enumerate(["花椒栽培", "普通话入门"])
]
MARKS = {
    (LESSONS[0].id, PERSONS[0].id): Mark.PRESENT,
    (LESSONS[0].id, PERSONS[1].id): Mark.LEAVE,
    (LESSONS[1].id, PERSONS[2].id): Mark.ABSENT,
}
FIRST_ROW, FIRST_COLUMN = 6, 7
"""Of the marks, counted from 1."""


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    file = tmp_path / "sheet.xlsx"
    file.write_bytes(lesson_sheet.write(LessonSheet("小山村农民夜校", PERSONS, LESSONS, MARKS)))
    return file


def change(file: Path, edit: Callable[[Worksheet], object]) -> Path:
    book = openpyxl.load_workbook(file)
    edit(book.worksheets[0])
    book.save(file)
    return file


def test_what_is_written_is_read_back_twice(sheet: Path) -> None:
    assert lesson_sheet.read(sheet) == MARKS
    assert lesson_sheet.read(sheet) == MARKS


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(LESSONS), st.sampled_from(PERSONS)), st.sampled_from(Mark)
    )
)
def test_any_marks_survive(
    tmp_path_factory: pytest.TempPathFactory, chosen: dict[tuple[SheetLesson, SheetPerson], Mark]
) -> None:
    marks = {(lesson.id, person.id): mark for (lesson, person), mark in chosen.items()}
    file = tmp_path_factory.mktemp("sheet") / "sheet.xlsx"
    file.write_bytes(lesson_sheet.write(LessonSheet("夜校", PERSONS, LESSONS, marks)))
    assert lesson_sheet.read(file) == marks


def test_cells_are_data(sheet: Path) -> None:
    page = openpyxl.load_workbook(sheet).worksheets[0]
    assert page.cell(4, FIRST_COLUMN).is_date
    name = page.cell(FIRST_ROW + 1, 3)
    assert (name.value, name.data_type) == ("=1+1", "s")
    assert page.cell(FIRST_ROW, 5).data_type == "s"
    assert page.freeze_panes == "D6"
    assert page.column_dimensions["A"].hidden
    assert page.row_dimensions[3].hidden
    (choice,) = page.data_validations.dataValidation
    assert choice.formula1 == '"到,迟,早,假,缺,√"'
    assert str(choice.sqref) == "G6:H8"


@pytest.mark.parametrize(
    ("typed", "mark"),
    [
        *((sign, mark) for mark, sign in SIGNS.items()),
        ("√", Mark.PRESENT),
        ("✓", Mark.PRESENT),
        (" 迟 ", Mark.LATE),
    ],
)
def test_marks_typed_by_hand(sheet: Path, typed: str, mark: Mark) -> None:
    change(sheet, lambda page: page.cell(FIRST_ROW + 2, FIRST_COLUMN, typed))
    assert lesson_sheet.read(sheet) == {**MARKS, (LESSONS[0].id, PERSONS[2].id): mark}


def test_rows_and_columns_may_come_between(sheet: Path) -> None:
    def disturb(page: Worksheet) -> None:
        page.insert_rows(1, 2)
        page.insert_rows(FIRST_ROW + 3)
        page.insert_cols(1)
        page.insert_cols(5)
        page.cell(FIRST_ROW + 2, 5, "改过的名字")
        page.cell(20, FIRST_COLUMN + 2, "合计 3")

    assert lesson_sheet.read(change(sheet, disturb)) == MARKS


def test_rows_may_be_sorted_and_names_mended(sheet: Path) -> None:
    def turn_round(page: Worksheet) -> None:
        rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=FIRST_ROW)]
        for number, row in enumerate(reversed(rows), FIRST_ROW):
            for column, value in enumerate(row, 1):
                page.cell(number, column).value = value
        page.cell(FIRST_ROW, 3, "沙玛拉且")

    assert lesson_sheet.read(change(sheet, turn_round)) == MARKS


def test_other_sheets_do_not_matter(sheet: Path) -> None:
    book = openpyxl.load_workbook(sheet)
    book.create_sheet("说明", 0).append(["到", "迟"])
    book.save(sheet)
    assert lesson_sheet.read(sheet) == MARKS


def test_an_emptied_cell_says_nothing(sheet: Path) -> None:
    change(sheet, lambda page: page.cell(FIRST_ROW, FIRST_COLUMN, " "))
    assert lesson_sheet.read(sheet) == {
        key: mark for key, mark in MARKS.items() if key != (LESSONS[0].id, PERSONS[0].id)
    }


def test_unknown_marks_are_named_with_row_and_column(sheet: Path) -> None:
    def spoil(page: Worksheet) -> None:
        page.cell(FIRST_ROW, FIRST_COLUMN, "来了")
        page.cell(FIRST_ROW + 1, FIRST_COLUMN + 1, 1)

    with pytest.raises(UserError) as caught:
        lesson_sheet.read(change(sheet, spoil))
    assert "row 6, column G" in caught.value.message
    assert "来了" in caught.value.message
    assert "row 7, column H" in caught.value.message
    assert caught.value.remedy


def test_many_faults_are_counted(sheet: Path) -> None:
    def spoil(page: Worksheet) -> None:
        for row in range(FIRST_ROW, FIRST_ROW + 3):
            for column in (FIRST_COLUMN, FIRST_COLUMN + 1):
                page.cell(row, column, "?")

    with pytest.raises(UserError, match="and 1 more"):
        lesson_sheet.read(change(sheet, spoil))


def test_a_mark_for_nobody_is_a_fault(sheet: Path) -> None:
    change(sheet, lambda page: page.cell(FIRST_ROW + 3, FIRST_COLUMN, "到"))
    with pytest.raises(UserError, match="row 9"):
        lesson_sheet.read(sheet)


def test_a_row_copied_with_another_mark_is_a_fault(sheet: Path) -> None:
    def copy(page: Worksheet) -> None:
        page.cell(FIRST_ROW + 3, 1, identity.text(PERSONS[0].id))
        page.cell(FIRST_ROW + 3, FIRST_COLUMN, "缺")

    with pytest.raises(UserError, match="row 9, column G: marked twice"):
        lesson_sheet.read(change(sheet, copy))


def test_a_workbook_of_another_kind_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "other.xlsx")
    (tmp_path / "text.xlsx").write_text("到")
    for name in ("other.xlsx", "text.xlsx"):
        with pytest.raises(UserError, match="not a lesson sheet"):
            lesson_sheet.read(tmp_path / name)
    with pytest.raises(UserError, match="cannot be read"):
        lesson_sheet.read(tmp_path / "absent.xlsx")


def test_a_sheet_with_nobody_can_be_written_and_read(tmp_path: Path) -> None:
    file = tmp_path / "sheet.xlsx"
    file.write_bytes(lesson_sheet.write(LessonSheet("夜校", [], [])))
    assert lesson_sheet.read(file) == {}
