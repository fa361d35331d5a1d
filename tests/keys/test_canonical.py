"""Canonical records: every value has one form, every form one value."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightschool.keys import canonical
from nightschool.keys.canonical import MalformedError, between, matching, size


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Inner:
    key: Annotated[bytes, size(2)]
    word: Annotated[str, matching("[a-z]+")] | None


@dataclass(frozen=True, slots=True)
class Outer:
    number: Annotated[int, between(-5, 5)]
    fine: bool
    text: str
    when: datetime
    colour: Colour
    inner: tuple[Inner, ...]
    by_key: Mapping[bytes, Inner]
    format: int = 1


inners = st.builds(
    Inner,
    st.binary(min_size=2, max_size=2),
    st.none() | st.from_regex("[a-z]+", fullmatch=True).filter(lambda word: len(word) <= 200),
)
outers = st.builds(
    Outer,
    st.integers(0, 5),
    st.booleans(),
    st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=200),
    st.datetimes(timezones=st.just(UTC)),
    st.just(Colour.RED),
    st.lists(inners, max_size=3).map(tuple),
    st.dictionaries(st.binary(max_size=4), inners, max_size=3),
)


def load(data: bytes) -> Outer:
    return canonical.load(Outer, data, 100_000, newest=1)


@given(outers)
def test_a_record_is_read_as_it_was_written(record: Outer) -> None:
    assert load(canonical.dump(record)) == record


@given(outers, st.data())
def test_two_forms_of_one_record_do_not_exist(record: Outer, data: st.DataObject) -> None:
    written = bytearray(canonical.dump(record))
    written[data.draw(st.integers(0, len(written) - 1))] = data.draw(st.integers(0, 255))
    try:
        read = load(bytes(written))
    except (MalformedError, canonical.NewerFormatError):
        return
    assert canonical.dump(read) == written


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8")))
def test_noise_is_malformed(noise: bytes) -> None:
    with pytest.raises(MalformedError):
        load(noise)


def test_more_than_the_limit_is_not_even_parsed() -> None:
    with pytest.raises(MalformedError, match="too many"):
        canonical.load(Outer, b"[" * 11, 10, newest=1)


def test_a_later_format_is_told_apart_whatever_else_it_holds() -> None:
    with pytest.raises(canonical.NewerFormatError) as caught:
        load(b'{"format": 9, "program": "2.0", "x": [1.5]}'.replace(b"1.5", b"1"))
    assert (caught.value.number, caught.value.program) == (9, "2.0")
