"""What lies on a stick, shown before anything of it is taken."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from nightschool.domain.drive import Drive
from nightschool.domain.refusal import PackageError
from nightschool.domain.stamp import DeviceId
from nightschool.i18n import _
from nightschool.keys import sealing
from nightschool.services import desks, drives, taking
from nightschool.services.workspace import Workspace
from nightschool.storage import ledger, schema
from nightschool.storage.ledger import Entry
from nightschool.storage.queries import devices
from nightschool.sync import opening
from nightschool.sync.manifest import Manifest
from nightschool.sync.package import SUFFIX
from nightschool.task import SILENT, Task


class Standing(StrEnum):
    """How a package on the stick stands to this desk."""

    NEW = "new"
    """It was not taken here yet."""
    TAKEN = "taken"
    OWN = "own"
    """This desk made it."""
    OTHERS = "others"
    """Sealed for somebody else, or cut for an id that a copy of this database bears, or once we."""
    ODD = "odd"
    """It will be refused, or asks for a look: `message` says why."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A package on a stick, by what it says of itself: nothing of it is verified yet."""

    file: Path
    standing: Standing
    message: str = ""
    sender: str = ""
    device: DeviceId | None = None
    schools: tuple[str, ...] = ()
    number: int = 0
    made_at: datetime | None = None
    full: bool = False
    rows: Mapping[str, int] = field(default_factory=dict)
    """Counts by table."""
    size: int = 0
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Stick:
    """A removable drive with the packages that lie on it."""

    drive: Drive
    offers: tuple[Offer, ...]

    @property
    def waiting(self) -> tuple[Offer, ...]:
        """Those that are for this desk and were not taken, odd ones too."""
        return tuple(one for one in self.offers if one.standing in (Standing.NEW, Standing.ODD))


def sticks(workspace: Workspace, task: Task = SILENT) -> tuple[Stick, ...]:
    """All sticks that are plugged in, with what lies on them."""
    return tuple(Stick(one, look(workspace, [one.path], task)) for one in drives.removable())


Plugged = tuple[tuple[Path, tuple[str, ...]], ...]
"""Each stick with the names of its packages."""


def plugged() -> Plugged:
    """The sticks, and the packages in their usual places: quick to ask, to see what has changed."""
    return tuple((drive.path, _names(drive.path)) for drive in drives.removable())


def _names(drive: Path) -> tuple[str, ...]:
    places = (drive, drive / drives.FOLDER)
    return tuple(sorted(file.name for place in places for file in place.glob(f"*{SUFFIX}")))


def look(workspace: Workspace, places: Iterable[Path], task: Task = SILENT) -> tuple[Offer, ...]:
    """The packages at these places, sender by sender in the order of their numbers."""
    files = taking.in_order(places)
    recipient = sealing.recipient_of(desks.own_keys(workspace).identity)
    books: dict[DeviceId, list[Entry]] = {}
    offers = []
    for done, file in enumerate(files):
        task.step(done, len(files), file.name)
        offers.append(_offer(workspace, file, recipient, books))
    return tuple(offers)


def for_us(workspace: Workspace, places: Sequence[Path]) -> tuple[list[Path], int]:
    """The packages to take from there, and how many are left alone.

    A stick goes round: in a folder there may be what this desk made itself, and what is sealed for
    others. A file that is named by itself is always taken, to be refused with its reason perhaps.
    """
    named = [place for place in places if not place.is_dir()]
    offers = look(workspace, [place for place in places if place.is_dir()])
    ours = [one.file for one in offers if one.standing not in (Standing.OWN, Standing.OTHERS)]
    return [*named, *ours], len(offers) - len(ours)


def _offer(
    workspace: Workspace, file: Path, recipient: str, books: dict[DeviceId, list[Entry]]
) -> Offer:
    try:
        seen = opening.peek(file)
    except PackageError as error:
        return Offer(file, Standing.ODD, f"{error.message} {error.remedy}".strip())
    said = seen.claimed
    device = said.sender.device
    if device not in books:
        with workspace.database.read() as connection:
            books[device] = ledger.entries(connection, device)
    standing, message = _standing(workspace, said, recipient, books[device])
    return Offer(
        file,
        standing,
        message,
        said.sender.name,
        device,
        said.scopes,
        said.number,
        said.made_at,
        said.full,
        said.rows,
        seen.size,
    )


def _standing(
    workspace: Workspace, said: Manifest, recipient: str, book: list[Entry]
) -> tuple[Standing, str]:
    device = said.sender.device
    if device == workspace.device:
        return Standing.OWN, ""
    cut_for = {to.device for to in said.addressees if to.recipient == recipient}
    if cut_for.isdisjoint({workspace.device, None}):
        return Standing.OTHERS, ""
    if said.schema not in schema.revisions():
        return Standing.ODD, _("It needs a newer version of this program: %(version)s.") % {
            "version": said.program
        }
    if any(one.number == said.number and one.state.taken for one in book):
        return Standing.TAKEN, ""
    with workspace.database.read() as connection:
        listed = devices.find_any(connection, device, *reversed(said.sender.former))
    if listed and listed.revoked_on:
        return Standing.ODD, _("This laptop was revoked on %(day)s.") % {"day": listed.revoked_on}
    if listed is None and said.registration is None:
        return Standing.ODD, _("This laptop is not known here.")
    if listed is None:
        return Standing.NEW, _("The first package of a laptop that was enrolled.")
    return Standing.NEW, ""
