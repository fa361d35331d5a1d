"""Taking packages: check every one, merge it in one transaction, book it, say what became of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from nightschool import clock
from nightschool.domain.codes import Role
from nightschool.domain.device import Device
from nightschool.domain.identity import RowId
from nightschool.domain.refusal import PackageError, Reason
from nightschool.domain.school import PREFECTURE
from nightschool.domain.stamp import FARTHEST_COUNTER, FARTHEST_LET_IN, DeviceId, Knowledge
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import desks, renewal
from nightschool.services.workspace import Workspace
from nightschool.storage import (
    enrolments,
    forks,
    ledger,
    merge,
    payload,
    peers,
    rows,
    schema,
    tables,
)
from nightschool.storage.database import Write
from nightschool.storage.forks import ForkPoint
from nightschool.storage.ledger import Entry, State
from nightschool.storage.merge import Merged
from nightschool.storage.queries import devices, todos
from nightschool.sync import opening, package
from nightschool.sync.manifest import Manifest, PackageRef
from nightschool.sync.opening import OpenedPackage
from nightschool.task import SILENT, Task

KNOWN = "known"
REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class TakenPackage:
    """What became of one file: merged, known (taken before), or refused with a reason."""

    file: str
    state: str
    sender: str = ""
    number: int = 0
    rows: Mapping[str, int] | None = None
    """Counts by table of what the package holds."""
    changed: Mapping[str, int] | None = None
    """Counts by table of what changed here."""
    conflicts: int = 0
    """Rows whose list of losing values changed."""
    reason: str = ""
    message: str = ""


def take(
    workspace: Workspace,
    paths: Iterable[Path],
    task: Task = SILENT,
    *,
    let_counter_in: bool = False,
) -> list[TakenPackage]:
    """Take packages, each in a transaction of its own; a folder stands for all in it.

    They are taken sender by sender in the order of their numbers. One that is refused stops no
    other. With `let_counter_in`, which raises `UserError` at a school, counters may be far ahead.
    """
    if let_counter_in and workspace.role is Role.SCHOOL:
        raise UserError(
            _("Only an office lets a counter in that is far ahead."),
            _("Carry the package to the county; its next package brings everything here."),
        )
    waiting, identity = in_order(paths), desks.own_keys(workspace).identity
    taken = []
    for done, path in enumerate(waiting):
        task.step(done, len(waiting), path.name)
        taken.append(take_one(workspace, path, identity, let_counter_in=let_counter_in))
    task.step(len(waiting), len(waiting))
    return taken


def in_order(paths: Iterable[Path]) -> list[Path]:
    """The package files, those in folders too, by what they claim: sender, then number."""
    files = [
        file
        for path in paths
        for file in (sorted(path.rglob(f"*{package.SUFFIX}")) if path.is_dir() else [path])
    ]
    return sorted(files, key=_claimed_place)


def _claimed_place(path: Path) -> tuple[bytes, int]:
    try:
        claimed = opening.peek(path).claimed
    except PackageError:
        return b"", 0
    return claimed.sender.device, claimed.number


def take_one(
    workspace: Workspace,
    path: Path,
    identity: str | None = None,
    known: Callable[[DeviceId], Device | None] | None = None,
    *,
    let_counter_in: bool = False,
) -> TakenPackage:
    """Take one package; `identity` and `known` stand for our own when a laptop is enrolled."""
    try:
        with workspace.working_folder() as work:
            opened = opening.open_package(
                path,
                Path(work),
                identity or desks.own_keys(workspace).identity,
                known or (lambda device: desks.find(workspace, device)),
                lambda enrolment: _secret_of(workspace, path, enrolment),
            )
            try:
                return _merge(workspace, path.name, opened, let_counter_in)
            except PackageError as error:
                _book_refusal(workspace, path.name, opened, error)
                raise
    except PackageError as error:
        return TakenPackage(path.name, REFUSED, reason=error.reason.value, message=str(error))


def _book_refusal(
    workspace: Workspace, name: str, opened: OpenedPackage, error: PackageError
) -> None:
    """What a known sender really sent is booked, so that its next receipt says what became of it.

    One that is no sender of ours, or not even a package, leaves no trace in the ledger.
    """
    if opened.newcomer:
        return
    entry = _entry(opened, name, State.REFUSED, reason=error.reason.value)
    with workspace.database.write() as write:
        ledger.strike(write, entry)
        ledger.add(write, entry)


def _secret_of(workspace: Workspace, path: Path, enrolment: RowId) -> bytes | None:
    sender = opening.peek(path).claimed.sender.device
    with workspace.database.read() as connection:
        return enrolments.secret_of(connection, enrolment, sender)


def _merge(
    workspace: Workspace, name: str, opened: OpenedPackage, let_counter_in: bool
) -> TakenPackage:
    said = opened.manifest
    sender = _listed(workspace, opened)
    _require_our_schema(said)
    _require_scopes(workspace, said, sender)
    with workspace.database.read() as connection:
        counter, _seq = peers.counters(connection)
        before = ledger.entries(connection, said.sender.device)
        held = peers.held(connection, said.sender.device)
    _require_no_fork(workspace, opened, before)
    if _is_known(before, opened):
        return _taken(name, KNOWN, opened)
    _require_no_gap(workspace, said, held)
    with payload.attached(workspace.database, opened.data, opened.key) as connection:
        vouched = _vouched(workspace, sender, let_counter_in)
        far = payload.check(connection, said.scopes, counter, vouched)
        with merge.merging(workspace.database, connection) as write:
            overtaken = ledger.entries(write.connection, said.sender.device) != before
            if not overtaken:
                ours = peers.known_counters(write.connection, said.scopes)
                merged = merge.merge(write, ours, _known_by(said))
                state = State.MERGED_WITH_CONFLICTS if merged.conflicts else State.MERGED
                entry = _entry(opened, name, state, write.seq, far or "")
                _book(write, workspace, opened, sender, entry)
    if overtaken:  # by another clerk on the same server, who took something of this sender
        return _merge(workspace, name, opened, let_counter_in)
    return _taken(name, state.value, opened, merged)


def _vouched(workspace: Workspace, sender: Device, let_counter_in: bool) -> int:
    """Up to where a clerk answers for counters: what comes from above was let in there."""
    if desks.is_above(sender, workspace):
        return FARTHEST_COUNTER
    return FARTHEST_LET_IN if let_counter_in else 0


def _known_by(said: Manifest) -> dict[str, Knowledge]:
    return {
        scope: Knowledge({device: known.counter for device, known in devices.items()})
        for scope, devices in said.knowledge.items()
    }


def _listed(workspace: Workspace, opened: OpenedPackage) -> Device:
    """The sender as our list has it; a newcomer writes the schools that it was enrolled for."""
    given = opened.manifest.registration
    if not opened.newcomer or given is None:
        return opened.sender
    with workspace.database.read() as connection:
        schools = enrolments.schools_of(connection, RowId(given.enrolment))
    return replace(opened.sender, scopes=tuple(schools), enrolled_on=clock.today())


def _require_our_schema(said: Manifest) -> None:
    if said.schema not in schema.revisions():
        raise PackageError(Reason.NEWER_SCHEMA, said.program)


def _require_scopes(workspace: Workspace, said: Manifest, sender: Device) -> None:
    """The sender may write every scope of the package, and each is kept here."""
    for scope in said.scopes:
        if not _is_kept(workspace, scope) or not desks.writes(sender, scope):
            raise PackageError(Reason.OUT_OF_SCOPE, scope)


def _is_kept(workspace: Workspace, scope: str) -> bool:
    if scope.startswith(workspace.scope) or scope in (workspace.county, PREFECTURE):
        return True
    return scope in desks.scopes_of(workspace)


def _require_no_fork(workspace: Workspace, opened: OpenedPackage, before: list[Entry]) -> None:
    """No number of the sender has two hashes, and its id has not ended.

    An office that finds a fork ends the id; its next packages tell everybody.
    """
    said = opened.manifest
    claimed = {ref.number: ref.sha256 for ref in said.earlier} | {said.number: opened.sha256}
    found = forks.find(before, said.sender.device, claimed)
    with workspace.database.read() as connection:
        ended = forks.retired(connection).get(said.sender.device)
    points = [found] if found else []
    points += _forks_in_knowledge(workspace, said)
    if points and workspace.role is not Role.SCHOOL:
        with workspace.database.write() as write:
            for point in points:
                forks.retire(write, point, workspace.scope)
            forks.forget(write, points)
    if found or (ended and said.number > ended.number):
        raise PackageError(Reason.FORK, said.number)


def _forks_in_knowledge(workspace: Workspace, said: Manifest) -> list[ForkPoint]:
    """Ids of others of which the sender met another package under a number than we did."""
    with workspace.database.read() as connection:
        found = [
            forks.find(ledger.entries(connection, device), device, {ref.number: ref.sha256})
            for device, ref in _named(said).items()
        ]
    return [point for point in found if point]


def _named(said: Manifest) -> dict[DeviceId, PackageRef]:
    """The packages of others that the sender's knowledge rests on."""
    return {
        device: known.package
        for devices_ in said.knowledge.values()
        for device, known in devices_.items()
        if known.package and device != said.sender.device
    }


