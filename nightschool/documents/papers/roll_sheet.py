"""签到表: who is expected, with a large box each to sign or to press a finger in.

It is printed before the lesson and keyed back by row number afterwards; the code on each page,
to be typed or scanned, finds who stood in which row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import partial

from nightschool.documents import chinese
from nightschool.documents.fonts import SANS, SANS_BOLD, SERIF
from nightschool.documents.papers import square
from nightschool.documents.papers.page import (
    FOOT,
    GREEN,
    INK,
    LINE,
    MARGIN,
    SOFT,
    Foot,
    Page,
    Surface,
    lines_of,
    render,
)
from nightschool.documents.papers.table import Column, Row, Table
from nightschool.documents.papers.words import weekday
from nightschool.documents.pdf import A4, MM

LEAST_WALK_INS = 5
_MOST_WALK_INS = 12
_BOX = 11.6 * MM
"""How high a row is: a finger takes some 16 mm by 10."""
_HEAD = 42 * MM
_CLOSE = 17 * MM
_CODE = 24 * MM

_COLUMNS = (
    Column("序号", 12, align=0.5, bold=True, size=12),
    Column("姓名", 36, size=12),
    Column("性别", 11, align=0.5, size=10),
    Column("身份证号", 37, align=0.5, size=8.5),
    Column("签名或按手印", 58),
    Column("备注", 26),
)
_WALK_INS = Row(["不在名单上的听课人（本村村民写姓名，外村人还写村名）"], band=True)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """Someone who is expected."""

    name: str
    sex: str
    citizen_no: str


@dataclass(frozen=True, slots=True)
class RollSheetPaper:
    """A lesson's sheet; the row of a person is their place in `rows`, counted from 1."""

    school: str
    code: str
    title: str
    day: date
    start: time
    end: time
    half_hours: int
    place: str
    lecturer: str
    rows: Sequence[SheetRow]
    printed_on: date


def render_sheet(sheet: RollSheetPaper) -> bytes:
    """The sheet on A4, its head and code on each page."""
    room = A4[1] - MARGIN - FOOT - _HEAD
    table = _table(sheet, _walk_ins(_table(sheet, LEAST_WALK_INS), room))
    parts = table.pages(room, room)
    pages = [Page(partial(_draw, sheet, table, rows)) for rows in parts]
    if table.height(parts[-1]) + _CLOSE <= room:
        pages[-1] = Page(partial(_draw, sheet, table, parts[-1], closing=True))
    else:
        pages.append(Page(partial(_draw, sheet, table, None, closing=True)))
    title = f"签到表 {sheet.day} {sheet.title}"
    pages[0] = Page(pages[0].draw, (title,))
    foot = Foot(sheet.school, sheet.printed_on, "请按序号签名或按手印；课后凭签到码按序号录入。")
    return render(title, A4, pages, foot)


def _walk_ins(table: Table, room: float) -> int:
    """How many rows for walk-ins fill the last page, or one more where the counts need it."""
    free = room - _CLOSE - table.height(table.pages(room, room)[-1])
    if free < 0:
        return _MOST_WALK_INS
    return min(_MOST_WALK_INS, LEAST_WALK_INS + int(free / _BOX))


def _table(sheet: RollSheetPaper, walk_ins: int) -> Table:
    rows = [
        Row([f"{number}", row.name, row.sex, row.citizen_no, "", ""])
        for number, row in enumerate(sheet.rows, 1)
    ]
    more = [Row([f"增{number}", "", "", "", "", ""]) for number in range(1, walk_ins + 1)]
    return Table(_COLUMNS, [*rows, _WALK_INS, *more], A4[0] - 2 * MARGIN, 9, least=_BOX)


def _draw(
    sheet: RollSheetPaper,
    table: Table,
    rows: range | None,
    surface: Surface,
    *,
    closing: bool = False,
) -> None:
    _head(surface, sheet)
    y = surface.top - _HEAD
    if rows is not None:
        y = table.draw(surface, surface.left, y, rows)
    if closing:
        _close(surface, y)


def _head(surface: Surface, sheet: RollSheetPaper) -> None:
    """Title and lesson on the left, the code on the right."""
    room = surface.right - surface.left - _CODE - 8 * MM
    y = surface.top - 7.5 * MM
    surface.write(surface.left, y, "课堂签到表", 21, SERIF, GREEN)
    surface.write_fitted(
        surface.left + 48 * MM, y, sheet.school, 10, room - 48 * MM, chain=SANS_BOLD
    )
    size, titles = 13.0, lines_of(sheet.title, 13, room - 14 * MM, SANS_BOLD)
    if len(titles) > 1:
        size, titles = 10.0, lines_of(sheet.title, 10, room - 14 * MM, SANS_BOLD, 2)
    y -= 9.5 * MM
    surface.mention(sheet.title)
    surface.write(surface.left, y, "课程", 9, colour=SOFT)
    for line in titles:
        surface.write(surface.left + 14 * MM, y, line, size, SANS_BOLD)
        y -= size * 1.3
    y = surface.top - 27.5 * MM
    when = f"{chinese.plain_date(sheet.day)}　{weekday(sheet.day)}"
    hours = f"{sheet.start:%H:%M}–{sheet.end:%H:%M}（{chinese.class_hours(sheet.half_hours)} 学时）"
    _fact(surface, 0, y, "日期", when, room * 0.5)
    _fact(surface, room * 0.52, y, "时间", hours, room * 0.48)
    y -= 6.5 * MM
    _fact(surface, 0, y, "地点", sheet.place, room * 0.5)
    _fact(surface, room * 0.52, y, "授课人", sheet.lecturer, room * 0.48)
    _code(surface, sheet.code)


def _fact(surface: Surface, x: float, y: float, name: str, value: str, room: float) -> None:
    """A name with its value, or with a line to write it on."""
    x += surface.left
    surface.write(x, y, name, 9, colour=SOFT)
    start = x + 14 * MM
    if value:
        surface.write_fitted(start, y, value, 11, room - 15 * MM, smallest=6)
    else:
        surface.rule(start, y - 1.5, x + room - 2 * MM, y - 1.5)


def _code(surface: Surface, code: str) -> None:
    x, y = surface.right - _CODE, surface.top - _CODE + 2 * MM
    square.draw(surface.canvas, code, x, y, _CODE)
    middle = x + _CODE / 2
    surface.write(middle, y - 3.2 * MM, code, 12.5, SANS_BOLD, INK, 0.5)
    surface.write(middle, y - 7 * MM, "签到码", 7.5, SANS, SOFT, 0.5)


def _close(surface: Surface, y: float) -> None:
    """The counts and signatures to fill in by hand."""
    y -= 7 * MM
    x = surface.left
    for name in ("应到", "实到", "迟到", "早退", "请假", "缺课"):
        x += surface.write(x, y, name, 9.5) + 2
        surface.rule(x, y - 1.5, x + 13 * MM, y - 1.5, colour=LINE)
        x += 13 * MM + surface.write(x + 13.5 * MM, y, "人", 9.5) + 5 * MM
    y -= 8.5 * MM
    x = surface.left
    for name in ("授课人签字", "记录人签字", "日期"):
        x += surface.write(x, y, name, 9.5) + 2
        surface.rule(x, y - 1.5, x + 38 * MM, y - 1.5, colour=LINE)
        x += 42 * MM
