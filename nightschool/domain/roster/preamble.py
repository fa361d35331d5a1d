"""What the title rows above the header say: the day of the figures, and the place."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from nightschool.domain.roster.cells import Cell, squeezed

_DAY = re.compile(r"((?:19|20)\d\d)[年./\-]?(\d\d?)[月./\-]?(\d\d?)日?(?!\d)")
_STATED = re.compile(r"统计|截至|截止|时点|数据|导出|填报|填表|制表|更新|日期|时间")
_HAN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_HAN_DAY = re.compile(
    r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]+)月([一二三四五六七八九十]+)日"
)
_LABEL = re.compile(r"^(?:填报|填表|上报|制表)?单位(?:名称)?[:(（盖章)）]*")
_END = re.compile(r"建档|贫困|农户|农民|夜校|花名|名册|名单|台账|信息|人口|[(（:]|(?:19|20)\d\d")
_PLACE = re.compile(
    r"(?:[\u4e00-\u9fff]{2,3}省)?(?:[\u4e00-\u9fff]{2,7}?州)?"
    r"(?P<county>[\u4e00-\u9fff]{1,7}?[县市])?"
    r"(?P<township>[\u4e00-\u9fff]{1,9}?[乡镇])?"
    r"(?P<village>[\u4e00-\u9fff]{1,9}(?:村|社区))?"
    r"(?:民?委员?会)?"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place as title rows name it; each part may be empty."""

    county: str = ""
    township: str = ""
    village: str = ""


def stated_day(rows: Iterable[Sequence[Cell]]) -> date | None:
    """The day the figures stand for: one beside a word such as 统计时间 before any other."""
    others: list[date] = []
    for row in rows:
        label = ""
        for cell in row:
            found = cell.date() if isinstance(cell, datetime) else cell
            words = squeezed(cell)
            if not isinstance(found, date):
                found = _day_in(words)
            if found is not None and (_STATED.search(words) or _STATED.search(label)):
                return found
            if found is not None:
                others.append(found)
            label = words or label
    return others[0] if others else None


def _day_in(words: str) -> date | None:
    match = _DAY.search(words)
    parts = list(match.groups()) if match else _han_parts(words)
    try:
        return date(*map(int, parts)) if parts else None
    except ValueError:
        return None


def _han_parts(words: str) -> list[str]:
    match = _HAN_DAY.search(words)
    if match is None:
        return []
    return [
        match[1].translate(_HAN_DIGITS),
        *(str(_han_number(part)) for part in match.groups()[1:]),
    ]


def _han_number(words: str) -> int:
    tens, ten, units = words.rpartition("十")
    digits = (tens or ("1" if ten else "0")) + (units or "0")
    return int(digits.translate(_HAN_DIGITS))


def place(rows: Iterable[Sequence[Cell]]) -> Place:
    """The place that says most: of 填报单位, or of the title itself."""
    best = Place()
    for row in rows:
        for cell in row:
            if isinstance(cell, str):
                best = max(best, _place_in(squeezed(cell)), key=_parts)
    return best


def _place_in(words: str) -> Place:
    words = _LABEL.sub("", re.sub(r"^(?:19|20)\d\d年?度?", "", words))
    match = _PLACE.fullmatch(_END.split(words, maxsplit=1)[0])
    return (
        Place(**{part: said or "" for part, said in match.groupdict().items()})
        if match
        else Place()
    )


def _parts(found: Place) -> int:
    return sum(map(bool, (found.county, found.township, found.village)))
