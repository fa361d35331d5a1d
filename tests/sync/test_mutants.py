"""No damaged package is taken: thousands of mutants, each refused and nothing else.

The ordinary run tries 3,000; LONG=1 tries 100,000.
"""

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from nightschool.domain.refusal import PackageError
from nightschool.sync.opening import open_package, peek
from tests.sync.parties import Party, bytes_of, draft, packed

MUTANTS = 100_000 if os.environ.get("LONG") else 3_000
Mutation = Callable[[random.Random, bytearray], None]


def flip_bit(chance: random.Random, data: bytearray) -> None:
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def set_byte(chance: random.Random, data: bytearray) -> None:
    data[chance.randrange(len(data))] = chance.choice((0, 0xFF, 0x20, chance.randrange(256)))


def cut_end(chance: random.Random, data: bytearray) -> None:
    del data[chance.randrange(len(data)) :]


def cut_out(chance: random.Random, data: bytearray) -> None:
    start = chance.randrange(len(data))
    del data[start : start + chance.randrange(1, 200)]


def insert(chance: random.Random, data: bytearray) -> None:
    start = chance.randrange(len(data) + 1)
    data[start:start] = chance.randbytes(chance.randrange(1, 50))


def repeat(chance: random.Random, data: bytearray) -> None:
    start = chance.randrange(len(data))
    data[start:start] = data[start : start + chance.randrange(1, 200)]


def swap(chance: random.Random, data: bytearray) -> None:
    length = chance.randrange(1, 64)
    one, other = (chance.randrange(len(data) - length) for _ in range(2))
    kept = data[one : one + length]
    data[one : one + length] = data[other : other + length]
    data[other : other + length] = kept


def blank(chance: random.Random, data: bytearray) -> None:
    """A sector that the stick lost."""
    start = chance.randrange(len(data)) // 512 * 512
    data[start : start + 512] = bytes(len(data[start : start + 512]))


def near_the_end(chance: random.Random, data: bytearray) -> None:
    """The directory, where sizes and offsets are."""
    data[-chance.randrange(1, 300)] = chance.randrange(256)


MUTATIONS: tuple[Mutation, ...] = (
    flip_bit, set_byte, cut_end, cut_out, insert, repeat, swap, blank, near_the_end,
)  # fmt: skip


@pytest.mark.parametrize("photos", [False, True])
def test_no_mutant_is_taken(
    school: Party, county: Party, tmp_path: Path, work: Path, photos: bool
) -> None:
    whole = bytes_of(packed(draft(school, county), school, tmp_path, photos))
    known = {school.desk.device: school.desk.as_device()}
    path = tmp_path / "mutant.nspkg"
    seed = random.randrange(2**32)
    chance = random.Random(seed)
    for turn in range(MUTANTS // 2):
        mutant = bytearray(whole)
        for _ in range(chance.choice((1, 1, 1, 2, 5))):
            if len(mutant) > 600:
                chance.choice(MUTATIONS)(chance, mutant)
        if mutant == whole:
            continue
        path.write_bytes(mutant)
        try:
            open_package(path, work, county.identity, known.get)
        except PackageError:
            assert not any(work.iterdir()), (seed, turn)
        else:
            pytest.fail(f"taken: seed {seed}, turn {turn}")


def test_peeking_at_a_mutant_ends_in_a_refusal_or_a_claim(
    school: Party, county: Party, tmp_path: Path
) -> None:
    whole = bytes_of(packed(draft(school, county), school, tmp_path))
    path = tmp_path / "mutant.nspkg"
    chance = random.Random(1)
    claims = 0
    for _ in range(300):
        mutant = bytearray(whole)
        chance.choice(MUTATIONS)(chance, mutant)
        path.write_bytes(mutant)
        try:
            peek(path)
            claims += 1
        except PackageError:
            pass
    assert claims < 300
