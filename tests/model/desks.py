"""The sync's rules once more, in plain Python: small enough to be read as their definition.

A desk here is a dictionary of cells; there is no SQL, no file and no cryptography. The real merge
is held to the same promises over real databases in `tests/storage/test_conflicts.py`.
"""

from copy import deepcopy
from dataclasses import dataclass, field, replace
from itertools import count

Stamp = tuple[int, int]
"""Counter and device, which compare as they should."""

_ids = count(1)
_hashes = count(1)


@dataclass
class Cell:
    """One field of one row: what stands, what lost to it, and when it last changed here."""

    stamp: Stamp
    value: str
    losers: frozenset[tuple[Stamp, str]] = frozenset()
    seq: int = 0

    @property
    def all(self) -> frozenset[tuple[Stamp, str]]:
        """What stands and what lost. A stamp has two values only where an id has two bearers."""
        return self.losers | {(self.stamp, self.value)}


@dataclass(frozen=True)
class Package:
    """What travels."""

    sender: int
    number: int
    digest: int
    above: int
    upto: int
    cells: dict[str, Cell]
    knowledge: dict[int, int]
    brought: dict[int, tuple[int, int]]
    """The package that brought what is known of a device: its number and hash."""
    made: dict[int, tuple[int, int]]
    """The sender's packages: number to hash and counter; this one too."""
    taken: dict[int, dict[int, int]]
    """Receipts: device to number to hash."""
    retired: dict[int, tuple[int, int]]
    past: frozenset[int]
    """For the oracle alone: all writes that the sender had seen."""


