"""Who this database is, and its private keys."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection

from nightschool.domain.codes import Role
from nightschool.domain.stamp import DeviceId
from nightschool.storage.tables import Secret, Workspace


@dataclass(frozen=True, slots=True)
class Identity:
    """The one row of `workspace`."""

    role: Role
    scope: str
    device: DeviceId


def create(connection: Connection, identity: Identity, program: str) -> None:
    """Write who this database is; once, before any other write."""
    connection.execute(
        insert(Workspace).values(
            id=1,
            role=identity.role,
            scope=identity.scope,
            device=identity.device,
            former_devices=b"",
            counter=0,
            seq=0,
            program=program,
        )
    )


def identity(connection: Connection) -> Identity:
    """Who this database is."""
    row = connection.execute(select(Workspace.role, Workspace.scope, Workspace.device)).one()
    return Identity(row.role, row.scope, DeviceId(row.device))


def secrets(connection: Connection) -> Mapping[str, bytes]:
    """The private keys of this desk by name."""
    return {row.name: row.value for row in connection.execute(select(Secret.name, Secret.value))}


def keep_secrets(connection: Connection, secrets: Mapping[str, bytes]) -> None:
    """Keep private keys, in the place of those of the same name."""
    connection.execute(delete(Secret).where(Secret.name.in_(list(secrets))))
    if secrets:
        connection.execute(
            insert(Secret), [{"name": name, "value": value} for name, value in secrets.items()]
        )


def set_back_to(connection: Connection) -> int | None:
    """Up to which counter this database is one with a later life of it; None for no such."""
    return connection.execute(select(Workspace.set_back_to)).scalar_one()


def set_back(connection: Connection, counter: int | None) -> None:
    """Keep that, or that it was mended."""
    connection.execute(update(Workspace).values(set_back_to=counter))
