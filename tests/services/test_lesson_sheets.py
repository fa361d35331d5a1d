from datetime import date, time
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from nightschool import clock
from nightschool.domain import identity
from nightschool.domain.codes import LessonState, Mark
from nightschool.domain.identity import RowId
from nightschool.domain.lesson import Lesson
from nightschool.domain.roll import SIGNS, Roll
from nightschool.errors import UserError
from nightschool.services import lesson_sheets, lessons, people, roll_call
from nightschool.services.lesson_sheets import Taken, Why
from nightschool.services.roll_lines import Put
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from tests import workspaces
from tests.evenings import MARCH_1, evening, held, neighbours, person
from tests.workspaces import SCHOOL

MARCH_8 = date(2018, 3, 8)
Signs = dict[tuple[RowId, RowId], str]


def fill(file: Path, signs: Signs) -> Path:
    """Write these signs into the cells of (lesson, person), as a teacher would."""
    book = openpyxl.load_workbook(file)
    sheet = book.active
    columns = {cell.value: cell.column for row in sheet for cell in row if cell.row == 3}
    lines = {row[0].value: row[0].row for row in sheet}
    for (lesson, who), sign in signs.items():
        at = lines[identity.text(who)], columns[identity.text(lesson)]
        sheet.cell(*at).value = sign
    book.save(file)
    return file


def sheet(school: Workspace, tmp_path: Path, signs: Signs) -> Path:
    file = lesson_sheets.write(school, tmp_path / "roll.xlsx", roll=Roll.ALL).file
    return fill(file, signs)


def marks(school: Workspace, lesson: Lesson) -> dict[RowId, Mark]:
    lines = roll_call.show(school, lesson.id).lines
    return {line.person.id: line.attendance.mark for line in lines}


def state(school: Workspace) -> list[tuple[int, ...]]:
    """How much was ever written in lessons, lines and history."""
    with school.database.read() as connection:
        counting = [
            select(func.max(table.seq), func.count()).select_from(table)
            for table in (tables.Lesson, tables.Attendance, tables.Change)
        ]
        return [tuple(connection.execute(query).one()) for query in counting]


def test_a_filled_sheet_comes_back_and_the_lessons_were_held(
    school: Workspace, tmp_path: Path
) -> None:
    aniu, laqie = neighbours(school, "阿牛", "拉且")
    one, other = evening(school), evening(school, MARCH_8)
    file = sheet(school, tmp_path, {(one.id, aniu): "√", (one.id, laqie): "缺"})
    taken = lesson_sheets.read(school, file)
    assert (taken.rows, taken.put, taken.refused) == (2, Put(2, 0, 0), ())
    assert [each.state for each in taken.lessons] == [LessonState.HELD]
    assert marks(school, one) == {aniu: Mark.PRESENT, laqie: Mark.ABSENT}
    assert lessons.lesson(school, other.id).state is LessonState.PLANNED
    assert taken.warnings == ()


def test_twice_changes_nothing(school: Workspace, tmp_path: Path) -> None:
    aniu, laqie = neighbours(school, "阿牛", "拉且")
    one = evening(school)
    file = sheet(school, tmp_path, {(one.id, aniu): "到", (one.id, laqie): "假"})
    lesson_sheets.read(school, file)
    before = state(school)
    assert lesson_sheets.read(school, file).put == Put(0, 0, 2)
    assert state(school) == before


def test_changed_cells_change_and_keep_what_the_sheet_does_not_hold(
    school: Workspace, tmp_path: Path
) -> None:
    aniu, laqie = neighbours(school, "阿牛", "拉且")
    one = evening(school)
    roll_call.mark(school, one.id, aniu, Mark.PRESENT, half_hours=3, remark="下雨")
    roll_call.mark(school, one.id, laqie, Mark.PRESENT, half_hours=2)
    roll_call.finish(school, one.id)
    file = sheet(school, tmp_path, {(one.id, aniu): "迟", (one.id, laqie): "缺"})
    assert lesson_sheets.read(school, file).put == Put(0, 2, 0)
    lines = {line.person.id: line.attendance for line in roll_call.show(school, one.id).lines}
    assert (lines[aniu].mark, lines[aniu].half_hours, lines[aniu].remark) == (
        Mark.LATE,
        3,
        "下雨",
    )
    assert (lines[laqie].mark, lines[laqie].half_hours) == (Mark.ABSENT, None)
    with school.database.read() as connection:
        query = select(tables.Change.reason).where(tables.Change.column == "mark")
        assert set(connection.execute(query).scalars()) == {file.name}


def test_the_roll_may_stay_open(school: Workspace, tmp_path: Path) -> None:
    (aniu,) = neighbours(school, "阿牛")
    one = evening(school)
    file = sheet(school, tmp_path, {(one.id, aniu): "到"})
    (after,) = lesson_sheets.read(school, file, finish=False).lessons
    assert (after.state, after.roll_open) == (LessonState.PLANNED, True)


