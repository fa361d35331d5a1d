"""Packages opened without trust: every check of bytes, each with its own reason."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nightschool import files
from nightschool.domain.device import Device
from nightschool.domain.identity import RowId
from nightschool.domain.refusal import PackageError, Reason
from nightschool.domain.stamp import DeviceId
from nightschool.errors import UserError
from nightschool.i18n import _
from nightschool.keys import registration, sealing, signing
from nightschool.sync import container, manifest
from nightschool.sync.container import COMMON, DATA, KEY, MANIFEST, PHOTOS, SIGNATURE, Reader
from nightschool.sync.manifest import Manifest
from nightschool.sync.package import DATA_KEY, signed_bytes


@dataclass(frozen=True, slots=True)
class Peek:
    """What anybody can read of a package; nothing of it is verified, all of it may be a lie."""

    claimed: Manifest
    size: int


@dataclass(frozen=True, slots=True)
class OpenedPackage:
    """A package that passed every check of bytes; its rows are yet to be checked."""

    manifest: Manifest
    sender: Device
    """As it is known here (under a former id perhaps); as it presents itself if a newcomer."""
    newcomer: bool
    """Not known here: it proved that it was enrolled, and is to be registered."""
    sha256: bytes
    key: bytes
    """The raw key of `data` and `photos`, 32 bytes."""
    data: Path
    photos: Path | None
    common: Path | None = None
    """An office's package of its own rows, which the sender hands on as it got it; unchecked."""


def peek(path: Path) -> Peek:
    """What the package says of itself, to whoever asks; raises `PackageError`."""
    with container.open_file(path) as file:
        reader = Reader(file)
        return Peek(manifest.read(reader.whole(MANIFEST)), reader.size)


def open_package(
    path: Path,
    work: Path,
    identity: str,
    known: Callable[[DeviceId], Device | None],
    secret_of: Callable[[RowId], bytes | None] = lambda enrolment: None,
) -> OpenedPackage:
    """Check the package and put its members, still encrypted, into the private folder `work`.

    `known` finds a device on our list, `secret_of` the one-time secret of an enrolment that we
    gave out. The checks run in the order of `Reason`; the first that fails raises `PackageError`,
    and nothing stays in `work`. Before the signature is verified nothing is written at all.
    """
    with container.open_file(path) as file:
        reader = Reader(file)
        signed, signature = reader.whole(MANIFEST), reader.whole(SIGNATURE)
        said = manifest.read(signed)
        sender, newcomer = _find_sender(said, known, secret_of)
        if not signing.verify(sender.verify_key, signed_bytes(signed), signature):
            raise PackageError(Reason.BAD_SIGNATURE)
        if sealing.recipient_of(identity) not in {to.recipient for to in said.addressees}:
            raise PackageError(Reason.NOT_FOR_US)
        _require_members(said, reader)
        wrapped = b"".join(_verified(reader, KEY, said))
        with _unpacked(reader, said, work) as unpacked:
            sha256 = reader.end()
            key = _unwrap(wrapped, identity)
    data, photos = unpacked[DATA], unpacked.get(PHOTOS)
    return OpenedPackage(said, sender, newcomer, sha256, key, data, photos, unpacked.get(COMMON))


def _find_sender(
    said: Manifest,
    known: Callable[[DeviceId], Device | None],
    secret_of: Callable[[RowId], bytes | None],
) -> tuple[Device, bool]:
    """The device that must have signed, and whether it is new here.

    A new id is believed to be a known device's when that device's key signed: the caller verifies
    by the key on our list, never by the one that a stranger brings.
    """
    desk = said.sender
    for device in map(known, (desk.device, *reversed(desk.former))):
        if device is None:
            continue
        if device.revoked_on is not None:
            raise PackageError(Reason.REVOKED_SENDER, device.name)
        return device, False
    given, stranger = said.registration, desk.as_device()
    secret = secret_of(given.enrolment) if given else None
    if given and secret and registration.verify_proof(secret, stranger, given.proof):
        return stranger, True
    raise PackageError(Reason.UNKNOWN_SENDER, signing.fingerprint(desk.verify_key))


def _require_members(said: Manifest, reader: Reader) -> None:
    """The signed list and the ZIP name the same members with the same sizes."""
    inside = {entry.name: entry.size for entry in reader.entries[2:]}
    if inside != {name: member.size for name, member in said.members.items()}:
        raise PackageError(Reason.WRONG_HASH, MANIFEST)


def _verified(reader: Reader, name: str, said: Manifest) -> Iterator[bytes]:
    """The member in pieces; raises after the last one if they are not what was signed."""
    digest = hashlib.sha256()
    for piece in reader.member(name):
        digest.update(piece)
        yield piece
    if digest.digest() != said.members[name].sha256:
        raise PackageError(Reason.WRONG_HASH, name)


@contextmanager
def _unpacked(reader: Reader, said: Manifest, work: Path) -> Iterator[dict[str, Path]]:
    """The databases as files in `work`, which go again if anything fails before the end."""
    names = [entry.name for entry in reader.entries[3:]]
    files.require_space(work, sum(said.members[name].size for name in names))
    unpacked = {name: files.unused_name(work / name) for name in names}
    try:
        for name, target in unpacked.items():
            _extract(_verified(reader, name, said), target)
        yield unpacked
    except BaseException:
        for target in unpacked.values():
            target.unlink(missing_ok=True)
        raise


def _extract(pieces: Iterator[bytes], target: Path) -> None:
    try:
        with target.open("xb") as file:
            for piece in pieces:
                file.write(piece)
    except OSError as error:
        raise UserError(
            _("The package could not be unpacked: %(reason)s.")
            % {"reason": error.strerror or error},
            _("Free some space on this computer and try again."),
        ) from error


def _unwrap(wrapped: bytes, identity: str) -> bytes:
    try:
        key = sealing.unseal(wrapped, identity)
    except sealing.SealedError as error:
        raise PackageError(Reason.WRONG_KEY) from error
    if len(key) != DATA_KEY:
        raise PackageError(Reason.WRONG_KEY)
    return key
