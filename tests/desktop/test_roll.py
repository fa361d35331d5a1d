"""Roll call as a teacher does it: by keys, saved at once, taken back, finished."""

from collections.abc import Callable
from datetime import time

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from nightschool.desktop.dialogs.key_back import KeyBackDialog, rows_of
from nightschool.desktop.dialogs.roll_details import GuestDialog, LineDialog, ReopenDialog
from nightschool.desktop.models.roll import RollModel
from nightschool.desktop.pages.roll import RollPage
from nightschool.desktop.target import Target
from nightschool.domain.codes import LessonState, Mark
from nightschool.domain.identity import RowId
from nightschool.domain.pinyin import initials
from nightschool.errors import UserError
from nightschool.services import courses, lessons, people, roll_call, roll_groups, roll_sheets
from tests.desktop import samples
from tests.desktop.conftest import Scene

CLASS = 40
MOST_KEYS = 4


class Hands:
    """Counts the keys that are pressed."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self.pressed = 0

    def press(self, key: str | Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
        """Where the keys go now."""
        self.pressed += 1
        at = self._scene.desk.focusWidget()
        assert at is not None
        modifier = held or Qt.KeyboardModifier.NoModifier
        if isinstance(key, str):
            QTest.keyClicks(at, key, modifier)
        else:
            QTest.keyClick(at, key, modifier)

    def type(self, keys: str) -> None:
        for key in keys:
            self.press(key)


def tonight(scene: Scene, *, people_on: int = 0) -> RowId:
    """A planned lesson of today; with a group of so many people where a number is given."""
    [course, *_] = courses.courses(scene.workspace)
    one = lessons.add(scene.workspace, course.id, samples.TODAY, time(19, 30), time(21, 0)).lesson
    if people_on:
        here = [each.id for each in people.people(scene.workspace)][:people_on]
        roll_groups.save(scene.workspace, "今晚", here)
    return one.id


def opened(scene: Scene, lesson: RowId) -> tuple[RollPage, Hands]:
    page = scene.page("roll", RollPage, Target("roll", lesson))
    return page, Hands(scene)


def begun(scene: Scene, key: str = "=", people_on: int = CLASS) -> tuple[RollPage, Hands, RowId]:
    lesson = tonight(scene, people_on=people_on)
    page, hands = opened(scene, lesson)
    page._start.rolls.setCurrentIndex(page._start.rolls.count() - 1)
    hands.press(key)
    scene.settle()
    return page, hands, lesson


def marks(scene: Scene, lesson: RowId) -> dict[str, Mark]:
    """What the database says now, by name and number."""
    call = roll_call.show(scene.workspace, lesson)
    return {line.person.person_no or line.person.name: line.attendance.mark for line in call.lines}


def test_forty_people_with_six_exceptions_cost_few_keys(
    scene: Callable[..., Scene],
) -> None:
    s = scene("overfull")
    page, hands, lesson = begun(s)
    assert len(page.model.seats) == CLASS
    wanted = {3: ",", 8: "-", 17: "-", 25: ".", 31: "/", 40: "-"}
    before = hands.pressed
    for number, key in wanted.items():
        at = hands.pressed
        hands.type(f"{number}{key}")
        if key == "/":
            hands.press("1")
        assert hands.pressed - at <= MOST_KEYS
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    page.finish()
    s.settle()
    assert hands.pressed - before <= MOST_KEYS * len(wanted) + 1
    call = roll_call.show(s.workspace, lesson)
    assert call.lesson.state is LessonState.HELD
    assert call.counts == {
        Mark.PRESENT: CLASS - 6,
        Mark.ABSENT: 3,
        Mark.LATE: 1,
        Mark.LEFT_EARLY: 1,
        Mark.LEAVE: 1,
    }


def test_initials_find_people(scene: Callable[..., Scene]) -> None:
    s = scene("ordinary")
    page, hands, lesson = begun(s, "-")
    seat = page.model.seats[4]
    unique = [one for one in page.model.seats if one.found_by(initials(seat.person.name))]
    hands.type(initials(seat.person.name))
    assert page.grid.hits == len(unique)
    assert page.grid.seat() in unique
    found = page.grid.seat()
    assert found is not None
    hands.press(Qt.Key.Key_Space)
    s.settle()
    call = roll_call.show(s.workspace, lesson)
    assert [line.person for line in call.lines if line.attendance.mark is Mark.PRESENT] == [
        found.person
    ]
    assert page.grid.search_text == ""


@pytest.mark.parametrize(("key", "mark"), [("=", Mark.PRESENT), ("-", Mark.ABSENT)])
def test_all_begin_by_one_key(scene: Callable[..., Scene], key: str, mark: Mark) -> None:
    s = scene("ordinary")
    page, _hands, lesson = begun(s, key)
    assert set(marks(s, lesson).values()) == {mark}
    assert page.model.counts()[mark] == len(page.model.seats)


def test_each_mark_is_saved_at_once_and_stands_after_a_kill(scene: Callable[..., Scene]) -> None:
    s = scene("ordinary")
    page, hands, lesson = begun(s)
    hands.type("2-")
    s.settle()
    assert page.model.seats[1].line.mark is Mark.ABSENT
    call = roll_call.show(s.workspace, lesson)
    assert call.lines[1].attendance.mark is Mark.ABSENT
    assert call.lesson.roll_open
    assert call.lesson.state is LessonState.PLANNED
    assert s.desk.said.text().startswith("Saved")


def test_undo_and_redo(scene: Callable[..., Scene]) -> None:
    s = scene("ordinary")
    page, hands, lesson = begun(s)
    start = marks(s, lesson)
    hands.type("2-")
    hands.type("5,")
    page._mark_all(Mark.ABSENT)
    s.settle()
    assert set(marks(s, lesson).values()) == {Mark.ABSENT}
    for _step in range(3):
        s.desk.undo()
    s.settle()
    assert marks(s, lesson) == start
    page.acts.redo()
    page.acts.redo()
    s.settle()
    again = list(marks(s, lesson).values())
    assert (again[1], again[4]) == (Mark.ABSENT, Mark.LATE)
    assert page.model.seats[4].line.mark is Mark.LATE


def test_leave_wants_a_reason_and_keeps_it(scene: Callable[..., Scene]) -> None:
    s = scene("ordinary")
    page, hands, lesson = begun(s)
    hands.type("4/")
    assert page._reason.isVisible()
    hands.press("2")
    s.settle()
    line = roll_call.show(s.workspace, lesson).lines[3].attendance
    assert (line.mark, line.remark) == (Mark.LEAVE, "ill")
    assert page.grid.hasFocus()
    hands.type("4=")
    s.settle()
    line = roll_call.show(s.workspace, lesson).lines[3].attendance
    assert (line.mark, line.remark) == (Mark.PRESENT, "")
    hands.type("4/")
    hands.press(Qt.Key.Key_Escape)
    s.settle()
    assert roll_call.show(s.workspace, lesson).lines[3].attendance.mark is Mark.PRESENT


def test_a_walk_in_is_found_by_the_same_search(scene: Callable[..., Scene]) -> None:
    s = scene("ordinary")
    page, hands, lesson = begun(s, people_on=3)
    here = {seat.person.id for seat in page.model.seats}
    names = {seat.person.name for seat in page.model.seats}
    outside = next(
        one
        for one in people.people(s.workspace)
        if one.id not in here
        and not any(initials(name).startswith(initials(one.name)) for name in names)
    )
    hands.type(initials(outside.name))
    assert not page.grid.hits
    assert page._search.isVisible()
    added = page._offered[0]
    hands.press(Qt.Key.Key_Return)
    s.settle()
    call = roll_call.show(s.workspace, lesson)
    assert {line.person.id for line in call.lines} == here | {added.id}
    assert page.model.seats[-1].person.id == added.id
    s.desk.undo()
    s.settle()
    assert {line.person.id for line in roll_call.show(s.workspace, lesson).lines} == here
    assert {seat.person.id for seat in page.model.seats} == here


def test_nobody_is_marked_by_a_search_that_finds_nobody(scene: Callable[..., Scene]) -> None:
    s = scene("ordinary")
    _page, hands, lesson = begun(s)
    before = marks(s, lesson)
    hands.type("zzzzz-")
    s.settle()
    assert marks(s, lesson) == before


def test_the_grid_takes_its_keys_with_a_chinese_input_method_on(
    scene: Callable[..., Scene],
) -> None:
    """An input method asks whether the widget wants it; what wants it gets composed text only."""
    s = scene("ordinary")
    page, hands, _lesson = begun(s)
    page.grid.go(3)  # Qt decides anew with each current item
    assert not page.grid.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert page.grid.inputMethodQuery(Qt.InputMethodQuery.ImEnabled) is False
    assert QApplication.focusObject() is page.grid
    composed = QInputMethodEvent("jk", [])
    QApplication.sendEvent(page.grid, composed)
    assert page.grid.search_text == ""
    hands.type("jk")
    assert page.grid.search_text == "jk"


def test_full_width_keys_mark_as_well(scene: Callable[..., Scene]) -> None:
    s = scene("ordinary")
    page, _hands, lesson = begun(s)
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Comma, Qt.KeyboardModifier.NoModifier, "，")
    QApplication.sendEvent(page.grid, event)
    s.settle()
    assert next(iter(marks(s, lesson).values())) is Mark.LATE


def test_what_cannot_be_saved_is_shown_as_it_was(
    scene: Callable[..., Scene], monkeypatch: pytest.MonkeyPatch
) -> None:
    s = scene("ordinary")
    page, hands, _lesson = begun(s)

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise UserError("The disk is full.", "Make room.")

    monkeypatch.setattr(roll_call, "mark_many", refuse)
    hands.type("2-")
    s.settle()
    s.settle()
    assert s.desk.message.isVisible()
    assert page.model.seats[1].line.mark is Mark.PRESENT
    assert not page.undo()


def test_a_finished_roll_is_corrected_for_a_reason(
    scene: Callable[..., Scene], monkeypatch: pytest.MonkeyPatch
) -> None:
    s = scene("ordinary")
    page, hands, lesson = begun(s)
    page.finish()
    s.settle()
    s.settle()
    assert page.call.state.text()
    asked: list[ReopenDialog] = []

    def decline(dialog: ReopenDialog) -> int:
        asked.append(dialog)
        return 0

    monkeypatch.setattr(ReopenDialog, "exec", decline)
    hands.type("2-")
    s.settle()
    assert len(asked) == 1
    assert roll_call.show(s.workspace, lesson).lines[1].attendance.mark is Mark.PRESENT
    monkeypatch.setattr(ReopenDialog, "exec", lambda _self: 1)
    monkeypatch.setattr(ReopenDialog, "said", lambda _self: "数错了")
    page._ask_reopen()
    s.settle()
    s.settle()
    hands.type("2-")
    s.settle()
    assert roll_call.show(s.workspace, lesson).lines[1].attendance.mark is Mark.ABSENT


def test_the_details_of_a_line(scene: Callable[..., Scene]) -> None:
    s = scene("ordinary")
    page, _hands, _lesson = begun(s)
    dialog = LineDialog(page, page.model.seats[0], 4)
    dialog.hours.setValue(1.5)
    dialog.remark.setText("先走")
    line = dialog.line()
    assert (line.half_hours, line.remark) == (3, "先走")
    dialog.mark.setCurrentIndex(dialog.mark.findData(Mark.LEAVE))
    dialog.remark.clear()
    dialog.try_accept()
    assert dialog._fields["remark"].faulty


def test_a_guest_is_added(scene: Callable[..., Scene], monkeypatch: pytest.MonkeyPatch) -> None:
    s = scene("ordinary")
    page, _hands, lesson = begun(s)
    count = len(page.model.seats)
    monkeypatch.setattr(GuestDialog, "exec", lambda _self: 1)
    monkeypatch.setattr(GuestDialog, "said", lambda _self: ("海来木呷", "邻村"))
    page._ask_guest()
    s.settle()
    s.settle()
    assert len(roll_call.show(s.workspace, lesson).lines) == count + 1
    assert page.model.seats[-1].person.home == "邻村"


@pytest.mark.parametrize(
    ("typed", "rows"),
    [("3 7 12-15", [3, 7, 12, 13, 14, 15]), ("3、7，9", [3, 7, 9]), ("", []), ("drei", None)],
)
def test_row_numbers_are_read(typed: str, rows: list[int] | None) -> None:
    assert rows_of(typed) == rows


def test_a_signed_sheet_is_keyed_back(scene: Callable[..., Scene]) -> None:
    s = scene("ordinary")
    lesson = tonight(s, people_on=12)
    page, _hands = opened(s, lesson)
    group = roll_groups.find(s.workspace, "今晚")
    printed = roll_sheets.print_sheet(s.workspace, lesson, s.workspace.home / "sheet.pdf", group.id)
    dialog = KeyBackDialog(page, s.session, lesson)
    s.settle()
    assert dialog.code.text() == printed.code
    dialog.rows[Mark.ABSENT].setText("2 5-6")
    dialog.try_accept()
    s.settle()
    assert dialog.told
    call = roll_call.show(s.workspace, lesson)
    assert call.lesson.state is LessonState.HELD
    assert call.counts == {Mark.PRESENT: 9, Mark.ABSENT: 3}


def test_the_model_keeps_qts_rules(scene: Callable[..., Scene], qtmodeltester: ModelTester) -> None:
    s = scene("ordinary")
    lesson = tonight(s)
    call = roll_call.start(s.workspace, lesson)
    model = RollModel()
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt's own
    model.show((line.person, line.attendance) for line in call.lines)
    model.search("j")
    model.only(Mark.PRESENT)
    model.only(None)


def test_one_filter_shows_those_alone(scene: Callable[..., Scene]) -> None:
    s = scene("ordinary")
    page, hands, _lesson = begun(s)
    hands.type("2-")
    s.settle()
    page.model.only(Mark.ABSENT)
    assert page.model.rowCount() == 1
    page.model.only(None)
    assert page.model.rowCount() == len(page.model.seats)


def test_forty_names_are_in_sight_at_once(scene: Callable[..., Scene]) -> None:
    s = scene("overfull")
    page, _hands, _lesson = begun(s)
    view = page.grid.viewport().rect()
    shown = [
        row for row in range(CLASS) if view.contains(page.grid.visualRect(page.model.index(row)))
    ]
    assert len(shown) == CLASS
