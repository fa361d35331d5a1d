from collections.abc import Mapping
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from nightschool.domain.codes import RegisterStatus
from nightschool.domain.identity import RowId
from nightschool.services import people
from nightschool.services.roster.status import Step, Way, key, way
from nightschool.services.workspace import Workspace
from tests.rosters import counts, known, member, take

NOT_LIFTED, LIFTED, RETURNED = RegisterStatus
D14, D16, D17, D18 = (date(year, 3, 1) for year in (2014, 2016, 2017, 2018))


def test_a_first_roster_tells_one_step() -> None:
    assert way(NOT_LIFTED, {}, None, [], D18) == Way([(NOT_LIFTED, None)], NOT_LIFTED)
    assert way(NOT_LIFTED, {NOT_LIFTED: D14}, None, [], D18).steps == [(NOT_LIFTED, D14)]


def test_a_roster_that_is_silent_tells_nothing() -> None:
    assert way(None, {}, LIFTED, [(LIFTED, None)], D18) == Way([], None)


def test_days_alone_tell_where_somebody_stands() -> None:
    assert way(None, {NOT_LIFTED: D14, LIFTED: D16}, None, [], D18).status is LIFTED
    assert way(None, {LIFTED: D16}, RETURNED, [(RETURNED, D17)], D18).status is None


def test_a_status_after_identification_holds_since_the_roster() -> None:
    assert way(LIFTED, {NOT_LIFTED: D14}, None, [], D18).steps == [
        (NOT_LIFTED, D14),
        (LIFTED, D18),
    ]


def test_who_was_lifted_once_can_be_lifted_again() -> None:
    known: list[Step] = [(LIFTED, D16), (RETURNED, D17)]
    assert way(LIFTED, {LIFTED: D16}, RETURNED, known, D18) == Way([(LIFTED, D18)], LIFTED)
    late = way(LIFTED, {LIFTED: D16}, RETURNED, [(RETURNED, D17)], D18)
    assert (late.status, (LIFTED, D18) in late.steps) == (LIFTED, True)


def test_an_older_roster_leaves_the_standing() -> None:
    known: list[Step] = [(NOT_LIFTED, D14), (LIFTED, D18)]
    assert way(NOT_LIFTED, {}, LIFTED, known, D17) == Way([(NOT_LIFTED, D17)], None)


statuses = st.sampled_from(RegisterStatus)
days = st.sampled_from([D14, D16, D17, D18])
told = st.tuples(st.none() | statuses, st.dictionaries(statuses, days), st.none() | days)


@given(st.lists(told, max_size=4), told)
def test_the_same_roster_again_tells_nothing(
    earlier: list[tuple[RegisterStatus | None, Mapping[RegisterStatus, date], date | None]],
    last: tuple[RegisterStatus | None, Mapping[RegisterStatus, date], date | None],
) -> None:
    standing, known = None, set[Step]()
    for said, given_days, stated_on in [*earlier, last]:
        found = way(said, given_days, standing, known, stated_on)
        assert known.isdisjoint(found.steps)
        known.update(found.steps)
        standing = found.status or standing
    again = way(last[0], last[1], standing, known, last[2])
    assert again.steps == []
    assert again.status in (None, standing)


def test_a_step_has_one_key_everywhere() -> None:
    someone = RowId(bytes(16))
    keys = {key(someone, (status, day)) for status in RegisterStatus for day in (None, D14, D18)}
    assert len(keys) == 9
    assert key(someone, (LIFTED, D14)) == key(someone, (LIFTED, D14))


def steps_of(workspace: Workspace, number: int = 1) -> list[tuple[RegisterStatus, date | None]]:
    history = people.status_history(workspace, known(workspace, number).id)
    return [(step.status, step.since) for step in history]


def test_the_way_on_the_register_grows_with_each_roster(school: Workspace, tmp_path: Path) -> None:
    first = member(1, 首次识别时间="2014-05-01")
    lifted = member(1, 首次识别时间="2014-05-01", 脱贫属性="已脱贫")
    steps = [
        (NOT_LIFTED, date(2014, 5, 1)),
        (LIFTED, date(2018, 12, 1)),
    ]
    take(school, tmp_path, first)
    assert steps_of(school) == steps[:1]
    assert counts(take(school, tmp_path, lifted, stated="2018年12月1日")) == (0, 1, 0, 0)
    assert steps_of(school) == steps
    assert counts(take(school, tmp_path, lifted, stated="2018年12月1日")) == (0, 0, 1, 0)
    assert known(school, 1).status is LIFTED


def test_a_status_that_was_never_dated_has_no_day(school: Workspace, tmp_path: Path) -> None:
    take(school, tmp_path, member(1, 脱贫属性="已脱贫"))
    assert steps_of(school) == [(LIFTED, None)]


def test_a_day_of_its_own_dates_a_step(school: Workspace, tmp_path: Path) -> None:
    take(school, tmp_path, member(1))
    take(school, tmp_path, member(1, 脱贫属性="已脱贫", 脱贫时间="2017年"))
    assert steps_of(school) == [
        (NOT_LIFTED, None),
        (LIFTED, date(2017, 1, 1)),
    ]


def test_an_older_roster_is_taken_with_a_warning(school: Workspace, tmp_path: Path) -> None:
    take(school, tmp_path, member(1), stated="2018年3月1日")
    take(school, tmp_path, member(1, 脱贫属性="已脱贫"), stated="2018年12月1日")
    preview = take(school, tmp_path, member(1, "吉克阿木"), stated="2018年6月1日")
    assert counts(preview) == (0, 1, 0, 0)
    assert "2018-12-01" in preview.warnings[0]
    one = known(school, 1)
    assert (one.name, one.status) == ("吉克阿木", LIFTED)
