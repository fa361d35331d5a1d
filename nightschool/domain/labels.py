"""What people read for the words of the code lists, in the language in force."""

from enum import StrEnum

from nightschool.domain.codes import (
    CourseKind,
    LecturerKind,
    LessonState,
    Mark,
    ProvincialKind,
    Sex,
    SubjectGroup,
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
}


def label(code: StrEnum) -> str:
    """The label of a code."""
    return _(_LABELS[type(code)][code])
