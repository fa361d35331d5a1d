import contextlib
from collections.abc import Callable
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightschool.domain.codes import (
    Education,
    Health,
    HouseholdKind,
    Labour,
    RegisterStatus,
    Relation,
    Sex,
    WorkRegion,
)
from nightschool.domain.roster import terms, values
from nightschool.domain.roster.cells import Cell
from nightschool.domain.roster.faults import Problem
from nightschool.domain.roster.terms import Lexicon
from nightschool.domain.roster.values import Odd

Reader = Callable[[Cell], Any]


def odd(reader: Reader, cell: Cell) -> Odd:
    with pytest.raises(Odd) as caught:
        reader(cell)
    return caught.value


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("吉克阿牛", "吉克阿牛"),
        (" 俄木 阿牛 ", "俄木阿牛"),
        ("俄木　阿牛\n", "俄木阿牛"),
        ("\ufeff沙马\u200b拉且", "沙马拉且"),
        ("吉克•阿牛", "吉克·阿牛"),
        ("吉克 ・ 阿牛", "吉克·阿牛"),
        ("吉克‧阿牛", "吉克·阿牛"),
        ("ꀉꂿ ꑍ", "ꀉꂿꑍ"),
        ("𬘭𬘭", "𬘭𬘭"),
        ("Anna   Maria", "Anna Maria"),
        ("'张三", "张三"),
        ("=1+张三", "=1+张三"),
    ],
)
def test_names_lose_only_what_sheets_put_into_them(cell: str, name: str) -> None:
    assert values.name(cell) == name


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("", Problem.NO_NAME),
        (None, Problem.NO_NAME),
        (" \u3000\u200b", Problem.NO_NAME),
        ("·", Problem.NO_NAME),
        (12.0, Problem.BAD_NAME),
        ("１２３", Problem.BAD_NAME),
        ("/", Problem.BAD_NAME),
        ("张\x07三", Problem.BAD_NAME),
        ("张" * 51, Problem.BAD_NAME),
    ],
)
def test_what_is_no_name_is_refused(cell: Cell, problem: Problem) -> None:
    assert odd(values.name, cell).problem is problem


@pytest.mark.parametrize(
    "cell",
    [
        "5134321012080001",
        " 5134321012080001\t",
        "'5134321012080001",
        "５１３４３２１０１２０８０００１",
        5134321012080001.0,
        "5134321012080001.0",
    ],
)
def test_a_household_number_has_16_digits(cell: Cell) -> None:
    assert values.household_no(cell) == "5134321012080001"


@pytest.mark.parametrize(
    ("reader", "cell", "problem"),
    [
        (values.household_no, "51343210120800", Problem.HOUSEHOLD_NO),
        (values.household_no, "513432101208000A", Problem.HOUSEHOLD_NO),
        (values.household_no, 5134321012080010.0, Problem.NUMBER_SPOILT),
        (values.household_no, "5.13432E+15", Problem.NUMBER_SPOILT),
        (values.person_no, 5.134321012080001e17, Problem.NUMBER_SPOILT),
        (values.person_no, "513432101208000000", Problem.NUMBER_SPOILT),
        (values.person_no, "5134321012080001", Problem.PERSON_NO),
    ],
)
def test_a_malformed_official_number_is_refused(
    reader: Reader, cell: Cell, problem: Problem
) -> None:
    assert odd(reader, cell).problem is problem


@pytest.mark.parametrize("cell", ["", None, " ", "无", "-"])
def test_a_missing_official_number_is_none(cell: Cell) -> None:
    assert values.person_no(cell) is None


