from collections.abc import Iterator
from datetime import date

import pytest

from nightschool.domain.codes import LeftReason, Relation
from nightschool.domain.household import Household
from nightschool.domain.identity import RowId, new
from nightschool.domain.person import Person
from nightschool.errors import UserError
from nightschool.services import moves, people, undo
from nightschool.services.history import history
from nightschool.services.workspace import Workspace
from tests.evenings import person
from tests.workspaces import SCHOOL

DAY = date(2018, 5, 1)


def family(workspace: Workspace, *names: str) -> tuple[Household, list[RowId]]:
    """A household whose first member is its head."""
    home = people.add_household(workspace, Household(new(), SCHOOL, cause="因病"))
    relations: Iterator[Relation] = iter([Relation.HEAD, *[Relation.SON] * len(names)])
    ids = [
        people.add_person(workspace, person(name, household=home.id, relation=relation)).id
        for name, relation in zip(names, relations, strict=False)
    ]
    return home, ids


def by_name(workspace: Workspace) -> dict[str, Person]:
    return {one.name: one for one in people.people(workspace)}


def undone(workspace: Workspace) -> None:
    act = undo.latest(workspace)
    assert act is not None
    undo.undo(workspace, act)


def test_a_household_is_split(school: Workspace) -> None:
    home, (_head, son, other) = family(school, "阿牛", "木果", "拉且")
    before = by_name(school)
    made = moves.split(school, home.id, [son, other], son, DAY, "5134321012080099")
    after = by_name(school)
    assert (made.number, made.cause) == ("5134321012080099", "因病")
    assert [after[name].household for name in ("阿牛", "木果", "拉且")] == [
        home.id,
        made.id,
        made.id,
    ]
    assert (after["木果"].relation, after["拉且"].relation) == (Relation.HEAD, Relation.SON)
    assert history(school, "person", son)[0].reason == "Household split on 2018-05-01"
    undone(school)
    assert by_name(school) == before
    assert people.households(school) == [home]


@pytest.mark.parametrize("going", [[], [0, 1]], ids=["nobody", "everybody"])
def test_some_go_and_some_stay(school: Workspace, going: list[int]) -> None:
    home, ids = family(school, "阿牛", "木果")
    with pytest.raises(UserError, match="some stay"):
        moves.split(school, home.id, [ids[each] for each in going], ids[0], DAY)
    assert people.households(school) == [home]


def test_the_new_head_is_one_of_those_who_go(school: Workspace) -> None:
    home, (head, son) = family(school, "阿牛", "木果")
    with pytest.raises(UserError, match="head"):
        moves.split(school, home.id, [son], head, DAY)


def test_two_households_become_one_with_one_head(school: Workspace) -> None:
    one, _ids = family(school, "阿牛", "木果")
    two, _others = family(school, "拉且")
    moves.combine(school, two.id, one.id, DAY)
    assert people.households(school) == [one]
    heads = [each.name for each in people.members(school, one.id) if each.relation is Relation.HEAD]
    assert heads == ["阿牛"]
    undone(school)
    assert {each.id for each in people.households(school)} == {one.id, two.id}
    assert by_name(school)["拉且"].relation is Relation.HEAD


def test_a_household_is_not_combined_with_itself(school: Workspace) -> None:
    home, _ids = family(school, "阿牛")
    with pytest.raises(UserError, match="Two households"):
        moves.combine(school, home.id, home.id, DAY)


def test_marriage_within_the_village(school: Workspace) -> None:
    _one, (_head, daughter) = family(school, "阿牛", "木果")
    two, _others = family(school, "拉且")
    moves.marry(school, daughter, two.id, DAY, Relation.DAUGHTER_IN_LAW)
    wed = by_name(school)["木果"]
    assert (wed.household, wed.relation) == (two.id, Relation.DAUGHTER_IN_LAW)
    with pytest.raises(UserError, match="another household"):
        moves.marry(school, daughter, two.id, DAY)


def test_away_back_and_died(school: Workspace) -> None:
    home, (head, son) = family(school, "阿牛", "木果")
    assert moves.marry_away(school, son, DAY).left_reason is LeftReason.MARRIED_AWAY
    assert moves.move_away(school, [head, son], DAY) == 1
    assert by_name(school)["木果"].left_reason is LeftReason.MARRIED_AWAY
    assert moves.come_back(school, [head, son], date(2018, 6, 1)) == 2
    back = by_name(school)["木果"]
    assert (back.left_on, back.came_on) == (None, date(2018, 6, 1))
    moves.die(school, head, date(2018, 7, 1))
    with pytest.raises(UserError, match="left before"):
        moves.die(school, head, date(2018, 7, 2))
    assert moves.come_back(school, [head], date(2018, 8, 1)) == 0
    assert [one.household for one in people.members(school, home.id)] == [home.id] * 2


def test_another_becomes_the_head(school: Workspace) -> None:
    home, (head, son) = family(school, "阿牛", "木果")
    moves.new_head(school, home.id, son, DAY, former=Relation.FATHER)
    after = by_name(school)
    assert (after["木果"].relation, after["阿牛"].relation) == (Relation.HEAD, Relation.FATHER)
    moves.die(school, head, DAY)
    with pytest.raises(UserError, match="head"):
        moves.new_head(school, home.id, head, DAY)


def test_newborns_and_newcomers(school: Workspace) -> None:
    home, _ids = family(school, "阿牛")
    child = moves.newborn(school, home.id, Person(new(), "", "小木果"), DAY)
    assert (child.birth_date, child.household, child.came_on) == (DAY, home.id, DAY)
    came = moves.newcomer(school, person("拉且", 7), DAY)
    assert by_name(school)["拉且"] == came
    assert came.came_on == DAY


def test_no_move_lies_in_the_future(school: Workspace) -> None:
    _home, (head,) = family(school, "阿牛")
    with pytest.raises(UserError, match="to come"):
        moves.die(school, head, date(2999, 1, 1))
