"""The register's own words and their common variants, and the codes they stand for."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

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
from nightschool.domain.roster.cells import Cell, without_hint, wording

Code = TypeVar("Code", bound=StrEnum)
Words = Mapping[Code, str]
"""Code to its words, separated by blanks; the register's own word stands first."""


def _words(said: str) -> frozenset[str]:
    return frozenset(said.split())


SEX: Words[Sex] = {Sex.MALE: "男 男性 1 M", Sex.FEMALE: "女 女性 2 F"}
RELATION: Words[Relation] = {
    Relation.HEAD: "户主 本人 户主本人 本人或户主",
    Relation.SPOUSE: "配偶 妻 夫 妻子 丈夫 之妻 之夫 之配偶 爱人",
    Relation.SON: "之子 子 儿子 长子 次子 三子 四子 五子 独生子 养子 继子",
    Relation.DAUGHTER: "之女 女 女儿 长女 次女 二女 三女 四女 五女 独生女 养女 继女",
    Relation.DAUGHTER_IN_LAW: "之儿媳 儿媳 媳妇 儿媳妇",
    Relation.SON_IN_LAW: "之女婿 女婿",
    Relation.SONS_SON: "之孙子 孙子 之孙 孙",
    Relation.SONS_DAUGHTER: "之孙女 孙女",
    Relation.DAUGHTERS_SON: "之外孙子 外孙子 之外孙 外孙",
    Relation.DAUGHTERS_DAUGHTER: "之外孙女 外孙女",
    Relation.FATHER: "之父 父 父亲",
    Relation.MOTHER: "之母 母 母亲",
    Relation.WIFES_FATHER: "之岳父 岳父",
    Relation.WIFES_MOTHER: "之岳母 岳母",
    Relation.HUSBANDS_FATHER: "之公公 公公",
    Relation.HUSBANDS_MOTHER: "之婆婆 婆婆",
    Relation.FATHERS_FATHER: "之祖父 祖父 爷爷",
    Relation.FATHERS_MOTHER: "之祖母 祖母 奶奶",
    Relation.MOTHERS_FATHER: "之外祖父 外祖父 外公",
    Relation.MOTHERS_MOTHER: "之外祖母 外祖母 外婆",
    Relation.SIBLING: "之兄弟姐妹 兄弟姐妹 兄 弟 姐 妹 哥哥 弟弟 姐姐 妹妹 之兄 之弟 之姐 之妹",
    Relation.OTHER: "其他 其它",
}
LABOUR: Words[Labour] = {
    Labour.ORDINARY: "普通劳动力 普通劳力 普通劳动 普通",
    Labour.SKILLED: "技能劳动力 技能型劳动力 技能劳力 技术劳动力 技能",
    Labour.WEAK: "弱劳动力或半劳动力 弱劳动力 半劳动力 弱劳动力半劳动力 弱半劳动力 弱或半劳动力 "
    "弱劳力或半劳力 弱劳力 半劳力 弱半劳力",
    Labour.LOST: "丧失劳动力 丧失劳力 丧失劳动能力",
    Labour.NONE: "无劳动力 无劳力 无劳动能力 无",
}
HEALTH: Words[Health] = {
    Health.HEALTHY: "健康 良好 正常 身体健康",
    Health.CHRONIC: "长期慢性病 慢性病 长期慢病 慢病 患有慢性病 患有长期慢性病 患长期慢性病",
    Health.SERIOUS: "患有大病 大病 患大病 重大疾病 重病 患有重病",
    Health.DISABLED: "残疾 残疾人 残",
}
EDUCATION: Words[Education] = {
    Education.ILLITERATE: "文盲或半文盲 文盲 半文盲 文盲半文盲 文盲及半文盲",
    Education.PRIMARY: "小学 小学毕业 小学文化",
    Education.JUNIOR: "初中 初中毕业 初中文化",
    Education.SENIOR: "高中 高中毕业 普通高中 职高 职业高中 中专 中职 技校 中技 "
    "高中中专 高中或中专",
    Education.COLLEGE: "大专 专科 大学专科 高职 高职高专 大专毕业",
    Education.BACHELOR: "本科及以上 本科 大学本科 本科以上 大学 研究生 硕士 博士",
}
KIND: Words[HouseholdKind] = {
    HouseholdKind.GENERAL: "一般贫困户 一般户 一般 贫困户",
    HouseholdKind.LOW_INCOME: "低保贫困户 低保户 低保",
    HouseholdKind.DESTITUTE: "特困供养贫困户 五保户 五保贫困户 五保 特困供养户 特困供养 特困户 "
    "特困贫困户 特困人员 特困供养人员",
}
STATUS: Words[RegisterStatus] = {
    RegisterStatus.NOT_LIFTED: "未脱贫 未脱贫户 否",
    RegisterStatus.LIFTED: "已脱贫 脱贫 已脱贫户 脱贫户 稳定脱贫 是",
    RegisterStatus.RETURNED: "返贫 已返贫 返贫户",
}
WORK_REGION: Words[WorkRegion] = {
    WorkRegion.IN_COUNTY: "县内 县内务工 乡内 乡镇内 乡内县外 乡镇外县内 乡外县内 本县 县城",
    WorkRegion.IN_PROVINCE: "省内县外 县外省内 省内 省内务工 州内县外 县外州内 市内县外 州外省内",
    WorkRegion.OUTSIDE_PROVINCE: "省外 省外务工 外省 外省务工",
    WorkRegion.ABROAD: "境外 国外 境外务工 国外务工",
}
YES = _words("是 有 参加 已参加 参保 已参保 Y YES TRUE 1 √ ✓ ✔ 对 危房 C级 D级 C D")
NO = _words("否 无 未参加 没有 没 不是 未参保 N NO FALSE 0 × X ✗ 非危房 不是危房 A级 B级 A B")
NOTHING = _words("无 空 NULL NONE N/A NA #N/A 暂无 不详 未知 无数据")
"""What people write into a cell for which there is nothing to write."""
BEFORE_SCHOOL = _words("学龄前儿童 学龄前 学前教育 未上学 幼儿园 学前")
NOT_AT_SCHOOL = _words("非在校生 非在校 不在校 未在校 否 无 毕业 已毕业 非学生")

_NUMBERED = re.compile(r"^\d{1,2}(?=\D)")


class Lexicon(dict[str, Code]):
    """Word to code, for one list of the register."""

    def __init__(self, words: Words[Code]) -> None:
        super().__init__((word, code) for code, said in words.items() for word in said.split())
        self.listed = "、".join(said.split()[0] for said in words.values())
        """The register's own words, as a message shows them."""

    def find(self, cell: Cell) -> Code | None:
        """The code of a word, also where a code number or a hint in brackets stands with it."""
        for spelling in (wording(cell), without_hint(cell)):
            word = spelling.upper()
            code = self.get(word) or self.get(_NUMBERED.sub("", word))
            if code is not None:
                return code
        return None
