"""The county's common data: schools, courses, policy."""

from sqlalchemy import or_, select
from sqlalchemy.engine import Connection

from nightschool.domain import course, identity, policy, school
from nightschool.domain.lecturer import Lecturer
from nightschool.storage import tables
from nightschool.storage.queries.records import fetch, selecting
from nightschool.storage.rows import Values, table_of


def schools(connection: Connection) -> list[school.School]:
    """The schools that this workspace knows, by code."""
    query = selecting(school.School, tables.School).order_by(tables.School.code)
    return fetch(connection, school.School, query)


def courses(connection: Connection) -> list[course.Course]:
    """The courses, by code."""
    query = selecting(course.Course, tables.Course).order_by(tables.Course.code)
    return fetch(connection, course.Course, query)


def lecturers(connection: Connection, *scopes: str) -> list[Lecturer]:
    """The lecturers of these scopes, by name; of all where none is given."""
    where = [or_(*(tables.Lecturer.scope == scope for scope in scopes))] if scopes else []
    query = selecting(Lecturer, tables.Lecturer, *where).order_by(tables.Lecturer.name)
    return fetch(connection, Lecturer, query)


def policy_key(county: str) -> identity.RowId:
    """The key of a county's one policy row."""
    return identity.named("policy", county)


def policy_values(rules: policy.Policy) -> Values:
    """The policy as its row stores it."""
    first, second, third = rules.targets
    return {
        "start": rules.start,
        "years": rules.years,
        "first_target": first,
        "second_target": second,
        "third_target": third,
        "half_hours": rules.half_hours,
        "technology_half_hours": rules.technology_half_hours,
        "kinds": rules.kinds,
        "male_from": rules.male_ages[0],
        "male_to": rules.male_ages[1],
        "female_from": rules.female_ages[0],
        "female_to": rules.female_ages[1],
        "labour": rules.labour,
    }


def policy_of(connection: Connection, county: str) -> policy.Policy:
    """The county's policy; the default where it set none."""
    row = (
        connection.execute(
            select(table_of(tables.Policy)).where(tables.Policy.id == policy_key(county))
        )
        .mappings()
        .first()
    )
    if row is None:
        return policy.Policy()
    return policy.Policy(
        start=row["start"],
        years=row["years"],
        targets=(row["first_target"], row["second_target"], row["third_target"]),
        half_hours=row["half_hours"],
        technology_half_hours=row["technology_half_hours"],
        kinds=row["kinds"],
        male_ages=(row["male_from"], row["male_to"]),
        female_ages=(row["female_from"], row["female_to"]),
        labour=row["labour"],
    )
