"""Which papers showed ID numbers whole: kept on this desk, never changed."""

from dataclasses import dataclass

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection

from nightschool.domain import identity
from nightschool.storage.rows import table_of
from nightschool.storage.tables import Disclosure as Kept


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One paper: who made it when, of which school, how many people stand on it, and why."""

    at: str
    by: str
    school: str
    paper: str
    people: int
    reason: str


def keep(connection: Connection, made: Disclosure) -> None:
    """Note the paper before it is written."""
    values = {
        "id": identity.new(),
        "at": made.at,
        "by": made.by,
        "scope": made.school,
        "paper": made.paper,
        "people": made.people,
        "reason": made.reason,
    }
    connection.execute(insert(Kept).values(values))


def all_of(connection: Connection) -> list[Disclosure]:
    """All that were made on this desk, the latest first."""
    kept = table_of(Kept).columns
    names = ("at", "by", "scope", "paper", "people", "reason")
    query = select(*(kept[name] for name in names)).order_by(kept["id"].desc())
    return [Disclosure(*row) for row in connection.execute(query)]
