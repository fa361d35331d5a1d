import pytest

from nightschool.domain import identity
from nightschool.errors import UserError
from nightschool.services import papers, people, revealing
from nightschool.services.workspace import Workspace
from tests.evenings import citizen_no, person


def test_a_number_is_shown_for_a_reason_that_is_kept(school: Workspace) -> None:
    one = people.add_person(school, person("阿牛", 1))
    with pytest.raises(UserError, match="only for a reason"):
        revealing.citizen_no(school, one.id, "  ")
    assert papers.disclosed(school) == []
    assert revealing.citizen_no(school, one.id, "与证件核对") == citizen_no(1)
    [kept] = papers.disclosed(school)
    assert (kept.paper, kept.people, kept.reason) == ("screen", 1, "与证件核对")


def test_without_a_number_nothing_is_kept(school: Workspace) -> None:
    one = people.add_person(school, person("阿牛"))
    assert revealing.citizen_no(school, one.id, "核对") == ""
    assert papers.disclosed(school) == []


def test_nobody_is_not_shown(school: Workspace) -> None:
    with pytest.raises(UserError, match="not here"):
        revealing.citizen_no(school, identity.new(), "核对")
