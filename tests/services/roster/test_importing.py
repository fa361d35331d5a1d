from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from nightschool.domain import household, identity, person
from nightschool.domain.codes import (
    Belonging,
    Education,
    Health,
    Labour,
    LeftReason,
    RegisterStatus,
    Relation,
    Sex,
    WorkRegion,
)
from nightschool.domain.person import Person
from nightschool.domain.roster.fields import Field
from nightschool.errors import UserError
from nightschool.services import people
from nightschool.services.roster import importing as roster
from nightschool.services.roster.importing import ImportResult
from nightschool.services.workspace import Workspace
from nightschool.storage import tables
from nightschool.task import Cancelled, Task
from tests.evenings import citizen_no
from tests.rosters import (
    SAMPLE,
    Cells,
    content,
    counts,
    everything,
    known,
    member,
    take,
    without,
    write,
)
from tests.workspaces import SCHOOL

IMPORTED = (tables.Household, tables.Person, tables.StatusChange)


# -- the sample


@pytest.fixture
def taken(school: Workspace) -> ImportResult:
    return roster.import_roster(school, SAMPLE)


def test_the_sample_is_taken_but_for_what_is_wrong(taken: ImportResult) -> None:
    preview = taken.preview
    assert (preview.rows, preview.households, preview.skipped) == (171, 46, 0)
    assert counts(preview) == (166, 0, 0, 5)
    assert [(fault.row, fault.column) for fault in preview.refused] == [
        (18, "证件号码"),
        (25, "证件号码"),
        (65, "人编号"),
        (74, "劳动技能"),
        (79, "行政村"),
    ]
    assert [fault.person_no[-6:] for fault in preview.flagged] == ["000707", "001003"]
    told = {fault.row: fault.reason for fault in preview.refused}
    assert "Format the column as text" in told[18]
    assert "弱劳动力或半劳动力" in told[74]


def test_what_the_sample_spells_oddly_is_read(school: Workspace, taken: ImportResult) -> None:
    def of(number: str) -> Person:
        return people.find(school, f"{SCHOOL}{number}")

    assert of("000104").citizen_no == "513499198002153282"
    assert of("000301").name == "俄木阿牛"
    disabled = of("000901")
    assert disabled.disability_no is not None
    assert disabled.disability_no.startswith(disabled.citizen_no or "-")
    assert (of("001302").citizen_no or "")[-1] in "0123456789X"
    assert [one.person_no for one in people.to_complete(school)] == [f"{SCHOOL}000707"]


def test_refused_rows_go_back_in_a_workbook(school: Workspace, taken: ImportResult) -> None:
    assert taken.errors_file is not None
    assert taken.errors_file.is_relative_to(school.home)
    sheet = openpyxl.load_workbook(taken.errors_file).worksheets[0]
    assert [sheet.cell(row, 1).value for row in range(3, 8)] == ["18", "25", "65", "74", "79"]


def test_a_county_takes_the_row_of_the_other_village(county: Workspace) -> None:
    preview = roster.import_roster(county, SAMPLE).preview
    assert counts(preview) == (167, 0, 0, 4)
    [stray] = [one for one in content(county, tables.Person) if one["scope"] != SCHOOL]
    assert stray["person_no"] == f"{SCHOOL}002002"
    assert stray["household"] is None
    assert "another village" in preview.flagged[-1].reason


def test_the_same_file_again_touches_nothing(school: Workspace, taken: ImportResult) -> None:
    before = everything(school)
    again = roster.import_roster(school, SAMPLE)
    assert counts(again.preview) == (0, 0, 166, 5)
    assert again.id is None
    assert everything(school) == before
    assert len(roster.imports(school)) == 1


def test_school_and_county_make_the_same_rows(school: Workspace, county: Workspace) -> None:
    for workspace in (school, county):
        roster.import_roster(workspace, SAMPLE)
    for model in IMPORTED:
        ours = content(school, model)
        theirs = [one for one in content(county, model) if one["scope"] == SCHOOL]
        assert ours == theirs


def test_a_preview_counts_the_same_and_writes_nothing(school: Workspace) -> None:
    before = everything(school)
    preview = roster.preview(school, SAMPLE)
    assert everything(school) == before
    assert not (school.home / "refused").exists()
    assert roster.import_roster(school, SAMPLE).preview == preview


# -- newer and corrected rosters


def test_a_newer_roster_updates_by_person_number(school: Workspace, tmp_path: Path) -> None:
    take(school, tmp_path, member(1), member(2), member(3))
    newer = member(1, "吉克阿木", 证件号码=citizen_no(11), 劳动技能="技能劳动力")
    preview = take(school, tmp_path, newer, member(2), member(4), stated="2018年6月1日")
    assert counts(preview) == (1, 1, 1, 0)
    assert [one.person_no for one in preview.missing] == [f"{SCHOOL}000103"]
    one = known(school, 1)
    assert (one.name, one.citizen_no, one.labour) == ("吉克阿木", citizen_no(11), Labour.SKILLED)
    history = content(school, tables.Change)
    assert {change["column"]: change["reason"] for change in history} == dict.fromkeys(
        ["name", "citizen_no", "labour"], "Roster of 2018-06-01"
    )


