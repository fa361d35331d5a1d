"""The text of a certificate's QR code: short enough to print, forgiving to type, strict to read."""

from dataclasses import fields, replace
from datetime import date

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightschool.domain.certificate_claim import Claim
from nightschool.domain.codes import CertificateKind
from nightschool.keys import base45, certificate_qr, cose, signing
from nightschool.keys.canonical import MalformedError, NewerFormatError
from nightschool.keys.certificate_qr import ForeignError

PRIVATE = bytes(range(32))
CLAIM = Claim(
    number="513432101208-2018-0001-7HQ2K9TD",
    kind=CertificateKind.COMPLETION,
    name="吉克·阿牛",
    course="花椒栽培与病虫害防治",
    half_hours=93,
    issued_on=date(2018, 7, 31),
    school="513432101208",
    citizen_tail="002X",
)
VALUES: dict[object, object] = {
    1: CLAIM.number,
    2: CLAIM.name,
    3: 2,
    4: CLAIM.course,
    5: 93,
    6: 17743,
    7: 513432101208,
    8: "002X",
}
letters = st.text(st.characters(categories=("Lo", "Nd", "Po")), min_size=1, max_size=20)
claims = st.builds(
    Claim,
    number=st.just(CLAIM.number),
    kind=st.sampled_from(CertificateKind),
    name=letters,
    course=letters | st.just(""),
    half_hours=st.integers(0, 2000),
    issued_on=st.dates(date(2017, 1, 1)),
    school=st.sampled_from(["513432101208", "513401001201"]),
    citizen_tail=st.sampled_from(["", "002X", "1234"]),
)


def text_of(values: dict[object, object]) -> str:
    """A text with a true signature over any values."""
    return "NS1:" + base45.encode(cose.sign(PRIVATE, cbor2.dumps(values, canonical=True)))


@given(claims)
def test_there_and_back(claim: Claim) -> None:
    text = certificate_qr.write(claim, PRIVATE)
    said = certificate_qr.read(text)
    assert said.claim == claim
    assert cose.verify(said.signed, signing.public_key(PRIVATE))
    assert len(text) <= certificate_qr.LONGEST


def test_the_payload_is_a_map_with_numbers_for_keys() -> None:
    text = certificate_qr.write(CLAIM, PRIVATE)
    message = cbor2.loads(base45.decode(text.removeprefix("NS1:")))
    assert cbor2.loads(message.value[2]) == VALUES
    assert text == text_of(VALUES)


def test_a_course_without_room_is_cut_and_a_name_never() -> None:
    long = replace(CLAIM, name="阿" * 30, course="花" * 60)
    text = certificate_qr.write(long, PRIVATE)
    claim = certificate_qr.read(text).claim
    assert certificate_qr.LONGEST - 10 < len(text) <= certificate_qr.LONGEST
    assert claim.name == long.name
    assert claim.course.endswith("花…")
    with pytest.raises(ValueError, match="too long"):
        certificate_qr.write(replace(CLAIM, name="阿" * 100), PRIVATE)


def typed(text: str) -> dict[str, str]:
    """The same text as it may arrive."""
    full_width = "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)
    return {
        "as it is": text,
        "lower case": text.lower(),
        "blanks around": f"  {text}\r\n",
        "full width": full_width,
        "Chinese punctuation": text.replace(".", "。").replace("/", "、").replace("$", "￥"),
        "wrapped": "\n".join(text[at : at + 20] for at in range(0, len(text), 20)),
        "wrapped at its blanks": text.replace(" ", "\n"),
        "with tabs": "\t".join(text),
    }


@pytest.mark.parametrize("way", typed(""))
def test_how_scanners_and_people_type_it(way: str) -> None:
    for halves in range(20):  # texts with and without the characters in question
        claim = replace(CLAIM, half_hours=halves)
        text = certificate_qr.write(claim, PRIVATE)
        assert certificate_qr.read(typed(text)[way]).claim == claim


@pytest.mark.parametrize("text", ["", "NS", "HC1:6BF", "https://example.org/NS1:", "1NS1:AB"])
def test_codes_of_something_else_are_told_apart(text: str) -> None:
    with pytest.raises(ForeignError):
        certificate_qr.read(text)


def test_a_later_version_is_no_forgery() -> None:
    with pytest.raises(NewerFormatError) as caught:
        certificate_qr.read("NS2:ANYTHING")
    assert caught.value.number == 2


@pytest.mark.parametrize("text", ["NS0:BB8", "NS01:BB8", "NS1:", "NS1:A", "NS1:" + "0" * 3000])
def test_no_text_of_ours(text: str) -> None:
    with pytest.raises(MalformedError):
        certificate_qr.read(text)


@pytest.mark.parametrize(
    "change",
    [
        {3: 5},
        {3: True},
        {3: "2"},
        {1: 7},
        {2: ""},
        {2: "吉克\u202e阿牛"},
        {2: "吉克\x1b[31m"},
        {2: b"\xff"},
        {5: -1},
        {5: 46.5},
        {6: 1 << 39},
        {7: 51},
        {7: "513432101208"},
        {8: ["002X"]},
        {9: 1},
        {"1": "x"},
        {1: None},
    ],
)
def test_even_a_true_signature_does_not_carry_other_types(change: dict[object, object]) -> None:
    with pytest.raises(MalformedError):
        certificate_qr.read(text_of({**VALUES, **change}))


@pytest.mark.parametrize("missing", [1, 2, 3, 5, 6, 7])
def test_a_field_that_is_missing(missing: int) -> None:
    with pytest.raises(MalformedError):
        certificate_qr.read(text_of({key: VALUES[key] for key in VALUES if key != missing}))


def test_a_key_that_equals_one_is_not_one() -> None:
    twisted: dict[object, object] = {
        True if key == 1 else key: value for key, value in VALUES.items()
    }
    with pytest.raises(MalformedError):
        certificate_qr.read(text_of(twisted))


@pytest.mark.parametrize("field", [field.name for field in fields(Claim)])
def test_a_field_of_another_certificate_breaks_the_signature(field: str) -> None:
    """The signature of one certificate under the words of another, by the field that differs."""
    other = {
        "number": "513432101208-2018-0002-7HQ2K9TD",
        "kind": CertificateKind.SKILL,
        "name": "沙马拉且",
        "course": "电焊",
        "half_hours": 94,
        "issued_on": date(2018, 8, 1),
        "school": "513432101209",
        "citizen_tail": "0036",
    }
    true = certificate_qr.read(certificate_qr.write(CLAIM, PRIVATE)).signed
    changed = replace(CLAIM, **{field: other[field]})  # type: ignore[arg-type]  # one of any type
    theirs = certificate_qr.read(certificate_qr.write(changed, bytes(32))).signed
    swapped = replace(theirs, key_id=true.key_id, signature=true.signature)
    assert not cose.verify(swapped, signing.public_key(PRIVATE))
    assert cose.verify(replace(swapped, payload=true.payload), signing.public_key(PRIVATE))
