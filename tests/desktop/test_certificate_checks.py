"""Certificates checked by their codes; the county's look of them."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from nightschool.desktop.dialogs.certificate_forms import KeysDialog
from nightschool.desktop.pages.certificates import CHECK, LOOK, CertificatesPage
from nightschool.desktop.pages.settings import SettingsPage
from nightschool.domain.certificate_style import Words
from nightschool.domain.codes import CertificateKind
from nightschool.domain.school import School
from nightschool.services import (
    certificate_printing,
    certificate_styles,
    certificates,
)
from nightschool.services import schools as served
from nightschool.services.workspace import Workspace
from tests import workspaces
from tests.desktop import samples
from tests.desktop.certificate_hands import issued, opened, scan
from tests.desktop.conftest import Scene

Opener = Callable[..., Scene]
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_a_scanner_types_and_each_code_has_its_answer(scene: Opener) -> None:
    s = scene("ordinary")
    new = issued(s)
    certificates.void(s.workspace, new[1].id, samples.TODAY, "name was wrong", replace=True)
    page = opened(s, None, CHECK)
    assert page.check.field.hasFocus()
    assert "✓ Genuine and valid" in scan(s, page, new[0].qr)
    assert "! Genuine but void" in scan(s, page, new[1].qr)
    assert "name was wrong" in page.check.message.text()
    changed = new[0].qr[:-6] + ("A" if new[0].qr[-6] != "A" else "B") + new[0].qr[-5:]
    assert "✗ Forged or damaged" in scan(s, page, changed)
    assert "No certificate's code" in scan(s, page, "https://example.org")
    assert "newer" in scan(s, page, "NS9:ABC")
    assert [one.verdict.standing for one in page.check.model.rows] == [
        "newer", "foreign", "forged", "voided", "valid",
    ]  # fmt: skip
    page.check.table.setFocus()
    page.check.table.select(4)
    assert new[0].name in page.check.model.rows[4].verdict.message + _lines(page)


def test_an_unknown_issuer_is_no_forger(scene: Opener, tmp_path: Path) -> None:
    stranger = samples.open_copy("ordinary", tmp_path / "stranger")
    [code] = {one.qr for one in certificates.issue(stranger, samples.TODAY)[:1]}
    stranger.close()
    s = scene("county")
    page = opened(s, None, CHECK)
    assert "Issuer not known here yet" in scan(s, page, code)
    assert page.check._unproven.isVisible()


def test_no_input_method_stands_between_scanner_and_field(scene: Opener) -> None:
    s = scene("ordinary")
    [one, *_others] = issued(s)
    page = opened(s, None, CHECK)
    assert not page.check.field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    wide = "".join(chr(ord(each) + 0xFEE0) if each != " " else each for each in one.qr)
    page.check.field.setText(wide)
    page.check.check()
    s.settle()
    assert "✓" in page.check.chip.text()


def test_a_pdf_is_checked_code_by_code(scene: Opener, tmp_path: Path) -> None:
    s = scene("ordinary")
    new = issued(s)
    [file] = certificate_printing.save(s.workspace, new[:3], tmp_path / "three.pdf")
    certificates.void(s.workspace, new[2].id, samples.TODAY, "wrong")
    page = opened(s, None, CHECK)
    page.check.check_file(file)
    s.settle()
    assert "3 codes, 2 valid" in page.check.summary.text()
    assert "Genuine but void" in page.check.chip.text()
    page.check.check_file(tmp_path / "nothing.png")
    s.settle()
    assert s.desk.message.isVisible()


# the county


def test_the_county_sees_the_look_while_it_sets_it(scene: Opener) -> None:
    s = scene("county")
    page = opened(s, None, LOOK)
    look = page.look
    assert look is not None
    s.qtbot.waitUntil(lambda: look.preview.pages == 1)
    look.wording.setPlainText("于{何时}学习")
    s.qtbot.waitUntil(look._fault.isVisible)
    assert "何时" in look._fault.text()
    look.save()
    s.settle()
    assert certificate_styles.words_of(s.workspace, CertificateKind.ATTENDANCE).wording == ""
    look.wording.setPlainText("于{时间}学习 {学时} 学时。")
    look.layout_.setCurrentIndex(1)
    s.qtbot.waitUntil(lambda: not look._fault.isVisible())
    QTest.keyClick(look.wording, Qt.Key.Key_S, CONTROL)
    s.qtbot.waitUntil(lambda: not look._save.isEnabled())
    s.settle()
    saved = certificate_styles.words_of(s.workspace, CertificateKind.ATTENDANCE)
    assert saved == Words(CertificateKind.ATTENDANCE, wording="于{时间}学习 {学时} 学时。")
    assert certificate_styles.style_of(s.workspace).layout == "lacquer"
    look.kind.setCurrentIndex(2)
    s.settle()
    assert look.wording.toPlainText() == ""
    assert look.layout_.currentIndex() == 1


def test_a_school_does_not_set_the_look(scene: Opener) -> None:
    page = opened(scene("ordinary"))
    assert page.look is None
    assert page.tabs.count() == 3


def test_an_offices_way_to_the_certificates(scene: Opener) -> None:
    s = scene("county")
    settings = s.page("settings", SettingsPage)
    way = settings.findChild(QPushButton, "open-certificates")
    assert way is not None
    way.click()
    s.settle()
    page = s.desk.current
    assert isinstance(page, CertificatesPage)
    assert page.panel is page.check
    page.tabs.setCurrentIndex(1)
    assert page._views.shows(page._nowhere)
    page._school.setCurrentIndex(0)
    page._school.activated.emit(0)
    s.settle()
    assert s.session.school == _schools(s.workspace)[0].code
    assert page._views.shows(page.issue)


def test_a_list_of_keys_goes_to_another_desk(scene: Opener, tmp_path: Path) -> None:
    s = scene("county")
    page = opened(s, None, CHECK)
    page.check.save_keys(tmp_path)
    s.settle()
    [file] = tmp_path.glob("*.nskeys")
    key = s.desk.notice.text.text().rpartition(" ")[2]
    other = scene("empty")
    theirs = opened(other, None, CHECK)
    theirs.check.load_keys(file)
    other.settle()
    assert other.desk.message.isVisible()
    dialog = KeysDialog(theirs, file, lambda typed: theirs.check.load_keys(file, typed))
    dialog.key.setText(key)
    dialog.try_accept()
    other.settle()
    assert key in other.desk.notice.text.text()


def _lines(page: CertificatesPage) -> str:
    return " ".join(one.text() for one in page.check.verdict.findChildren(QLabel))


def _schools(workspace: Workspace) -> tuple[School, ...]:
    found = served.served(workspace)
    assert found[0].code.startswith(workspaces.COUNTY)
    return found
