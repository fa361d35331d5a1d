"""The tables of a report, told once: the paper and the workbook show the same cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from nightschool.documents.papers.listing import Field
from nightschool.documents.papers.words import word
from nightschool.documents.report import words
from nightschool.documents.workbook import Cell, Kind
from nightschool.domain.account import Activity
from nightschool.domain.cards import Card, Colour
from nightschool.domain.codes import CourseKind
from nightschool.domain.curve import curve
from nightschool.domain.progress import percent
from nightschool.domain.report import Difference, MonthState, Part, PeriodReport
from nightschool.domain.school import Level

Named = tuple[tuple[str, ...], Part]
"""A part and the names that lead to it within the report, its own last."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A titled table. A share is a fraction, as in a workbook."""

    title: str
    fields: Sequence[Field]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the place under its name."""

    title: str
    value: Cell
    kind: Kind


def named(part: Part, level: Level, above: tuple[str, ...] = ()) -> Iterator[Named]:
    """The parts of a level within this one, each with its names."""
    names = (*above, part.name)
    if part.level is level:
        yield names, part
    for each in part.parts:
        yield from named(each, level, names)


def figures(report: PeriodReport) -> list[Figure]:
    """The place's own figures, one below the other."""
    part, done = report.part, report.activity
    counts = part.account.figures
    rows = [
        Figure(f"建档立卡户{words.REGISTER}", counts.households, Kind.WHOLE),
        Figure("　其中本年已覆盖", counts.households_reached, Kind.WHOLE),
        Figure("　其中培训一人", counts.households_trained, Kind.WHOLE),
        Figure(f"在册人数{words.REGISTER}", counts.people, Kind.WHOLE),
        Figure(f"适龄劳动力{words.DUE}", counts.working_age, Kind.WHOLE),
        Figure("　其中已参训", counts.begun, Kind.WHOLE),
        Figure(f"　其中完成轮训{words.COMPLETE}", counts.complete, Kind.WHOLE),
        Figure(f"完成率{words.SHARE}", _fraction(counts.share), Kind.PERCENT),
        Figure(f"计划{words.PLAN}", _fraction(part.pace.expected), Kind.PERCENT),
        Figure(f"与计划（百分点）{words.PLAN}", part.pace.ahead, Kind.DECIMAL),
        Figure(f"预计完成{words.FORECAST}", part.pace.forecast, Kind.DAY),
        Figure(f"本期上课（次）{words.LESSONS}", done.all_lessons, Kind.WHOLE),
        Figure(f"本期学时{words.HOURS}", done.all_half_hours / 2, Kind.DECIMAL),
        Figure("本期到课人次", done.attended, Kind.WHOLE),
        Figure("本期应到人次", done.called, Kind.WHOLE),
        Figure(f"到课率{words.ATTENDANCE}", _fraction(done.attendance), Kind.PERCENT),
    ]
    if part.level is not Level.SCHOOL:
        rows += _of_schools(report)
    return rows


def _of_schools(report: PeriodReport) -> list[Figure]:
    part = report.part
    yellow, red = cards_of(part)
    rows = [
        Figure("开办的夜校", part.account.schools, Kind.WHOLE),
        Figure(f"黄牌{words.CARDS}", yellow, Kind.WHOLE),
        Figure(f"红牌{words.CARDS}", red, Kind.WHOLE),
    ]
    if report.period.is_quarter:
        return rows
    states = [one.state for one in part.at(Level.SCHOOL)]
    return rows + [
        Figure(f"月报{words.STATES[state]}{words.STATE}", states.count(state), Kind.WHOLE)
        for state in MonthState
    ]


def cards_of(part: Part) -> tuple[int, int]:
    """How many schools of the place have a yellow and a red card."""
    shown = [one.card.colour for one in part.at(Level.SCHOOL) if one.card is not None]
    return shown.count(Colour.YELLOW), shown.count(Colour.RED)


