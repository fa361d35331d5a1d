"""Workspaces that exchange packages as the program does, but for the envelope.

Rows, manifests, checks, merges and books are the real ones, in real encrypted databases; sealing,
signing and the ZIP, which have tests of their own and take most of the time, are left out.
"""

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from nightschool.domain import registry
from nightschool.domain.codes import Role
from nightschool.domain.device import Device
from nightschool.domain.refusal import PackageError, Reason
from nightschool.domain.school import role_of
from nightschool.domain.stamp import GENESIS, DeviceId
from nightschool.keys import sealing, signing
from nightschool.services import admission, booking, desks, exporting, taking
from nightschool.services.workspace import DATABASE, Workspace
from nightschool.storage import ledger, rows, schema, tables
from nightschool.storage.database import Database, open_at
from nightschool.storage.ledger import State
from nightschool.storage.queries import devices
from nightschool.storage.queries.workspaces import Identity
from nightschool.sync.manifest import Manifest
from nightschool.sync.opening import OpenedPackage
from tests.workspaces import COUNTY, KEY, SCHOOL

DATA_KEY = b"k" * 32
OFFICE, LAPTOPS = DeviceId(b"county-1"), [DeviceId(b"laptop-%d" % number) for number in range(3)]


@dataclass(frozen=True)
class Parcel:
    """A package without its envelope."""

    said: Manifest
    sha256: bytes
    data: Path
    past: frozenset[int]
    """For an oracle: all that its sender had seen."""


@cache
def _template() -> bytes:
    """A database that lists a county's office and the laptops of its one school."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / DATABASE
        keys = signing.new_key(), sealing.new_identity()
        secrets = {desks.SIGNING: keys[0], desks.IDENTITY: keys[1].encode()}
        made = schema.create(place, KEY, Identity(Role.COUNTY, COUNTY, OFFICE), secrets)
        lists_everybody(made, signing.public_key(keys[0]), sealing.recipient_of(keys[1]))
        made.close()
        return place.read_bytes()


def lists_everybody(database: Database, verify_key: bytes, recipient: str) -> None:
    from dataclasses import replace

    school = registry.by_code(SCHOOL)
    assert school is not None
    listed = [
        Device(device, device.decode(), (scope,), verify_key, recipient)
        for device, scope in [(OFFICE, COUNTY), *((each, SCHOOL) for each in LAPTOPS)]
    ]
    with database.write() as write:
        official = replace(write, stamp=GENESIS)
        common = {"scope": COUNTY}
        row = {**rows.values_of(school), "id": school.id, **common}
        rows.insert(official, tables.School, [row])
        rows.insert(official, tables.Device, [devices.values(one) | common for one in listed])


def desk(home: Path, device: DeviceId) -> Workspace:
    """The office, or a laptop of its school."""
    home.mkdir()
    (home / DATABASE).write_bytes(_template())
    scope = COUNTY if device == OFFICE else SCHOOL
    workspace = Workspace(home, open_at(home / DATABASE, KEY, "somebody"), role_of(scope), scope)
    be(workspace, device)
    return workspace


def be(workspace: Workspace, device: DeviceId) -> None:
    from sqlalchemy import update

    with workspace.database.alone() as connection:
        whose = {"device": device, "role": workspace.role, "scope": workspace.scope}
        connection.execute(update(tables.Workspace).values(**whose))


def copy(workspace: Workspace, home: Path) -> Workspace:
    """The same database once more, as a cloned disk or a backup has it."""
    home.mkdir()
    workspace.database.close()  # what is in the log goes into the file; it opens again by itself
    shutil.copyfile(workspace.home / DATABASE, home / DATABASE)
    return reopened(workspace, home)


def reopened(workspace: Workspace, home: Path) -> Workspace:
    database = open_at(home / DATABASE, KEY, "somebody")
    return Workspace(home, database, workspace.role, workspace.scope)


def pack(
    sender: Workspace, to: DeviceId, folder: Path, past: Sequence[int] = (), *, full: bool = False
) -> Parcel | None:
    """Export to one listed desk; None where the sender does not know it."""
    with sender.database.read() as connection:
        listed = devices.find(connection, to)
    if listed is None:
        return None
    order = exporting._order(sender, [listed], full)
    with sender.database.write() as write:
        entry = ledger.begin(write, sender.device, order.above, listed.name)
    data, sha256 = folder / f"{os.urandom(8).hex()}.db", os.urandom(32)
    said, seq = exporting._fill(sender, order, entry, data, DATA_KEY)
    counter = max(known[said.sender.device].counter for known in said.knowledge.values())
    exporting._amend(sender, entry, sha256=sha256, last_seq=seq, rows=said.rows, counter=counter)
    exporting._amend(sender, entry, state=State.CARRIED)
    return Parcel(said, sha256, data, frozenset(past))


def take(receiver: Workspace, parcel: Parcel) -> str:
    """Returns what became of it: a state, or the reason why it was refused."""
    said = parcel.said
    with receiver.database.read() as connection:
        sender = devices.find_any(connection, said.sender.device, *reversed(said.sender.former))
    if sender is None:
        return Reason.UNKNOWN_SENDER.value
    opened = OpenedPackage(said, sender, False, parcel.sha256, DATA_KEY, parcel.data, None)
    who = taking._desk(receiver, str(receiver.home), "nobody's", let_counter_in=False)
    try:
        taken = taking._merge(who, "parcel", taking._Looked(opened))
    except PackageError as error:
        if error.reason is Reason.FORK:
            with suppress(PackageError):
                admission.end_forked(receiver, opened)
        booking.book_refusal(receiver, "parcel", opened, error.reason.value)
        return error.reason.value
    assert taken is not None
    return taken.state
