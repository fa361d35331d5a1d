import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightschool.domain.roster import columns
from nightschool.domain.roster.cells import Cell, Sheet
from nightschool.domain.roster.columns import Layout, Standing
from nightschool.domain.roster.fields import Field
from nightschool.errors import UserError

# What each field is called in real exports; written here anew, so that the lists are tested.
SPELLINGS = {
    Field.COUNTY: ["县(市、区、旗)", "县（市、区、旗）", "县(市、区)", "县"],
    Field.TOWNSHIP: ["乡(镇)", "乡镇", "乡（镇）"],
    Field.VILLAGE: ["行政村", "村"],
    Field.HAMLET: ["自然村", "组", "村民小组"],
    Field.HOUSEHOLD_NO: ["户编号", "户 编 号"],
    Field.PERSON_NO: ["人编号", "人 编号"],
    Field.NAME: ["姓名", "姓    名", "成员姓名", "姓\n名", "姓　名"],
    Field.SEX: ["性别", "性别（男/女）"],
    Field.CITIZEN_NO: ["证件号码", "身份证号", "身份证号码", "公民身份号码", "证件号码(18位)"],
    Field.SIZE: ["人数", "家庭人口", "家庭人口数"],
    Field.RELATION: ["与户主关系", "与户主\n关系"],
    Field.ETHNICITY: ["民族"],
    Field.POLITICS: ["政治面貌"],
    Field.EDUCATION: ["文化程度"],
    Field.SCHOOLING: ["在校生状况", "在校生情况"],
    Field.HEALTH: ["健康状况"],
    Field.LABOUR: ["劳动技能", "劳动能力"],
    Field.WORK_REGION: ["务工区域"],
    Field.WORK_MONTHS: ["务工时间(月)", "务工时间（月）", "务工时间"],
    Field.INSURED: ["是否参加大病保险", "是否参加大病保险（是/否）"],
    Field.STATUS: ["脱贫属性"],
    Field.KIND: ["贫困户属性", "户类型", "贫困户属性(户类型)"],
    Field.CAUSE: ["致贫原因1", "主要致贫原因", "致贫原因１"],
    Field.UNSAFE_HOUSE: ["危房户", "是否危房户", "危房户(是/否)"],
    Field.INCOME: ["人均纯收入", "2017年人均纯收入(元)", "２０１７年度人均纯收入"],
    Field.IDENTIFIED_ON: ["首次识别时间"],
    Field.PHONE: ["联系电话", "联系电话："],
}
GROUPS = ["基本信息", "家庭成员信息", "收入情况", "其它", "务工情况"]
NOISE = ["录入批次", "网格员", "第一书记", "合作社", "搬迁方式", "入户路类型"]
NOT_NEEDED = ["序号", "年龄", "户主姓名"]
TITLE_ROWS = [
    "建档立卡贫困户信息表",
    "喜德县冕山镇小山村建档立卡贫困户信息表",
    "填报单位：",
    "统计时间：2018年3月1日",
    "",
    "2017年度",
]


@dataclass
class Drawn:
    rows: list[list[Cell]]
    at: dict[Field, int]
    unknown: list[str]
    last_header_row: int


@st.composite
def sheets(draw: st.DrawFn) -> Drawn:
    """A roster with any columns in any order, and anything above, beside and among them."""
    known = draw(st.sets(st.sampled_from(sorted(SPELLINGS)), min_size=2))
    known |= {Field.NAME, draw(st.sampled_from([Field.PERSON_NO, Field.CITIZEN_NO]))}
    unknown = draw(st.lists(st.sampled_from(NOISE), unique=True, max_size=4))
    spare = draw(st.lists(st.sampled_from([*NOT_NEEDED, ""]), max_size=3))
    entries: list[tuple[Field | None, str]] = [
        *((field, draw(_decorated(field))) for field in sorted(known)),
        *((None, title) for title in [*unknown, *spare]),
    ]
    entries = draw(st.permutations(entries))
    above = draw(st.lists(_title_row(len(entries)), max_size=8))
    header: list[Cell] = [title for _field, title in entries]
    heads: list[list[Cell]] = [header]
    if draw(st.booleans()):
        heads = _under_groups(entries, draw(st.randoms(use_true_random=False)))
    data = [_person(entries, n) for n in range(draw(st.integers(0, 3)))]
    return Drawn(
        rows=[*above, *heads, *data],
        at={field: index for index, (field, _title) in enumerate(entries) if field},
        unknown=[title for field, title in entries if title in unknown],
        last_header_row=len(above) + len(heads),
    )


