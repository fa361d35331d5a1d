"""Make resources/data/holidays.csv: days on which no evening is planned in Liangshan.

Public holidays by the State Council's rule of 2013 (decree 644: the days themselves, not the
bridging days, which are set each year), and the two that the prefecture's own law adds, the Torch
Festival and the Yi New Year. Days of the lunar calendar come from lunardate.
"""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from lunardate import LunarDate  # type: ignore[import-untyped]  # ships no types

YEARS = range(2017, 2041)
FILE = Path(__file__).parent.parent / "resources" / "data" / "holidays.csv"


def main() -> None:
    """Write the file anew."""
    with FILE.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("day", "holiday"))
        named = dict(sorted(day for year in YEARS for day in of_year(year)))  # one name a day
        rows.writerows(named.items())


def of_year(year: int) -> Iterator[tuple[date, str]]:
    """The holidays of one year."""
    yield date(year, 1, 1), "new_year"
    spring = lunar(year, 1, 1)
    for day in range(-1, 3):  # the eve, on which every family sits together, and three days
        yield spring + timedelta(days=day), "spring_festival"
    yield qingming(year), "qingming"
    yield date(year, 5, 1), "labour_day"
    yield lunar(year, 5, 5), "dragon_boat"
    for day in range(3):
        yield lunar(year, 6, 24) + timedelta(days=day), "torch_festival"
    yield lunar(year, 8, 15), "mid_autumn"
    for day in range(1, 4):
        yield date(year, 10, day), "national_day"
    for day in range(20, 23):
        yield date(year, 11, day), "yi_new_year"


def lunar(year: int, month: int, day: int) -> date:
    """The day of the lunar calendar in that year."""
    return LunarDate(year, month, day).to_solar_date()  # type: ignore[no-any-return]  # untyped


def qingming(year: int) -> date:
    """The solar term by the usual formula, which holds from 2000 to 2099."""
    return date(year, 4, int((year % 100) * 0.2422 + 4.81) - (year % 100) // 4)


if __name__ == "__main__":
    main()
