"""What a package tells beside its rows: ledger, knowledge, receipts, to-dos, newcomers."""

from collections.abc import Mapping
from dataclasses import replace

from nightschool import clock
from nightschool.domain.codes import Role
from nightschool.domain.stamp import DeviceId, Knowledge
from nightschool.services import renewal
from nightschool.services.admission import Admitted, named
from nightschool.services.workspace import Workspace
from nightschool.storage import enrolments, forks, ledger, peers, rows, tables
from nightschool.storage.database import Write
from nightschool.storage.ledger import Entry, State
from nightschool.storage.queries import devices, todos
from nightschool.sync.manifest import Manifest, PackageRef
from nightschool.sync.opening import OpenedPackage


def book(
    write: Write,
    workspace: Workspace,
    opened: OpenedPackage,
    admitted: Admitted,
    entry: Entry,
    theirs: Mapping[str, Knowledge],
) -> None:
    """Write down, after the merge and in its transaction, all that the package tells.

    `theirs` is what its sender knows, as it was merged by.
    """
    said = opened.manifest
    if admitted.before:
        ledger.strike(write, entry)
    ledger.add(write, entry)
    earlier = {ref.number: ref.sha256 for ref in said.earlier}
    ledger.hear(write, said.sender.device, earlier, entry.peers)
    for device, ref in named(said).items():
        if device != write.stamp.device:
            ledger.hear(write, device, {ref.number: ref.sha256}, entry.peers)
    peers.confirm(write, said.sender.device, held=said.seq_upto)
    peers.learn(write, _learned(opened, write.stamp.device, theirs))
    _take_receipts(write, said)
    _list_newcomer(write, workspace, opened, admitted)
    forks.forget(write, forks.retired(write.connection).values())
    renewal.after(write, workspace)


def book_refusal(workspace: Workspace, name: str, opened: OpenedPackage, reason: str) -> None:
    """What a known sender really sent is booked, so that its next receipt says what became of it.

    One that is no sender of ours, or not even a package, leaves no trace in the ledger.
    """
    if opened.newcomer:
        return
    entry = entry_of(opened, name, State.REFUSED, reason=reason)
    with workspace.database.write() as write:
        ledger.strike(write, entry)
        ledger.add(write, entry)
        renewal.ask(write, workspace, opened.manifest)


def entry_of(
    opened: OpenedPackage, name: str, state: State, merged_seq: int = 0, reason: str = ""
) -> Entry:
    """The package's line of the ledger."""
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


def _list_newcomer(
    write: Write, workspace: Workspace, opened: OpenedPackage, admitted: Admitted
) -> None:
    """List a laptop that came for the first time, or under a new id."""
    said, sender = opened.manifest, admitted.sender
    device, listed = said.sender.device, admitted.listed
    if workspace.role is Role.SCHOOL or (listed and listed.device == device):
        return
    if devices.find(write.connection, device):  # the package itself may list it
        return
    listed = replace(sender, device=device, enrolled_on=clock.today())
    ours = back_to_sender(write)
    rows.insert(ours, tables.Device, [devices.values(listed) | {"scope": workspace.scope}])
    if opened.newcomer and said.registration is not None:
        enrolments.mark_used(write, said.registration.enrolment, sender.device)


def back_to_sender(write: Write) -> Write:
    """What is written with this goes back to the sender too, unlike what came from there."""
    return replace(write, seq=write.seq + 1)


def _learned(
    opened: OpenedPackage, own: DeviceId, theirs: Mapping[str, Knowledge]
) -> list[peers.Known]:
    said = opened.manifest
    this = PackageRef(said.number, opened.sha256)
    return [
        peers.Known(
            scope,
            device,
            theirs[scope].counters[device],
            *((ref.number, ref.sha256) if ref else (0, b"")),
        )
        for scope in said.scopes
        for device, known in said.knowledge.get(scope, {}).items()
        if device != own
        for ref in [this if device == said.sender.device else known.package]
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
