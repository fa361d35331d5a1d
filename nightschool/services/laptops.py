"""The laptops that an office listed: who they are, when they were heard of, revoking, replacing."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nightschool import clock
from nightschool.domain.codes import Role
from nightschool.domain.device import Device
from nightschool.domain.school import School
from nightschool.domain.stamp import DeviceId
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import desks, enrolment, schools, second_use
from nightschool.services.enrolment import MadeEnrolment
from nightschool.services.workspace import Workspace
from nightschool.storage import enrolments, forks, ledger, rows, tables
from nightschool.storage.enrolments import Claim, Offered
from nightschool.storage.queries import devices


@dataclass(frozen=True, slots=True)
class Laptop:
    """One desk below this office."""

    device: Device
    schools: tuple[School, ...]
    """Those of its schools that are known here; a county's office has none of its own."""
    last: datetime | None
    """When its last package was taken; None for never."""
    reason: str
    """Why it was revoked."""

    @property
    def sign(self) -> str:
        """What tells laptops of one school apart: the id in hexadecimal."""
        return self.device.device.hex()


@dataclass(frozen=True, slots=True)
class Laptops:
    """All of an office's laptops, and what of enrolments is open."""

    laptops: tuple[Laptop, ...]
    waiting: tuple[Claim, ...]
    """Second laptops with one enrolment file: a clerk decides."""
    unused: tuple[Offered, ...]
    """Enrolment files that no laptop has come with yet."""


def listing(workspace: Workspace) -> Laptops:
    """What is known of the desks below this office, by name; ids that have ended are left out."""
    places = {one.code: one for one in schools.served(workspace)}
    with workspace.database.read() as connection:
        ended = forks.retired(connection)
        listed = [one for one in devices.all_devices(connection) if one.device not in ended]
        reasons = devices.reasons_of_revoking(connection)
        last: dict[bytes, str] = {}
        for entry in ledger.everything(connection):
            if entry.state.taken:
                last[entry.device] = max(entry.at, last.get(entry.device, ""))
        unused = enrolments.unused(connection)
    made = [
        Laptop(
            one,
            tuple(places[code] for code in one.scopes if code in places),
            datetime.fromisoformat(last[one.device]) if one.device in last else None,
            reasons.get(devices.key(one.device), ""),
        )
        for one in listed
        if desks.is_below(one, workspace)
    ]
    return Laptops(tuple(made), tuple(second_use.waiting(workspace)), tuple(unused))


def revoke(workspace: Workspace, device: DeviceId, reason: str) -> Device:
    """Take nothing more from this laptop, from now on; the row travels with the next packages.

    Raises `UserError` at a school's desk, without a reason, and where it is not listed or revoked.
    """
    if workspace.role is Role.SCHOOL:
        raise UserError(_("Only an office revokes laptops."), _("Ask the county."))
    if not reason.strip():
        raise UserError(
            _("A laptop is revoked only for a reason."),
            _("Say why: lost, stolen, broken, given back …"),
        )
    with workspace.database.write() as write:
        one = devices.find(write.connection, device)
        if one is None or one.revoked_on is not None or not desks.is_below(one, workspace):
            raise UserError(
                _("No laptop that may send has this sign."),
                _("List them with: nightschool laptop list"),
            )
        values = {"revoked_on": clock.today()}
        rows.edit(write, tables.Device, {(devices.key(device),): values}, reason.strip())
    return desks.find(workspace, device) or one


def replace(workspace: Workspace, device: DeviceId, folder: Path, reason: str) -> MadeEnrolment:
    """Revoke a laptop and make the enrolment of one that takes its place at the same open schools.

    The enrolment is made first, so that nothing is revoked where it cannot be written.
    """
    one = next((each for each in listing(workspace).laptops if each.device.device == device), None)
    if one is None or one.device.revoked_on is not None or not reason.strip():
        revoke(workspace, device, reason)
        raise AssertionError("revoking it must have failed")
    wanted = tuple(each.code for each in one.schools if each.closed_on is None)
    made = enrolment.enrol(workspace, wanted or one.device.scopes, folder)
    revoke(workspace, device, reason)
    return made


def find(workspace: Workspace, sign: str) -> Laptop:
    """The laptop whose sign begins so, or the one that serves this school; raises `UserError`."""
    wanted = sign.strip().casefold()
    known = [one for one in listing(workspace).laptops if one.device.revoked_on is None]
    meant = [one for one in known if wanted and one.sign.startswith(wanted)]
    meant = meant or [one for one in known if wanted in one.device.scopes]
    if len(meant) == 1:
        return meant[0]
    text = _("%(count)d laptops fit %(sign)s.") if meant else _("No laptop fits %(sign)s.")
    raise UserError(
        text % {"count": len(meant), "sign": sign},
        _("Give its sign as the list shows it: nightschool laptop list"),
    )


def admit(workspace: Workspace, sign: str) -> Claim:
    """Let in the second laptop whose sign begins so, or that came for this school."""
    wanted = sign.strip().casefold()
    meant = [
        one
        for one in second_use.waiting(workspace)
        if (wanted and one.device.hex().startswith(wanted)) or wanted in one.schools
    ]
    return second_use.admit(workspace, meant[0].device if len(meant) == 1 else DeviceId(b""))