def _is_known(before: list[Entry], opened: OpenedPackage) -> bool:
    """Whether this very package was taken before."""
    return any(entry.number == opened.manifest.number and entry.state.taken for entry in before)


def _require_no_gap(workspace: Workspace, said: Manifest, held: int) -> None:
    """It begins where we stand, and was cut for the id that we have now."""
    if said.seq_after > held:
        raise PackageError(Reason.GAP, f"{held + 1}–{said.seq_after}")
    cut_for = {to.device for to in said.addressees} - {None}
    if cut_for and workspace.device not in cut_for:
        raise PackageError(Reason.GAP, _("it was made for an earlier identity of this desk"))


def _book(
    write: Write, workspace: Workspace, opened: OpenedPackage, sender: Device, entry: Entry
) -> None:
    """Everything that the package tells beside its rows: ledger, knowledge, receipts, newcomer."""
    said = opened.manifest
    ledger.strike(write, entry)
    ledger.add(write, entry)
    named = {ref.number: ref.sha256 for ref in said.earlier}
    ledger.hear(write, said.sender.device, named, entry.peers)
    for device, ref in _named(said).items():
        if device != write.stamp.device:
            ledger.hear(write, device, {ref.number: ref.sha256}, entry.peers)
    peers.confirm(write, said.sender.device, held=said.seq_upto)
    peers.learn(write, _learned(opened, write.stamp.device))
    _take_receipts(write, said)
    _list_newcomer(write, workspace, opened, sender)
    forks.forget(write, forks.retired(write.connection).values())
    renewal.after(write, workspace, said)


