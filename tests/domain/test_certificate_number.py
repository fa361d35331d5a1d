import re

from hypothesis import given
from hypothesis import strategies as st

from nightschool.domain import certificate, registry
from nightschool.domain.stamp import DeviceId

XIAOSHAN = "513432101208"
DEVICES = st.binary(min_size=8, max_size=8).map(DeviceId)


@given(DEVICES, st.integers(2016, 2035), st.integers(1, 20_000))
def test_a_number_is_read_back(device: DeviceId, year: int, running: int) -> None:
    number = certificate.number(XIAOSHAN, year, running, certificate.laptop_sign(device))
    assert re.fullmatch(r"513432101208-\d{4}-\d{4,5}-[0-9A-HJKMNP-TV-Z]{8}", number)
    assert certificate.running_of(number) == running


@given(DEVICES, DEVICES)
def test_laptops_that_differ_in_their_first_forty_bits_differ_in_sign(
    one: DeviceId, other: DeviceId
) -> None:
    signs = certificate.laptop_sign(one), certificate.laptop_sign(other)
    assert (signs[0] == signs[1]) is (one[:5] == other[:5])


def test_the_sign_is_of_the_first_five_bytes() -> None:
    assert certificate.laptop_sign(DeviceId(bytes(8))) == "00000000"
    assert certificate.laptop_sign(DeviceId(b"\xff" * 5 + bytes(3))) == "ZZZZZZZZ"
    assert certificate.laptop_sign(DeviceId(bytes([0, 0, 0, 0, 1, 0, 0, 0]))) == "00000001"


def test_school_and_issuer_as_papers_print_them() -> None:
    school = registry.by_code(XIAOSHAN)
    assert school is not None
    assert certificate.school_name(school) == "喜德县冕山镇小山村农民夜校"
    assert certificate.issuer(school) == "喜德县农民夜校工作办公室"