def test_nobody_is_missing_whose_row_was_refused(school: Workspace, tmp_path: Path) -> None:
    take(school, tmp_path, member(1), member(2), member(3))
    by_number = member(1, 劳动技能="能劳动")
    by_citizen = member(2, 人编号="12345", 劳动技能="能劳动")
    preview = take(school, tmp_path, by_number, by_citizen)
    assert [one.person_no for one in preview.missing] == [f"{SCHOOL}000103"]


def test_an_empty_cell_or_a_column_that_is_not_there_takes_nothing_away(
    school: Workspace, tmp_path: Path
) -> None:
    facts: Cells = {"联系电话": "13000000000", "务工时间(月)": "7", "是否参加大病保险": "是"}
    take(school, tmp_path, member(1, **facts))
    before = known(school, 1)
    emptied: Cells = dict.fromkeys(facts, "")
    shorter = without(member(1), "劳动技能", "户编号", "证件号码")
    assert counts(take(school, tmp_path, member(1, **emptied))) == (0, 0, 1, 0)
    assert counts(take(school, tmp_path, shorter)) == (0, 0, 1, 0)
    assert known(school, 1) == before


def test_zero_and_no_are_facts(school: Workspace, tmp_path: Path) -> None:
    take(school, tmp_path, member(1) | {"务工时间(月)": "7", "是否参加大病保险": "是"})
    take(school, tmp_path, member(1) | {"务工时间(月)": "0", "是否参加大病保险": "否"})
    one = known(school, 1)
    assert (one.work_months, one.insured) == (0, False)


def test_every_fact_of_a_row_is_kept(school: Workspace, tmp_path: Path) -> None:
    facts: Cells = {
        "自然村": "3组",
        "与户主关系": "配偶",
        "民族": "彝族",
        "政治面貌": "党员",
        "文化程度": "小学",
        "在校生状况": "非在校生",
        "健康状况": "长期慢性病,残疾",
        "务工区域": "省外",
        "务工时间(月)": "7",
        "是否参加大病保险": "是",
        "人联系电话": "13000000000",
        "备注": "会修车",
    }
    take(school, tmp_path, member(1) | facts)
    [one] = people.people(school)
    assert one == Person(
        id=person.key(SCHOOL, f"{SCHOOL}000101"),
        school=SCHOOL,
        name="吉克阿牛",
        household=household.key(SCHOOL, f"{SCHOOL}0001"),
        person_no=f"{SCHOOL}000101",
        citizen_no=citizen_no(1),
        sex=Sex.MALE,
        birth_date=date(1985, 5, 20),
        relation=Relation.SPOUSE,
        ethnicity="彝族",
        politics="党员",
        education=Education.PRIMARY,
        schooling="非在校生",
        health=frozenset({Health.CHRONIC, Health.DISABLED}),
        labour=Labour.ORDINARY,
        work_region=WorkRegion.OUTSIDE_PROVINCE,
        work_months=7,
        insured=True,
        status=RegisterStatus.NOT_LIFTED,
        hamlet="3组",
        phone="13000000000",
        note="会修车",
    )


def test_what_the_school_knows_by_itself_stays(school: Workspace, tmp_path: Path) -> None:
    take(school, tmp_path, member(1, 备注="户主"))
    one = known(school, 1)
    assert one.note == "户主"
    people.edit_person(school, one.id, {"note": "会修车"})
    people.mark_left(school, one.id, date(2018, 4, 1), LeftReason.MOVED)
    preview = take(school, tmp_path, member(1, 备注="户主"))
    assert counts(preview) == (0, 0, 1, 0)
    after = known(school, 1)
    assert (after.note, after.left_reason) == ("会修车", LeftReason.MOVED)


def test_who_left_is_not_missing(school: Workspace, tmp_path: Path) -> None:
    take(school, tmp_path, member(1), member(2))
    people.mark_left(school, known(school, 2).id, date(2018, 4, 1), LeftReason.MOVED)
    assert take(school, tmp_path, member(1)).missing == ()


def test_a_person_without_number_is_found_by_citizen_number(
    school: Workspace, tmp_path: Path
) -> None:
    nameless = without(member(1), "人编号")
    take(school, tmp_path, nameless)
    [before] = people.people(school)
    assert before.person_no is None
    assert counts(take(school, tmp_path, nameless)) == (0, 0, 1, 0)
    assert counts(take(school, tmp_path, member(1))) == (0, 1, 0, 0)
    [after] = people.people(school)
    assert after == replace(before, person_no=f"{SCHOOL}000101")
    assert counts(take(school, tmp_path, member(1))) == (0, 0, 1, 0)


