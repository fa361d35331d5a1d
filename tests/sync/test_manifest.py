"""Manifests: one form, read back equal, and nothing else accepted."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightschool.domain.identity import RowId
from nightschool.domain.refusal import PackageError, Reason
from nightschool.domain.stamp import DeviceId
from nightschool.sync import manifest
from nightschool.sync.manifest import (
    AuditHead,
    Known,
    Manifest,
    PackageRef,
    Receipt,
    ReceiptState,
    Registration,
    Todo,
)
from tests.sync.parties import Party, draft, party

SCHOOL, COUNTY = party("小山村 1", "513432101208"), party("喜德县", "513432")

numbers = st.integers(1, 2**63 - 1)
hashes = st.binary(min_size=32, max_size=32)
devices = st.binary(min_size=8, max_size=8).map(DeviceId)
words = st.from_regex(r"[a-z0-9_]{1,60}", fullmatch=True)
refs = st.builds(PackageRef, numbers, hashes)
rows = st.binary(min_size=16, max_size=16) | st.binary(min_size=32, max_size=32)
todos = st.lists(st.builds(Todo, words, words, rows), max_size=3).map(tuple)
receipts = st.builds(
    Receipt,
    devices,
    refs,
    st.integers(0, 2**63 - 1),
    st.sampled_from(ReceiptState),
    st.none() | words,
    todos,
)
knowledge = st.dictionaries(
    st.from_regex(r"[0-9]{12}", fullmatch=True),
    st.dictionaries(devices, st.builds(Known, st.integers(0, 2**62), st.none() | refs), max_size=3),
    max_size=3,
)
registrations = st.builds(Registration, st.binary(min_size=16, max_size=16).map(RowId), hashes)


def refusal(data: bytes) -> PackageError:
    with pytest.raises(PackageError) as caught:
        manifest.read(data)
    return caught.value


def edited(**changes: Any) -> bytes:
    """The school's manifest with fields changed, written as a program of ours would."""
    value = json.loads(manifest.write(draft(SCHOOL, COUNTY))) | changes
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@given(
    st.lists(receipts, max_size=3).map(tuple),
    knowledge,
    st.dictionaries(words, st.integers(0, 2**63 - 1), max_size=3),
    st.none() | registrations,
    st.none() | st.builds(AuditHead, st.integers(0, 2**63 - 1), hashes),
    st.datetimes(timezones=st.just(UTC)),
    st.booleans(),
)
def test_what_is_written_is_read_back(
    receipts: tuple[Receipt, ...],
    knowledge: dict[str, dict[DeviceId, Known]],
    rows: dict[str, int],
    registration: Registration | None,
    audit: AuditHead | None,
    made_at: datetime,
    full: bool,
) -> None:
    whole = replace(
        draft(SCHOOL, COUNTY),
        receipts=receipts,
        knowledge=knowledge,
        rows=rows,
        registration=registration,
        audit=audit,
        made_at=made_at,
        full=full,
    )
    assert manifest.read(manifest.write(whole)) == whole


def test_the_form_is_stable_and_readable() -> None:
    text = manifest.write(draft(SCHOOL, COUNTY)).decode()
    assert text.startswith('{"addressees":[{"device":"')
    assert '"name":"小山村 1"' in text
    assert '"made_at":"2019-03-12T20:30:00+00:00"' in text


@pytest.mark.parametrize(
    "changes",
    [
        {"number": 0},
        {"number": 2**63},
        {"number": True},
        {"number": 7.0},
        {"number": "7"},
        {"number": None},
        {"full": 1},
        {"seq_after": 56},
        {"seq_after": -1},
        {"earlier": [{"number": 7, "sha256": "00" * 32}]},
        {"earlier": [{"number": n, "sha256": "00" * 32} for n in (2, 1)]},
        {"earlier": [{"number": 1, "sha256": "00" * 31}]},
        {"earlier": [{"number": 1, "sha256": "AB" * 32}]},
        {"earlier": [{"number": 1, "sha256": "0" * 63 + "g"}]},
        {"earlier": {}},
        {"addressees": []},
        {"scopes": ["../../../etc"]},
        {"scopes": ["５１３４３２"]},
        {"scopes": "513432"},
        {"program": "1.0 \x1b[2J"},
        {"schema": "a" * 61},
        {"schema": "DROP TABLE"},
        {"made_at": "2019-03-12T20:30:00"},
        {"made_at": "2019-03-12T20:30:00+08:00"},
        {"made_at": "yesterday"},
        {"made_at": 0},
        {"knowledge": {"513432": {"00" * 8: {"counter": 2**62 + 1, "package": None}}}},
        {"knowledge": {"513432": {"00" * 7: {"counter": 1, "package": None}}}},
        {"rows": {"lessons": -1}},
        {"rows": {"lessons; --": 1}},
        {"receipts": [{}]},
        {"registration": {"enrolment": "00" * 16, "proof": "00" * 16}},
        {"format": 0},
        {"format": "1"},
        {"format": True},
        {"surprise": 1},
    ],
)
def test_a_field_out_of_its_bounds_is_refused(changes: dict[str, Any]) -> None:
    assert refusal(edited(**changes)).reason is Reason.DAMAGED


