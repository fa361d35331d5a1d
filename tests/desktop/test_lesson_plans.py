"""New lessons and corrected ones: by keys, checked while typing, taken back."""

from datetime import date, time

import pytest
from PySide6.QtCore import QDate, Qt, QTime

from nightschool.desktop.dialogs.lesson_details import CancelDialog, HistoryDialog
from nightschool.desktop.dialogs.lesson_form import LessonEditor
from nightschool.desktop.dialogs.lesson_weekly import WeeklyDialog
from nightschool.desktop.target import Target
from nightschool.domain.codes import LecturerKind, LessonState
from nightschool.services import courses, lecturers, lessons
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


def faulty(form: LessonEditor, name: str) -> bool:
    return form.fields[name].faulty


# new lessons


def test_a_lesson_like_the_last_one_by_one_key(scene: Opener) -> None:
    s = scene("ordinary")
    page = opened(s)
    last = of_day(s, UNFINISHED)
    press(s, "l")
    assert page.views.is_editing
    assert not page.form.dirty
    press(s, Qt.Key.Key_Return)
    made = of_day(s, samples.TODAY)
    assert (made.course, made.start, made.place) == (last.course, last.start, last.place)
    assert made.state is LessonState.PLANNED
    assert not made.roll_open
    assert page.views.shown_lesson == made.id
    assert "is planned" in s.desk.notice.text.text()
    assert page.calendar.hasFocus()

    s.desk.undo()
    s.settle()
    assert all(one.day != samples.TODAY for one in all_lessons(s))
    s.desk.undo()
    s.settle()
    assert of_day(s, samples.TODAY).id == made.id


def test_where_today_is_taken_it_is_a_week_after_the_last(scene: Opener) -> None:
    s = scene("ordinary")
    page = opened(s)
    page.calendar.go(UNFINISHED)
    s.settle()
    press(s, "l")
    draft = page.form.draft()
    assert draft is not None
    assert draft.day == date(2018, 6, 19)
    assert page.calendar.day == date(2018, 6, 19)


def test_a_new_lesson_from_the_catalogue_by_initials(scene: Opener) -> None:
    s = scene("ordinary")
    page = opened(s)
    wanted = courses.find(s.workspace, "JN06")
    press(s, "n")
    assert page.form.course.search.hasFocus()
    press(s, "jn06")
    s.qtbot.waitUntil(lambda: page.form.course.model.rowCount() == 1)
    press(s, Qt.Key.Key_Return)
    assert page.form.course.course == wanted
    assert page.form.day.hasFocus()
    press(s, Qt.Key.Key_Up, Qt.Key.Key_Return)
    made = of_day(s, date(2018, 6, 14))
    assert made.course == wanted.id
    assert made.lecturer is None


def test_the_catalogue_is_searched_by_kind_title_and_pinyin(scene: Opener) -> None:
    s = scene("ordinary")
    page = opened(s)
    press(s, "n")
    field = page.form.course
    everything = field.model.rowCount()
    assert everything == len(courses.courses(s.workspace))
    kinds = {one.text(): one for one in field._kinds.buttons()}
    kinds["technology"].click()
    assert 0 < field.model.rowCount() < everything
    kinds["All kinds"].click()
    for typed in ("花椒", "hj"):
        field.search.setText(typed)
        field.search._tell()
        assert any("花椒" in one.title for one in field.model.rows)
    field.search.setText("xqzw")
    field.search._tell()
    assert field.model.rowCount() == 0
    assert field._nothing.isVisibleTo(field)
    press(s, Qt.Key.Key_Return)
    assert page.views.is_editing
    press(s, Qt.Key.Key_Escape)
    assert not page.views.is_editing


def test_faults_stand_at_the_fields_while_typing(scene: Opener) -> None:
    s = scene("ordinary")
    page = opened(s)
    before = all_lessons(s)
    press(s, "l")
    form = page.form
    form.put_day(UNFINISHED)
    s.settle()
    assert faulty(form, "start")
    assert "is past" in form.fields["day"]._hint.text()
    form.put_day(DRAGON_BOAT)
    s.settle()
    assert not faulty(form, "start")
    assert "Dragon Boat" in form.fields["day"]._hint.text()
    form.hours.setValue(4)
    s.settle()
    assert faulty(form, "hours_reason")
    form.save()
    s.settle()
    assert form.hours_reason.hasFocus()
    assert all_lessons(s) == before
    form.hours_reason.setText("加课")
    s.settle()
    assert not faulty(form, "hours_reason")
    form.end.setTime(QTime(20, 30))
    s.settle()
    assert "2 hours" in form.fields["half_hours"]._hint.text()
    form.save()
    s.settle()
    made = of_day(s, DRAGON_BOAT)
    assert (made.half_hours, made.hours_reason) == (8, "加课")


def test_hours_follow_the_clock(scene: Opener) -> None:
    s = scene("ordinary")
    page = opened(s)
    press(s, "l")
    page.form.end.setTime(QTime(21, 0))
    assert page.form.hours.value() == 2
    assert page.form.fields["hours_reason"].isHidden()


def test_no_course_is_told_when_it_is_saved(scene: Opener) -> None:
    s = scene("ordinary")
    page = opened(s, Target("lessons", None, "new"))
    assert page.views.is_editing
    assert not faulty(page.form, "course")
    page.form.save()
    s.settle()
    assert faulty(page.form, "course")
    page.form.course.taken.emit()
    page._repeat(page.form.draft() or pytest.fail("no draft"))
    assert page.findChild(WeeklyDialog) is None


