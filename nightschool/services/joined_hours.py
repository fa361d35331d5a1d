"""Hours that a person has at another school, as a guest or by a second row: credits at home.

Within a school queries follow the joining. Between schools the home's laptop has no lessons of the
other, so an office makes read-only rows of them, which travel home, and keeps them true.
"""

from collections.abc import Mapping
from dataclasses import replace

from nightschool.domain.codes import Role
from nightschool.domain.credit import Credit
from nightschool.domain.identity import RowId
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from nightschool.storage.database import Write
from nightschool.storage.queries import credits as taken_along
from nightschool.storage.queries import doubles as found


def follow(workspace: Workspace) -> None:
    """Bring the credits of joined people up to date, after packages were taken at an office."""
    if workspace.role is Role.SCHOOL:
        return
    with workspace.database.read() as connection:
        if not found.across(connection):
            return
    with workspace.database.write() as write:
        bring(write)


def bring(write: Write, of: Mapping[RowId, RowId] | None = None) -> None:
    """Make, correct and take away the credits of people who have rows at other schools.

    `of` is a row that was joined or parted just now, and with whom; without it everybody's.
    """
    connection = write.connection
    across = found.across(connection)
    if of is not None:
        meant = {across.get(one, (one, ""))[0] for pair in of.items() for one in pair}
        across = {one: home for one, home in across.items() if home[0] in meant}
    homes = dict(across.values())
    wanted: dict[rows.Key, Credit] = {}
    for one in taken_along.earned(connection, list(homes)):
        home = homes[one.person]
        if home in (one.school, one.held_by):
            continue  # its own lesson, or here already
        key = (one.lesson, one.person)
        wanted[key] = _better(wanted.get(key), replace(one, school=home))
    into = {one: root for one, (root, _home) in across.items()} | dict(of or {})
    possible = {(lesson, into[person]) for lesson, person in found.named_by(connection, list(into))}
    _put(write, wanted)
    rows.delete(write, tables.Credit, possible - wanted.keys())


def _better(one: Credit | None, other: Credit) -> Credit:
    """Of two rows' lines of one lesson, that of whoever was there longer."""
    if one is None or (other.attended, other.half_hours) > (one.attended, one.half_hours):
        return other
    return one


def _put(write: Write, wanted: Mapping[rows.Key, Credit]) -> None:
    values = {key: rows.values_of(one) for key, one in wanted.items()}
    held = rows.existing(write.connection, tables.Credit, values)
    rows.insert(write, tables.Credit, [one for key, one in values.items() if key not in held])
    fields = {
        key: {name: value for name, value in values[key].items() if name in _FIELDS} for key in held
    }
    again = {key: fields[key] for key, row in held.items() if row["deleted"]}
    rows.restore(write, tables.Credit, again)
    rows.edit(write, tables.Credit, {key: fields[key] for key in held if key not in again})


_FIELDS = frozenset({"day", "kind", "half_hours", "attended", "title", "held_by"})
