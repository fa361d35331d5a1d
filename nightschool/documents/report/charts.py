"""Charts of a report, drawn as lines and rectangles: nothing in them that does not speak."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nightschool.documents.fonts import SANS, SANS_BOLD
from nightschool.documents.papers.page import GREEN, INK, PALE, SOFT, Colour, Surface, width
from nightschool.documents.pdf import MM
from nightschool.documents.report import words
from nightschool.domain.curve import Point

GRID: Colour = (0.87, 0.89, 0.88)
PLAN: Colour = (0.55, 0.57, 0.56)
BAR: Colour = (0.36, 0.58, 0.51)
SHORT: Colour = (0.82, 0.62, 0.27)
"""Of a month below the rule."""

_SMALL = 7.0


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a chart stands, in points; its title is inside."""

    x: float
    y: float
    width: float
    height: float


def titled(surface: Surface, frame: Frame, title: str, aside: str = "") -> Frame:
    """The chart's title; returns the place below it."""
    y = frame.y + frame.height - 4 * MM
    wide = surface.write(frame.x, y, title, 10, SANS_BOLD, GREEN)
    room = frame.width - wide - 6
    surface.write_fitted(frame.x + wide + 6, y, aside, 7.5, room, colour=SOFT)
    return Frame(frame.x, frame.y, frame.width, frame.height - 8 * MM)


def rotation(
    surface: Surface, frame: Frame, points: Sequence[Point], on: date, forecast: date | None
) -> None:
    """The curve of the rotation against its plan, month by month, and on to the forecast."""
    box = Frame(frame.x + 9 * MM, frame.y + 5 * MM, frame.width - 24 * MM, frame.height - 7 * MM)
    scale = _Scale(box, points[0].day, points[-1].day)
    _grid(surface, box)
    _years(surface, box, points, scale)
    plan = [(scale.x(point.day), scale.y(point.expected)) for point in points]
    _line(surface, [(box.x, box.y), *plan], PLAN, 1, dash=(3, 2))
    done = [point for point in points if point.share is not None and point.day <= on]
    if not done:
        return
    line = [(scale.x(point.day), scale.y(point.share or 0)) for point in done]
    last = done[-1]
    _to_forecast(surface, line[-1], scale, forecast)
    _line(surface, [(box.x, box.y), *line], GREEN, 1.8)
    surface.canvas.setFillColorRGB(*GREEN)
    surface.canvas.circle(*line[-1], 2.2, stroke=0, fill=1)
    _labels(surface, scale, last, plan[len(done) - 1])


@dataclass(frozen=True, slots=True)
class _Scale:
    """From days and per cent to points on paper."""

    box: Frame
    first: date
    last: date

    def x(self, day: date) -> float:
        first = self.first.replace(day=1)
        return self.box.x + self.box.width * (day - first).days / max((self.last - first).days, 1)

    def y(self, share: float) -> float:
        return self.box.y + self.box.height * share / 100


def _grid(surface: Surface, box: Frame) -> None:
    for share in (0, 25, 50, 75, 100):
        y = box.y + box.height * share / 100
        surface.rule(box.x, y, box.x + box.width, y, 0.8 if share == 0 else 0.5, GRID)
        surface.write(box.x - 4, y - 2.4, f"{share}%", _SMALL, colour=SOFT, align=1)


def _years(surface: Surface, box: Frame, points: Sequence[Point], scale: _Scale) -> None:
    """Each year's name in the middle of its months."""
    for year in sorted({point.day.year for point in points}):
        days = [point.day for point in points if point.day.year == year]
        start, end = scale.x(days[0].replace(day=1)), scale.x(days[-1])
        if start > box.x + 1:
            surface.rule(start, box.y, start, box.y + box.height, 0.5, GRID)
        if end - start > 9 * MM:
            surface.write(
                (start + end) / 2, box.y - 10, f"{year}年", _SMALL, colour=SOFT, align=0.5
            )


def _to_forecast(
    surface: Surface, start: tuple[float, float], scale: _Scale, forecast: date | None
) -> None:
    """Dots from the curve towards 100 per cent on the day of the forecast, as far as it shows."""
    top, edge = scale.y(100), scale.box.x + scale.box.width
    if forecast is None or start[0] >= edge or start[1] >= top:
        return
    x = scale.x(forecast)
    end = (x, top)
    if x > edge:
        end = (edge, start[1] + (top - start[1]) * (edge - start[0]) / (x - start[0]))
    _line(surface, [start, end], BAR, 1.2, dash=(0.8, 2.6))


