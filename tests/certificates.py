"""A certificate of Abi's, signed and kept, for tests of what its QR code says."""

from dataclasses import replace
from datetime import date

from nightschool.domain import identity
from nightschool.domain.certificate import Certificate, laptop_sign, number
from nightschool.domain.codes import CertificateKind
from nightschool.services import certificate_signing
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from tests.services.desks import ABI
from tests.workspaces import SCHOOL

JULY = date(2018, 7, 31)


def signed(workspace: Workspace, running: int = 1, **changes: object) -> Certificate:
    """A certificate with its QR code, signed by this desk and kept nowhere."""
    plain = Certificate(
        id=identity.new(),
        school=SCHOOL,
        person=ABI.id,
        kind=CertificateKind.COMPLETION,
        number=number(SCHOOL, 2018, running, laptop_sign(workspace.device)),
        name=ABI.name,
        citizen_tail="002X",
        course="",
        half_hours=93,
        first_day=date(2018, 3, 1),
        last_day=JULY,
        issued_on=JULY,
        issuer="喜德县农民夜校工作办公室",
        school_name="喜德县冕山镇小山村农民夜校",
        template=2,
    )
    one = replace(plain, **changes)  # type: ignore[arg-type]  # fields of any type
    with workspace.database.write() as write:
        return replace(one, qr=certificate_signing.signed(write, workspace, one))


def issued(workspace: Workspace, running: int = 1, **changes: object) -> Certificate:
    """The same, kept in the workspace, where Abi must be."""
    one = signed(workspace, running, **changes)
    with workspace.database.write() as write:
        rows.insert(write, tables.Certificate, [rows.values_of(one)])
    return one


def void(workspace: Workspace, one: Certificate, **values: object) -> None:
    """Declare it void, or change what was declared."""
    changes = {"voided_on": date(2018, 8, 2), "void_reason": "姓名有误", **values}
    with workspace.database.write() as write:
        rows.edit(write, tables.Certificate, {(one.id,): changes})