def _decorated(field: Field) -> st.SearchStrategy[str]:
    return st.builds(
        lambda title, before, after: before + title + after,
        st.sampled_from(SPELLINGS[field]),
        st.sampled_from(["", "*", " ", "★"]),
        st.sampled_from(["", "：", ":", " ", "\n", "*"]),
    )


def _title_row(width: int) -> st.SearchStrategy[list[Cell]]:
    return st.builds(
        lambda words, at: [words if column == at else "" for column in range(width)],
        st.sampled_from(TITLE_ROWS),
        st.integers(0, width - 1),
    )


def _under_groups(
    entries: Sequence[tuple[Field | None, str]], chance: random.Random
) -> list[list[Cell]]:
    """Some titles stand one row higher, merged downwards; the rest stand under group titles."""
    fields = [index for index, (field, _title) in enumerate(entries) if field]
    lowered = {index for index in range(len(entries)) if chance.random() < 0.6}
    lowered = (lowered | {fields[0]}) - {fields[-1]}
    upper: list[Cell] = []
    lower: list[Cell] = []
    for index, (_field, title) in enumerate(entries):
        group = chance.choice(["", *GROUPS]) if title else ""
        upper.append(group if index in lowered else title)
        lower.append(title if index in lowered else "")
    return [upper, lower]


def _person(entries: Sequence[tuple[Field | None, str]], number: int) -> list[Cell]:
    said = {
        Field.NAME: "吉克阿牛",
        Field.PERSON_NO: f"5134321012080001{number:02d}",
        Field.SEX: "男",
    }
    return [said.get(field, "小学") if field else float(number) for field, _title in entries]


@given(sheets())
def test_the_header_is_found_whatever_stands_around_it(drawn: Drawn) -> None:
    layout = columns.understand(drawn.rows)
    assert layout is not None
    assert layout.at == drawn.at
    assert layout.last_header_row == drawn.last_header_row
    assert [column.title for column in layout.of(Standing.UNKNOWN)] == drawn.unknown


@given(sheets(), st.sampled_from(NOISE))
def test_an_unknown_title_is_read_as_the_person_says(drawn: Drawn, title: str) -> None:
    plain = columns.understand(drawn.rows)
    told = columns.understand(drawn.rows, {title: Field.NOTE})
    assert plain is not None
    assert told is not None
    expected = plain.at
    for column in plain.of(Standing.UNKNOWN):
        if column.title == title:
            expected[Field.NOTE] = column.index
    assert told.at == expected
    assert title not in [column.key for column in told.of(Standing.UNKNOWN)]


def understood(*rows: list[Cell], remembered: dict[str, Field] | None = None) -> Layout:
    layout = columns.understand(list(rows), remembered)
    assert layout is not None
    return layout


def test_the_first_of_two_columns_for_one_field_is_read() -> None:
    layout = understood(["姓名", "人编号", "联系电话", "联系电话", "户类型", "贫困户属性"])
    assert layout.at[Field.PHONE] == 2
    assert layout.at[Field.KIND] == 4
    assert [column.letter for column in layout.of(Standing.REPEATED)] == ["D", "F"]


def test_what_is_not_needed_is_told_from_what_is_not_known() -> None:
    layout = understood(["序号", "姓名", "人编号", "户主姓名", "网格员", "原行号", "处理办法"])
    ignored = [column.title for column in layout.of(Standing.IGNORED)]
    assert ignored == ["序号", "户主姓名", "原行号", "处理办法"]
    assert [column.key for column in layout.of(Standing.UNKNOWN)] == ["网格员"]


def test_group_and_sub_title_count_together_where_only_both_say_it() -> None:
    layout = understood(
        ["户主信息", "", "成员信息", "", "", "联系电话", "", "务工情况", ""],
        ["姓名", "证件号码", "姓名", "证件号码", "人编号", "户", "人", "区域", "时间（月）"],
    )
    assert layout.at == {
        Field.NAME: 2,
        Field.CITIZEN_NO: 3,
        Field.PERSON_NO: 4,
        Field.HOUSEHOLD_PHONE: 5,
        Field.PERSON_PHONE: 6,
        Field.WORK_REGION: 7,
        Field.WORK_MONTHS: 8,
    }
    assert (layout.first_header_row, layout.last_header_row) == (1, 2)


