"""What the tests of certificates do again and again."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from nightschool.desktop.pages.certificates import CertificatesPage
from nightschool.desktop.target import Target
from nightschool.domain.certificate import Certificate
from nightschool.domain.identity import RowId
from nightschool.services import certificates
from tests.desktop import samples
from tests.desktop.conftest import Scene


def opened(s: Scene, record: RowId | None = None, detail: str = "") -> CertificatesPage:
    s.desk.activateWindow()
    s.qtbot.waitUntil(s.desk.isActiveWindow)  # shortcuts work nowhere else
    return s.page("certificates", CertificatesPage, Target("certificates", record, detail))


def issued(s: Scene) -> list[Certificate]:
    new = certificates.issue(s.workspace, samples.TODAY)
    s.session.wrote("certificates")
    s.settle()
    return new


def scan(s: Scene, page: CertificatesPage, code: str) -> str:
    """What the page says of a code that a scanner types."""
    QTest.keyClicks(page.check.field, code)
    QTest.keyClick(page.check.field, Qt.Key.Key_Return)
    assert page.check.field.text() == ""
    s.settle()
    return page.check.chip.text()
