"""花名册: everybody on the school's register, household by household, and where each stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nightschool.documents.papers.listing import Field, Listing
from nightschool.documents.papers.words import still_needed, word
from nightschool.documents.workbook import Kind
from nightschool.domain.person import Person
from nightschool.domain.progress import PersonProgress

_FIELDS = (
    Field("序号", 9, Kind.WHOLE),
    Field("户编号", 29, once=True),
    Field("姓名", 27),
    Field("性别", 9),
    Field("与户主关系", 19),
    Field("证件号码", 34),
    Field("出生日期", 19, Kind.DAY),
    Field("民族", 11),
    Field("文化程度", 20),
    Field("劳动技能", 25),
    Field("务工", 24),
    Field("联系电话", 22),
    Field("学时", 10, Kind.DECIMAL),
    Field("轮训情况", 31),
)


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A person, and how the paper shows their ID number."""

    person: Person
    household_no: str
    citizen_no: str
    progress: PersonProgress


def listing(school: str, day: date, lines: Sequence[RegisterLine]) -> Listing:
    """The register as it is on the day."""
    homes = len({line.person.household for line in lines if line.person.household})
    due = [line for line in lines if line.progress.due]
    complete = sum(line.progress.complete for line in due)
    return Listing(
        title="建档立卡户花名册",
        school=school,
        aside=f"{homes} 户　{len(lines)} 人　应轮训 {len(due)} 人　已完成 {complete} 人",
        data_day=day,
        fields=_FIELDS,
        rows=[_row(number, line) for number, line in enumerate(lines, 1)],
        groups=[line.person.household or line.person.id for line in lines],
        notes=(
            "应轮训：当日在册、适龄、有劳动能力、非在校生。学时：轮训期内已点名的课累计，"
            "每学时 45 分钟。轮训情况只对应轮训的人和已完成的人填写。",
        ),
        size=7.5,
    )


def standing(one: PersonProgress) -> str:
    """Where someone stands in the rotation, in a few words; empty for who is not due."""
    if one.complete:
        return "已完成"
    return still_needed(one.missing) if one.due else ""


def work(one: Person) -> str:
    """Where and how long someone works away."""
    months = f"{one.work_months}个月" if one.work_months else ""
    return " ".join(filter(None, (word(one.work_region), months)))


def _row(number: int, line: RegisterLine) -> tuple[str | int | float | date | None, ...]:
    one = line.person
    return (
        number,
        line.household_no,
        one.name,
        word(one.sex),
        one.relation_text or word(one.relation),
        line.citizen_no,
        one.birth_date,
        one.ethnicity,
        word(one.education),
        word(one.labour),
        work(one),
        one.phone,
        line.progress.hours.total / 2,
        standing(line.progress),
    )
