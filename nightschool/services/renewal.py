"""A new id for a database that was copied or set back, as soon as it can know."""

import logging
import os
from collections.abc import Iterable
from dataclasses import replace

from nightschool.domain.codes import Role
from nightschool.domain.stamp import DeviceId
from nightschool.services import desks
from nightschool.services.workspace import Workspace
from nightschool.storage import forks, ledger
from nightschool.storage.database import Write, device_of
from nightschool.storage.ledger import State
from nightschool.sync.manifest import Manifest

log = logging.getLogger(__name__)


def renew(workspace: Workspace) -> None:
    """Take a new id now, as a restored backup must and a county's clerk may decide."""
    with workspace.database.write() as write:
        _renew(write, _last_confirmed(write), desks.kept_scopes(workspace))


def after(write: Write, workspace: Workspace, said: Manifest) -> None:
    """After a package was merged: take a new id if it proves that ours has another bearer.

    An office does not do so by itself: it asks its clerk.
    """
    since = _proof(write, said)
    if since is not None and workspace.role is Role.SCHOOL:
        # Not under the seq of what the package brought: what is written again must go back.
        _renew(replace(write, seq=write.seq + 1), since, desks.kept_scopes(workspace))
    elif since is not None:
        log.info("this office's database was set back; its clerk is asked")


def _proof(write: Write, said: Manifest) -> int | None:
    """The counter at which our id ended, where the package shows that it has ended."""
    own = write.stamp.device
    ended = forks.retired(write.connection).get(own)
    if ended:
        return ended.counter
    claimed = {one.package.number: one.package.sha256 for one in said.receipts if one.device == own}
    brought = [known[own].package for known in said.knowledge.values() if own in known]
    claimed |= {ref.number: ref.sha256 for ref in brought if ref}
    known = max(
        (known[own].counter for known in said.knowledge.values() if own in known), default=0
    )
    made = ledger.entries(write.connection, own) if claimed else []
    never_made = claimed.keys() - {entry.number for entry in made}
    fork = forks.find(made, own, claimed)
    if fork:
        return fork.counter
    if never_made or known > write.stamp.counter:
        common = [entry.counter for entry in made if entry.number in claimed]
        return max(common, default=0)
    return None


def _last_confirmed(write: Write) -> int:
    """Our counter when we made the last package that somebody confirmed."""
    made = ledger.entries(write.connection, device_of(write.connection))
    confirmed = (State.MERGED, State.MERGED_WITH_CONFLICTS)
    return max((entry.counter for entry in made if entry.state in confirmed), default=0)


def _renew(write: Write, since: int, scopes: Iterable[str]) -> None:
    forks.renew(write, DeviceId(os.urandom(8)), since, scopes)
    log.info("this database took a new id")
