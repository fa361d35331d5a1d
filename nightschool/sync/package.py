"""Packages (.nspkg) made: sealed, hashed and signed around an encrypted data.db, then saved."""

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from nightschool import files
from nightschool.domain.refusal import PackageError, Reason
from nightschool.keys import sealing, signing
from nightschool.sync import container, manifest
from nightschool.sync.container import (
    COMMON,
    DATA,
    KEY,
    LIMITS,
    MANIFEST,
    PHOTOS,
    SIGNATURE,
    Entry,
)
from nightschool.sync.manifest import Manifest, Member

SUFFIX = ".nspkg"
DATA_KEY = 32
_CHUNK = 1 << 20
_SIGNED_AS = b"nightschool package manifest 1\n"
"""Stands before the manifest when it is signed: the key signs other things too."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A package before it is a file: its hash can be committed before its name exists."""

    manifest: Manifest
    sha256: bytes
    size: int
    parts: tuple[bytes | Path, ...]
    """The file's bytes in order; a part that is a path must not change until it is saved."""


def prepare(
    draft: Manifest,
    signing_key: bytes,
    data_key: bytes,
    data: Path,
    photos: Path | None = None,
    common: Path | None = None,
) -> Prepared:
    """Seal, hash and sign: the package of `draft`, whose `members` are filled in here.

    `data` and `photos` are closed SQLCipher files under the raw `data_key`; `common` is
    an office's package, handed on as it is. The same draft twice gives two packages, for sealing
    is random. Raises `PackageError` where a file is too large, and `ValueError` for a draft that no
    reader would take.
    """
    if signing.public_key(signing_key) != draft.sender.verify_key or len(data_key) != DATA_KEY:
        raise ValueError("not the sender's key, or no data key")
    wrapped = sealing.seal(data_key, [to.recipient for to in draft.addressees])
    inner: dict[str, bytes | Path] = {KEY: wrapped, DATA: data}
    if photos:
        inner[PHOTOS] = photos
    if common:
        inner[COMMON] = common
    members = {name: _member(part) for name, part in inner.items()}
    signed = manifest.write(replace(draft, members=members))
    signature = signing.sign(signing_key, signed_bytes(signed))
    parts = _with_headers({MANIFEST: signed, SIGNATURE: signature, **inner})
    whole = _member(*parts)
    return Prepared(manifest.read(signed), whole.sha256, whole.size, parts)


def save(prepared: Prepared, folder: Path, label: str) -> Path:
    """Write the package durably as `LABEL-NUMBER.nspkg` (or -2, -3 …) and return its path.

    `label` tells people where it is from; it is cut to what every file system takes. Raises
    `UserError` where there is no room or the disk fails: then the package was not saved.
    """
    files.require_space(folder, prepared.size)
    name = f"{files.safe_name(label)}-{prepared.manifest.number:04d}{SUFFIX}"
    return files.write_durably(folder / name, lambda file: _write(prepared, file))


def signed_bytes(manifest_bytes: bytes) -> bytes:
    """What manifest.sig signs."""
    return _SIGNED_AS + manifest_bytes


def _with_headers(members: dict[str, bytes | Path]) -> tuple[bytes | Path, ...]:
    """The whole file's bytes in order, by members in theirs."""
    parts: list[bytes | Path] = []
    entries = tuple(_entry(name, part) for name, part in members.items())
    for entry, part in zip(entries, members.values(), strict=True):
        parts += [container.local_header(entry), part]
    return (*parts, container.directory(entries))


def _entry(name: str, part: bytes | Path) -> Entry:
    size = crc = 0
    for piece in _pieces(part):
        size, crc = size + len(piece), zlib.crc32(piece, crc)
    if size > LIMITS[name]:
        raise PackageError(Reason.TOO_LARGE, f"{name}: {size >> 20} MB")
    return Entry(name, size, crc)


def _member(*parts: bytes | Path) -> Member:
    size, digest = 0, hashlib.sha256()
    for piece in _pieces(*parts):
        size += len(piece)
        digest.update(piece)
    return Member(size, digest.digest())


def _pieces(*parts: bytes | Path) -> Iterator[bytes]:
    for part in parts:
        if isinstance(part, bytes):
            yield part
            continue
        with part.open("rb") as file:
            while piece := file.read(_CHUNK):
                yield piece


def _write(prepared: Prepared, file: BinaryIO) -> None:
    digest = hashlib.sha256()
    for piece in _pieces(*prepared.parts):
        digest.update(piece)
        file.write(piece)
    if digest.digest() != prepared.sha256:
        raise RuntimeError("a member changed after the package was prepared")
