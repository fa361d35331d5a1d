"""Random schedules over the model: loss, repetition, reordering, relays, clones and restores."""

import os
import random
from collections import defaultdict
from itertools import count

import pytest

from tests.model.desks import Cell, Desk, Package, Stamp

SCHEDULES = 1_000_000 if os.environ.get("LONG") else 20_000
CELLS = ("name", "phone")
LEFT_UNLISTED = 0.0001
"""One in 10,000 at the most; measured: see `docs/decisions.md`."""


class World:
    """Laptops and a county, the packages on the way, and what was truly written."""

    def __init__(self, seed: int, *, forks: bool) -> None:
        self.chance = random.Random(seed)
        self.county = Desk(office=True)
        self.laptops = [Desk() for _ in range(self.chance.choice([2, 3]))]
        self.way: list[Package] = []
        self.backups: list[tuple[int, Desk]] = []
        self.forks = forks
        self.numbers = count()
        self.written: dict[int, tuple[str, str, frozenset[int]]] = {}

    @property
    def desks(self) -> list[Desk]:
        return [self.county, *self.laptops]

    def turn(self) -> None:
        desk, happening = self.chance.choice(self.desks), self.chance.random()
        if happening < 0.45:
            self.write(desk)
        elif happening < 0.65:
            other = self.chance.choice(self.desks)
            self.way.append(desk.pack(self.chance.choice([0, other.held.get(desk.device, 0)])))
        elif happening < 0.92 and self.way:
            package = self.chance.choice(self.way)
            if package.sender != desk.device:
                desk.take(package)
        elif self.forks:
            self.copy()

    def write(self, desk: Desk) -> None:
        number, name = next(self.numbers), self.chance.choice(CELLS)
        desk.write(name, f"v{number}")
        self.written[number] = name, f"v{number}", frozenset(desk.past)
        desk.past.add(number)

    def copy(self) -> None:
        place = self.chance.randrange(len(self.laptops))
        if self.chance.random() < 0.5:
            self.backups.append((place, self.laptops[place].copy()))
        elif self.backups and self.chance.random() < 0.5:
            place, backup = self.chance.choice(self.backups)
            self.way.clear()  # a stick that nobody read is gone with the database that wrote it
            self.laptops[place] = backup.copy()
        elif len(self.laptops) < 4:
            self.laptops.append(self.laptops[place].copy())

    def meet(self) -> None:
        """Sticks go round until nothing changes any more."""
        for _round in range(8):
            for laptop in self.laptops:
                self.county.take(laptop.pack(self.county.held.get(laptop.device, 0)))
                self.county.take(laptop.pack(0))
            for laptop in self.laptops:
                laptop.take(self.county.pack(0))

    def lost(self) -> set[str]:
        """Values that nobody who wrote the cell later had seen, and that do not stand.

        What only a replaced database knew is gone with it, unless another backup brings it back.
        """
        there = set[int]().union(*(desk.past for desk in self.desks))
        written = {number: one for number, one in self.written.items() if number in there}
        seen: defaultdict[str, set[int]] = defaultdict(set)
        for name, _value, past in written.values():
            seen[name] |= past
        return {
            value
            for number, (name, value, _past) in written.items()
            if number not in seen[name] and self.county.cells[name].value != value
        }


def content(desk: Desk) -> dict[str, tuple[Stamp, str, frozenset[tuple[Stamp, str]]]]:
    return {name: (cell.stamp, cell.value, cell.losers) for name, cell in desk.cells.items()}


def listed(desk: Desk) -> set[str]:
    return {
        value
        for cell in desk.cells.values()
        for _stamp, value in cell.losers
        if value != cell.value
    }


def played(seed: int, *, forks: bool) -> World:
    world = World(seed, forks=forks)
    for _turn in range(world.chance.randrange(6, 30)):
        world.turn()
    world.meet()
    return world


def verdict(world: World, *, forks: bool) -> str:
    """Empty where every promise was kept, else which was broken."""
    if any(content(desk) != content(world.county) for desk in world.laptops):
        return "desks differ"
    lost, shown = world.lost(), listed(world.county)
    if lost - shown:
        return "a lost value is not listed"
    return "" if forks or not shown - lost else "a settled value is listed"


def test_without_forks_all_end_equal_and_exactly_the_lost_is_listed() -> None:
    for seed in range(SCHEDULES):
        assert not verdict(played(seed, forks=False), forks=False), seed


def test_with_clones_and_restores_all_end_equal_and_the_lost_is_listed() -> None:
    """After a fork more may be listed than was lost.

    One schedule in about 20,000 lists less: a known price, bounded here. What stands is
    the same everywhere in every schedule, and the value stays in the history.
    """
    played_out = [verdict(played(seed, forks=True), forks=True) for seed in range(SCHEDULES // 4)]
    assert "desks differ" not in played_out
    assert played_out.count("a lost value is not listed") <= len(played_out) * LEFT_UNLISTED


@pytest.mark.parametrize("rule", ["_merge", "_forget", "_is_fork", "_look_at_ourselves"])
def test_without_any_one_rule_the_schedules_fail(
    rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def last_writer_wins(desk: Desk, name: str, theirs: Cell, _known: object) -> None:
        ours = desk.cells.get(name)
        if ours is None or theirs.stamp > ours.stamp:
            desk.cells[name] = Cell(theirs.stamp, theirs.value, frozenset(), desk.seq)

    def nothing(_desk: Desk, package: object = None) -> object:
        return package if rule == "_look_at_ourselves" else False

    monkeypatch.setattr(Desk, rule, last_writer_wins if rule == "_merge" else nothing)
    assert any(verdict(played(seed, forks=True), forks=True) for seed in range(2000))
