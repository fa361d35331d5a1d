"""Merging an attached package: field by field, the higher stamp wins, whatever the order.

Stamps decide the value, and they alone; knowledge decides only which losing values people are
told of. Rows that are new here are inserted; rows that differ are settled field by field; rows
that are the same, of a repeated package for example, are not touched.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from nightschool.domain.refusal import PackageError, Reason
from nightschool.domain.stamp import Knowledge
from nightschool.i18n import _
from nightschool.storage import conflicts, peers, sql
from nightschool.storage.checking import Checked
from nightschool.storage.database import Database, Write
from nightschool.storage.dialects import SQLITE, Dialect, dialect_of
from nightschool.storage.payload import bring, driver_of
from nightschool.storage.rows import Column, field_columns, table_of
from nightschool.storage.tables import Synced, Workspace

HIT = "hit"


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge changed here."""

    rows: Mapping[str, int]
    """Rows of each table that are new or changed."""
    conflicts: int
    """Rows whose list of losing values changed."""


@contextmanager
def merging(database: Database, connection: Connection) -> Iterator[Write]:
    """The transaction of a merge, on a connection that has a checked package attached.

    Raises `PackageError` where a row names another that nobody has.
    """
    try:
        with references_left_to_us(connection), database.write(on=connection) as write:
            yield write
    except IntegrityError as error:
        raise PackageError(Reason.BAD_VALUE, _("a row that is missing is named")) from error


@contextmanager
def references_left_to_us(connection: Connection) -> Iterator[None]:
    """SQLite would look up every reference of every row; `_require_targets` asks for each once.

    The setting works outside transactions only; a connection on which it stayed off is thrown away.
    """
    driver = driver_of(connection)
    if dialect_of(driver) is not SQLITE:
        yield
        return
    driver.execute("PRAGMA foreign_keys = 0")
    try:
        yield
    finally:
        driver.rollback()
        driver.execute("PRAGMA foreign_keys = 1")
        if driver.execute("PRAGMA foreign_keys").fetchone() != (1,):
            connection.invalidate()
            raise RuntimeError("PRAGMA foreign_keys stayed off")


def merge(write: Write, checked: Checked, theirs: Mapping[str, Knowledge]) -> Merged:
    """Apply the attached package in this transaction; `checked` says what it holds.

    `theirs` is what the sender knew in each scope. Rows that now are as the sender has them get
    the write's `seq`, so that they need not go back to it; rows that came out of both get the
    next one.
    """
    driver, rows, touched = driver_of(write.connection), {}, 0
    bring(write.connection, checked.rows)
    for model in checked.rows:
        changed, listed = _merge_table(write, model, checked, theirs)
        touched += listed
        if changed:
            rows[table_of(model).name] = changed
    if dialect_of(driver) is SQLITE:
        _require_targets(driver, checked.outward)
    _catch_up(write, checked)
    return Merged(rows, touched)


def _merge_table(
    write: Write, model: type[Synced], checked: Checked, theirs: Mapping[str, Knowledge]
) -> tuple[int, int]:
    """Returns how many rows changed, and of how many the losing values did."""
    driver, seq, changed = driver_of(write.connection), write.seq, 0
    dialect, listed = dialect_of(driver), conflicts.any_of(driver, model)
    insert = insert_statement(dialect, model)
    if not listed:  # then new rows may go in first, and mostly they are all that there is
        changed = driver.execute(insert, {"seq": seq}).rowcount
        if changed == checked.rows[model]:
            return changed, 0
    hits = _find_hits(driver, model)
    if not listed and not hits:
        return changed, 0
    ours = peers.known_counters(write.connection, checked.scopes)
    conflicts.compare_knowledge(driver, ours, theirs)
    conflicts.remember(driver, model)
    if listed:
        conflicts.reconcile(driver, model)
    if hits:
        conflicts.add_losers(driver, model, HIT)
        changed += driver.execute(settle_statement(dialect, model), {"seq": seq + 1}).rowcount
        driver.execute(same_statement(dialect, model), {"seq": seq})
    if listed:
        changed += driver.execute(insert, {"seq": seq}).rowcount
    return changed, conflicts.tidy(driver, model, seq + 1)


def _require_targets(driver: Any, outward: Iterable[Column]) -> None:
    """Each row that the package's rows name is here now; what our own rows name was before."""
    for column in outward:
        for key in column.foreign_keys:
            theirs, target = SQLITE.package.format(column.table.name), key.column
            missing = driver.execute(
                f'SELECT 1 FROM (SELECT DISTINCT "{column.name}" AS named FROM {theirs})'
                f" WHERE named IS NOT NULL AND NOT EXISTS"
                f' (SELECT 1 FROM "{target.table.name}" WHERE "{target.name}" = named) LIMIT 1'
            ).fetchone()
            if missing:
                raise PackageError(Reason.BAD_VALUE, _("a row that is missing is named"))


