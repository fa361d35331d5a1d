"""The conflict desk: answered by keys, alone or all of a kind, and taken back."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from nightschool.desktop.pages.conflicts import ConflictsPage
from nightschool.domain import person
from nightschool.services import conflict_desk, conflicts
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from tests.desktop.conftest import Scene
from tests.services import desks
from tests.workspaces import SCHOOL

COUNT = 3


def contradicted(s: Scene, tmp_path: Path) -> None:
    """Three people whom the laptop and the county named differently."""
    laptop = desks.new_laptop(s.workspace, tmp_path / "laptop")
    people = [
        person.Person(person.key(SCHOOL, f"{SCHOOL}0009{n:02d}"), SCHOOL, f"吉克{n}")
        for n in range(COUNT)
    ]
    with closing(laptop):
        with laptop.database.write() as write:
            rows.insert(write, tables.Person, [rows.values_of(one) for one in people])
        desks.carry(laptop, s.workspace, tmp_path / "stick")
        desks.carry(s.workspace, laptop, tmp_path / "stick")
        for workspace, suffix in ((s.workspace, "县"), (laptop, "村")):
            with workspace.database.write() as write:
                values: dict[rows.Key, rows.Values] = {
                    (one.id,): {"name": one.name + suffix} for one in people
                }
                rows.edit(write, tables.Person, values)
        desks.carry(laptop, s.workspace, tmp_path / "stick")


def opened(s: Scene, tmp_path: Path) -> ConflictsPage:
    contradicted(s, tmp_path)
    page = s.page("conflicts", ConflictsPage)
    page.refresh()
    s.settle()
    return page


def names(workspace: Workspace) -> set[str]:
    return {name for name in desks.names(workspace) if name.startswith("吉克")}


@pytest.mark.parametrize(("key", "side"), [(Qt.Key.Key_Left, "stands"), (Qt.Key.Key_Right, "lost")])
def test_one_key_settles_one(
    scene: Callable[..., Scene], tmp_path: Path, key: Qt.Key, side: str
) -> None:
    s = scene("county")
    page = opened(s, tmp_path)
    first = page._model.rows[0]
    page._reason.setText("户口本")
    QTest.keyClick(page._table, key)
    s.settle()
    s.settle()
    assert len(conflicts.listing(s.workspace)) == COUNT - 1
    assert getattr(first, side).text in names(s.workspace)
    assert page._model.rowCount() == COUNT - 1
    assert page._table.currentIndex().row() == 0


def test_all_of_a_kind_and_back(scene: Callable[..., Scene], tmp_path: Path) -> None:
    s = scene("county")
    page = opened(s, tmp_path)
    before = names(s.workspace)
    lost = {one.lost.text for one in page._model.rows}
    QTest.keyClick(page._table, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    s.settle()
    s.settle()
    assert conflicts.listing(s.workspace) == []
    assert names(s.workspace) == lost
    assert page._views.currentWidget() is page._empty
    s.desk.undo()
    s.settle()
    assert names(s.workspace) == before


def test_the_second_of_two_answers_is_told_so(scene: Callable[..., Scene], tmp_path: Path) -> None:
    s = scene("county")
    page = opened(s, tmp_path)
    first = page._model.rows[0]
    conflict_desk.settle(s.workspace, [first.id], conflicts.THEIRS)
    page.answer(conflicts.OURS)
    s.settle()
    assert "in the meantime" in s.desk.notice.text.text()
    assert first.lost.text in names(s.workspace)


def test_both_sides_are_shown_with_their_authors(
    scene: Callable[..., Scene], tmp_path: Path
) -> None:
    s = scene("county")
    page = opened(s, tmp_path)
    one = page._model.rows[0]
    assert page._stands._value.text() == one.stands.text
    assert {one.stands.desk, one.lost.desk} == {"喜德县", "喜德县冕山镇小山村"}
    assert page._stands._who.text()
    page.answer("吉克三")
    s.settle()
    assert "吉克三" in names(s.workspace)


def test_numbers_show_only_what_differs() -> None:
    one, other = conflict_desk.differences("513499198002153282", "513499198002163282")
    assert one == "●" * 13 + "5" + "3282"
    assert other == "●" * 13 + "6" + "3282"


def test_an_empty_desk_says_so(scene: Callable[..., Scene]) -> None:
    page = scene("county").page("conflicts", ConflictsPage)
    assert page._views.currentWidget() is page._empty
