"""What waits for a school's teacher: lessons without a roll, work that has not gone, to-dos."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.engine import Connection

from nightschool.domain.codes import LessonState
from nightschool.domain.identity import RowId
from nightschool.domain.lesson import Lesson
from nightschool.domain.stamp import DeviceId
from nightschool.domain.todo import Todo
from nightschool.storage import tables
from nightschool.storage.ledger import State
from nightschool.storage.queries import joined, lessons, people
from nightschool.storage.queries.lessons import LessonLine
from nightschool.storage.queries.records import fetch, selecting

Found = tables.Lesson


def waiting(connection: Connection, school: str, on: date) -> list[LessonLine]:
    """The lessons of the day, and those until then whose roll is not finished; latest first."""
    planned = Found.state == LessonState.PLANNED
    not_cancelled = Found.state != LessonState.CANCELLED
    return lessons.listed(
        connection,
        Found.scope == school,
        joined.standing(Found),
        or_(
            and_(Found.day == on, not_cancelled),
            and_(Found.day < on, planned),
            Found.roll_open.is_(True),
        ),
    )


def month(connection: Connection, school: str, first: date, last: date) -> list[Lesson]:
    """The lessons of a school on these days."""
    of_days = Found.day.between(first, last)
    query = selecting(Lesson, Found, Found.scope == school, of_days, joined.standing(Found))
    return fetch(connection, Lesson, query)


def of_school(connection: Connection, asked: Sequence[Todo], school: str) -> list[Todo]:
    """The to-dos of a school: those whose person or lesson is another school's are left out."""
    others = _elsewhere(connection, (RowId(one.row) for one in asked), school)
    return [one for one in asked if one.row[:16] not in others]


def _elsewhere(connection: Connection, rows: Iterable[RowId], school: str) -> set[bytes]:
    ids = list(rows)
    homes = {**people.schools_of(connection, ids)}
    homes |= {one.id: one.school for one in lessons.of_ids(connection, ids)}
    return {row for row, home in homes.items() if home != school}


def oldest_unsent(connection: Connection, scopes: Sequence[str], above: int) -> date | None:
    """The day of the oldest lesson, or else of the oldest edit, that was written after `above`."""
    lesson = select(func.min(Found.day)).where(Found.seq > above, Found.scope.in_(scopes))
    change = tables.Change
    edit = select(func.min(change.at)).where(change.seq > above, change.scope.in_(scopes))
    taught: date | None = connection.execute(lesson).scalar()
    written: str | None = connection.execute(edit).scalar()
    days = [taught, datetime.fromisoformat(written).astimezone().date() if written else None]
    return min((day for day in days if day is not None), default=None)


def oldest_carried(connection: Connection, device: DeviceId) -> datetime | None:
    """When the oldest of our packages was saved that nobody has confirmed."""
    package = tables.Package
    query = select(func.min(package.at)).where(
        package.device == device, package.state == State.CARRIED
    )
    found: str | None = connection.execute(query).scalar()
    return datetime.fromisoformat(found) if found else None
