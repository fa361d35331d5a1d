"""Tables over records, short and long."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from nightschool.desktop import style
from nightschool.desktop.jobs import Jobs
from nightschool.desktop.models.paged import _KEPT, ROWS, PagedModel
from nightschool.desktop.models.table import RECORD, RIGHT, Column, RowsModel
from nightschool.desktop.settings import Settings
from nightschool.desktop.widgets import Table

ASCENDING, DESCENDING = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


@dataclass(frozen=True)
class Person:
    name: str
    hours: int | None


COLUMNS = (
    Column[Person]("Name", lambda one: one.name, sort=lambda one: one.name),
    Column[Person](
        "Hours",
        lambda one: f"{one.hours}" if one.hours is not None else "",
        RIGHT,
        sort=lambda one: one.hours,
        tip=lambda one: f"{one.name} has {one.hours}",
        tone=lambda one: "" if one.hours else "warn",
    ),
    Column[Person]("Remark", lambda _one: "–"),
)
PEOPLE = (Person("b", 3), Person("a", None), Person("c", 1))


def check(tester: ModelTester, model: QAbstractItemModel) -> None:
    tester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt has no types there


@pytest.fixture
def model(qtmodeltester: ModelTester) -> RowsModel[Person]:
    made = RowsModel(COLUMNS)
    made.show(PEOPLE)
    check(qtmodeltester, made)
    return made


def names(model: RowsModel[Person]) -> list[str]:
    return [one.name for one in model.rows]


def test_cells_show_the_records(model: RowsModel[Person]) -> None:
    index = model.index(1, 1)
    assert model.data(model.index(0, 0)) == "b"
    assert model.data(index) == ""
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "a has None"
    assert index.data(Qt.ItemDataRole.ForegroundRole).color() == style.colour("warn")
    assert index.data(RECORD) == PEOPLE[1]
    assert model.record(index) == PEOPLE[1]
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Hours"
    assert model.headerData(1, Qt.Orientation.Vertical) is None


def test_nothing_is_at_no_index(model: RowsModel[Person]) -> None:
    assert model.data(QModelIndex()) is None
    with pytest.raises(IndexError):
        model.record(QModelIndex())


def test_sorting_puts_the_unknown_last_and_stays(model: RowsModel[Person]) -> None:
    model.sort(1, ASCENDING)
    assert names(model) == ["c", "b", "a"]
    model.sort(1, DESCENDING)
    assert names(model) == ["b", "c", "a"]
    model.sort(2, ASCENDING)
    assert names(model) == ["b", "c", "a"]
    model.show([Person("d", 2), *PEOPLE])
    assert names(model) == ["b", "d", "c", "a"]


def test_one_row_is_replaced_in_its_place(model: RowsModel[Person], qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.dataChanged):
        model.replace(1, replace(PEOPLE[1], hours=9))
    assert model.data(model.index(1, 1)) == "9"


@dataclass
class Register:
    """33,000 people, and which pages of them were asked for."""

    count: int = 33_000
    asked: int = 0

    def fetch(self, offset: int, limit: int) -> Sequence[Person]:
        self.asked += 1
        return [
            Person(f"{place}", place) for place in range(offset, min(offset + limit, self.count))
        ]


def test_a_long_list_loads_what_is_seen(
    qtbot: QtBot, jobs: Jobs, qtmodeltester: ModelTester
) -> None:
    register, model = Register(), PagedModel(COLUMNS, jobs)
    with qtbot.waitSignal(model.loaded):
        model.show(lambda: register.count, register.fetch)
    assert model.rowCount() == 33_000
    assert register.asked == 1
    far = model.index(32_999, 0)
    assert far.data() == "…"
    assert model.record(far) is None
    qtbot.waitUntil(lambda: model.record(far) is not None)
    assert far.data() == "32999"
    assert register.asked == 2


def test_pages_seen_long_ago_are_forgotten(qtbot: QtBot, jobs: Jobs) -> None:
    register, model = Register(), PagedModel(COLUMNS, jobs)
    with qtbot.waitSignal(model.loaded):
        model.show(lambda: register.count, register.fetch)
    for page in range(_KEPT + 1):
        model.index(page * ROWS, 0).data()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert model.record(model.index(0, 0)) is None
    assert model.record(model.index(_KEPT * ROWS, 0)) is not None


def test_an_earlier_question_does_not_answer_a_later_one(
    qtbot: QtBot, jobs: Jobs, qtmodeltester: ModelTester
) -> None:
    model = PagedModel(COLUMNS, jobs)
    small = Register(3)
    model.show(lambda: 33_000, Register().fetch)
    model.show(lambda: 3, small.fetch)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert model.rowCount() == 3
    check(qtmodeltester, model)


def test_a_long_list_asks_whoever_has_it_to_sort(qtbot: QtBot, jobs: Jobs) -> None:
    model = PagedModel(COLUMNS, jobs)
    with qtbot.waitSignal(model.sorting) as asked:
        model.sort(0, DESCENDING)
    assert asked.args == [0, DESCENDING]
    with qtbot.assertNotEmitted(model.sorting):
        model.sort(2, ASCENDING)


def test_a_table_remembers_its_widths(
    qtbot: QtBot, model: RowsModel[Person], kept: Settings
) -> None:
    table = Table(model, "people", kept, "People")
    qtbot.addWidget(table)
    table.resize(700, 300)
    table.show()
    table.setColumnWidth(0, 222)
    qtbot.waitUntil(lambda: kept.memory.columns.get("people", [0])[0] == 222)
    again = Table(model, "people", kept, "People")
    qtbot.addWidget(again)
    assert again.columnWidth(0) == 222


def test_enter_opens_the_row(qtbot: QtBot, model: RowsModel[Person], kept: Settings) -> None:
    from PySide6.QtTest import QTest

    table = Table(model, "people", kept, "People")
    qtbot.addWidget(table)
    assert table.seek(lambda record: record == PEOPLE[2])
    assert not table.seek(lambda record: record == "nobody")
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args is not None
    assert model.record(opened.args[0]) == PEOPLE[2]
