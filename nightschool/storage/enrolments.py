"""Enrolments that this office gave out: local, for their secrets are no one else's business."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, insert, select, update
from sqlalchemy.engine import Connection

from nightschool.domain.identity import RowId
from nightschool.domain.stamp import DeviceId
from nightschool.storage.database import Write
from nightschool.storage.tables import Enrolment, EnrolmentClaim

_CLAIM = (
    EnrolmentClaim.enrolment,
    EnrolmentClaim.device,
    EnrolmentClaim.name,
    EnrolmentClaim.at,
    Enrolment.schools,
    Enrolment.used_by,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A further laptop that came with an enrolment that another had used."""

    enrolment: RowId
    device: DeviceId
    name: str
    schools: tuple[str, ...]
    used_by: DeviceId
    at: str


@dataclass(frozen=True, slots=True)
class Offered:
    """An enrolment that nobody has used yet."""

    schools: tuple[str, ...]
    made_on: date


def mark_used(write: Write, enrolment: RowId, device: DeviceId) -> None:
    """Write down which laptop used an enrolment first."""
    write.connection.execute(
        update(Enrolment)
        .where(Enrolment.id == enrolment, Enrolment.used_by.is_(None))
        .values(used_by=device)
    )


def offer(write: Write, enrolment: RowId, schools: Sequence[str], secret: bytes, day: date) -> None:
    """Write down an enrolment that was given out, with its one-time secret."""
    values = {"schools": ",".join(schools), "secret": secret, "made_on": day, "used_by": None}
    write.connection.execute(insert(Enrolment).values(id=enrolment, **values))


def secret_of(connection: Connection, enrolment: RowId, sender: DeviceId) -> bytes | None:
    """The one-time secret of an enrolment that no other laptop has used, or a clerk let it."""
    row = connection.execute(
        select(Enrolment.secret, Enrolment.used_by).where(Enrolment.id == enrolment)
    ).first()
    if row is None:
        return None
    free = row.used_by in (None, sender) or _is_admitted(connection, enrolment, sender)
    return row.secret if free else None


def used_secret(connection: Connection, enrolment: RowId) -> bytes | None:
    """The secret of an enrolment that a laptop has used."""
    found = connection.execute(
        select(Enrolment.secret).where(Enrolment.id == enrolment, Enrolment.used_by.is_not(None))
    )
    return found.scalar_one_or_none()


def schools_of(connection: Connection, enrolment: RowId) -> Sequence[str]:
    """The schools that an enrolment was made for."""
    found = connection.execute(select(Enrolment.schools).where(Enrolment.id == enrolment))
    return str(found.scalar_one()).split(",")


def unused(connection: Connection) -> list[Offered]:
    """The enrolments that nobody has used yet, the latest first."""
    query = select(Enrolment.schools, Enrolment.made_on).where(Enrolment.used_by.is_(None))
    lines = connection.execute(query.order_by(Enrolment.made_on.desc(), Enrolment.id.desc()))
    return [Offered(tuple(row.schools.split(",")), row.made_on) for row in lines]


def claim(connection: Connection, enrolment: RowId, device: DeviceId, name: str, at: str) -> None:
    """Write down that a further laptop came with an enrolment; once is enough."""
    if not connection.execute(select(EnrolmentClaim.at).where(_is(enrolment, device))).first():
        values = {"enrolment": enrolment, "device": device, "name": name, "at": at}
        connection.execute(insert(EnrolmentClaim).values(**values, admitted=False))


def claims(connection: Connection) -> list[Claim]:
    """The further laptops that nobody has decided on, the latest first."""
    query = (
        select(*_CLAIM)
        .join(Enrolment, Enrolment.id == EnrolmentClaim.enrolment)
        .where(EnrolmentClaim.admitted.is_(False), Enrolment.used_by.is_not(None))
        .order_by(EnrolmentClaim.at.desc(), EnrolmentClaim.device)
    )
    return [
        Claim(
            row.enrolment,
            DeviceId(row.device),
            row.name,
            tuple(row.schools.split(",")),
            DeviceId(row.used_by),
            row.at,
        )
        for row in connection.execute(query)
    ]


def admit(connection: Connection, enrolment: RowId, device: DeviceId) -> None:
    """A clerk lets a further laptop in."""
    change = update(EnrolmentClaim).where(_is(enrolment, device)).values(admitted=True)
    connection.execute(change)


def _is(enrolment: RowId, device: DeviceId) -> ColumnElement[bool]:
    return and_(EnrolmentClaim.enrolment == enrolment, EnrolmentClaim.device == device)


def _is_admitted(connection: Connection, enrolment: RowId, device: DeviceId) -> bool:
    query = select(EnrolmentClaim.admitted).where(_is(enrolment, device))
    return bool(connection.execute(query).scalar_one_or_none())
