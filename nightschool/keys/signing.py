"""Ed25519: who wrote this. Keys are their 32 raw bytes, signatures 64."""

import hashlib
import os

from nightschool.domain import crockford

SIGNATURE = 64
KEY_ID = 10


def new_key() -> bytes:
    """A new private key (RFC 8032: any 32 random bytes)."""
    return os.urandom(32)


def public_key(private: bytes) -> bytes:
    """The public half of a private key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def sign(private: bytes, message: bytes) -> bytes:
    """The signature; the same key and message always give the same one."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(private).sign(message)


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the owner of the public key signed exactly this message."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):  # ValueError: 32 bytes that are no point of the curve
        return False
    return True


def key_id(public: bytes) -> bytes:
    """80 bits by which messages name the public key that signed them."""
    return hashlib.sha256(b"nightschool key\n" + public).digest()[:KEY_ID]


def fingerprint(public: bytes) -> str:
    """A public key for people to compare by voice: `7HQ2-K9TD-0VWX-M3N8`."""
    return fingerprint_of(key_id(public))


def fingerprint_of(named: bytes) -> str:
    """The fingerprint of the key that has this id."""
    return crockford.grouped(crockford.encode(int.from_bytes(named, "big"), 16))
