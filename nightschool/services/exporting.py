"""Making packages: what changed since the addressee last confirmed, sealed, signed and saved."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from nightschool import __version__, clock, files
from nightschool.domain.codes import Role
from nightschool.domain.device import Device
from nightschool.domain.stamp import DeviceId
from nightschool.i18n import _
from nightschool.services import common_packages, desks, practice, renewal, voiding
from nightschool.services.workspace import Workspace
from nightschool.storage import forks, ledger, payload, peers, schema
from nightschool.storage.ledger import Entry, State
from nightschool.storage.queries import todos
from nightschool.sync import package
from nightschool.sync.manifest import (
    Addressee,
    Known,
    Manifest,
    PackageRef,
    Receipt,
    ReceiptState,
    Todo,
)
from nightschool.task import SILENT, Task

RECEIPTS = 200
"""So many of a sender's packages, the newest, are receipted in each return package."""


@dataclass(frozen=True, slots=True)
class MadePackage:
    """A package that stands whole on its disk or stick."""

    file: Path
    number: int
    rows: Mapping[str, int]
    to: tuple[str, ...]
    scopes: tuple[str, ...]
    sender: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class _Order:
    """What a package shall hold, and for whom."""

    addressees: tuple[Addressee, ...]
    names: tuple[str, ...]
    scopes: tuple[str, ...]
    above: int
    without: tuple[int, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    handed: Path | None = None
    """An office's common package that goes along."""
    is_common: bool = False
    """It is one: it stands beside the rows that are confirmed by `seq`, and confirms none."""


def export(
    workspace: Workspace,
    folder: Path,
    *,
    full: bool = False,
    schools: tuple[str, ...] = (),
    laptops: bool = False,
    task: Task = SILENT,
) -> list[MadePackage]:
    """Write a package for each addressee into `folder`; a county's for each laptop.

    With `laptops` they are for the other laptops of this school and not for its county. Raises
    `UserError` where nobody is listed to receive one, or it cannot be saved.
    """
    practice.require_real(workspace)
    renewal.require_whole(workspace)
    voiding.publish(workspace)
    if laptops:
        groups = [[one] for one in desks.siblings(workspace)]
    else:
        groups = desks.addressees(workspace, schools)
    downwards = [one for group in groups for one in group if desks.is_below(one, workspace)]
    common = _common(workspace) if downwards else None
    kept = common_packages.to_hand_on(workspace)
    made = []
    for done, group in enumerate(groups):
        task.step(done, len(groups), group[0].name)
        order = replace(
            _order(workspace, group, full), handed=common if group[0] in downwards else kept
        )
        made.append(_make(workspace, order, folder))
    task.step(len(groups), len(groups))
    return made


def export_for_enrolment(
    workspace: Workspace, recipient: str, schools: tuple[str, ...], folder: Path
) -> MadePackage:
    """This office's full package of these schools, for a laptop that is yet to be born."""
    renewal.require_whole(workspace)
    voiding.publish(workspace)
    scopes = (*desks.with_schools(workspace, schools), workspace.scope)
    order = _Order((Addressee(recipient, None),), (), scopes, above=0)
    return _make(workspace, order, folder)


def _common(workspace: Workspace) -> Path:
    """This office's package of its own rows for all desks below, made anew when they change."""
    below = [one for one in desks.others(workspace) if desks.is_below(one, workspace)]
    ours = desks.own_desk(workspace)
    to = tuple(Addressee(one, None) for one in (ours.recipient, *(one.recipient for one in below)))
    last = common_packages.own(workspace)
    if last and last.said.addressees == to and not _changed_since(workspace, last.said):
        return last.file
    order = _Order(to, (_("all desks below"),), (workspace.scope,), above=0, is_common=True)
    made = _make(workspace, order, common_packages.place_of_own(workspace))
    if last:
        last.file.unlink()
    return made.file


def _changed_since(workspace: Workspace, said: Manifest) -> bool:
    """Whether common rows changed after that package of ours was made."""
    with workspace.database.read() as connection:
        book = ledger.entries(connection, workspace.device)
        seqs = [entry.last_seq for entry in book if entry.number == said.number]
        return not seqs or bool(payload.count(connection, (workspace.scope,), seqs[0]))


def _order(workspace: Workspace, group: Sequence[Device], full: bool) -> _Order:
    downwards = not any(workspace.scope.startswith(scope) for scope in group[0].scopes)
    if downwards:
        below = desks.with_schools(workspace, group[0].scopes)
    else:
        below = desks.written_scopes(workspace)
    common = (workspace.scope,) if downwards else ()
    with workspace.database.read() as connection:
        confirmed = peers.acknowledged(connection, [device.device for device in group])
        taken = [entry for each in group for entry in ledger.entries(connection, each.device)]
        held = {each.device: peers.held(connection, each.device) for each in group}
        ended = forks.retired(connection).keys() & held.keys()
        asked = list(todos.asked_of(connection, below)) if common else []
        back = forks.taken_back(connection) if common else []
    full = full or bool(ended)  # two databases may bear that id, and one lacks what it confirmed
    taken = [entry for entry in taken if entry.state is not State.HEARD]
    own = () if full or len(group) > 1 else [entry.merged_seq for entry in taken]
    receipts = [_receipt(entry, held[entry.device]) for entry in taken[-RECEIPTS:]]
    if receipts:
        told = tuple(Todo(one.code, one.table, one.row) for one in asked)
        receipts[-1] = replace(receipts[-1], todos=told)
    receipts += [_receipt(entry, 0) for entry in back]
    return _Order(
        tuple(Addressee(device.recipient, device.device) for device in group),
        tuple(device.name for device in group),
        tuple(sorted({*below, *common})),
        0 if full else confirmed,
        tuple(seq for seq in own if seq > confirmed),
        tuple(receipts),
    )


def _receipt(entry: Entry, held: int) -> Receipt:
    """What became of a package; the newest also carries what its sender is asked to mend."""
    return Receipt(
        entry.device,
        PackageRef(entry.number, entry.sha256),
        held,
        ReceiptState(entry.state.value),
        entry.reason or None,
    )


def _make(workspace: Workspace, order: _Order, folder: Path) -> MadePackage:
    """Number, fill, seal, hash and save; each step is committed before the next begins."""
    files.make_folder(folder)
    with workspace.database.write() as write:
        entry = ledger.begin(write, workspace.device, order.above, "、".join(order.names))
    with workspace.working_folder() as work:
        data, key = Path(work) / "data.db", os.urandom(package.DATA_KEY)
        draft, seq = _fill(workspace, order, entry, data, key)
        signing = desks.own_keys(workspace).signing
        prepared = package.prepare(draft, signing, key, data, common=order.handed)
        _amend(
            workspace,
            entry,
            sha256=prepared.sha256,
            last_seq=seq,
            rows=draft.rows,
            counter=_counter(draft),
        )
        label = f"{workspace.scope}-{draft.sender.name}"
        to = f"-{order.names[0]}" if workspace.role is not Role.SCHOOL and order.names else ""
        file = package.save(prepared, folder, label + to)
    _amend(workspace, entry, state=State.CARRIED, file=file.name)
    return MadePackage(
        file,
        entry.number,
        draft.rows,
        order.names,
        order.scopes,
        draft.sender.name,
        draft.made_at,
    )


def _counter(draft: Manifest) -> int:
    """Our highest Lamport counter when the package was filled."""
    return max(known[draft.sender.device].counter for known in draft.knowledge.values())


def _amend(workspace: Workspace, entry: Entry, **values: object) -> None:
    with workspace.database.write() as write:
        ledger.amend(write, entry, **values)


def _fill(
    workspace: Workspace, order: _Order, entry: Entry, data: Path, key: bytes
) -> tuple[Manifest, int]:
    """Write `data.db` and describe it, all as of one moment, and our `seq` of that moment."""
    desk = desks.own_desk(workspace)
    with (
        payload.attached(workspace.database, data, key) as connection,
        connection.begin(),
    ):
        rows = payload.fill(connection, order.scopes, order.above, order.without)
        counter, seq = peers.counters(connection)
        known = peers.knowledge(connection)
        earlier = ledger.entries(connection, workspace.device)
    revisions = schema.revisions()
    draft = Manifest(
        schema=revisions[-1],
        schema_number=len(revisions),
        program=__version__,
        made_at=clock.now(),
        sender=desk,
        addressees=order.addressees,
        scopes=order.scopes,
        number=entry.number,
        earlier=tuple(
            PackageRef(one.number, one.sha256)
            for one in earlier
            if one.sha256 and one.number < entry.number
        ),
        seq_after=order.above,
        seq_upto=0 if order.is_common else seq,
        full=order.above == 0,
        knowledge={
            scope: {workspace.device: Known(counter, None), **_knowledge(known, scope)}
            for scope in order.scopes
        },
        receipts=order.receipts,
        rows=rows,
        registration=desks.registration(workspace),
    )
    return draft, seq


def _knowledge(known: Sequence[peers.Known], scope: str) -> dict[DeviceId, Known]:
    return {
        one.device: Known(one.counter, PackageRef(one.number, one.sha256) if one.number else None)
        for one in known
        if one.scope == scope
    }
