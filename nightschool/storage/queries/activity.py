"""What schools did month by month, and when their last packages came: what reports add."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy import BigInteger, Text, and_, case, cast, func, literal, or_, select, type_coerce
from sqlalchemy.engine import Connection

from nightschool.domain.account import NOTHING_DONE, Activity
from nightschool.domain.codes import LessonState
from nightschool.domain.course import CROSSWALK
from nightschool.domain.stamp import DeviceId
from nightschool.storage.ledger import State
from nightschool.storage.queries import hours, joined
from nightschool.storage.tables import Attendance, Course, Lesson, Package


def months(
    connection: Connection, scope: str, first: date, end: date
) -> Mapping[str, dict[date, Activity]]:
    """By school and month: lessons of a county or school from `first` until before `end`.

    Each roll is summed once, in the order of the table; only then lessons are sorted by kind. What
    was recorded twice is taken off at the end.
    """
    held = hours.held(scope, first, end)
    rolls = _rolls(held).subquery()
    month = func.substr(type_coerce(Lesson.day, Text), 1, 7).label("month")
    query = (
        select(
            Lesson.scope,
            month,
            Course.provincial_kind,
            func.count(case((joined.standing(Lesson), 1))).label("lessons"),
            *(
                cast(func.coalesce(func.sum(rolls.columns[name]), 0), BigInteger).label(name)
                for name in ("half_hours", "attended", "called")
            ),
        )
        .outerjoin(rolls, rolls.columns.lesson == Lesson.id)
        .outerjoin(Course, Course.id == Lesson.course)
        .where(*held)
        .group_by(Lesson.scope, month, Course.provincial_kind)
    )
    found: defaultdict[str, dict[date, Activity]] = defaultdict(dict)
    for row in chain(connection.execute(query), connection.execute(_again(held))):
        done, day = found[row.scope], date.fromisoformat(f"{row.month}-01")
        done[day] = done.get(day, NOTHING_DONE) + _activity(row)
    return found


def _again(held: Any) -> Any:
    """What rolls say of a person at a lesson that another line of theirs says, less than nought."""
    lines = joined.ranked(*held)
    month = func.substr(type_coerce(lines.c.day, Text), 1, 7).label("month")
    taken = {
        "half_hours": lines.c.half_hours * lines.c.came,
        "attended": lines.c.came,
        "called": literal(1, BigInteger),
    }
    return (
        select(
            lines.c.scope,
            month,
            lines.c.provincial_kind,
            literal(0, BigInteger).label("lessons"),
            *(cast(-func.sum(value), BigInteger).label(name) for name, value in taken.items()),
        )
        .where(lines.c.place > 1)
        .group_by(lines.c.scope, month, lines.c.provincial_kind)
    )


def _rolls(held: Any) -> Any:
    own = func.coalesce(Attendance.half_hours, Lesson.half_hours)
    return (
        select(
            Attendance.lesson,
            func.sum(case((hours.there(), own), else_=0)).label("half_hours"),
            hours.attended().label("attended"),
            func.count().label("called"),
        )
        .join(Lesson, Lesson.id == Attendance.lesson)
        .where(Attendance.deleted.is_(False), *held)
        .group_by(Attendance.lesson)
    )


def _activity(row: Any) -> Activity:
    if row.provincial_kind is None:
        return Activity(lessons_of_no_kind=row.lessons, attended=row.attended, called=row.called)
    kind = CROSSWALK[row.provincial_kind]
    return Activity({kind: row.lessons}, 0, {kind: row.half_hours}, row.attended, row.called)


def unfinished(connection: Connection, school: str, first: date, last: date) -> int:
    """How many lessons of these days were planned and never held, or have their roll open."""
    query = select(func.count()).where(
        Lesson.scope == school,
        Lesson.deleted.is_(False),
        joined.standing(Lesson),
        Lesson.day.between(first, last),
        or_(
            Lesson.state == LessonState.PLANNED,
            and_(Lesson.state == LessonState.HELD, Lesson.roll_open.is_(True)),
        ),
    )
    return connection.execute(query).scalar_one()


def last_packages(connection: Connection, before: str) -> Mapping[DeviceId, str]:
    """When the last package of each desk was taken before that moment (ISO 8601, UTC)."""
    taken = [state for state in State if state.taken]
    query = (
        select(Package.device, func.max(Package.at).label("at"))
        .where(Package.state.in_(taken), Package.at < before)
        .group_by(Package.device)
    )
    return {DeviceId(row.device): row.at for row in connection.execute(query)}
