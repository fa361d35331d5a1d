"""An office's own rows in packages of their own, which those below keep and hand on unchanged.

Common rows are believed only under the office's signature, so that a laptop cannot give back the
rows that it got: it gives back the package. One is sealed to the office itself and to every desk
below it, holds all common rows, and travels inside other packages: down with the rows of a
school, between laptops, and back up, where an office that was set back takes its own rows again.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from nightschool import files
from nightschool.domain.refusal import PackageError
from nightschool.services import desks, renewal
from nightschool.services.workspace import Workspace
from nightschool.storage import forks, ledger
from nightschool.sync import opening, package
from nightschool.sync.container import COMMON
from nightschool.sync.manifest import Manifest, ReceiptState
from nightschool.sync.opening import OpenedPackage

_KEPT, _BACK = "kept", "back"
MOST_KEPT = 4
"""Of so many lives of an office one is kept at most; mostly it is one, the newest."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kept:
    """A package of an office that lies here."""

    file: Path
    said: Manifest


def folder(workspace: Workspace) -> Path:
    """Where they lie."""
    return workspace.home / "common"


def receive(workspace: Workspace, opened: OpenedPackage, take: Callable[[Path], bool]) -> None:
    """Take the common package that came inside another, and keep it for others.

    `take` merges a file and says whether it was sound. One that is refused harms nobody: the
    package that it came in was judged by itself. What an office gets back of its own it keeps
    until its clerk has said that it was set back.
    """
    _drop_received(workspace, opened.manifest)
    if opened.common is None:
        return
    try:
        said = opening.peek(opened.common).claimed
    except PackageError as error:
        log.info("a common package was no package: %s", error.reason)
        return
    if COMMON in said.members or _is_here(workspace, said, opened.manifest.members[COMMON].sha256):
        return
    if said.sender.device == workspace.device:
        _keep_for_later(workspace, opened.common)
    elif take(opened.common) and _is_from_above(workspace, said):
        _keep(workspace, opened.common, said)


def to_hand_on(workspace: Workspace) -> Path | None:
    """The package that goes along to others: the one that has waited longest to be needless."""
    waiting = sorted(kept(workspace), key=lambda one: one.file.stat().st_mtime_ns)
    return waiting[0].file if waiting else None


def kept(workspace: Workspace) -> list[Kept]:
    """The packages of offices that lie here."""
    return [
        Kept(file, opening.peek(file).claimed)
        for file in (folder(workspace) / _KEPT).glob(f"*{package.SUFFIX}")
    ]


def place_of_own(workspace: Workspace) -> Path:
    """Where the one lies that this office made itself."""
    return folder(workspace) / "own"


def own(workspace: Workspace) -> Kept | None:
    """The one that this office made last, if it did so under its present id."""
    files_ = place_of_own(workspace).glob(f"*{package.SUFFIX}")
    made = [Kept(file, opening.peek(file).claimed) for file in files_]
    made = [one for one in made if one.said.sender.device == workspace.device]
    return max(made, key=lambda one: one.said.number, default=None)


def take_back(workspace: Workspace, take: Callable[[Path], bool]) -> int:
    """Take what came back of our own before we had a new id; returns how many packages."""
    waiting = sorted((folder(workspace) / _BACK).glob(f"*{package.SUFFIX}"))
    taken = sum(take(file) for file in waiting)
    for file in waiting:
        file.unlink()
    return taken


def _is_here(workspace: Workspace, said: Manifest, sha256: bytes) -> bool:
    """Whether we took or made it."""
    own = said.sender.device in _own_ids(workspace)
    with workspace.database.read() as connection:
        book = ledger.entries(connection, said.sender.device)
    return any(
        entry.number == said.number and entry.sha256 == sha256 and (own or entry.state.taken)
        for entry in book
    )


def _is_from_above(workspace: Workspace, said: Manifest) -> bool:
    office = desks.find(workspace, said.sender.device)
    known = [said.knowledge.get(scope, {}) for scope in said.scopes]
    return (
        office is not None
        and desks.is_above(office, workspace)
        and len(known) == 1
        and said.sender.device in known[0]
    )


def _own_ids(workspace: Workspace) -> set[bytes]:
    with workspace.database.read() as connection:
        return {workspace.device, *forks.former(connection)}


def _keep_for_later(workspace: Workspace, file: Path) -> None:
    """Our own, which we never made: somebody has a later life of this database than we."""
    with workspace.working_folder() as work:
        try:
            opened = opening.open_package(
                file,
                Path(work),
                desks.own_keys(workspace).identity,
                lambda device: desks.find(workspace, device),
            )
        except PackageError as error:
            log.info("a common package in our name was refused: %s", error.reason)
            return
    with workspace.database.write() as write:
        renewal.never_made(write, opened.manifest, opened.sha256)
    target = files.make_folder(folder(workspace) / _BACK) / f"{opened.sha256.hex()}{package.SUFFIX}"
    if not target.exists():
        files.write_durably(target, lambda out: out.write(file.read_bytes()))


def _keep(workspace: Workspace, file: Path, said: Manifest) -> None:
    here = kept(workspace)
    if any(_covers(one.said, said) for one in here):
        return
    name = f"{said.sender.device.hex()}-{said.number:08d}{package.SUFFIX}"
    place = files.make_folder(folder(workspace) / _KEPT) / name
    files.write_durably(place, lambda out: out.write(file.read_bytes()))
    needless = [one for one in here if _covers(said, one.said)]
    left = sorted(
        (one for one in here if one not in needless), key=lambda one: one.file.stat().st_mtime_ns
    )
    for one in (*needless, *left[: len(left) + 1 - MOST_KEPT]):
        one.file.unlink()


def _covers(newer: Manifest, older: Manifest) -> bool:
    """Whether the one office's package knows all that the other says."""
    (scope,) = older.scopes
    if newer.scopes != older.scopes:
        return False
    known = newer.knowledge[scope].get(older.sender.device)
    return known is not None and known.counter >= _counter(older, scope)


def _counter(said: Manifest, scope: str) -> int:
    return said.knowledge[scope][said.sender.device].counter


def _drop_received(workspace: Workspace, said: Manifest) -> None:
    """Its office has taken it back: that it need not be given again."""
    taken = {
        receipt.device: receipt.package.number
        for receipt in said.receipts
        if receipt.state is not ReceiptState.REFUSED
    }
    for one in kept(workspace) if taken else []:
        ours = one.said.sender.verify_key == said.sender.verify_key
        if ours and one.said.number <= taken.get(one.said.sender.device, 0):
            one.file.unlink()
