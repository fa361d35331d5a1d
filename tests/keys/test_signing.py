"""Ed25519 signatures and fingerprints."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightschool.keys import signing

KEY = signing.new_key()
PUBLIC = signing.public_key(KEY)


@given(st.binary())
def test_a_signature_fits_its_message(message: bytes) -> None:
    assert signing.verify(PUBLIC, message, signing.sign(KEY, message))


@given(st.binary(min_size=1), st.data())
def test_a_changed_message_signature_or_key_does_not_fit(
    message: bytes, data: st.DataObject
) -> None:
    parts = [PUBLIC, message, signing.sign(KEY, message)]
    which = data.draw(st.integers(0, 2))
    changed = bytearray(parts[which])
    changed[data.draw(st.integers(0, len(changed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    parts[which] = bytes(changed)
    assert not signing.verify(*parts)


@pytest.mark.parametrize("public", [b"", bytes(31), b"\xff" * 32, bytes(33)])
def test_what_is_no_key_verifies_nothing(public: bytes) -> None:
    assert not signing.verify(public, b"message", signing.sign(KEY, b"message"))


def test_rfc_8032_first_test_vector() -> None:
    private = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    public = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert signing.public_key(private).hex() == public
    assert signing.sign(private, b"").hex().startswith("e5564300c360ac729086e2cc806e828a")


def test_a_fingerprint_is_read_aloud_in_four_groups() -> None:
    assert signing.fingerprint(bytes(32)) == "3NWT-VQ2Q-RGH3-XGTF"
    assert signing.fingerprint(PUBLIC) != signing.fingerprint(signing.public_key(bytes(32)))
