"""The ZIP around a package: stored members in a fixed order, of which just one form exists.

Names, order, flags and times never vary, so sizes and checksums decide every other byte. The
reader takes those two from the directory, builds the ZIP that follows from them, and accepts
nothing else: no other member, path, comment, compression or overlap can be said in this form.
"""

import hashlib
import os
import stat
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from nightschool.domain.refusal import PackageError, Reason

MANIFEST, SIGNATURE, KEY, DATA, PHOTOS, COMMON = (
    "manifest.json", "manifest.sig", "key.age", "data.db", "photos.db", "common.nspkg",
)  # fmt: skip
LIMITS = {
    MANIFEST: 4 << 20,
    SIGNATURE: 64,
    KEY: 256 << 10,
    DATA: 2 << 30,
    PHOTOS: 1 << 30,
    COMMON: 64 << 20,
}
"""The members in their order, and the most bytes of each; the sum stays below FAT32's 4 GiB."""

_ALWAYS = (MANIFEST, SIGNATURE, KEY, DATA)
SHAPES = (_ALWAYS, (*_ALWAYS, PHOTOS), (*_ALWAYS, COMMON), (*_ALWAYS, PHOTOS, COMMON))
"""Which members a package may have: pictures may travel, and an office's common package."""

_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
_VERSION, _FLAGS, _STORED, _TIME, _DATE = 20, 0, 0, 0, 1 << 5 | 1  # 1 January 1980
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Entry:
    """What the directory says of a member."""

    name: str
    size: int
    crc: int


def local_header(entry: Entry) -> bytes:
    """The bytes before a member."""
    return _LOCAL.pack(b"PK\3\4", *_common(entry)) + entry.name.encode()


def directory(entries: tuple[Entry, ...]) -> bytes:
    """The bytes after the last member."""
    central, offset = b"", 0
    for entry in entries:
        head = _CENTRAL.pack(b"PK\1\2", _VERSION, *_common(entry), 0, 0, 0, 0, offset)
        central += head + entry.name.encode()
        offset += len(local_header(entry)) + entry.size
    count = len(entries)
    return central + _END.pack(b"PK\5\6", 0, 0, count, count, len(central), offset, 0)


def _common(entry: Entry) -> tuple[int, ...]:
    sizes = (entry.crc, entry.size, entry.size, len(entry.name), 0)
    return (_VERSION, _FLAGS, _STORED, _TIME, _DATE, *sizes)


class Reader:
    """Walks once through an open package, in order, and hashes all that it passes.

    Every method raises `PackageError` where the file is not in the one form, or cannot be read.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._whole = hashlib.sha256()
        with _reading():
            self.size = file.seek(0, os.SEEK_END)
        self._require_beginning()
        self.entries = self._read_directory()
        self._read(0, 0)

    def member(self, name: str) -> Iterator[bytes]:
        """The next member, which must be `name`, in pieces; its checksum is tried at the end."""
        entry = next(entry for entry in self.entries if entry.name == name)
        self._expect(local_header(entry))
        crc, left = 0, entry.size
        while left:
            piece = self._next(min(left, _CHUNK))
            crc, left = zlib.crc32(piece, crc), left - len(piece)
            yield piece
        if crc != entry.crc:
            raise PackageError(Reason.DAMAGED, name)

    def whole(self, name: str) -> bytes:
        """The next member, which must be `name`, at once."""
        return b"".join(self.member(name))

    def end(self) -> bytes:
        """The SHA-256 of the whole file, once all members have been read."""
        self._expect(directory(self.entries))
        return self._whole.digest()

    def _read(self, count: int, position: int | None = None) -> bytes:
        with _reading():
            if position is not None:
                self._file.seek(position)
            return self._file.read(count)

    def _next(self, count: int) -> bytes:
        piece = self._read(count)
        if len(piece) < count:
            raise PackageError(Reason.DAMAGED, "cut short")
        self._whole.update(piece)
        return piece

    def _expect(self, expected: bytes) -> None:
        if self._next(len(expected)) != expected:
            raise PackageError(Reason.DAMAGED, "headers")

    def _require_beginning(self) -> None:
        """A file of another kind is told apart from a package that lost its end."""
        start = self._read(_LOCAL.size + len(MANIFEST), 0)
        if start[:4] != b"PK\3\4" or start[_LOCAL.size :] != MANIFEST.encode():
            raise PackageError(Reason.NOT_A_PACKAGE)

    def _read_directory(self) -> tuple[Entry, ...]:
        if self.size > sum(LIMITS.values()):
            raise PackageError(Reason.TOO_LARGE, f"{self.size >> 20} MB")
        for names in SHAPES:
            length = sum(_CENTRAL.size + len(name) for name in names) + _END.size
            tail = self._read(length, max(0, self.size - length))
            entries = _entries(names, tail)
            if _size(entries) + length == self.size and directory(entries) == tail:
                _require_limits(entries)
                return entries
        raise PackageError(Reason.DAMAGED, "directory")


def _entries(names: tuple[str, ...], tail: bytes) -> tuple[Entry, ...]:
    """Checksum and size of each member by a directory that may be anything."""
    entries, position = [], 0
    for name in names:
        head = tail[position : position + _CENTRAL.size].ljust(_CENTRAL.size, b"\0")
        crc, size = _CENTRAL.unpack(head)[7:9]
        entries.append(Entry(name, size, crc))
        position += _CENTRAL.size + len(name)
    return tuple(entries)


def _size(entries: tuple[Entry, ...]) -> int:
    """Where the directory of these members begins."""
    return sum(len(local_header(entry)) + entry.size for entry in entries)


def _require_limits(entries: tuple[Entry, ...]) -> None:
    for entry in entries:
        if entry.size > LIMITS[entry.name]:
            raise PackageError(Reason.TOO_LARGE, f"{entry.name}: {entry.size >> 20} MB")


def open_file(path: Path) -> BinaryIO:
    """The file at `path` for reading; raises `PackageError` where there is none to read."""
    with _reading():
        if not stat.S_ISREG(path.stat().st_mode):  # a folder, or a pipe that would never end
            raise PackageError(Reason.NOT_A_PACKAGE)
        return path.open("rb")


@contextmanager
def _reading() -> Iterator[None]:
    """A stick that is pulled out or worn is a refusal like any other."""
    try:
        yield
    except OSError as error:
        raise PackageError(Reason.UNREADABLE, error.strerror or error) from error
