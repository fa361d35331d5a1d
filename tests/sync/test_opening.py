"""Packages opened, and every way in which one can be wrong."""

import hashlib
import os
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from nightschool import files
from nightschool.domain.device import Device
from nightschool.domain.identity import RowId
from nightschool.domain.refusal import PackageError, Reason
from nightschool.domain.stamp import DeviceId
from nightschool.errors import UserError
from nightschool.keys import registration, sealing, signing
from nightschool.sync import container, manifest, package
from nightschool.sync.manifest import Addressee, Manifest, Registration
from nightschool.sync.opening import OpenedPackage, open_package, peek
from tests.sync.parties import DATA_KEY, Party, draft, packed, party

Known = Callable[[DeviceId], Device | None]


def listed(*parties: Party) -> Known:
    return {one.desk.device: one.desk.as_device() for one in parties}.get


def nobody(device: DeviceId) -> None:
    return None


def refused(path: Path, work: Path, receiver: Party, known: Known) -> Reason:
    """Why; and nothing is left behind."""
    with pytest.raises(PackageError) as caught:
        open_package(path, work, receiver.identity, known)
    assert list(work.iterdir()) == []
    return caught.value.reason


@pytest.mark.parametrize("photos", [False, True])
def test_the_county_opens_what_the_school_made(
    school: Party, county: Party, tmp_path: Path, work: Path, photos: bool
) -> None:
    prepared = packed(draft(school, county), school, tmp_path, photos)
    path = package.save(prepared, tmp_path, "513432101208-小山村")
    opened = open_package(path, work, county.identity, listed(school))
    assert path.name == "513432101208-小山村-0007.nspkg"
    assert opened == OpenedPackage(
        manifest=prepared.manifest,
        sender=school.desk.as_device(),
        newcomer=False,
        sha256=files.sha256(path),
        key=DATA_KEY,
        data=work / "data.db",
        photos=work / "photos.db" if photos else None,
    )
    assert opened.sha256 == prepared.sha256
    assert path.stat().st_size == prepared.size
    assert opened.data.read_bytes() == (tmp_path / "draft.db").read_bytes()
    if opened.photos:
        assert opened.photos.read_bytes() == (tmp_path / "draft-photos.db").read_bytes()


def test_each_addressee_opens_it_alone(school: Party, county: Party, tmp_path: Path) -> None:
    other = party("小山村 2", "513432101208")
    path = package.save(packed(draft(county, school, other), county, tmp_path), tmp_path, "x")
    for number, receiver in enumerate((school, other)):
        work = tmp_path / str(number)
        work.mkdir()
        assert open_package(path, work, receiver.identity, listed(county)).key == DATA_KEY


def test_nothing_but_the_manifest_can_be_read_by_others(saved: Path, county: Party) -> None:
    seen = peek(saved)
    assert seen.size == saved.stat().st_size
    assert seen.claimed.number == 7
    assert seen.claimed.addressees[0].recipient == county.desk.recipient
    assert DATA_KEY not in saved.read_bytes()


def test_an_unknown_sender_is_refused_with_his_fingerprint(
    saved: Path, work: Path, school: Party, county: Party
) -> None:
    with pytest.raises(PackageError) as caught:
        open_package(saved, work, county.identity, nobody)
    assert caught.value.reason is Reason.UNKNOWN_SENDER
    assert signing.fingerprint(school.desk.verify_key) in str(caught.value)


def test_a_revoked_sender_is_refused(saved: Path, work: Path, school: Party, county: Party) -> None:
    revoked = replace(school.desk.as_device(), revoked_on=date(2019, 1, 1))
    assert refused(saved, work, county, lambda device: revoked) is Reason.REVOKED_SENDER


def test_a_stranger_who_takes_a_known_id_is_refused(
    saved: Path, work: Path, school: Party, county: Party, tmp_path: Path
) -> None:
    stranger = party("stranger", "513432101208")
    stolen = replace(stranger, desk=replace(stranger.desk, device=school.desk.device))
    path = package.save(packed(draft(stolen, county), stolen, tmp_path), tmp_path, "x")
    assert refused(path, work, county, listed(school)) is Reason.BAD_SIGNATURE


def test_a_stranger_who_claims_a_known_past_is_refused(
    work: Path, school: Party, county: Party, tmp_path: Path
) -> None:
    stranger = party("stranger", "513432101208")
    liar = replace(stranger, desk=replace(stranger.desk, former=(school.desk.device,)))
    path = package.save(packed(draft(liar, county), liar, tmp_path), tmp_path, "x")
    assert refused(path, work, county, listed(school)) is Reason.BAD_SIGNATURE


