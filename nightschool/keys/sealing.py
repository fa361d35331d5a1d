"""age (X25519): only these may read this. Keys are in age's own text form."""

from collections.abc import Iterable
from typing import Annotated

from nightschool.keys.canonical import matching

Recipient = Annotated[str, matching(r"age1[02-9ac-hj-np-z]{58}")]
"""A public key, `age1…`."""
Identity = Annotated[str, matching(r"AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}")]
"""A private key, `AGE-SECRET-KEY-1…`."""


class SealedError(Exception):
    """The seal is not for this identity, or was damaged."""


def new_identity() -> str:
    """A new private key."""
    from pyrage import x25519

    return str(x25519.Identity.generate())


def recipient_of(identity: str) -> str:
    """The public half of a private key."""
    from pyrage import x25519

    return str(x25519.Identity.from_str(identity).to_public())


def seal(data: bytes, recipients: Iterable[str]) -> bytes:
    """`data` for the owners of these public keys, each of whom can open it alone.

    Raises `ValueError` for a recipient that is none, and for no recipient at all.
    """
    import pyrage

    try:
        owners = [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]
    except pyrage.RecipientError as error:
        raise ValueError("not an age recipient") from error
    if not owners:
        raise ValueError("sealed for nobody")
    return bytes(pyrage.encrypt(data, owners))


def unseal(sealed: bytes, identity: str) -> bytes:
    """What was sealed; raises `SealedError`."""
    import pyrage

    try:
        return bytes(pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(identity)]))
    except pyrage.DecryptError as error:
        raise SealedError from error
