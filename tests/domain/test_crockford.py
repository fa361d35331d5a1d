"""Crockford's base 32."""

from hypothesis import given
from hypothesis import strategies as st

from nightschool.domain import crockford


@given(st.integers(0, 2**60 - 1))
def test_an_encoded_number_reads_back_in_any_dress(value: int) -> None:
    text = crockford.encode(value, 12)
    digits = [crockford.ALPHABET.index(sign) for sign in text]
    assert sum(digit << 5 * place for place, digit in enumerate(reversed(digits))) == value
    dressed = crockford.grouped(text).lower().replace("0", "o").replace("1", "l")
    assert crockford.normalise(dressed) == text


def test_no_letter_looks_like_another() -> None:
    assert len(set(crockford.ALPHABET)) == 32
    assert not set("ILOU") & set(crockford.ALPHABET)


def test_groups_of_four() -> None:
    assert crockford.grouped("ABCDEFGHJ") == "ABCD-EFGH-J"
