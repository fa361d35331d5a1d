"""Enrolments that this office gave out: local, for their secrets are no one else's business."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection

from nightschool.domain.identity import RowId
from nightschool.domain.stamp import DeviceId
from nightschool.storage.database import Write
from nightschool.storage.tables import Enrolment


def mark_used(write: Write, enrolment: RowId, device: DeviceId) -> None:
    """Write down which laptop used an enrolment."""
    write.connection.execute(
        update(Enrolment).where(Enrolment.id == enrolment).values(used_by=device)
    )


def offer(write: Write, enrolment: RowId, schools: Sequence[str], secret: bytes, day: date) -> None:
    """Write down an enrolment that was given out, with its one-time secret."""
    values = {"schools": ",".join(schools), "secret": secret, "made_on": day, "used_by": None}
    write.connection.execute(insert(Enrolment).values(id=enrolment, **values))


def secret_of(connection: Connection, enrolment: RowId, sender: DeviceId) -> bytes | None:
    """The one-time secret of an enrolment that no other laptop has used."""
    row = connection.execute(
        select(Enrolment.secret, Enrolment.used_by).where(Enrolment.id == enrolment)
    ).first()
    return row.secret if row and row.used_by in (None, sender) else None


def schools_of(connection: Connection, enrolment: RowId) -> Sequence[str]:
    """The schools that an enrolment was made for."""
    found = connection.execute(select(Enrolment.schools).where(Enrolment.id == enrolment))
    return str(found.scalar_one()).split(",")