REGISTER: dict[type[StrEnum], str] = {
    Relation: "户主 配偶 之子 之女 之儿媳 之女婿 之孙子 之孙女 之外孙子 之外孙女 之父 之母 之岳父 "
    "之岳母 之公公 之婆婆 之祖父 之祖母 之外祖父 之外祖母 之兄弟姐妹 其他",
    Labour: "普通劳动力 技能劳动力 弱劳动力或半劳动力 丧失劳动力 无劳动力",
    Health: "健康 长期慢性病 患有大病 残疾",
    Education: "文盲或半文盲 小学 初中 高中 大专 本科及以上",
    HouseholdKind: "一般贫困户 低保贫困户 特困供养贫困户",
    RegisterStatus: "未脱贫 已脱贫 返贫",
    Sex: "男 女",
}
LISTS: dict[type[StrEnum], Lexicon[Any]] = {
    Relation: Lexicon(terms.RELATION),
    Labour: Lexicon(terms.LABOUR),
    Health: Lexicon(terms.HEALTH),
    Education: Lexicon(terms.EDUCATION),
    HouseholdKind: Lexicon(terms.KIND),
    RegisterStatus: Lexicon(terms.STATUS),
    Sex: Lexicon(terms.SEX),
}


@pytest.mark.parametrize("codes", REGISTER)
def test_the_registers_words_are_the_codes_in_their_order(codes: type[StrEnum]) -> None:
    assert [LISTS[codes].find(word) for word in REGISTER[codes].split()] == list(codes)


@pytest.mark.parametrize(
    ("words", "cell", "code"),
    [
        (terms.LABOUR, "普通劳力", Labour.ORDINARY),
        (terms.LABOUR, "技能型劳动力", Labour.SKILLED),
        (terms.LABOUR, "弱劳动力", Labour.WEAK),
        (terms.LABOUR, "弱/半劳动力", Labour.WEAK),
        (terms.LABOUR, "弱劳动力（半劳动力）", Labour.WEAK),
        (terms.KIND, "低保户", HouseholdKind.LOW_INCOME),
        (terms.KIND, "五保户", HouseholdKind.DESTITUTE),
        (terms.STATUS, "已脱贫（享受政策）", RegisterStatus.LIFTED),
        (terms.RELATION, "01-户主", Relation.HEAD),
        (terms.RELATION, "1.户主", Relation.HEAD),
        (terms.RELATION, " 长 子 ", Relation.SON),
        (terms.WORK_REGION, "省内县外", WorkRegion.IN_PROVINCE),
        (terms.SEX, "m", Sex.MALE),
        (terms.SEX, 2.0, Sex.FEMALE),
    ],
)
def test_common_variants_are_understood(words: Any, cell: Cell, code: object) -> None:
    assert Lexicon(words).find(cell) is code


def test_an_unknown_labour_kind_tells_the_list() -> None:
    found = odd(values.labour, "能劳动")
    assert found.problem is Problem.LABOUR
    assert found.details["codes"] == "、".join(REGISTER[Labour].split())


def test_an_unknown_kin_term_is_kept_with_its_text() -> None:
    assert values.relation("之侄子") == (Relation.OTHER, "之侄子")
    assert values.relation("其他") == (Relation.OTHER, "")
    assert values.relation("") == (None, "")


def test_other_unknown_words_are_flagged_and_left_out() -> None:
    found = odd(values.education, "私塾")
    assert found.problem is Problem.WORD
    assert found.kept is None
    assert found.details["word"] == "私塾"
    assert values.education("学龄前儿童") is None


@pytest.mark.parametrize("joint", [",", "，", "、", ";", "；", " ", "/", "\n"])
def test_several_states_of_health_may_be_joined(joint: str) -> None:
    both = values.health(f"长期慢性病{joint}残疾")
    assert both == {Health.CHRONIC, Health.DISABLED}


def test_health_keeps_what_it_knows() -> None:
    unknown = odd(values.health, "残疾,感冒")
    assert (unknown.problem, unknown.kept) == (Problem.WORD, {Health.DISABLED})
    both = odd(values.health, "健康、残疾")
    assert (both.problem, both.kept) == (Problem.HEALTH, {Health.DISABLED})
    assert values.health("") == frozenset()


