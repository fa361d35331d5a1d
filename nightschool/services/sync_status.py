"""Where the sync stands: what is not confirmed, who is silent, what the county asks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from nightschool import clock
from nightschool.domain.codes import Role
from nightschool.domain.school import School
from nightschool.domain.todo import Todo
from nightschool.services import desks, renewal
from nightschool.services.workspace import Workspace
from nightschool.storage import ledger, payload, peers
from nightschool.storage.ledger import Entry, State
from nightschool.storage.queries import common, devices, todos


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """What an office has not confirmed yet."""

    to: str
    rows: Mapping[str, int]
    """Counts by table of what changed since its last receipt."""
    carried_since: datetime | None
    """When the oldest package that it has not confirmed was saved; None where none was made."""


@dataclass(frozen=True, slots=True)
class Silence:
    """How long nothing has come from a school."""

    school: School
    laptops: int
    last: datetime | None
    """When its last package was taken; None for never."""
    days: int | None


@dataclass(frozen=True, slots=True)
class Status:
    """All of it."""

    unconfirmed: Sequence[Unconfirmed]
    silent: Sequence[Silence]
    ledger: Sequence[Entry]
    todos: Sequence[Todo]
    set_back: bool
    """At an office: its database is known to have been set back; its clerk is asked to act."""


def status(workspace: Workspace) -> Status:
    """Where this desk's sync stands; asks nothing but its own books."""
    with workspace.database.read() as connection:
        book = ledger.everything(connection)
        asked = todos.received(connection)
    return Status(
        _unconfirmed(workspace, book),
        _silent(workspace, book),
        book,
        asked,
        renewal.is_asked(workspace),
    )


def _unconfirmed(workspace: Workspace, book: Sequence[Entry]) -> list[Unconfirmed]:
    """For each group of desks above: what they have not confirmed."""
    above = desks.above(workspace)
    if not above:
        return []
    waiting = [
        datetime.fromisoformat(entry.at)
        for entry in book
        if entry.device == workspace.device and entry.state is State.CARRIED
    ]
    with workspace.database.read() as connection:
        confirmed = peers.acknowledged(connection, [device.device for device in above])
        counts = payload.count(connection, desks.written_scopes(workspace), confirmed)
    names = "、".join(device.name for device in above)
    return [Unconfirmed(names, counts, min(waiting, default=None))]


def _silent(workspace: Workspace, book: Sequence[Entry]) -> list[Silence]:
    """At an office: every open school, at the prefecture every county; the longest silent first."""
    if workspace.role is Role.SCHOOL:
        return []
    with workspace.database.read() as connection:
        schools = [one for one in common.schools(connection) if one.closed_on is None]
        laptops = [one for one in devices.all_devices(connection) if one.revoked_on is None]
    if workspace.role is Role.PREFECTURE:
        schools = _counties(schools)
    last: dict[bytes, str] = {}
    for entry in book:
        if entry.state.taken and entry.device not in last:
            last[entry.device] = entry.at
    found = []
    for school in schools:
        own = [one for one in laptops if school.code in one.scopes]
        heard = [datetime.fromisoformat(last[one.device]) for one in own if one.device in last]
        found.append(_silence(school, len(own), max(heard, default=None), clock.today()))
    return sorted(found, key=lambda one: (one.last is not None, one.last, one.school.code))


def _counties(schools: Sequence[School]) -> list[School]:
    """The counties of these schools, each as if it were one."""
    names = {one.county_code: one.county for one in schools}
    return [School(code, "", code, "", code, name) for code, name in sorted(names.items())]


def _silence(school: School, laptops: int, last: datetime | None, day: date) -> Silence:
    days = None if last is None else max((day - last.astimezone().date()).days, 0)
    return Silence(school, laptops, last, days)
