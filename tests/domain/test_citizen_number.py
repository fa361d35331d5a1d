import contextlib
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nightschool.domain import citizen_number
from nightschool.domain.citizen_number import CitizenNumberError, Trouble
from nightschool.domain.codes import Sex

FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


def number(birth: str, serial: int) -> str:
    first_17 = f"513499{birth}{serial:03d}"
    return first_17 + citizen_number.check_character(first_17)


births = st.dates(citizen_number.EARLIEST_BIRTH, date(2018, 3, 1))
numbers = st.builds(
    lambda birth, serial: number(birth.strftime("%Y%m%d"), serial), births, st.integers(0, 999)
)


def trouble_of(text: str, latest: date | None = None) -> Trouble:
    with pytest.raises(CitizenNumberError) as caught:
        citizen_number.check(text, latest)
    assert caught.value.message
    assert caught.value.remedy
    return caught.value.trouble


@given(births, st.integers(0, 999))
def test_a_number_tells_birth_date_and_sex(birth: date, serial: int) -> None:
    found = citizen_number.check(number(birth.strftime("%Y%m%d"), serial), birth)
    assert found.birth_date == birth
    assert found.sex is (Sex.MALE if serial % 2 else Sex.FEMALE)
    assert found.disability_no is None


@given(numbers, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(right: str, at: int, more: int) -> None:
    wrong = right[:at] + str((int(right[at]) + more) % 10) + right[at + 1 :]
    assert trouble_of(wrong)


@given(numbers, st.integers(0, 15))
def test_two_neighbours_swapped_are_always_found(right: str, at: int) -> None:
    assume(right[at] != right[at + 1])
    assert trouble_of(right[:at] + right[at + 1] + right[at] + right[at + 2 :])


@given(
    numbers,
    st.sampled_from(["", "'", "\ufeff", " ", "\u200b", "‘", "\t"]),
    st.integers(0, 18),
    st.sampled_from(["", " ", "-", "\u3000", "\u200e", "\n"]),
    st.booleans(),
    st.booleans(),
)
def test_what_people_and_sheets_put_around_it_is_taken_away(
    right: str, before: str, at: int, inside: str, full_width: bool, lower: bool
) -> None:
    text = before + right[:at] + inside + right[at:]
    text = text.translate(FULL_WIDTH) if full_width else text
    assert citizen_number.check(text.lower() if lower else text).number == right


@pytest.mark.parametrize("suffix", ["11", "43", "74", "43B1", "43b1", "43B12"])
def test_a_disability_certificate_begins_with_the_number(suffix: str) -> None:
    right = number("19680110", 819)
    found = citizen_number.check(right + suffix)
    assert found.number == right
    assert found.disability_no == right + suffix.upper()


@pytest.mark.parametrize(
    "text",
    ["5.134991954071362e+17", "5.13499E+17", "5E+17", "5.13499E17", "513499195407136000"],
)
def test_a_number_spoilt_by_a_spreadsheet_is_known(text: str) -> None:
    assert trouble_of(text) is Trouble.SPOILT


def test_three_noughts_at_the_end_alone_spoil_nothing() -> None:
    honest = next(n for n in (number("19540713", s) for s in range(1000)) if n[15:] == "000")
    assert citizen_number.check(honest).number == honest


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("513499540713621", Trouble.FIRST_GENERATION),
        ("", Trouble.LENGTH),
        ("51349919540713", Trouble.LENGTH),
        (number("19540713", 1) + "9", Trouble.LENGTH),
        (number("19540713", 1) + "85", Trouble.LENGTH),
        ("51349919540713A21X", Trouble.CHARACTERS),
        ("身份证丢失", Trouble.CHARACTERS),
        (number("19550229", 1), Trouble.BIRTH_DATE),
        (number("19000229", 1), Trouble.BIRTH_DATE),
        (number("19551301", 1), Trouble.BIRTH_DATE),
        (number("18791231", 1), Trouble.BIRTH_DATE),
    ],
)
def test_each_trouble_has_its_own_reason(text: str, trouble: Trouble) -> None:
    assert trouble_of(text) is trouble


@pytest.mark.parametrize("leap_day", ["19560229", "20000229"])
def test_real_leap_days_are_days(leap_day: str) -> None:
    assert citizen_number.check(number(leap_day, 1)).birth_date.day == 29


@given(births, st.integers(0, 400))
def test_nobody_is_born_after_the_latest_day(latest: date, days: int) -> None:
    birth = latest + timedelta(days)
    text = number(birth.strftime("%Y%m%d"), 12)
    if days == 0:
        assert citizen_number.check(text, latest).birth_date == birth
    else:
        assert trouble_of(text, latest) is Trouble.BIRTH_IN_FUTURE
    assert citizen_number.check(text, None).birth_date == birth


@given(numbers)
def test_a_masked_number_shows_its_ends_only(right: str) -> None:
    assert citizen_number.masked(right) == f"{right[:4]}**********{right[-4:]}"


def test_a_short_text_is_masked_whole() -> None:
    assert citizen_number.masked("12345678") == "********"


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_an_error_people_can_mend(text: str) -> None:
    with contextlib.suppress(CitizenNumberError):
        found = citizen_number.check(text)
        assert citizen_number.check(found.number).number == found.number