def _list_newcomer(
    write: Write, workspace: Workspace, opened: OpenedPackage, sender: Device
) -> None:
    """List a laptop that came for the first time, or under a new id."""
    said = opened.manifest
    if workspace.role is Role.SCHOOL or devices.find(write.connection, said.sender.device):
        return
    listed = replace(sender, device=said.sender.device, enrolled_on=clock.today())
    # Not under the seq of what came from the laptop: this row shall go back to it.
    ours = replace(write, seq=write.seq + 1)
    rows.insert(ours, tables.Device, [devices.values(listed) | {"scope": workspace.scope}])
    if opened.newcomer and said.registration is not None:
        enrolments.mark_used(write, said.registration.enrolment, sender.device)


def _entry(
    opened: OpenedPackage, name: str, state: State, merged_seq: int = 0, reason: str = ""
) -> Entry:
    said = opened.manifest
    return Entry(
        said.sender.device,
        said.number,
        opened.sha256,
        said.seq_after,
        said.seq_upto,
        said.rows,
        state,
        opened.sender.name,
        max((known[said.sender.device].counter for known in said.knowledge.values()), default=0),
        merged_seq,
        name,
        reason,
    )


def _learned(opened: OpenedPackage, own: DeviceId) -> list[peers.Known]:
    said = opened.manifest
    return [
        peers.Known(
            scope,
            device,
            known.counter,
            known.package.number if known.package else said.number,
            known.package.sha256 if known.package else opened.sha256,
        )
        for scope in said.scopes
        for device, known in said.knowledge.get(scope, {}).items()
        if device != own
    ]


def _take_receipts(write: Write, said: Manifest) -> None:
    """A receipt counts only for a package that we made under our present id."""
    if not said.receipts:
        return
    own = write.stamp.device
    made = {(entry.number, entry.sha256): entry for entry in ledger.entries(write.connection, own)}
    for receipt in said.receipts:
        entry = made.get((receipt.package.number, receipt.package.sha256))
        if receipt.device == own and entry is not None:
            ledger.amend(write, entry, state=receipt.state.value, reason=receipt.reason or "")
            peers.confirm(write, said.sender.device, acknowledged=receipt.seq)
    asked = [(todo.code, todo.table, todo.row) for one in said.receipts for todo in one.todos]
    todos.replace_all(write, said.sender.device, asked)


def _taken(
    name: str, state: str, opened: OpenedPackage, merged: Merged | None = None
) -> TakenPackage:
    said = opened.manifest
    return TakenPackage(
        name,
        state,
        opened.sender.name,
        said.number,
        dict(said.rows),
        dict(merged.rows) if merged else {},
        merged.conflicts if merged else 0,
    )
