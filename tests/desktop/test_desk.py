"""The frame around the pages."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from nightschool.desktop import pages
from nightschool.desktop.target import Target
from nightschool.domain.codes import Role
from nightschool.errors import UserError
from nightschool.services import people
from tests.desktop.conftest import Opener, Scene
from tests.desktop.sample_pages import OnePage, OtherPage, RudePage

HERE = "tests.desktop.sample_pages"


@pytest.fixture(autouse=True)
def two_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A menu of sample pages."""
    monkeypatch.setitem(pages.PAGES, Role.SCHOOL, ("today", "lessons"))
    monkeypatch.setitem(pages.MODULES, "today", f"{HERE}:OnePage")
    monkeypatch.setitem(pages.MODULES, "lessons", f"{HERE}:OtherPage")
    monkeypatch.setitem(pages.MODULES, "people", f"{HERE}:OnePage")


def keys(found: Scene, *pressed: Qt.Key) -> None:
    for key in pressed:
        QTest.keyClick(QApplication.focusWidget() or found.desk, key)


def test_it_opens_on_the_first_page_which_takes_the_keys(scene: Opener) -> None:
    found = scene("empty")
    page = found.page("today", OnePage)
    assert found.desk.title.text() == "One"
    assert page.loads == 1
    assert page.field.hasFocus()
    assert found.desk.navigation.buttons["today"].isChecked()


def test_each_page_has_its_own_buttons_beside_the_title(scene: Opener) -> None:
    found = scene("empty")
    one = found.page("today", OnePage)
    other = found.page("lessons", OtherPage)
    assert not one.add.isVisible()
    assert other.add.isVisible()


def test_a_page_loads_anew_when_seen_after_what_it_shows_was_written(scene: Opener) -> None:
    found = scene("empty")
    one = found.page("today", OnePage)
    other = found.page("lessons", OtherPage)
    found.session.wrote("people")
    found.settle()
    assert (one.loads, other.loads) == (1, 2)
    found.session.wrote("sync")
    found.page("today")
    assert (one.loads, other.loads) == (2, 2)


def test_what_was_saved_is_said_with_its_time(scene: Opener) -> None:
    found = scene("empty")
    found.page("today", OnePage).loud()
    assert found.desk.said.text().startswith("Saved ")


def test_a_page_may_keep_people_who_have_not_finished(scene: Opener) -> None:
    found = scene("empty")
    page = found.page("today", OnePage)
    page.stays = True
    found.desk.navigation.buttons["lessons"].click()
    assert found.desk.current is page
    assert found.desk.navigation.buttons["today"].isChecked()
    page.stays = False
    found.desk.open_number(2)
    assert isinstance(found.desk.current, OtherPage)


def test_pages_open_on_a_record(scene: Opener) -> None:
    found = scene("ordinary")
    [someone, *_rest] = people.people(found.workspace)
    page = found.page("today", OnePage)
    found.session.go("today", someone.id, "detail")
    assert page.opened[-1] == Target("today", someone.id, "detail")


def test_a_page_that_nobody_knows_is_not_opened(scene: Opener) -> None:
    found = scene("empty")
    before = found.desk.current
    found.session.go("nowhere")
    assert found.desk.current is before


def test_the_menu_folds_where_the_window_is_narrow(scene: Opener) -> None:
    found = scene("empty")
    button = found.desk.navigation.buttons["today"]
    assert button.text() == "One"
    found.desk.resize(1093, 614)
    assert button.text() == ""
    assert button.accessibleName() == "One"
    found.desk.resize(1366, 768)
    assert button.text() == "One"


def test_undo_is_the_pages_else_the_notices(scene: Opener) -> None:
    found = scene("empty")
    page = found.page("today", OnePage)
    undone: list[str] = []
    found.session.notice("Marked", lambda: undone.append("notice"))
    page.takes_undo = True
    found.desk.undo()
    assert (page.undone, undone) == (1, [])
    page.takes_undo = False
    found.desk.undo()
    found.desk.undo()
    assert undone == ["notice"]
    assert not found.desk.notice.isVisible()


def test_a_notice_without_an_undo_can_be_closed(scene: Opener) -> None:
    found = scene("empty")
    found.session.notice("Ready")
    assert found.desk.notice.isVisible()
    assert not found.desk.notice.button.isVisible()
    found.session.noticed.emit(None)
    assert not found.desk.notice.isVisible()


def test_help_comes_and_goes(scene: Opener) -> None:
    found = scene("empty")
    page = found.page("today", OnePage)
    found.desk.show_help()
    assert found.desk.help.text.text() == "What one is for."
    keys(found, Qt.Key.Key_Escape)
    assert not found.desk.help.isVisible()
    assert page.field.hasFocus()
    found.desk.show_help()
    found.desk.show_help()
    assert not found.desk.help.isVisible()


def test_an_error_that_people_can_mend_stands_above_the_page(scene: Opener) -> None:
    found = scene("empty")
    page = found.page("today", OnePage)

    def fail(_task: object) -> None:
        raise UserError("No stick.", "Plug it in.")

    page.run(fail)
    found.settle()
    assert found.desk.message.text.text() == "No stick. Plug it in."
    found.desk.open_number(2)
    assert not found.desk.message.isVisible()


def test_the_search_finds_and_opens(scene: Opener) -> None:
    found = scene("ordinary")
    found.page("today")
    opened: list[Target] = []
    found.session.navigate.connect(opened.append)
    found.desk.search_all()
    finder = found.desk.finder
    QTest.keyClicks(finder.field, "jk")
    found.qtbot.waitUntil(lambda: finder.hits.count() > 1)
    keys(found, Qt.Key.Key_Down)
    assert finder.hits.currentRow() == 1
    wanted = finder.hits.currentItem().data(Qt.ItemDataRole.UserRole)
    keys(found, Qt.Key.Key_Return)
    assert opened == [Target("people", wanted.record)]
    assert not finder.isVisible()


def test_the_search_says_when_it_finds_nothing(scene: Opener) -> None:
    found = scene("ordinary")
    found.desk.search_all()
    finder = found.desk.finder
    QTest.keyClicks(finder.field, "qqqqqq")
    found.qtbot.waitUntil(lambda: "qqqqqq" in finder.said.text())
    assert finder.hits.count() == 0
    keys(found, Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    assert not finder.isVisible()


def test_buttons_beside_the_title_fold_where_there_is_no_room(scene: Opener) -> None:
    found = scene("empty")
    page = found.page("today", OnePage)
    more = [page.action(f"Something long {number}", "plus", page.loud) for number in range(6)]
    for one in more:
        found.desk.tools.addWidget(one)
        one.show()
    found.desk.resize(700, 500)
    assert {one.text() for one in more} == {""}
    assert page.add.text() == "Add"
    found.desk.resize(2600, 900)
    assert more[0].text() == "Something long 0"


def test_another_school_loads_every_page_anew(scene: Opener) -> None:
    found = scene("empty")
    one = found.page("today", OnePage)
    moved: list[str] = []
    found.session.moved.connect(moved.append)
    found.session.choose("513432101209")
    found.session.choose("513432101209")
    found.settle()
    assert moved == ["513432101209"]
    assert one.loads == 2
    assert found.session.settings.memory.school[str(found.workspace.home)] == "513432101209"


def test_the_guard_sees_a_page_that_reads_on_the_main_thread(
    scene: Opener, only_the_worker_works: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(pages.MODULES, "people", f"{HERE}:RudePage")
    found = scene("empty")
    assert only_the_worker_works == []
    found.page("people", RudePage)
    assert only_the_worker_works
    only_the_worker_works.clear()
