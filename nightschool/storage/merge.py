"""Merging an attached package: field by field, the higher stamp wins, whatever the order.

Stamps decide the value, and they alone; knowledge decides only which losing values people are
told of. Rows that are new here are inserted; rows that differ are settled field by field; rows
that are the same, of a repeated package for example, are not touched.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from nightschool.domain.refusal import PackageError, Reason
from nightschool.domain.stamp import Knowledge
from nightschool.i18n import _
from nightschool.storage import conflicts, sql
from nightschool.storage.database import Database, Write
from nightschool.storage.dialects import SQLITE, Dialect, dialect_of
from nightschool.storage.payload import bring, driver_of, package_of
from nightschool.storage.rows import STAMP_BYTES, field_columns, table_of
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
        with _references_left_to_us(connection), database.write(on=connection) as write:
            yield write
    except IntegrityError as error:
        raise PackageError(Reason.BAD_VALUE, _("a row that is missing is named")) from error


@contextmanager
def _references_left_to_us(connection: Connection) -> Iterator[None]:
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


def merge(write: Write, ours: Mapping[str, Knowledge], theirs: Mapping[str, Knowledge]) -> Merged:
    """Apply the attached, checked package in this transaction.

    `ours` and `theirs` are what each side knew in each scope before. Rows that now are as the
    sender has them get the write's `seq`, so that they need not go back to it; rows that came out
    of both get the next one.
    """
    driver, rows, touched = driver_of(write.connection), {}, 0
    held = bring(write.connection)
    conflicts.compare_knowledge(driver, ours, theirs)
    _take_another_seq(write)
    for model, count in held.items():
        changed, listed = _merge_table(driver, model, count, write.seq)
        touched += listed
        if changed:
            rows[table_of(model).name] = changed
    if dialect_of(driver) is SQLITE:
        _require_targets(driver, held)
    _catch_up(write, held)
    return Merged(rows, touched)


def _merge_table(driver: Any, model: type[Synced], count: int, seq: int) -> tuple[int, int]:
    """Returns how many rows changed, and of how many the losing values did."""
    dialect, changed = dialect_of(driver), 0
    insert, listed = insert_statement(dialect, model), conflicts.any_of(driver, model)
    if not listed:  # then new rows may go in first, and mostly they are all that there is
        changed = driver.execute(insert, {"seq": seq}).rowcount
        if changed == count:
            return changed, 0
    hits = _find_hits(driver, model)
    if listed or hits:
        conflicts.remember(driver, model)
    if listed:
        conflicts.reconcile(driver, model)
    if hits:
        conflicts.add_losers(driver, model, HIT)
        changed += driver.execute(settle_statement(dialect, model), {"seq": seq + 1}).rowcount
        driver.execute(same_statement(dialect, model), {"seq": seq})
    if listed:
        changed += driver.execute(insert, {"seq": seq}).rowcount
    return changed, conflicts.tidy(driver, model, seq + 1) if listed or hits else 0


def _require_targets(driver: Any, held: Iterable[type[Synced]]) -> None:
    """Each row that the package's rows name is here now; what our own rows name was before."""
    for model in held:
        for key in table_of(model).foreign_keys:
            target = key.column
            missing = driver.execute(
                f'SELECT 1 FROM (SELECT DISTINCT "{key.parent.name}" AS named'
                f" FROM {sql.theirs(SQLITE, model)}) WHERE named IS NOT NULL AND NOT EXISTS"
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
    """Of the rows just settled, mark those that are as the sender has them."""
    seq = dialect.parameter.format("seq")
    return (
        f'UPDATE "{table_of(model).name}" AS ours SET seq = {seq}'
        f" FROM {HIT} AS hit JOIN {sql.theirs(dialect, model)} ON {sql.same_key(model, 'hit')}"
        f" WHERE {sql.same_key(model)} AND ours.seq = {seq} + 1 AND ours.stamp = theirs.stamp"
        " AND ours.field_stamps IS NOT DISTINCT FROM theirs.field_stamps"
        f" AND NOT ({sql.differ(model)})"
    )


def _take_another_seq(write: Write) -> None:
    write.connection.execute(update(Workspace).values(seq=Workspace.seq + 1))


def _catch_up(write: Write, held: Iterable[type[Synced]]) -> None:
    """Our counter is never below one that we have seen."""
    seen = highest_counter(write.connection, held)
    write.connection.execute(update(Workspace).where(Workspace.counter < seen).values(counter=seen))


def highest_counter(connection: Connection, held: Iterable[type[Synced]]) -> int:
    """The highest Lamport counter in these tables of the attached package; 0 where it is empty."""
    package, highest = package_of(connection), 0
    for model in held:
        theirs = sql.theirs(SQLITE, model)
        fields = [
            f"max(substr(field_stamps, {start}, 8))"
            for start in range(1, STAMP_BYTES * len(field_columns(model)), STAMP_BYTES)
        ]
        whole = package.execute(f"SELECT substr(max(stamp), 1, 8) FROM {theirs}").fetchone()
        edited = package.execute(
            f"SELECT {', '.join(fields)} FROM {theirs} WHERE field_stamps IS NOT NULL"
        ).fetchone()
        found = (int.from_bytes(each or b"", "big") for each in (*whole, *edited))
        highest = max(highest, *found)
    return highest
