"""A roster taken in the window: looked at, mended, taken, taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.modeltest import ModelTester

from nightschool.desktop.dialogs.roster_mend import MendDialog
from nightschool.desktop.models import roster as columns
from nightschool.desktop.models.table import RowsModel
from nightschool.desktop.pages.roster_import import ImportPage
from nightschool.desktop.widgets.record_fields import Choice
from nightschool.domain.roster.fields import Field
from nightschool.errors import UserError
from nightschool.services import people
from nightschool.services.roster import importing
from tests.desktop.conftest import Scene
from tests.evenings import citizen_no
from tests.rosters import SAMPLE, member, write

Opener = Callable[..., Scene]


@pytest.fixture
def s(scene: Opener) -> Scene:
    return scene("empty")


@pytest.fixture
def page(s: Scene) -> ImportPage:
    return s.page("import", ImportPage)


def settle(s: Scene) -> None:
    s.settle()
    s.settle()


def look(s: Scene, page: ImportPage, file: Path = SAMPLE) -> importing.Preview:
    page.look_at(file)
    settle(s)
    assert page.preview is not None
    return page.preview


def mend(s: Scene, page: ImportPage, row: int, text: str) -> MendDialog:
    """Open the row by the keyboard, type into its first cell, accept."""
    table = page.parts.tables[0]
    assert table.seek(lambda one: isinstance(one, tuple) and one[1].row == row)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    dialog = page.dialog
    assert dialog is not None
    edit = dialog.focusWidget()
    assert edit is not None
    edit.setText(text)  # type: ignore[attr-defined]  # the cell in question has the focus
    dialog.try_accept()
    settle(s)
    return dialog


def test_the_preview_says_what_would_happen_and_writes_nothing(s: Scene, page: ImportPage) -> None:
    preview = look(s, page)
    assert [one.text for one in page.parts.tiles.marks] == ["166", "0", "0", "5", "2", "0"]
    assert page.parts.refused.rowCount() == len(preview.refused) == 5
    assert page.parts.tables[0].hasFocus()
    assert "not written" in page._state.text() or "Nothing is written" in page._state.text()
    assert people.people(s.workspace) == []


def test_taken_shown_and_taken_back(s: Scene, page: ImportPage) -> None:
    look(s, page)
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    s.qtbot.waitUntil(lambda: page.result is not None)
    settle(s)
    assert len(people.people(s.workspace)) == 166
    assert "166" in page._outcome.text()
    assert page.result is not None
    assert page.result.errors_file is not None
    assert page.result.errors_file.exists()
    s.desk.undo()
    settle(s)
    assert people.people(s.workspace) == []
    assert page.start.isVisible()
    assert page.earlier.rows[0].undone
    page._earlier_table.select(0)
    assert not page._earlier_undo.isEnabled()


def test_an_earlier_import_is_taken_back(s: Scene) -> None:
    importing.import_roster(s.workspace, SAMPLE)
    page = s.page("import", ImportPage)
    page._earlier_table.select(0)
    page._earlier_undo.click()
    settle(s)
    assert people.people(s.workspace) == []


def test_a_row_is_mended_in_place_and_taken(s: Scene, page: ImportPage, tmp_path: Path) -> None:
    file = write(
        tmp_path / "r.csv",
        [member(1), member(2, "木果", 证件号码="513499195407136"), member(3, "", 3)],
    )
    preview = look(s, page, file)
    assert [one.row for one in preview.refused] == [4, 5]
    mend(s, page, 4, citizen_no(2))
    assert page.preview is not None
    assert [one.row for one in page.preview.refused] == [5]
    assert "1 row was mended" in page._state.text()
    mend(s, page, 5, "木呷")
    page.take()
    settle(s)
    assert {one.name for one in people.people(s.workspace)} == {"吉克阿牛", "木果", "木呷"}


def test_a_cell_is_checked_with_every_key(s: Scene, page: ImportPage, tmp_path: Path) -> None:
    file = write(tmp_path / "r.csv", [member(1), member(2, 证件号码="12")])
    preview = look(s, page, file)
    dialog = MendDialog(page, preview.understood.layout, preview.refused[0])
    field = dialog._fields["证件号码"]
    assert field.editor.accessibleDescription()
    assert "left out" in dialog._state.text()
    [edit] = [one for column, one in dialog._edits.items() if column.title == "证件号码"]
    edit.setText(citizen_no(2))
    assert not field.editor.accessibleDescription()
    assert dialog._state.text().startswith("✓")
    other = next(one for column, one in dialog._edits.items() if column.title == "姓名")
    other.setText("")
    assert dialog._fields["姓名"].faulty


def test_a_file_that_changed_after_mending_is_not_taken(
    s: Scene, page: ImportPage, tmp_path: Path
) -> None:
    file = write(tmp_path / "r.csv", [member(1), member(2, 证件号码="12")])
    look(s, page, file)
    write(file, [member(2), member(1, 证件号码="12")])
    mend(s, page, 4, citizen_no(2))
    assert page.preview is None
    assert "changed" in page._state.text()
    assert not page.take_button.isEnabled()


def test_an_unknown_title_is_told(s: Scene, page: ImportPage, tmp_path: Path) -> None:
    file = write(tmp_path / "r.csv", [member(1, 自留地号="3组"), member(2, 自留地号="4组")])
    look(s, page, file)
    choose(s, page, "自留地号", Field.HAMLET)
    assert page.mapping == {"自留地号": Field.HAMLET}
    page.take()
    settle(s)
    assert {one.hamlet for one in people.people(s.workspace)} == {"3组", "4组"}


def test_a_file_without_a_known_name_column_is_told(
    s: Scene, page: ImportPage, tmp_path: Path
) -> None:
    rows = [{"谁": row.pop("姓名"), **row} for row in (member(1), member(2, "木果"))]
    page.look_at(write(tmp_path / "r.csv", rows))
    settle(s)
    assert page.preview is None
    assert not page.take_button.isEnabled()
    assert "姓名" in page._state.text()
    choose(s, page, "谁", Field.NAME)
    preview: importing.Preview | None = page.preview
    assert preview is not None
    assert preview.taken == 2


def choose(s: Scene, page: ImportPage, title: str, field: Field) -> None:
    """Say what a title holds."""
    letter = next(one.letter for one in page.parts.titles.rows if one.title == title)
    [choice] = [one for one in page.findChildren(Choice) if one.objectName() == f"map-{letter}"]
    choice.setCurrentIndex(choice.findData(field.value))
    choice.activated.emit(choice.currentIndex())
    settle(s)


def test_what_is_no_roster_is_said_above_the_page(
    s: Scene, page: ImportPage, tmp_path: Path
) -> None:
    file = tmp_path / "brief.csv"
    file.write_text("Liebe Kollegin\n", encoding="utf-8")
    page.look_at(file)
    settle(s)
    assert s.desk.message.isVisible()
    assert page.start.isVisible()


def test_rows_left_out_are_saved_as_a_workbook(
    s: Scene, page: ImportPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(s, page)
    target = tmp_path / "退回.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: (str(target), ""))
    page.faults_button.click()
    settle(s)
    assert target.read_bytes().startswith(b"PK")
    assert people.people(s.workspace) == []


def test_an_import_is_stopped_and_writes_nothing(
    s: Scene, page: ImportPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(s, page)
    s.session.jobs.began.connect(lambda job: job.cancel())
    page.take()
    settle(s)
    assert people.people(s.workspace) == []
    assert "nothing was written" in page._state.text()
    assert page.take_button.isEnabled()


def test_what_a_full_disk_refuses_is_told(
    s: Scene, page: ImportPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(s, page)

    def refuse(*_args: object, **_more: object) -> None:
        raise UserError("The disk is full.", "Make room.")

    monkeypatch.setattr(importing, "import_roster", refuse)
    page.take()
    settle(s)
    assert s.desk.message.isVisible()
    assert page.take_button.isEnabled()


def test_a_file_is_dropped(s: Scene, page: ImportPage) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(SAMPLE))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(event)
    settle(s)
    assert page.file == SAMPLE
    assert page.preview is not None


def test_the_second_time_nothing_is_new(s: Scene) -> None:
    importing.import_roster(s.workspace, SAMPLE)
    page = s.page("import", ImportPage)
    look(s, page)
    assert page.parts.tiles.marks[2].text == "166"
    page.take()
    settle(s)
    assert "Nothing was new" in page._outcome.text()
    assert not page._undo_button.isVisible()
    assert not page.undo()


def test_models_keep_qts_rules(s: Scene, page: ImportPage, qtmodeltester: ModelTester) -> None:
    preview = look(s, page)
    for model in (page.parts.refused, page.parts.titles, page.parts.missing, page.earlier):
        qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt's own
    faults = RowsModel(columns.faults())
    qtmodeltester.check(faults)  # type: ignore[no-untyped-call]  # pytest-qt's own
    faults.show([("", one) for one in preview.flagged])
