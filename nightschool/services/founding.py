"""What a new workspace begins with: the official list of schools and the starting catalogue.

These rows bear the genesis stamp: every workspace has them alike, and any edit is later.
"""

from dataclasses import replace

from nightschool.domain import catalogue, course, registry
from nightschool.domain.policy import Policy
from nightschool.domain.school import PREFECTURE, School, county_of
from nightschool.domain.stamp import GENESIS
from nightschool.storage import rows, tables
from nightschool.storage.database import Write
from nightschool.storage.queries import common


def found(write: Write, scope: str) -> None:
    """Write the common data of the counties that a workspace of this scope deals with."""
    official = replace(write, stamp=GENESIS)
    schools = registry.schools() if scope == PREFECTURE else registry.of_county(county_of(scope))
    counties = sorted({school.county_code for school in schools})
    rows.insert(official, tables.School, [_school(school) for school in schools])
    rows.insert(official, tables.Course, [_course(c, one) for c in counties for one in _starting()])
    rows.insert(official, tables.Policy, [_policy(county) for county in counties])


def _starting() -> list[course.Course]:
    return catalogue.courses()


def _school(school: School) -> rows.Values:
    return {**rows.values_of(school), "id": school.id, "scope": school.county_code}


def _course(county: str, one: course.Course) -> rows.Values:
    return {**rows.values_of(one), "id": course.key(county, one.code), "scope": county}


def _policy(county: str) -> rows.Values:
    values = common.policy_values(Policy())
    return {**values, "id": common.policy_key(county), "scope": county}
