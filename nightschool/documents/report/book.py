"""The same report as a workbook: real numbers and days, a sheet for each table, two live charts."""

from typing import TYPE_CHECKING

from nightschool.documents import workbook
from nightschool.documents.report import tables, words
from nightschool.documents.report.tables import Sheet
from nightschool.documents.workbook import Cell, Kind
from nightschool.domain.report import PeriodReport
from nightschool.domain.school import Level

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_FIRST = 3
"""The line on which a table's rows begin."""
_GREEN, _GREY = "#17544A", "#8C918F"


def workbook_of(report: PeriodReport) -> bytes:
    """The report as `.xlsx`; places that the paper leaves out for their number stand here too."""
    book, buffer = workbook.new_workbook()
    _figures(book, report)
    for level in (Level.COUNTY, Level.TOWNSHIP):
        if report.part.level is not level and any(report.part.at(level)):
            _add(book, report, tables.places(report, level))
    if report.part.level is not Level.SCHOOL:
        _add(book, report, tables.schools(report))
    _rotation_chart(_add(book, report, tables.rotation(report)), book, report)
    _months_chart(_add(book, report, tables.months(report)), book, report)
    for sheet in (tables.cards(report), tables.silent(report), tables.differences(report)):
        if sheet.rows:
            _add(book, report, sheet)
    book.close()
    return buffer.getvalue()


def _figures(book: "Workbook", report: PeriodReport) -> None:
    """The place's own figures, each in its own number format, and what all figures mean."""
    found = tables.figures(report)
    columns = [workbook.Column("指标"), workbook.Column("数", Kind.TEXT)]
    rows: list[list[Cell]] = [[one.title, ""] for one in found]
    notes = [text for text in (words.standing_of(report), *words.definitions(report)) if text]
    sheet = workbook.add_table(book, "主要数字", _title(report), columns, rows, notes)
    looks = {kind: book.add_format(workbook.look(kind)) for kind in Kind}
    for line, one in enumerate(found, _FIRST):
        workbook.write_cell(sheet, line, 1, one.value, looks[one.kind])
    workbook.set_widths(sheet, [30, 16])


def _add(book: "Workbook", report: PeriodReport, sheet: Sheet) -> "Worksheet":
    columns = [workbook.Column(field.title, field.kind) for field in sheet.fields]
    name = sheet.title.strip(words.MARKS)[:31].replace("/", "、")
    title = f"{sheet.title}　{_title(report)}"
    return workbook.add_table(book, name, title, columns, sheet.rows)


def _title(report: PeriodReport) -> str:
    return f"{report.name}{words.title(report)}　{words.days(report)}"


def _rotation_chart(sheet: "Worksheet", book: "Workbook", report: PeriodReport) -> None:
    last = _FIRST + len(tables.rotation(report).rows) - 1
    chart = book.add_chart({"type": "line"})
    for column, colour, dash in ((1, _GREY, "dash"), (2, _GREEN, "solid")):
        chart.add_series(
            {
                "name": [sheet.name, 2, column],
                "categories": [sheet.name, _FIRST, 0, last, 0],
                "values": [sheet.name, _FIRST, column, last, column],
                "line": {"color": colour, "dash_type": dash, "width": 2},
            }
        )
    chart.set_title({"name": "轮训进度"})
    chart.set_y_axis({"min": 0, "max": 1, "num_format": "0%"})
    chart.set_x_axis({"date_axis": True, "num_format": "yyyy-mm"})
    chart.set_size({"width": 720, "height": 340})
    sheet.insert_chart(_FIRST, 4, chart)


def _months_chart(sheet: "Worksheet", book: "Workbook", report: PeriodReport) -> None:
    last = _FIRST + len(tables.months(report).rows) - 1
    chart = book.add_chart({"type": "column", "subtype": "stacked"})
    for column in range(2, 6):
        chart.add_series(
            {
                "name": [sheet.name, 2, column],
                "categories": [sheet.name, _FIRST, 0, last, 0],
                "values": [sheet.name, _FIRST, column, last, column],
            }
        )
    chart.set_title({"name": "每月上课（次）"})
    chart.set_size({"width": 720, "height": 340})
    sheet.insert_chart(last + 3, 0, chart)
