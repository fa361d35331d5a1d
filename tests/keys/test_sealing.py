"""age seals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightschool.keys import sealing

IDENTITY = sealing.new_identity()


@given(st.binary())
def test_every_recipient_opens_a_seal_and_nobody_else(data: bytes) -> None:
    other = sealing.new_identity()
    sealed = sealing.seal(data, map(sealing.recipient_of, (IDENTITY, other)))
    assert sealing.unseal(sealed, IDENTITY) == sealing.unseal(sealed, other) == data
    with pytest.raises(sealing.SealedError):
        sealing.unseal(sealed, sealing.new_identity())


def test_a_broken_seal_does_not_open() -> None:
    sealed = sealing.seal(b"key", [sealing.recipient_of(IDENTITY)])
    for place in range(len(sealed)):
        broken = bytearray(sealed)
        broken[place] ^= 1
        with pytest.raises(sealing.SealedError):
            sealing.unseal(bytes(broken), IDENTITY)


@pytest.mark.parametrize("recipients", [[], [""], ["age1nobody"], [IDENTITY]])
def test_sealing_for_nobody_is_an_error(recipients: list[str]) -> None:
    with pytest.raises(ValueError, match=r"recipient|nobody"):
        sealing.seal(b"data", recipients)
