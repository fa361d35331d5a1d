"""Losing values: which are open after a merge, and how they travel.

The values of a field are a set: the one that stands and the open losers. When two sides meet, a
value stays in the set if both have it, or if the side that lacks it does not know it; what a side
knows and lacks, it has settled. (This is the rule of an observed-remove set; the higher stamp
alone says which of the set stands.) Two sides that wrote a whole row with the same values, as two
who read one roster do, have nothing to be told and leave no record.
"""

from collections.abc import Mapping
from typing import Any

from nightschool.domain.stamp import GENESIS, Knowledge
from nightschool.storage import sql
from nightschool.storage.dialects import Dialect, dialect_of
from nightschool.storage.rows import NOW, field_columns, table_of
from nightschool.storage.tables import Synced

KEY = ("table", "row", "position", "stamp", "digest")
COLUMNS = (*KEY, "scope", "value")
NAMES = sql.quoted(COLUMNS)
DIGESTS_SINCE = 2
"""The number of the schema in which a record's key tells two values of one stamp apart."""


def definition(schema: int = NOW) -> str:
    """The statement that makes the package's table of losing values, to the letter."""
    columns = [name for name in COLUMNS if name != "digest" or schema >= DIGESTS_SINCE]
    key = [name for name in columns if name in KEY]
    return (
        f'CREATE TABLE "conflict" ({sql.quoted(columns)},'
        f" PRIMARY KEY ({sql.quoted(key)})) WITHOUT ROWID"
    )


def compare_knowledge(
    driver: Any, ours: Mapping[str, Knowledge], theirs: Mapping[str, Knowledge]
) -> None:
    """Put what each side knows where statements can ask for it."""
    columns = ("scope", "device", "counter")
    values = ", ".join(map(dialect_of(driver).parameter.format, columns))
    for name, side in (("our_knowledge", ours), ("their_knowledge", theirs)):
        driver.execute(f"DROP TABLE IF EXISTS {name}")
        driver.execute(  # the types are PostgreSQL's; SQLite takes any
            f"CREATE TEMP TABLE {name} (scope bigint, device bytea, counter bytea,"
            " PRIMARY KEY (scope, device))"
        )
        driver.cursor().executemany(
            f"INSERT INTO {name} VALUES ({values})",
            [
                {"scope": int(scope), "device": device, "counter": counter.to_bytes(8, "big")}
                for scope, knowledge in side.items()
                for device, counter in knowledge.counters.items()
            ],
        )


def _knows(dialect: Dialect, side: str, stamp: str, scope: str) -> str:
    return (
        f"({stamp} = {dialect.blob(GENESIS.packed())}"
        f" OR EXISTS (SELECT 1 FROM {side}_knowledge AS known"
        f" WHERE known.scope = {scope} AND known.device = substr({stamp}, 9, 8)"
        f" AND known.counter >= substr({stamp}, 1, 8)))"
    )


def of_rows(model: type[Synced], wanted: str) -> str:
    """Select the open losers of the rows of which `wanted` holds."""
    return (
        f'SELECT {sql.quoted(COLUMNS, "lost.")} FROM "conflict" AS lost JOIN {sql.ours(model)}'
        f" ON {sql.is_row(model, 'ours', 'lost.row')}"
        f" WHERE lost.\"table\" = '{table_of(model).name}' AND {wanted}"
    )


def any_of(driver: Any, model: type[Synced]) -> bool:
    """Whether either side has an open loser of this table."""
    name, theirs = table_of(model).name, dialect_of(driver).package.format("conflict")
    found = driver.execute(
        f'SELECT EXISTS (SELECT 1 FROM "conflict" WHERE "table" = \'{name}\')'
        f" OR EXISTS (SELECT 1 FROM {theirs} WHERE \"table\" = '{name}')"
    ).fetchone()
    return bool(found[0])


def remember(driver: Any, model: type[Synced]) -> None:
    """Keep the records as they are before the merge, so that `tidy` sees what changed."""
    driver.execute("DROP TABLE IF EXISTS losers_before")
    driver.execute(
        "CREATE TEMP TABLE losers_before AS"
        f' SELECT {NAMES} FROM "conflict" WHERE "table" = \'{table_of(model).name}\''
    )


