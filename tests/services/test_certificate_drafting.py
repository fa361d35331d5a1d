"""Certificates looked at before they are issued or printed, and samples of a look."""

from dataclasses import replace
from datetime import date

import pytest

from nightschool.domain.certificate import Certificate
from nightschool.domain.certificate_style import Style, Words
from nightschool.domain.codes import CertificateKind, CertificateLayout
from nightschool.domain.identity import RowId
from nightschool.errors import UserError
from nightschool.services import certificate_printing, certificate_samples, certificates
from nightschool.services.certificate_drafts import Award, Decision
from nightschool.services.workspace import Workspace
from tests.evenings import held, neighbours

JULY = date(2018, 7, 31)
ATTENDANCE = Award(CertificateKind.ATTENDANCE)


@pytest.fixture
def taught(school: Workspace) -> Workspace:
    aniu, laqie, _muga = neighbours(school, "吉克阿牛", "沙马拉且", "木呷")
    held(school, date(2018, 3, 1), [aniu, laqie], "JN01")
    return school


def test_a_draft_is_what_is_issued_but_for_its_signature(taught: Workspace) -> None:
    drafts = certificates.drafted(taught, JULY, ATTENDANCE)
    assert {one.qr for one in drafts} == {certificates.SPECIMEN}
    assert certificate_printing.preview(taught, drafts).startswith(b"%PDF")
    assert certificates.issued(taught, voided=True) == []
    given = certificates.give(taught, JULY, ATTENDANCE)
    assert [_frozen(one) for one in given] == [_frozen(one) for one in drafts]
    assert certificates.drafted(taught, JULY, ATTENDANCE) == []


def test_everybody_here_may_be_honoured(taught: Workspace) -> None:
    award = Award(CertificateKind.HONOUR, decision=Decision("", JULY, ""))
    drafts = certificates.drafted(taught, JULY, award)
    assert {one.name for one in drafts} == {"吉克阿牛", "沙马拉且", "木呷"}
    with pytest.raises(UserError, match="reason"):
        certificates.give(taught, JULY, award, [drafts[0].person])


def test_a_batch_is_counted_when_it_is_told(taught: Workspace) -> None:
    given = certificates.give(taught, JULY, ATTENDANCE)
    first = certificate_printing.batch(taught, given)
    assert certificate_printing.batch(taught, given) == first
    assert certificate_printing.printed(taught, given) == {}
    certificate_printing.count(taught, given)
    assert set(certificate_printing.printed(taught, given).values()) == {1}
    assert certificate_printing.batch(taught, given) != first
    with pytest.raises(UserError, match="no certificates"):
        certificate_printing.batch(taught, [])


@pytest.mark.parametrize("kind", CertificateKind)
def test_a_sample_needs_nobody(school: Workspace, kind: CertificateKind) -> None:
    style = Style(layout=CertificateLayout.LACQUER, english=True)
    assert certificate_samples.sample(school, style, Words(kind)).startswith(b"%PDF")
    with pytest.raises(UserError, match="何时"):
        certificate_samples.sample(school, style, Words(kind, wording="于{何时}"))


def _frozen(one: Certificate) -> Certificate:
    """Without what each has of its own."""
    return replace(one, id=RowId(bytes(16)), qr="", digest="")
