"""Which drives are removable, read from trees that stand for /proc, /sys and /dev."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from nightschool.domain.drive import Drive
from nightschool.errors import UserError
from nightschool.services import drives
from nightschool.services.drives import linux, windows

USB = "pci0000:00/usb1/1-2/host6/block"
SATA = "pci0000:00/ata1/host0/block"


@dataclass
class Machine:
    """A Linux whose disks are folders."""

    root: Path
    lines: list[str] = field(default_factory=list)

    def plug(
        self, number: str, disk: str, part: str = "", *, removable: bool, label: str = ""
    ) -> None:
        folder = self.root / "sys" / "devices" / disk
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "removable").write_text(f"{int(removable)}\n")
        if part:
            folder = folder / part
            folder.mkdir()
            (folder / "partition").write_text("1\n")
        links = self.root / "sys" / "dev" / "block"
        links.mkdir(parents=True, exist_ok=True)
        (links / number).symlink_to(folder)
        if label:
            labels = self.root / "dev" / "disk" / "by-label"
            labels.mkdir(parents=True, exist_ok=True)
            (labels / label).symlink_to(f"../../{folder.name}")

    def mount(self, number: str, path: str, options: str = "rw", kind: str = "vfat") -> None:
        place = path.replace("\\", r"\134").replace(" ", r"\040")
        self.lines.append(
            f"36 25 {number} / {place} {options},relatime shared:1 - {kind} /dev/x rw"
        )

    def drives(self) -> list[Drive]:
        table = self.root / "proc" / "self" / "mountinfo"
        table.parent.mkdir(parents=True, exist_ok=True)
        table.write_text("\n".join(self.lines) + "\n", "utf-8")
        return linux.removable(self.root)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """One that runs from its own disk."""
    made = Machine(tmp_path / "root")
    made.plug("8:1", f"{SATA}/sda", "sda1", removable=False)
    made.mount("8:1", "/", kind="ext4")
    made.mount("0:22", "/proc", kind="proc")
    return made


def test_a_stick_is_named_as_its_user_sees_it(machine: Machine, tmp_path: Path) -> None:
    place = tmp_path / "冕山 夜校"
    place.mkdir()
    machine.plug("8:17", f"{USB}/sdb", "sdb1", removable=True, label=r"冕山\x20夜校")
    machine.mount("8:17", str(place))
    machine.mount("8:17", str(tmp_path))  # the same once more
    [found] = machine.drives()
    assert (found.path, found.label, found.file_system) == (place, "冕山 夜校", "vfat")
    assert (found.free > 0, found.read_only) == (True, False)


def test_a_portable_disk_hangs_on_usb_and_a_card_calls_itself_removable(
    machine: Machine, tmp_path: Path
) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "card").mkdir()
    machine.plug("8:33", f"{USB}/sdc", "sdc1", removable=False)
    machine.plug("8:48", f"{SATA}/sdd", removable=True)
    machine.mount("8:33", str(tmp_path / "disk"), "ro", "exfat")
    machine.mount("8:48", str(tmp_path / "card"))
    found = machine.drives()
    assert [(one.label, one.read_only) for one in found] == [("disk", True), ("card", False)]


def test_no_other_disk_and_no_stick_that_has_gone(machine: Machine, tmp_path: Path) -> None:
    machine.plug("8:2", f"{SATA}/sda", "sda2", removable=False)
    machine.mount("8:2", str(tmp_path), kind="ext4")
    machine.plug("8:17", f"{USB}/sdb", "sdb1", removable=True)
    machine.mount("8:17", str(tmp_path / "gone"))
    assert machine.drives() == []


def test_the_stick_that_the_system_runs_from_is_none(tmp_path: Path) -> None:
    machine = Machine(tmp_path / "root")
    machine.plug("8:1", f"{USB}/sda", "sda1", removable=True)
    machine.plug("8:2", f"{USB}/sda", "sda2", removable=True)
    machine.mount("8:1", "/", kind="ext4")
    machine.mount("8:2", str(tmp_path))
    assert machine.drives() == []


def test_where_nothing_is_told_there_is_none(tmp_path: Path) -> None:
    assert linux.removable(tmp_path) == []


class Kernel:
    """Drives C: (fixed), E: (a stick) and F: (a card reader without a card)."""

    def GetLogicalDrives(self) -> int:
        return 0b110100

    def GetDriveTypeW(self, root: str) -> int:
        return 3 if root.startswith("C") else 2

    def GetVolumeInformationW(self, root: str, label: Any, *others: Any) -> int:
        if root.startswith("F"):
            return 0
        label.value, others[4].value = "冕山", "FAT32"
        others[3]._obj.value = 0x00080000  # what byref() points at
        return 1


def test_windows_drives_by_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: type("Usage", (), {"free": 7}))
    assert windows.removable(Kernel()) == [Drive(Path("E:\\"), "冕山", 7, "FAT32", True)]


def test_one_is_meant_where_there_is_only_one(monkeypatch: pytest.MonkeyPatch) -> None:
    one = Drive(Path("/media/one"), "one", 1, "vfat", False)
    other = Drive(Path("/media/other"), "other", 1, "vfat", True)
    plugged: list[Drive] = []
    monkeypatch.setattr(drives, "removable", lambda: plugged)
    with pytest.raises(UserError, match="No removable"):
        drives.the_one()
    plugged.append(other)
    assert drives.the_one() == other
    with pytest.raises(UserError, match="write-protected"):
        drives.the_one(to_write=True)
    plugged.append(one)
    with pytest.raises(UserError, match=r"other \(/media/other\), one \(/media/one\)"):
        drives.the_one()
