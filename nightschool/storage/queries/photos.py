"""Photos of lessons."""

from collections.abc import Collection, Mapping

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from nightschool.domain.identity import RowId
from nightschool.domain.photo import Photo
from nightschool.storage import tables
from nightschool.storage.queries.records import fetch, selecting

Found = tables.Photo


def of_lesson(connection: Connection, lesson: RowId) -> list[Photo]:
    """The photos of a lesson in the order in which they were added."""
    return fetch(
        connection, Photo, selecting(Photo, Found, Found.lesson == lesson).order_by(Found.id)
    )


def counts(connection: Connection, lessons: Collection[RowId]) -> Mapping[RowId, int]:
    """How many photos each of these lessons has; one that has none is absent."""
    query = select(Found.lesson, func.count()).where(
        Found.lesson.in_(lessons), Found.deleted.is_(False)
    )
    return {row[0]: row[1] for row in connection.execute(query.group_by(Found.lesson))}


def in_use(connection: Connection, sha256: bytes) -> bool:
    """Whether a photo that was not deleted has these bytes."""
    query = select(Found.id).where(Found.sha256 == sha256, Found.deleted.is_(False)).limit(1)
    return connection.execute(query).first() is not None
