"""A new id for a database that was copied or set back, as soon as it can know."""

import logging
import os
from collections.abc import Iterable, Mapping
from dataclasses import replace

from nightschool.domain.codes import Role
from nightschool.domain.stamp import DeviceId, Knowledge, Stamp
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.services import desks
from nightschool.services.workspace import Workspace
from nightschool.storage import forks, ledger
from nightschool.storage.database import Write, device_of
from nightschool.storage.forks import ForkPoint
from nightschool.storage.ledger import Entry, State
from nightschool.storage.queries import workspaces
from nightschool.sync.manifest import Manifest, ReceiptState

log = logging.getLogger(__name__)


def renew(workspace: Workspace) -> None:
    """Take a new id now, as a restored backup must and an office's clerk decides.

    An office ends its old id for everybody; list it under the new one afterwards.
    """
    with workspace.database.write() as write:
        known = workspaces.set_back_to(write.connection)
        since = _last_confirmed(write) if known is None else known
        old = device_of(write.connection)
        made = ledger.entries(write.connection, old)
        _renew(write, since, desks.kept_scopes(workspace))
    if workspace.role is not Role.SCHOOL:
        common = [entry.number for entry in made if entry.sha256 and entry.counter <= since]
        with workspace.database.write() as write:
            forks.retire(write, ForkPoint(old, max(common, default=0), since), workspace.scope)


def is_asked(workspace: Workspace) -> bool:
    """Whether this office has learned that its database was set back, and did nothing yet."""
    with workspace.database.read() as connection:
        return workspaces.set_back_to(connection) is not None


def require_whole(workspace: Workspace) -> None:
    """Raise `UserError` where `is_asked`: whatever this office makes now would be refused."""
    if is_asked(workspace):
        raise question()


def question() -> UserError:
    """What to tell the clerk, and what to do."""
    return UserError(
        _("This office's database was set back, or copied: desks have newer packages of it."),
        _(
            "If no other computer works with this database, give: nightschool sync renew."
            " What was lost comes back with the next packages."
        ),
    )


def before(
    write: Write, workspace: Workspace, said: Manifest
) -> tuple[Write, dict[str, Knowledge]]:
    """Before a package is merged: take a new id if it proves that ours has another bearer.

    Returns the transaction under the id that we have now, and what the sender knows. What it knows
    of our id since the lives parted it knows of the other: taken for ours, it would settle values
    that it never saw. An office does not renew by itself: it asks its clerk.
    """
    own, since = write.stamp.device, _proof(write, said)
    known = {
        scope: {device: one.counter for device, one in devices.items()}
        for scope, devices in said.knowledge.items()
    }
    if since is not None:
        for counters in known.values():
            counters[own] = min(since, counters.get(own, 0))
        write = _go_on(write, workspace, since)
    return write, {scope: Knowledge(counters) for scope, counters in known.items()}


def after(write: Write, workspace: Workspace) -> None:
    """After a package was merged: the same if it brought word that our id has ended."""
    ended = forks.retired(write.connection).get(write.stamp.device)
    if ended:
        _go_on(write, workspace, ended.counter)


def _go_on(write: Write, workspace: Workspace, since: int) -> Write:
    if workspace.role is not Role.SCHOOL:
        _ask(write, since)
        return write
    # Not under the seq of what the package brings: what is written again must go back.
    _renew(replace(write, seq=write.seq + 1), since, desks.kept_scopes(workspace))
    return replace(write, stamp=Stamp(write.stamp.counter, device_of(write.connection)))


def ask(write: Write, workspace: Workspace, said: Manifest) -> None:
    """At an office: look whether a signed package that was refused proves the same."""
    since = _proof(write, said) if workspace.role is not Role.SCHOOL else None
    if since is not None:
        _ask(write, since)


def never_made(write: Write, said: Manifest, sha256: bytes) -> None:
    """A package under our own id and signature that came here: where did our lives part?"""
    claimed = {ref.number: ref.sha256 for ref in said.earlier} | {said.number: sha256}
    since = _parting(ledger.entries(write.connection, write.stamp.device), claimed)
    if since is not None:
        _ask(write, since)


def _ask(write: Write, since: int) -> None:
    known = workspaces.set_back_to(write.connection)
    workspaces.set_back(write.connection, since if known is None else min(known, since))
    log.info("this office's database was set back; its clerk is asked")


def _proof(write: Write, said: Manifest) -> int | None:
    """The counter at which our id ended, where the package shows that it has ended."""
    own = write.stamp.device
    ended = forks.retired(write.connection).get(own)
    if ended:
        return ended.counter
    claimed = {
        one.package.number: one.package.sha256
        for one in said.receipts
        if one.device == own and one.state is not ReceiptState.REFUSED
    }
    brought = [known[own].package for known in said.knowledge.values() if own in known]
    claimed |= {ref.number: ref.sha256 for ref in brought if ref}
    known = max(
        (known[own].counter for known in said.knowledge.values() if own in known), default=0
    )
    made = ledger.entries(write.connection, own) if claimed else []
    since = _parting(made, claimed)
    if since is None and known > write.stamp.counter:
        return _common(made, claimed)
    return since


def _parting(made: list[Entry], claimed: Mapping[int, bytes]) -> int | None:
    """Our counter at the last package that we and another life of ours made; None for no other."""
    own = {entry.number: entry.sha256 for entry in made}
    strange = [number for number, sha256 in claimed.items() if own.get(number) != sha256]
    if not strange:
        return None
    before = [entry for entry in made if entry.number < min(strange)]
    return _common(before, claimed)


def _common(made: list[Entry], claimed: Mapping[int, bytes]) -> int:
    both = [entry.counter for entry in made if claimed.get(entry.number) == entry.sha256]
    return max(both, default=0)


def _last_confirmed(write: Write) -> int:
    """Our counter when we made the last package that somebody confirmed."""
    made = ledger.entries(write.connection, device_of(write.connection))
    confirmed = (State.MERGED, State.MERGED_WITH_CONFLICTS)
    return max((entry.counter for entry in made if entry.state in confirmed), default=0)


def _renew(write: Write, since: int, scopes: Iterable[str]) -> None:
    forks.renew(write, DeviceId(os.urandom(8)), since, scopes)
    workspaces.set_back(write.connection, None)
    log.info("this database took a new id")
