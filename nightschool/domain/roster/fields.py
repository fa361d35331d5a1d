"""What a column of the register can hold, and the titles under which it is found.

A title is compared by its key: half-width, without blanks, marks and years; see `title_key`. The
synonyms are those of real exports; a title that no list knows can be mapped by hand.
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum

from nightschool.domain.roster.cells import Cell, without_hint, wording
from nightschool.i18n import N_, _


class Field(StrEnum):
    """One thing that a row of the register says; the value is stored with remembered titles."""

    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"
    HAMLET = "hamlet"
    HOUSEHOLD_NO = "household_no"
    PERSON_NO = "person_no"
    NAME = "name"
    SEX = "sex"
    CITIZEN_NO = "citizen_no"
    DISABILITY_NO = "disability_no"
    BIRTH_DATE = "birth_date"
    SIZE = "stated_size"
    RELATION = "relation"
    ETHNICITY = "ethnicity"
    POLITICS = "politics"
    EDUCATION = "education"
    SCHOOLING = "schooling"
    HEALTH = "health"
    LABOUR = "labour"
    WORK_REGION = "work_region"
    WORK_MONTHS = "work_months"
    INSURED = "insured"
    STATUS = "status"
    KIND = "kind"
    CAUSE = "cause"
    UNSAFE_HOUSE = "unsafe_house"
    INCOME = "income"
    HOUSEHOLD_PHONE = "household_phone"
    PERSON_PHONE = "person_phone"
    PHONE = "phone"
    IDENTIFIED_ON = "identified_on"
    LIFTED_ON = "lifted_on"
    RETURNED_ON = "returned_on"
    NOTE = "note"

    @property
    def label(self) -> str:
        """The field's name for people."""
        return _(_LABELS[self])


_LABELS: Mapping[Field, str] = {
    Field.COUNTY: N_("County"),
    Field.TOWNSHIP: N_("Township"),
    Field.VILLAGE: N_("Village"),
    Field.HAMLET: N_("Hamlet"),
    Field.HOUSEHOLD_NO: N_("Household number"),
    Field.PERSON_NO: N_("Person number"),
    Field.NAME: N_("Name"),
    Field.SEX: N_("Sex"),
    Field.CITIZEN_NO: N_("ID number"),
    Field.DISABILITY_NO: N_("Disability certificate"),
    Field.BIRTH_DATE: N_("Birth date"),
    Field.SIZE: N_("Household size"),
    Field.RELATION: N_("Relation to the head"),
    Field.ETHNICITY: N_("Ethnic group"),
    Field.POLITICS: N_("Political status"),
    Field.EDUCATION: N_("Education"),
    Field.SCHOOLING: N_("At school"),
    Field.HEALTH: N_("Health"),
    Field.LABOUR: N_("Labour ability"),
    Field.WORK_REGION: N_("Region of migrant work"),
    Field.WORK_MONTHS: N_("Months of migrant work"),
    Field.INSURED: N_("Serious-illness insurance"),
    Field.STATUS: N_("Status on the register"),
    Field.KIND: N_("Kind of household"),
    Field.CAUSE: N_("Cause of poverty"),
    Field.UNSAFE_HOUSE: N_("Unsafe house"),
    Field.INCOME: N_("Net income a head"),
    Field.HOUSEHOLD_PHONE: N_("Household's phone"),
    Field.PERSON_PHONE: N_("Person's phone"),
    Field.PHONE: N_("Phone"),
    Field.IDENTIFIED_ON: N_("First identified on"),
    Field.LIFTED_ON: N_("Lifted on"),
    Field.RETURNED_ON: N_("Returned on"),
    Field.NOTE: N_("Note"),
}