@dataclass
class Desk:
    """One database."""

    office: bool = False
    device: int = field(default_factory=lambda: next(_ids))
    counter: int = 0
    seq: int = 0
    cells: dict[str, Cell] = field(default_factory=dict)
    knowledge: dict[int, int] = field(default_factory=dict)
    brought: dict[int, tuple[int, int]] = field(default_factory=dict)
    held: dict[int, int] = field(default_factory=dict)
    made: dict[int, tuple[int, int]] = field(default_factory=dict)
    taken: dict[int, dict[int, tuple[int, int]]] = field(default_factory=dict)
    heard: dict[int, dict[int, int]] = field(default_factory=dict)
    """Hashes of all packages that we took, or that a list named: device to number to hash."""
    retired: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Ended ids: the number and the counter of the last common package."""
    past: set[int] = field(default_factory=set)

    def copy(self) -> "Desk":
        """What a cloned disk or a backup is."""
        return deepcopy(self)

    def _tick(self) -> Stamp:
        self.counter += 1
        self.seq += 1
        return self.counter, self.device

    def write(self, name: str, value: str) -> Stamp:
        """Write a cell: whoever writes has seen what lost."""
        stamp = self._tick()
        self.cells[name] = Cell(stamp, value, frozenset(), self.seq)
        return stamp

    def knows(self, stamp: Stamp) -> bool:
        own = self.counter if stamp[1] == self.device else 0
        return stamp[0] <= max(own, self.knowledge.get(stamp[1], 0))

    def pack(self, above: int) -> Package:
        """Everything that changed after `above`."""
        self.seq += 1
        number, digest = len(self.made) + 1, next(_hashes)
        self.made[number] = digest, self.counter
        return Package(
            self.device,
            number,
            digest,
            above,
            self.seq,
            {name: deepcopy(cell) for name, cell in self.cells.items() if cell.seq > above},
            {**self.knowledge, self.device: self.counter},
            {**self.brought, self.device: (number, digest)},
            dict(self.made),
            {device: {n: d for n, (d, _c) in held.items()} for device, held in self.taken.items()},
            dict(self.retired),
            frozenset(self.past),
        )

    def take(self, package: Package) -> bool:
        """Merge a package; False where it is refused."""
        if self._is_fork(package) or package.above > self.held.get(package.sender, 0):
            return False
        package = self._look_at_ourselves(package)
        self.seq += 1
        for name, cell in package.cells.items():
            self._merge(name, cell, package.knowledge)
        self._book(package)
        if self.device in self.retired:
            self.renew(self.retired[self.device][1])
        return True

    def _merge(self, name: str, theirs: Cell, known: dict[int, int]) -> None:
        ours = self.cells.get(name)
        if ours is None:
            self.cells[name] = replace(deepcopy(theirs), seq=self.seq)
            return
        here, there = ours.all, theirs.all
        stays = (here & there) | {
            (stamp, value)
            for stamp, value in here ^ there
            if stamp == ours.stamp == theirs.stamp  # of clones: nobody can have settled it
            or ((stamp, value) in here and stamp[0] > known.get(stamp[1], 0))
            or ((stamp, value) in there and not self.knows(stamp))
        }
        stamp, value = max((ours.stamp, ours.value), (theirs.stamp, theirs.value))
        losers = frozenset(stays - {(stamp, value)})
        if (stamp, value, losers) != (ours.stamp, ours.value, ours.losers):
            self.cells[name] = Cell(stamp, value, losers, self.seq)

    def _book(self, package: Package) -> None:
        counters = [cell.stamp[0] for cell in package.cells.values()]
        self.counter = max([self.counter, *counters])
        self.held[package.sender] = max(package.upto, self.held.get(package.sender, 0))
        taken = self.taken.setdefault(package.sender, {})
        taken[package.number] = package.digest, package.knowledge[package.sender]
        for device, counter in package.knowledge.items():
            if device != self.device and counter > self.knowledge.get(device, 0):
                self.knowledge[device] = counter
                self.brought.pop(device, None)
                if device in package.brought:
                    self.brought[device] = package.brought[device]
        self.retired |= package.retired
        self.past |= package.past
        self._forget()

    def _forget(self) -> None:
        for device, (_number, counter) in self.retired.items():
            if device in self.knowledge:
                self.knowledge[device] = min(counter, self.knowledge[device])

    def _is_fork(self, package: Package) -> bool:
        """Look for a number with two hashes, in the package, its list and its knowledge."""
        own = {number: digest for number, (digest, _counter) in package.made.items()}
        found = self._compare(package.sender, own)
        for device, (number, digest) in package.brought.items():
            self._compare(device, {number: digest})
        ended = self.retired.get(package.sender)
        return found or (ended is not None and package.number > ended[0])

    def _compare(self, device: int, named: dict[int, int]) -> bool:
        """Two hashes for a number end the id at the last package that both made."""
        heard = self.heard.setdefault(device, {})
        split = [n for n in heard.keys() & named.keys() if heard[n] != named[n]]
        if split and self.office:
            taken = self.taken.get(device, {})
            common = heard.keys() & named.keys() & taken.keys()
            last = max((n for n in common if n < min(split)), default=0)
            point = (last, taken[last][1]) if last else (0, 0)
            self.retired[device] = min(point, self.retired.get(device, point))
            self._forget()
        if not split:
            heard |= named
        return bool(split)

    def _look_at_ourselves(self, package: Package) -> Package:
        """Take a new id when the package proves that ours has another bearer.

        This comes before the merge, for what its sender knows of our id it knows of the other's.
        """
        claimed = package.taken.get(self.device, {})
        if self.device in package.brought:
            claimed = claimed | dict([package.brought[self.device]])
        strange = [n for n, digest in claimed.items() if self.made.get(n, (0, 0))[0] != digest]
        if strange or package.knowledge.get(self.device, 0) > self.counter:
            common = [n for n in claimed if n not in strange]
            old, since = self.device, max((self.made[n][1] for n in common), default=0)
            self.renew(since)
            known = min(since, package.knowledge.get(old, 0))
            return replace(package, knowledge={**package.knowledge, old: known})
        return package

    def renew(self, since: int) -> None:
        """Go on under a new id, and write again what was written since."""
        old, self.device = self.device, next(_ids)
        self.knowledge[old] = since
        self.counter += 1
        self.seq += 1
        for cell in self.cells.values():
            if cell.stamp[1] == old and cell.stamp[0] > since:
                cell.stamp = self.counter, self.device
                cell.seq = self.seq
        self.made = {}
