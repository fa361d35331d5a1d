"""Certificates: who is entitled, issuing, printing, voiding, checking, the county's look."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester

from nightschool.desktop.dialogs.certificate_forms import AssessDialog, VoidDialog
from nightschool.desktop.dialogs.paper import PaperDialog
from nightschool.desktop.pages.certificates import CHECK, PERSON, CertificatesPage
from nightschool.domain.codes import CertificateKind
from nightschool.services import (
    assessments,
    certificate_printing,
    certificates,
    courses,
    people,
)
from tests.desktop import samples
from tests.desktop.certificate_hands import issued, opened, scan
from tests.desktop.conftest import Scene

Opener = Callable[..., Scene]
CONTROL = Qt.KeyboardModifier.ControlModifier
KINDS = (
    CertificateKind.COMPLETION,
    CertificateKind.ATTENDANCE,
    CertificateKind.SKILL,
    CertificateKind.HONOUR,
)


def choose(s: Scene, page: CertificatesPage, kind: CertificateKind) -> None:
    page.issue.form.kind.setCurrentIndex(KINDS.index(kind))
    s.settle()


# issuing


def test_who_is_entitled_is_issued_to_by_keys_alone(scene: Opener) -> None:
    s = scene("ordinary")
    page = opened(s)
    entitled = certificates.entitled(s.workspace, samples.TODAY)
    panel = page.issue
    assert [one.person for one in panel.model.rows] == [one.person.id for one in entitled]
    assert panel.model.ticked == {one.person.id for one in entitled}
    panel.table.setFocus()
    panel.table.select(0)
    QTest.keyClick(panel.table, Qt.Key.Key_A, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert not panel.issue_button.isEnabled()
    QTest.keyClick(panel.table, Qt.Key.Key_Space)
    QTest.keyClick(panel.table, Qt.Key.Key_Down)
    QTest.keyClick(panel.table, Qt.Key.Key_Space)
    assert "2" in panel.issue_button.text()
    QTest.keyClick(panel.table, Qt.Key.Key_Return, CONTROL)
    s.qtbot.waitUntil(lambda: page.panel is page.issued)
    s.settle()
    new = certificates.issued(s.workspace)
    assert [one.person for one in new] == [one.person.id for one in entitled[:2]]
    assert page.issued.model.ticked == {one.id for one in new}
    assert [one.id for one in page.issued.chosen()] == [one.id for one in new]


def test_the_preview_stores_nothing_and_is_not_signed(scene: Opener) -> None:
    s = scene("ordinary")
    page = opened(s)
    s.qtbot.waitUntil(lambda: page.issue.preview.pages == 1)
    assert certificates.issued(s.workspace, voided=True) == []
    drafts = certificates.drafted(s.workspace, samples.TODAY, page.issue.form.award())
    assert {one.qr for one in drafts} == {certificates.SPECIMEN}
    opened(s, None, CHECK)
    assert "No certificate's code" in scan(s, page, drafts[0].qr)


def test_who_is_nearly_there_reads_what_is_missing(scene: Opener) -> None:
    s = scene("ordinary")
    page = opened(s)
    texts = [page.issue.nearly.index(row, 2).data() for row in range(5)]
    assert all("hours" in text or "kinds" in text for text in texts)
    page.issue.search.setText("没有这个人")
    s.qtbot.waitUntil(lambda: page.issue.model.rowCount() == 0)
    assert page.issue.model.ticked


def test_attendance_of_a_course(scene: Opener) -> None:
    s = scene("ordinary")
    page = opened(s)
    choose(s, page, CertificateKind.ATTENDANCE)
    form = page.issue.form
    everybody = page.issue.model.rowCount()
    taught = [one.title for one in courses.courses(s.workspace)]
    sizes = set()
    for at in range(1, 5):
        form.course.setCurrentIndex(at)
        s.settle()
        assert {one.course for one in page.issue.model.rows} <= {taught[at - 1]}
        sizes.add(page.issue.model.rowCount())
    assert max(sizes) <= everybody
    form.course.setCurrentIndex(0)
    s.settle()
    page.issue.issue()
    s.settle()
    assert len(certificates.issued(s.workspace)) == everybody > 0


def test_an_assessment_is_recorded_and_certified(scene: Opener) -> None:
    s = scene("ordinary")
    page = opened(s)
    choose(s, page, CertificateKind.SKILL)
    assert page.issue.model.rowCount() == 0
    page.issue.form.assess.emit()
    s.settle()
    [dialog] = page.issue.findChildren(AssessDialog)
    dialog.try_accept()
    assert all(dialog._fields[key].faulty for key in ("person", "skill", "assessor"))
    somebody = people.people(s.workspace)[0]
    dialog.search.setText(somebody.name)
    s.qtbot.waitUntil(lambda: dialog.person is not None)
    dialog.course.setCurrentIndex(1)
    dialog.assessor.setText("王建国")
    dialog.try_accept()
    s.settle()
    [tested] = assessments.listing(s.workspace)
    assert (tested.assessor, tested.passed, bool(tested.skill)) == ("王建国", True, True)
    assert [one.course for one in page.issue.model.rows] == [tested.skill]
    page.issue.issue()
    s.settle()
    assert [one.basis for one in certificates.issued(s.workspace)] == [tested.id]


def test_an_honour_needs_its_decision(scene: Opener) -> None:
    s = scene("ordinary")
    page = opened(s)
    choose(s, page, CertificateKind.HONOUR)
    panel = page.issue
    assert panel.model.ticked == frozenset()
    panel.table.select(0)
    QTest.keyClick(panel.table, Qt.Key.Key_Space)
    panel.issue()
    s.settle()
    assert panel.form.reason_field.faulty
    assert panel.form.by_field.faulty
    assert certificates.issued(s.workspace) == []
    panel.form.reason.setText("勤学苦练")
    panel.form.by.setText("小山村村委会")
    panel.issue()
    s.settle()
    [one] = certificates.issued(s.workspace)
    assert (one.decision, one.decided_by) == ("勤学苦练", "小山村村委会")


def test_an_empty_school_says_what_to_do_first(scene: Opener) -> None:
    s = scene("empty")
    page = opened(s)
    assert page.issue._outer.shows(page.issue._empty)
    page.tabs.setCurrentIndex(1)
    s.settle()
    assert page.issued._views.shows(page.issued._none)


# issued


def test_what_was_printed_is_counted_when_it_leaves(scene: Opener, tmp_path: Path) -> None:
    s = scene("ordinary")
    page = opened(s)
    new = issued(s)
    page.issued.show_new(new[:3])
    page.tabs.setCurrentIndex(1)
    s.settle()
    QTest.keyClick(page.issued.table, Qt.Key.Key_P, CONTROL)
    s.qtbot.waitUntil(lambda: bool(page.findChildren(PaperDialog)))
    [paper] = page.findChildren(PaperDialog)
    assert paper.preview.pages == 3
    assert certificate_printing.printed(s.workspace, new) == {}
    paper.save(tmp_path / "three.pdf")
    s.settle()
    assert certificate_printing.printed(s.workspace, new) == {one.id: 1 for one in new[:3]}
    page.issued.save_each(tmp_path / "each")
    s.settle()
    assert {file.stem for file in (tmp_path / "each").iterdir()} == {one.number for one in new[:3]}
    assert set(certificate_printing.printed(s.workspace, new).values()) == {2}
    shown = {one.certificate.id: one.printed for one in page.issued.model.rows}
    assert [shown[one.id] for one in new[:4]] == [2, 2, 2, 0]


def test_a_mistake_is_voided_and_replaced(scene: Opener) -> None:
    s = scene("ordinary")
    new = issued(s)
    page = opened(s, new[1].id)
    assert page.issued.current == new[1]
    page.issued._void.click()
    [dialog] = page.issued.findChildren(VoidDialog)
    dialog.try_accept()
    assert dialog.isVisible()
    QTest.keyClicks(dialog.reason, "name was wrong")
    dialog.replaced.setChecked(True)
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
    s.settle()
    old = certificates.find(s.workspace, new[1].id)
    assert old is not None
    assert old.void_reason == "name was wrong"
    assert page.issued.current is not None
    assert page.issued.current.number == old.replaced_by
    page.issued.show_certificate(old.id)
    s.settle()
    assert old.replaced_by in page.issued._stands.text()
    assert not page.issued._void.isEnabled()


def test_what_was_issued_is_found_again(scene: Opener) -> None:
    s = scene("ordinary")
    new = issued(s)
    certificates.void(s.workspace, new[0].id, samples.TODAY, "wrong", replace=True)
    page = opened(s, new[0].person, PERSON)
    assert [one.certificate.person for one in page.issued.model.rows] == [new[0].person] * 2
    page.issued.voided.setChecked(False)
    assert page.issued.model.rowCount() == 1
    page.issued._only.click()
    assert page.issued.model.rowCount() == len(new)
    page.issued.search.setText(new[5].number[-13:].lower())
    s.qtbot.waitUntil(lambda: page.issued.model.rowCount() == 1)
    page.issued.kind.setCurrentIndex(page.issued.kind.findData(CertificateKind.SKILL.value))
    assert page.issued.model.rowCount() == 0
    assert not page.issued.print_button.isEnabled()


def test_the_models_keep_qts_rules(scene: Opener, qtmodeltester: ModelTester) -> None:
    s = scene("ordinary")
    page = opened(s)
    issued(s)
    page.tabs.setCurrentIndex(1)
    s.settle()
    for model in (page.issue.model, page.issue.nearly, page.issued.model, page.check.model):
        qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt's own