def test_a_roster_without_person_numbers_makes_the_same_rows_everywhere(
    school: Workspace, county: Workspace, tmp_path: Path
) -> None:
    for workspace in (school, county):
        take(workspace, tmp_path, without(member(1), "人编号"))
    assert content(school, tables.Person) == content(county, tables.Person)


def test_citizen_numbers_that_were_swapped_are_put_right(school: Workspace, tmp_path: Path) -> None:
    take(school, tmp_path, member(1, 证件号码=citizen_no(2)), member(2, 证件号码=citizen_no(1)))
    assert counts(take(school, tmp_path, member(2), member(1))) == (0, 2, 0, 0)
    assert known(school, 1).citizen_no == citizen_no(1)


def test_a_guest_whom_the_roster_names_becomes_registered(
    school: Workspace, tmp_path: Path
) -> None:
    guest = Person(
        id=identity.new(),
        school=SCHOOL,
        name="阿牛",
        belonging=Belonging.GUEST,
        citizen_no=citizen_no(1),
    )
    guest = people.add_person(school, guest)
    assert counts(take(school, tmp_path, member(1))) == (0, 1, 0, 0)
    [one] = people.people(school)
    assert (one.id, one.belonging) == (guest.id, Belonging.REGISTERED)


def test_a_relation_that_is_on_the_list_again_loses_its_word(
    school: Workspace, tmp_path: Path
) -> None:
    take(school, tmp_path, member(1, 与户主关系="干亲"))
    one = known(school, 1)
    assert (one.relation, one.relation_text) == (Relation.OTHER, "干亲")
    take(school, tmp_path, member(1, 与户主关系="配偶"))
    one = known(school, 1)
    assert (one.relation, one.relation_text) == (Relation.SPOUSE, "")


def test_a_households_facts_are_those_of_its_head(school: Workspace, tmp_path: Path) -> None:
    preview = take(
        school,
        tmp_path,
        member(1, 与户主关系="配偶", 人均纯收入="1", 致贫原因="因学"),
        member(2, 与户主关系="户主", 人均纯收入="2382", 致贫原因=""),
        member(3, household=2),
    )
    assert preview.households == 2
    first, second = people.households(school)
    assert (first.number, first.income, first.cause) == (f"{SCHOOL}0001", 2382, "因学")
    assert second.id == household.key(SCHOOL, f"{SCHOOL}0002")
    assert known(school, 1).household == known(school, 2).household == first.id
    preview = take(school, tmp_path, member(2, 与户主关系="户主", 人均纯收入="2400"))
    assert (preview.households_updated, preview.updated) == (1, 0)


# -- columns told by hand


def test_a_title_told_by_hand_is_remembered(school: Workspace, tmp_path: Path) -> None:
    file = write(tmp_path / "r.csv", [member(1, 网格电话="13000000000")])
    mapping = {"网格电话": Field.PERSON_PHONE}
    assert roster.preview(school, file, mapping).taken == 1
    assert roster.import_roster(school, file).preview.taken == 1
    assert known(school, 1).phone == ""
    assert counts(roster.import_roster(school, file, mapping).preview) == (0, 1, 0, 0)
    assert known(school, 1).phone == "13000000000"
    newer = write(tmp_path / "r.csv", [member(1, 网格电话="13100000000")])
    roster.import_roster(school, newer)
    assert known(school, 1).phone == "13100000000"


def test_a_title_that_is_not_there_cannot_be_told(school: Workspace, tmp_path: Path) -> None:
    before = everything(school)
    with pytest.raises(UserError, match="no column “网格电话”"):
        roster.import_roster(
            school, write(tmp_path / "r.csv", [member(1)]), {"网格电话": Field.PHONE}
        )
    assert everything(school) == before


# -- stopping


@pytest.mark.parametrize("stage", range(4))
def test_a_stopped_import_leaves_nothing(school: Workspace, stage: int) -> None:
    before, asked = everything(school), iter(range(100))
    with pytest.raises(Cancelled):
        roster.import_roster(school, SAMPLE, task=Task(cancelled=lambda: next(asked) > stage))
    assert everything(school) == before
    assert roster.imports(school) == []


def test_a_workbook_that_cannot_be_saved_stops_the_import(
    school: Workspace, tmp_path: Path
) -> None:
    before = everything(school)
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UserError, match="not saved"):
        roster.import_roster(school, SAMPLE, errors=tmp_path / "file" / "refused.xlsx")
    assert everything(school) == before


def test_the_task_rises_to_the_end(school: Workspace) -> None:
    seen: list[tuple[int, int]] = []
    task = Task(report=lambda done, total, text: seen.append((done, total)))
    roster.import_roster(school, SAMPLE, task=task)
    assert seen == sorted(seen)
    assert seen[-1] == (100, 100)
