"""Printed roll-call sheets, found by their lesson or their code."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Connection

from nightschool.domain.identity import RowId
from nightschool.domain.lesson import Lesson
from nightschool.domain.person import Person
from nightschool.domain.roll_sheet import RollSheet, code_of
from nightschool.storage import tables
from nightschool.storage.queries import lessons, people
from nightschool.storage.queries.records import fetch, selecting

Found = tables.RollSheet


@dataclass(frozen=True, slots=True)
class SheetRows:
    """A printed sheet as it is keyed back: its lesson, and who stood in row 1, 2, 3 …."""

    sheet: RollSheet
    lesson: Lesson
    people: tuple[Person | None, ...]
    """None for who is no longer one of the school's."""


def of_lesson(connection: Connection, lesson: RowId) -> list[RollSheet]:
    """The printed sheets of a lesson, the oldest first."""
    query = selecting(RollSheet, Found, Found.lesson == lesson)
    return fetch(connection, RollSheet, query.order_by(Found.printed_on, Found.id))


def by_code(connection: Connection, code: str) -> list[RollSheet]:
    """The printed sheets that bear this code: hardly ever more than one."""
    ids = connection.execute(select(Found.id).where(Found.deleted.is_(False))).scalars()
    meant = [row for row in ids if code_of(row) == code]
    return fetch(connection, RollSheet, selecting(RollSheet, Found, Found.id.in_(meant)))


def rows_of(connection: Connection, sheet: RollSheet) -> SheetRows:
    """The sheet with its lesson and people as they are now."""
    held = {
        one.id: one for one in people.of_ids(connection, sheet.rows) if one.school == sheet.school
    }
    lesson = lessons.lesson(connection, sheet.lesson)
    return SheetRows(sheet, lesson, tuple(held.get(row) for row in sheet.rows))
