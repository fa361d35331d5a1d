"""The register's code lists and the field's kinds, as they are stored.

The stored value is a short English word; what people read is its label, from the catalogue. The
register's own Chinese terms stand in `roster_terms.py`, which reads them.
"""

from enum import StrEnum


class Sex(StrEnum):
    """性别."""

    MALE = "male"
    FEMALE = "female"


class Relation(StrEnum):
    """与户主关系: the relation to the head of the household."""

    HEAD = "head"
    SPOUSE = "spouse"
    SON = "son"
    DAUGHTER = "daughter"
    DAUGHTER_IN_LAW = "daughter_in_law"
    SON_IN_LAW = "son_in_law"
    SONS_SON = "sons_son"
    SONS_DAUGHTER = "sons_daughter"
    DAUGHTERS_SON = "daughters_son"
    DAUGHTERS_DAUGHTER = "daughters_daughter"
    FATHER = "father"
    MOTHER = "mother"
    WIFES_FATHER = "wifes_father"
    WIFES_MOTHER = "wifes_mother"
    HUSBANDS_FATHER = "husbands_father"
    HUSBANDS_MOTHER = "husbands_mother"
    FATHERS_FATHER = "fathers_father"
    FATHERS_MOTHER = "fathers_mother"
    MOTHERS_FATHER = "mothers_father"
    MOTHERS_MOTHER = "mothers_mother"
    SIBLING = "sibling"
    OTHER = "other"


class Labour(StrEnum):
    """劳动技能: labour ability."""

    ORDINARY = "ordinary"
    SKILLED = "skilled"
    WEAK = "weak"
    LOST = "lost"
    NONE = "none"


class Health(StrEnum):
    """健康状况; a person may have several but `HEALTHY`."""

    HEALTHY = "healthy"
    CHRONIC = "chronic"
    SERIOUS = "serious"
    DISABLED = "disabled"


class Education(StrEnum):
    """文化程度."""

    ILLITERATE = "illiterate"
    PRIMARY = "primary"
    JUNIOR = "junior"
    SENIOR = "senior"
    COLLEGE = "college"
    BACHELOR = "bachelor"


class HouseholdKind(StrEnum):
    """贫困户属性 (户类型)."""

    GENERAL = "general"
    LOW_INCOME = "low_income"
    DESTITUTE = "destitute"


class RegisterStatus(StrEnum):
    """脱贫属性: where someone on the register stands."""

    NOT_LIFTED = "not_lifted"
    LIFTED = "lifted"
    RETURNED = "returned"


class WorkRegion(StrEnum):
    """务工区域: where a migrant worker works."""

    IN_COUNTY = "in_county"
    IN_PROVINCE = "in_province"
    OUTSIDE_PROVINCE = "outside_province"
    ABROAD = "abroad"


class Belonging(StrEnum):
    """How a person belongs to the school whose row it is."""

    REGISTERED = "registered"
    VILLAGER = "villager"
    GUEST = "guest"


class LeftReason(StrEnum):
    """Why a person is no longer on the school's list."""

    MOVED = "moved"
    MARRIED_AWAY = "married_away"
    DIED = "died"
    STRUCK_OFF = "struck_off"
    TRANSFERRED = "transferred"


class CourseKind(StrEnum):
    """The prefecture's four kinds of learning."""

    CULTURE = "culture"
    TECHNOLOGY = "technology"
    POLICY = "policy"
    CUSTOMS = "customs"


class SubjectGroup(StrEnum):
    """公共科目, 基础科目, 专题科目 of the provincial syllabus (2017)."""

    PUBLIC = "public"
    BASIC = "basic"
    SPECIAL = "special"


class ProvincialKind(StrEnum):
    """The five kinds of content of the provincial syllabus (2017)."""

    CURRENT_AFFAIRS = "current_affairs"
    LAW = "law"
    SKILLS = "skills"
    NEW_CUSTOMS = "new_customs"
    SCIENCE = "science"


class LessonForm(StrEnum):
    """授课形式."""

    LECTURE = "lecture"
    FIELD = "field"
    REMOTE = "remote"
    DISCUSSION = "discussion"
    CULTURE = "culture"


class Language(StrEnum):
    """The language a lesson is held in."""

    CHINESE = "chinese"
    YI = "yi"
    BOTH = "both"


class LecturerKind(StrEnum):
    """师资."""

    CADRE = "cadre"
    EXPERT = "expert"
    SCHOOL_TEACHER = "school_teacher"
    SKILLED_FARMER = "skilled_farmer"
    RESIDENT_CADRE = "resident_cadre"
    DOCTOR = "doctor"
    OTHER = "other"


class LessonState(StrEnum):
    """A lesson is planned, then held (its roll call finished) or cancelled with a reason."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Mark(StrEnum):
    """What the roll call says of a person."""

    PRESENT = "present"
    LATE = "late"
    LEFT_EARLY = "left_early"
    LEAVE = "leave"
    ABSENT = "absent"


class CertificateKind(StrEnum):
    """听课, 结业, 技能, 先进学员."""

    ATTENDANCE = "attendance"
    COMPLETION = "completion"
    SKILL = "skill"
    HONOUR = "honour"


class CertificateLayout(StrEnum):
    """羊角纹, 漆器纹, 素雅, and 套打: words alone, on paper that a printer's shop prepared."""

    HORNS = "horns"
    LACQUER = "lacquer"
    PLAIN = "plain"
    STOCK = "stock"


class CertificatePaper(StrEnum):
    """The sheet, always landscape."""

    A4 = "a4"
    A5 = "a5"


class MonthAnswer(StrEnum):
    """What the county says of a month that a school submitted."""

    ACCEPTED = "accepted"
    RETURNED = "returned"


class Role(StrEnum):
    """What a workspace, and a desk, is for."""

    SCHOOL = "school"
    COUNTY = "county"
    PREFECTURE = "prefecture"
