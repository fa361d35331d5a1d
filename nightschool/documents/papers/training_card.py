"""培训卡: one person's hours, lessons and certificates, on A5 landscape, two on a sheet of A4."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from nightschool.documents import chinese
from nightschool.documents.fonts import SANS, SANS_BOLD, SERIF
from nightschool.documents.papers.cut_cards import Card, Frame, render_cards
from nightschool.documents.papers.page import GREEN, INK, LINE, PALE, SOFT, Surface, lines_of
from nightschool.documents.papers.register import standing
from nightschool.documents.papers.words import word
from nightschool.documents.pdf import A5_LANDSCAPE, MM
from nightschool.domain.certificate import Certificate
from nightschool.domain.codes import CourseKind
from nightschool.domain.person import Person
from nightschool.domain.policy import Policy
from nightschool.domain.progress import PersonProgress

_EDGE = 10 * MM
_FACTS = 74 * MM
"""The left part: who it is and how far they are."""
_STEP = 4.6 * MM
_TOP = 25.5 * MM
"""From the upper edge to where both parts begin."""
_ROWS = int((A5_LANDSCAPE[1] - _TOP - 4.2 * MM - _EDGE) / _STEP)
"""Lessons on one card."""
_MOST_CERTIFICATES = 4


@dataclass(frozen=True, slots=True)
class CardLesson:
    """A lesson that the person attended, and the half class hours that it gave them."""

    day: date
    title: str
    kind: CourseKind | None
    half_hours: int


@dataclass(frozen=True, slots=True)
class TrainingCard:
    """A person as their card shows them; `lessons` are those of the rotation, by day."""

    person: Person
    citizen_no: str
    household_no: str
    progress: PersonProgress
    lessons: Sequence[CardLesson]
    certificates: Sequence[Certificate]


def render_training_cards(
    school: str, day: date, policy: Policy, cards: Sequence[TrainingCard]
) -> bytes:
    """Two cards on each sheet of A4; whose lessons do not fit on one goes on on the next."""
    drawn = [part for card in cards for part in _parts(school, day, policy, card)]
    return render_cards("培训卡", drawn, across=1, down=2)


def _parts(school: str, day: date, policy: Policy, card: TrainingCard) -> Iterator[Card]:
    count = max(1, -(-len(card.lessons) // _ROWS))
    for number in range(count):
        lessons = card.lessons[number * _ROWS : (number + 1) * _ROWS]
        place = f"第 {number + 1} 张 / 共 {count} 张" if count > 1 else ""
        draw = partial(_draw, school, day, policy, card, tuple(lessons), place)
        yield Card(draw, card.person.name if number == 0 else "")


def _draw(
    school: str,
    day: date,
    policy: Policy,
    card: TrainingCard,
    lessons: tuple[CardLesson, ...],
    place: str,
    surface: Surface,
    frame: Frame,
) -> None:
    left, right = frame.x + _EDGE, frame.x + frame.width - _EDGE
    top = frame.y + frame.height - _EDGE
    surface.write(left, top - 6 * MM, "农民夜校培训卡", 17, SERIF, GREEN)
    room = right - left - 62 * MM
    surface.write_fitted(right, top - 3.5 * MM, school, 9.5, room, chain=SANS_BOLD, align=1)
    about = "　".join(filter(None, (place, f"数据截至 {chinese.plain_date(day)}")))
    surface.write_fitted(right, top - 8.2 * MM, about, 7.5, room, colour=SOFT, align=1)
    surface.rule(left, top - 10.5 * MM, right, top - 10.5 * MM, 1, GREEN)
    y = frame.y + frame.height - _TOP
    end = _person(surface, left, y, card)
    end = _hours(surface, left, end - 4 * MM, card, policy)
    _certificates(surface, left, end - 5 * MM, card.certificates)
    _lessons(surface, left + _FACTS + 6 * MM, right, y, lessons)


def _person(surface: Surface, x: float, y: float, card: TrainingCard) -> float:
    one = card.person
    surface.write_fitted(x, y - 3.5 * MM, one.name, 17, _FACTS, chain=SANS_BOLD, smallest=9)
    y -= 10.5 * MM
    facts = (
        ("性别", word(one.sex)),
        ("身份证号", card.citizen_no),
        ("户编号", card.household_no),
        ("学会技能", "、".join(card.progress.skills)),
    )
    for name, value in facts:
        surface.write(x, y, name, 8, colour=SOFT)
        surface.write_fitted(x + 17 * MM, y, value or "—", 9, _FACTS - 17 * MM)
        y -= 5 * MM
    return y


def _hours(surface: Surface, x: float, y: float, card: TrainingCard, policy: Policy) -> float:
    """A bar for each kind of learning, and one for all against what the rotation asks."""
    hours = card.progress.hours
    most = max([policy.half_hours, *hours.by_kind.values()])
    for kind in CourseKind:
        _bar(surface, x, y, word(kind), hours.by_kind.get(kind, 0), most)
        y -= 5.6 * MM
    _bar(surface, x, y, "合计", hours.total, max(most, hours.total), strong=True)
    y -= 6.6 * MM
    needed = f"轮训须满 {chinese.class_hours(policy.half_hours)} 学时"
    state = standing(card.progress) or "不在应轮训之列"
    for line in lines_of(f"{state}（{needed}）", 8.5, _FACTS, SANS_BOLD, 2):
        surface.write(x, y, line, 8.5, SANS_BOLD, GREEN)
        y -= 4.3 * MM
    return y


def _bar(
    surface: Surface,
    x: float,
    y: float,
    name: str,
    half_hours: int,
    most: int,
    *,
    strong: bool = False,
) -> None:
    start, room = x + 17 * MM, _FACTS - 31 * MM
    surface.write(x, y, name, 8.5, SANS_BOLD if strong else SANS, INK)
    surface.box(start, y - 0.6, room, 3 * MM, fill=PALE)
    if half_hours:
        surface.box(start, y - 0.6, room * half_hours / most, 3 * MM, fill=GREEN)
    shown = f"{chinese.class_hours(half_hours)} 学时"
    surface.write(x + _FACTS, y, shown, 8, colour=INK if half_hours else SOFT, align=1)


def _certificates(
    surface: Surface, x: float, y: float, certificates: Sequence[Certificate]
) -> None:
    surface.write(x, y, "证书", 9, SANS_BOLD, GREEN)
    if not certificates:
        surface.write(x + 17 * MM, y, "暂无", 8.5, colour=SOFT)
    more = len(certificates) - _MOST_CERTIFICATES
    for each in certificates[:_MOST_CERTIFICATES]:
        y -= 4.4 * MM
        text = f"{word(each.kind)}　{each.issued_on}　{each.number}"
        surface.write_fitted(x, y, text, 7, _FACTS, smallest=5)
    if more > 0:
        surface.write(x, y - 4.2 * MM, f"另有 {more} 张", 7, colour=SOFT)


def _lessons(
    surface: Surface, left: float, right: float, top: float, lessons: Sequence[CardLesson]
) -> None:
    hours_x, kind_x = right - 1.5 * MM, right - 13 * MM
    title_x = left + 19 * MM
    surface.box(left, top - 4.2 * MM, right - left, 6 * MM, fill=PALE)
    for x, text, align in (
        (left + 1.5 * MM, "日期", 0.0),
        (title_x, "参加的课程", 0.0),
        (kind_x, "类别", 1.0),
        (hours_x, "学时", 1.0),
    ):
        surface.write(x, top - 2.4 * MM, text, 8, SANS_BOLD, INK, align)
    y = top - 4.2 * MM
    for lesson in lessons:
        line = y - 3.3 * MM
        surface.write(left + 1.5 * MM, line, f"{lesson.day}", 8)
        room = kind_x - 12 * MM - title_x
        surface.write_fitted(title_x, line, lesson.title, 8, room, smallest=5.5)
        surface.write(kind_x, line, word(lesson.kind), 8, align=1)
        surface.write(hours_x, line, chinese.class_hours(lesson.half_hours), 8, align=1)
        y -= _STEP
        surface.rule(left, y, right, y, 0.4, LINE)
    if not lessons:
        surface.write((left + right) / 2, y - 9 * MM, "还没有参加过课程", 9, colour=SOFT, align=0.5)
