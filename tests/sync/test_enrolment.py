"""Enrolment files: the right code opens them, and nothing else does."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from nightschool.domain.identity import RowId
from nightschool.errors import UserError
from nightschool.keys import codes, registration, sealing
from nightschool.keys.password import Cost
from nightschool.sync import enrolment, package
from nightschool.sync.enrolment import Enrolment
from nightschool.sync.manifest import Addressee
from nightschool.sync.opening import open_package
from tests.sync.parties import DATA_KEY, Party, draft, packed

CHEAP = Cost(memory_kib=32, passes=1)
CODE = "7HQ2-K9TD-0VWX"


@pytest.fixture
def offer(county: Party) -> Enrolment:
    return Enrolment(
        RowId(b"e" * 16),
        registration.new_secret(),
        ("513432101208",),
        county.desk,
        sealing.new_identity(),
    )


@pytest.fixture
def written(offer: Enrolment, county: Party, school: Party, tmp_path: Path) -> Path:
    laptop = Addressee(sealing.recipient_of(offer.identity), None)
    manifest = replace(draft(county, school), addressees=(laptop,))
    inner = package.save(packed(manifest, county, tmp_path), tmp_path, "county")
    return enrolment.write(offer, inner, CODE, tmp_path, "喜德县 小山村", CHEAP)


def test_a_fresh_laptop_reads_all_that_it_needs(
    offer: Enrolment, written: Path, county: Party, work: Path
) -> None:
    read, inner = enrolment.read(written, "７hq2 k9td ovwx", work, CHEAP)
    assert written.name == "喜德县 小山村.nsenrol"
    assert read == offer
    known = {read.county.device: read.county.as_device()}
    assert open_package(inner, work, read.identity, known.get).key == DATA_KEY


def test_the_standard_cost_opens_too(offer: Enrolment, tmp_path: Path, work: Path) -> None:
    inner = tmp_path / "inner"
    inner.write_bytes(b"package")
    path = enrolment.write(offer, inner, CODE, tmp_path, "x")
    read, unpacked = enrolment.read(path, CODE, work)
    assert (read, unpacked.read_bytes()) == (offer, b"package")


def failure(path: Path, code: str, work: Path) -> str:
    with pytest.raises(UserError) as caught:
        enrolment.read(path, code, work, CHEAP)
    assert list(work.iterdir()) == []
    return str(caught.value)


def test_another_code_does_not_fit(written: Path, work: Path) -> None:
    assert "does not fit" in failure(written, codes.new_code(), work)


def test_what_can_be_no_code_is_said_so(written: Path, work: Path) -> None:
    assert "12 letters" in failure(written, "7HQ2", work)


def test_a_damaged_file_is_told_from_a_wrong_code(written: Path, work: Path) -> None:
    whole = written.read_bytes()
    for place in range(24, len(whole), 97):
        changed = bytearray(whole)
        changed[place] ^= 1
        written.write_bytes(changed)
        assert "damaged" in failure(written, CODE, work)
    for length in range(24, len(whole), 97):
        written.write_bytes(whole[:length])
        assert "damaged" in failure(written, CODE, work)


def test_whoever_lacks_the_code_cannot_change_it(written: Path, work: Path) -> None:
    """Anybody can make the digest right again; the box then does not open."""
    changed = bytearray(written.read_bytes()[:-32])
    changed[-1] ^= 1
    written.write_bytes(changed + hashlib.sha256(changed).digest())
    assert "does not fit" in failure(written, CODE, work)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "not an enrolment"),
        (b"PK\3\4", "not an enrolment"),
        (b"nightschool enrolment 2\nwhatever", "newer version"),
        (b"nightschool enrolment 1\n", "damaged"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, work: Path, content: bytes, message: str) -> None:
    path = tmp_path / "x.nsenrol"
    path.write_bytes(content)
    assert message in failure(path, CODE, work)


def test_a_missing_file_is_refused(tmp_path: Path, work: Path) -> None:
    assert "not an enrolment" in failure(tmp_path, CODE, work)


def test_a_file_beyond_the_limit_is_neither_made_nor_read(
    offer: Enrolment,
    written: Path,
    tmp_path: Path,
    work: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(enrolment, "LARGEST_FILE", 1000)
    assert "damaged" in failure(written, CODE, work)
    with pytest.raises(UserError, match="too large"):
        enrolment.write(offer, written, CODE, tmp_path, "y", CHEAP)
    assert list(tmp_path.glob("y*")) == []


def test_the_file_shows_nothing_of_what_it_holds(
    offer: Enrolment, county: Party, written: Path
) -> None:
    shown = written.read_bytes()
    for secret in (offer.secret, offer.identity.encode(), b"513432", county.desk.device):
        assert secret not in shown
        assert secret.hex().encode() not in shown