def _find_hits(driver: Any, model: type[Synced]) -> int:
    """Collect the keys of rows that are on both sides and differ; returns how many.

    A row's scope never changes, so nobody reaches another school's row by naming it as their own:
    raises `PackageError` then.
    """
    keys = sql.quoted([column.name for column in table_of(model).primary_key], "theirs.")
    theirs = sql.theirs(dialect_of(driver), model)
    driver.execute(f"DROP TABLE IF EXISTS {HIT}")
    driver.execute(
        f"CREATE TEMP TABLE {HIT} AS SELECT {keys} FROM {theirs}"
        f" JOIN {sql.ours(model)} ON {sql.same_key(model)} WHERE ours.stamp <> theirs.stamp"
        f" OR ours.field_stamps IS DISTINCT FROM theirs.field_stamps OR {sql.differ(model)}"
    )
    strange = driver.execute(
        f"SELECT 1 FROM {theirs} JOIN {sql.ours(model)} ON {sql.same_key(model)}"
        " WHERE ours.scope <> theirs.scope LIMIT 1"
    ).fetchone()
    if strange:
        raise PackageError(Reason.OUT_OF_SCOPE, f"{table_of(model).name} of another school")
    (count,) = driver.execute(f"SELECT count(*) FROM {HIT}").fetchone()
    return int(count)


def insert_statement(dialect: Dialect, model: type[Synced]) -> str:
    """Insert the package's rows that are not here yet."""
    names = sql.quoted(sql.columns(model))
    return (
        f'INSERT INTO "{table_of(model).name}" ({names}, seq)'
        f" SELECT {names}, {dialect.parameter.format('seq')} FROM {sql.theirs(dialect, model)}"
        " WHERE true ON CONFLICT DO NOTHING"
    )


def settle_statement(dialect: Dialect, model: type[Synced]) -> str:
    """Settle the rows that were hit, field by field; a row that keeps all it has is not touched."""
    fields = list(enumerate(field_columns(model)))
    values = [
        f'"{field.name}" = CASE WHEN {sql.wins(field, position)}'
        f' THEN theirs."{field.name}" ELSE ours."{field.name}" END'
        for position, field in fields
    ]
    stamp = dialect.larger_of("ours.stamp", "theirs.stamp")
    packed = dialect.joined(
        [
            dialect.larger_of(sql.stamp_of("ours", position), sql.stamp_of("theirs", position))
            for position, _field in fields
        ]
    )
    whole = dialect.joined([stamp] * len(fields))
    news = " OR ".join(sql.wins(field, position) for position, field in fields)
    return (
        f'UPDATE "{table_of(model).name}" AS ours SET {", ".join(values)}, stamp = {stamp},'
        f" field_stamps = nullif({packed}, {whole}), seq = {dialect.parameter.format('seq')}"
        f" FROM {HIT} AS hit JOIN {sql.theirs(dialect, model)} ON {sql.same_key(model, 'hit')}"
        f" WHERE {sql.same_key(model)} AND (theirs.stamp > ours.stamp OR {news})"
    )


def same_statement(dialect: Dialect, model: type[Synced]) -> str:
    """Of the rows just settled, mark those that are as the sender has them.

    A row with losing values is none: the sender may lack them, and must be told.
    """
    seq, row = dialect.parameter.format("seq"), sql.row_key(dialect, model, "ours")
    return (
        f'UPDATE "{table_of(model).name}" AS ours SET seq = {seq}'
        f" FROM {HIT} AS hit JOIN {sql.theirs(dialect, model)} ON {sql.same_key(model, 'hit')}"
        f" WHERE {sql.same_key(model)} AND ours.seq = {seq} + 1 AND ours.stamp = theirs.stamp"
        " AND ours.field_stamps IS NOT DISTINCT FROM theirs.field_stamps"
        f" AND NOT ({sql.differ(model)})"
        ' AND NOT EXISTS (SELECT 1 FROM "conflict" AS lost'
        f' WHERE lost."table" = \'{table_of(model).name}\' AND lost."row" = {row})'
    )


def _catch_up(write: Write, checked: Checked) -> None:
    """The next `seq` is taken too, and our counter is never below one that we have seen."""
    seen = max((checked.counters.get(table_of(model).name, 0) for model in checked.rows), default=0)
    us = table_of(Workspace)
    highest = case((us.c.counter < seen, seen), else_=us.c.counter)
    write.connection.execute(update(us).values(seq=us.c.seq + 1, counter=highest))
