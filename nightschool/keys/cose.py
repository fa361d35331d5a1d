"""COSE_Sign1 (RFC 9052) with Ed25519, in the one form that we write; see `docs/certificate-qr.md`.

What is read must be, byte for byte, what writing it gives: so duplicate keys, trailing bytes,
longer forms of a number, unknown headers and second spellings do not exist.
"""

from dataclasses import dataclass
from typing import Any

from nightschool.keys import signing
from nightschool.keys.canonical import MalformedError

_TAG = 18
_ALGORITHM, _KEY = 1, 4
_EDDSA = -8
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Signed:
    """A message that names a key; whose it is, and whether it signed, is still to be asked."""

    key_id: bytes
    payload: bytes
    signature: bytes


def sign(private: bytes, payload: bytes) -> bytes:
    """The tagged message; the same key and payload always give the same one."""
    key_id = signing.key_id(signing.public_key(private))
    signature = signing.sign(private, to_be_signed(_protected(key_id), payload))
    return _message(Signed(key_id, payload, signature))


def read(data: bytes) -> Signed:
    """The message; raises `MalformedError` for what `sign` would not have written."""
    try:
        protected, _open, payload, signature = decoded(data).value
        key_id = decoded(protected)[_KEY]
        signed = Signed(*map(_bytes, (key_id, payload, signature)))
        same = _message(signed) == data
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise MalformedError("no COSE_Sign1 of ours") from error
    if not same or (len(key_id), len(signature)) != (signing.KEY_ID, signing.SIGNATURE):
        raise MalformedError("not in canonical form")
    return signed


def _bytes(value: Any) -> bytes:
    if type(value) is not bytes:
        raise ValueError("a byte string wanted")
    return value


def verify(signed: Signed, public: bytes) -> bool:
    """Whether this key signed the message."""
    return signing.verify(
        public, to_be_signed(_protected(signed.key_id), signed.payload), signed.signature
    )


def encoded(value: Any) -> bytes:
    """The deterministic CBOR of a value (RFC 8949, section 4.2)."""
    import cbor2

    return cbor2.dumps(value, canonical=True)


def decoded(data: bytes) -> Any:
    """The value, where its deterministic CBOR is these very bytes; else raises `ValueError`."""
    import cbor2

    try:
        value = cbor2.loads(
            data, max_depth=_DEEPEST, allow_indefinite=False, allow_duplicate_keys=False
        )
        same = encoded(value) == data
    except (cbor2.CBORError, ValueError, TypeError, OverflowError, RecursionError) as error:
        raise ValueError("no CBOR of ours") from error
    if not same:
        raise ValueError("not in canonical form")
    return value


def _message(signed: Signed) -> bytes:
    import cbor2

    parts = [_protected(signed.key_id), {}, signed.payload, signed.signature]
    return encoded(cbor2.CBORTag(_TAG, parts))


def _protected(key_id: bytes) -> bytes:
    return encoded({_ALGORITHM: _EDDSA, _KEY: key_id})


def to_be_signed(protected: bytes, payload: bytes) -> bytes:
    """The Sig_structure of RFC 9052, section 4.4, without external data."""
    return encoded(["Signature1", protected, b"", payload])
