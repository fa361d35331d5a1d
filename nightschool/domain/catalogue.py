"""The catalogue that every county starts with: courses in the syllabus's kinds and groups."""

import csv
from functools import cache

from nightschool import paths
from nightschool.domain import course
from nightschool.domain.codes import ProvincialKind, SubjectGroup
from nightschool.domain.course import Course


@cache
def courses(county: str) -> tuple[Course, ...]:
    """The shipped courses as a county (6 digits) begins with them, in the catalogue's order."""
    path = paths.resources() / "data" / "courses.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            Course(
                id=course.key(county, row["code"]),
                code=row["code"],
                title=row["title"],
                provincial_kind=ProvincialKind(row["provincial_kind"]),
                group=SubjectGroup(row["group"]),
                skill=row["skill"],
            )
            for row in csv.DictReader(file)
        )
