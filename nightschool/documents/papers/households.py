"""A list of the school's households, a row each: what the register says and how far they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nightschool.documents.papers.listing import Field, Listing
from nightschool.documents.papers.words import word
from nightschool.documents.workbook import Kind
from nightschool.domain.household import Household
from nightschool.domain.progress import HouseholdProgress

_FIELDS = (
    Field("序号", 10, Kind.WHOLE),
    Field("户编号", 32),
    Field("户主", 28),
    Field("贫困户属性", 24),
    Field("主要致贫原因", 28),
    Field("人均纯收入（元）", 18, Kind.WHOLE),
    Field("联系电话", 24),
    Field("识别时间", 20, Kind.DAY),
    Field("人口", 11, Kind.WHOLE),
    Field("应轮训", 13, Kind.WHOLE),
    Field("已参训", 13, Kind.WHOLE),
    Field("已完成", 13, Kind.WHOLE),
    Field("学时", 13, Kind.DECIMAL),
    Field("培训一人", 15),
    Field("本年已覆盖", 21),
)


@dataclass(frozen=True, slots=True)
class HouseholdLine:
    """A household that has members here, and the half class hours of these."""

    household: Household
    progress: HouseholdProgress
    half_hours: int


def listing(school: str, day: date, lines: Sequence[HouseholdLine]) -> Listing:
    """The households as they stand on the day."""
    trained = sum(line.progress.trained for line in lines)
    reached = sum(line.progress.reached for line in lines)
    return Listing(
        title="建档立卡户台账",
        school=school,
        aside=f"{len(lines)} 户　培训一人 {trained} 户　本年已覆盖 {reached} 户",
        data_day=day,
        fields=_FIELDS,
        rows=[_row(number, line) for number, line in enumerate(lines, 1)],
        notes=(
            "人口：在册未离开的人。培训一人：户内至少一人完成轮训。本年已覆盖：户内有人在当年听过课。"
            "学时为户内各人轮训期内学时之和。",
        ),
    )


def _row(number: int, line: HouseholdLine) -> tuple[str | int | float | date | None, ...]:
    home, progress = line.household, line.progress
    return (
        number,
        home.number or "",
        progress.name.head or "",
        word(home.kind),
        home.cause,
        home.income,
        home.phone,
        home.identified_on,
        progress.members,
        progress.due,
        progress.begun,
        progress.complete,
        line.half_hours / 2,
        "是" if progress.trained else "否",
        "是" if progress.reached else "否",
    )