def reconcile(driver: Any, model: type[Synced]) -> None:
    """Bring both sides' records together, while both rows are as they were."""
    name, dialect = table_of(model).name, dialect_of(driver)
    their_losers = dialect.package.format("conflict")
    their_stamp, our_stamp = (
        sql.stamp_of("theirs", "lost.position"),
        sql.stamp_of("ours", "lost.position"),
    )
    their_row, our_row = (sql.is_row(model, side, "lost.row") for side in ("theirs", "ours"))
    same = " AND ".join(f'other."{part}" = lost."{part}"' for part in KEY)
    driver.execute(
        f'DELETE FROM "conflict" AS lost WHERE lost."table" = \'{name}\''
        f" AND EXISTS (SELECT 1 FROM {sql.theirs(dialect, model)} WHERE {their_row}"
        f" AND lost.stamp <> {their_stamp}"
        f" AND {_knows(dialect, 'their', 'lost.stamp', 'theirs.scope')})"
        f" AND NOT EXISTS (SELECT 1 FROM {their_losers} AS other WHERE {same})"
    )
    driver.execute(
        f'INSERT INTO "conflict" ({NAMES}) SELECT {sql.quoted(COLUMNS, "lost.")}'
        f" FROM {their_losers} AS lost LEFT JOIN {sql.ours(model)} ON {our_row}"
        f" WHERE lost.\"table\" = '{name}' AND (ours.stamp IS NULL"
        f" OR lost.stamp = {our_stamp} OR NOT {_knows(dialect, 'our', 'lost.stamp', 'ours.scope')})"
        " ON CONFLICT DO NOTHING"
    )


def add_losers(driver: Any, model: type[Synced], hit: str) -> None:
    """Record each value that is about to lose to a write that did not know it."""
    dialect = dialect_of(driver)
    both = (
        f"FROM {hit} AS hit JOIN {sql.theirs(dialect, model)} ON {sql.same_key(model, 'hit')}"
        f" JOIN {sql.ours(model)} ON {sql.same_key(model)}"
        " WHERE (ours.field_stamps IS NOT NULL OR theirs.field_stamps IS NOT NULL"
        f" OR {sql.differ(model)})"
    )
    for position, column in enumerate(field_columns(model)):
        wins = sql.wins(column, position)
        for loser, other, loses in (("ours", "their", wins), ("theirs", "our", f"NOT {wins}")):
            stamp, value = sql.stamp_of(loser, position), sql.as_text(dialect, column, loser)
            driver.execute(
                f'INSERT INTO "conflict" ({NAMES})'
                f" SELECT '{table_of(model).name}', {sql.row_key(dialect, model, loser)},"
                f" {position}, {stamp}, {dialect.digest.format(value)}, {loser}.scope, {value}"
                f" {both} AND {loses}"
                f" AND {_contradict(column.name, position)}"
                f" AND ({_same_stamp(position)}"
                f" OR NOT {_knows(dialect, other, stamp, 'ours.scope')}) ON CONFLICT DO NOTHING"
            )


def _same_stamp(position: int) -> str:
    """Two values under one stamp come from clones: whoever knows the stamp may know the other."""
    return f"{sql.stamp_of('ours', position)} = {sql.stamp_of('theirs', position)}"


def _contradict(name: str, position: int) -> str:
    """Two writes of the field, or, from a clone, two values under one stamp."""
    differ = f'ours."{name}" IS DISTINCT FROM theirs."{name}"'
    return f"(NOT {_same_stamp(position)} OR {differ})"


def tidy(driver: Any, model: type[Synced], seq: int) -> int:
    """Drop records of values that stand now, and give rows whose records changed a new `seq`.

    Returns how many rows those are.
    """
    name, dialect = table_of(model).name, dialect_of(driver)
    for position, column in enumerate(field_columns(model)):
        driver.execute(
            f'DELETE FROM "conflict" AS lost WHERE lost."table" = \'{name}\''
            f" AND lost.position = {position} AND EXISTS (SELECT 1 FROM {sql.ours(model)}"
            f" WHERE {sql.is_row(model, 'ours', 'lost.row')}"
            f" AND lost.stamp = {sql.stamp_of('ours', position)}"
            f" AND lost.value IS NOT DISTINCT FROM {sql.as_text(dialect, column, 'ours')})"
        )
    now = f'SELECT {NAMES} FROM "conflict" WHERE "table" = \'{name}\''
    before = f"SELECT {NAMES} FROM losers_before"
    driver.execute("DROP TABLE IF EXISTS touched")
    driver.execute(
        'CREATE TEMP TABLE touched AS SELECT DISTINCT "row" FROM'
        f" (SELECT * FROM ({now} EXCEPT {before}) AS come"
        f" UNION ALL SELECT * FROM ({before} EXCEPT {now}) AS gone) AS either"
    )
    return int(
        driver.execute(
            f'UPDATE "{name}" AS ours SET seq = {dialect.parameter.format("seq")} FROM touched'
            f" WHERE {sql.is_row(model, 'ours', 'touched.row')}",
            {"seq": seq},
        ).rowcount
    )
