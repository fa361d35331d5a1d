"""What Linux tells of its mounted drives, in /proc and /sys."""

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nightschool.domain.drive import Drive


@dataclass(frozen=True, slots=True)
class _Mount:
    """A line of mountinfo(5)."""

    number: str
    """Of the device, `8:17`."""
    root: str
    """The folder of the file system that is mounted: `/` unless it is a part of one."""
    path: str
    options: frozenset[str]
    file_system: str


def removable(root: Path = Path("/")) -> list[Drive]:
    """The mounted drives that can be pulled out; `root` has `proc`, `sys` and `dev` in it.

    A drive is one that calls itself removable, or that hangs on USB: portable disks do not call
    themselves so. The disk that the system itself runs from is none.
    """
    mounts = list(_mounts(root / "proc" / "self" / "mountinfo"))
    own = {_disk(root, mount.number) for mount in mounts if mount.path == "/"}
    labels = _labels(root / "dev" / "disk" / "by-label")
    found: dict[str, Drive] = {}
    for mount in mounts:
        disk = _disk(root, mount.number)
        if disk and disk not in own and mount.root == "/" and _can_be_pulled(disk):
            drive = _drive(mount, labels.get(_device(root, mount.number)))
            if drive:
                found.setdefault(mount.number, drive)
    return list(found.values())


def _mounts(path: Path) -> Iterator[_Mount]:
    try:
        lines = os.fsdecode(path.read_bytes()).strip().split("\n")
    except OSError:
        return
    for line in lines:
        before, _dash, after = line.partition(" - ")
        _id, _parent, number, root, place, options, *_rest = before.split(" ")
        file_system, _source, *others = after.split(" ")
        words = frozenset(",".join([options, *others]).split(","))
        yield _Mount(number, _octal(root), _octal(place), words, file_system)


def _octal(text: str) -> str:
    r"""The kernel writes a blank as \040, and so a tab, a line's end and a backslash."""
    return _escaped(text, r"\\([0-7]{3})", 8)


def _escaped(text: str, pattern: str, base: int) -> str:
    bytes_ = re.sub(
        os.fsencode(pattern), lambda code: bytes([int(code[1], base)]), os.fsencode(text)
    )
    return os.fsdecode(bytes_)


def _device(root: Path, number: str) -> str:
    """sdb1, the name of the device of this number; empty for those that are no disks."""
    link = root / "sys" / "dev" / "block" / number
    return link.resolve().name if link.exists() else ""


def _disk(root: Path, number: str) -> Path | None:
    """The folder in /sys of the disk on which the device of this number is."""
    link = root / "sys" / "dev" / "block" / number
    if not link.exists():
        return None
    device = link.resolve()
    return device.parent if (device / "partition").exists() else device


def _can_be_pulled(disk: Path) -> bool:
    flag = disk / "removable"
    on_usb = any(re.fullmatch(r"usb\d+", part) for part in disk.parts)
    return on_usb or (flag.is_file() and flag.read_text().strip() == "1")


def _labels(folder: Path) -> dict[str, str]:
    r"""Device to label; udev writes a blank in a label as \x20."""
    links = folder.iterdir() if folder.is_dir() else ()
    return {link.resolve().name: _escaped(link.name, r"\\x([0-9a-f]{2})", 16) for link in links}


def _drive(mount: _Mount, label: str | None) -> Drive | None:
    """None where it has just been pulled out."""
    path = Path(mount.path)
    try:
        free = shutil.disk_usage(path).free
    except OSError:
        return None
    return Drive(path, label or path.name, free, mount.file_system, "ro" in mount.options)
