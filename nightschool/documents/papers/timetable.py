"""A month's lessons as a poster for the wall: to be read from across a room."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import partial

from nightschool.documents.fonts import SANS_BOLD, SERIF
from nightschool.documents.papers.page import (
    FOOT,
    GREEN,
    INK,
    LINE,
    MARGIN,
    PALE,
    SOFT,
    Foot,
    Page,
    Surface,
    lines_of,
    render,
)
from nightschool.documents.papers.words import month, weekday, word
from nightschool.documents.pdf import A4, MM
from nightschool.domain.codes import CourseKind, Language

_HEAD = 40 * MM
_HIGHEST, _LEAST = 42 * MM, 23 * MM
_DAY = 44 * MM
"""The column of the days."""
_MOST_ON_PAGE = int((A4[1] - MARGIN - FOOT - _HEAD) / _LEAST)


@dataclass(frozen=True, slots=True)
class PosterLesson:
    """One lesson to come to."""

    day: date
    start: time
    end: time
    title: str
    kind: CourseKind | None
    lecturer: str
    place: str
    language: Language


def render_poster(school: str, day: date, of: date, lessons: Sequence[PosterLesson]) -> bytes:
    """The lessons of `of`'s month as they are on the day, in large type on as few A4 as it can."""
    title = f"{month(of)}课程表"
    pages = max(1, -(-len(lessons) // _MOST_ON_PAGE))
    share = -(-len(lessons) // pages)
    parts = [lessons[start : start + share] for start in range(0, len(lessons), share or 1)] or [[]]
    drawn = [Page(partial(_draw, school, of, tuple(part))) for part in parts]
    drawn[0] = Page(drawn[0].draw, (title,))
    return render(title, A4, drawn, Foot(school, day, "有变动时以夜校通知为准。"))


def _draw(school: str, of: date, lessons: tuple[PosterLesson, ...], surface: Surface) -> None:
    y = _head(surface, school, of)
    if not lessons:
        middle = surface.width / 2
        surface.write(middle, surface.height / 2, "本月未安排课程", 26, SERIF, SOFT, 0.5)
        return
    high = min(_HIGHEST, (y - surface.bottom) / len(lessons))
    for number, lesson in enumerate(lessons):
        _lesson(surface, y, high, lesson, shade=number % 2 == 0)
        y -= high


def _head(surface: Surface, school: str, of: date) -> float:
    """A band of colour across the sheet."""
    high = _HEAD - 6 * MM
    bottom = surface.top - high
    surface.box(surface.left, bottom, surface.right - surface.left, high, fill=GREEN)
    middle, white = surface.width / 2, (1.0, 1.0, 1.0)
    room = surface.right - surface.left - 12 * MM
    surface.write_fitted(
        middle, bottom + 22 * MM, school, 17, room, chain=SANS_BOLD, colour=white, align=0.5
    )
    surface.write_fitted(
        middle,
        bottom + 7 * MM,
        f"{month(of)}课程表",
        34,
        room,
        chain=SERIF,
        colour=white,
        align=0.5,
    )
    return surface.top - _HEAD


def _lesson(
    surface: Surface, top: float, high: float, lesson: PosterLesson, *, shade: bool
) -> None:
    """Day and hour on the left, large; the course and who teaches it where on the right."""
    scale = high / _HIGHEST
    if shade:
        surface.box(surface.left, top - high, surface.right - surface.left, high, fill=PALE)
    surface.rule(surface.left, top - high, surface.right, top - high, 0.8, LINE)
    x, middle = surface.left + _DAY / 2, top - high / 2
    room = _DAY - 4 * MM
    small = max(13.0, 15 * scale)
    big = max(20.0, 27 * scale)
    day = f"{lesson.day.month}月{lesson.day.day}日"
    surface.write_fitted(
        x, middle + small * 0.75, day, big, room, chain=SERIF, colour=GREEN, align=0.5
    )
    hours = f"{lesson.start:%H:%M}–{lesson.end:%H:%M}"
    line = middle - small * 0.75
    surface.write_fitted(x, line, weekday(lesson.day), small, room, chain=SANS_BOLD, align=0.5)
    surface.write_fitted(x, line - small * 1.3, hours, small, room, chain=SANS_BOLD, align=0.5)
    _course(surface, middle, high, lesson, max(11.5, 15 * scale))


def _course(
    surface: Surface, middle: float, high: float, lesson: PosterLesson, small: float
) -> None:
    left = surface.left + _DAY + 3 * MM
    room = surface.right - left - 3 * MM
    size, lines = _title(lesson.title, room, high - small * 2.4)
    below = " · ".join(filter(None, (word(lesson.kind), lesson.lecturer, lesson.place)))
    if lesson.language is not Language.CHINESE:
        below = " · ".join(filter(None, (below, word(lesson.language))))
    y = middle + (len(lines) * size * 1.25 + small * 1.2) / 2 - size
    surface.mention(lesson.title)
    for line in lines:
        surface.write(left, y, line, size, SANS_BOLD, INK)
        y -= size * 1.25
    surface.write_fitted(left, y + size * 0.25 - small * 0.35, below, small, room, colour=SOFT)


def _title(title: str, room: float, high: float) -> tuple[float, list[str]]:
    """The largest letters at which the title keeps to its place; in the end cut with …."""
    for size in (26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0, 12.0):
        lines = lines_of(title, size, room, SANS_BOLD)
        if len(lines) <= 2 and len(lines) * size * 1.25 <= high:
            return size, lines
    return 11.0, lines_of(title, 11, room, SANS_BOLD, max(1, int(high / (11 * 1.25))))
