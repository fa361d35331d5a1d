"""The codes of enrolment files, a page for each laptop: they travel apart from the files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from nightschool.documents import chinese
from nightschool.documents.fonts import SANS_BOLD, SERIF
from nightschool.documents.papers.page import (
    GREEN,
    INK,
    PALE,
    SOFT,
    Foot,
    Page,
    Surface,
    lines_of,
    render,
)
from nightschool.documents.pdf import A4, MM

_STEPS = (
    "在学校的电脑上装好本程序并打开，选“打开县里发的注册文件”。",
    "选中与本页对应的注册文件（文件名见上，另由 U 盘送达）。",
    "照抄上面的注册码，再设一个自己的密码，注册即告完成。",
    "第一次开课后，把数据包用 U 盘带回县里，县里即认得这台电脑。",
)
_WARNING = "注册码与注册文件须分开送达。一个文件只注册一台电脑；用过之后请销毁本页。"


@dataclass(frozen=True, slots=True)
class EnrolmentCode:
    """One laptop's code; the names of its schools, and the file that the code opens."""

    schools: Sequence[str]
    code: str
    file: str
    office: str
    made_on: date


def render_codes(codes: Sequence[EnrolmentCode]) -> bytes:
    """A4, a page for each laptop."""
    pages = [Page(partial(_draw, one), (one.schools[0],)) for one in codes]
    return render("电脑注册码", A4, pages, Foot(codes[0].office if codes else ""))


def _draw(one: EnrolmentCode, surface: Surface) -> None:
    left, right = surface.left, surface.right
    y = surface.top - 10 * MM
    surface.write(left, y, "电脑注册码", 24, SERIF, GREEN)
    day = chinese.plain_date(one.made_on)
    surface.write(right, y, day, 10, colour=SOFT, align=1)
    y -= 6 * MM
    surface.rule(left, y, right, y, 1, GREEN)
    y -= 4 * MM
    for school in one.schools:
        for line in lines_of(school, 15, right - left, SANS_BOLD, most=2):
            y -= 8 * MM
            surface.write(left, y, line, 15, SANS_BOLD)
    y -= 36 * MM
    surface.box(left, y, right - left, 28 * MM, fill=PALE)
    surface.write((left + right) / 2, y + 10 * MM, one.code, 30, SANS_BOLD, INK, 0.5)
    y -= 8 * MM
    surface.write(left, y, "注册文件", 10, colour=SOFT)
    surface.write_fitted(left + 24 * MM, y, one.file, 10, right - left - 24 * MM)
    y -= 8 * MM
    surface.write(left, y, "发出单位", 10, colour=SOFT)
    surface.write_fitted(left + 24 * MM, y, one.office, 10, right - left - 24 * MM)
    y -= 14 * MM
    for number, step in enumerate(_STEPS, 1):
        surface.write(left, y, f"{number}.", 11, SANS_BOLD, GREEN)
        for line in lines_of(step, 11, right - left - 8 * MM):
            surface.write(left + 8 * MM, y, line, 11)
            y -= 7 * MM
    y -= 4 * MM
    for line in lines_of(_WARNING, 10, right - left):
        surface.write(left, y, line, 10, SANS_BOLD)
        y -= 6 * MM
    y -= 14 * MM
    for number, name in enumerate(("交付人", "领取人", "日期")):
        x = left + number * (right - left) / 3
        surface.write(x, y, name, 10, colour=SOFT)
        surface.rule(x + 14 * MM, y - 1.5, x + (right - left) / 3 - 5 * MM, y - 1.5)