def places(report: PeriodReport, level: Level) -> Sheet:
    """Counties or townships, a row each."""
    fields = [
        Field(words.PLACES[level], 33),
        Field("夜校", 10, Kind.WHOLE),
        Field(f"适龄{words.DUE}", 15, Kind.WHOLE),
        *_PROGRESS,
        Field(f"月均{words.LESSONS}", 14, Kind.DECIMAL),
        *_WORK[1:],
        Field("黄牌", 12, Kind.WHOLE),
        Field("红牌", 12, Kind.WHOLE),
    ]
    rows: list[list[Cell]] = []
    for names, part in named(report.part, level):
        done = part.account.of(report.period)
        counts = part.account.figures
        rows.append(
            [
                names[-1],
                part.account.schools,
                counts.working_age,
                *_progress(part),
                lessons_a_month(part, report),
                *_work(done)[1:],
                *cards_of(part),
            ]
        )
    return Sheet(f"分{words.PLACES[level]}", fields, rows)


def schools(report: PeriodReport) -> Sheet:
    """Schools in the order of their codes, never of their figures; each under its places."""
    levels = [level for level in _OUTER if level is not report.part.level]
    levels = [level for level in levels if any(report.part.at(level))]
    fields = [
        *(Field(words.PLACES[level], 22, once=True) for level in levels),
        Field("夜校", 28),
        Field(f"适龄{words.DUE}", 14, Kind.WHOLE),
        *_PROGRESS,
        *_WORK,
        Field(f"牌{words.CARDS}", 10),
    ]
    if not report.period.is_quarter:
        fields.append(Field(f"月报{words.STATE}", 15))
    rows: list[list[Cell]] = []
    for names, part in named(report.part, Level.SCHOOL):
        row: list[Cell] = [
            *names[1:],
            part.account.figures.working_age,
            *_progress(part),
            *_work(part.account.of(report.period)),
            "" if part.card is None else words.COLOURS[part.card.colour][:1],
        ]
        if part.state is not None and not report.period.is_quarter:
            row.append(words.STATES[part.state])
        rows.append(row)
    return Sheet("分夜校", fields, rows)


_OUTER = (Level.COUNTY, Level.TOWNSHIP)
_PROGRESS = (
    Field(f"完成{words.COMPLETE}", 14, Kind.WHOLE),
    Field(f"完成率{words.SHARE}", 18, Kind.PERCENT),
    Field(f"与计划{words.PLAN}", 18, Kind.DECIMAL),
    Field(f"预计完成{words.FORECAST}", 20, Kind.DAY),
)
_WORK = (
    Field(f"上课{words.LESSONS}", 13, Kind.WHOLE),
    Field(f"学时{words.HOURS}", 17, Kind.DECIMAL),
    Field(f"到课率{words.ATTENDANCE}", 18, Kind.PERCENT),
)


def _progress(part: Part) -> list[Cell]:
    counts, pace = part.account.figures, part.pace
    return [counts.complete, _fraction(counts.share), pace.ahead, pace.forecast]


def _work(done: Activity) -> list[Cell]:
    return [done.all_lessons, done.all_half_hours / 2, _fraction(done.attendance)]


def lessons_a_month(part: Part, report: PeriodReport) -> float | None:
    """Lessons of a school in a month of the period, on average of those that are begun."""
    begun = [month for month in report.period.months if month <= report.on]
    if not part.account.schools or not begun:
        return None
    held = part.account.of(report.period).all_lessons
    return round(held / part.account.schools / len(begun), 1)


def carded(report: PeriodReport) -> list[tuple[str, str, Card]]:
    """Schools with a card, by code: name, township and card."""
    return [
        (names[-1], "".join(names[1:-1]), part.card)
        for names, part in named(report.part, Level.SCHOOL)
        if part.card is not None
    ]


def cards(report: PeriodReport) -> Sheet:
    """The same as a table."""
    fields = [Field("夜校", 40), Field("乡镇", 30), Field("牌", 12), Field("原因", 90)]
    rows: list[list[Cell]] = [
        [name, township, words.COLOURS[card.colour], "；".join(map(words.reason, card.reasons))]
        for name, township, card in carded(report)
    ]
    return Sheet("需要帮助的夜校", fields, rows)


