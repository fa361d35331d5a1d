"""People as a teacher works with them: found, corrected at the field, moved, taken back."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QListView, QWidget
from pytestqt.modeltest import ModelTester

from nightschool.desktop import people_words
from nightschool.desktop.dialogs.paper import PaperDialog
from nightschool.desktop.dialogs.people_reveal import RevealDialog
from nightschool.desktop.models import people as columns
from nightschool.desktop.models.table import RowsModel
from nightschool.desktop.pages.people import PeoplePage
from nightschool.desktop.target import Target
from nightschool.desktop.widgets.record_fields import Choice, read_day
from nightschool.domain import identity
from nightschool.domain.codes import Education
from nightschool.domain.person import Person
from nightschool.domain.pinyin import initials
from nightschool.domain.policy import Missing
from nightschool.services import cards, papers, people
from nightschool.services.people_list import Only
from tests.desktop import samples
from tests.desktop.conftest import Scene
from tests.desktop.folk import (
    Opener,
    enter,
    listed,
    of_big_household,
    on_card,
    opened,
    settle,
    show,
    somebody,
    stored,
)
from tests.desktop.test_everywhere import controls, name_of
from tests.workspaces import SCHOOL


@pytest.fixture
def s(scene: Opener) -> Scene:
    return scene("ordinary")


@pytest.fixture
def page(s: Scene) -> PeoplePage:
    return opened(s)


# the list


def test_the_first_person_is_shown_at_once(page: PeoplePage) -> None:
    first = page.model.record(page.model.index(0, 0))
    assert first is not None
    assert on_card(page).id == first.id
    assert page.search.hasFocus()


def test_people_are_found_by_initials_and_the_card_follows_the_arrows(
    s: Scene, page: PeoplePage
) -> None:
    one = of_big_household(s)
    QTest.keyClicks(page.search, initials(one.name))
    s.qtbot.waitUntil(lambda: page.model.rowCount() < 100)
    settle(s)
    assert one.name in listed(page)
    QTest.keyClick(page.search, Qt.Key.Key_Down)
    settle(s)
    marked = page.model.record(page.table.currentIndex())
    assert marked is not None
    assert on_card(page).id == marked.id


def test_the_end_of_a_number_finds(s: Scene, page: PeoplePage) -> None:
    one = of_big_household(s)
    QTest.keyClicks(page.search, (one.person_no or "")[-4:])
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    settle(s)
    assert one.name in listed(page)


def test_filters_and_sorting_happen_in_the_database(s: Scene, page: PeoplePage) -> None:
    page.only.setCurrentIndex(page.only.findData(Only.COMPLETE.value))
    settle(s)
    assert 0 < page.model.rowCount() < 167
    page.model.sort(3, Qt.SortOrder.DescendingOrder)
    settle(s)
    hours = [float(page.model.index(row, 3).data()) for row in range(page.model.rowCount())]
    assert hours == sorted(hours, reverse=True)
    page.search.setText("zzzz")
    s.qtbot.waitUntil(page.nothing.isVisible)
    page._everybody()
    s.qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    settle(s)
    assert page.model.rowCount() >= 167


def test_an_empty_list_says_what_to_do_first(scene: Opener) -> None:
    page = opened(scene("empty"))
    assert page.nobody.isVisible()
    assert "Import" in page.nobody.hint.text()


def test_600_people_scroll_page_by_page(scene: Opener) -> None:
    s = scene("overfull")
    page = opened(s)
    last = page.model.rowCount() - 1
    assert last > samples.CROWD
    page.table.select(last)
    s.qtbot.waitUntil(lambda: page.model.record(page.model.index(last, 0)) is not None)
    QTest.keyClick(page.table, Qt.Key.Key_Up)
    settle(s)
    assert page.panel.person is not None
    assert len(page.panel.person.name) == 7


# targets


def test_other_pages_open_a_person_a_household_and_a_filter(s: Scene) -> None:
    one = of_big_household(s)
    page = opened(s, Target("people", one.id))
    settle(s)
    assert page.panel.name.text() == one.name
    marked = page.model.record(page.table.currentIndex())
    assert marked is not None
    assert marked.id == one.id
    other = somebody(s, lambda each: each.household not in (None, one.household))
    page.open(Target("people", other.household))
    settle(s)
    assert on_card(page).household == other.household
    assert page.panel.tabs.currentIndex() == 2
    page.open(Target("people", detail=Only.NEVER_CAME.value))
    settle(s)
    assert page.only.currentData() == Only.NEVER_CAME


# the card


def test_the_card_says_why_somebody_counts_or_not(s: Scene, page: PeoplePage) -> None:
    child = somebody(s, lambda one: bool(one.birth_date and one.birth_date.year > 2008))
    show(s, page, child)
    assert "Not of working age" in page.panel.standing.why.text()
    card = cards.person_card(s.workspace, of_big_household(s).id, samples.TODAY)
    show(s, page, card.person)
    assert len(page.panel.standing.bars.marks) == 5
    assert page.panel.rolls.rowCount() == len(card.rolls)
    assert page.panel.household.model.rowCount() >= 3


def test_what_is_missing_is_said() -> None:
    said = people_words.missing(Missing(27, 10, 1))
    assert said == "13.5 class hours, 5 of technology, 1 more kind"
    assert people_words.missing(Missing(0, 0, 0)) == ""


def test_a_member_is_opened_from_the_household(s: Scene, page: PeoplePage) -> None:
    show(s, page, of_big_household(s))
    view = page.panel.household
    other = next(
        row
        for row in range(view.model.rowCount())
        if view.model.rows[row].person.id != on_card(page).id
    )
    view.table.opened.emit(view.model.index(other, 0))
    settle(s)
    assert on_card(page).id == view.model.rows[other].person.id


# editing


def test_a_field_is_saved_by_enter_and_taken_back(s: Scene, page: PeoplePage) -> None:
    one = of_big_household(s)
    show(s, page, one)
    page.panel.edit()
    assert page.panel.fields.text("name").hasFocus()
    enter(s, page, "phone", "13800000000")
    assert stored(s, one).phone == "13800000000"
    assert s.desk.notice.isVisible()
    assert page.panel.past.rowCount() > 0
    s.desk.undo()
    settle(s)
    assert stored(s, one).phone == one.phone
    page.acts.redo()
    settle(s)
    assert stored(s, one).phone == "13800000000"


def test_what_is_wrong_stands_at_the_field_and_is_not_saved(s: Scene, page: PeoplePage) -> None:
    one = of_big_household(s)
    show(s, page, one)
    enter(s, page, "phone", "abc")
    assert page.panel.fields.fields["phone"].faulty
    assert stored(s, one).phone == one.phone
    enter(s, page, "work_months", "13")
    assert page.panel.fields.fields["work_months"].faulty
    enter(s, page, "work_months", "zwei")
    assert page.panel.fields.fields["work_months"].faulty
    enter(s, page, "work_months", "3")
    assert stored(s, one).work_months == 3
    assert page.panel.fields.text("phone").text() == "abc"


def test_a_choice_is_saved(s: Scene, page: PeoplePage) -> None:
    one = of_big_household(s)
    show(s, page, one)
    choice = page.panel.fields.fields["education"].editor
    assert isinstance(choice, QComboBox)
    choice.setCurrentIndex(choice.findData(Education.COLLEGE.value))
    choice.activated.emit(choice.currentIndex())
    settle(s)
    assert stored(s, one).education is Education.COLLEGE


def test_a_choice_is_not_changed_by_a_key_that_passes_over_it(
    s: Scene, page: PeoplePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(s, page, of_big_household(s))
    choice = page.panel.fields.fields["education"].editor
    assert isinstance(choice, Choice)
    opened_lists: list[Choice] = []
    monkeypatch.setattr(Choice, "showPopup", lambda one: opened_lists.append(one))
    before = choice.currentIndex()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert choice.currentIndex() == before
    assert opened_lists == [choice]


def test_the_id_number_is_masked_and_shown_for_a_reason(s: Scene, page: PeoplePage) -> None:
    one = somebody(s, lambda each: bool(each.citizen_no))
    number = one.citizen_no or ""
    show(s, page, one)
    assert number not in _texts(page)
    page.panel.standing.show_button.click()
    dialog = page.moves.dialog
    assert isinstance(dialog, RevealDialog)
    dialog.try_accept()
    assert dialog._fields["reason"].faulty
    dialog.reason.setText("与证件核对")
    dialog.try_accept()
    settle(s)
    assert number in _texts(page)
    assert papers.disclosed(s.workspace)[0].reason == "与证件核对"


def test_a_household_is_corrected(s: Scene, page: PeoplePage) -> None:
    one = of_big_household(s)
    show(s, page, one)
    fields = page.panel.household.fields
    fields.edited.emit("income", -5)
    assert fields.fields["income"].faulty
    fields.edited.emit("income", 2800)
    settle(s)
    card = cards.household_card(s.workspace, one.household, samples.TODAY)  # type: ignore[arg-type]  # has one
    assert card.household.income == 2800


# papers, names, models


def test_papers_of_the_person_and_the_household(s: Scene, page: PeoplePage) -> None:
    show(s, page, of_big_household(s))
    for name in ("card", "file"):
        page.menus.actions[name].trigger()
        settle(s)
        [paper] = page.findChildren(PaperDialog)
        assert paper._data.startswith(b"%PDF")
        paper.reject()
        paper.setParent(None)


def test_every_control_of_card_and_dialogs_has_a_name(s: Scene, page: PeoplePage) -> None:
    show(s, page, of_big_household(s))
    asks: list[Callable[[], object]] = [
        page.moves.add, page.moves.marry, page.moves.split, page.moves.combine,
        page.moves.new_head, page.moves.place,
    ]  # fmt: skip
    nameless = _nameless(page)
    for act in asks:
        act()
        settle(s)
        dialog = page.moves.dialog
        assert dialog is not None
        nameless += _nameless(dialog)
        dialog.reject()
    assert nameless == []


@pytest.mark.parametrize("size", [(1366, 768), (1000, 500)])
def test_a_dialog_is_never_higher_than_the_window(scene: Opener, size: tuple[int, int]) -> None:
    s = scene("ordinary", size)
    page = opened(s)
    page.moves.add()
    dialog = page.moves.dialog
    assert dialog is not None
    s.qtbot.waitExposed(dialog)
    settle(s)
    assert dialog.height() <= size[1]
    assert dialog.accept_button.isVisible()
    dialog.reject()


def test_a_narrow_window_puts_the_card_below(scene: Opener) -> None:
    s = scene("ordinary", (800, 600))
    assert opened(s).split.orientation() is Qt.Orientation.Vertical


def test_models_keep_qts_rules(s: Scene, page: PeoplePage, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.model)  # type: ignore[no-untyped-call]  # pytest-qt's own
    card = cards.household_card(s.workspace, of_big_household(s).household, samples.TODAY)  # type: ignore[arg-type]  # has one
    model = RowsModel(columns.members(samples.TODAY))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt's own
    model.show(card.members)
    page.search.setText("zzz")
    settle(s)


@pytest.mark.parametrize("typed", ["2018-03-01", "20180301", "2018.3.1", "2018年3月1日"])
def test_days_are_read_as_people_write_them(typed: str) -> None:
    assert read_day(typed) == date(2018, 3, 1)


@pytest.mark.parametrize("typed", ["gestern", "2018-13-01", "2018"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_day(typed)


def _nameless(root: QWidget) -> list[str]:
    """Without the lists that Qt opens below a choice."""
    own = [one for one in controls(root) if type(one) is not QListView]
    return [f"{one.objectName()} {one}" for one in own if not name_of(one)]


def _texts(page: PeoplePage) -> str:
    return " ".join(_visible(page))


def _visible(page: PeoplePage) -> Iterator[str]:
    for one in page.panel.findChildren(QLabel):
        yield one.text()
    for edit in page.panel.findChildren(QLineEdit):
        yield edit.text() + edit.placeholderText()


def test_somebody_without_a_household(s: Scene) -> None:
    alone = people.add_person(s.workspace, replace(Person(identity.new(), SCHOOL, "阿卡")))
    page = opened(s, Target("people", alone.id))
    settle(s)
    assert not page.menus.actions["split"].isEnabled()
    assert page.panel.household._alone.text()
