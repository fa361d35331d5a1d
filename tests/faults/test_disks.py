"""Sticks and disks that are full, read-only or gone: refused, nothing half-done, then it works."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from nightschool import files
from nightschool.cli.main import main
from nightschool.errors import UserError
from nightschool.services import taking
from nightschool.storage.ledger import Entry, State
from nightschool.sync import package
from tests.faults import acts, scene
from tests.faults.acts import Desk
from tests.faults.scene import Scene
from tests.services.desks import PASSWORD

KINDS = {
    "tmpfs": "mount -t tmpfs -o size={size} tmpfs {place}",
    "ntfs": "truncate -s {size} {image} && mkfs.ntfs -FQ {image} && ntfs-3g {image} {place}",
    "exfat": "truncate -s {size} {image} && mkfs.exfat {image}"
    " && loop=$(losetup -f --show {image})"
    " && {{ mount.exfat-fuse $loop {place} || {{ losetup -d $loop; false; }}; }}",
}
"""How a small file system of each kind is made and mounted; those of sticks run as programs."""


@contextmanager
def disk(place: Path, megabytes: int, kind: str = "tmpfs") -> Iterator[Path]:
    """A small file system of its own at `place`."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    place.mkdir(exist_ok=True)
    image = place.with_suffix(".image")
    make = KINDS[kind].format(size=megabytes << 20, place=place, image=image)
    if subprocess.run(make, shell=True, check=False, capture_output=True).returncode:
        pytest.skip(f"this machine cannot make or mount a small {kind}")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)
        if kind == "exfat":
            _let_go(image)


def _let_go(image: Path) -> None:
    """Free the loop device, once the program that serves the file system has ended."""
    found = subprocess.run(
        ["losetup", "-j", str(image), "-n", "-O", "NAME"], check=True, capture_output=True
    )
    subprocess.run(["losetup", "-d", found.stdout.decode().strip()], check=True)


def fill(place: Path, leave: int = 0) -> Path:
    """Fill the disk but for `leave` bytes, to the last page; returns the file that fills it."""
    filler = place / "filler"
    with filler.open("wb", buffering=0) as file:
        os.posix_fallocate(file.fileno(), 0, max(shutil.disk_usage(place).free - leave, 1))
    return filler


@pytest.fixture
def stick(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    with disk(tmp_path / "stick", 8, getattr(request, "param", "tmpfs")) as place:
        yield place


any_kind = pytest.mark.parametrize("stick", KINDS, indirect=True)


@pytest.fixture
def unmeasured(monkeypatch: pytest.MonkeyPatch) -> None:
    """The room is not asked for first, as where another program takes it meanwhile."""
    monkeypatch.setattr(files, "require_space", lambda folder, needed: None)


STEP = 16 << 10
Refused = Callable[[Path], str]


@pytest.fixture
def refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, scene: Scene
) -> Refused:
    """Export in the terminal, and expect one line that says why not."""
    monkeypatch.setenv("NIGHTSCHOOL_PASSWORD", PASSWORD)

    def call(target: Path) -> str:
        words = ["--lang", "en", "export", "--home", str(scene.laptop.home), "--to", str(target)]
        assert main(words) == 1
        printed = capsys.readouterr()
        assert "Saved" not in printed.out
        assert printed.err.count("\n") == 1
        assert State.CARRIED not in [one.state for one in _made(scene.laptop)]
        return printed.err

    return call


def _made(desk: Desk) -> list[Entry]:
    with desk.open() as workspace:
        return acts.made_by(workspace)


def _require_room_helps(where: Scene, stick: Path) -> None:
    """No half of a package stands there, and with room made all goes its way."""
    assert list(stick.rglob(f"*{package.SUFFIX}*")) == []
    scene.settle(Scene(where.laptop, where.county, stick))


@any_kind
@pytest.mark.parametrize("leave", [0, 64 << 10])
def test_export_to_a_full_stick(refused: Refused, scene: Scene, stick: Path, leave: int) -> None:
    filler = fill(stick, leave)
    assert "not enough room" in refused(stick)
    filler.unlink()
    _require_room_helps(scene, stick)


@any_kind
@pytest.mark.usefixtures("unmeasured")
@pytest.mark.parametrize("leave", [0, 4 << 10, 64 << 10])
def test_a_stick_that_gets_full_while_the_package_is_written(
    refused: Refused, scene: Scene, stick: Path, leave: int
) -> None:
    filler = fill(stick, leave)
    assert "was not saved: No space left on device" in refused(stick)
    filler.unlink()
    _require_room_helps(scene, stick)


@pytest.mark.parametrize(
    "folder",
    [
        ".",
        "packages/of/today",
    ],
)
def test_export_to_a_read_only_stick(
    refused: Refused, scene: Scene, stick: Path, folder: str
) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(stick)], check=True)
    assert "Read-only file system" in refused(stick / folder)
    subprocess.run(["mount", "-o", "remount,rw", str(stick)], check=True)
    _require_room_helps(scene, stick)


def test_a_target_that_vanishes_before_the_package_is_saved(
    refused: Refused, scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, prepare = tmp_path / "pulled", package.prepare

    def prepare_and_pull(*given: Any, **named: Any) -> package.Prepared:
        prepared = prepare(*given, **named)
        shutil.rmtree(target)
        return prepared

    with monkeypatch.context() as patch:
        patch.setattr(package, "prepare", prepare_and_pull)
        assert "cannot be reached" in refused(target)
    assert not target.exists()
    target.mkdir()
    _require_room_helps(scene, target)


@pytest.fixture
def office(scenes: dict[str, Scene], tmp_path: Path) -> Iterator[Scene]:
    """A county whose workspace lies on a small disk, and a stick that waits for it."""
    where = scenes["import"].copy(tmp_path / "scene")
    with disk(tmp_path / "disk", 24) as place:
        home = Path(shutil.copytree(where.county.home, place / "county"))
        yield Scene(where.laptop, Desk(home, where.county.key), where.stick)


@pytest.mark.parametrize("leave", [0, 64 << 10])
def test_import_into_a_workspace_on_a_full_disk(office: Scene, leave: int) -> None:
    with office.county.open() as county:
        filler = fill(office.county.home.parent, leave)
        with pytest.raises(UserError, match="not enough room"):
            taking.take(county, [office.stick])
        filler.unlink()
        assert scene.batches(county) == set()
    scene.require_sound(office)
    scene.settle(office)


@pytest.mark.usefixtures("unmeasured")
def test_a_disk_that_gets_full_at_any_point_of_a_merge(office: Scene) -> None:
    """With a little more room each time: first unpacking fails, then the transaction, then none."""
    file, failed = taking.in_order([office.stick])[-1], 0
    with office.county.open() as county:
        for room in range(0, 4 << 20, STEP):
            filler = fill(office.county.home.parent, room)
            try:
                taken = taking.take_one(county, file)
                break
            except UserError:
                failed += 1
            finally:
                filler.unlink()
            assert county.database.faults() == []
            assert scene.batches(county) == set()
        assert taken.state == "merged"
    assert failed > 5
    scene.require_sound(office)
    scene.settle(office)


def test_a_workspace_opens_on_a_full_disk_or_says_why_not(office: Scene) -> None:
    fill(office.county.home.parent)
    try:
        with office.county.open() as county:
            assert scene.batches(county) == set()
    except UserError as error:
        said = str(error)
    else:
        said = ""
    assert "damaged" not in said