def silent(report: PeriodReport) -> Sheet:
    """Schools from which no package came for as many days as the county's threshold says."""
    limit = report.rules.silent.yellow
    fields = [
        Field("夜校", 60),
        Field("乡镇", 50),
        Field("最近一次数据包", 36, Kind.DAY),
        Field("已过天数", 24, Kind.WHOLE),
    ]
    rows: list[list[Cell]] = [
        [names[-1], "".join(names[1:-1]), part.silence.last, part.silence.days]
        for names, part in named(report.part, Level.SCHOOL)
        if part.silence is not None and limit is not None and part.silence.days >= limit
    ]
    return Sheet(f"久未报送数据包的夜校{words.SILENCE}", fields, rows)


def differences(report: PeriodReport) -> Sheet:
    """What closed months keep and would be another today."""
    fields = [
        Field("夜校", 60),
        Field("指标", 50),
        Field("审定数", 24, Kind.DECIMAL),
        Field("今日数", 24, Kind.DECIMAL),
        Field("差", 20, Kind.DECIMAL),
    ]
    rows: list[list[Cell]] = [
        [one.place, words.KEPT[one.name], one.kept, one.today, one.today - one.kept]
        for one in report.differences
    ]
    return Sheet("已审定月份与今日数据的差异", fields, rows)


def differences_of_schools(report: PeriodReport) -> Sheet:
    """The same on paper, where each of many schools has one row."""
    if report.part.level is Level.SCHOOL:
        whole = differences(report)
        return Sheet(whole.title, whole.fields[1:], [row[1:] for row in whole.rows])
    fields = [Field("夜校", 50), Field("指标（审定数→今日数）", 130)]
    found = groupby(report.differences, key=lambda one: one.place)
    rows: list[list[Cell]] = [[place, "；".join(map(_difference, each))] for place, each in found]
    return Sheet("已审定月份与今日数据的差异", fields, rows)


def _difference(one: Difference) -> str:
    return f"{words.KEPT[one.name]} {words.number(one.kept)}→{words.number(one.today)}"


def months(report: PeriodReport) -> Sheet:
    """Of the last twelve months, for the workbook: lessons and hours by kind, attendance."""
    kinds = [word(kind) for kind in CourseKind]
    fields = [
        Field("月份", 20),
        Field("上课（次）", 20, Kind.WHOLE),
        *(Field(f"{kind}（次）", 20, Kind.WHOLE) for kind in kinds),
        *(Field(f"{kind}（学时）", 20, Kind.DECIMAL) for kind in kinds),
        Field("到课人次", 20, Kind.WHOLE),
        Field("应到人次", 20, Kind.WHOLE),
        Field("到课率", 20, Kind.PERCENT),
    ]
    rows: list[list[Cell]] = []
    for month, done in sorted(report.part.account.months.items()):
        rows.append(
            [
                f"{month:%Y-%m}",
                done.all_lessons,
                *(done.lessons.get(kind, 0) for kind in CourseKind),
                *(done.half_hours.get(kind, 0) / 2 for kind in CourseKind),
                done.attended,
                done.called,
                _fraction(percent(done.attended, done.called)),
            ]
        )
    return Sheet("分月", fields, rows)


def rotation(report: PeriodReport) -> Sheet:
    """The curve's points, for the workbook's chart."""
    fields = [
        Field("月末", 20, Kind.DAY),
        Field("计划", 20, Kind.PERCENT),
        Field("完成率", 20, Kind.PERCENT),
    ]
    points = curve(report.part.account.figures, report.policy, report.on)
    rows: list[list[Cell]] = [
        [one.day, _fraction(one.expected), _fraction(one.share)] for one in points
    ]
    return Sheet("轮训进度", fields, rows)


def _fraction(share: float | None) -> float | None:
    return None if share is None else round(share / 100, 4)
