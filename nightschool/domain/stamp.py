"""Which write is later, and who knows of it: the two small types that sync rests on.

A stamp is a Lamport counter and the id of the database that wrote; it never comes from a wall
clock. Knowledge says, for each device, up to which counter we hold everything it wrote.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NewType, Self

DeviceId = NewType("DeviceId", bytes)
"""The 8 random bytes of a database's id."""

FARTHEST_COUNTER = 2**62
FARTHEST_JUMP = 2**32
"""A counter farther than this above our own highest waits for a clerk."""
FARTHEST_LET_IN = 2**61
"""A clerk lets in no counter farther than a jump above this: room is left to count on for ever."""


@dataclass(frozen=True, slots=True, order=True)
class Stamp:
    """When (`counter`) and where (`device`) something was written; later stamps compare higher."""

    counter: int
    device: DeviceId

    @classmethod
    def unpack(cls, packed: bytes) -> Self:
        """From the 16 bytes that a row carries."""
        return cls(int.from_bytes(packed[:8], "big"), DeviceId(packed[8:16]))

    def packed(self) -> bytes:
        """16 bytes that compare as the stamps do: the counter, big-endian, then the device."""
        return self.counter.to_bytes(8, "big") + self.device


GENESIS = Stamp(0, DeviceId(bytes(8)))
"""The stamp of rows that ship with the program; every workspace holds them alike."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """For one scope: device to the highest counter of which we hold everything."""

    counters: Mapping[DeviceId, int] = field(default_factory=dict)

    def covers(self, stamp: Stamp) -> bool:
        """Whether what was written under `stamp` is known here."""
        return stamp == GENESIS or stamp.counter <= self.counters.get(stamp.device, 0)
