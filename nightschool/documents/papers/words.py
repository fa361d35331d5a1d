"""The register's and the field's own words for codes, as papers write them."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from nightschool.documents import chinese
from nightschool.domain.codes import CertificateKind, CourseKind, Language, LessonForm, LessonState
from nightschool.domain.policy import NOTHING, Missing
from nightschool.domain.roster import terms

_WORDS: Mapping[type[StrEnum], Mapping[Any, str]] = {
    CourseKind: {
        CourseKind.CULTURE: "学文化",
        CourseKind.TECHNOLOGY: "学技术",
        CourseKind.POLICY: "学政策",
        CourseKind.CUSTOMS: "树新风",
    },
    LessonForm: {
        LessonForm.LECTURE: "课堂讲授",
        LessonForm.FIELD: "田间实训",
        LessonForm.REMOTE: "远程教育",
        LessonForm.DISCUSSION: "座谈讨论",
        LessonForm.CULTURE: "文体活动",
    },
    Language: {Language.CHINESE: "汉语", Language.YI: "彝语", Language.BOTH: "双语"},
    LessonState: {
        LessonState.PLANNED: "待上课",
        LessonState.HELD: "已上课",
        LessonState.CANCELLED: "已取消",
    },
    CertificateKind: {
        CertificateKind.ATTENDANCE: "听课证书",
        CertificateKind.COMPLETION: "结业证书",
        CertificateKind.SKILL: "技能证书",
        CertificateKind.HONOUR: "荣誉证书",
    },
}
_OF_REGISTER: tuple[Mapping[Any, str], ...] = (
    terms.SEX,
    terms.RELATION,
    terms.LABOUR,
    terms.EDUCATION,
    terms.KIND,
    terms.STATUS,
    terms.WORK_REGION,
)
_WEEKDAYS = "一二三四五六日"


def word(code: StrEnum | None) -> str:
    """The word for a code; nothing for none."""
    if code is None:
        return ""
    if type(code) in _WORDS:
        return _WORDS[type(code)][code]
    words = next(each for each in _OF_REGISTER if isinstance(next(iter(each)), type(code)))
    return words[code].split()[0]


def weekday(day: date) -> str:
    """星期一 to 星期日."""
    return f"星期{_WEEKDAYS[day.weekday()]}"


def month(day: date) -> str:
    """2018年3月."""
    return f"{day.year}年{day.month}月"


def still_needed(missing: Missing) -> str:
    """What a person still needs to complete the rotation; empty where nothing."""
    if missing == NOTHING:
        return ""
    parts = []
    if missing.half_hours:
        parts.append(f"{chinese.class_hours(missing.half_hours)} 学时")
    if missing.technology_half_hours:
        parts.append(f"技术类 {chinese.class_hours(missing.technology_half_hours)} 学时")
    if missing.kinds:
        parts.append(f"{missing.kinds} 类课程")
    return "还差 " + "、".join(parts)
