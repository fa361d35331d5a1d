from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightschool.domain import citizen_number
from nightschool.domain.citizen_number import Trouble
from nightschool.domain.codes import Health, HouseholdKind, Labour, Relation, Sex
from nightschool.domain.roster import columns, reading
from nightschool.domain.roster.cells import Cell, Row
from nightschool.domain.roster.columns import Layout
from nightschool.domain.roster.faults import Fault, Problem
from nightschool.domain.roster.people import households
from nightschool.domain.roster.reading import Reading
from nightschool.errors import UserError

SAID = (
    "序号 乡(镇) 行政村 户编号 人编号 姓名 性别 证件号码 人数 与户主关系 健康状况 劳动技能 "
    "贫困户属性 人均纯收入 联系电话 出生日期"
)
TITLES = SAID.split()
HOUSEHOLD = "5134321012080001"


def citizen(birth: str, serial: int) -> str:
    first_17 = f"513499{birth}{serial:03d}"
    return first_17 + citizen_number.check_character(first_17)


def person(**said: Cell) -> Row:
    """A man of 1980 who heads household 1, but for what is said."""
    usual: dict[str, Cell] = {
        "序号": 1.0,
        "乡(镇)": "冕山镇",
        "行政村": "小山村",
        "户编号": HOUSEHOLD,
        "人编号": f"{HOUSEHOLD}01",
        "姓名": "吉克阿牛",
        "性别": "男",
        "证件号码": citizen("19800215", 1),
        "人数": 3.0,
        "与户主关系": "户主",
        "健康状况": "健康",
        "劳动技能": "普通劳动力",
        "贫困户属性": "一般贫困户",
        "人均纯收入": 2382.0,
    }
    return [(usual | said).get(title, "") for title in TITLES]


def read(*people: Row, latest: date | None = None) -> Reading:
    rows: list[Row] = [["喜德县冕山镇小山村名册"], [], list(TITLES), *people]
    return reading.parse(layout_of(rows), rows, latest)


def layout_of(rows: list[Row]) -> Layout:
    layout = columns.understand(rows)
    assert layout is not None
    return layout


def problems(found: Reading) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.problem) for fault in found.faults]


def test_a_good_row_is_taken_whole() -> None:
    found = read(person(联系电话=15037248841.0))
    assert found.faults == ()
    (row,) = found.rows
    assert (row.row, row.county, row.township, row.village) == (4, "喜德县", "冕山镇", "小山村")
    assert row.person.name == "吉克阿牛"
    assert row.person.person_no == f"{HOUSEHOLD}01"
    assert row.person.birth_date == date(1980, 2, 15)
    assert row.person.sex is Sex.MALE
    assert row.person.relation is Relation.HEAD
    assert row.person.labour is Labour.ORDINARY
    assert row.person.health == {Health.HEALTHY}
    assert row.person.phone == "15037248841"
    (household,) = households(found.rows).values()
    assert household.number == HOUSEHOLD
    assert household.kind is HouseholdKind.GENERAL
    assert (household.stated_size, household.income) == (3, 2382)
    assert household.phone == "15037248841"


@pytest.mark.parametrize(
    ("said", "column", "problem"),
    [
        ({"姓名": ""}, "姓名", Problem.NO_NAME),
        ({"姓名": "12"}, "姓名", Problem.BAD_NAME),
        ({"人编号": "123"}, "人编号", Problem.PERSON_NO),
        ({"人编号": 5.134321012080001e17}, "人编号", Problem.NUMBER_SPOILT),
        ({"户编号": "123"}, "户编号", Problem.HOUSEHOLD_NO),
        ({"证件号码": 5.134991954071362e17}, "证件号码", Trouble.SPOILT),
        ({"证件号码": "513499540713621"}, "证件号码", Trouble.FIRST_GENERATION),
        ({"证件号码": citizen("20180302", 1)}, "证件号码", Trouble.BIRTH_IN_FUTURE),
        ({"劳动技能": "能劳动"}, "劳动技能", Problem.LABOUR),
        ({"人编号": "", "证件号码": "无"}, "", Problem.NO_IDENTITY),
    ],
)
def test_a_row_is_refused_with_its_column_and_reason(
    said: dict[str, Cell], column: str, problem: Problem | Trouble
) -> None:
    found = read(person(**said), latest=date(2018, 3, 1))
    assert found.rows == ()
    assert found.refused_rows == {4}
    assert found.flagged == ()
    assert (4, column, problem) in problems(found)
    for fault in found.refused:
        assert fault.reason
        assert fault.remedy
        assert fault.cells == person(**said)


@pytest.mark.parametrize(
    ("said", "column", "problem", "kept"),
    [
        ({"证件号码": ""}, "证件号码", Problem.NO_CITIZEN_NO, {"citizen_no": None}),
        ({"性别": "女"}, "性别", Problem.SEX, {"sex": Sex.MALE}),
        (
            {"出生日期": "1981-02"},
            "出生日期",
            Problem.BIRTH_DATE,
            {"birth_date": date(1980, 2, 15)},
        ),
        ({"健康状况": "感冒"}, "健康状况", Problem.WORD, {"health": frozenset()}),
        ({"人均纯收入": "很少"}, "人均纯收入", Problem.NUMBER, {}),
        ({"户编号": ""}, "户编号", Problem.NO_HOUSEHOLD, {}),
    ],
)
def test_a_row_is_taken_and_flagged(
    said: dict[str, Cell], column: str, problem: Problem, kept: dict[str, Any]
) -> None:
    found = read(person(**said))
    assert problems(found) == [(4, column, problem)]
    assert found.refused_rows == frozenset()
    assert found.flagged == found.faults
    (row,) = found.rows
    assert row.person == replace(row.person, **kept)