def test_a_new_id_of_a_known_laptop_is_believed_by_its_key(
    work: Path, school: Party, county: Party, tmp_path: Path
) -> None:
    desk = replace(school.desk, device=DeviceId(b"restored"), former=(school.desk.device,))
    restored = replace(school, desk=desk)
    path = package.save(packed(draft(restored, county), restored, tmp_path), tmp_path, "x")
    opened = open_package(path, work, county.identity, listed(school))
    assert not opened.newcomer
    assert opened.sender.device == school.desk.device
    assert opened.manifest.sender.device == b"restored"


def test_a_package_for_someone_else_is_refused(
    saved: Path, work: Path, school: Party, tmp_path: Path
) -> None:
    assert refused(saved, work, party("other", "513401"), listed(school)) is Reason.NOT_FOR_US


def _enrolled(school: Party, county: Party, secret: bytes) -> Manifest:
    proof = registration.proof(secret, school.desk.as_device())
    return replace(draft(school, county), registration=Registration(RowId(b"e" * 16), proof))


def test_a_fresh_laptop_is_let_in_by_its_enrolment(
    school: Party, county: Party, tmp_path: Path, work: Path
) -> None:
    secret = registration.new_secret()
    prepared = packed(_enrolled(school, county, secret), school, tmp_path)
    path = package.save(prepared, tmp_path, "x")
    secrets = {RowId(b"e" * 16): secret}
    opened = open_package(path, work, county.identity, nobody, secrets.get)
    assert opened.newcomer
    assert opened.sender == school.desk.as_device()


@pytest.mark.parametrize("secret", [None, b"", b"guess" * 6])
def test_a_fresh_laptop_without_the_secret_stays_out(
    school: Party, county: Party, tmp_path: Path, work: Path, secret: bytes | None
) -> None:
    prepared = packed(_enrolled(school, county, b"secret" * 5), school, tmp_path)
    path = package.save(prepared, tmp_path, "x")
    with pytest.raises(PackageError) as caught:
        open_package(path, work, county.identity, nobody, lambda enrolment: secret)
    assert caught.value.reason is Reason.UNKNOWN_SENDER


