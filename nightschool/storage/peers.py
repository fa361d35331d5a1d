"""How far we and other desks hold each other's work, and what we know of all devices."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import select, text
from sqlalchemy.engine import Connection

from nightschool.domain.stamp import DeviceId, Knowledge
from nightschool.storage.database import Write
from nightschool.storage.tables import Knowledge as KnowledgeRow
from nightschool.storage.tables import Peer, Workspace

_CONFIRM = text(
    "INSERT INTO peer (device, acknowledged, held) VALUES (:device, :acknowledged, :held)"
    " ON CONFLICT (device) DO UPDATE SET"
    " acknowledged = CASE WHEN peer.acknowledged < excluded.acknowledged"
    " THEN excluded.acknowledged ELSE peer.acknowledged END,"
    " held = CASE WHEN peer.held < excluded.held THEN excluded.held ELSE peer.held END"
)
_LEARN = text(
    "INSERT INTO knowledge (scope, device, counter, number, sha256)"
    " VALUES (:scope, :device, :counter, :number, :sha256)"
    " ON CONFLICT (scope, device) DO UPDATE SET"
    " counter = excluded.counter, number = excluded.number, sha256 = excluded.sha256"
    " WHERE knowledge.counter < excluded.counter"
)


@dataclass(frozen=True, slots=True)
class Known:
    """Up to which counter a device is known in a scope, and which package brought it."""

    scope: str
    device: DeviceId
    counter: int
    number: int
    sha256: bytes


def acknowledged(connection: Connection, devices: Sequence[DeviceId]) -> int:
    """Our `seq` that all these devices have confirmed; 0 where one has confirmed nothing."""
    found = {
        row.device: row.acknowledged
        for row in connection.execute(select(Peer.device, Peer.acknowledged))
    }
    return min((found.get(device, 0) for device in devices), default=0)


def held(connection: Connection, device: DeviceId) -> int:
    """The device's `seq` up to which we hold everything of it."""
    return connection.execute(select(Peer.held).where(Peer.device == device)).scalar() or 0


def confirm(write: Write, device: DeviceId, *, acknowledged: int = 0, held: int = 0) -> None:
    """Raise how far we and a device hold each other; neither ever falls."""
    values = {"device": device, "acknowledged": acknowledged, "held": held}
    write.connection.execute(_CONFIRM, values)


def knowledge(connection: Connection, scopes: Collection[str] | None = None) -> list[Known]:
    """What we know of others, by scope and device; in these scopes, or in all."""
    columns = (
        KnowledgeRow.scope,
        KnowledgeRow.device,
        KnowledgeRow.counter,
        KnowledgeRow.number,
        KnowledgeRow.sha256,
    )
    query = select(*columns).order_by(KnowledgeRow.scope, KnowledgeRow.device)
    if scopes is not None:
        query = query.where(KnowledgeRow.scope.in_(scopes))
    return [
        Known(row.scope, DeviceId(row.device), row.counter, row.number, row.sha256)
        for row in connection.execute(query)
    ]


def known_counters(connection: Connection, scopes: Sequence[str]) -> dict[str, Knowledge]:
    """What we know in each of these scopes; of ourselves, everything."""
    me = connection.execute(select(Workspace.device, Workspace.counter)).one()
    own = DeviceId(me.device)
    held: dict[str, dict[DeviceId, int]] = {scope: {own: me.counter} for scope in scopes}
    for each in knowledge(connection, scopes):
        if each.device != own:
            held[each.scope][each.device] = each.counter
    return {scope: Knowledge(devices) for scope, devices in held.items()}


def learn(write: Write, known: Sequence[Known]) -> None:
    """Raise what we know; after a package was merged without a gap."""
    values = [{**asdict(each), "scope": int(each.scope)} for each in known]
    if values:
        write.connection.execute(_LEARN, values)


def counters(connection: Connection) -> tuple[int, int]:
    """Our highest Lamport counter and our `seq`, as of this transaction."""
    row = connection.execute(select(Workspace.counter, Workspace.seq)).one()
    return row.counter, row.seq