def test_what_cannot_be_taken_is_refused_and_the_rest_taken(
    school: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aniu, gone = neighbours(school, "阿牛", "拉且")
    monkeypatch.setattr(clock, "today", lambda: date(2018, 3, 5))
    good, off, later = evening(school), evening(school, date(2018, 3, 2)), evening(school, MARCH_8)
    dropped = evening(school, date(2018, 3, 3))
    lesson_ids = (good.id, off.id, later.id, dropped.id)
    signs = {(each, aniu): "到" for each in lesson_ids} | {(good.id, gone): "到"}
    file = sheet(school, tmp_path, signs)
    lessons.cancel(school, off.id, "大雪")
    with school.database.write() as write:
        rows.delete(write, tables.Person, [(gone,)])
        rows.delete(write, tables.Lesson, [(dropped.id,)])
    taken = lesson_sheets.read(school, file)
    assert {(one.lesson, one.person): one.why for one in taken.refused} == {
        (off.id, aniu): Why.CANCELLED,
        (later.id, aniu): Why.FUTURE,
        (dropped.id, aniu): Why.NO_LESSON,
        (good.id, gone): Why.NO_PERSON,
    }
    assert (taken.rows, taken.put) == (5, Put(1, 0, 0))
    assert marks(school, good) == {aniu: Mark.PRESENT}
    assert [one.state for one in taken.lessons] == [
        LessonState.HELD,
        LessonState.CANCELLED,
        LessonState.PLANNED,
    ]


def test_with_a_wrong_clock_a_later_lesson_is_taken_and_flagged(
    school: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (aniu,) = neighbours(school, "阿牛")
    monkeypatch.setattr(clock, "today", lambda: date(2009, 1, 1))
    one = evening(school)
    taken = lesson_sheets.read(school, sheet(school, tmp_path, {(one.id, aniu): "到"}))
    assert (taken.refused, taken.lessons[0].state) == ((), LessonState.HELD)
    assert "clock" in taken.warnings[0]


def test_oddities_are_flagged(school: Workspace, tmp_path: Path) -> None:
    aniu, laqie = neighbours(school, "阿牛", "拉且")
    one, other = evening(school), evening(school, MARCH_8)
    with school.database.write() as write:
        rows.edit(write, tables.Lesson, {(other.id,): {"day": MARCH_1, "start": time(20)}})
    signs = {(one.id, aniu): "到", (other.id, aniu): "迟", (one.id, laqie): "假"}
    taken = lesson_sheets.read(school, sheet(school, tmp_path, signs))
    assert taken.put == Put(3, 0, 0)
    assert any("阿牛 is marked in two lessons" in text for text in taken.warnings)
    assert any("1 on leave without a reason" in text for text in taken.warnings)


def test_an_unreadable_mark_takes_nothing(school: Workspace, tmp_path: Path) -> None:
    aniu, laqie = neighbours(school, "阿牛", "拉且")
    one = evening(school)
    file = sheet(school, tmp_path, {(one.id, aniu): "到", (one.id, laqie): "来"})
    with pytest.raises(UserError, match="来"):
        lesson_sheets.read(school, file)
    assert marks(school, one) == {}


def test_columns_and_rows_of_a_sheet(school: Workspace, tmp_path: Path) -> None:
    aniu, _laqie = neighbours(school, "阿牛", "拉且")
    old = people.add_person(school, person("老人", birth_date=date(1940, 1, 1)))
    first = held(school, date(2018, 2, 28), [aniu])
    one, other = evening(school), evening(school, MARCH_8)
    roll_call.mark(school, one.id, old.id, Mark.PRESENT)
    lessons.cancel(school, other.id, "大雪")

    def size(**options: object) -> tuple[int, int]:
        written = lesson_sheets.write(school, tmp_path / "s.xlsx", **options)  # type: ignore[arg-type]  # by name
        return written.lessons, written.people

    assert size() == (2, 3)
    assert size(month=MARCH_8) == (1, 3)
    assert size(lesson=first.id) == (1, 2)
    assert size(lesson=one.id, roll=Roll.LAST) == (1, 2)
    with pytest.raises(UserError, match="no lesson to put"):
        size(month=date(2018, 5, 1))


def test_a_sheet_of_nobody_is_refused(county: Workspace, tmp_path: Path) -> None:
    evening(county, school=SCHOOL)
    with pytest.raises(UserError, match="nobody to put"):
        lesson_sheets.write(county, tmp_path / "s.xlsx", school=SCHOOL)
    assert list(tmp_path.glob("*.xlsx")) == []


MARKS = st.dictionaries(
    st.tuples(st.integers(0, 2), st.integers(0, 3)), st.sampled_from(list(Mark)), min_size=1
)


@settings(max_examples=15)
@given(MARKS, MARKS)
def test_whatever_is_filled_in_is_what_stands(
    tmp_path_factory: pytest.TempPathFactory,
    first: dict[tuple[int, int], Mark],
    second: dict[tuple[int, int], Mark],
) -> None:
    folder = tmp_path_factory.mktemp("school")
    school = workspaces.make(folder)
    who = neighbours(school, "阿牛", "拉且", "木呷", "史布")
    evenings = [evening(school, date(2018, 3, day)) for day in (1, 8, 15)]
    said: dict[tuple[int, int], Mark] = {}
    for filled in (first, second):
        signs = {(evenings[at].id, who[row]): SIGNS[mark] for (at, row), mark in filled.items()}
        file = sheet(school, folder, signs)
        said |= filled
        taken: Taken = lesson_sheets.read(school, file)
        assert taken.put.taken + taken.put.updated + taken.put.unchanged == taken.rows == len(said)
        before = state(school)
        assert lesson_sheets.read(school, file).put == Put(0, 0, len(said))
        assert state(school) == before
    for at, lesson in enumerate(evenings):
        expected = {who[row]: mark for (which, row), mark in said.items() if which == at}
        assert marks(school, lesson) == expected
        is_held = lessons.lesson(school, lesson.id).state is LessonState.HELD
        assert is_held is bool(expected)
    school.close()
