"""The desks that the county lists."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Connection

from nightschool.domain import identity
from nightschool.domain.device import Device
from nightschool.domain.identity import RowId
from nightschool.domain.stamp import DeviceId
from nightschool.storage.tables import Change
from nightschool.storage.tables import Device as Row

_COLUMNS = (
    Row.device,
    Row.name,
    Row.scopes,
    Row.verify_key,
    Row.recipient,
    Row.enrolled_on,
    Row.revoked_on,
)


def key(device: DeviceId) -> RowId:
    """The row key of a device."""
    return identity.named("device", device.hex())


def values(device: Device) -> dict[str, Any]:
    """The device as its row stores it."""
    return {
        "id": key(device.device),
        "device": device.device,
        "name": device.name,
        "scopes": ",".join(device.scopes),
        "verify_key": device.verify_key,
        "recipient": device.recipient,
        "enrolled_on": device.enrolled_on,
        "revoked_on": device.revoked_on,
    }


def all_devices(connection: Connection) -> list[Device]:
    """Every listed desk, by name; revoked ones too."""
    query = select(*_COLUMNS).where(Row.deleted.is_(False)).order_by(Row.name, Row.id)
    return [_record(row) for row in connection.execute(query)]


def find(connection: Connection, device: DeviceId) -> Device | None:
    """The listed desk with this id."""
    query = select(*_COLUMNS).where(Row.id == key(device), Row.deleted.is_(False))
    row = connection.execute(query).first()
    return None if row is None else _record(row)


def find_any(connection: Connection, *ids: DeviceId) -> Device | None:
    """The listed desk with the first of these ids that is listed."""
    return next((found for each in ids if (found := find(connection, each))), None)


def reasons_of_revoking(connection: Connection) -> dict[RowId, str]:
    """Why desks were revoked, by their row keys; the latest word on each."""
    query = select(Change.row, Change.reason).where(
        Change.table == "device", Change.column == "revoked_on"
    )
    return {RowId(row.row): row.reason for row in connection.execute(query.order_by(Change.id))}


def _record(row: Any) -> Device:
    return Device(
        DeviceId(row.device),
        row.name,
        tuple(row.scopes.split(",")),
        row.verify_key,
        row.recipient,
        row.enrolled_on,
        row.revoked_on,
    )
