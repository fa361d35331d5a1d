"""Files that must not be lost: written whole, flushed, renamed to a new name and read back."""

import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
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


def safe_name(text: str) -> str:
    """`text` as the stem of a file name that FAT32, NTFS and ext4 all take, 60 characters at most.

    What follows must keep it from being a device of Windows such as CON: a number or suffix does.
    """
    return re.sub(r'[\x00-\x1f\x7f<>:"/\\|?*]+', "_", text)[:60].strip(" .") or "_"


def make_folder(folder: Path) -> Path:
    """The folder, made with those above it where need be; raises `UserError` where it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            _("The folder %(folder)s cannot be made: %(reason)s.")
            % {"folder": folder, "reason": error.strerror or error},
            _("Check the disk or stick and try again."),
        ) from error
    return folder


def require_space(folder: Path, needed: int) -> None:
    """Raise a `UserError` unless `folder` is there with `needed` bytes free, and a little more."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise UserError(
            _("%(folder)s cannot be reached: %(reason)s.")
            % {"folder": folder, "reason": error.strerror or error},
            _("Check the disk or stick and try again."),
        ) from error
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
    nothing is left where the disk still obeys, else `NAME.part` or a file that was not confirmed.
    """
    target = unused_name(path)
    with _saving(target):
        written = _write_part(target, write)
        _part(target).rename(target)
        with _removed_on_failure(target):
            sync_folder(target.parent)
            if _read_back(target) != written:
                raise OSError(_("what was read back differs from what was written"))
    return target


def replace_durably(path: Path, data: bytes) -> None:
    """Put `data` at `path`, in the place of what was there: the old or the new, never a mixture.

    For the workspace's own disk (ext4, NTFS) only: vfat tears a file that is replaced. Raises
    `UserError` when it cannot be done; the old file then stands.
    """
    with _saving(path):
        _write_part(path, lambda file: file.write(data))
        _part(path).replace(path)
        sync_folder(path.parent)


@contextmanager
def _saving(path: Path) -> Iterator[None]:
    """Say what was not saved when the disk fails, and take the half-written part away again."""
    try:
        with _removed_on_failure(_part(path)):
            yield
    except OSError as error:
        raise UserError(
            _("%(file)s was not saved: %(reason)s.")
            % {"file": path.name, "reason": error.strerror or error},
            _("Check the disk or stick and try again."),
        ) from error


@contextmanager
def _removed_on_failure(path: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with suppress(OSError):  # the stick may be gone
            path.unlink(missing_ok=True)
        raise


def _part(path: Path) -> Path:
    return path.with_name(path.name + ".part")


def _write_part(path: Path, write: Callable[[BinaryIO], object]) -> bytes:
    """Fill `path`.part, flush it to the disk, and return its digest."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _part(path).open("wb") as file:
        write(file)
        file.flush()
        os.fsync(file.fileno())
    return sha256(_part(path))


def _read_back(path: Path) -> bytes:
    """The digest as the device holds it: cached pages are dropped first where that can be asked."""
    if hasattr(os, "posix_fadvise"):
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return sha256(path)
