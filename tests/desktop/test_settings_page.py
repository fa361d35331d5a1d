"""The settings page."""

import zipfile

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from nightschool.desktop.dialogs.paper import PaperDialog
from nightschool.desktop.pages.settings import SettingsPage, third_party
from nightschool.services import certificate_printing
from tests.desktop.conftest import Opener


def press(page: SettingsPage, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None
    button.click()


def test_language_and_size_take_effect_at_once(scene: Opener, qtbot: QtBot) -> None:
    found = scene("empty")
    page = found.page("settings", SettingsPage)
    with qtbot.waitSignal(found.session.redress):
        press(page, "size-150")
    assert found.session.settings.memory.size == 150
    with qtbot.waitSignal(found.session.redress):
        press(page, "language-zh")
    assert found.session.settings.memory.language == "zh"


def test_where_the_printer_prints_is_kept(scene: Opener) -> None:
    found = scene("empty")
    page = found.page("settings", SettingsPage)
    page.right.setValue(1.5)
    page.up.setValue(-2)
    found.settle()
    assert certificate_printing.offset_of(found.workspace) == (1.5, -2)
    again = SettingsPage(found.session)
    found.qtbot.addWidget(again)
    again.refresh()
    found.settle()
    assert (again.right.value(), again.up.value()) == (1.5, -2)


def test_a_test_page_is_looked_at_before_it_is_printed(scene: Opener) -> None:
    found = scene("empty")
    page = found.page("settings", SettingsPage)
    [test] = [one for one in page.findChildren(QPushButton) if "test page" in one.text()]
    test.click()
    found.settle()
    [paper] = page.findChildren(PaperDialog)
    found.qtbot.waitUntil(lambda: paper.preview.pages == 1)
    paper.reject()


def test_the_support_file_is_written_and_said(scene: Opener) -> None:
    found = scene("ordinary")
    page = found.page("settings", SettingsPage)
    where = found.workspace.home / "stick"
    where.mkdir()
    page.save_support(where)
    found.settle()
    [file] = where.iterdir()
    assert zipfile.is_zipfile(file)
    assert file.name in found.desk.notice.text.text()


def test_the_licences_of_others_are_told() -> None:
    assert "Tabler" in third_party()
    assert "LGPL" in third_party()
