"""Lines of the terminal that fit and line up, under Chinese too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightschool.cli.output import one_line, table, width, wrapped

TEXT = st.text(alphabet=st.sampled_from("ab 小山村，。；“”…é\u0301—"), max_size=60)


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("abc", 3), ("小山村", 6), ("（一）", 6), ("e\u0301", 1), ("→", 1)],
)
def test_a_han_character_takes_two_columns(text: str, columns: int) -> None:
    assert width(text) == columns


@given(TEXT, st.integers(min_value=8, max_value=40))
def test_wrapping_loses_nothing_but_blanks(text: str, columns: int) -> None:
    assert "".join("".join(wrapped(text, columns)).split()) == "".join(text.split())


@given(st.text(alphabet="小山村农民夜校", min_size=1), st.integers(min_value=8, max_value=40))
def test_no_line_of_chinese_is_too_long(text: str, columns: int) -> None:
    lines = wrapped(text, columns)
    assert all(width(line) <= columns for line in lines)
    assert all(width(line) >= columns - 1 for line in lines[:-1])


def test_words_stay_whole_and_stops_stay_with_what_they_end() -> None:
    assert wrapped("one two three", 8) == ["one two", "three"]
    assert wrapped("小山村夜校。请看", 10) == ["小山村夜校。", "请看"]


def test_columns_line_up_and_numbers_stand_to_the_right() -> None:
    lines = table(["村", "Came"], [("小山村", 7), ("瓦", 112), ("x", None)]).splitlines()
    assert lines == ["村      Came", "──────  ────", "小山村     7", "瓦       112", "x          –"]


def test_a_table_of_nothing_is_its_head() -> None:
    assert table(["A", "B"], []).splitlines() == ["A  B", "─  ─"]


def test_one_line() -> None:
    assert one_line("It failed.\n  Try again.") == "It failed. Try again."
    assert one_line("密码不对。 请再试一次。") == "密码不对。请再试一次。"
