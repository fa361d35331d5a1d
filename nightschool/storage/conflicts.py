"""Losing values: which are open after a merge, and how they travel.

The values of a field are a set: the one that stands and the open losers. When two sides meet, a
value stays in the set if both have it, or if the side that lacks it does not know it; what a side
knows and lacks, it has settled. (This is the rule of an observed-remove set; the higher stamp
alone says which of the set stands.) Two sides that wrote a whole row with the same values, as two
who read one roster do, have nothing to be told and leave no record.
"""

from collections.abc import Mapping
from typing import Any

from nightschool.domain.stamp import Knowledge
from nightschool.storage import sql
from nightschool.storage.rows import field_columns, table_of
from nightschool.storage.sql import PACKAGE
from nightschool.storage.tables import Synced

COLUMNS = ("table", "row", "position", "stamp", "scope", "value")
NAMES = sql.quoted(COLUMNS)
DEFINITION = (
    f'CREATE TABLE "conflict" ({NAMES},'
    ' PRIMARY KEY ("table", "row", "position", "stamp")) WITHOUT ROWID'
)


def compare_knowledge(
    driver: Any, ours: Mapping[str, Knowledge], theirs: Mapping[str, Knowledge]
) -> None:
    """Put what each side knows where statements can ask for it."""
    for name, side in (("our_knowledge", ours), ("their_knowledge", theirs)):
        driver.execute(f"DROP TABLE IF EXISTS temp.{name}")
        driver.execute(
            f"CREATE TABLE temp.{name} (scope, device, counter, PRIMARY KEY (scope, device))"
            " WITHOUT ROWID"
        )
        driver.executemany(
            f"INSERT INTO temp.{name} VALUES (?, ?, ?)",
            [
                (int(scope), device, counter.to_bytes(8, "big"))
                for scope, knowledge in side.items()
                for device, counter in knowledge.counters.items()
            ],
        )


def _knows(side: str, stamp: str, scope: str) -> str:
    return (
        f"({stamp} = {sql.GENESIS} OR EXISTS (SELECT 1 FROM temp.{side}_knowledge AS known"
        f" WHERE known.scope = {scope} AND known.device = substr({stamp}, 9, 8)"
        f" AND known.counter >= substr({stamp}, 1, 8)))"
    )


def fill(driver: Any, model: type[Synced]) -> int:
    """Copy the open losers of the package's rows into it; returns how many."""
    return int(
        driver.execute(
            f'INSERT INTO {PACKAGE}."conflict" SELECT {sql.quoted(COLUMNS, "lost.")}'
            f' FROM main."conflict" AS lost JOIN {sql.theirs(model)}'
            f" ON {sql.is_row(model, 'theirs', 'lost.row')}"
            f" WHERE lost.\"table\" = '{table_of(model).name}'"
        ).rowcount
    )


def any_of(driver: Any, model: type[Synced]) -> bool:
    """Whether either side has an open loser of this table."""
    name = table_of(model).name
    found = driver.execute(
        f'SELECT EXISTS (SELECT 1 FROM main."conflict" WHERE "table" = \'{name}\')'
        f' OR EXISTS (SELECT 1 FROM {PACKAGE}."conflict" WHERE "table" = \'{name}\')'
    ).fetchone()
    return bool(found[0])


def remember(driver: Any, model: type[Synced]) -> None:
    """Keep the records as they are before the merge, so that `tidy` sees what changed."""
    driver.execute("DROP TABLE IF EXISTS temp.losers_before")
    driver.execute(
        "CREATE TABLE temp.losers_before AS"
        f' SELECT {NAMES} FROM main."conflict" WHERE "table" = \'{table_of(model).name}\''
    )