def test_what_was_typed_is_not_thrown_away(scene: Opener) -> None:
    s = scene("ordinary")
    page = opened(s)
    press(s, "l")
    page.form.place.setText("三组院坝")
    s.desk.open(Target("today"))
    assert s.desk.current is page
    assert "not saved yet" in page.form._fault.text()
    page._asked("edit")
    press(s, Qt.Key.Key_Escape)
    assert not page.views.is_editing
    s.desk.open(Target("today"))
    assert s.desk.current is not page


def test_a_click_in_the_calendar_moves_the_day_of_the_form(scene: Opener) -> None:
    s = scene("ordinary")
    page = opened(s)
    press(s, "l")
    page.calendar.go(date(2018, 7, 4))
    s.settle()
    assert page.form.day.date() == QDate(2018, 7, 4)
    assert page.views.name.text() == "2018-07"
    assert page.views.is_editing


def test_a_lecturer_is_added_without_leaving(scene: Opener) -> None:
    s = scene("ordinary")
    page = opened(s)
    press(s, "l")
    field = page.form.lecturer
    field.begin()
    press(s, Qt.Key.Key_Return)
    assert field._name_field.faulty
    field.name.setText("马海木沙")
    field.kind.setCurrentIndex(field.kind.findData(LecturerKind.EXPERT))
    press(s, Qt.Key.Key_Return)
    [added] = [one for one in lecturers.lecturers(s.workspace) if one.name == "马海木沙"]
    assert added.kind is LecturerKind.EXPERT
    assert field.chosen() == added.id
    field.begin()
    field.name.setText("马海木沙")
    field._ask()
    s.settle()
    assert field._name_field.faulty
    press(s, Qt.Key.Key_Escape)
    assert page.views.is_editing
    page.form.save()
    s.settle()
    assert of_day(s, samples.TODAY).lecturer == added.id


# one that is there


def test_a_target_shows_the_lesson_and_its_month(scene: Opener) -> None:
    s = scene("ordinary")
    wanted = of_day(s, date(2018, 3, 16))
    page = opened(s, Target("lessons", wanted.id))
    assert page.views.shown_lesson == wanted.id
    assert page.views.name.text() == "2018-03"
    shown = opened(s, Target("lessons", of_day(s, CALLED_OFF).id))
    assert "cancelled" in shown.card.chip.text()
    buttons = shown.card._buttons
    assert not buttons["edit"].isVisibleTo(shown)
    assert not buttons["cancel"].isVisibleTo(shown)


def test_a_held_lesson_is_corrected_with_a_reason(scene: Opener) -> None:
    s = scene("ordinary")
    page = opened(s, Target("lessons", of_day(s, HELD).id))
    before = of_day(s, HELD)
    page._asked("edit")
    form = page.form
    assert form.lecturer.chosen() == before.lecturer
    form.place.setText("村小学")
    form.save()
    assert faulty(form, "reason")
    form.reason.setText("地点写错")
    form.save()
    s.settle()
    assert of_day(s, HELD).place == "村小学"
    page._asked("history")
    s.settle()
    dialog = child(page, HistoryDialog)
    assert dialog.model.rows[0].new == "村小学"
    assert dialog.model.rows[0].reason == "地点写错"
    s.desk.undo()
    s.settle()
    assert of_day(s, HELD).place == before.place


def test_a_lesson_is_cancelled_for_a_reason_and_back(scene: Opener) -> None:
    s = scene("ordinary")
    lesson = of_day(s, UNFINISHED)
    page = opened(s, Target("lessons", lesson.id))
    page._asked("cancel")
    dialog = child(page, CancelDialog)
    dialog.try_accept()
    assert dialog._fields["reason"].faulty
    dialog.reason.setText("停电")
    dialog.try_accept()
    s.settle()
    assert of_day(s, UNFINISHED).cancel_reason == "停电"
    assert "cancelled" in page.card.chip.text()
    s.desk.undo()
    s.settle()
    assert of_day(s, UNFINISHED) == lesson


def test_every_week_skips_holidays_and_taken_evenings(scene: Opener) -> None:
    s = scene("ordinary")
    [course, *_rest] = courses.courses(s.workspace)
    lessons.add(s.workspace, course.id, date(2018, 6, 25), time(20), time(22))
    first = lessons.add(s.workspace, course.id, date(2018, 6, 11), time(19), time(21)).lesson
    page = opened(s, Target("lessons", first.id))
    page._asked("repeat")
    s.settle()
    dialog = child(page, WeeklyDialog)
    dialog.weeks.setValue(4)
    s.settle()
    why = [one.skipped for one in dialog.model.rows]
    assert [bool(one) for one in why] == [True, True, False, False]
    assert dialog.accept_button.text() == "Plan 2 lessons"
    before = len(all_lessons(s))
    dialog.accept_button.click()
    s.settle()
    assert len(all_lessons(s)) == before + 2
    assert page.calendar.day == date(2018, 7, 2)
    assert of_day(s, date(2018, 7, 9)).course == first.course
    s.desk.undo()
    s.settle()
    assert len(all_lessons(s)) == before


def test_every_week_from_the_form(scene: Opener) -> None:
    s = scene("ordinary")
    page = opened(s)
    press(s, "l")
    page.form._ask_repeat()
    s.settle()
    dialog = child(page, WeeklyDialog)
    dialog.every.setValue(2)
    s.settle()
    assert len(dialog.planned) == 4
    dialog.accept()
    s.settle()
    assert not page.views.is_editing
    assert of_day(s, samples.TODAY).id == page.views.shown_lesson
