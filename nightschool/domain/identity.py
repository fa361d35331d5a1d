"""Keys of rows: from an official number where there is one, else a UUIDv7.

Two laptops that read one roster make the same rows, because what comes from an official list
takes its key from it. UUIDv7 (RFC 9562) keeps new rows together at the end of an index: random
keys cost two to three times the time of a merge.
"""

import os
import time
import uuid
from typing import NewType

RowId = NewType("RowId", bytes)
"""The 16 bytes of a row's key."""

_NAMESPACE = uuid.UUID("6f0c8a2e-5b1d-5c39-9e57-0d5b6a1f4e21")
_BY_NAME = 5
"""The version of a UUID that was made from a name (RFC 9562)."""

_last_ms = 0
_sequence = 0


def named(kind: str, number: str) -> RowId:
    """The key of the thing of this `kind` that an official list numbers `number`."""
    return RowId(uuid.uuid5(_NAMESPACE, f"{kind}:{number}").bytes)


def of_school(kind: str, school: str, number: str) -> RowId:
    """The key of what a school registers under an official number.

    The school is part of it: a row belongs to one school for good, and two laptops that register
    one number at two schools, after a move for example, must not write one row.
    """
    return named(kind, f"{school}:{number}")


def new() -> RowId:
    """A UUIDv7, rising within this process even where the clock stands still or goes back."""
    global _last_ms, _sequence
    now = time.time_ns() // 1_000_000
    if now > _last_ms:
        _last_ms, _sequence = now, int.from_bytes(os.urandom(2), "big") & 0x7FF
    else:
        _sequence += 1
        if _sequence > 0xFFF:
            _last_ms, _sequence = _last_ms + 1, 0
    value = bytearray(_last_ms.to_bytes(6, "big") + _sequence.to_bytes(2, "big") + os.urandom(8))
    value[6] |= 0x70
    value[8] = value[8] & 0x3F | 0x80
    return RowId(bytes(value))


def text(row: RowId) -> str:
    """The key as people and `--json` see it: 32 hexadecimal digits."""
    return row.hex()


def from_text(text: str) -> RowId:
    """The reverse of `text`; raises `ValueError` for anything but 32 hexadecimal digits."""
    value = bytes.fromhex(text)
    if len(value) != 16:
        raise ValueError(f"not a row key: {text!r}")
    return RowId(value)


def is_official(row: RowId) -> bool:
    """Whether the key follows from the number in an official list."""
    return row[6] >> 4 == _BY_NAME


def precedence(row: RowId) -> tuple[bool, bytes]:
    """Of two rows for one thing the lower stands: an official key, then the smaller one.

    It is the same at every desk and for ever, so that joined rows never form a ring.
    """
    return not is_official(row), row