def _labels(surface: Surface, scale: _Scale, last: Point, plan: tuple[float, float]) -> None:
    """What the ends of both lines stand for, beside them and apart from each other."""
    low, high = scale.box.y + 4, scale.box.y + scale.box.height - 4
    done = (scale.y(last.share or 0), f"完成 {last.share:.1f}%", SANS_BOLD, GREEN)
    planned = (plan[1], f"计划 {last.expected:.1f}%", SANS, SOFT)
    lower, upper = (done, planned) if done[0] < planned[0] else (planned, done)
    lower_y = min(max(lower[0], low), high)
    upper_y = min(max(upper[0], low), high)
    apart = max(0.0, 10 - (upper_y - lower_y))
    lower_y = max(lower_y - apart, low) if upper_y + apart > high else lower_y
    upper_y = max(upper_y, lower_y + 10)
    for y, (_at, text, chain, colour) in ((lower_y, lower), (upper_y, upper)):
        _on_paper(surface, scale.x(last.day) + 5, y - 2.6, text, chain, colour)


def _on_paper(
    surface: Surface, x: float, y: float, text: str, chain: tuple[str, ...], colour: Colour
) -> None:
    """A text on a white ground, so that lines do not run through it."""
    surface.box(x - 1.5, y - 2, width(text, 8, chain) + 3, 10.5, fill=(1, 1, 1))
    surface.write(x, y, text, 8, chain, colour)


def _line(
    surface: Surface,
    points: Sequence[tuple[float, float]],
    colour: Colour,
    thick: float,
    dash: tuple[float, float] | None = None,
) -> None:
    canvas = surface.canvas
    canvas.saveState()
    canvas.setStrokeColorRGB(*colour)
    canvas.setLineWidth(thick)
    canvas.setLineJoin(1)
    canvas.setLineCap(1 if dash is None or dash[0] < 1 else 0)
    if dash is not None:
        canvas.setDash(*dash)
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.restoreState()


@dataclass(frozen=True, slots=True)
class Bar:
    """A month's bar."""

    month: date
    value: float


def months(surface: Surface, frame: Frame, bars: Sequence[Bar], rule: float) -> None:
    """A bar for each month, and a dashed line where the rule stands; below it a bar is ochre."""
    box = Frame(frame.x, frame.y + 8 * MM, frame.width, frame.height - 12 * MM)
    most = max([rule * 1.5, *(bar.value for bar in bars)])
    step = box.width / max(len(bars), 12)
    for place, bar in enumerate(bars):
        x, high = box.x + step * place, box.height * bar.value / most
        colour = BAR if bar.value >= rule else SHORT
        surface.box(x + step * 0.18, box.y, step * 0.64, max(high, 0.6), fill=colour)
        middle = x + step / 2
        surface.write(middle, box.y + high + 2.5, words.number(round(bar.value, 1)), 6.5, align=0.5)
        surface.write(middle, box.y - 8, str(bar.month.month), _SMALL, colour=SOFT, align=0.5)
        if place == 0 or bar.month.month == 1:
            year = f"{bar.month.year}年"
            surface.write(x + step * 0.18, box.y - 16.5, year, _SMALL, colour=SOFT)
    y = box.y + box.height * rule / most
    surface.rule(box.x, box.y, box.x + box.width, box.y, 0.8, GRID)
    _line(surface, [(box.x, y), (box.x + box.width, y)], PLAN, 0.8, dash=(3, 2))


@dataclass(frozen=True, slots=True)
class Share:
    """One of several kinds: its name, how much of it, and what is written beside the bar."""

    name: str
    value: float
    shown: str


def kinds(surface: Surface, frame: Frame, shares: Sequence[Share]) -> None:
    """A bar for each kind, one below the other, with its value at the end."""
    most = max([share.value for share in shares], default=0) or 1
    left = frame.x + 15 * MM
    room = frame.width - 15 * MM - 33 * MM
    step = frame.height / len(shares)
    for place, share in enumerate(shares):
        middle = frame.y + frame.height - step * (place + 0.5)
        wide = room * share.value / most
        surface.write(frame.x, middle - 3, share.name, 8.5, colour=INK)
        surface.box(left, middle - 2.2 * MM, room, 4.4 * MM, fill=PALE)
        if wide:
            surface.box(left, middle - 2.2 * MM, wide, 4.4 * MM, fill=BAR)
        surface.write(frame.x + frame.width, middle - 3, share.shown, 8, colour=INK, align=1)