def rebuilt(path: Path, school: Party, resign: bool = False, **changes: bytes) -> Path:
    """The package with members changed and a faultless ZIP around them."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members |= {name.replace("_", "."): content for name, content in changes.items()}
    if resign:
        signed = package.signed_bytes(members["manifest.json"])
        members["manifest.sig"] = signing.sign(school.signing_key, signed)
    target = path.with_name("rebuilt.nspkg")
    target.write_bytes(zipped(members))
    return target


def zipped(members: dict[str, bytes]) -> bytes:
    entries = tuple(
        container.Entry(name, len(content), zlib.crc32(content))
        for name, content in members.items()
    )
    whole = b"".join(container.local_header(entry) + members[entry.name] for entry in entries)
    return whole + container.directory(entries)


def test_rebuilding_without_a_change_changes_nothing(saved: Path, school: Party) -> None:
    assert rebuilt(saved, school, resign=True).read_bytes() == saved.read_bytes()


@pytest.mark.parametrize(
    ("changes", "resign", "reason"),
    [
        ({"manifest_json": b"{}"}, True, Reason.DAMAGED),
        ({"manifest_json": b'{"format":2}'}, False, Reason.NEWER_FORMAT),
        ({"manifest_sig": bytes(64)}, False, Reason.BAD_SIGNATURE),
        ({"manifest_sig": b""}, False, Reason.BAD_SIGNATURE),
        ({"manifest_sig": bytes(65)}, False, Reason.TOO_LARGE),
        ({"key_age": b""}, False, Reason.WRONG_HASH),
        ({"data_db": b""}, False, Reason.WRONG_HASH),
        ({"data_db": bytes(3000)}, False, Reason.WRONG_HASH),
        ({"photos_db": b"a fifth member that nobody signed"}, False, Reason.WRONG_HASH),
    ],
)
def test_a_changed_member_is_refused(
    saved: Path,
    work: Path,
    school: Party,
    county: Party,
    changes: dict[str, bytes],
    resign: bool,
    reason: Reason,
) -> None:
    path = rebuilt(saved, school, resign, **changes)
    assert refused(path, work, county, listed(school)) is reason


@pytest.mark.parametrize("sealed", [b"not age at all", b"", None])
def test_a_key_that_does_not_open_is_refused(
    saved: Path, work: Path, school: Party, county: Party, sealed: bytes | None
) -> None:
    """Only a sender with a valid key can do this: the member is signed, but holds no data key."""
    key = sealing.seal(b"short", [county.desk.recipient]) if sealed is None else sealed
    seen = peek(saved).claimed
    digest = hashlib.sha256(key).digest()
    members = dict(seen.members) | {"key.age": replace(seen.members["key.age"], sha256=digest)}
    members["key.age"] = replace(members["key.age"], size=len(key))
    signed = manifest.write(replace(seen, members=members))
    path = rebuilt(saved, school, resign=True, manifest_json=signed, key_age=key)
    assert refused(path, work, county, listed(school)) is Reason.WRONG_KEY


def test_an_addressee_written_in_afterwards_cannot_open_it(
    saved: Path, work: Path, school: Party
) -> None:
    other = party("other", "513432")
    named = replace(peek(saved).claimed, addressees=(Addressee(other.desk.recipient, None),))
    signed = manifest.write(named)
    path = rebuilt(saved, school, resign=True, manifest_json=signed)
    assert refused(path, work, other, listed(school)) is Reason.WRONG_KEY


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.NOT_A_PACKAGE),
        (b"PK", Reason.NOT_A_PACKAGE),
        (b"PK\5\6" + bytes(18), Reason.NOT_A_PACKAGE),
        (b"%PDF-1.7", Reason.NOT_A_PACKAGE),
        (b"PK\3\4" + bytes(26) + b"manifest.json", Reason.DAMAGED),
    ],
)
def test_a_file_of_another_kind_is_refused(
    tmp_path: Path, work: Path, county: Party, content: bytes, reason: Reason
) -> None:
    path = tmp_path / "x.nspkg"
    path.write_bytes(content)
    assert refused(path, work, county, nobody) is reason


def test_what_is_no_file_is_refused(tmp_path: Path, work: Path, county: Party) -> None:
    pipe = tmp_path / "pipe.nspkg"
    os.mkfifo(pipe)
    assert refused(tmp_path, work, county, nobody) is Reason.NOT_A_PACKAGE
    assert refused(pipe, work, county, nobody) is Reason.NOT_A_PACKAGE
    assert refused(tmp_path / "gone.nspkg", work, county, nobody) is Reason.UNREADABLE


def test_a_file_larger_than_any_package_is_refused_unread(
    tmp_path: Path, work: Path, county: Party
) -> None:
    path = tmp_path / "x.nspkg"
    with path.open("wb") as file:
        file.write(b"PK\3\4" + bytes(26) + b"manifest.json")
        file.truncate(5 << 30)  # a hole: no disk is used
    assert refused(path, work, county, nobody) is Reason.TOO_LARGE


def test_members_at_other_offsets_are_refused(
    saved: Path, work: Path, school: Party, county: Party
) -> None:
    whole = saved.read_bytes()
    for other in (b"x" + whole, whole + b"x", whole[:100] + b"x" + whole[100:]):
        saved.write_bytes(other)
        reason = refused(saved, work, county, listed(school))
        assert reason in (Reason.DAMAGED, Reason.NOT_A_PACKAGE)


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_an_ordinary_zip_of_the_same_members_is_refused(
    saved: Path, work: Path, school: Party, county: Party, compression: int
) -> None:
    with zipfile.ZipFile(saved) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(saved, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    assert refused(saved, work, county, listed(school)) is Reason.DAMAGED


def test_a_full_disk_while_unpacking_leaves_nothing(
    saved: Path, work: Path, school: Party, county: Party, monkeypatch: pytest.MonkeyPatch
) -> None:
    work.chmod(0o500)
    monkeypatch.setattr(Path, "open", _opener_with_a_full_disk(work))
    with pytest.raises(UserError, match="could not be unpacked"):
        open_package(saved, work, county.identity, listed(school))
    assert list(work.iterdir()) == []


def _opener_with_a_full_disk(folder: Path) -> Callable[..., object]:
    real = Path.open

    def opened(self: Path, mode: str = "r") -> object:
        if folder in self.parents:
            raise OSError(28, "No space left on device")
        return real(self, mode)

    return opened


def test_a_stick_pulled_out_while_reading_is_said(
    saved: Path, work: Path, school: Party, county: Party, monkeypatch: pytest.MonkeyPatch
) -> None:
    pulled = _PulledOut(saved)
    monkeypatch.setattr(container, "open_file", lambda path: pulled)
    assert refused(saved, work, county, listed(school)) is Reason.UNREADABLE


class _PulledOut:
    """A file whose device goes away in the middle of data.db."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("rb")
        self.left = 8

    def seek(self, *where: int) -> int:
        return self.file.seek(*where)

    def read(self, count: int) -> bytes:
        self.left -= 1
        if not self.left:
            raise OSError(5, "Input/output error")
        return self.file.read(count)

    def __enter__(self) -> "_PulledOut":
        return self

    def __exit__(self, *error: object) -> None:
        self.file.close()
