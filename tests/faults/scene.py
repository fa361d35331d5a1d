"""A county, its laptop and their stick, and what must be true of them after any accident."""

import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from nightschool import files
from nightschool.services import common_packages, exporting, taking
from nightschool.services.workspace import Workspace
from nightschool.storage import ledger, sql, tables
from nightschool.storage.ledger import State
from nightschool.storage.rows import table_of
from nightschool.sync import opening, package
from tests.faults import acts
from tests.faults.acts import BATCH, PACKAGES, Desk
from tests.workspaces import COUNTY, SCHOOL

ENROLMENT = 1
"""The number of the county's first package, which went into the enrolment file."""

COMMON_FOR = "all desks below"
"""For whom the ledger says that an office's package of its own rows is."""


@dataclass(frozen=True, slots=True)
class Scene:
    laptop: Desk
    county: Desk
    stick: Path

    def copy(self, folder: Path) -> "Scene":
        places = [folder / name for name in ("laptop", "county", "stick")]
        origins = [self.laptop.home, self.county.home, self.stick]
        for origin, place in zip(origins, places, strict=True):
            shutil.copytree(origin, place)
        laptop, county, stick = places
        return Scene(Desk(laptop, self.laptop.key), Desk(county, self.county.key), stick)


def make_scenes(folder: Path, laptop: Path, county: Path) -> dict[str, Scene]:
    """By act: all is ready for it, and nothing of it is done."""
    stick = folder / "stick"
    stick.mkdir()
    found = {"export": Scene(acts.desk_in(laptop), acts.desk_in(county), stick)}
    made = found["export"].copy(folder / "import")
    _fill_stick(made.laptop, made.stick)
    found["import"] = made
    taken = made.copy(folder / "receipt")
    with taken.county.open() as office:
        take_all(office, taken.stick)
    empty(taken.stick)
    _fill_stick(taken.county, taken.stick)
    found["receipt"] = taken
    return found


def _fill_stick(desk: Desk, stick: Path) -> None:
    with desk.open() as workspace:
        for _turn in range(PACKAGES):
            acts.write_batch(workspace)
            exporting.export(workspace, stick)


def empty(stick: Path) -> None:
    for file in stick.iterdir():
        file.unlink()


def take_all(workspace: Workspace, stick: Path) -> list[str]:
    """Take all that is on the stick; none may be refused. Returns what became of each."""
    taken = taking.take(workspace, [stick])
    assert [one.message for one in taken if one.state == taking.REFUSED] == []
    return [one.state for one in taken]


def batches(workspace: Workspace) -> set[str]:
    """The batches that are here; none may be here in part."""
    query = select(tables.Person.name, func.count()).group_by(tables.Person.name)
    with workspace.database.read() as connection:
        found = [(str(name), count) for name, count in connection.execute(query)]
    assert {count for _batch, count in found} <= {BATCH}
    return {batch for batch, _count in found}


def require_sound(scene: Scene) -> None:
    """What holds at any moment, whatever was killed."""
    with scene.laptop.open() as laptop, scene.county.open() as county:
        for here, other in ((laptop, county), (county, laptop)):
            assert here.database.faults() == []
            _require_ledger(here, scene.stick)
            with here.database.read() as connection:
                taken = ledger.entries(connection, other.device)
            known = {one.number for one in acts.made_by(other) if one.sha256}
            assert known >= {one.number for one in taken}
        _require_batch_with_package(laptop, county)
        _require_batch_with_package(county, laptop)
        _require_receipts_with_package(laptop, county)


def _require_ledger(workspace: Workspace, stick: Path) -> None:
    """No number was given twice; what stands under its name is whole and is the one booked."""
    made = acts.made_by(workspace)
    assert max(Counter(one.number for one in made).values(), default=1) == 1
    booked = {one.number: one for one in made}
    standing = set()
    own = common_packages.place_of_own(workspace)
    for file in (*stick.iterdir(), *(own.iterdir() if own.is_dir() else ())):
        if file.suffix == ".part":
            continue
        assert file.suffix == package.SUFFIX
        claimed = opening.peek(file).claimed
        if claimed.sender.device == workspace.device:
            assert files.sha256(file) == booked[claimed.number].sha256
            standing.add(file.name)
    common = {one.file for one in made if one.peers == COMMON_FOR}
    carried = {one.file for one in made if one.state is State.CARRIED}
    assert not standing or carried - common <= standing  # a common one goes when the next stands


def _require_batch_with_package(receiver: Workspace, sender: Workspace) -> None:
    """The rows of a package and its line in the ledger are there together, or neither is."""
    with receiver.database.read() as connection:
        taken = [one.number for one in ledger.entries(connection, sender.device) if one.state.taken]
    up_to = max(taken, default=0)
    expected = {acts.label(sender, number) for number in range(1, up_to + 1)} & batches(sender)
    theirs = {batch for batch in batches(receiver) if batch.startswith(sender.role.value)}
    assert theirs == expected


def _require_receipts_with_package(laptop: Workspace, county: Workspace) -> None:
    """The laptop's packages are confirmed if and only if it took one that confirms them."""
    confirmed = [one for one in acts.made_by(laptop) if one.state.taken]
    with laptop.database.read() as connection:
        taken = [one.number for one in ledger.entries(connection, county.device) if one.state.taken]
    assert bool(confirmed) == (max(taken) > ENROLMENT)


def settle(scene: Scene) -> None:
    """Do all again: it succeeds, nothing is refused, and both sides end with equal rows."""
    with scene.laptop.open() as laptop, scene.county.open() as county:
        _take_theirs(county, laptop, scene.stick)
        _take_theirs(laptop, county, scene.stick)
        for sender, receiver in ((laptop, county), (county, laptop)):
            exporting.export(sender, scene.stick)
            _take_theirs(receiver, sender, scene.stick)
        assert batches(laptop) == batches(county)
        assert synced(laptop) == synced(county)
        assert all(one.state.taken for one in acts.made_by(laptop) if one.file)


def _take_theirs(receiver: Workspace, sender: Workspace, stick: Path) -> None:
    for file in taking.in_order([stick]):
        if opening.peek(file).claimed.sender.device == sender.device:
            taken = taking.take_one(receiver, file)
            assert taken.state != taking.REFUSED, taken.message


def synced(workspace: Workspace) -> dict[str, set[tuple[object, ...]]]:
    """All rows of the school and of the county's common data, with their stamps."""
    with workspace.database.read() as connection:
        return {
            table_of(model).name: {
                tuple(row)
                for row in connection.exec_driver_sql(
                    f'SELECT {sql.quoted(sql.columns(model))} FROM "{table_of(model).name}"'
                    f" WHERE scope IN ({int(SCHOOL)}, {int(COUNTY)})"
                )
            }
            for model in tables.SYNCED
        }
