"""The local books of rosters: which files were taken, which titles were mapped by hand."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection

from nightschool.domain import identity
from nightschool.domain.identity import RowId
from nightschool.domain.roster.fields import Field
from nightschool.storage.database import Write
from nightschool.storage.tables import ColumnTitle, RosterImport


@dataclass(frozen=True, slots=True)
class Import:
    """A roster that was taken."""

    id: RowId
    file: str
    at: str
    """By this machine's clock, for people."""
    stamp: bytes
    """All that the import wrote bears it."""
    summary: Mapping[str, Any]
    """What the service that took it notes down, in the types of JSON."""
    undone: bool


def imports(connection: Connection) -> list[Import]:
    """All imports of this workspace, the latest first; undone ones too."""
    table = RosterImport
    query = select(table.id, table.file, table.at, table.stamp, table.summary, table.undone)
    return [
        Import(row.id, row.file, row.at, row.stamp, json.loads(row.summary), row.undone)
        for row in connection.execute(query.order_by(table.stamp.desc()))
    ]


def add(write: Write, file: str, sha256: bytes, summary: Mapping[str, Any]) -> RowId:
    """Note down the import that this transaction writes; returns its key."""
    key = identity.new()
    write.connection.execute(
        insert(RosterImport).values(
            id=key,
            file=file,
            sha256=sha256,
            stamp=write.stamp.packed(),
            at=write.at,
            summary=json.dumps(summary, ensure_ascii=False),
            undone=False,
        )
    )
    return key


def mark_undone(write: Write, row: RowId) -> None:
    """Note that an import was taken back."""
    write.connection.execute(update(RosterImport).where(RosterImport.id == row).values(undone=True))


def titles(connection: Connection) -> dict[str, Field]:
    """The titles that were mapped by hand, by their keys."""
    query = select(ColumnTitle.title, ColumnTitle.field)
    return {row.title: Field(row.field) for row in connection.execute(query)}


def remember(write: Write, mapping: Mapping[str, Field]) -> None:
    """Keep what titles mean, in the place of what they meant before."""
    write.connection.execute(delete(ColumnTitle).where(ColumnTitle.title.in_(list(mapping))))
    if mapping:
        write.connection.execute(
            insert(ColumnTitle),
            [{"title": title, "field": field.value} for title, field in mapping.items()],
        )