@pytest.mark.parametrize("name", ["x" * 201, "a\u202eb", "a\nb", "\x1b[31m", "a\u2028b"])
def test_a_name_that_could_deceive_the_reader_is_refused(name: str) -> None:
    desk = replace(SCHOOL.desk, name=name)
    assert refusal(manifest.write(draft(Party(desk, b"", ""), COUNTY))).reason is Reason.DAMAGED


def test_unedited_it_is_accepted() -> None:
    assert manifest.read(edited()).number == 7


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"{",
        b"\xff\xfe{}",
        b"[" * 3_000_000,
        b'{"a":' * 100_000,
        b'{"format":1,"format":1}',
        b'{"format":' + b"9" * 5000 + b"}",
        b" " * 5_000_000,
        b'{"format":NaN}',
        b'{"format":1e999}',
    ],
)
def test_other_bytes_are_refused(data: bytes) -> None:
    assert refusal(data).reason is Reason.DAMAGED


def test_only_the_canonical_form_is_accepted() -> None:
    data = edited()
    value = json.loads(data)
    for other in (
        json.dumps(value, ensure_ascii=False, sort_keys=True).encode(),
        json.dumps(value, sort_keys=True, separators=(",", ":")).encode(),
        json.dumps(
            dict(reversed(value.items())), ensure_ascii=False, separators=(",", ":")
        ).encode(),
        data + b"\n",
        b"\xef\xbb\xbf" + data,
        data.replace(b'"number":7', b'"number":1,"number":7', 1),
        data.replace(b'"seq_after":40', b'"seq_after":4e1', 1),
        data.replace(b'"format":1', b'"format":-0', 1),
        data.decode().encode("utf-16"),
    ):
        assert other != data
        assert refusal(other).reason is Reason.DAMAGED


@given(st.data())
def test_any_field_of_any_other_kind_is_refused(data: st.DataObject) -> None:
    value = json.loads(edited())
    name = data.draw(st.sampled_from(sorted(value.keys() - {"format"})))
    wrong = data.draw(
        st.recursive(
            st.floats(allow_nan=False) | st.binary().map(bytes.hex) | st.integers(max_value=-1),
            lambda inner: st.lists(inner, min_size=1) | st.dictionaries(st.text(), inner),
            max_leaves=5,
        ).filter(lambda wrong: wrong not in ("", {}, []))
    )
    if name in ("schema", "program") and isinstance(wrong, str):
        return  # these two are words, and so are hexadecimal digits
    assert refusal(edited(**{name: wrong})).reason is Reason.DAMAGED


def test_a_newer_format_names_the_version_that_reads_it() -> None:
    error = refusal(edited(format=2, program="3.4.0", surprise=[]))
    assert error.reason is Reason.NEWER_FORMAT
    assert "3.4.0" in str(error)


def test_a_newer_format_cannot_draw_on_the_screen() -> None:
    error = refusal(edited(format=2, program="\x1b[2J"))
    assert error.reason is Reason.NEWER_FORMAT
    assert "\x1b" not in str(error)


@pytest.mark.parametrize(
    "changes",
    [{"number": 3}, {"seq_upto": 3}, {"addressees": ()}],
)
def test_a_maker_who_contradicts_himself_is_told_at_once(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"numbers|seq|nobody"):
        replace(draft(SCHOOL, COUNTY), **changes)


def test_every_field_of_a_manifest_is_in_its_json() -> None:
    assert set(json.loads(edited())) == set(Manifest.__dataclass_fields__)
