"""一户一档: a household on a page of its own, with hours, certificates and what is still needed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from nightschool.documents import chinese
from nightschool.documents.fonts import SANS_BOLD
from nightschool.documents.papers import heading
from nightschool.documents.papers.page import (
    FOOT,
    GREEN,
    LINE,
    MARGIN,
    SOFT,
    Foot,
    Page,
    Surface,
    lines_of,
    render,
)
from nightschool.documents.papers.register import standing, work
from nightschool.documents.papers.table import Column, Row, Table
from nightschool.documents.papers.words import word
from nightschool.documents.pdf import A4, MM
from nightschool.domain.certificate import Certificate
from nightschool.domain.codes import CourseKind
from nightschool.domain.household import Household
from nightschool.domain.person import Person
from nightschool.domain.progress import PersonProgress

_WIDTH = A4[0] - 2 * MARGIN
_ROOM = A4[1] - MARGIN - FOOT
_TITLE = 9 * MM
_GAP = 3 * MM
_FACT = 6.2 * MM
_OUTCOMES = 34 * MM
_MOST_LINES = 6

_MEMBERS = (
    Column("姓名", 28, bold=True),
    Column("性别", 10, align=0.5),
    Column("与户主关系", 20),
    Column("出生日期", 21, align=0.5),
    Column("证件号码", 36),
    Column("文化程度", 24),
    Column("劳动技能", 24),
    Column("务工", 22),
)
_TRAINING = (
    Column("姓名", 26, bold=True),
    *(Column(word(kind), 14, align=1) for kind in CourseKind),
    Column("合计", 13, align=1, bold=True),
    Column("到课/应到", 18, align=0.5),
    Column("学会的技能", 26),
    Column("轮训情况", 46),
)
_CERTIFICATES = (
    Column("姓名", 30, bold=True),
    Column("证书", 22),
    Column("证书编号", 62),
    Column("学时", 13, align=1),
    Column("发证日期", 24, align=0.5),
)


@dataclass(frozen=True, slots=True)
class Member:
    """A member who is here, how their ID number is shown, and their certificates that stand."""

    person: Person
    citizen_no: str
    progress: PersonProgress
    certificates: Sequence[Certificate]


@dataclass(frozen=True, slots=True)
class HouseholdFile:
    """One household and its members."""

    household: Household
    head: str
    members: Sequence[Member]

    @property
    def name(self) -> str:
        return "　".join(filter(None, (self.head, self.household.number)))


@dataclass(frozen=True, slots=True)
class _Part:
    """A titled table with the rows that stand on one page."""

    title: str
    table: Table
    rows: range

    @property
    def height(self) -> float:
        return _TITLE + self.table.height(self.rows)


def render_files(school: str, day: date, files: Sequence[HouseholdFile]) -> bytes:
    """Every household from a new page on A4, under its name in the outline."""
    pages = [page for one in files for page in _pages(school, one)]
    return render("一户一档", A4, pages, Foot(school, day))


def _pages(school: str, one: HouseholdFile) -> Iterator[Page]:
    facts = _facts(one)
    free = _ROOM - heading.FIRST - _facts_height(facts)
    parts: list[_Part] = []
    first = True
    for title, table in _tables(one):
        for rows in table.pages(free - _TITLE, _ROOM - heading.OTHER - _TITLE):
            part = _Part(title, table, rows)
            if part.height > free:
                yield _page(school, one, facts, parts, first)
                parts, first, free = [], False, _ROOM - heading.OTHER
            parts.append(part)
            free -= part.height
    if free < _OUTCOMES:
        yield _page(school, one, facts, parts, first)
        parts, first = [], False
    yield _page(school, one, facts, parts, first, last=True)


def _page(
    school: str,
    one: HouseholdFile,
    facts: list[tuple[str, str]],
    parts: list[_Part],
    first: bool,
    *,
    last: bool = False,
) -> Page:
    draw = partial(_draw, school, one, facts if first else [], tuple(parts), last)
    return Page(draw, (one.name,) if first else ())


def _draw(
    school: str,
    one: HouseholdFile,
    facts: list[tuple[str, str]],
    parts: tuple[_Part, ...],
    last: bool,
    surface: Surface,
) -> None:
    if facts:
        y = heading.first(surface, "一户一档", school, one.head and f"户主：{one.head}")
        y = _draw_facts(surface, y, facts)
    else:
        y = heading.other(surface, f"一户一档　{one.name}", school)
    for part in parts:
        surface.write(surface.left, y - 6.5 * MM, part.title, 11, SANS_BOLD, GREEN)
        y = part.table.draw(surface, surface.left, y - _TITLE, part.rows)
    if last:
        _outcomes(surface, y)


def _tables(one: HouseholdFile) -> Iterator[tuple[str, Table]]:
    members = [
        (
            member.person.name,
            word(member.person.sex),
            member.person.relation_text or word(member.person.relation),
            f"{member.person.birth_date or ''}",
            member.citizen_no,
            word(member.person.education),
            word(member.person.labour),
            work(member.person),
        )
        for member in one.members
    ]
    yield "家庭成员", Table(_MEMBERS, [*map(Row, members)], _WIDTH, 8.5)
    training = [_training(member.progress) for member in one.members]
    yield "参训学时", Table(_TRAINING, [*map(Row, training)], _WIDTH, 8.5)
    issued = [
        (
            each.name,
            word(each.kind),
            each.number,
            chinese.class_hours(each.half_hours),
            f"{each.issued_on}",
        )
        for member in one.members
        for each in member.certificates
    ]
    rows = issued or [("暂无", "", "", "", "")]
    yield "所获证书", Table(_CERTIFICATES, [*map(Row, rows)], _WIDTH, 8.5)


def _training(one: PersonProgress) -> tuple[str, ...]:
    hours = [one.hours.by_kind.get(kind, 0) for kind in CourseKind]
    shown = [chinese.class_hours(each) if each else "" for each in hours]
    called = f"{one.hours.attended}/{one.hours.called}" if one.hours.called else ""
    total = chinese.class_hours(one.hours.total)
    return (one.person.name, *shown, total, called, "、".join(one.skills), _standing(one))


def _standing(one: PersonProgress) -> str:
    return standing(one) or "不在应轮训之列"


def _facts(one: HouseholdFile) -> list[tuple[str, str]]:
    home = one.household
    unsafe = {True: "是", False: "否", None: ""}[home.unsafe_house]
    stated = f"（登记 {home.stated_size} 人）" if home.stated_size is not None else ""
    return [
        ("户编号", home.number or ""),
        ("联系电话", home.phone),
        ("贫困户属性", word(home.kind)),
        ("识别时间", chinese.plain_date(home.identified_on) if home.identified_on else ""),
        ("致贫原因", home.cause),
        ("人均纯收入", f"{home.income:,} 元" if home.income is not None else ""),
        ("人口", f"{len(one.members)} 人{stated}"),
        ("危房户", unsafe),
        *([("备注", home.note)] if home.note else []),
    ]


def _value_lines(name: str, value: str) -> list[str]:
    room = (_WIDTH if name == "备注" else _WIDTH / 2) - 24 * MM
    return lines_of(value, 9.5, room, most=4 if name == "备注" else 2)


def _fact_rows(facts: list[tuple[str, str]]) -> Iterator[tuple[list[tuple[str, str]], float]]:
    """Two facts a row, a note across; each row with its height."""
    for start in range(0, len(facts), 2):
        row = facts[start : start + 2]
        lines = max(len(_value_lines(*fact)) for fact in row)
        yield row, _FACT + (lines - 1) * 9.5 * 1.3


def _facts_height(facts: list[tuple[str, str]]) -> float:
    return sum(high for _row, high in _fact_rows(facts)) + _GAP


def _draw_facts(surface: Surface, y: float, facts: list[tuple[str, str]]) -> float:
    top = y
    for row, high in _fact_rows(facts):
        for place, (name, value) in enumerate(row):
            x = surface.left + place * _WIDTH / 2
            line_y = y - 4.4 * MM
            surface.write(x + 1.4 * MM, line_y, name, 9, colour=SOFT)
            surface.mention(value)
            for line in _value_lines(name, value):
                surface.write(x + 22 * MM, line_y, line, 9.5)
                line_y -= 9.5 * 1.3
        y -= high
        surface.rule(surface.left, y, surface.right, y, 0.4)
    surface.rule(surface.left, top, surface.right, top, 0.9, GREEN)
    return y - _GAP + 2 * MM


def _outcomes(surface: Surface, y: float) -> None:
    """Lines to write on: what the training brought the household."""
    surface.write(surface.left, y - 6.5 * MM, "培训成效", 11, SANS_BOLD, GREEN)
    hint = "（学会的技能、务工或发展产业的收入变化、存在的困难）"
    surface.write(surface.left + 19 * MM, y - 6.5 * MM, hint, 8, colour=SOFT)
    step = 8 * MM
    for line in range(1, min(_MOST_LINES, int((y - _TITLE - surface.bottom) / step)) + 1):
        line_y = y - _TITLE - line * step
        surface.rule(surface.left, line_y, surface.right, line_y, 0.4, LINE)
