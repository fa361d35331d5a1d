import re
from datetime import date, timedelta

import pytest

from nightschool import clock
from nightschool.domain import certificate
from nightschool.domain.codes import LeftReason, Mark
from nightschool.domain.identity import RowId
from nightschool.errors import UserError
from nightschool.services import certificates, people, roll_call
from nightschool.services.workspace import Workspace
from tests.evenings import citizen_no, evening, held, neighbours
from tests.workspaces import SCHOOL

JULY = date(2018, 7, 31)


def a_whole_course(school: Workspace, came: list[RowId], start: date = date(2018, 3, 1)) -> None:
    """Ten evenings of 2.5 class hours: four of technology, six of policy."""
    for week in range(10):
        course = "JN01" if week < 4 else "ZC01"
        held(school, start + timedelta(weeks=week), came, course)


@pytest.fixture
def trained(school: Workspace) -> Workspace:
    aniu, laqie, _muga = neighbours(school, "吉克阿牛", "沙马拉且", "木呷")
    a_whole_course(school, [aniu, laqie])
    return school


def names(school: Workspace, on: date = JULY) -> list[str]:
    return [one.person.name for one in certificates.entitled(school, on)]


def test_who_is_complete_gets_one_and_only_one(trained: Workspace) -> None:
    assert sorted(names(trained)) == ["吉克阿牛", "沙马拉且"]
    issued = certificates.issue(trained, JULY)
    assert certificates.issued(trained) == issued
    assert names(trained) == []
    assert certificates.issue(trained, JULY) == []


def test_a_certificate_says_what_was_earned(trained: Workspace) -> None:
    aniu = people.find(trained, "吉克阿牛")
    (one,) = certificates.issue(trained, JULY, [aniu.id])
    sign = certificate.laptop_sign(trained.device)
    assert one.number == f"{SCHOOL}-2018-0001-{sign}"
    assert (one.name, one.citizen_tail) == ("吉克阿牛", citizen_no(1)[-4:])
    assert (one.half_hours, one.issued_on) == (50, JULY)
    assert (one.first_day, one.last_day) == (date(2018, 3, 1), date(2018, 5, 3))
    assert one.school_name == "喜德县冕山镇小山村农民夜校"
    assert one.issuer == "喜德县农民夜校工作办公室"


def test_only_who_completed_by_that_day(trained: Workspace) -> None:
    assert names(trained, date(2018, 5, 2)) == []
    with pytest.raises(UserError, match="Not complete on that day: 木呷"):
        certificates.issue(trained, JULY, [people.find(trained, "木呷").id])
    assert certificates.issued(trained) == []


def test_who_left_gets_none_and_who_grew_too_old_does(trained: Workspace) -> None:
    aniu, laqie = (people.find(trained, name).id for name in ("吉克阿牛", "沙马拉且"))
    people.mark_left(trained, aniu, date(2018, 6, 1), LeftReason.MOVED)
    assert names(trained) == ["沙马拉且"]
    birth = date(1958, 6, 1)
    people.edit_person(trained, laqie, {"citizen_no": citizen_no(9, birth)})
    assert names(trained) == ["沙马拉且"]


def test_numbers_run_on_by_year_and_are_never_given_twice(trained: Workspace) -> None:
    one, other = certificates.issue(trained, JULY)
    assert [certificate.running_of(each.number) for each in (one, other)] == [1, 2]
    again = certificates.void(trained, one.id, JULY, "名字写错", replace=True)
    assert again is not None
    assert certificate.running_of(again.number) == 3
    certificates.void(trained, again.id, JULY, "名字写错")
    (next_year,) = certificates.issue(trained, date(2019, 1, 2))
    assert re.search(r"-2019-0001-", next_year.number)


def test_laptops_that_never_meet_give_different_numbers(
    trained: Workspace, county: Workspace
) -> None:
    aniu = neighbours(county, "吉克阿牛")
    for week in range(10):
        day = date(2018, 3, 1) + timedelta(weeks=week)
        one = evening(county, day, course="JN01" if week < 4 else "ZC01", school=SCHOOL)
        roll_call.mark(county, one.id, aniu[0], Mark.PRESENT)
        roll_call.finish(county, one.id)
    (theirs,) = certificates.issue(county, JULY, school=SCHOOL)
    ours = {one.number for one in certificates.issue(trained, JULY)}
    assert theirs.number not in ours
    assert theirs.number[:22] in {number[:22] for number in ours}


def test_void_and_replaced(trained: Workspace) -> None:
    aniu = people.find(trained, "吉克阿牛")
    (old,) = certificates.issue(trained, JULY, [aniu.id])
    people.edit_person(trained, aniu.id, {"name": "吉克阿木"}, "户口本")
    assert certificates.issued(trained) == [old]
    with pytest.raises(UserError, match="Say why"):
        certificates.void(trained, old.id, JULY, " ")
    new = certificates.void(trained, old.id, JULY, "名字写错", replace=True)
    assert new is not None
    assert new.name == "吉克阿木"
    assert certificates.issued(trained) == [new]
    voided = certificates.issued(trained, voided=True)[0]
    assert (voided.name, voided.void_reason, voided.replaced_by) == (
        "吉克阿牛",
        "名字写错",
        new.number,
    )
    with pytest.raises(UserError, match="void already"):
        certificates.void(trained, old.id, JULY, "再来")


def test_no_day_to_come(trained: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: JULY - timedelta(days=1))
    with pytest.raises(UserError, match="to come"):
        certificates.issue(trained, JULY)
    assert certificates.issued(trained) == []
    monkeypatch.setattr(clock, "today", lambda: date(2009, 1, 1))
    assert len(certificates.issue(trained, JULY)) == 2
