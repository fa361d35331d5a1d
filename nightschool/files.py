"""Files that must not be lost: written whole, flushed, renamed to a new name and read back."""

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from nightschool.errors import UserError
from nightschool.i18n import _

_CHUNK = 1 << 20


def sha256(path: Path) -> bytes:
    """The SHA-256 of a file's bytes, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.digest()


def unused_name(path: Path) -> Path:
    """`path`, or the same with -2, -3 … before its suffix: a name that nothing has yet."""
    number, candidate = 1, path
    while candidate.exists():
        number += 1
        candidate = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return candidate


def require_space(folder: Path, needed: int) -> None:
    """Raise a `UserError` unless `folder` has `needed` bytes free, and a little more."""
    free = shutil.disk_usage(folder).free
    if free < needed + _CHUNK:
        raise UserError(
            _("There is not enough room in %(folder)s: %(needed)d KB are needed, %(free)d KB free.")
            % {"folder": folder, "needed": needed // 1024 + 1, "free": free // 1024},
            _("Free some space or take another stick."),
        )


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_durably(path: Path, write: Callable[[BinaryIO], object]) -> Path:
    """Let `write` fill a file that then stands, whole and on the disk, at an unused name.

    vfat tears a file that replaces another when the power fails, so the name is always a new one:
    `path`, or `path` with a number. The bytes are read back from the device before this returns.
    Returns the name given. Raises `UserError` when the disk is full, read-only or pulled out; then
    only `NAME.part` may be left.
    """
    target = unused_name(path)
    part = target.with_name(target.name + ".part")
    try:
        written = _write_part(part, write)
        part.rename(target)
        sync_folder(target.parent)
        if _read_back(target) != written:
            raise OSError(_("what was read back differs from what was written"))
    except OSError as error:
        raise UserError(
            _("%(file)s was not saved: %(reason)s.")
            % {"file": target.name, "reason": error.strerror or error},
            _("Check the disk or stick and try again."),
        ) from error
    return target


def _write_part(part: Path, write: Callable[[BinaryIO], object]) -> bytes:
    part.parent.mkdir(parents=True, exist_ok=True)
    with part.open("wb") as file:
        write(file)
        file.flush()
        os.fsync(file.fileno())
    return sha256(part)


def _read_back(path: Path) -> bytes:
    """The digest as the device holds it: cached pages are dropped first where that can be asked."""
    if hasattr(os, "posix_fadvise"):
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return sha256(path)
