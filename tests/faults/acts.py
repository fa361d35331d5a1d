"""What a desk does while it is killed; each finished act is acknowledged on a pipe."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from nightschool.domain import person
from nightschool.keys import slots
from nightschool.services import exporting, taking
from nightschool.services.workspace import DATABASE, KEYS, Workspace
from nightschool.storage import ledger, rows, schema, tables
from nightschool.storage.queries import workspaces
from tests.services.desks import PASSWORD
from tests.workspaces import SCHOOL

READY, WROTE, SAVED, TAKEN, DONE = "ready", "wrote", "saved", "taken", "done"
BATCH = 60
"""People written in one transaction."""
PACKAGES = 3


@dataclass(frozen=True, slots=True)
class Desk:
    """A workspace's folder and its database's key, so that opening asks for no password."""

    home: Path
    key: bytes

    @contextmanager
    def open(self) -> Iterator[Workspace]:
        database = schema.prepare(self.home / DATABASE, self.key, self.home / "backups", "tester")
        with database.read() as connection:
            identity = workspaces.identity(connection)
        with closing(Workspace(self.home, database, identity.role, identity.scope)) as workspace:
            yield workspace


def desk_in(home: Path) -> Desk:
    keyfile = slots.load(home / KEYS)
    return Desk(home, slots.unlock(keyfile, keyfile.users[0], PASSWORD))


def made_by(workspace: Workspace) -> list[ledger.Entry]:
    with workspace.database.read() as connection:
        return ledger.entries(connection, workspace.device)


def label(workspace: Workspace, number: int) -> str:
    return f"{workspace.role.value}-{number}"


def write_batch(workspace: Workspace) -> str:
    """Write people in one transaction, named for the next package: that one or the next holds them.

    An office's next package may be one of its common rows alone, which goes inside the other.
    """
    batch = label(workspace, max((one.number for one in made_by(workspace)), default=0) + 1)
    people = [
        person.Person(person.key(SCHOOL, f"{batch}/{place}"), SCHOOL, batch)
        for place in range(BATCH)
    ]
    with workspace.database.write() as write:
        rows.insert(write, tables.Person, map(rows.values_of, people))
    return batch


def export(desk: Desk, stick: Path, pipe: Connection) -> None:
    """Write and export by turns."""
    with desk.open() as workspace:
        pipe.send((READY, ""))
        for _turn in range(PACKAGES):
            pipe.send((WROTE, write_batch(workspace)))
            for made in exporting.export(workspace, stick):
                pipe.send((SAVED, made.file.name))
        pipe.send((DONE, ""))


def take(desk: Desk, stick: Path, pipe: Connection) -> None:
    """Take all that is on the stick."""
    with desk.open() as workspace:
        pipe.send((READY, ""))
        for file in taking.in_order([stick]):
            taken = taking.take_one(workspace, file)
            pipe.send((TAKEN if taken.state != taking.REFUSED else taken.message, file.name))
        pipe.send((DONE, ""))
