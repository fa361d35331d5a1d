"""The parts pages are made of."""

from io import BytesIO

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from nightschool.desktop import style
from nightschool.desktop.jobs import Jobs
from nightschool.desktop.widgets import (
    Card,
    Chip,
    EmptyState,
    FlowLayout,
    FormField,
    SearchBox,
    Tile,
    button,
    label,
)
from nightschool.desktop.widgets.chart import Chart
from nightschool.desktop.widgets.charts import (
    Bars,
    Columns,
    Curve,
    Line,
    Mark,
    Stacked,
    Tiles,
)
from nightschool.desktop.widgets.preview import PdfPreview

MARKS = [Mark("学技术", 30, "30 学时", "good"), Mark("学文化", 12), Mark("学政策", 0)]


def test_markup_that_people_typed_is_shown_as_typed(qtbot: QtBot) -> None:
    text = label("<img src=x>阿牛")
    qtbot.addWidget(text)
    assert text.textFormat() is Qt.TextFormat.PlainText


def test_a_fault_stands_at_its_field_and_is_read_out(qtbot: QtBot) -> None:
    field = FormField("&Name", QLineEdit())
    qtbot.addWidget(field)
    assert field.editor.accessibleName() == "Name"
    field.fault("The name is empty.")
    assert field.faulty
    assert field.editor.accessibleDescription() == "The name is empty."
    assert field.editor.property("fault") is True
    field.fault()
    assert field.editor.accessibleDescription() == ""


def test_a_search_is_told_once_the_typing_pauses(qtbot: QtBot) -> None:
    box = SearchBox("Name")
    qtbot.addWidget(box)
    heard: list[str] = []
    box.searched.connect(heard.append)
    QTest.keyClicks(box, "jka ")
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["jka"]


def test_enter_searches_at_once_and_arrows_move_the_list(qtbot: QtBot) -> None:
    box = SearchBox("Name")
    qtbot.addWidget(box)
    heard: list[str] = []
    steps: list[int] = []
    box.searched.connect(heard.append)
    box.moved.connect(steps.append)
    QTest.keyClicks(box, "j")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert heard == ["j"]
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert steps == [1, -1]
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""


def test_a_row_goes_on_in_the_next_line(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, gap=10)
    parts = [QWidget() for _part in range(3)]
    for part in parts:
        part.setFixedSize(100, 20)
        flow.addWidget(part)
    assert flow.heightForWidth(400) == 20
    assert flow.heightForWidth(250) == 50
    assert flow.heightForWidth(100) == 80
    holder.resize(250, 60)
    holder.show()
    assert [part.pos() for part in parts] == [QPoint(0, 0), QPoint(110, 0), QPoint(0, 30)]
    parts[0].hide()
    assert flow.heightForWidth(250) == 20
    assert flow.takeAt(9) is None
    assert flow.itemAt(9) is None


def test_a_status_is_a_sign_and_a_word(qtbot: QtBot) -> None:
    chip = Chip("✓", "present", "good")
    qtbot.addWidget(chip)
    assert chip.text() == "✓ present"
    assert chip.accessibleName() == "present"
    chip.say("✗", "absent", "bad")
    assert chip.property("tone") == "bad"


def test_an_empty_page_says_what_to_do(qtbot: QtBot) -> None:
    begun: list[bool] = []
    add = button("Add", lambda: begun.append(True), icon="plus", kind="primary", keys="Ctrl+N")
    state = EmptyState("Nobody is here yet.", add, icon="users", hint="Begin with the roster.")
    qtbot.addWidget(state)
    add.click()
    assert begun == [True]
    assert "Ctrl+N" in add.toolTip()


def test_tiles_and_cards_are_read_out(qtbot: QtBot) -> None:
    chosen: list[bool] = []
    tile = Tile("usb", "Open", "From the stick", lambda: chosen.append(True))
    card = Card("Tonight", tile)
    qtbot.addWidget(card)
    card.show()
    assert (tile.accessibleName(), tile.accessibleDescription()) == ("Open", "From the stick")
    assert card.accessibleName() == "Tonight"
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert chosen == [True]
    assert tile.heightForWidth(160) > tile.heightForWidth(600)


@pytest.mark.parametrize("kind", [Bars, Columns, Stacked, Tiles])
def test_charts_are_read_out_and_opened_by_keys_and_mouse(
    qtbot: QtBot, kind: type[Bars | Columns | Stacked | Tiles]
) -> None:
    chart: Chart = kind("Hours by kind", openable=True)
    qtbot.addWidget(chart)
    chart.show_marks(MARKS)
    chart.resize(420, 180)
    with qtbot.waitExposed(chart):
        chart.show()
    chart.setFocus()
    image = chart.grab().toImage()
    assert "学技术 30 学时; 学文化 12" in chart.accessibleDescription()
    painted = {image.pixelColor(x, y).name() for x in range(0, 420, 2) for y in range(0, 180, 2)}
    assert len(painted) > 3
    opened: list[int] = []
    chart.chosen.connect(opened.append)
    QTest.keyClick(chart, Qt.Key.Key_Right)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert opened == [1]
    QTest.keyClick(chart, Qt.Key.Key_Left)
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(6, 6))
    assert opened == [1, 0]


@pytest.mark.parametrize("kind", [Bars, Columns, Stacked, Tiles])
def test_empty_charts_paint_nothing_wrong(
    qtbot: QtBot, kind: type[Bars | Columns | Stacked | Tiles]
) -> None:
    chart: Chart = kind("Hours by kind")
    qtbot.addWidget(chart)
    chart.resize(300, 120)
    assert not chart.grab().isNull()
    chart.show_marks([Mark("a", 0)])
    assert not chart.grab().isNull()


def test_a_curve_stands_against_its_plan(qtbot: QtBot) -> None:
    chart = Line("Rotation")
    qtbot.addWidget(chart)
    chart.resize(400, 220)
    chart.show_curves(
        ["2018", "2019", "2020"],
        [
            Curve("Plan", [35, 70, 100], "muted", dashed=True),
            Curve("So far", [31.4, 40, None]),
        ],
    )
    image = chart.grab().toImage()
    assert "2019 0" not in chart.accessibleDescription()
    assert "2019 Plan 70 %, So far 40 %" in chart.accessibleDescription()
    assert chart.describe(2) == "2020 Plan 100 %"
    colours = {image.pixelColor(x, y).name() for x in range(400) for y in range(220)}
    assert style.palette()["accent"] in colours


def test_a_paper_is_shown_page_by_page(qtbot: QtBot, jobs: Jobs) -> None:
    from reportlab.pdfgen.canvas import Canvas

    paper = BytesIO()
    canvas = Canvas(paper)
    for text in ("one", "two"):
        canvas.setFillColorRGB(1, 0, 0)
        canvas.rect(0, 0, 600, 900, fill=1)
        canvas.drawString(100, 100, text)
        canvas.showPage()
    canvas.save()
    preview = PdfPreview(jobs)
    qtbot.addWidget(preview)
    preview.resize(400, 500)
    preview.show()
    preview.show_pdf(paper.getvalue())
    qtbot.waitUntil(lambda: preview.pages == 2)
    qtbot.waitUntil(lambda: preview.grab().toImage().pixelColor(200, 250).name() == "#ff0000")
    preview.clear()
    assert preview.pages == 0
