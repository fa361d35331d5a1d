"""Merging an attached package: field by field, the higher stamp wins, whatever the order.

Three statements a table. Rows that are new here are inserted; rows that differ in any stamp are
settled field by field; rows that are the same, a repeated package for example, are not touched.
The statements are written once from the tables, and a field's stamp is read the same way as it
is stored: a blob from before a new column is too short, and that is not NULL.
"""

from sqlalchemy import update
from sqlalchemy.engine import Connection

from nightschool.storage.database import Write
from nightschool.storage.payload import PACKAGE, columns, driver_of, quoted
from nightschool.storage.rows import STAMP_BYTES, field_columns, key_columns, table_of
from nightschool.storage.tables import SYNCED, Synced, Workspace


def merge(write: Write) -> dict[str, int]:
    """Apply the attached, checked package in this transaction.

    Changed and new rows get its `seq`. Returns the count of rows of each table that changed here.
    """
    driver, counts = driver_of(write.connection), {}
    for model in SYNCED:
        settled = driver.execute(settle_statement(model), {"seq": write.seq}).rowcount
        inserted = driver.execute(insert_statement(model), {"seq": write.seq}).rowcount
        if settled + inserted:
            counts[table_of(model).name] = settled + inserted
    _catch_up(write)
    return counts


def _catch_up(write: Write) -> None:
    """Our counter is never below one that we have seen."""
    seen = highest_counter(write.connection)
    write.connection.execute(update(Workspace).where(Workspace.counter < seen).values(counter=seen))


def highest_counter(connection: Connection) -> int:
    """The highest Lamport counter in the attached package; 0 where it is empty."""
    driver, highest = driver_of(connection), 0
    for model in SYNCED:
        name = table_of(model).name
        stamps = [f'max(substr(stamp, 1, 8)) FROM {PACKAGE}."{name}"']
        stamps += [
            f'max(substr(field_stamps, {start}, 8)) FROM {PACKAGE}."{name}"'
            for start in range(1, STAMP_BYTES * len(field_columns(model)), STAMP_BYTES)
        ]
        for each in stamps:
            (found,) = driver.execute(f"SELECT {each}").fetchone()
            highest = max(highest, int.from_bytes(found or b"", "big"))
    return highest


def insert_statement(model: type[Synced]) -> str:
    """Insert the package's rows that are not here yet."""
    name = table_of(model).name
    names = quoted(columns(model))
    return (
        f'INSERT INTO main."{name}" ({names}, seq) SELECT {names}, :seq FROM {PACKAGE}."{name}"'
        " WHERE true ON CONFLICT DO NOTHING"
    )


def settle_statement(model: type[Synced]) -> str:
    """Settle rows that are on both sides with different stamps, field by field."""
    name = table_of(model).name
    fields = field_columns(model)
    values = [
        f'"{field.name}" = CASE WHEN {_wins(field.name, position)}'
        f' THEN theirs."{field.name}" ELSE ours."{field.name}" END'
        for position, field in enumerate(fields)
    ]
    stamp = "max(ours.stamp, theirs.stamp)"
    packed = " || ".join(_higher(position) for position in range(len(fields)))
    whole = " || ".join([stamp] * len(fields))
    keys = " AND ".join(f'ours."{key.name}" = theirs."{key.name}"' for key in key_columns(model))
    news = " OR ".join(_wins(field.name, position) for position, field in enumerate(fields))
    return (
        f'UPDATE main."{name}" AS ours SET {", ".join(values)}, stamp = {stamp},'
        f" field_stamps = nullif(CAST({packed} AS BLOB), CAST({whole} AS BLOB)), seq = :seq"
        f' FROM {PACKAGE}."{name}" AS theirs WHERE {keys}'
        " AND (ours.stamp <> theirs.stamp OR ours.field_stamps IS NOT theirs.field_stamps"
        f" OR ({_row('ours', model)}) IS NOT ({_row('theirs', model)}))"
        f" AND (theirs.stamp > ours.stamp OR {news})"
    )


def _row(side: str, model: type[Synced]) -> str:
    return ", ".join(f'{side}."{field.name}"' for field in field_columns(model))


def _stamp_of(side: str, position: int) -> str:
    """The stamp of one field of one side's row."""
    start = position * STAMP_BYTES + 1
    return (
        f"coalesce(nullif(substr({side}.field_stamps, {start}, {STAMP_BYTES}), x''), {side}.stamp)"
    )


def _higher(position: int) -> str:
    return f"max({_stamp_of('ours', position)}, {_stamp_of('theirs', position)})"


def _wins(name: str, position: int) -> str:
    """Whether their value stands: a higher stamp, or, from a clone, the larger value."""
    theirs, ours = _stamp_of("theirs", position), _stamp_of("ours", position)
    larger = f'(theirs."{name}" > ours."{name}" OR ours."{name}" IS NULL)'
    return (
        f"({theirs} > {ours} OR ({theirs} = {ours}"
        f' AND theirs."{name}" IS NOT ours."{name}" AND {larger}))'
    )
