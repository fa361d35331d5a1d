"""What Windows tells of its drives, through kernel32. Portable disks call themselves fixed there.

https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-getdrivetypew
"""

import ctypes
import shutil
import string
from pathlib import Path
from typing import Any

from nightschool.domain.drive import Drive

_REMOVABLE = 2
_READ_ONLY = 0x00080000
_LONGEST = 261


def kernel() -> Any:
    """The library that answers; there is none on other systems, nor a type for it."""
    return vars(ctypes)["windll"].kernel32


def removable(kernel: Any) -> list[Drive]:
    """The drives that call themselves removable and have a medium in them."""
    letters = kernel.GetLogicalDrives()
    roots = [
        f"{letter}:\\"
        for place, letter in enumerate(string.ascii_uppercase)
        if letters >> place & 1
    ]
    drives = [_drive(kernel, root) for root in roots if kernel.GetDriveTypeW(root) == _REMOVABLE]
    return [drive for drive in drives if drive]


def _drive(kernel: Any, root: str) -> Drive | None:
    """None for a card reader without a card."""
    label, system = (ctypes.create_unicode_buffer(_LONGEST) for _turn in range(2))
    flags = ctypes.c_ulong()
    if not kernel.GetVolumeInformationW(
        root, label, _LONGEST, None, None, ctypes.byref(flags), system, _LONGEST
    ):
        return None
    try:
        free = shutil.disk_usage(root).free
    except OSError:
        return None
    read_only = bool(flags.value & _READ_ONLY)
    return Drive(Path(root), label.value or root[:2], free, system.value, read_only)
