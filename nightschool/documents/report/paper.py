"""A report of a month or quarter as a PDF on A4: one page to take in, then the tables."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import zip_longest

from nightschool.documents.fonts import SANS, SANS_BOLD
from nightschool.documents.papers import heading
from nightschool.documents.papers.listing import Field, shown
from nightschool.documents.papers.page import (
    FOOT,
    GREEN,
    INK,
    MARGIN,
    PALE,
    SOFT,
    Colour,
    Foot,
    Page,
    Surface,
    lines_of,
    render,
)
from nightschool.documents.papers.table import Column, Row, Table
from nightschool.documents.papers.words import word
from nightschool.documents.pdf import A4, MM
from nightschool.documents.report import charts, flow, tables, words
from nightschool.documents.report.charts import Bar, Frame, Share
from nightschool.documents.report.flow import Piece
from nightschool.documents.report.tables import Sheet
from nightschool.documents.workbook import Cell, Kind
from nightschool.domain import cards
from nightschool.domain.account import KEPT_MONTHS, NOTHING_DONE
from nightschool.domain.codes import CourseKind
from nightschool.domain.curve import curve
from nightschool.domain.period import months_until
from nightschool.domain.report import PeriodReport
from nightschool.domain.school import Level

WIDTH = A4[0] - 2 * MARGIN
ROOM = A4[1] - MARGIN - FOOT

_TILES = 23 * MM
_SIZE = 8.0
_CHIP: dict[cards.Colour, Colour] = {
    cards.Colour.YELLOW: (0.85, 0.63, 0.16),
    cards.Colour.RED: (0.72, 0.16, 0.13),
}


def render_report(report: PeriodReport) -> bytes:
    """The report; equal reports give equal bytes."""
    title = words.title(report)
    parts = flow.pages(list(_pieces(report)), ROOM - heading.FIRST, ROOM - heading.OTHER)
    pages = [
        Page(partial(_draw, report, pieces, number), _bookmarks(title, pieces, number))
        for number, pieces in enumerate(parts)
    ]
    foot = Foot(f"{report.name}　{title}", report.on)
    return render(f"{report.name}{title}", A4, pages, foot)


def _bookmarks(title: str, pieces: Sequence[Piece], number: int) -> tuple[str, ...]:
    named = tuple(piece.bookmark for piece in pieces if piece.bookmark)
    return (title, *named) if number == 0 else named


def _draw(report: PeriodReport, pieces: Sequence[Piece], number: int, surface: Surface) -> None:
    if number == 0:
        y = heading.first(surface, words.title(report), report.name, words.days(report))
    else:
        y = heading.other(surface, f"{report.name}　{words.title(report)}", words.days(report))
    for piece in pieces:
        piece.draw(surface, y)
        y -= piece.height


def _pieces(report: PeriodReport) -> Iterator["Piece | Table | str"]:
    """What the report holds, in order; a text heads what follows it."""
    if words.standing_of(report):
        yield Piece(8 * MM, partial(_standing, words.standing_of(report)))
    yield Piece(_TILES + 3 * MM, partial(_tiles, report))
    # a school's report keeps to one page
    curve_height, bars_height = (45 * MM, 36 * MM) if _is_school(report) else (66 * MM, 52 * MM)
    yield Piece(curve_height, partial(_curve, report, curve_height))
    yield Piece(bars_height, partial(_bars, report, bars_height))
    yield "主要数字"
    yield _figures(report)
    yield from _help(report)
    for level in (Level.COUNTY, Level.TOWNSHIP):
        if report.part.level is not level and _is_shown(report, level):
            yield from _sheet(tables.places(report, level))
    if report.part.level in (Level.COUNTY, Level.TOWNSHIP):
        yield from _sheet(tables.schools(report))
    yield from _sheet(tables.differences_of_schools(report))
    yield "指标说明"
    yield flow.notes(list(words.definitions(report)), WIDTH)


def _is_school(report: PeriodReport) -> bool:
    return report.part.level is Level.SCHOOL


def _is_shown(report: PeriodReport, level: Level) -> bool:
    """The prefecture's paper shows its counties, a county's its townships."""
    within = {Level.PREFECTURE: Level.COUNTY, Level.COUNTY: Level.TOWNSHIP}
    return within.get(report.part.level) is level


def _standing(text: str, surface: Surface, top: float) -> None:
    surface.box(surface.left, top - 6 * MM, WIDTH, 6 * MM, fill=PALE)
    surface.write_fitted(
        surface.left + 2 * MM,
        top - 4.2 * MM,
        text,
        9,
        WIDTH - 4 * MM,
        chain=SANS_BOLD,
        colour=GREEN,
    )


def _tiles(report: PeriodReport, surface: Surface, top: float) -> None:
    """The four figures that say most."""
    part, done = report.part, report.activity
    counts, pace = part.account.figures, part.pace
    mean = tables.lessons_a_month(part, report)
    forecast = words.WHY_NO_FORECAST[pace.why_none] if pace.why_none else "按近半年的进度"
    month = "—" if pace.forecast is None else f"{pace.forecast.year}年{pace.forecast.month}月"
    each = "" if mean is None else f"每校每月 {mean:.1f} 次"
    tiles = (
        (
            "完成轮训",
            words.share(counts.share),
            f"{counts.complete:,} / {counts.working_age:,} 人，与计划 {words.ahead(pace)}",
        ),
        ("预计完成", month, forecast),
        ("本期上课", f"{done.all_lessons:,} 次", each),
        ("到课率", words.share(done.attendance), f"到课 {done.attended:,} / {done.called:,} 人次"),
    )
    gap = 3 * MM
    wide = (WIDTH - gap * (len(tiles) - 1)) / len(tiles)
    for place, tile in enumerate(tiles):
        _tile(surface, surface.left + place * (wide + gap), top - _TILES, wide, tile)


def _tile(surface: Surface, x: float, y: float, wide: float, tile: tuple[str, str, str]) -> None:
    name, value, below = tile
    surface.box(x, y, wide, _TILES, fill=PALE)
    surface.box(x, y, 1.1 * MM, _TILES, fill=GREEN)
    left, room = x + 4 * MM, wide - 6 * MM
    surface.write(left, y + _TILES - 6 * MM, name, 8.5, SANS, SOFT)
    surface.write_fitted(
        left, y + 8.6 * MM, value, 19, room, chain=SANS_BOLD, colour=GREEN, smallest=9
    )
    surface.write_fitted(left, y + 3.4 * MM, below, 7.5, room, colour=INK, smallest=5.5)


def _curve(report: PeriodReport, height: float, surface: Surface, top: float) -> None:
    whole = Frame(surface.left, top - height, WIDTH, height - 2 * MM)
    aside = "实线为完成率，虚线为计划，点线为预计；占适龄劳动力的百分比"
    frame = charts.titled(surface, whole, "轮训进度", aside)
    points = curve(report.part.account.figures, report.policy, report.on)
    charts.rotation(surface, frame, points, report.on, report.part.pace.forecast)


def _bars(report: PeriodReport, height: float, surface: Surface, top: float) -> None:
    """Lessons month by month on the left, hours of the period by kind on the right."""
    wide, gap = WIDTH * 0.54, 8 * MM
    left = Frame(surface.left, top - height, wide, height - 3 * MM)
    each = "" if _is_school(report) else "每校平均，"
    aside = f"（次，{each}虚线为每月至少 {words.LEAST_LESSONS} 次的要求）"
    frame = charts.titled(surface, left, "每月上课", aside)
    account = report.part.account
    schools = account.schools or 1
    shown_months = [
        month
        for month in months_until(report.period.last, KEPT_MONTHS)
        if report.policy.start.replace(day=1) <= month <= report.on
    ]
    bars = [
        Bar(month, account.months.get(month, NOTHING_DONE).all_lessons / schools)
        for month in shown_months
    ]
    charts.months(surface, frame, bars, words.LEAST_LESSONS)
    right = Frame(surface.left + wide + gap, top - height, WIDTH - wide - gap, height - 3 * MM)
    done = report.activity
    aside = f"共 {words.number(done.all_half_hours / 2)} 学时"
    frame = charts.titled(surface, right, "本期分类学时", aside)
    shares = []
    for kind in CourseKind:
        hours, lessons = done.half_hours.get(kind, 0) / 2, done.lessons.get(kind, 0)
        shares.append(Share(word(kind), hours, f"{words.number(hours)} · {lessons:,} 次"))
    charts.kinds(surface, frame, shares)


def _figures(report: PeriodReport) -> Table:
    """Two figures side by side."""
    rows = [(one.title, _text(one.value, one.kind)) for one in tables.figures(report)]
    half = -(-len(rows) // 2)
    columns = [Column("指标", 56), Column("数", 34, 1, bold=True)] * 2
    pairs = zip_longest(rows[:half], rows[half:], fillvalue=("", ""))
    return Table(columns, [Row([*left, *right]) for left, right in pairs], WIDTH, 8.5, 5.1 * MM)


def _text(cell: Cell, kind: Kind) -> str:
    """A cell as paper shows it: thousands parted, a dash where nothing is known."""
    if cell is None:
        return "—"
    if isinstance(cell, int | float) and kind in (Kind.WHOLE, Kind.DECIMAL):
        return (f"{cell:,}" if isinstance(cell, int) else f"{cell:,.1f}").replace("-", "−")
    return shown(cell, kind)


def _sheet(sheet: Sheet) -> Iterator["Table | str"]:
    """The table under its title; nothing where it has no rows."""
    if not sheet.rows:
        return
    yield sheet.title
    columns = [
        Column(field.title, field.width, _align(field), once=field.once) for field in sheet.fields
    ]
    rows = [
        Row([_text(cell, field.kind) for cell, field in zip(row, sheet.fields, strict=True)])
        for row in sheet.rows
    ]
    yield Table(columns, rows, WIDTH, _SIZE, least=5.2 * MM)


def _align(field: Field) -> float:
    if field.kind is Kind.DAY:
        return 0.5
    return 0 if field.kind is Kind.TEXT else 1


def _help(report: PeriodReport) -> Iterator["Piece | Table | str"]:
    """Cards, like ones of a township together, then the silent.

    At the prefecture they stand in the workbook.
    """
    if report.part.level is Level.PREFECTURE:
        return
    alike: dict[tuple[str, cards.Colour, str], list[str]] = {}
    for name, township, card in tables.carded(report):
        why = "；".join(map(words.reason, card.reasons))
        alike.setdefault((township, card.colour, why), []).append(name)
    if alike:
        yield f"需要帮助的夜校{words.CARDS}"
    for (township, colour, why), names in alike.items():
        count = f"{len(names)} 所：" if len(names) > 1 else ""
        named = f"{township}　{count}{'、'.join(names)}".strip()
        places = lines_of(named, 8.5, _NAME - 3 * MM, SANS_BOLD)
        reasons = lines_of(why, 8.5, _REASONS)
        height = max(6.2 * MM, max(len(places), len(reasons)) * _STEP + 2 * MM)
        yield Piece(height, partial(_card, colour, places, reasons, height))
    yield from _sheet(tables.silent(report))


_NAME = 82 * MM
_REASONS = WIDTH - 15 * MM - _NAME
_STEP = 8.5 * 1.35


def _card(
    colour: cards.Colour,
    places: Sequence[str],
    reasons: Sequence[str],
    height: float,
    surface: Surface,
    top: float,
) -> None:
    """A chip of the card's colour with its word, the schools, and why."""
    y = top - 4.3 * MM
    surface.canvas.setFillColorRGB(*_CHIP[colour])
    surface.canvas.roundRect(surface.left, y - 1.2 * MM, 11 * MM, 4.4 * MM, 2, stroke=0, fill=1)
    chip, white = words.COLOURS[colour], (1.0, 1.0, 1.0)
    surface.write(surface.left + 5.5 * MM, y, chip, 8, SANS_BOLD, white, 0.5)
    x = surface.left + 14 * MM
    for number, line in enumerate(places):
        surface.write(x, y - number * _STEP, line, 8.5, SANS_BOLD)
    for number, line in enumerate(reasons):
        surface.write(x + _NAME, y - number * _STEP, line, 8.5)
    surface.rule(surface.left, top - height, surface.right, top - height, 0.4, charts.GRID)
