"""The derived table that people are found by: made anew for those whose rows were written since.

Like `hours.py`: nothing else knows of it, and it may be thrown away at any time.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, exists, insert, or_, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from nightschool.domain import pinyin
from nightschool.domain.identity import RowId
from nightschool.errors import UserError
from nightschool.storage.database import Database
from nightschool.storage.queries import hours, joined
from nightschool.storage.rows import table_of
from nightschool.storage.tables import Person, PersonSearch, SearchState, Workspace


def refresh(database: Database) -> None:
    """Bring the table up to date; a database that cannot be written stays as it is."""
    with database.read() as connection:
        seq = _state(connection)
        if not connection.execute(select(exists().where(Person.seq > seq))).scalar():
            return
    try:
        with database.alone() as connection:
            _make(connection, _state(connection))
    except UserError:
        return  # a disk that takes nothing is no reason to find nobody
    except DBAPIError as error:
        if not re.search("read-?only", str(error.orig)):
            raise


def _state(connection: Connection) -> int:
    return connection.execute(select(SearchState.seq)).scalar() or 0


def _make(connection: Connection, seq: int) -> None:
    joining = Person.id.in_(hours.joined_since(connection, seq))
    stale = joined.whole(select(Person.id).where(or_(Person.seq > seq, joining)))
    names = (Person.id, Person.scope, Person.name, Person.citizen_no, Person.person_no)
    query = select(*names, Person.left_on).where(Person.id.in_(stale), Person.deleted.is_(False))
    people = connection.execute(query).all()
    connection.execute(delete(PersonSearch).where(PersonSearch.person.in_(stale)))
    found = _found_by(people, joined.roots(connection))
    if found:
        connection.execute(insert(table_of(PersonSearch)), found)
    connection.execute(delete(SearchState))
    now = select(Workspace.seq).scalar_subquery()
    connection.execute(insert(SearchState).values(id=1, seq=now))


def _found_by(people: Sequence[Any], root_of: Mapping[RowId, RowId]) -> list[dict[str, Any]]:
    """Rows of the table: whoever stands is found by the names and numbers of the joined too."""
    theirs: defaultdict[RowId, list[Any]] = defaultdict(list)
    for one in people:
        if one.id in root_of:
            theirs[root_of[one.id]].append(one)
    return [
        {
            "person": one.id,
            "scope": one.scope,
            "key": " ".join(pinyin.search_key(each.name) for each in (one, *theirs[one.id])),
            "sound": pinyin.sound(one.name),
            "numbers": "".join(map(_numbers, (one, *theirs[one.id]))),
            "here": one.left_on is None,
        }
        for one in people
        if one.id not in root_of
    ]


def _numbers(one: Any) -> str:
    return f"{one.citizen_no or ''} {one.person_no or ''} "
