from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightschool.domain.forecast import EARLIEST, FEWEST, SPAN, Forecast, WhyNone, forecast

START = date(2018, 1, 1)
LATER = date(2019, 6, 30)


@pytest.mark.parametrize(
    ("due", "complete", "lately", "on", "expected"),
    [
        (100, 50, 10, LATER, Forecast(LATER + 5 * SPAN)),
        (100, 98, 50, LATER, Forecast(LATER + timedelta(days=8))),  # 7.28 days
        (100, 100, 0, LATER, Forecast(LATER)),
        (0, 0, 0, LATER, Forecast(None, WhyNone.NOBODY_DUE)),
        (100, 50, FEWEST - 1, LATER, Forecast(None, WhyNone.TOO_FEW)),
        (100, 50, 50, START + EARLIEST - timedelta(days=2), Forecast(None, WhyNone.TOO_EARLY)),
        (100, 50, 50, START - timedelta(days=1), Forecast(None, WhyNone.TOO_EARLY)),
        # before half a year is over, the pace is that since the start
        (100, 50, 50, START + timedelta(days=99), Forecast(START + timedelta(days=199))),
        (1_000_000, 50, 5, LATER, Forecast(None, WhyNone.TOO_FAR)),
    ],
)
def test_the_forecast(due: int, complete: int, lately: int, on: date, expected: Forecast) -> None:
    assert forecast(due, complete, lately, START, on) == expected


@given(st.integers(0, 1000), st.integers(0, 1000), st.integers(0, 1000), st.dates(START, LATER))
def test_a_forecast_is_a_day_to_come_or_a_reason(
    due: int, complete: int, lately: int, on: date
) -> None:
    found = forecast(due, complete, lately, START, on)
    assert (found.day is None) != (found.why_none is None)
    assert found.day is None or found.day >= on