@pytest.mark.parametrize("problem", [*Problem, *Trouble])
def test_every_problem_has_words_for_people(problem: Problem | Trouble) -> None:
    details = {"word": "能劳动", "codes": "普通劳动力", "row": "4"}
    fault = Fault(4, "", "姓名", problem, details)
    assert fault.reason.endswith((".", "。"))
    assert fault.remedy.endswith((".", "。"))


def test_all_faults_of_a_row_are_told_at_once() -> None:
    found = read(person(姓名="", 证件号码="123", 性别="不详的", 劳动技能="能劳动"))
    assert len(found.refused) == 3
    assert len(found.faults) == 4
    assert found.flagged == ()


def test_a_person_without_person_number_is_known_by_the_citizen_number() -> None:
    found = read(person(人编号=""))
    assert [row.person.citizen_no for row in found.rows] == [citizen("19800215", 1)]
    assert found.faults == ()


def test_sex_and_birth_date_come_from_the_sheet_only_without_a_number() -> None:
    found = read(person(证件号码="", 性别="女", 出生日期="1981年3月"))
    (row,) = found.rows
    assert (row.person.sex, row.person.birth_date) == (Sex.FEMALE, date(1981, 3, 1))


def test_a_disability_certificate_gives_both_numbers() -> None:
    certificate = f"{citizen('19800215', 1)}43B1"
    (row,) = read(person(证件号码=certificate)).rows
    assert row.person.citizen_no == citizen("19800215", 1)
    assert row.person.disability_no == certificate


@pytest.mark.parametrize(
    ("second", "column"),
    [
        ({"证件号码": citizen("19800215", 3)}, "人编号"),
        ({"人编号": f"{HOUSEHOLD}02"}, "证件号码"),
        ({"人编号": ""}, "证件号码"),
    ],
)
def test_the_same_person_twice_is_refused_and_names_the_first(
    second: dict[str, Cell], column: str
) -> None:
    found = read(person(), person(**second))
    assert problems(found) == [(5, column, Problem.DUPLICATE)]
    assert "4" in found.faults[0].reason
    assert [row.row for row in found.rows] == [4]


def test_a_refused_row_makes_nobody_a_duplicate() -> None:
    found = read(person(劳动技能="能劳动"), person())
    assert [row.row for row in found.rows] == [5]
    assert problems(found) == [(4, "劳动技能", Problem.LABOUR)]


NOBODY: list[Row] = [
    [],
    [None],
    ["", " ", "\u3000"],
    ["合计"],
    ["", "小计", "", "", "", "", "", "", 12.0],
    [7.0],
    ["填表人：张三", "", "", "", "", "审核人：李四", "", "填表日期：2018年3月1日"],
    ["", "", "", "", "", "填报人（签字）："],
    list(TITLES),
    ["喜德县冕山镇小山村名册"] * len(TITLES),
    [float(number) for number in range(1, len(TITLES) + 1)],
    ["第1页 共3页"],
    ["", "冕山镇", "小山村"],
]


@pytest.mark.parametrize("row", NOBODY)
def test_rows_that_are_nobody_are_counted_and_passed_over(row: Row) -> None:
    found = read(person(), row, person(人编号=f"{HOUSEHOLD}02", 证件号码=citizen("19900101", 3)))
    assert found.faults == ()
    assert found.skipped == 1
    assert [one.row for one in found.rows] == [4, 6]


def test_hints_under_the_titles_are_nobody() -> None:
    hints: Row = ["", "", "", "16位", "", "", "男/女", "", "人", "", "", "", "", "元"]
    assert read(hints, person()).skipped == 1


def test_a_note_that_looks_like_a_signature_hides_nobody() -> None:
    rows: list[Row] = [
        ["姓名", "人编号", "证件号码", "性别", "备注"],
        ["张三", "123", "", "男", "说明：外出"],
    ]
    found = reading.parse(layout_of(rows), rows)
    assert found.skipped == 0
    assert found.refused_rows == {2}


def test_the_household_is_as_its_head_says() -> None:
    wife = person(
        人编号=f"{HOUSEHOLD}02",
        证件号码=citizen("19820101", 2),
        性别="女",
        与户主关系="配偶",
        人均纯收入=1.0,
        联系电话="18067465052",
    )
    found = read(wife, person(人数=""), person(人编号="", 证件号码="", 姓名="废"))
    (household,) = households(found.rows).values()
    assert household.income == 2382
    assert household.stated_size == 3
    assert household.phone == "18067465052"


def test_a_layout_without_names_is_refused() -> None:
    rows: list[Row] = [["户编号", "人编号", "性别"]]
    with pytest.raises(UserError):
        reading.parse(layout_of(rows), rows)


@given(
    st.lists(
        st.lists(
            st.one_of(st.text(max_size=12), st.floats(allow_nan=False), st.none()), max_size=18
        ),
        max_size=12,
    )
)
def test_every_row_is_taken_refused_or_passed_over(people: list[Row]) -> None:
    found = read(*people)
    assert len(found.rows) + len(found.refused_rows) + found.skipped == len(people)
