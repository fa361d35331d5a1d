"""What an import writes, gathered for each table before anything is written."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from nightschool.domain.identity import RowId
from nightschool.services.roster.matching import Found
from nightschool.storage import rows
from nightschool.storage.database import Write
from nightschool.storage.rows import Key, Values
from nightschool.storage.tables import Synced

Item = TypeVar("Item")

PIECE = 2_000
"""Between so many rows an import can be stopped."""


def said(values: Values) -> dict[str, Any]:
    """Only what a row says: an empty cell takes nothing away. 0 and False do say something."""
    return {name: value for name, value in values.items() if value or value == 0}


@dataclass(slots=True)
class Writes:
    """New, returning and changed rows of one table."""

    model: type[Synced]
    new: list[Values] = field(default_factory=list)
    returning: dict[Key, Values] = field(default_factory=dict)
    changed: dict[Key, Values] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.new) + len(self.returning) + len(self.changed)

    @property
    def table(self) -> str:
        """The table's name."""
        return rows.table_of(self.model).name

    @property
    def made(self) -> int:
        """Rows that an undo deletes."""
        return len(self.new) + len(self.returning)

    def put(self, found: Found, whole: Values, before: Any = None) -> None:
        """Write a whole new row, or one that comes back in the place of the record `before`."""
        if found is Found.NEW:
            self.new.append(whole)
        else:
            self.returning[(whole["id"],)] = _differing(before, whole) if before else {}

    def change(self, row: RowId, values: Values, before: Any) -> bool:
        """Write over the fields that differ from the record `before`; whether any does."""
        differing = _differing(before, values)
        if differing:
            self.changed[(row,)] = differing
        return bool(differing)

    def apply(self, write: Write, reason: str, done: Callable[[int], None]) -> None:
        """Write it all; `done` gets the count of each piece, and may raise to stop."""
        for new in _pieces(self.new):
            done(rows.insert(write, self.model, new))
        for returning in _pieces(list(self.returning.items())):
            done(rows.restore(write, self.model, dict(returning), reason))
        for changed in _pieces(list(self.changed.items())):
            done(rows.edit(write, self.model, dict(changed), reason))


def _pieces(everything: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for start in range(0, len(everything), PIECE):
        yield everything[start : start + PIECE]


def _differing(before: Any, values: Values) -> dict[str, Any]:
    return {
        name: value
        for name, value in values.items()
        if name not in ("id", "scope") and getattr(before, name) != value
    }
