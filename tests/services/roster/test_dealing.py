from collections.abc import Sequence
from datetime import date

import pytest

from nightschool.domain import registry
from nightschool.domain.codes import Relation
from nightschool.domain.roster.columns import Layout
from nightschool.domain.roster.faults import Problem
from nightschool.domain.roster.people import RosterHousehold, RosterPerson, RosterRow
from nightschool.domain.roster.preamble import Place
from nightschool.services.roster.dealing import Dealing, deal
from tests.rosters import NEIGHBOUR
from tests.workspaces import COUNTY, SCHOOL

XIDE = registry.of_county(COUNTY)
EVERY = [school.code for school in XIDE]
LAYOUT = Layout(1, 1, (), frozenset(), date(2018, 3, 1), Place())


def row(
    village: str = "小山村",
    township: str = "冕山镇",
    county: str = "喜德县",
    number: str = f"{SCHOOL}0001",
    relation: Relation | None = None,
    at: int = 2,
) -> RosterRow:
    person = RosterPerson("阿牛", person_no=f"{number}{at:02d}", relation=relation)
    home = RosterHousehold(number) if number else None
    return RosterRow(at, county, township, village, home, person, [])


def dealt(*rows: RosterRow, own: Sequence[str] = EVERY) -> Dealing:
    return deal(rows, LAYOUT, XIDE, own)


def school_of(one: RosterRow, own: Sequence[str] = EVERY) -> str | None:
    found = dealt(one, own=own).rows
    return found[0].school if found else None


@pytest.mark.parametrize(
    "names",
    [
        ("小山村", "冕山镇", "喜德县"),
        ("小山村村民委员会", "冕山镇", "喜德县"),
        ("小山村委会", "冕山乡", "四川省凉山州喜德县"),
        ("小山", "冕山", ""),
        ("小山村", "", ""),
        ("冕山镇小山村", "", "喜德县"),
        ("喜德县冕山镇小山村民委员会", "", ""),
        ("", "", ""),
        ("", "冕山镇", "喜德县"),
    ],
)
def test_names_in_any_spelling_find_the_school(names: tuple[str, str, str]) -> None:
    assert school_of(row(*names)) == SCHOOL


def test_names_are_believed_before_numbers() -> None:
    assert school_of(row("新桥村")) == NEIGHBOUR


@pytest.mark.parametrize(
    "names",
    [
        ("无名村", "冕山镇", "喜德县"),
        ("小山村", "冕山镇", "冕宁县"),
        ("", "光明镇", "喜德县"),
        ("", "", "冕宁县"),
    ],
)
def test_names_of_nowhere_find_none(names: tuple[str, str, str]) -> None:
    [fault] = dealt(row(*names)).refused
    assert fault.problem is Problem.UNKNOWN_VILLAGE


def test_the_number_decides_between_villages_of_one_name() -> None:
    schools = registry.of_county("513401")
    twins = [school for school in schools if school.village == "团结村"]
    codes = [school.code for school in schools]
    assert len(twins) > 1

    def find(township: str, number: str) -> list[str]:
        one = row("团结村", township, "西昌市", number)
        return [each.school for each in deal([one], LAYOUT, schools, codes).rows]

    for school in twins:
        assert find("", f"{school.code}0001") == [school.code]
        assert find(school.township, "9" * 16) == [school.code]
    assert find("", "9" * 16) == []


def test_a_township_that_is_gone_does_not_hide_a_village() -> None:
    assert school_of(row(township="新并镇")) == SCHOOL


def test_a_village_in_the_wrong_township_needs_its_number() -> None:
    assert school_of(row(township="光明镇")) == SCHOOL
    assert school_of(row(township="光明镇", number="9" * 16)) is None


def test_one_school_takes_its_rows_alone() -> None:
    dealing = dealt(row(), row("新桥村", at=3), own=[SCHOOL])
    assert [one.row.row for one in dealing.rows] == [2]
    [fault] = dealing.refused
    assert (fault.row, fault.problem) == (3, Problem.OTHER_VILLAGE)
    assert "新桥村" in fault.reason


def test_one_school_takes_a_row_that_names_no_place_at_all() -> None:
    silent = row("", "", "", number="")
    assert school_of(silent, own=[SCHOOL]) == SCHOOL
    assert school_of(silent) is None


def test_a_laptop_of_two_schools_deals_to_both() -> None:
    dealing = dealt(row(), row("新桥村"), row("洛发村"), own=[SCHOOL, NEIGHBOUR])
    assert [one.school for one in dealing.rows] == [SCHOOL, NEIGHBOUR]
    assert [fault.problem for fault in dealing.refused] == [Problem.OTHER_VILLAGE]


def test_a_household_is_where_most_of_its_rows_are() -> None:
    number = f"{SCHOOL}0001"
    split = [row(), row(), row("新桥村", relation=Relation.HEAD)]
    assert dealt(*split).homes == {number: SCHOOL}
    assert dealt(*split[1:]).homes == {number: NEIGHBOUR}
    assert dealt(*split[1:], own=[SCHOOL]).homes == {number: None}
