import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightschool.domain import identity, roll
from nightschool.domain.codes import Mark
from nightschool.domain.roll import ATTENDED, Attendance
from nightschool.errors import UserError

LESSON, PERSON = identity.new(), identity.new()


@given(st.sampled_from(Mark), st.none() | st.integers(0, 5), st.integers(0, 32))
def test_only_who_was_there_is_credited(mark: Mark, corrected: int | None, hours: int) -> None:
    credited = roll.credited(mark, corrected, hours)
    if mark in ATTENDED:
        assert credited == (hours if corrected is None else corrected)
    else:
        assert credited == 0


@pytest.mark.parametrize("mark", Mark)
def test_a_mark_is_known_by_its_sign_and_by_its_word(mark: Mark) -> None:
    assert roll.mark_of(roll.SIGNS[mark]) is mark
    assert roll.mark_of(f" {mark.value.upper()} ") is mark


@pytest.mark.parametrize("text", ["", "来", "1", "到了", "ｘ"])
def test_other_words_are_no_marks(text: str) -> None:
    assert roll.mark_of(text) is None


@pytest.mark.parametrize(
    ("mark", "half_hours", "remark", "message"),
    [
        (Mark.LEAVE, None, " ", "for a reason"),
        (Mark.ABSENT, 2, "", "not there"),
        (Mark.LEAVE, 2, "病", "not there"),
        (Mark.LATE, 6, "", "nobody more"),
        (Mark.LATE, -1, "", "nobody more"),
    ],
)
def test_what_a_line_cannot_be(
    mark: Mark, half_hours: int | None, remark: str, message: str
) -> None:
    with pytest.raises(UserError, match=message):
        roll.check_line(Attendance(LESSON, PERSON, mark, half_hours, remark), 5)


@given(st.sampled_from(sorted(ATTENDED)), st.none() | st.integers(0, 5))
def test_whoever_came_may_be_given_no_more_than_the_lesson(mark: Mark, hours: int | None) -> None:
    roll.check_line(Attendance(LESSON, PERSON, mark, hours), 5)
