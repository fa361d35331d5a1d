"""COSE by the examples of RFC 9052 and its working group, CBOR by those of RFC 8949."""

from hashlib import sha256

import cbor2
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils

from nightschool.keys import cose, signing
from nightschool.keys.canonical import MalformedError

PRIVATE = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
"""The first key of RFC 8032, section 7.1, which the working group's examples use too."""
PUBLIC = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
CONTENT = b"This is the content."


def test_the_structure_that_is_signed_verifies_rfc_9052_appendix_c_2_1() -> None:
    x = 0xBAC5B11CAD8F99F9C72B05CF4B9E26D244DC189F745228255A219A86D6A09EFF
    y = 0x20138BF82DC1B6D562BE0FA54AB7804A3A64B6D72CCFED6B6FB6ED28BBFC117E
    r = 0x8EB33E4CA31D1C465AB05AAC34CC6B23D58FEF5C083106C4D25A91AEF0B0117E
    s = 0x2AF9A291AA32E14AB834DC56ED2A223444547E01F11D3B0916E5A4C345CACB36
    key = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
    signature = utils.encode_dss_signature(r, s)
    to_be_signed = cose.to_be_signed(bytes.fromhex("a10126"), CONTENT)
    key.verify(signature, to_be_signed, ec.ECDSA(hashes.SHA256()))


def test_the_working_groups_example_with_ed25519() -> None:
    signature = bytes.fromhex(
        "7142fd2ff96d56db85bee905a76ba1d0b7321a95c8c4d3607c5781932b7afb87"
        "11497dfa751bf40b58b3bcc32300b1487f3db34085eef013bf08f4a44d6fef0d"
    )
    to_be_signed = cose.to_be_signed(bytes.fromhex("a201270300"), CONTENT)
    assert signing.public_key(PRIVATE) == PUBLIC
    assert signing.sign(PRIVATE, to_be_signed) == signature


def test_a_message_is_what_another_reader_expects() -> None:
    message = cbor2.loads(cose.sign(PRIVATE, CONTENT))
    protected, unprotected, payload, signature = message.value
    key_id = sha256(b"nightschool key\n" + PUBLIC).digest()[:10]
    assert message.tag == 18
    assert cbor2.loads(protected) == {1: -8, 4: key_id}
    assert (unprotected, payload) == ({}, CONTENT)
    structure = cbor2.dumps(["Signature1", protected, b"", CONTENT])
    assert signing.verify(PUBLIC, structure, signature)


def test_there_and_back() -> None:
    signed = cose.read(cose.sign(PRIVATE, CONTENT))
    assert (signed.payload, signed.key_id) == (CONTENT, signing.key_id(PUBLIC))
    assert cose.verify(signed, PUBLIC)
    assert not cose.verify(signed, signing.public_key(bytes(32)))


@pytest.mark.parametrize(
    ("value", "data"),
    [
        (0, "00"),
        (23, "17"),
        (24, "1818"),
        (1000000, "1a000f4240"),
        (18446744073709551615, "1bffffffffffffffff"),
        (-1, "20"),
        (-1000, "3903e7"),
        (b"\x01\x02\x03\x04", "4401020304"),
        ("水", "63e6b0b4"),
        ([1, [2, 3], [4, 5]], "8301820203820405"),
        ({1: 2, 3: 4}, "a201020304"),
    ],
)
def test_the_examples_of_rfc_8949_appendix_a(value: object, data: str) -> None:
    assert cose.encoded(value).hex() == data
    assert cose.decoded(bytes.fromhex(data)) == value


@pytest.mark.parametrize(
    "data",
    [
        "",
        "0000",  # a trailing byte
        "1817",  # 23 in a longer form
        "1b0000000000000001",
        "a201020103",  # a key twice
        "a203040102",  # keys out of order
        "5f42010243030405ff",  # of indefinite length
        "bf0102ff",
        "62c328",  # no UTF-8
        "fb3ff0000000000000",  # 1.0, which a shorter form holds
        "818181818181818181",  # deeper than anything of ours
        "5bffffffffffffffff00",  # longer than all memory
        "9bffffffffffffffff00",
        "c349010000000000000000ff",
        "d81c81d81d00",  # a list that holds itself
        "d823625b28",  # no regular expression
        "c074323031332d30332d32315432303a30343a3030",
    ],
)
def test_cbor_that_we_would_not_have_written_is_refused(data: str) -> None:
    with pytest.raises(ValueError, match=r"of ours|canonical"):
        cose.decoded(bytes.fromhex(data))


def forms() -> dict[str, bytes]:
    """Messages with a true signature in forms that are not ours."""
    message = cose.sign(PRIVATE, CONTENT)
    protected, _open, payload, signature = cbor2.loads(message).value

    def tagged(*parts: object, tag: int = 18) -> bytes:
        return cbor2.dumps(cbor2.CBORTag(tag, list(parts)))

    return {
        "a byte after it": message + b"\0",
        "no tag": cbor2.dumps([protected, {}, payload, signature]),
        "another tag": tagged(protected, {}, payload, signature, tag=98),
        "a header that is not signed": tagged(protected, {4: b"11"}, payload, signature),
        "a part too many": tagged(protected, {}, payload, signature, b""),
        "a part too few": tagged(protected, {}, payload),
        "no payload": tagged(protected, {}, None, signature),
        "the payload as text": tagged(protected, {}, payload.decode(), signature),
        "a short signature": tagged(protected, {}, payload, signature[:-1]),
        "another algorithm": tagged(cbor2.dumps({1: -7, 4: bytes(10)}), {}, payload, signature),
        "no algorithm": tagged(cbor2.dumps({4: bytes(10)}), {}, payload, signature),
        "no key": tagged(cbor2.dumps({1: -8}), {}, payload, signature),
        "a key of text": tagged(cbor2.dumps({1: -8, 4: "0123456789"}), {}, payload, signature),
        "a critical header": tagged(
            cbor2.dumps({1: -8, 2: [99], 4: bytes(10)}), {}, payload, signature
        ),
        "a number": cbor2.dumps(7),
        "nothing": b"",
    }


@pytest.mark.parametrize("form", forms())
def test_other_forms_are_refused(form: str) -> None:
    with pytest.raises(MalformedError):
        cose.read(forms()[form])
