"""Certificates of attendance, skill and honour; erasing; what a package makes of them."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from sqlalchemy import select

from nightschool.domain import assessment
from nightschool.domain import certificate as rules
from nightschool.domain.certificate import Certificate
from nightschool.domain.certificate_style import Style, Words, face_of
from nightschool.domain.codes import CertificateKind, CertificateLayout, CertificatePaper
from nightschool.domain.identity import RowId
from nightschool.errors import UserError
from nightschool.services import (
    assessments,
    certificate_printing,
    certificate_styles,
    certificates,
    courses,
    people,
    practice,
    verification,
)
from nightschool.services.certificate_drafts import Decision
from nightschool.services.workspace import Workspace
from nightschool.storage.queries import certificates as found
from nightschool.storage.rows import table_of
from nightschool.storage.tables import Assessment
from tests.evenings import held, neighbours
from tests.services import desks

JULY = date(2018, 7, 31)
MARCH, APRIL = date(2018, 3, 1), date(2018, 4, 1)
HONOUR = Decision("勤学苦练，带动邻里", date(2018, 7, 20), "喜德县农民夜校工作领导小组")


@pytest.fixture
def taught(school: Workspace) -> Workspace:
    """阿牛 came to three evenings of 2.5 hours (two of pepper), 拉且 to one, 木呷 to none."""
    aniu, laqie, _muga = neighbours(school, "吉克阿牛", "沙马拉且", "木呷")
    held(school, MARCH, [aniu, laqie], "JN01")
    held(school, date(2018, 3, 8), [aniu], "JN01")
    held(school, APRIL, [aniu], "ZC01")
    return school


def who(workspace: Workspace, name: str) -> RowId:
    return people.find(workspace, name).id


def pepper(workspace: Workspace) -> RowId:
    return courses.find(workspace, "JN01").id


def passed(workspace: Workspace, name: str, **values: object) -> assessment.Assessment:
    course, day = pepper(workspace), date(2018, 7, 1)
    stated: dict[str, object] = {"passed": True, "course": course, **values}
    return assessments.assess(workspace, who(workspace, name), "", day, "王建国", **stated)  # type: ignore[arg-type]


def summary(every: list[Certificate]) -> list[tuple[str, int]]:
    return [(one.name, one.half_hours) for one in every]


def test_attendance_counts_the_hours_of_a_course_and_a_time(taught: Workspace) -> None:
    course = pepper(taught)
    new = certificates.issue_attendance(taught, JULY, MARCH, JULY, course)
    assert summary(new) == [("吉克阿牛", 10), ("沙马拉且", 5)]
    assert new[0].course == courses.find(taught, "JN01").title
    assert (new[0].first_day, new[0].last_day) == (MARCH, date(2018, 3, 8))
    assert certificates.issue_attendance(taught, JULY, MARCH, JULY, course) == []
    every = certificates.issue_attendance(taught, JULY, APRIL, JULY)
    assert summary(every) == [("吉克阿牛", 5)]
    assert certificates.issue_attendance(taught, JULY, MARCH, JULY) == [
        one for one in certificates.issued(taught) if one.name == "沙马拉且" and not one.course
    ]
    with pytest.raises(UserError, match="Attended nothing in that time: 木呷"):
        certificates.issue_attendance(taught, JULY, MARCH, JULY, people=[who(taught, "木呷")])


def test_attendance_after_the_certificates_day_is_not_in_it(taught: Workspace) -> None:
    [one] = certificates.issue_attendance(
        taught, date(2018, 3, 7), MARCH, JULY, people=[who(taught, "吉克阿牛")]
    )
    assert (one.half_hours, one.last_day) == (5, MARCH)


def test_skill_goes_by_the_assessment(taught: Workspace) -> None:
    test = passed(taught, "吉克阿牛")
    passed(taught, "沙马拉且", passed=False)
    [one] = certificates.issue_skill(taught, JULY)
    course = courses.find(taught, "JN01")
    assert (one.name, one.kind, one.half_hours) == ("吉克阿牛", CertificateKind.SKILL, 10)
    assert (one.course, one.basis) == (course.skill or course.title, test.id)
    assert (one.decided_on, one.decided_by) == (test.day, "王建国")
    assert "2018年7月1日经王建国考核合格" in face_of(one.face).paragraphs[0]
    passed(taught, "吉克阿牛")
    assert certificates.issue_skill(taught, JULY) == []
    with pytest.raises(UserError, match="Passed no assessment: 沙马拉且"):
        certificates.issue_skill(taught, JULY, [who(taught, "沙马拉且")])
    with pytest.raises(UserError, match="rests on this"):
        assessments.withdraw(taught, test.id, "看错人")


def test_a_skill_learnt_elsewhere_needs_no_hours(taught: Workspace) -> None:
    muga = who(taught, "木呷")
    assessments.assess(taught, muga, " 电焊 ", date(2018, 7, 1), "王建国", passed=True)
    [one] = certificates.issue_skill(taught, JULY)
    assert (one.course, one.half_hours) == ("电焊", 0)
    assert face_of(one.face).paragraphs[0] == "2018年7月1日经王建国考核合格，掌握“电焊”技能。"


def test_a_withdrawn_assessment_entitles_nobody(taught: Workspace) -> None:
    test = passed(taught, "吉克阿牛")
    assessments.withdraw(taught, test.id, "看错人")
    assert assessments.listing(taught) == []
    assert certificates.issue_skill(taught, JULY) == []
    with pytest.raises(UserError, match="no such assessment"):
        assessments.withdraw(taught, test.id, "看错人")


def test_honour_goes_by_a_decision(taught: Workspace) -> None:
    chosen = [who(taught, "沙马拉且"), who(taught, "吉克阿牛"), who(taught, "木呷")]
    new = certificates.issue_honour(taught, JULY, chosen, HONOUR)
    in_register = [one.name for one in people.people(taught)]
    assert [one.name for one in new] == in_register
    assert {one.name: one.half_hours for one in new} == {
        "吉克阿牛": 15,
        "沙马拉且": 5,
        "木呷": 0,
    }
    assert certificates.issue_honour(taught, JULY, chosen, HONOUR) == []
    for wrong in (
        Decision(" ", HONOUR.on, HONOUR.by),
        Decision(HONOUR.text, HONOUR.on, ""),
        Decision(HONOUR.text, date(2018, 8, 1), HONOUR.by),
    ):
        with pytest.raises(UserError):
            certificates.issue_honour(taught, JULY, chosen, wrong)


def test_each_kind_is_replaced_in_kind(taught: Workspace) -> None:
    aniu = who(taught, "吉克阿牛")
    passed(taught, "吉克阿牛")
    given = [
        *certificates.issue_attendance(taught, JULY, MARCH, JULY, pepper(taught), [aniu]),
        *certificates.issue_skill(taught, JULY),
        *certificates.issue_honour(taught, JULY, [aniu], HONOUR),
    ]
    people.edit_person(taught, aniu, {"name": "吉克阿木"}, "户口本")
    for old in given:
        new = certificates.void(taught, old.id, JULY, "名字写错", replace=True)
        assert new is not None
        assert new.name == "吉克阿木"
        for name in ("kind", "course", "half_hours", "basis", "decision", "decided_on"):
            assert getattr(new, name) == getattr(old, name)
    standing = {one.number for one in certificates.issued(taught)}
    voided = [one for one in certificates.issued(taught, voided=True) if one.voided_on]
    assert {one.replaced_by for one in voided} == standing
    assert {one.number for one in voided} == {one.number for one in given}


def test_what_is_issued_is_sealed_and_signed(taught: Workspace) -> None:
    [one] = certificates.issue_honour(taught, JULY, [who(taught, "木呷")], HONOUR)
    assert one.digest == rules.digest(one)
    assert verification.verify(taught, one.qr).valid
    assert not face_of(one.face).practice


def test_style_assessments_voids_and_printings_travel(county: Workspace, tmp_path: Path) -> None:
    style = Style(issuer="喜德县教体科局", layout=CertificateLayout.PLAIN)
    certificate_styles.set_style(county, style)
    with closing(desks.new_laptop(county, tmp_path / "laptop")) as laptop:
        aniu, laqie = neighbours(laptop, "吉克阿牛", "沙马拉且")
        for each in (aniu, laqie):
            assessments.assess(laptop, each, "电焊", JULY, "王建国", passed=True)
        one, other = certificates.issue_skill(laptop, JULY)
        assert one.issuer == style.issuer
        certificate_printing.save(laptop, [one, other], tmp_path)
        certificates.void(laptop, one.id, JULY, "名字写错")
        desks.carry(laptop, county, tmp_path / "stick")
        at_county = certificates.issued(county, laptop.scope, voided=True)
        assert [each.number for each in at_county] == [one.number, other.number]
        assert [each.voided_on for each in at_county] == [JULY, None]
        assert at_county[1] == other
        assert len(assessments.listing(county, laptop.scope)) == 2
        [file] = certificate_printing.save(county, [other], tmp_path / "county.pdf")
        with pypdfium2.PdfDocument(file) as book:
            assert "补打（第 1 次）" in book[0].get_textpage().get_text_range()
        desks.carry(county, laptop, tmp_path / "stick")
        with laptop.database.read() as connection:
            assert found.printed(connection, [other.id, one.id]) == {other.id: 2, one.id: 1}


def test_a_name_that_no_font_has_is_refused_and_nothing_is_issued(taught: Workspace) -> None:
    people.edit_person(taught, who(taught, "沙马拉且"), {"name": "吉克\U00031000"})
    with pytest.raises(UserError, match=r"U\+31000"):
        certificates.issue_attendance(taught, JULY, MARCH, JULY)
    assert certificates.issued(taught) == []


def test_erasing_leaves_number_kind_and_voiding(taught: Workspace) -> None:
    aniu = who(taught, "吉克阿牛")
    passed(taught, "吉克阿牛", note="手巧")
    certificates.issue_honour(taught, JULY, [aniu], HONOUR)
    [skill] = certificates.issue_skill(taught, JULY)
    certificates.void(taught, skill.id, JULY, "吉克阿牛名字写错")
    with taught.database.write() as write:
        assert certificates.erase(write, aniu) == 2
    left = certificates.issued(taught, voided=True)
    assert all(one.is_erased for one in left)
    assert certificates.issued(taught) == []
    by_kind = {one.kind: one for one in left}
    assert by_kind[CertificateKind.SKILL].number == skill.number
    assert by_kind[CertificateKind.SKILL].voided_on == JULY
    for one in left:
        assert "阿牛" not in repr(one)
        assert not one.citizen_tail
        assert not one.qr
    with taught.database.read() as connection:
        notes = connection.execute(select(table_of(Assessment).c.note)).scalars().all()
    assert notes == [""]
    with pytest.raises(UserError, match="void already"):
        certificates.void(taught, by_kind[CertificateKind.HONOUR].id, JULY, "再来")


def test_a_practice_school_marks_what_it_issues(
    taught: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(practice, "is_practice", lambda workspace: True)
    [one] = certificates.issue_honour(taught, JULY, [who(taught, "木呷")], HONOUR)
    assert face_of(one.face).practice


def test_the_county_sets_look_and_words_and_what_was_issued_keeps_its_own(
    county: Workspace,
) -> None:
    aniu = neighbours(county, "吉克阿牛")
    school = "513432101208"
    [old] = certificates.issue_honour(county, JULY, aniu, HONOUR, school)
    style = Style("喜德县教体科局", CertificateLayout.LACQUER, CertificatePaper.A5, True)
    words = Words(CertificateKind.HONOUR, "光荣榜", "{事由}，{夜校}以此为荣。", "", "ꆈꌠ", "ꁱꂷ")
    for _ in range(2):  # setting the same again is no change
        certificate_styles.set_style(county, style)
        certificate_styles.set_words(county, words)
    assert certificate_styles.style_of(county) == style
    assert certificate_styles.words_of(county, CertificateKind.HONOUR) == words
    other = Decision("孝老爱亲", HONOUR.on, HONOUR.by)
    [new] = certificates.issue_honour(county, JULY, aniu, other, school)
    face = face_of(new.face)
    assert (face.layout, face.paper, face.title) == (style.layout, style.paper, "光荣榜")
    assert face.paragraphs == (
        "孝老爱亲，喜德县冕山镇小山村农民夜校以此为荣。",
        "特发此证，以资鼓励。",
    )
    assert new.issuer == "喜德县教体科局"
    again = next(one for one in certificates.issued(county, school) if one.id == old.id)
    assert again == old


@pytest.mark.parametrize(
    "words",
    [
        Words(CertificateKind.SKILL, wording="{姓名}很好。"),
        Words(CertificateKind.SKILL, wording="{学时"),
        Words(CertificateKind.SKILL, wording="字" * 301),
        Words(CertificateKind.SKILL, title="字" * 13),
        Words(CertificateKind.SKILL, yi_line="ꆈ" * 61),
        Words(CertificateKind.SKILL, yi_title="\U00031000"),
        Words(CertificateKind.SKILL, closing="一行\n两行"),
    ],
)
def test_words_that_cannot_be_printed_are_refused(county: Workspace, words: Words) -> None:
    with pytest.raises(UserError):
        certificate_styles.set_words(county, words)
    assert certificate_styles.words_of(county, CertificateKind.SKILL) == Words(words.kind)


def test_only_the_county_sets_the_style(school: Workspace) -> None:
    with pytest.raises(UserError, match="county"):
        certificate_styles.set_style(school, Style(english=True))
    with pytest.raises(UserError, match="county"):
        certificate_styles.set_words(school, Words(CertificateKind.SKILL, title="证"))


def test_an_assessment_needs_skill_assessor_and_a_day_that_was(taught: Workspace) -> None:
    aniu = who(taught, "吉克阿牛")
    for skill, day, assessor in (
        ("", JULY, "王建国"),
        ("电焊", JULY, " "),
        ("电焊", date(2999, 1, 1), "王建国"),
    ):
        with pytest.raises(UserError):
            assessments.assess(taught, aniu, skill, day, assessor, passed=True)
    assert assessments.listing(taught) == []
