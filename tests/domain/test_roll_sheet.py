from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightschool.domain import crockford, identity
from nightschool.domain.identity import RowId
from nightschool.domain.roll_sheet import RollSheet, code_of, read_code

keys = st.binary(min_size=16, max_size=16).map(RowId)


@given(keys)
def test_a_code_is_read_as_it_is_typed(key: RowId) -> None:
    code = code_of(key)
    assert len(code) == 9
    for typed in (code, code.lower(), code.replace("-", " "), code.replace("0", "O"), f" {code}\n"):
        assert read_code(typed) == code


@given(keys, st.integers(0, 7), st.sampled_from(crockford.ALPHABET))
def test_one_wrong_character_is_told(key: RowId, place: int, wrong: str) -> None:
    plain = code_of(key).replace("-", "")
    mistyped = plain[:place] + wrong + plain[place + 1 :]
    confused = {plain[place], wrong} <= {"0", "Z"}  # the check counts to 31
    assert mistyped == plain or confused or read_code(mistyped) is None


@given(keys, st.integers(0, 5))
def test_two_changed_about_are_told(key: RowId, place: int) -> None:
    plain = code_of(key).replace("-", "")
    one, other = plain[place], plain[place + 1]
    changed = plain[:place] + other + one + plain[place + 2 :]
    assert one == other or {one, other} == {"0", "Z"} or read_code(changed) is None


@pytest.mark.parametrize("typed", ["", "7HQ2", "7HQ2-K9T!", "7HQ2-K9TD-0", "U" * 8])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert read_code(typed) is None


def test_rows_are_the_people_in_order() -> None:
    people = tuple(identity.new() for _ in range(3))
    sheet = RollSheet(identity.new(), "513432101208", people[0], date(2018, 3, 1), b"".join(people))
    assert sheet.rows == people
    assert RollSheet(identity.new(), "513432101208", people[0], date(2018, 3, 1), b"").rows == ()
