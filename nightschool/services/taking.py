"""Taking packages: check every one, merge it in one transaction, book it, say what became of it.

While one is merged, the next is already opened and its rows checked in a second thread. What was
found ahead counts only where it is good, and only for what our database has no say in: whatever
was refused ahead is looked at again in its turn, and so is whoever sent it.
"""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from nightschool.domain.codes import Role
from nightschool.domain.device import Device
from nightschool.domain.identity import RowId
from nightschool.domain.refusal import PackageError, Reason
from nightschool.domain.stamp import FARTHEST_COUNTER, FARTHEST_LET_IN, DeviceId
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import (
    admission,
    booking,
    common_packages,
    desks,
    joined_hours,
    renewal,
    second_use,
)
from nightschool.services.workspace import Workspace
from nightschool.storage import checking, enrolments, ledger, merge, payload, schema
from nightschool.storage.checking import Checked
from nightschool.storage.ledger import State
from nightschool.storage.merge import Merged
from nightschool.sync import opening, package
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


@dataclass(frozen=True, slots=True)
class _Desk:
    """Who takes, and how."""

    workspace: Workspace
    work: Path
    """A private folder for unpacked packages."""
    identity: str
    known: Callable[[DeviceId], Device | None]
    joins: bool
    """It is being enrolled and knows its county from the enrolment."""
    let_counter_in: bool


@dataclass(frozen=True, slots=True)
class _Looked:
    """A package that was opened; `checked` is None where its rows were not looked at yet."""

    opened: OpenedPackage
    checked: Checked | None = None


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
    waiting, taken = in_order(paths), []
    with workspace.working_folder() as work, ThreadPoolExecutor(1) as second:
        desk = _desk(workspace, work, let_counter_in=let_counter_in)
        ahead = (second.submit(_look_ahead, desk, path) for path in waiting)
        coming = next(ahead, None)
        for done, path in enumerate(waiting):
            task.step(done, len(waiting), path.name)
            current, coming = coming, next(ahead, None)  # which begins it, and no more than it
            taken.append(_take(desk, path, current.result() if current else None))
    if any(one.changed for one in taken):
        joined_hours.follow(workspace)
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
    with workspace.working_folder() as work:
        return _take(_desk(workspace, work, identity, known, let_counter_in=let_counter_in), path)


def _desk(
    workspace: Workspace,
    work: str,
    identity: str | None = None,
    known: Callable[[DeviceId], Device | None] | None = None,
    *,
    let_counter_in: bool,
) -> _Desk:
    return _Desk(
        workspace,
        Path(work),
        identity or desks.own_keys(workspace).identity,
        known or (lambda device: desks.find(workspace, device)),
        known is not None,
        let_counter_in,
    )


def _look_ahead(desk: _Desk, path: Path) -> _Looked | None:
    """The package opened and its rows checked; None where anything is odd about it."""
    try:
        opened = _open(desk, path)
    except UserError:
        return None
    with desk.workspace.database.read() as connection:
        before = ledger.entries(connection, opened.manifest.sender.device)
    try:
        known = admission.is_known(before, opened)
        return _Looked(opened, None if known else _check(opened))
    except (UserError, ValueError):  # ValueError: of a schema that we do not know
        _discard(opened)
        return None


def _open(desk: _Desk, path: Path) -> OpenedPackage:
    def secret_of(enrolment: RowId) -> bytes | None:
        sender = opening.peek(path).claimed.sender.device
        with desk.workspace.database.read() as connection:
            return enrolments.secret_of(connection, enrolment, sender)

    return opening.open_package(path, desk.work, desk.identity, desk.known, secret_of)


def _check(opened: OpenedPackage) -> Checked:
    said = opened.manifest
    number = schema.number_of(said.schema)
    return checking.check_file(opened.data, opened.key, said.scopes, number)


def _discard(opened: OpenedPackage) -> None:
    """Packages are unpacked for one merge: their copies do not gather."""
    for member in (opened.data, opened.photos, opened.common):
        if member:
            member.unlink(missing_ok=True)


def _take(desk: _Desk, path: Path, ahead: _Looked | None = None) -> TakenPackage:
    """Where what was found ahead leads to anything but a merge, all is looked at again."""
    if ahead:
        with suppress(PackageError):
            if taken := _merge_and_discard(desk, path.name, ahead):
                return taken
    try:
        opened = _open(desk, path)
        try:
            taken = _merge_and_discard(desk, path.name, _Looked(opened))
        except PackageError as error:
            if error.reason is Reason.FORK:
                admission.end_forked(desk.workspace, opened)
            booking.book_refusal(desk.workspace, path.name, opened, error.reason.value)
            raise
    except PackageError as error:
        told = second_use.ask(desk.workspace, path, error)
        return TakenPackage(path.name, REFUSED, reason=told.reason.value, message=str(told))
    return taken or _take(desk, path)


def _merge_and_discard(desk: _Desk, name: str, looked: _Looked) -> TakenPackage | None:
    try:
        return _merge(desk, name, looked)
    finally:
        common_packages.receive(
            desk.workspace, looked.opened, lambda inner: _take(desk, inner).state != REFUSED
        )
        _discard(looked.opened)


def _merge(desk: _Desk, name: str, looked: _Looked) -> TakenPackage | None:
    """None where our list says something else of the sender than when the package was opened."""
    opened, said, workspace = looked.opened, looked.opened.manifest, desk.workspace
    checked = looked.checked
    if checked is None:
        admission.require_our_schema(said)
        with workspace.database.read() as connection:
            admitted = admission.admit(connection, workspace, workspace.device, opened)
        if admitted.known:
            return _taken(name, KNOWN, opened)
        checked = _check(opened)
    with (
        payload.attached(workspace.database, opened.data, opened.key) as connection,
        merge.merging(workspace.database, connection) as write,
    ):
        admitted = admission.admit(write.connection, workspace, write.stamp.device, opened)
        if admitted.known:  # another clerk on the same server was faster
            return _taken(name, KNOWN, opened)
        if not desk.joins and admitted.listed != (None if opened.newcomer else opened.sender):
            return None
        far = checking.require_near(checked, write.stamp.counter, _vouched(desk, admitted.sender))
        admission.end(booking.back_to_sender(write), workspace, admitted.forks)
        write, theirs = renewal.before(write, workspace, said)
        merged = merge.merge(write, checked, theirs)
        state = State.MERGED_WITH_CONFLICTS if merged.conflicts else State.MERGED
        entry = booking.entry_of(opened, name, state, write.seq, far or "")
        booking.book(write, workspace, opened, admitted, entry, theirs)
    return _taken(name, state.value, opened, merged)


def _vouched(desk: _Desk, sender: Device) -> int:
    """Up to where a clerk answers for counters: what comes from above was let in there."""
    if desks.is_above(sender, desk.workspace):
        return FARTHEST_COUNTER
    return FARTHEST_LET_IN if desk.let_counter_in else 0


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
