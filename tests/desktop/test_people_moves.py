"""Adding people and the guided actions: each with a day, saying what happens, taken back."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from nightschool.desktop.dialogs.people_moves import (
    CombineDialog,
    HeadDialog,
    MarryDialog,
    MoveDialog,
    PeopleDialog,
    PlaceDialog,
    SplitDialog,
)
from nightschool.desktop.dialogs.people_new import New, NewPersonDialog
from nightschool.desktop.pages.people import PeoplePage
from nightschool.domain.codes import Belonging, LeftReason, Relation, Sex
from nightschool.services import history, people
from tests.desktop.conftest import Scene
from tests.desktop.folk import Opener, of_big_household, opened, settle, show, somebody, stored
from tests.evenings import citizen_no

D = TypeVar("D", bound=MoveDialog)


@pytest.fixture
def s(scene: Opener) -> Scene:
    return scene("ordinary")


@pytest.fixture
def page(s: Scene) -> PeoplePage:
    return opened(s)


# adding


def test_likely_doubles_are_shown_while_typing_and_opened_by_a_key(
    s: Scene, page: PeoplePage
) -> None:
    known = of_big_household(s)
    QTest.keySequence(page, QKeySequence("Ctrl+N"))
    dialog = page.moves.dialog
    assert isinstance(dialog, NewPersonDialog)
    s.qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClicks(dialog.number, known.citizen_no or "")
    settle(s)
    assert dialog.doubles.isVisible()
    assert known.name in dialog.doubles.said.text()
    assert dialog.birth.text() == f"{known.birth_date}"
    QTest.keyClick(dialog.number, Qt.Key.Key_F4)
    s.qtbot.waitUntil(lambda: not dialog.isVisible())
    settle(s)
    assert page.panel.name.text() == known.name


def test_a_person_is_added_and_shown(s: Scene, page: PeoplePage) -> None:
    page.moves.add()
    dialog = page.moves.dialog
    assert isinstance(dialog, NewPersonDialog)
    settle(s)
    dialog.try_accept()
    assert dialog._fields["name"].faulty
    dialog.name.setText("海来木呷")  # QTest types Latin letters alone
    dialog.number.setText("513499198001010000")
    dialog.try_accept()
    assert dialog._fields["citizen_no"].faulty
    dialog.number.setText(citizen_no(901, date(1980, 5, 6)))
    dialog.picker.list.setCurrentRow(0)
    home = dialog.picker.chosen
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    settle(s)
    assert not dialog.isVisible()
    added = somebody(s, lambda one: one.name == "海来木呷")
    assert home is not None
    assert (added.birth_date, added.household) == (date(1980, 5, 6), home.id)
    assert page.panel.name.text() == "海来木呷"
    s.desk.undo()
    settle(s)
    assert "海来木呷" not in {one.name for one in people.people(s.workspace)}


def test_a_newborn_and_a_newcomer(s: Scene, page: PeoplePage) -> None:
    one = of_big_household(s)
    show(s, page, one)
    born = ask(page, NewPersonDialog, lambda: page.moves.add(New.NEWBORN))
    born.name.setText("木呷阿牛")
    born.day.set_day(date(2018, 6, 1))
    born.sex.setCurrentIndex(born.sex.findData(Sex.MALE.value))
    accept(s, born)
    child = somebody(s, lambda each: each.name == "木呷阿牛")
    assert (child.household, child.birth_date) == (one.household, date(2018, 6, 1))
    came = ask(page, NewPersonDialog, lambda: page.moves.add(New.NEWCOMER))
    came.name.setText("吉克日古")
    came.day.set_day(date(2018, 7, 1))
    came.try_accept()
    assert came._fields["day"].faulty
    came.day.set_day(date(2018, 6, 2))
    accept(s, came)
    new = somebody(s, lambda each: each.name == "吉克日古")
    assert (new.came_on, new.belonging) == (date(2018, 6, 2), Belonging.VILLAGER)


# guided actions


def ask(page: PeoplePage, kind: type[D], act: Callable[[], object]) -> D:
    act()
    dialog = page.moves.dialog
    assert isinstance(dialog, kind)
    return dialog


def accept(s: Scene, dialog: MoveDialog) -> None:
    settle(s)
    assert dialog.says.text()
    dialog.try_accept()
    settle(s)
    assert not dialog.isVisible()


def test_moved_away_and_back(s: Scene, page: PeoplePage) -> None:
    one = of_big_household(s)
    show(s, page, one)
    dialog = ask(page, PeopleDialog, lambda: page.moves.leave(LeftReason.MOVED))
    dialog.day.set_day(date(2018, 5, 1))
    accept(s, dialog)
    assert stored(s, one).left_on == date(2018, 5, 1)
    assert page.menus.actions["back"].isEnabled()
    assert not page.menus.actions["moved"].isEnabled()
    back = ask(page, PeopleDialog, page.moves.come_back)
    accept(s, back)
    assert stored(s, one).left_on is None
    s.desk.undo()
    s.desk.undo()
    settle(s)
    assert stored(s, one).left_on is None
    assert stored(s, one).came_on == one.came_on


def test_a_death(s: Scene, page: PeoplePage) -> None:
    one = of_big_household(s)
    show(s, page, one)
    accept(s, ask(page, PeopleDialog, lambda: page.moves.leave(LeftReason.DIED)))
    assert stored(s, one).left_reason is LeftReason.DIED
    assert not page.menus.actions["back"].isEnabled()
    assert history.history(s.workspace, "person", one.id)[0].new


def test_marriage_into_a_household_and_away(s: Scene, page: PeoplePage) -> None:
    one = of_big_household(s)
    show(s, page, one)
    dialog = ask(page, MarryDialog, page.moves.marry)
    dialog.try_accept()
    assert dialog._fields["into"].faulty
    settle(s)
    dialog.picker.list.setCurrentRow(2)
    home = dialog.picker.chosen
    assert home is not None
    assert home.said in dialog.says.text()
    accept(s, dialog)
    assert (stored(s, one).household, stored(s, one).relation) == (home.id, Relation.SPOUSE)
    away = ask(page, MarryDialog, page.moves.marry)
    away.where.setCurrentIndex(1)
    accept(s, away)
    assert stored(s, one).left_reason is LeftReason.MARRIED_AWAY


def test_a_household_is_split_and_combined_again(s: Scene, page: PeoplePage) -> None:
    one = of_big_household(s)
    show(s, page, one)
    dialog = ask(page, SplitDialog, page.moves.split)
    assert dialog.chosen_head == one.id
    dialog.number.setText("12")
    dialog.try_accept()
    assert dialog._fields["number"].faulty
    dialog.number.clear()
    accept(s, dialog)
    new = stored(s, one).household
    assert new not in (None, one.household)
    assert stored(s, one).relation is Relation.HEAD
    combine = ask(page, CombineDialog, page.moves.combine)
    settle(s)
    rows = range(combine.picker.list.count())
    homes = [combine.picker.list.item(row).data(Qt.ItemDataRole.UserRole).id for row in rows]
    combine.picker.list.setCurrentRow(homes.index(one.household))
    accept(s, combine)
    assert stored(s, one).household == one.household
    s.desk.undo()
    settle(s)
    assert stored(s, one).household == new


def test_a_new_head_and_a_corrected_household(s: Scene, page: PeoplePage) -> None:
    one = of_big_household(s)
    show(s, page, one)
    dialog = ask(page, HeadDialog, page.moves.new_head)
    assert dialog.chosen_head == one.id
    accept(s, dialog)
    assert stored(s, one).relation is Relation.HEAD
    place = ask(page, PlaceDialog, page.moves.place)
    settle(s)
    place.picker.search.setText("0003")
    QTest.keyClick(place.picker.search, Qt.Key.Key_Return)
    home = place.picker.chosen
    assert home is not None
    assert home.number.endswith("0003")
    accept(s, place)
    assert stored(s, one).household == home.id


def test_what_a_service_refuses_stands_in_the_dialog(s: Scene, page: PeoplePage) -> None:
    one = of_big_household(s)
    show(s, page, one)
    dialog = ask(page, SplitDialog, page.moves.split)
    number = next(each.number for each in people.households(s.workspace) if each.number)
    dialog.number.setText(number)
    dialog.try_accept()
    settle(s)
    assert dialog.isVisible()
    assert dialog._fields["day"].faulty
    assert dialog.accept_button.isEnabled()
    dialog.reject()
