from datetime import date

import pytest

from nightschool.domain import period
from nightschool.domain.period import Period


@pytest.mark.parametrize(
    ("made", "first", "last", "code", "months"),
    [
        (period.month(date(2020, 2, 10)), date(2020, 2, 1), date(2020, 2, 29), "2020-02", 1),
        (period.quarter(date(2018, 5, 31)), date(2018, 4, 1), date(2018, 6, 30), "2018-Q2", 3),
        (period.quarter(date(2018, 12, 31)), date(2018, 10, 1), date(2018, 12, 31), "2018-Q4", 3),
    ],
)
def test_months_and_quarters(made: Period, first: date, last: date, code: str, months: int) -> None:
    assert (made.first, made.last, made.code) == (first, last, code)
    assert len(made.months) == months
    assert made.is_quarter == (months == 3)


def test_the_period_before_is_of_the_same_kind() -> None:
    assert period.before(period.month(date(2018, 1, 5))).code == "2017-12"
    assert period.before(period.quarter(date(2018, 1, 5))).code == "2017-Q4"


def test_months_between_days() -> None:
    assert period.months_between(date(2017, 11, 30), date(2018, 1, 1)) == (
        date(2017, 11, 1),
        date(2017, 12, 1),
        date(2018, 1, 1),
    )
    assert period.months_between(date(2018, 2, 1), date(2018, 1, 31)) == ()
