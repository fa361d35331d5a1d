"""The list of people for the window, a page at a time: 33,000 people and 50 ms a keystroke."""

from dataclasses import dataclass
from datetime import date
from typing import TypedDict, Unpack

from nightschool import clock
from nightschool.domain.identity import RowId
from nightschool.domain.school import county_of
from nightschool.services import schools
from nightschool.services.workspace import Workspace
from nightschool.storage import hours, searching
from nightschool.storage.queries import common
from nightschool.storage.queries import people_list as found
from nightschool.storage.queries.people_list import Only, PersonRow, Sort, Wanted

__all__ = ["Filters", "Only", "Page", "PersonRow", "Sort", "page", "position"]


class Filters(TypedDict, total=False):
    """What a list shows and in which order. `text` is a name, pinyin or the end of a number."""

    text: str
    only: Only
    sort: Sort
    descending: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the list; `total` counts the whole of it, with its first page alone."""

    rows: tuple[PersonRow, ...]
    total: int | None


def page(
    workspace: Workspace,
    school: str = "",
    *,
    offset: int = 0,
    limit: int = 100,
    on: date | None = None,
    **filters: Unpack[Filters],
) -> Page:
    """A page of the people of a school, or of the whole desk, as they stand today or on a day.

    Hours are those of the rotation's years as far as they were held.
    """
    wanted = _wanted(workspace, school, on, filters)
    with workspace.database.read() as connection:
        rows = tuple(found.page(connection, wanted, offset, limit))
        return Page(rows, None if offset else found.total(connection, wanted))


def position(
    workspace: Workspace,
    person: RowId,
    school: str = "",
    *,
    on: date | None = None,
    **filters: Unpack[Filters],
) -> int | None:
    """The place of a person in that list, from 0; None where it does not show them."""
    wanted = _wanted(workspace, school, on, filters)
    with workspace.database.read() as connection:
        return found.position(connection, wanted, person)


def _wanted(workspace: Workspace, school: str, on: date | None, filters: Filters) -> Wanted:
    scope = schools.code_of(workspace, school) if school else workspace.scope
    with workspace.database.read() as connection:
        policy = common.policy_of(connection, county_of(scope))
    hours.refresh(workspace.database, county_of(scope), policy)
    searching.refresh(workspace.database)
    return Wanted(scope, policy, on or clock.today(), **filters)
