"""Courses: the catalogue in the prefecture's four kinds and the syllabus's three groups."""

from dataclasses import dataclass

from nightschool.domain import identity
from nightschool.domain.codes import CourseKind, ProvincialKind, SubjectGroup
from nightschool.domain.identity import RowId

CROSSWALK = {
    ProvincialKind.CURRENT_AFFAIRS: CourseKind.POLICY,
    ProvincialKind.LAW: CourseKind.POLICY,
    ProvincialKind.SKILLS: CourseKind.TECHNOLOGY,
    ProvincialKind.NEW_CUSTOMS: CourseKind.CUSTOMS,
    ProvincialKind.SCIENCE: CourseKind.CULTURE,
}
"""Provincial kind of content to the prefecture's kind of learning (provincial syllabus, 2017)."""


@dataclass(frozen=True, slots=True)
class Course:
    """One course; `skill` names the practical skill that it teaches, where it teaches one."""

    id: RowId
    code: str
    title: str
    provincial_kind: ProvincialKind
    group: SubjectGroup
    skill: str = ""
    active: bool = True

    @property
    def kind(self) -> CourseKind:
        return CROSSWALK[self.provincial_kind]


def key(county: str, code: str) -> RowId:
    """The row key of a county's course with this code: each county keeps its own catalogue."""
    return identity.named("course", f"{county}:{code}")
