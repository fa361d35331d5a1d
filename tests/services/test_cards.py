from datetime import date, time

import pytest

from nightschool.domain.codes import LeftReason, Relation
from nightschool.domain.household import Household
from nightschool.domain.identity import new
from nightschool.domain.policy import WhyNotDue
from nightschool.errors import UserError
from nightschool.services import cards, people
from nightschool.services.nearly import nearly
from nightschool.services.workspace import Workspace
from tests.evenings import MARCH_1, held, neighbours, person
from tests.workspaces import SCHOOL

ON = date(2018, 6, 1)


def test_a_household_with_its_members(school: Workspace) -> None:
    home = people.add_household(school, Household(new(), SCHOOL, "5134321012080001"))
    gone = people.add_person(school, person("拉且", household=home.id))
    head = people.add_person(school, person("阿牛", household=home.id, relation=Relation.HEAD))
    child = people.add_person(
        school, person("木果", household=home.id, birth_date=date(2010, 1, 1))
    )
    people.mark_left(school, gone.id, MARCH_1, LeftReason.DIED)
    held(school, date(2018, 5, 1), [head.id])
    card = cards.household_card(school, home.id, ON)
    assert (card.household, card.name.head, card.name.number) == (home, "阿牛", home.number)
    assert [one.person.name for one in card.members][-1] == "拉且"
    why = {one.person.id: one.progress.why_not_due for one in card.members}
    assert why == {head.id: None, child.id: WhyNotDue.TOO_YOUNG, gone.id: WhyNotDue.LEFT}
    assert card.standing is not None
    assert (card.standing.members, card.standing.due, card.standing.reached) == (2, 1, True)


def test_an_empty_household(school: Workspace) -> None:
    home = people.add_household(school, Household(new(), SCHOOL))
    card = cards.household_card(school, home.id, ON)
    assert (card.members, card.standing) == ((), None)


def test_a_person_with_what_they_attended(school: Workspace) -> None:
    (one,) = neighbours(school, "阿牛")
    lesson = held(school, MARCH_1, [one])
    card = cards.person_card(school, one, ON)
    assert (card.person.name, card.household, card.certificates) == ("阿牛", None, ())
    assert [(roll.lesson, roll.half_hours) for roll in card.rolls] == [(lesson.id, 5)]
    assert card.progress.missing.half_hours == 43


def test_who_is_not_here(school: Workspace) -> None:
    for ask in (cards.household_card, cards.person_card):
        with pytest.raises(UserError, match="not here any more"):
            ask(school, new(), ON)


def test_who_lacks_least_comes_first(school: Workspace) -> None:
    little, much, _never, done = neighbours(school, "阿牛", "木果", "拉且", "尔古")
    for number in range(1, 5):
        came = [done, little] if number < 4 else [done]
        course = "ZC01" if number % 2 else "JN01"
        held(school, date(2018, 3, number), came, course, time(23, 30))
    held(school, date(2018, 4, 1), [much])
    found = nearly(school, ON)
    assert [one.person.id for one in found] == [little, much]
    assert found[0].missing.half_hours == 12
