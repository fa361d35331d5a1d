from datetime import date

import pytest

from nightschool.domain.holidays import holiday


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2018, 2, 16), "Spring Festival"),
        (date(2018, 2, 15), "Spring Festival"),
        (date(2018, 4, 5), "Qingming Festival"),
        (date(2018, 6, 18), "Dragon Boat Festival"),
        (date(2018, 8, 5), "Torch Festival"),
        (date(2018, 9, 24), "Mid-Autumn Festival"),
        (date(2018, 11, 20), "Yi New Year"),
        (date(2020, 10, 1), "National Day"),
        (date(2026, 2, 17), "Spring Festival"),
        (date(2018, 3, 1), ""),
        (date(2099, 10, 1), ""),
    ],
)
def test_holidays(day: date, name: str) -> None:
    assert holiday(day) == name
