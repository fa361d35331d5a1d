"""A certificate is checked by its QR code alone, at desks that have met its laptop and others."""

import os
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from nightschool.domain.certificate import Certificate
from nightschool.domain.certificate_claim import Standing, claim_of
from nightschool.errors import UserError
from nightschool.keys import base45, certificate_qr, cose, signing
from nightschool.services import (
    desks,
    founding,
    issuers,
    practice,
    signing_in,
    verification,
    voiding,
)
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from nightschool.storage.queries import devices
from nightschool.sync import issuer_list
from tests import workspaces
from tests.certificates import JULY, issued, signed, void
from tests.services.desks import PASSWORD, add_person, carry, new_laptop
from tests.storage.postgresql import Server

DAMAGED = 1_000_000 if os.environ.get("LONG") else 20_000


@pytest.fixture
def laptop(county: Workspace, tmp_path: Path) -> Iterator[Workspace]:
    """A laptop that the county enrolled and has taken a package of."""
    made = new_laptop(county, tmp_path / "laptop")
    add_person(made)
    carry(made, county, tmp_path / "first")
    yield made
    made.close()


@pytest.fixture
def listed(county: Workspace, school: Workspace) -> Workspace:
    """A laptop on the county's list, which has not carried anything."""
    add_person(school)
    with county.database.write() as write:
        row = devices.values(desks.own_desk(school).as_device()) | {"scope": county.scope}
        rows.insert(write, tables.Device, [row])
    return school


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Workspace]:
    """The office of another county."""
    made = workspaces.make(tmp_path / "elsewhere", "513401", b"county-2")
    yield made
    made.close()


def standing(desk: Workspace, one: Certificate) -> Standing:
    return verification.verify(desk, one.qr).standing


def key_of(desk: Workspace) -> str:
    return signing.fingerprint(desks.own_desk(desk).verify_key)


def revoke(county: Workspace, laptop: Workspace, on: date) -> None:
    with county.database.write() as write:
        key = (devices.key(laptop.device),)
        rows.edit(write, tables.Device, {key: {"revoked_on": on}})


def test_genuine_at_the_laptop_itself_and_at_its_county(
    listed: Workspace, county: Workspace
) -> None:
    one = issued(listed)
    for desk, name in ((listed, "小山村"), (county, "小山村")):
        verdict = verification.verify(desk, one.qr)
        assert (verdict.standing, verdict.remark) == (Standing.VALID, "")
        assert verdict.claim == claim_of(one)
        assert name in verdict.issuer


def test_before_its_first_package_a_laptop_is_unknown_and_no_forger(
    county: Workspace, tmp_path: Path
) -> None:
    laptop = new_laptop(county, tmp_path / "laptop")
    add_person(laptop)
    one = issued(laptop)
    assert standing(laptop, one) is Standing.VALID
    verdict = verification.verify(county, one.qr)
    assert verdict.standing is Standing.UNKNOWN_ISSUER
    assert verdict.key == key_of(laptop)
    carry(laptop, county, tmp_path / "stick")
    assert standing(county, one) is Standing.VALID
    laptop.close()


def test_another_county_knows_nothing_until_it_loads_the_list(
    listed: Workspace, county: Workspace, elsewhere: Workspace, tmp_path: Path
) -> None:
    one = issued(listed)
    assert standing(elsewhere, one) is Standing.UNKNOWN_ISSUER
    saved = issuers.save(county, tmp_path / "stick")
    with pytest.raises(UserError, match=saved.fingerprint):
        issuers.load(elsewhere, saved.file)
    with pytest.raises(UserError, match="not known here"):
        issuers.load(elsewhere, saved.file, "0000-0000-0000-0000")
    assert standing(elsewhere, one) is Standing.UNKNOWN_ISSUER
    issuers.load(elsewhere, saved.file, saved.fingerprint.lower().replace("-", " "))
    assert standing(elsewhere, one) is Standing.VALID


def test_a_laptop_signs_for_its_own_schools_alone(listed: Workspace, county: Workspace) -> None:
    verdict = verification.verify(county, signed(listed, school="513432101209").qr)
    assert verdict.standing is Standing.FORGED
    assert "may not issue for this school" in verdict.message


def test_the_county_may_issue_for_any_of_its_schools(county: Workspace) -> None:
    assert standing(county, signed(county, school="513432101209")) is Standing.VALID


def test_the_key_of_another_under_a_known_name(listed: Workspace, county: Workspace) -> None:
    one = issued(listed)
    said = certificate_qr.read(one.qr).signed
    forged = certificate_qr.read(certificate_qr.write(claim_of(one), bytes(32))).signed
    text = "NS1:" + base45.encode(cose._message(replace(forged, key_id=said.key_id)))
    assert verification.verify(county, text).standing is Standing.FORGED


