"""A made-up certificate in a look and with words that nobody has saved yet."""

from dataclasses import replace

from nightschool import clock
from nightschool.documents import certificate as paper
from nightschool.domain import certificate as rules
from nightschool.domain import certificate_style, identity
from nightschool.domain.certificate import Certificate
from nightschool.domain.certificate_style import Style, Words
from nightschool.domain.codes import CertificateKind
from nightschool.domain.school import School
from nightschool.services import schools
from nightschool.services.certificates import SPECIMEN
from nightschool.services.workspace import Workspace

_NAME, _COURSE = "样张", "花椒栽培技术"
_DECIDED_BY = {
    CertificateKind.SKILL: "考核人",
    CertificateKind.HONOUR: "评选小组",
}
_HONOURED_FOR = "勤学苦练，带动邻里"


def sample(workspace: Workspace, style: Style, words: Words) -> bytes:
    """The sample as a PDF; raises `UserError` for words that cannot be filled or printed."""
    certificate_style.check_wording(words.wording)
    home = schools.served(workspace)[0]
    sealed = paper.frozen(_plain(workspace, home, style, words.kind), style, words)
    return paper.render([replace(sealed, qr=SPECIMEN)])


def _plain(workspace: Workspace, home: School, style: Style, kind: CertificateKind) -> Certificate:
    today = clock.today()
    named = kind in (CertificateKind.ATTENDANCE, CertificateKind.SKILL)
    return Certificate(
        id=identity.named("certificate", "sample"),
        school=home.code,
        person=identity.named("person", "sample"),
        kind=kind,
        number=rules.number(home.code, today.year, 0, rules.laptop_sign(workspace.device)),
        name=_NAME,
        citizen_tail="0000",
        course=_COURSE if named else "",
        half_hours=96,
        first_day=today.replace(month=1, day=1),
        last_day=today,
        issued_on=today,
        issuer=style.issuer or rules.issuer(home),
        school_name=rules.school_name(home),
        template=paper.TEMPLATE,
        decision=_HONOURED_FOR if kind is CertificateKind.HONOUR else "",
        decided_on=today if kind in _DECIDED_BY else None,
        decided_by=_DECIDED_BY.get(kind, ""),
    )
