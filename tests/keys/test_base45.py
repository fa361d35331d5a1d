"""Base45 by the examples of RFC 9285, and strict where the RFC asks for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightschool.keys import base45

VECTORS = [
    (b"AB", "BB8"),
    (b"Hello!!", "%69 VD92EX0"),
    (b"base-45", "UJCLQE7W581"),
    (b"ietf!", "QED8WEX0"),
    (b"\xff\xff", "FGW"),
    (b"", ""),
]


@pytest.mark.parametrize(("data", "text"), VECTORS)
def test_the_examples_of_the_rfc(data: bytes, text: str) -> None:
    assert base45.encode(data) == text
    assert base45.decode(text) == data


@pytest.mark.parametrize("text", ["GGW", ":::", "A", "BB8A", "::", "V5", "bb8", "BB8\n\n", "é00"])
def test_what_encoding_never_gives_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"character|more than"):
        base45.decode(text)


@given(st.binary(max_size=200))
def test_there_and_back(data: bytes) -> None:
    text = base45.encode(data)
    assert base45.decode(text) == data
    assert text == text.rstrip()


@given(st.text(base45.ALPHABET, max_size=60))
def test_every_text_has_one_spelling(text: str) -> None:
    try:
        data = base45.decode(text)
    except ValueError:
        return
    assert base45.encode(data) == text