def test_voided_at_the_laptop_at_once_and_everywhere_with_the_next_package(
    laptop: Workspace, county: Workspace, tmp_path: Path
) -> None:
    sibling = new_laptop(county, tmp_path / "sibling")
    carry(sibling, county, tmp_path / "second")
    one, other = issued(laptop), issued(laptop, 2)
    void(laptop, one, replaced_by=other.number)
    assert standing(laptop, one) is Standing.VOIDED
    assert standing(county, one) is Standing.VALID
    carry(laptop, county, tmp_path / "up")
    carry(county, sibling, tmp_path / "down")
    for desk in (county, sibling):
        verdict = verification.verify(desk, one.qr)
        assert verdict.standing is Standing.VOIDED
        assert verdict.voided is not None
        assert (verdict.voided.reason, verdict.voided.replaced_by) == ("姓名有误", other.number)
        assert "姓名有误" in verdict.message
        assert other.number in verdict.message
        assert standing(desk, other) is Standing.VALID
    sibling.close()


def test_void_numbers_reach_desks_that_have_no_row_of_the_person(
    laptop: Workspace, county: Workspace, elsewhere: Workspace, tmp_path: Path
) -> None:
    one = issued(laptop)
    void(laptop, one, void_reason=f"{one.name}的证件号 513499199001010028 有误")
    carry(laptop, county, tmp_path / "up")
    saved = issuers.save(county, tmp_path / "stick")
    assert one.name not in saved.file.read_text("utf-8", "replace")
    assert "513499199001010028" not in saved.file.read_text("utf-8", "replace")
    issuers.load(elsewhere, saved.file, saved.fingerprint)
    verdict = verification.verify(elsewhere, one.qr)
    assert verdict.voided is not None
    assert (verdict.standing, verdict.voided.reason) == (Standing.VOIDED, "〇〇的证件号 … 有误")


def published(county: Workspace) -> list[str]:
    voiding.publish(county)
    return sorted(issuers.known(county).voided)


def test_what_the_county_publishes_follows_the_certificates(
    laptop: Workspace, county: Workspace, tmp_path: Path
) -> None:
    one = issued(laptop)
    void(laptop, one)
    carry(laptop, county, tmp_path / "up")
    assert published(county) == [one.number]
    assert voiding.publish(county) == 0
    void(county, one, void_reason="重复发证")
    assert voiding.publish(county) == 1
    assert issuers.known(county).voided[one.number].reason == "重复发证"
    void(county, one, voided_on=None)
    assert published(county) == []
    void(county, one)
    assert published(county) == [one.number]
    void(county, one, name="", void_reason="")
    assert published(county) == [one.number]
    assert issuers.known(county).voided[one.number].reason == "姓名有误"
    with county.database.write() as write:
        rows.delete(write, tables.Certificate, [(one.id,)])
    assert published(county) == [one.number]
    assert voiding.publish(laptop) == 0


def test_a_revoked_laptop(laptop: Workspace, county: Workspace, tmp_path: Path) -> None:
    """What it dated earlier stands, with a remark where no book has it; what it dated later not."""
    before, after = issued(laptop), issued(laptop, 2, issued_on=date(2018, 9, 1))
    carry(laptop, county, tmp_path / "up")
    backdated = signed(laptop, 3)
    late = signed(laptop, 4, issued_on=date(2018, 9, 1))
    revoke(county, laptop, date(2018, 9, 1))
    kept = verification.verify(county, before.qr)
    assert (kept.standing, kept.remark) == (Standing.VALID, "")
    assert standing(county, after) is Standing.VALID  # the county's books have it
    doubtful = verification.verify(county, backdated.qr)
    assert doubtful.standing is Standing.VALID
    assert "2018-09-01" in doubtful.remark
    assert standing(county, late) is Standing.FORGED


def test_a_number_from_the_books_under_other_words(
    laptop: Workspace, county: Workspace, tmp_path: Path
) -> None:
    issued(laptop)
    carry(laptop, county, tmp_path / "up")
    twisted = signed(laptop, name="沙马拉且", issued_on=date(2018, 9, 2))
    revoke(county, laptop, date(2018, 9, 1))
    assert standing(county, twisted) is Standing.FORGED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://example.org", Standing.FOREIGN),
        ("", Standing.FOREIGN),
        ("NS2:BB8", Standing.NEWER),
        ("NS1:BB8", Standing.FORGED),
        ("NS1:" + "Z" * 100_000, Standing.FORGED),
    ],
)
def test_texts_that_are_no_certificate(school: Workspace, text: str, expected: Standing) -> None:
    verdict = verification.verify(school, text)
    assert (verdict.standing, verdict.claim, verdict.valid) == (expected, None, False)
    assert verdict.message


def test_a_list_is_believed_only_as_its_office_signed_it(
    listed: Workspace, county: Workspace, tmp_path: Path
) -> None:
    saved = issuers.save(county, tmp_path / "stick")
    content = saved.file.read_bytes()
    start = content.index(b"{")
    damaged = [
        content[:-1],
        content + b" ",
        content.replace("小山村".encode(), "大山村".encode()),
        content[: start - 1] + bytes([content[start - 1] ^ 1]) + content[start:],
        b"",
    ]
    for each in damaged:
        file = tmp_path / "list.nskeys"
        file.write_bytes(each)
        with pytest.raises(UserError, match=r"damaged|not a list"):
            issuers.load(listed, file, saved.fingerprint)
    file.write_bytes(content.replace(b"issuers 1", b"issuers 2", 1))
    with pytest.raises(UserError, match="newer version"):
        issuers.load(listed, file)