@given(
    st.integers(0, 9_999_999), st.sampled_from(["{}", "{:,}", "{}.00", "{}元", " {} ", "{:,}.0元"])
)
def test_numbers_are_read_in_all_their_spellings(number: int, spelling: str) -> None:
    full_width = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
    read = values.whole_number(9_999_999)
    text = spelling.format(number)
    assert read(text) == read(text.translate(full_width)) == read(float(number)) == number


@pytest.mark.parametrize("cell", ["两千", "-5", "1e400", "13", 12.6, "3-5"])
def test_what_is_no_number_in_range_is_flagged(cell: Cell) -> None:
    assert odd(values.whole_number(12), cell).problem is Problem.NUMBER


@given(
    st.dates(date(1990, 1, 1), date(2030, 12, 31)),
    st.sampled_from(
        ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d", "%Y-%m-%d 00:00:00"]
    ),
)
def test_days_are_read_in_all_their_spellings(day: date, spelling: str) -> None:
    assert values.day(day.strftime(spelling)) == day
    assert values.day(day) == values.day(datetime.combine(day, time(12))) == day
    assert values.day(float((day - date(1899, 12, 30)).days)) == day


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2014年1月", date(2014, 1, 1)),
        ("2014/1/5", date(2014, 1, 5)),
        ("2014.3", date(2014, 3, 1)),
        ("201403", date(2014, 3, 1)),
        ("2014年", date(2014, 1, 1)),
        (2014.0, date(2014, 1, 1)),
        ("", None),
        ("/", None),
    ],
)
def test_a_month_or_year_is_its_first_day(cell: Cell, day: date | None) -> None:
    assert values.day(cell) == day


@pytest.mark.parametrize("cell", ["2014-02-30", "去年", "3", "20141301"])
def test_what_is_no_day_is_flagged(cell: Cell) -> None:
    assert odd(values.day, cell).problem is Problem.DATE


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        (15037248841.0, "15037248841"),
        ("150 3724 8841", "15037248841"),
        ("150-3724-8841", "15037248841"),
        ("0834-7441234", "08347441234"),
        ("１５０３７２４８８４１", "15037248841"),
        ("15037248841/18067465052", "15037248841/18067465052"),
        ("无", ""),
        (None, ""),
    ],
)
def test_phones_become_digits(cell: Cell, phone: str) -> None:
    assert values.phone(cell) == phone


def test_a_spoilt_phone_is_flagged() -> None:
    assert odd(values.phone, "1.50372E+10").problem is Problem.NUMBER


@pytest.mark.parametrize(
    ("cell", "ethnicity"),
    [
        ("彝", "彝族"),
        ("彝族", "彝族"),
        (" 汉 ", "汉族"),
        ("其他", "其他"),
        ("穿青人", "穿青人"),
        ("", ""),
    ],
)
def test_the_ethnic_group_gets_its_suffix(cell: str, ethnicity: str) -> None:
    assert values.ethnicity(cell) == ethnicity


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        ("是", True),
        ("否", False),
        ("√", True),
        (1.0, True),
        ("0", False),
        ("", None),
        ("C级", True),
    ],
)
def test_yes_and_no(cell: Cell, answer: bool | None) -> None:
    assert values.yes_or_no(cell) is answer


def test_all_ways_of_being_no_pupil_are_one() -> None:
    assert values.schooling("不在校") == values.schooling("否") == "非在校生"
    assert values.schooling("普通高中一年级") == "普通高中一年级"
    assert values.schooling("") == ""


ANY_CELL = st.one_of(
    st.none(),
    st.text(max_size=40),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)


@pytest.mark.parametrize(
    "reader",
    [
        values.text,
        values.name,
        values.household_no,
        values.person_no,
        values.citizen(date(2018, 3, 1)),
        values.disability_no,
        values.labour,
        values.education,
        values.relation,
        values.health,
        values.schooling,
        values.ethnicity,
        values.yes_or_no,
        values.whole_number(99),
        values.day,
        values.phone,
    ],
)
@given(cell=ANY_CELL)
def test_any_cell_is_a_value_or_odd(reader: Reader, cell: Cell) -> None:
    with contextlib.suppress(Odd):
        reader(cell)
