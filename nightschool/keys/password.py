"""A secret under a password or code: Argon2id makes the key, ChaCha20-Poly1305 the box."""

import os
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from nightschool.keys.canonical import between, size

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

_SALT = 16
_NONCE = bytes(12)
"""A key is derived from a salt of its own for each box and closes that box alone."""


class WrongPasswordError(Exception):
    """The password does not fit, or the box was changed: the two cannot be told apart."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What Argon2id spends on one try: by default the second choice of RFC 9106, section 4.

    The bounds keep a hostile file from asking for all the memory there is.
    """

    memory_kib: Annotated[int, between(8, 1 << 18)] = 1 << 16
    passes: Annotated[int, between(1, 10)] = 3
    lanes: Annotated[int, between(1, 16)] = 4

    def __post_init__(self) -> None:
        if self.memory_kib < 8 * self.lanes:
            raise ValueError("Argon2 needs 8 KiB a lane")


STANDARD = Cost()


@dataclass(frozen=True, slots=True)
class Locked:
    """A box with all that is needed to open it, but the password."""

    cost: Cost
    salt: Annotated[bytes, size(_SALT)]
    box: bytes
    """The secret's length and 16 bytes more."""


def lock(secret: bytes, password: str, context: bytes, cost: Cost = STANDARD) -> Locked:
    """`secret` under `password`; it opens only with the same `context` (what it is, and whose)."""
    salt = os.urandom(_SALT)
    return Locked(cost, salt, _cipher(password, salt, cost).encrypt(_NONCE, secret, context))


def unlock(locked: Locked, password: str, context: bytes) -> bytes:
    """The secret; raises `WrongPasswordError`. Costs what `locked.cost` says, within its bounds."""
    from cryptography.exceptions import InvalidTag

    try:
        return _cipher(password, locked.salt, locked.cost).decrypt(_NONCE, locked.box, context)
    except InvalidTag as error:
        raise WrongPasswordError from error


def _cipher(password: str, salt: bytes, cost: Cost) -> "ChaCha20Poly1305":
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    key = Argon2id(
        salt=salt, length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib
    ).derive(_password_bytes(password))
    return ChaCha20Poly1305(key)


def _password_bytes(password: str) -> bytes:
    """An input method left in full-width mode types the same password: NFKC makes them equal."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
