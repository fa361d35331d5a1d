"""A second laptop with one enrolment file: it proves the enrolment, and the county is asked."""

from pathlib import Path

from nightschool import clock
from nightschool.domain.codes import Role
from nightschool.domain.identity import RowId
from nightschool.domain.refusal import PackageError, Reason
from nightschool.domain.stamp import DeviceId
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.keys import registration
from nightschool.services.workspace import Workspace
from nightschool.storage import enrolments
from nightschool.storage.enrolments import Claim as Claim
from nightschool.sync import opening


def ask(workspace: Workspace, path: Path, error: PackageError) -> PackageError:
    """What to refuse the package of an unknown sender with: a second use is noted and asked about.

    Nothing but the proof of a used enrolment is believed of it.
    """
    if error.reason is not Reason.UNKNOWN_SENDER or workspace.role is Role.SCHOOL:
        return error
    said = opening.peek(path).claimed
    given, stranger = said.registration, said.sender.as_device()
    if given is None:
        return error
    enrolment = RowId(given.enrolment)
    with workspace.database.alone() as connection:
        secret = enrolments.used_secret(connection, enrolment)
        if secret is None or not registration.verify_proof(secret, stranger, given.proof):
            return error
        at = clock.now().isoformat()
        enrolments.claim(connection, enrolment, stranger.device, stranger.name, at)
    return PackageError(Reason.ENROLMENT_USED, stranger.name)


def waiting(workspace: Workspace) -> list[Claim]:
    """The second laptops that nobody has decided on."""
    with workspace.database.read() as connection:
        return enrolments.claims(connection)


def admit(workspace: Workspace, device: DeviceId) -> Claim:
    """Let a second laptop in: its next package lists it. Raises `UserError` where none waits."""
    with workspace.database.alone() as connection:
        found = [one for one in enrolments.claims(connection) if one.device == device]
        if not found:
            raise UserError(
                _("No second laptop waits under this sign."),
                _("List them with: nightschool laptop list"),
            )
        for one in found:
            enrolments.admit(connection, one.enrolment, device)
    return found[0]
