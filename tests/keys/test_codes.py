"""Printed codes."""

import pytest

from nightschool.errors import UserError
from nightschool.keys import codes


def test_a_new_code_is_read_as_printed() -> None:
    printed = codes.new_code()
    assert len(printed) == 14
    assert codes.read_code(printed) == printed.replace("-", "")
    assert codes.new_code() != printed


@pytest.mark.parametrize(
    "typed", ["7HQ2-K9TD-0V1X", "7hq2k9tdovlx", "７ＨＱ２　Ｋ９ＴＤ　ＯＶＩＸ", " 7hq2–k9td—0vix\n"]
)
def test_a_code_is_understood_however_it_is_typed(typed: str) -> None:
    assert codes.read_code(typed) == "7HQ2K9TD0V1X"


@pytest.mark.parametrize(
    "typed", ["", "7HQ2-K9TD", "7HQ2-K9TD-0VWXY", "7HQ2-K9TD-0VWU", "夜校" * 6]
)
def test_what_can_be_no_code_is_refused(typed: str) -> None:
    with pytest.raises(UserError, match="12 letters"):
        codes.read_code(typed)