def test_a_list_of_its_own_county_needs_no_key_and_never_goes_back(
    laptop: Workspace, county: Workspace, tmp_path: Path
) -> None:
    one = issued(laptop)
    old = issuers.save(county, tmp_path / "old")
    void(laptop, one)
    carry(laptop, county, tmp_path / "up")
    new = issuers.save(county, tmp_path / "new")
    assert (old.voided, new.voided) == (0, 1)
    stranger = workspaces.make(tmp_path / "stranger", "513401101001", b"strange1")
    assert not issuers.load(stranger, new.file, new.fingerprint).newer_here
    assert issuers.load(stranger, old.file).newer_here
    assert standing(stranger, one) is Standing.VOIDED
    stranger.close()
    assert not issuers.load(laptop, new.file).newer_here


def test_nobody_speaks_for_the_schools_of_others(
    listed: Workspace, county: Workspace, elsewhere: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="Only an office"):
        issuers.save(listed, tmp_path)
    saved = issuers.save(county, tmp_path / "stick")
    told = issuers.load(elsewhere, saved.file, saved.fingerprint).told
    private = desks.own_keys(county).signing
    theirs = replace(told, counter=told.counter + 1, scope="513401", issuers=(), voided=())
    file = tmp_path / "list.nskeys"
    file.write_bytes(issuer_list.pack(theirs, private))
    with pytest.raises(UserError, match="not known here"):
        issuers.load(elsewhere, file)
    file.write_bytes(issuer_list.pack(replace(theirs, issuers=told.issuers), private))
    with pytest.raises(UserError, match="damaged"):
        issuers.load(elsewhere, file, saved.fingerprint)


def test_damaged_texts_are_never_accepted(listed: Workspace, county: Workspace) -> None:
    """Characters and bits changed, swapped, lost, doubled; halves of two certificates joined."""
    texts = [signed(listed, at, course=course).qr for at, course in enumerate(("", "养蜂"))]
    known = issuers.known(county)
    assert all(verification.judge(county, known, text).valid for text in texts)
    dice, tried = random.Random(2018), 0
    while tried < DAMAGED:
        text = dice.choice(texts)
        damaged = _damaged(dice, text, dice.choice(texts))
        if damaged.strip() in texts:
            continue
        tried += 1
        verdict = verification.judge(county, known, damaged)
        assert not verdict.valid, damaged
        assert verdict.standing is not Standing.VOIDED, damaged


def _damaged(dice: random.Random, text: str, other: str) -> str:
    at, to = sorted(dice.sample(range(len(text)), 2))
    match dice.randrange(7):
        case 0:
            signs = list(text)
            for _each in range(dice.randint(1, 4)):
                signs[dice.randrange(len(signs))] = dice.choice(base45.ALPHABET)
            return "".join(signs)
        case 1:
            return text[:at] + text[to] + text[at + 1 : to] + text[at] + text[to + 1 :]
        case 2:
            return text[:at] + text[to:]
        case 3:
            return text[:to] + text[at:]
        case 4:
            return text[:at] + other[at:]
        case 5:
            return text[:at] + dice.choice(base45.ALPHABET) + text[at:]
        case _:
            message = bytearray(base45.decode(text[4:]))
            message[dice.randrange(len(message))] ^= 1 << dice.randrange(8)
            return "NS1:" + base45.encode(bytes(message))


def test_one_day_of_july_is_what_the_paper_says(listed: Workspace) -> None:
    claim = verification.verify(listed, issued(listed).qr).claim
    assert claim is not None
    assert (claim.issued_on, claim.half_hours, claim.citizen_tail) == (JULY, 93, "002X")


def test_an_office_on_a_server_publishes_and_verifies_alike(
    server: Server, elsewhere: Workspace, tmp_path: Path
) -> None:
    founding.create(tmp_path / "clerk", workspaces.COUNTY, PASSWORD, server=str(server.new()))
    office = signing_in.sign_in(tmp_path / "clerk", PASSWORD)
    add_person(office)
    one, other = issued(office), issued(office, 2)
    void(office, one)
    saved = issuers.save(office, tmp_path / "stick")
    issuers.load(office, issuers.save(elsewhere, tmp_path / "stick").file, key_of(elsewhere))
    issuers.load(elsewhere, saved.file, saved.fingerprint)
    for desk in (office, elsewhere):
        assert standing(desk, one) is Standing.VOIDED
        assert standing(desk, other) is Standing.VALID
    void(office, one, voided_on=None)
    assert published(office) == []
    office.close()


def test_what_a_practice_school_issued_says_so(tmp_path: Path) -> None:
    practice.create(tmp_path / "practice", PASSWORD)
    desk = signing_in.sign_in(tmp_path / "practice", PASSWORD)
    verdict = verification.verify(desk, signed(desk).qr)
    assert "practice" in verdict.remark
    desk.close()
