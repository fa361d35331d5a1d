"""教学台账: every lesson of the school, held, planned or called off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nightschool.documents import chinese
from nightschool.documents.papers.listing import Field, Listing
from nightschool.documents.papers.words import word
from nightschool.documents.workbook import Kind
from nightschool.domain.codes import CourseKind, LessonState
from nightschool.domain.lesson import Lesson

_FIELDS = (
    Field("序号", 10, Kind.WHOLE),
    Field("日期", 20, Kind.DAY),
    Field("时间", 22),
    Field("课程内容", 62),
    Field("类别", 14),
    Field("形式", 18),
    Field("语言", 11),
    Field("授课人", 24),
    Field("地点", 30),
    Field("学时", 11, Kind.DECIMAL),
    Field("应到", 11, Kind.WHOLE),
    Field("实到", 11, Kind.WHOLE),
    Field("名册外", 13, Kind.WHOLE),
    Field("备注", 34),
)


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A lesson with the names that it refers to, and its roll's counts."""

    lesson: Lesson
    title: str
    kind: CourseKind | None
    lecturer: str
    on_roll: int
    attended: int


def listing(school: str, day: date, about: str, lines: Sequence[LedgerLine]) -> Listing:
    """The ledger of the time that `about` names, or of all lessons given."""
    held = [line for line in lines if line.lesson.state is LessonState.HELD]
    hours = chinese.class_hours(sum(line.lesson.half_hours for line in held))
    came = sum(line.attended for line in held)
    about = about or (f"{lines[0].lesson.day} 至 {lines[-1].lesson.day}" if lines else "")
    sums = [""] * len(_FIELDS)
    sums[3] = f"合计：已上课 {len(held)} 次"
    sums[9], sums[11] = hours, f"{came}"
    sums[10] = f"{sum(line.on_roll for line in held)}"
    sums[12] = f"{sum(line.lesson.guests for line in held)}"
    return Listing(
        title="教学台账",
        school=school,
        aside=about,
        data_day=day,
        fields=_FIELDS,
        rows=[_row(number, line) for number, line in enumerate(lines, 1)],
        sums=sums,
        notes=(
            "应到、实到：点名册上的人数和其中到课（含迟到、早退）的人数，只有结束点名的课计入"
            "合计。名册外：到场而不在任何名册上的人数。每学时 45 分钟。",
        ),
    )


def _row(number: int, line: LedgerLine) -> tuple[str | int | float | date | None, ...]:
    one = line.lesson
    return (
        number,
        one.day,
        f"{one.start:%H:%M}–{one.end:%H:%M}",
        line.title,
        word(line.kind),
        word(one.form),
        word(one.language),
        line.lecturer,
        one.place,
        None if one.state is LessonState.CANCELLED else one.half_hours / 2,
        line.on_roll or None,
        line.attended if line.on_roll else None,
        one.guests or None,
        _remark(one),
    )


def _remark(one: Lesson) -> str:
    if one.state is LessonState.CANCELLED:
        return f"已取消：{one.cancel_reason}"
    if one.state is LessonState.PLANNED:
        return "点名未结束" if one.roll_open else word(one.state)
    return one.hours_reason and f"学时说明：{one.hours_reason}"
