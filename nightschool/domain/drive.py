"""A removable drive as its user sees it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Drive:
    """A stick, card or portable disk that is plugged in and mounted."""

    path: Path
    label: str
    """Its name, else that of the folder or letter under which it is found."""
    free: int
    """Bytes."""
    file_system: str
    """As the system calls it: vfat, exfat, ntfs3, FAT32 …"""
    read_only: bool
