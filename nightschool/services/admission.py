"""Whether a package may be merged: what its sender may write, what we hold, and who forked."""

from dataclasses import dataclass, replace

from nightschool import clock
from nightschool.domain.codes import Role
from nightschool.domain.device import Device
from nightschool.domain.identity import RowId
from nightschool.domain.refusal import PackageError, Reason
from nightschool.domain.school import PREFECTURE
from nightschool.domain.stamp import DeviceId
from nightschool.i18n import _
from nightschool.services import desks
from nightschool.services.workspace import Workspace
from nightschool.storage import enrolments, forks, ledger, peers, schema
from nightschool.storage.database import Connection, Write
from nightschool.storage.forks import ForkPoint
from nightschool.storage.ledger import Entry
from nightschool.storage.queries import devices
from nightschool.sync.manifest import Manifest, PackageRef
from nightschool.sync.opening import OpenedPackage


@dataclass(frozen=True, slots=True)
class Admitted:
    """A package that may be merged, with what our database says of it in this transaction."""

    sender: Device
    """As our list has it from now on."""
    listed: Device | None
    """As our list has it now, under a former id perhaps."""
    known: bool
    """This very package was taken before."""
    before: list[Entry]
    """The sender's packages that are in our ledger."""
    forks: list[ForkPoint]
    """Ids of others of which the sender met another package under a number than we did."""


def require_our_schema(said: Manifest) -> None:
    """Raise `PackageError` where only a newer program knows the package's tables."""
    if said.schema not in schema.revisions():
        raise PackageError(Reason.NEWER_SCHEMA, said.program)


def admit(
    connection: Connection, workspace: Workspace, own: DeviceId, opened: OpenedPackage
) -> Admitted:
    """Ask everything of a package that our database has a say in, in the order of `Reason`.

    `own` is our id in this transaction. Raises `PackageError`.
    """
    said = opened.manifest
    device = said.sender.device
    sender = _sender_from_now_on(connection, opened)
    _require_scopes(workspace, said, sender)
    before = ledger.entries(connection, device)
    ended = forks.retired(connection).get(device)
    # An office that was set back gets its own rows back from a life that it does not remember.
    ours = device in forks.former(connection)
    forked = _fork_of_sender(opened, before) or (ended and said.number > ended.number)
    if forked and not ours:
        raise PackageError(Reason.FORK, said.number)
    known = is_known(before, opened)
    if not known:
        _require_no_gap(connection, said, own)
    listed = devices.find_any(connection, device, *reversed(said.sender.former))
    others = _forks_of_others(connection, said)
    return Admitted(sender, listed, known, before, others)


def end_forked(workspace: Workspace, opened: OpenedPackage) -> None:
    """End the ids of which the package proves two bearers: an office does, for everybody."""
    if workspace.role is Role.SCHOOL:
        return
    said = opened.manifest
    with workspace.database.write() as write:
        before = ledger.entries(write.connection, said.sender.device)
        found = [_fork_of_sender(opened, before), *_forks_of_others(write.connection, said)]
        end(write, workspace, [point for point in found if point])


def end(write: Write, workspace: Workspace, points: list[ForkPoint]) -> None:
    """Write down at an office that these ids have ended; its next packages tell everybody."""
    if workspace.role is Role.SCHOOL:
        return
    for point in points:
        forks.retire(write, point, workspace.scope)
    forks.forget(write, points)


def is_known(before: list[Entry], opened: OpenedPackage) -> bool:
    """Whether this very package was taken before."""
    this = opened.manifest.number, opened.sha256
    return any((entry.number, entry.sha256) == this and entry.state.taken for entry in before)


def named(said: Manifest) -> dict[DeviceId, PackageRef]:
    """The packages of others that the sender's knowledge rests on."""
    return {
        device: known.package
        for devices_ in said.knowledge.values()
        for device, known in devices_.items()
        if known.package and device != said.sender.device
    }


def _sender_from_now_on(connection: Connection, opened: OpenedPackage) -> Device:
    """A newcomer writes the schools that it was enrolled for."""
    given = opened.manifest.registration
    if not opened.newcomer or given is None:
        return opened.sender
    enrolment = RowId(given.enrolment)
    if enrolments.secret_of(connection, enrolment, opened.sender.device) is None:
        raise PackageError(Reason.UNKNOWN_SENDER, opened.sender.name)  # another laptop used it
    schools = enrolments.schools_of(connection, enrolment)
    return replace(opened.sender, scopes=tuple(schools), enrolled_on=clock.today())


def _require_scopes(workspace: Workspace, said: Manifest, sender: Device) -> None:
    """The sender may write every scope of the package, and each is kept here."""
    for scope in said.scopes:
        if not _is_kept(workspace, scope) or not desks.writes(sender, scope):
            raise PackageError(Reason.OUT_OF_SCOPE, scope)


def _is_kept(workspace: Workspace, scope: str) -> bool:
    if scope.startswith(workspace.scope) or scope in (workspace.county, PREFECTURE):
        return True
    return scope in desks.scopes_of(workspace)


def _fork_of_sender(opened: OpenedPackage, before: list[Entry]) -> ForkPoint | None:
    said = opened.manifest
    claimed = {ref.number: ref.sha256 for ref in said.earlier} | {said.number: opened.sha256}
    return forks.find(before, said.sender.device, claimed)


def _forks_of_others(connection: Connection, said: Manifest) -> list[ForkPoint]:
    found = [
        forks.find(ledger.entries(connection, device), device, {ref.number: ref.sha256})
        for device, ref in named(said).items()
    ]
    return [point for point in found if point]


def _require_no_gap(connection: Connection, said: Manifest, own: DeviceId) -> None:
    """It begins where we stand, and was cut for the id that we have now."""
    held = peers.held(connection, said.sender.device) if said.seq_after else 0
    if said.seq_after > held:
        raise PackageError(Reason.GAP, f"{held + 1}–{said.seq_after}")
    cut_for = {to.device for to in said.addressees} - {None}
    if cut_for and own not in cut_for:
        raise PackageError(Reason.GAP, _("it was made for an earlier identity of this desk"))
