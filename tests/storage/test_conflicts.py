"""Random schedules of edits and exchanges, against an oracle that keeps every write's true past."""

import os
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from nightschool.domain import person
from nightschool.domain.identity import RowId
from nightschool.storage import conflicts, merge, rows, tables
from nightschool.storage.database import Database, Write
from tests.storage.conftest import SCHOOL, memory_folder
from tests.storage.replicas import Parcel, Replica, replica

PEOPLE = [person.key(SCHOOL, f"51343210120800{number:04d}") for number in range(2)]
FIELDS = ("name", "phone", "note")
WORDS = ("甲", "乙", "丙")
SCHEDULES = 20_000 if os.environ.get("LONG") else 200

Cell = tuple[bytes, str]


@dataclass(frozen=True)
class Written:
    """One write of one cell: what it said and what its author knew."""

    value: str
    stamp: bytes
    past: frozenset[int]


@dataclass
class Oracle:
    """All that was ever written."""

    cells: dict[Cell, dict[int, Written]] = field(default_factory=dict)
    numbers: "count[int]" = field(default_factory=count)

    def write(self, row: bytes, values: dict[str, str], stamp: bytes, seen: set[int]) -> None:
        number, past = next(self.numbers), frozenset(seen)
        for name, value in values.items():
            self.cells.setdefault((row, name), {})[number] = Written(value, stamp, past)
        seen.add(number)

    def standing(self) -> dict[Cell, str]:
        """The value of each cell: the highest stamp's."""
        return {
            cell: max(written.values(), key=lambda one: one.stamp).value
            for cell, written in self.cells.items()
        }

    def lost(self) -> set[tuple[bytes, str, str]]:
        """Values that nobody who wrote the cell later knew of, and that do not stand."""
        standing, lost = self.standing(), set()
        for (row, name), written in self.cells.items():
            seen = {number for one in written.values() for number in one.past}
            for number, one in written.items():
                if number not in seen and one.value != standing[row, name]:
                    lost.add((row, name, one.value))
        return lost


@dataclass
class World:
    """Some desks, their packages on the way, and the oracle."""

    desks: list[Replica]
    chance: random.Random
    oracle: Oracle = field(default_factory=Oracle)
    seen: dict[bytes, set[int]] = field(default_factory=dict)
    way: list[tuple[Parcel, frozenset[int]]] = field(default_factory=list)

    def turn(self) -> None:
        desk = self.chance.choice(self.desks)
        happening = self.chance.random()
        if happening < 0.5:
            self.act(desk)
        elif happening < 0.75 or not self.way:
            to = self.chance.choice([other for other in self.desks if other is not desk])
            above = self.chance.choice([0, to.held.get(desk.device, 0)])
            self.send(desk, above)
        else:
            self.receive(desk, self.chance.choice(self.way))

    def send(self, desk: Replica, above: int = 0) -> tuple[Parcel, frozenset[int]]:
        sent = desk.pack(above), frozenset(self.seen.setdefault(desk.device, set()))
        self.way.append(sent)
        return sent

    def receive(self, desk: Replica, sent: tuple[Parcel, frozenset[int]]) -> None:
        parcel, seen = sent
        if parcel.sender != desk.device and desk.take(parcel) is not None:
            self.seen.setdefault(desk.device, set()).update(seen)

    def act(self, desk: Replica) -> None:
        row = self.chance.choice(PEOPLE)
        seen = self.seen.setdefault(desk.device, set())
        with desk.database.write() as write:
            written = write_somehow(write, row, self.chance)
        if written:
            self.oracle.write(row, written, write.stamp.packed(), seen)

    def meet(self) -> None:
        """Everybody gets what they have not got."""
        for _round in range(3):
            for desk in self.desks:
                for other in self.desks:
                    if other is not desk:
                        self.receive(other, self.send(desk, other.held.get(desk.device, 0)))