_TITLES: Mapping[Field, str] = {
    Field.COUNTY: "县(市、区、旗) 县 区县 县区 县市区 县名 县名称 所在县 所属县",
    Field.TOWNSHIP: "乡(镇) 乡镇 乡 镇 乡镇名 乡镇名称 乡镇街道 所在乡镇 所属乡镇",
    Field.VILLAGE: "行政村 村 村名 村名称 行政村名 行政村名称 所在村 所属村 所在行政村 村委会 村居",
    Field.HAMLET: "自然村 自然村组 组 小组 村组 村民小组 村民组 所在组 组别 社 自然村名称 自然村屯",
    Field.HOUSEHOLD_NO: "户编号 户编码 户号 贫困户编号 贫困户编码 家庭编号 户ID 户籍编号",
    Field.PERSON_NO: "人编号 人编码 人员编号 人员编码 成员编号 家庭成员编号 贫困人口编号 个人编号",
    Field.NAME: "姓名 成员姓名 家庭成员姓名 家庭成员 人员姓名 贫困人口姓名 名字",
    Field.SEX: "性别 成员性别",
    Field.CITIZEN_NO: "证件号码 身份证号 身份证号码 身份证 公民身份号码 公民身份证号 "
    "公民身份证号码 居民身份证号 居民身份证号码 证件号 成员证件号码 成员身份证号 "
    "成员身份证号码 有效证件号码 身份证件号码 身份证残疾证号 "
    "身份证残疾证号码 身份证或残疾证号 身份证或残疾证号码",
    Field.DISABILITY_NO: "残疾证号 残疾证号码 残疾证编号 残疾人证号 残疾人证号码 残疾人证",
    Field.BIRTH_DATE: "出生日期 出生年月 出生年月日 出生时间 生日",
    Field.SIZE: "人数 家庭人数 家庭人口 家庭人口数 家庭总人口 户人数 户人口数 人口数 人口 在册人数",
    Field.RELATION: "与户主关系 与户主的关系 和户主关系 户主关系 关系 家庭关系 与户主之关系",
    Field.ETHNICITY: "民族 民族成份 民族成分 族别",
    Field.POLITICS: "政治面貌 政治面目",
    Field.EDUCATION: "文化程度 学历 受教育程度 文化水平 教育程度 最高学历",
    Field.SCHOOLING: "在校生状况 在校生情况 在校状况 在校情况 在校生 是否在校生 就学情况 就读情况",
    Field.HEALTH: "健康状况 健康情况 身体状况 身体健康状况",
    Field.LABOUR: "劳动技能 劳动能力 劳动力 劳动力状况 劳动力情况 劳动能力状况 劳动力类型 劳力状况",
    Field.WORK_REGION: "务工区域 务工地区 务工地点 务工去向 外出务工区域",
    Field.WORK_MONTHS: "务工时间(月) 务工时间 务工时长 务工月数 务工时间月数 务工月份 外出务工时间",
    Field.INSURED: "是否参加大病保险 参加大病保险 大病保险 是否参加大病医疗保险 大病医疗保险",
    Field.STATUS: "脱贫属性 脱贫状态 脱贫情况 脱贫状况 是否脱贫 贫困状态",
    Field.KIND: "贫困户属性 户类型 贫困户类型 户属性 贫困类型 农户属性 农户类型 贫困户类别 户类别",
    Field.CAUSE: "致贫原因1 主要致贫原因 致贫原因 主要致贫原因1 致贫原因一 第一致贫原因",
    Field.UNSAFE_HOUSE: "危房户 是否危房户 是否危房 危房 住房是否危房 是否为危房户",
    Field.INCOME: "人均纯收入 家庭人均纯收入 年人均纯收入 人均可支配收入 人均年纯收入 人均收入 "
    "家庭年人均纯收入",
    Field.HOUSEHOLD_PHONE: "户联系电话 户主联系电话 户主电话 家庭联系电话 家庭电话 户主联系方式",
    Field.PERSON_PHONE: "人联系电话 本人联系电话 本人电话 个人联系电话 成员联系电话 人员联系电话",
    Field.PHONE: "联系电话 联系方式 电话 电话号码 手机 手机号 手机号码 联系电话号码",
    Field.IDENTIFIED_ON: "首次识别时间 识别时间 识别日期 首次识别日期 首次识别年月 建档时间 "
    "建档立卡时间 识别年度 贫困识别时间",
    Field.LIFTED_ON: "脱贫时间 脱贫日期 脱贫年度 脱贫年份 脱贫年月",
    Field.RETURNED_ON: "返贫时间 返贫日期 返贫年度 返贫年份 返贫年月",
    Field.NOTE: "备注 说明 备注说明",
}

FAULT_TITLES = ("原行号", "有问题的列", "问题", "处理办法")
"""Columns that the error workbook adds. Fixed words, in any language of the screen: the mended
workbook is read again, and must be known by them."""

_NOT_READ = (
    "序号 行号 省 省份 省区市 省(区、市) 市 州 市州 地市州 市(地、州、盟) 年龄 周岁 户主姓名 户主 "
    "户主身份证号 户主身份证号码 户主证件号码 户主证件号 证件类型 村编码 "
    "行政村编码 乡镇编码 县编码 "
) + " ".join(FAULT_TITLES)

_YEAR = re.compile(r"(?:19|20)\d\d(?:年度|年末|年底|年)?")


def title_key(cell: Cell) -> str:
    """What two spellings of one title have in common, with the words in brackets kept."""
    return _YEAR.sub("", wording(cell))


def _short_key(cell: Cell) -> str:
    return _YEAR.sub("", without_hint(cell))


def _keys(titles: str) -> Iterator[str]:
    for title in titles.split():
        yield from {title_key(title), _short_key(title)} - {""}


_FIELD_OF = {key: field for field, titles in _TITLES.items() for key in _keys(titles)}
_IGNORED = frozenset(_keys(_NOT_READ)) - _FIELD_OF.keys()


def field_of(title: Cell, remembered: Mapping[str, Field]) -> Field | None:
    """The field under this title: as remembered, as listed, or as listed without its hint.

    A hint stands in brackets, as in `危房户（是/否）` or `务工时间(月)`.
    """
    key = title_key(title)
    if key in remembered:
        return remembered[key]
    return _FIELD_OF.get(key) or _FIELD_OF.get(_short_key(title))


def is_not_read(title: Cell) -> bool:
    """Whether the title is known for a column that nothing is taken from."""
    return title_key(title) in _IGNORED or _short_key(title) in _IGNORED
