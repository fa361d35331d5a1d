"""Days on which no evening is planned by itself: public holidays, the Torch Festival, Yi New Year.

The table is made by `tools/make_holidays.py`. A holiday never forbids a lesson: people may meet.
"""

import csv
from datetime import date
from functools import cache

from nightschool import paths
from nightschool.i18n import N_, _

_NAMES = {
    "new_year": N_("New Year's Day"),
    "spring_festival": N_("Spring Festival"),
    "qingming": N_("Qingming Festival"),
    "labour_day": N_("Labour Day"),
    "dragon_boat": N_("Dragon Boat Festival"),
    "torch_festival": N_("Torch Festival"),
    "mid_autumn": N_("Mid-Autumn Festival"),
    "national_day": N_("National Day"),
    "yi_new_year": N_("Yi New Year"),
}


@cache
def _by_day() -> dict[date, str]:
    path = paths.resources() / "data" / "holidays.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {date.fromisoformat(row["day"]): row["holiday"] for row in csv.DictReader(file)}


def holiday(day: date) -> str:
    """What is kept on this day, in the language in force; empty for an ordinary day."""
    name = _by_day().get(day)
    return _(_NAMES[name]) if name else ""
