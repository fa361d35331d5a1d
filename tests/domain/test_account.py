"""Accounts add up, and what is kept reads back as it was, or not at all."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightschool.domain import account, period
from nightschool.domain.account import Account, Activity, Kept
from nightschool.domain.cards import CardRules, Threshold
from nightschool.domain.codes import CourseKind
from nightschool.domain.curve import curve
from nightschool.domain.policy import Policy
from nightschool.domain.progress import Figures

counts = st.integers(0, 99_999)
by_kind = st.fixed_dictionaries(dict.fromkeys(CourseKind, counts))
activities = st.builds(Activity, by_kind, counts, by_kind, counts, counts)
MONTHS = period.months_until(date(2020, 12, 1), 36)
figures = st.builds(
    Figures,
    people=counts,
    complete=counts,
    working_age=counts,
    half_hours=by_kind,
    completed_in=st.dictionaries(st.sampled_from(MONTHS), counts),
)
accounts = st.builds(
    Account, figures, st.dictionaries(st.sampled_from(MONTHS[-12:]), activities), st.just(1)
)
EACH: Any = [99_999] * 13
FULL = Account(
    replace(
        Figures(*EACH),
        half_hours=dict.fromkeys(CourseKind, 999_999),
        half_hours_of_others=1,
        complete_lately=1,
        completed_in=dict.fromkeys(MONTHS, 9_999),
    ),
    {
        month: Activity(dict.fromkeys(CourseKind, 99), 9, dict.fromkeys(CourseKind, 9_999), 9_999)
        for month in MONTHS[-12:]
    },
    1,
)


@given(accounts)
def test_what_is_kept_reads_back(one: Account) -> None:
    kept = Kept(one, Policy(years=2), CardRules(lessons=Threshold(None, 1)))
    assert account.from_json(account.to_json(kept)) == kept


def test_the_fullest_account_fits_into_a_package() -> None:
    """Texts of a package have at most 4,000 characters."""
    assert len(account.to_json(Kept(FULL, Policy(), CardRules()))) < 3_000


@given(accounts, accounts)
def test_a_sum_has_the_activity_of_both(one: Account, other: Account) -> None:
    of = period.quarter(MONTHS[-1])
    assert (one + other).of(of) == one.of(of) + other.of(of)
    assert (one + other).schools == 2
    assert Account() + one == one


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"figures": {"people": -1}},
        {"figures": {"people": 1.5}},
        {"figures": {"tricks": 1}},
        {"completed_in": {"soon": 1}},
        {"months": {"2018-01": [1, 2]}},
        {"half_hours": [1, 2, 3]},
        {"policy": {}},
        {"policy": {"years": 10**9}},
        {"cards": {"silent": [90, 30]}},
        {"cards": None},
    ],
)
def test_what_is_no_account_is_refused(change: dict[str, Any]) -> None:
    kept = json.loads(account.to_json(Kept(FULL, Policy(), CardRules())))
    with pytest.raises(ValueError, match=r".*"):
        account.from_json(json.dumps({**kept, **change}))


@pytest.mark.parametrize("text", ["", "[]", "7", "null", "{", "[" * 100_000])
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        account.from_json(text)


def test_the_curve_ends_with_the_share_of_the_figures() -> None:
    months = {date(2018, 3, 1): 2, date(2018, 6, 1): 3}
    done = Figures(working_age=10, complete=5, completed_in=months)
    points = curve(done, Policy(), date(2018, 6, 15))
    assert len(points) == 36
    shares = [point.share for point in points]
    assert shares[:7] == [0.0, 0.0, 20.0, 20.0, 20.0, 50.0, None]
    assert (points[5].day, points[-1].expected) == (date(2018, 6, 15), 100.0)
    assert points[5].share == done.share
