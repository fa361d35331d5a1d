"""数据包随附单: the slip that goes with a stick, four on a sheet of A4. It names no person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from nightschool.documents import chinese
from nightschool.documents.fonts import SANS_BOLD, SERIF
from nightschool.documents.papers.cut_cards import Card, Frame, render_cards
from nightschool.documents.papers.page import GREEN, INK, LINE, SOFT, Surface, lines_of
from nightschool.documents.pdf import MM

_EDGE = 10 * MM
_LABEL = 19 * MM
_HINT = (
    "U 盘内容已加密，只有收件单位能打开。遗失不会丢失数据："
    "收到回执前，下一个数据包会再次包含全部内容。"
)


@dataclass(frozen=True, slots=True)
class PackageSlip:
    """What a package is, from whom and for whom; the moment in the desk's own time."""

    number: int
    sender: str
    to: Sequence[str]
    made_at: datetime
    rows: int
    file: str


def render_slips(slips: Sequence[PackageSlip]) -> bytes:
    """A slip of A6 for each package."""
    cards = [Card(partial(_draw, slip), f"第 {slip.number} 号数据包") for slip in slips]
    return render_cards("数据包随附单", cards, across=2, down=2)


def _draw(slip: PackageSlip, surface: Surface, frame: Frame) -> None:
    left, right = frame.x + _EDGE, frame.x + frame.width - _EDGE
    y = frame.y + frame.height - _EDGE - 6 * MM
    surface.write(left, y, "数据包随附单", 17, SERIF, GREEN)
    surface.write(right, y, f"第 {slip.number} 号", 12, SANS_BOLD, INK, 1)
    y -= 4 * MM
    surface.rule(left, y, right, y, 1, GREEN)
    day = chinese.plain_date(slip.made_at.date())
    for name, value in (
        ("寄自", slip.sender),
        ("寄往", "、".join(slip.to)),
        ("制作时间", f"{day} {slip.made_at:%H:%M}"),
        ("记录", f"{slip.rows} 条"),
        ("文件", slip.file),
    ):
        y = _fact(surface, left, right, y, name, value)
    y -= 8 * MM
    for name in ("送件人", "收件人", "收件日期"):
        surface.write(left, y, name, 9, colour=SOFT)
        surface.rule(left + _LABEL, y - 1.5, right, y - 1.5, 0.5, LINE)
        y -= 9.5 * MM
    y = frame.y + _EDGE + 7 * MM
    for line in lines_of(_HINT, 7, right - left, most=3):
        surface.write(left, y, line, 7, colour=SOFT)
        y -= 3.6 * MM


def _fact(surface: Surface, left: float, right: float, y: float, name: str, value: str) -> float:
    y -= 7 * MM
    surface.write(left, y, name, 9, colour=SOFT)
    surface.mention(value)
    for number, line in enumerate(lines_of(value, 10, right - left - _LABEL, most=4)):
        y -= 4.6 * MM if number else 0
        surface.write(left + _LABEL, y, line, 10)
    surface.rule(left, y - 2.4 * MM, right, y - 2.4 * MM, 0.4, LINE)
    return y
