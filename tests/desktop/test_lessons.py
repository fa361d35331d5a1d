"""The month and the list of lessons, their photos and papers, in a wide and a narrow window."""

from datetime import date, time
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QAbstractItemModel, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.modeltest import ModelTester

from nightschool.desktop import lesson_words
from nightschool.desktop.dialogs.lesson_photos import PhotoDialog
from nightschool.desktop.dialogs.paper import PaperDialog
from nightschool.desktop.models.month import MonthModel
from nightschool.desktop.models.table import RECORD
from nightschool.desktop.pages.lessons import LessonsPage
from nightschool.desktop.pages.roll import RollPage
from nightschool.desktop.target import Target
from nightschool.desktop.widgets.calendar import chips
from nightschool.domain.codes import LessonState
from nightschool.domain.identity import RowId
from nightschool.services import courses, lessons, photos, timetable
from tests.desktop import samples
from tests.desktop.lesson_hands import (
    CALLED_OFF,
    DRAGON_BOAT,
    HELD,
    UNFINISHED,
    Opener,
    all_lessons,
    child,
    of_day,
    opened,
    press,
)


def sound(tester: ModelTester, model: QAbstractItemModel) -> None:
    tester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt has no types there


# the month


def test_the_month_is_a_sound_model(scene: Opener, qtmodeltester: ModelTester) -> None:
    s = scene("ordinary")
    model = MonthModel()
    sound(qtmodeltester, model)
    model.show(timetable.month(s.workspace, s.session.school, 2018, 6))
    sound(qtmodeltester, model)
    assert (model.rowCount(), model.columnCount()) == (5, 7)
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Mon"
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    read = model.index_of(UNFINISHED).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "2018-06-12 Tue" in read
    assert "roll call open" in read
    assert "Dragon Boat" in model.index_of(DRAGON_BOAT).data(Qt.ItemDataRole.AccessibleTextRole)
    assert not model.index_of(date(2018, 9, 1)).isValid()
    sound(qtmodeltester, opened(s).views.model)


def test_states_differ_by_sign_and_word() -> None:
    legend = lesson_words.legend()
    assert len({sign for sign, _words, _tone in legend}) == len(legend)
    assert len({words for _sign, words, _tone in legend}) == len(legend)


def test_how_lessons_stand(scene: Opener) -> None:
    s = scene("ordinary")

    def said(day: date, today: date = samples.TODAY) -> str:
        return lesson_words.state(of_day(s, day), today)[1]

    assert said(UNFINISHED) == "roll call open"
    assert said(CALLED_OFF) == "cancelled"
    assert said(HELD) == "held"
    [course, *_rest] = courses.courses(s.workspace)
    planned = lessons.add(s.workspace, course.id, date(2018, 6, 20), time(19), time(21)).lesson
    assert lesson_words.state(planned, samples.TODAY)[1] == "planned"
    assert lesson_words.state(planned, date(2018, 6, 21))[1] == "not recorded"


