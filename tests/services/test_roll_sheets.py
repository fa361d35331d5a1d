"""A paper sheet: printed, signed, keyed back by row number, whatever became of the roll."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from nightschool.domain.codes import LeftReason, LessonState, Mark
from nightschool.domain.lesson import Lesson
from nightschool.domain.roll import Roll
from nightschool.errors import UserError
from nightschool.services import lessons, people, roll_call, roll_sheets
from nightschool.services.roll_sheets import KeyedBack, Printed, RowMark
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from tests.documents.papers.reading import text_of
from tests.evenings import MARCH_1, evening, neighbours, person
from tests.services.desks import carry, new_laptop

ABSENT, LATE, LEAVE = RowMark(Mark.ABSENT), RowMark(Mark.LATE), RowMark(Mark.LEAVE, "看病")


def printed(school: Workspace, lesson: Lesson, folder: Path) -> Printed:
    return roll_sheets.print_sheet(school, lesson.id, folder / "sheet.pdf")


def marks(school: Workspace, lesson: Lesson) -> Mapping[str, Mark]:
    lines = roll_call.show(school, lesson.id).lines
    return {line.person.name: line.attendance.mark for line in lines}


def names(school: Workspace, code: str) -> list[str | None]:
    return [each.name if each else None for each in roll_sheets.sheet_rows(school, code).people]


def test_a_sheet_comes_back_by_its_rows(school: Workspace, tmp_path: Path) -> None:
    neighbours(school, "阿牛", "拉且", "木呷", "日古")
    one = evening(school)
    sheet = printed(school, one, tmp_path)
    order = names(school, sheet.code)
    assert sheet.rows == 4
    found = text_of(sheet.file.read_bytes())
    assert sheet.code in found
    assert all(f"{row}{name}" in found for row, name in enumerate(order, 1))
    done = roll_sheets.key_back(school, sheet.code.lower(), {2: ABSENT, 3: LATE, 4: LEAVE})
    assert (done.put.taken, done.gone, done.warnings) == (4, (), ())
    assert done.lesson.state is LessonState.HELD
    assert [marks(school, one)[str(name)] for name in order] == [
        Mark.PRESENT,
        Mark.ABSENT,
        Mark.LATE,
        Mark.LEAVE,
    ]
    lines = roll_call.show(school, one.id).lines
    assert [line.attendance.remark for line in lines if line.attendance.remark] == ["看病"]


def test_the_same_twice_changes_nothing(school: Workspace, tmp_path: Path) -> None:
    neighbours(school, "阿牛", "拉且")
    sheet = printed(school, evening(school), tmp_path)

    def again() -> KeyedBack:
        return roll_sheets.key_back(school, sheet.code, {1: LEAVE}, guests=[("木果", "洛发村")])

    assert again().put.taken == 3
    put = again().put
    assert (put.taken, put.updated, put.unchanged) == (0, 0, 3)


def test_rows_are_as_they_were_printed(school: Workspace, tmp_path: Path) -> None:
    first, *_others, last = neighbours(school, "阿牛", "拉且", "木呷")
    one = evening(school)
    sheet = printed(school, one, tmp_path)
    order = names(school, sheet.code)
    people.mark_left(school, first, date(2018, 2, 1), LeftReason.MOVED)
    people.edit_person(school, last, {"name": "阿木呷"})
    people.add_person(school, person("阿依", 9))
    assert names(school, sheet.code) == ["阿木呷" if name == "木呷" else name for name in order]
    roll_sheets.key_back(school, sheet.code, {order.index("阿牛") + 1: ABSENT})
    assert marks(school, one) == {
        "阿牛": Mark.ABSENT,
        "拉且": Mark.PRESENT,
        "阿木呷": Mark.PRESENT,
    }


def test_who_was_taken_off_the_lists_is_left_out(school: Workspace, tmp_path: Path) -> None:
    aniu, *_others = neighbours(school, "阿牛", "拉且")
    one = evening(school)
    sheet = printed(school, one, tmp_path)
    row = names(school, sheet.code).index("阿牛") + 1
    with school.database.write() as write:
        rows.delete(write, tables.Person, [(aniu,)])
    assert roll_sheets.key_back(school, sheet.code, {}).gone == (row,)
    assert set(marks(school, one)) == {"拉且"}


def test_the_same_people_have_the_same_code(school: Workspace, tmp_path: Path) -> None:
    neighbours(school, "阿牛", "拉且")
    one = evening(school)
    code = printed(school, one, tmp_path).code
    assert printed(school, one, tmp_path).code == code
    people.add_person(school, person("木呷", 7))
    assert printed(school, one, tmp_path).code != code
    with school.database.read() as connection:
        assert len(connection.execute(select(tables.RollSheet.id)).all()) == 2


def test_who_is_on_the_roll_already_stands_on_the_sheet(school: Workspace, tmp_path: Path) -> None:
    neighbours(school, "阿牛")
    one = evening(school)
    roll_call.add_guest(school, one.id, "木果", "洛发村")
    assert set(names(school, printed(school, one, tmp_path).code)) == {"阿牛", "木果"}


def test_others_may_be_absent_and_the_roll_left_open(school: Workspace, tmp_path: Path) -> None:
    neighbours(school, "阿牛", "拉且")
    one = evening(school)
    sheet = printed(school, one, tmp_path)
    here = RowMark(Mark.PRESENT)
    roll_sheets.key_back(school, sheet.code, {1: here}, rest=Mark.ABSENT, finish=False)
    assert sorted(marks(school, one).values()) == [Mark.ABSENT, Mark.PRESENT]
    assert lessons.lesson(school, one.id).roll_open


def test_remarks_and_corrected_hours_stay(school: Workspace, tmp_path: Path) -> None:
    aniu, _laqie = neighbours(school, "阿牛", "拉且")
    one = evening(school)
    sheet = printed(school, one, tmp_path)
    roll_call.mark(school, one.id, aniu, Mark.LATE, half_hours=3, remark="下雨")
    roll_sheets.key_back(school, sheet.code, {})
    (line,) = (
        each.attendance
        for each in roll_call.show(school, one.id).lines
        if each.attendance.person == aniu
    )
    assert (line.mark, line.half_hours, line.remark) == (Mark.PRESENT, 3, "下雨")


def test_a_wrong_row_takes_nothing(school: Workspace, tmp_path: Path) -> None:
    neighbours(school, "阿牛", "拉且")
    one = evening(school)
    sheet = printed(school, one, tmp_path)
    for row in (0, 3):
        with pytest.raises(UserError, match=f"no row {row}"):
            roll_sheets.key_back(school, sheet.code, {1: ABSENT, row: ABSENT})
    assert marks(school, one) == {}


def test_leave_without_a_reason_is_told(school: Workspace, tmp_path: Path) -> None:
    neighbours(school, "阿牛", "拉且")
    sheet = printed(school, evening(school), tmp_path)
    done = roll_sheets.key_back(school, sheet.code, {1: RowMark(Mark.LEAVE)})
    assert "without a reason" in done.warnings[0]


@pytest.mark.parametrize(
    ("typed", "why"), [("7HQ2-K9T0", "mistyped"), ("0000-0000", "not printed")]
)
def test_a_code_that_is_not_here(school: Workspace, typed: str, why: str) -> None:
    with pytest.raises(UserError, match=why):
        roll_sheets.sheet_rows(school, typed)


def test_a_cancelled_lesson_has_no_sheet(school: Workspace, tmp_path: Path) -> None:
    neighbours(school, "阿牛")
    one, other = evening(school), evening(school, date(2018, 3, 8))
    sheet = printed(school, one, tmp_path)
    for each in (one, other):
        lessons.cancel(school, each.id, "暴雨")
    with pytest.raises(UserError, match="cancelled"):
        printed(school, other, tmp_path)
    with pytest.raises(UserError, match="cancelled"):
        roll_sheets.key_back(school, sheet.code, {})


def test_a_sheet_of_nobody_is_refused(school: Workspace, tmp_path: Path) -> None:
    one = evening(school)
    with pytest.raises(UserError, match="nobody"):
        roll_sheets.print_sheet(school, one.id, tmp_path / "sheet.pdf", Roll.LAST)
    assert list(tmp_path.glob("*.pdf")) == []


def test_another_desk_keys_it_back(county: Workspace, tmp_path: Path) -> None:
    laptop = new_laptop(county, tmp_path / "laptop")
    neighbours(laptop, *(f"阿牛{number}" for number in range(40)))
    one = evening(laptop, MARCH_1)
    sheet = printed(laptop, one, tmp_path)
    taken = carry(laptop, county, tmp_path / "stick")
    assert [each.state for each in taken] == ["merged"]
    roll_sheets.key_back(county, sheet.code, {1: ABSENT})
    assert sorted(marks(county, one).values()) == [Mark.ABSENT, *[Mark.PRESENT] * 39]
    laptop.close()