def test_a_merged_header_may_have_been_filled_into_all_its_cells() -> None:
    layout = understood(
        ["名册"] * 4, ["姓名", "基本信息", "基本信息", "民族"], ["姓名", "人编号", "性别", "民族"]
    )
    assert list(layout.at) == [Field.NAME, Field.PERSON_NO, Field.SEX, Field.ETHNICITY]
    assert layout.last_header_row == 3


def test_columns_have_the_letters_of_the_spreadsheet() -> None:
    layout = understood([*[""] * 25, "姓名", "人编号", *[""] * 675, "性别"])
    assert [column.letter for column in layout.columns] == ["Z", "AA", "AAA"]


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [[], [""], [None]],
        [["会议记录"], ["时间", "地点"], ["2018年", "村委会"]],
        [["姓名"], ["张三"]],
        [[""]] * columns.SEARCHED_ROWS + [["姓名", "人编号", "性别"]],
        [["姓名" * 40, "人编号" * 40, "性别" * 40]],
    ],
)
def test_where_no_row_is_a_header_there_is_none(rows: list[list[Cell]]) -> None:
    assert columns.understand(rows) is None
    with pytest.raises(UserError):
        columns.find([Sheet("一", rows)])


@pytest.mark.parametrize(
    ("header", "missing"),
    [
        (["户编号", "人编号", "性别", "组员"], "姓名"),
        (["姓名", "性别", "民族", "卡号"], "人编号"),
    ],
)
def test_a_roster_that_names_nobody_is_refused(header: list[Cell], missing: str) -> None:
    with pytest.raises(UserError, match=missing) as caught:
        understood(header).require()
    assert str(header[-1]) in caught.value.remedy


def test_the_sheet_with_most_fields_is_the_roster() -> None:
    found = columns.find(
        [
            Sheet("说明", [["填表说明"]]),
            Sheet("汇总", [["姓名", "人编号"]]),
            Sheet("名册", [["姓名", "人编号", "性别"]]),
            Sheet("旧", [["姓名", "人编号", "性别"]]),
        ]
    )
    assert found.sheet.name == "名册"
    assert found.also == ("汇总", "旧")


@pytest.mark.parametrize(
    "words",
    [
        ["统计时间: 2018年3月1日"],
        ["截止日期：2018-03-01"],
        ["数据时间", "2018/3/1"],
        ["（截至2018年3月1日）"],
        ["填表日期：２０１８.３.１"],
        ["统计时间", date(2018, 3, 1)],
        ["导出时间：20180301"],
        ["二〇一八年三月一日"],
        ["首次建档2014年1月5日", "统计时间：2018年3月1日"],
    ],
)
def test_the_day_of_the_figures_is_read_from_the_title_rows(words: list[Cell]) -> None:
    layout = understood(["建档立卡贫困户信息表"], words, ["姓名", "人编号", "性别"])
    assert layout.stated_on == date(2018, 3, 1)


@pytest.mark.parametrize("words", ["2017年度", "统计时间：", "2018年13月40日", "电话13012345678"])
def test_what_is_no_day_gives_none(words: str) -> None:
    assert understood([words], ["姓名", "人编号", "性别"]).stated_on is None


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("喜德县冕山镇小山村建档立卡贫困户信息表", ("喜德县", "冕山镇", "小山村")),
        ("四川省凉山州喜德县冕山镇小山村2018年贫困人口花名册", ("喜德县", "冕山镇", "小山村")),
        ("2018年喜德县冕山镇贫困户名单", ("喜德县", "冕山镇", "")),
        ("填报单位：冕山镇小山村", ("", "冕山镇", "小山村")),
        ("填报单位（盖章）：喜德县", ("喜德县", "", "")),
        ("凉山彝族自治州木里藏族自治县建档立卡户", ("木里藏族自治县", "", "")),
        ("农民夜校学员名册", ("", "", "")),
    ],
)
def test_the_place_is_read_from_the_title_rows(words: str, place: tuple[str, str, str]) -> None:
    found = understood([words], ["姓名", "人编号", "性别"]).place
    assert (found.county, found.township, found.village) == place


def test_every_field_and_standing_has_a_name_for_people() -> None:
    assert all(field.label for field in Field)
    assert all(standing.label for standing in Standing)
