"""What the two engines say differently in the statements of packages; the rest is one text.

Both find a plain name among temporary tables first, both compare text and bytes byte by byte.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlcipher3

PACKAGE = "package_data"
"""The name under which a package's database is attached."""

DIGEST = "sha256_of"
"""A function of ours, which every connection of SQLCipher has."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """Templates, each for one thing."""

    package: str
    """A table of the package that is being merged."""
    parameter: str
    hexadecimal: str
    """Bytes, from hexadecimal digits."""
    as_bytes: str
    """Bytes put together by `||`."""
    as_digits: str
    """Hexadecimal digits of bytes."""
    digest: str
    """SHA-256 of a text, empty for none: what tells two losing values of one stamp apart."""
    larger: str
    """The function that gives the larger of two values."""

    def blob(self, value: bytes) -> str:
        """Bytes as a statement says them."""
        return self.hexadecimal.format(value.hex())

    def joined(self, parts: Sequence[str]) -> str:
        """Bytes one after the other."""
        return self.as_bytes.format(" || ".join(parts)) if len(parts) > 1 else parts[0]

    def larger_of(self, one: str, other: str) -> str:
        """The larger of two values that are there."""
        return f"{self.larger}({one}, {other})"


SQLITE = Dialect(
    package=PACKAGE + '."{}"',
    parameter=":{}",
    hexadecimal="x'{}'",
    as_bytes="CAST({} AS BLOB)",
    as_digits="lower(hex({}))",
    digest=DIGEST + "({})",
    larger="max",
)
POSTGRESQL = Dialect(
    package='"' + PACKAGE + '_{}"',
    parameter="%({})s",
    hexadecimal="'\\x{}'::bytea",
    as_bytes="({})",
    as_digits="encode({}, 'hex')",
    digest="coalesce(sha256(convert_to({}, 'UTF8')), ''::bytea)",
    larger="greatest",
)


def dialect_of(driver: Any) -> Dialect:
    """How to speak to this driver's connection."""
    return SQLITE if isinstance(driver, sqlcipher3.Connection) else POSTGRESQL
