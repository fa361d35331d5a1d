"""Desks that exchange packages: a school's laptop, a county's office, the prefecture."""

from dataclasses import dataclass
from datetime import date

from nightschool.domain.stamp import DeviceId


@dataclass(frozen=True, slots=True)
class Device:
    """One database that signs packages, as the county lists it."""

    device: DeviceId
    name: str
    scopes: tuple[str, ...]
    """School codes that it may write, or the county's code."""
    verify_key: bytes
    """Ed25519 public key, 32 bytes."""
    recipient: str
    """age recipient (`age1…`) that its packages are sealed to."""
    enrolled_on: date | None = None
    revoked_on: date | None = None
