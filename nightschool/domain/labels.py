"""What people read for the words of the code lists, in the language in force."""

from enum import StrEnum

from nightschool.domain.codes import (
    Belonging,
    CertificateKind,
    CourseKind,
    Education,
    Health,
    HouseholdKind,
    Labour,
    Language,
    LecturerKind,
    LeftReason,
    LessonForm,
    LessonState,
    Mark,
    ProvincialKind,
    RegisterStatus,
    Relation,
    Sex,
    SubjectGroup,
    WorkRegion,
)
from nightschool.i18n import N_, _

# By list first: the same word may stand in several lists, and such members are equal.
_LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    Sex: {Sex.MALE: N_("male"), Sex.FEMALE: N_("female")},
    CourseKind: {
        CourseKind.CULTURE: N_("culture"),
        CourseKind.TECHNOLOGY: N_("technology"),
        CourseKind.POLICY: N_("policy"),
        CourseKind.CUSTOMS: N_("new customs"),
    },
    ProvincialKind: {
        ProvincialKind.CURRENT_AFFAIRS: N_("current affairs"),
        ProvincialKind.LAW: N_("law"),
        ProvincialKind.SKILLS: N_("technical skills"),
        ProvincialKind.NEW_CUSTOMS: N_("civilised customs"),
        ProvincialKind.SCIENCE: N_("popular culture and science"),
    },
    CertificateKind: {
        CertificateKind.ATTENDANCE: N_("attendance certificate"),
        CertificateKind.COMPLETION: N_("certificate of completion"),
        CertificateKind.SKILL: N_("skill certificate"),
        CertificateKind.HONOUR: N_("honour"),
    },
    SubjectGroup: {
        SubjectGroup.PUBLIC: N_("public subject"),
        SubjectGroup.BASIC: N_("basic subject"),
        SubjectGroup.SPECIAL: N_("special subject"),
    },
    LecturerKind: {
        LecturerKind.CADRE: N_("leading cadre"),
        LecturerKind.EXPERT: N_("technical expert"),
        LecturerKind.SCHOOL_TEACHER: N_("school teacher"),
        LecturerKind.SKILLED_FARMER: N_("skilled farmer"),
        LecturerKind.RESIDENT_CADRE: N_("resident cadre"),
        LecturerKind.DOCTOR: N_("doctor"),
        LecturerKind.OTHER: N_("other lecturer"),
    },
    LessonState: {
        LessonState.PLANNED: N_("planned"),
        LessonState.HELD: N_("held"),
        LessonState.CANCELLED: N_("cancelled"),
    },
    Mark: {
        Mark.PRESENT: N_("present"),
        Mark.LATE: N_("late"),
        Mark.LEFT_EARLY: N_("left early"),
        Mark.LEAVE: N_("on leave"),
        Mark.ABSENT: N_("absent"),
    },
    Relation: {
        Relation.HEAD: N_("head of the household"),
        Relation.SPOUSE: N_("spouse"),
        Relation.SON: N_("son"),
        Relation.DAUGHTER: N_("daughter"),
        Relation.DAUGHTER_IN_LAW: N_("daughter-in-law"),
        Relation.SON_IN_LAW: N_("son-in-law"),
        Relation.SONS_SON: N_("son's son"),
        Relation.SONS_DAUGHTER: N_("son's daughter"),
        Relation.DAUGHTERS_SON: N_("daughter's son"),
        Relation.DAUGHTERS_DAUGHTER: N_("daughter's daughter"),
        Relation.FATHER: N_("father"),
        Relation.MOTHER: N_("mother"),
        Relation.WIFES_FATHER: N_("wife's father"),
        Relation.WIFES_MOTHER: N_("wife's mother"),
        Relation.HUSBANDS_FATHER: N_("husband's father"),
        Relation.HUSBANDS_MOTHER: N_("husband's mother"),
        Relation.FATHERS_FATHER: N_("father's father"),
        Relation.FATHERS_MOTHER: N_("father's mother"),
        Relation.MOTHERS_FATHER: N_("mother's father"),
        Relation.MOTHERS_MOTHER: N_("mother's mother"),
        Relation.SIBLING: N_("brother or sister"),
        Relation.OTHER: N_("other kin"),
    },
    Labour: {
        Labour.ORDINARY: N_("ordinary labour"),
        Labour.SKILLED: N_("skilled labour"),
        Labour.WEAK: N_("weak or half labour"),
        Labour.LOST: N_("labour ability lost"),
        Labour.NONE: N_("no labour ability"),
    },
    Health: {
        Health.HEALTHY: N_("healthy"),
        Health.CHRONIC: N_("chronic illness"),
        Health.SERIOUS: N_("serious illness"),
        Health.DISABLED: N_("disabled"),
    },
    Education: {
        Education.ILLITERATE: N_("cannot read or hardly"),
        Education.PRIMARY: N_("primary school"),
        Education.JUNIOR: N_("junior middle school"),
        Education.SENIOR: N_("senior middle school"),
        Education.COLLEGE: N_("college"),
        Education.BACHELOR: N_("bachelor and above"),
    },
    HouseholdKind: {
        HouseholdKind.GENERAL: N_("poor household"),
        HouseholdKind.LOW_INCOME: N_("low-income household"),
        HouseholdKind.DESTITUTE: N_("destitute household"),
    },
    RegisterStatus: {
        RegisterStatus.NOT_LIFTED: N_("not lifted out of poverty"),
        RegisterStatus.LIFTED: N_("lifted out of poverty"),
        RegisterStatus.RETURNED: N_("returned to poverty"),
    },
    WorkRegion: {
        WorkRegion.IN_COUNTY: N_("in the county"),
        WorkRegion.IN_PROVINCE: N_("in the province"),
        WorkRegion.OUTSIDE_PROVINCE: N_("outside the province"),
        WorkRegion.ABROAD: N_("abroad"),
    },
    Belonging: {
        Belonging.REGISTERED: N_("on the register"),
        Belonging.VILLAGER: N_("villager outside the register"),
        Belonging.GUEST: N_("guest from another village"),
    },
    LeftReason: {
        LeftReason.MOVED: N_("moved away"),
        LeftReason.MARRIED_AWAY: N_("married away"),
        LeftReason.DIED: N_("died"),
        LeftReason.STRUCK_OFF: N_("struck off the list"),
        LeftReason.TRANSFERRED: N_("transferred to another school"),
    },
    LessonForm: {
        LessonForm.LECTURE: N_("lecture"),
        LessonForm.FIELD: N_("field practice"),
        LessonForm.REMOTE: N_("remote lesson"),
        LessonForm.DISCUSSION: N_("discussion"),
        LessonForm.CULTURE: N_("culture and sport"),
    },
    Language: {
        Language.CHINESE: N_("Chinese"),
        Language.YI: N_("Yi"),
        Language.BOTH: N_("Chinese and Yi"),
    },
}


def label(code: StrEnum) -> str:
    """The label of a code."""
    return _(_LABELS[type(code)][code])
