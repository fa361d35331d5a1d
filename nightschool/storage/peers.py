"""How far we and other desks hold each other's work, and what we know of all devices."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import case, insert, select, update
from sqlalchemy.engine import Connection

from nightschool.domain.stamp import DeviceId, Knowledge
from nightschool.storage.database import Write, device_of
from nightschool.storage.tables import Knowledge as KnowledgeRow
from nightschool.storage.tables import Peer, Workspace


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
    values = {"acknowledged": acknowledged, "held": held}
    higher = {
        name: case((Peer.__table__.c[name] < value, value), else_=Peer.__table__.c[name])
        for name, value in values.items()
    }
    raised = write.connection.execute(update(Peer).where(Peer.device == device).values(higher))
    if not raised.rowcount:
        write.connection.execute(insert(Peer).values(device=device, **values))


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
    own = device_of(connection)
    counter, _seq = counters(connection)
    held: dict[str, dict[DeviceId, int]] = {scope: {own: counter} for scope in scopes}
    for each in knowledge(connection, scopes):
        if each.device != own:
            held[each.scope][each.device] = each.counter
    return {scope: Knowledge(devices) for scope, devices in held.items()}


def learn(write: Write, known: Sequence[Known]) -> None:
    """Raise what we know; after a package was merged without a gap."""
    scopes = {each.scope for each in known}
    held = {(one.scope, one.device): one.counter for one in knowledge(write.connection, scopes)}
    for each in known:
        before = held.get((each.scope, each.device))
        values = {"counter": each.counter, "number": each.number, "sha256": each.sha256}
        if before is None:
            place = {"scope": each.scope, "device": each.device}
            write.connection.execute(insert(KnowledgeRow).values(**place, **values))
        elif before < each.counter:
            write.connection.execute(
                update(KnowledgeRow)
                .where(KnowledgeRow.scope == each.scope, KnowledgeRow.device == each.device)
                .values(**values)
            )


def counters(connection: Connection) -> tuple[int, int]:
    """Our highest Lamport counter and our `seq`, as of this transaction."""
    row = connection.execute(select(Workspace.counter, Workspace.seq)).one()
    return row.counter, row.seq