def reconcile(driver: Any, model: type[Synced]) -> None:
    """Bring both sides' records together, while both rows are as they were."""
    name = table_of(model).name
    their_stamp, our_stamp = (
        sql.stamp_of("theirs", "lost.position"),
        sql.stamp_of("ours", "lost.position"),
    )
    their_row, our_row = (sql.is_row(model, side, "lost.row") for side in ("theirs", "ours"))
    same = " AND ".join(f'other."{part}" = lost."{part}"' for part in COLUMNS[:4])
    driver.execute(
        f'DELETE FROM main."conflict" AS lost WHERE lost."table" = \'{name}\''
        f" AND EXISTS (SELECT 1 FROM {sql.theirs(model)} WHERE {their_row}"
        f" AND lost.stamp <> {their_stamp}"
        f" AND {_knows('their', 'lost.stamp', 'theirs.scope')})"
        f' AND NOT EXISTS (SELECT 1 FROM {PACKAGE}."conflict" AS other WHERE {same})'
    )
    driver.execute(
        f'INSERT INTO main."conflict" ({NAMES}) SELECT {sql.quoted(COLUMNS, "lost.")}'
        f' FROM {PACKAGE}."conflict" AS lost LEFT JOIN {sql.ours(model)} ON {our_row}'
        f" WHERE lost.\"table\" = '{name}' AND (ours.stamp IS NULL"
        f" OR lost.stamp = {our_stamp} OR NOT {_knows('our', 'lost.stamp', 'ours.scope')})"
        " ON CONFLICT DO NOTHING"
    )


def add_losers(driver: Any, model: type[Synced], hit: str) -> None:
    """Record each value that is about to lose to a write that did not know it."""
    both = (
        f"FROM {hit} AS hit JOIN {sql.theirs(model)} ON {sql.same_key(model, 'hit')}"
        f" JOIN {sql.ours(model)} ON {sql.same_key(model)}"
        " WHERE (ours.field_stamps IS NOT NULL OR theirs.field_stamps IS NOT NULL"
        f" OR {sql.differ(model)})"
    )
    for position, column in enumerate(field_columns(model)):
        wins = sql.wins(column, position)
        for loser, other, loses in (("ours", "their", wins), ("theirs", "our", f"NOT {wins}")):
            stamp = sql.stamp_of(loser, position)
            driver.execute(
                f'INSERT INTO main."conflict" ({NAMES})'
                f" SELECT '{table_of(model).name}', {sql.row_key(model, loser)}, {position},"
                f" {stamp}, {loser}.scope, {sql.as_text(column, loser)} {both} AND {loses}"
                f" AND {_contradict(column.name, position)}"
                f" AND NOT {_knows(other, stamp, 'ours.scope')} ON CONFLICT DO NOTHING"
            )


def _contradict(name: str, position: int) -> str:
    """Two writes of the field, or, from a clone, two values under one stamp."""
    differ = f'ours."{name}" IS NOT theirs."{name}"'
    return f"({sql.stamp_of('ours', position)} <> {sql.stamp_of('theirs', position)} OR {differ})"


def tidy(driver: Any, model: type[Synced], seq: int) -> int:
    """Drop records of values that stand now, and give rows whose records changed a new `seq`.

    Returns how many rows those are.
    """
    name = table_of(model).name
    for position, column in enumerate(field_columns(model)):
        driver.execute(
            f'DELETE FROM main."conflict" AS lost WHERE lost."table" = \'{name}\''
            f" AND lost.position = {position} AND EXISTS (SELECT 1 FROM {sql.ours(model)}"
            f" WHERE {sql.is_row(model, 'ours', 'lost.row')}"
            f" AND lost.stamp = {sql.stamp_of('ours', position)}"
            f" AND lost.value IS {sql.as_text(column, 'ours')})"
        )
    now = f'SELECT {NAMES} FROM main."conflict" WHERE "table" = \'{name}\''
    before = f"SELECT {NAMES} FROM temp.losers_before"
    driver.execute("DROP TABLE IF EXISTS temp.touched")
    driver.execute(
        "CREATE TABLE temp.touched AS SELECT DISTINCT row FROM"
        f" (SELECT * FROM ({now} EXCEPT {before}) UNION ALL SELECT * FROM ({before} EXCEPT {now}))"
    )
    return int(
        driver.execute(
            f'UPDATE main."{name}" AS ours SET seq = :seq FROM temp.touched'
            f" WHERE {sql.is_row(model, 'ours', 'touched.row')}",
            {"seq": seq},
        ).rowcount
    )
