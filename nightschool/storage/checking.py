"""The check of a package's rows: what arrives is believed only after this.

It needs nothing of our own database, so that it can be done ahead, on a connection of its own. It
also finds out what a merge has to know of the package beforehand.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3

from nightschool.domain.refusal import PackageError, Reason
from nightschool.domain.stamp import FARTHEST_COUNTER, FARTHEST_JUMP
from nightschool.storage import beliefs, payload, shapes, sql, sqlcipher
from nightschool.storage.dialects import PACKAGE, SQLITE
from nightschool.storage.rows import NOW, STAMP_BYTES, Column, field_columns, table_of
from nightschool.storage.tables import SYNCED, Synced

_REASONS = {"scope": Reason.OUT_OF_SCOPE}
_LOSERS = "conflict"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a sound package holds."""

    scopes: tuple[str, ...]
    rows: Mapping[type[Synced], int]
    """The count of rows of each table of which there are rows or losing values."""
    counters: Mapping[str, int]
    """The highest Lamport counter in each table, that of the losing values included."""
    outward: frozenset[Column]
    """The columns that name a row that is not in the package itself."""


def check_file(path: Path, key: bytes, scopes: Sequence[str], schema: int = NOW) -> Checked:
    """As `check`, on a connection of its own. `UserError` where it is no database of this key."""
    with closing(sqlcipher.empty()) as alone, payload.attached_to(alone, path, key):
        return check(alone, scopes, schema)


def check(package: Any, scopes: Sequence[str], schema: int = NOW) -> Checked:
    """Raise `PackageError` where the attached package is not what an honest sender makes.

    Its tables must be those of `schema` to the letter (and are ours afterwards), every value
    within its type and code list, every row within `scopes`. The detail names table and column; no
    value of a row is in it. Counters are left to `require_near`, which knows ours.
    """
    package.create_function(beliefs.DECODES, 1, _decodes, deterministic=True)
    try:
        _require_sound(package)
        _require_schema(package, schema)
        for model in shapes.models(schema):
            name = table_of(model).name
            if _finds(package, f"SELECT 1 FROM {_table(name)}"):
                _require_values(package, name, beliefs.of_row(model, scopes, schema))
        if _finds(package, f"SELECT 1 FROM {_table(_LOSERS)}"):
            _require_values(package, _LOSERS, beliefs.of_loser(scopes, schema))
        if schema < NOW:
            shapes.bring_up(package, schema)
        return _sum_up(package, scopes)
    except sqlcipher3.DatabaseError as error:
        raise PackageError(Reason.DAMAGED, type(error).__name__) from error


def require_near(checked: Checked, counter: int, vouched: int = 0) -> Reason | None:
    """Every counter must be within reach of `counter`, our own highest.

    Raises `PackageError`. Where somebody vouches for counters within reach of `vouched`, returns
    the reason if that was needed.
    """
    far = _far(checked, counter)
    if far and _far(checked, max(counter, vouched)):
        raise PackageError(Reason.FAR_COUNTER, f"{far}.counters")
    return Reason.FAR_COUNTER if far else None


def _far(checked: Checked, counter: int) -> str | None:
    """The first table with a counter too far above this one."""
    farthest = min(counter + FARTHEST_JUMP, FARTHEST_COUNTER)
    return next((name for name, found in checked.counters.items() if found > farthest), None)


def _decodes(text: bytes) -> bool:
    """Whether what a package calls text is UTF-8: other bytes could be merged, but never read."""
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True


def _require_sound(package: Any) -> None:
    """What was signed may still be built to mislead: every page and its order are looked at.

    SQLCipher verifies each page as it is read, and the signed hash was compared before, so a
    separate `cipher_integrity_check` would find nothing more.
    """
    for (fault,) in package.execute(f"PRAGMA {PACKAGE}.integrity_check"):
        if fault != "ok":
            raise PackageError(Reason.DAMAGED, "integrity_check")


def _require_schema(package: Any, schema: int) -> None:
    held = [found for (found,) in package.execute(f"SELECT sql FROM {PACKAGE}.sqlite_master")]
    if sorted(map(str, held)) != sorted(shapes.definitions(schema)):
        raise PackageError(Reason.WRONG_SCHEMA, PACKAGE)


def _require_values(package: Any, name: str, conditions: Mapping[str, str]) -> None:
    """One pass over the table where all is well; others find the column that is not."""
    if not _breaks(package, name, " AND ".join(conditions.values())):
        return
    for column, condition in conditions.items():
        if _breaks(package, name, condition):
            raise PackageError(_REASONS.get(column, Reason.BAD_VALUE), f"{name}.{column}")


def _breaks(package: Any, name: str, condition: str) -> bool:
    """`IS NOT TRUE` leaves off where the answer is clear; in `coalesce` all would be worked out."""
    return _finds(package, f"SELECT 1 FROM {_table(name)} WHERE ({condition}) IS NOT TRUE")


def _finds(package: Any, query: str) -> bool:
    return package.execute(f"{query} LIMIT 1").fetchone() is not None


def _table(name: str) -> str:
    return SQLITE.package.format(name)


def _sum_up(package: Any, scopes: Sequence[str]) -> Checked:
    losing = {
        name for (name,) in package.execute(f'SELECT DISTINCT "table" FROM {_table(_LOSERS)}')
    }
    rows, counters, outward = {}, {}, set[Column]()
    for model in SYNCED:
        name = table_of(model).name
        (count,) = package.execute(f"SELECT count(*) FROM {_table(name)}").fetchone()
        if count:
            counters[name] = _highest_counter(package, model)
            outward |= set(_outward(package, model))
        if count or name in losing:
            rows[model] = count
    (stamp,) = package.execute(f"SELECT max(stamp) FROM {_table(_LOSERS)}").fetchone()
    counters[_LOSERS] = int.from_bytes((stamp or b"")[:8], "big")
    return Checked(tuple(scopes), rows, counters, frozenset(outward))


def _highest_counter(package: Any, model: type[Synced]) -> int:
    starts = range(1, STAMP_BYTES * len(field_columns(model)), STAMP_BYTES)
    fields = (f"max(substr(field_stamps, {start}, 8))" for start in starts)
    whole = package.execute(f"SELECT substr(max(stamp), 1, 8) FROM {sql.theirs(SQLITE, model)}")
    edited = package.execute(
        f"SELECT {', '.join(fields)} FROM {sql.theirs(SQLITE, model)}"
        " WHERE field_stamps IS NOT NULL"
    )
    found = (*whole.fetchone(), *edited.fetchone())
    return max(int.from_bytes(each or b"", "big") for each in found)


def _outward(package: Any, model: type[Synced]) -> Iterator[Column]:
    for key in table_of(model).foreign_keys:
        target = key.column
        if _finds(
            package,
            f'SELECT 1 FROM (SELECT DISTINCT "{key.parent.name}" AS named'
            f" FROM {sql.theirs(SQLITE, model)}) WHERE named IS NOT NULL AND NOT EXISTS"
            f' (SELECT 1 FROM {_table(target.table.name)} WHERE "{target.name}" = named)',
        ):
            yield key.parent
