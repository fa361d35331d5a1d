"""How a fresh laptop proves to its county that it was enrolled: an HMAC under the one-time secret.

It binds the laptop's keys and id; the signature by that key binds all else in its first package.
"""

import hashlib
import hmac
import os

from nightschool.domain.device import Device

SECRET = 32


def new_secret() -> bytes:
    """The one-time secret of a new enrolment."""
    return os.urandom(SECRET)


def proof(secret: bytes, device: Device) -> bytes:
    """32 bytes that only a holder of the enrolment's secret can make for this laptop."""
    parts = (b"nightschool registration 1", device.verify_key, device.recipient.encode())
    return hmac.digest(secret, b"\n".join((*parts, device.device)), hashlib.sha256)


def verify_proof(secret: bytes, device: Device, given: bytes) -> bool:
    """Whether `given` is the proof for this laptop, compared in constant time."""
    return hmac.compare_digest(proof(secret, device), given)
