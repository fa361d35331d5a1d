"""Who may sign certificates, and which are void, as far as this desk was told."""

from collections.abc import Mapping

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection

from nightschool.domain import identity
from nightschool.domain.certificate import Certificate
from nightschool.domain.certificate_claim import Voided
from nightschool.domain.identity import RowId
from nightschool.storage import tables
from nightschool.storage.queries.records import fetch, selecting

_Void = tables.VoidedCertificate
_List = tables.IssuerList


def key(number: str) -> RowId:
    """The row key of a void number."""
    return identity.named("voided_certificate", number)


def voided(connection: Connection) -> list[Voided]:
    """The void numbers that the county published, by number."""
    return fetch(connection, Voided, selecting(Voided, _Void).order_by(_Void.number))


def with_number(connection: Connection, number: str) -> Certificate | None:
    """The certificate of this number, where its row is kept here."""
    query = selecting(Certificate, tables.Certificate, tables.Certificate.number == number)
    return next(iter(fetch(connection, Certificate, query)), None)


def void_certificates(connection: Connection) -> list[Certificate]:
    """All certificates kept here that are void."""
    query = selecting(Certificate, tables.Certificate, tables.Certificate.voided_on.is_not(None))
    return fetch(connection, Certificate, query)


def published_yet_standing(connection: Connection) -> list[RowId]:
    """Keys of void numbers whose certificate stands again: its voiding was decided against."""
    found = tables.Certificate
    query = select(_Void.id).where(
        _Void.deleted.is_(False),
        _Void.number.in_(
            select(found.number).where(found.deleted.is_(False), found.voided_on.is_(None))
        ),
    )
    return list(connection.execute(query).scalars())


def lists(connection: Connection) -> Mapping[bytes, tuple[int, bytes]]:
    """The loaded lists: key of the office that signed it → its counter, and the file."""
    query = select(_List.verify_key, _List.counter, _List.content)
    return {row.verify_key: (row.counter, row.content) for row in connection.execute(query)}


def keep_list(connection: Connection, verify_key: bytes, counter: int, content: bytes) -> None:
    """Keep a list in the place of the one of the same office."""
    connection.execute(delete(_List).where(_List.verify_key == verify_key))
    values = {"verify_key": verify_key, "counter": counter, "content": content}
    connection.execute(insert(_List).values(values))