def test_keys_move_through_days_and_months(scene: Opener) -> None:
    s = scene("ordinary")
    page = opened(s)
    assert page.calendar.hasFocus()
    assert page.calendar.day == samples.TODAY
    press(s, Qt.Key.Key_Left)
    assert page.views.shown_lesson == of_day(s, UNFINISHED).id
    press(s, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert page.calendar.day == date(2018, 7, 3)
    assert page.views.name.text() == "2018-07"
    press(s, Qt.Key.Key_PageUp, Qt.Key.Key_PageUp)
    assert page.calendar.day == date(2018, 5, 3)
    press(s, Qt.Key.Key_PageUp, Qt.Key.Key_Home)
    assert page.calendar.day == samples.TODAY
    page.calendar.choose(date(2018, 3, 31))
    page.calendar.turn(-1)
    s.settle()
    assert page.calendar.day == date(2018, 2, 28)
    assert page.calendar.currentIndex().data(RECORD).day == date(2018, 2, 28)


def test_enter_goes_to_the_lesson_and_on_to_its_roll(scene: Opener) -> None:
    s = scene("ordinary")
    page = opened(s)
    press(s, Qt.Key.Key_Left, Qt.Key.Key_Return)
    primary = page.card.findChild(QPushButton, "call-roll")
    assert primary is not None
    assert primary.hasFocus()
    assert primary.text() == "Go on with the roll call"
    press(s, Qt.Key.Key_Return)
    assert isinstance(s.desk.current, RollPage)
    assert s.desk.current.lesson == of_day(s, UNFINISHED)


def test_a_click_on_a_chip_chooses_that_lesson(scene: Opener) -> None:
    s = scene("ordinary")
    [course, *_rest] = courses.courses(s.workspace)
    second = lessons.add(s.workspace, course.id, HELD, time(14), time(16)).lesson
    page = opened(s)
    index = page.calendar.month.index_of(HELD)
    boxes = list(chips(page.calendar.visualRect(index), index.data(RECORD)))
    assert [line.lesson.start for _box, line in boxes if line] == [time(14), time(19, 30)]
    for box, line in boxes:
        assert line is not None
        QTest.mouseClick(page.calendar.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
        assert page.views.shown_lesson == line.lesson.id
    others = [one.text() for one in page.card._same_day.findChildren(QPushButton)]
    assert any("14:00" in text for text in others)
    page.card.other.emit(second.id)
    assert page.views.shown_lesson == second.id


def test_more_lessons_than_fit_are_counted(scene: Opener) -> None:
    s = scene("ordinary", (1093, 614))
    [course, *_rest] = courses.courses(s.workspace)
    for hour in range(7, 19):
        lessons.add(s.workspace, course.id, samples.TODAY, time(hour), time(hour, 45))
    page = opened(s)
    index = page.calendar.month.index_of(samples.TODAY)
    room = page.calendar.visualRect(index)
    boxes = list(chips(room, index.data(RECORD)))
    assert boxes[-1][1] is None
    assert all(room.contains(box) for box, _line in boxes)
    page.calendar.grab()


def test_the_rule_of_the_month_stands_in_one_line(scene: Opener) -> None:
    s = scene("ordinary")
    page = opened(s)
    assert "as the rule asks" in page.views._kept.text()
    assert "held 3" in page.views._rule.text()
    page.calendar.go(date(2018, 7, 2))
    s.settle()
    assert "plan one more" in page.views._kept.text()
    page.calendar.go(date(2018, 1, 2))
    s.settle()
    assert "fewer than the rule asks" in page.views._kept.text()


# list, photos, papers


def test_the_list_is_searched_and_remembered(scene: Opener) -> None:
    s = scene("ordinary")
    page = opened(s)
    page.views._as_list.click()
    assert page.list.hasFocus()
    assert page.views.model.rowCount() == len(all_lessons(s))
    page.views.search.setText("bxm")
    page.views.search._tell()
    assert {line.title for line in page.views.model.rows} == {"半细毛羊和黑山羊养殖"}
    page.views.search.clear()
    page.views.search._tell()
    page.views.state.setCurrentIndex(page.views.state.findText("✗ cancelled"))
    [line] = page.views.model.rows
    assert line.lesson.day == CALLED_OFF
    page.list.setFocus()
    page.list.select(0)
    assert page.views.shown_lesson == line.lesson.id
    press(s, Qt.Key.Key_Return)
    assert page.card._buttons["history"].hasFocus()
    opened(s, Target("lessons", of_day(s, HELD).id))
    assert page.list.currentIndex().data(RECORD).lesson.day == HELD
    assert s.session.settings.memory.values["lessons-view"] == "list"
    assert LessonsPage(s.session).views.views.currentIndex() == 1


def picture(folder: Path) -> Path:
    path = folder / "class.jpg"
    Image.new("RGB", (640, 480), (40, 120, 90)).save(path)
    return path


def dropped(page: LessonsPage, file: Path) -> QDropEvent:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    page._kept = mime  # type: ignore[attr-defined]  # Qt does not keep it alive
    return QDropEvent(
        QPointF(QPoint(9, 9)),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )


def test_photos_are_dropped_looked_at_and_taken_away(
    scene: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    s = scene("ordinary")
    lesson: RowId = of_day(s, HELD).id
    page = opened(s, Target("lessons", lesson))
    page.dropEvent(dropped(page, picture(tmp_path)))
    s.settle()
    s.settle()
    assert len(photos.listing(s.workspace, lesson)) == 1
    assert page.card.photos.count() == 1
    assert "1 of 20" in page.card._many.text()
    page.card.photos.setFocus()
    page.card.photos.setCurrentRow(0)
    press(s, Qt.Key.Key_Return)
    child(page, PhotoDialog).close()
    answers = [QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No]
    monkeypatch.setattr(QMessageBox, "question", lambda *_args: answers.pop())
    for left in (1, 0):
        page.card.photos.setCurrentRow(0)
        page.card.photos.unwanted.emit(photos.listing(s.workspace, lesson)[0])
        s.settle()
        assert len(photos.listing(s.workspace, lesson)) == left
    assert page.card.photos.count() == 0


@pytest.mark.parametrize("paper", ["roll_sheet", "ledger", "poster"])
def test_papers_are_shown(scene: Opener, paper: str) -> None:
    s = scene("ordinary")
    page = opened(s, Target("lessons", of_day(s, UNFINISHED).id))
    if paper == "roll_sheet":
        page._asked("sheet")
    elif paper == "ledger":
        page.papers.ledger(None)
    else:
        page.papers.poster(date(2018, 6, 1))
    s.settle()
    dialog = child(page, PaperDialog)
    s.settle()
    assert dialog.preview.pages >= 1
    dialog.reject()


def test_a_lesson_sheet_goes_out_and_comes_back(scene: Opener, tmp_path: Path) -> None:
    s = scene("ordinary")
    page = opened(s)
    file = tmp_path / "sheet.xlsx"
    page.papers.sheet_out(file, date(2018, 6, 1))
    s.settle()
    assert file.exists()
    assert "4 lessons" in s.desk.notice.text.text()
    page.papers.sheet_in(file)
    s.settle()
    assert "0 new" in s.desk.notice.text.text()
    assert of_day(s, UNFINISHED).state is LessonState.HELD


# a school without lessons, a narrow window


def test_a_new_school_plans_its_first_lesson(scene: Opener) -> None:
    s = scene("empty")
    page = opened(s)
    assert "first lesson" in page.views.day._said.text()
    assert not page._again.isEnabled()
    press(s, Qt.Key.Key_Return, "jn06")
    s.qtbot.waitUntil(lambda: page.form.course.model.rowCount() == 1)
    press(s, Qt.Key.Key_Return, Qt.Key.Key_Return)
    [made] = all_lessons(s)
    assert (made.day, made.start, made.end) == (samples.TODAY, time(19, 30), time(21, 30))


def test_without_courses_the_page_says_where_they_come_from(
    scene: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courses, "courses", lambda *_args: [])
    s = scene("empty")
    page = opened(s)
    assert page.views._none.isVisibleTo(page)
    assert not page._new.isEnabled()
    page.begin()
    s.settle()
    assert not page.views.is_editing


def test_a_narrow_window_puts_the_panel_below(scene: Opener) -> None:
    s = scene("ordinary", (700, 600))
    page = opened(s)
    below = page.views.panel.mapTo(page, QPoint()).y()
    assert below > page.calendar.mapTo(page, QPoint()).y()
    press(s, "l")
    assert not page.calendar.isVisible()
    s.desk.resize(1366, 768)
    assert page.calendar.isVisible()
    press(s, Qt.Key.Key_Escape)
    assert page.calendar.isVisible()


def test_the_page_follows_the_keys_in_a_narrow_window(scene: Opener) -> None:
    s = scene("ordinary", (700, 600))
    page = opened(s)
    bar = s.desk._areas["lessons"].verticalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(0)
    press(s, Qt.Key.Key_Left, Qt.Key.Key_Return)
    s.qtbot.waitUntil(lambda: bar.value() > 0)
    assert page.card.isVisible()
    bar.setValue(bar.maximum())
    page.calendar.setFocus()
    press(s, Qt.Key.Key_Up)
    top = page.calendar.visualRect(page.calendar.currentIndex()).topLeft()
    assert bar.value() <= page.calendar.viewport().mapTo(page, top).y()