def write_somehow(write: Write, row: bytes, chance: random.Random) -> dict[str, str]:
    """Write as people do; returns the cells that were written."""
    table = rows.table_of(tables.Person)
    found = write.connection.execute(select(table).where(table.c.id == row)).mappings().first()
    values = {chance.choice(FIELDS): chance.choice(WORDS)}
    if found is None:
        whole = {name: f"{name}{chance.random()}" for name in FIELDS}
        someone = person.Person(id=RowId(row), school=SCHOOL, name="")
        rows.insert(write, tables.Person, [rows.values_of(someone) | whole])
        return {**whole, "deleted": "0"}
    now = {name: found[name] for name in FIELDS}
    if found["deleted"]:
        rows.restore(write, tables.Person, {(row,): values})
        return {**now, **values, "deleted": "0"}
    if chance.random() < 0.15:
        rows.delete(write, tables.Person, [(row,)])
        return {**now, "deleted": "1"}
    if chance.random() < 0.2:
        rows.decide(write, tables.Person, (row,), values, "seen both")
        return values
    changed = {name: value for name, value in values.items() if now[name] != value}
    rows.edit(write, tables.Person, {(row,): values})
    return changed


class HasDatabase(Protocol):
    """A replica, or a whole desk."""

    @property
    def database(self) -> Database: ...


def listed(desk: HasDatabase) -> set[tuple[bytes, str, str]]:
    """The open losing values that differ from what stands."""
    table = rows.table_of(tables.Person)
    columns = rows.field_columns(tables.Person)
    with desk.database.read() as connection:
        held = {row["id"]: row for row in connection.execute(select(table)).mappings()}
        found = connection.execute(select(rows.table_of(tables.Conflict))).all()
    shown = set()
    for one in found:
        name = columns[one.position].name
        standing = held[one.row][name]
        plain = str(int(standing)) if isinstance(standing, bool) else standing
        if one.value != plain and name in (*FIELDS, "deleted"):
            shown.add((one.row, name, one.value))
    return shown


def play(folder: Path, seed: int, turns: int = 24, desks: Sequence[Replica] | None = None) -> World:
    chance = random.Random(seed)
    names = ("laptop-1", "laptop-2", "county-1")[: chance.choice([2, 3])]
    world = World(list(desks or (replica(folder, name) for name in names)), chance)
    for _turn in range(turns):
        world.turn()
    world.meet()
    return world


def close(world: World) -> None:
    for desk in world.desks:
        desk.database.close()


def verdict(world: World) -> str:
    """Empty where every promise was kept, else which was broken."""
    first = world.desks[0]
    if any(desk.content() != first.content() for desk in world.desks):
        return "replicas differ"
    standing = world.oracle.standing()
    with first.database.read() as connection:
        for row in connection.execute(select(rows.table_of(tables.Person))).mappings():
            for name in FIELDS:
                if row[name] != standing[row["id"], name]:
                    return "a later write lost"
    shown, lost = listed(first), world.oracle.lost()
    if lost - shown:
        return "a lost value is not listed"
    return "a settled value is listed" if shown - lost else ""


@settings(max_examples=SCHEDULES, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_all_end_equal_and_exactly_what_was_lost_is_listed(
    seed: int,
) -> None:
    with memory_folder() as folder:
        world = play(folder, seed)
        found = verdict(world)
        close(world)
    assert not found


def _nothing(*_arguments: object) -> int:
    return 0


RULES = {
    "losers are recorded": (conflicts, "add_losers", _nothing),
    "records are brought together": (conflicts, "reconcile", _nothing),
    "a row travels when its losers changed": (conflicts, "tidy", _nothing),
    "fields are settled": (
        merge,
        "settle_statement",
        lambda *_arguments: "SELECT :seq WHERE false",
    ),
    "writing closes": (rows, "_close_conflicts", _nothing),
    "knowledge is asked": (conflicts, "_knows", lambda *_arguments: "false"),
    "the ignorant are told": (conflicts, "_knows", lambda *_arguments: "true"),
}


@pytest.mark.parametrize("rule", RULES)
def test_without_any_one_rule_the_schedules_fail(
    rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, name, instead = RULES[rule]
    monkeypatch.setattr(module, name, instead)
    for seed in range(60):
        with memory_folder() as folder:
            world = play(folder, seed)
            found = verdict(world)
            close(world)
        if found:
            return
    pytest.fail("nothing noticed")
