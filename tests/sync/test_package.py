"""Packages made and saved."""

import hashlib
import shutil
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from nightschool.domain.refusal import PackageError, Reason
from nightschool.errors import UserError
from nightschool.sync import container, package
from tests.sync.parties import Party, bytes_of, draft, packed


def test_any_zip_program_reads_the_outer_form(saved: Path) -> None:
    with zipfile.ZipFile(saved) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["manifest.json", "manifest.sig", "key.age", "data.db"]


def test_saving_again_saves_the_same_bytes_under_a_new_name(
    school: Party, county: Party, tmp_path: Path
) -> None:
    prepared = packed(draft(school, county), school, tmp_path)
    first, second = (package.save(prepared, tmp_path, "a/b: c?") for _ in range(2))
    assert (first.name, second.name) == ("a_b_ c_-0007.nspkg", "a_b_ c_-0007-2.nspkg")
    assert first.read_bytes() == second.read_bytes()


def test_a_member_that_changed_after_preparing_is_never_saved(
    school: Party, county: Party, tmp_path: Path
) -> None:
    prepared = packed(draft(school, county), school, tmp_path)
    (tmp_path / "draft.db").write_bytes(b"other")
    with pytest.raises(RuntimeError):
        package.save(prepared, tmp_path, "x")
    assert [path.name for path in tmp_path.glob("x*")] == []


def test_no_room_on_the_stick_is_said_before_writing(
    school: Party, county: Party, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared = packed(draft(school, county), school, tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=1 << 20))
    with pytest.raises(UserError, match="not enough room"):
        package.save(prepared, tmp_path, "x")
    assert list(tmp_path.glob("x*")) == []


def test_a_key_that_is_not_the_senders_makes_no_package(
    school: Party, county: Party, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match="sender's key"):
        packed(draft(school, county), county, tmp_path)


def test_a_package_too_large_is_not_made(
    school: Party, county: Party, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(container.LIMITS, container.DATA, 2999)
    with pytest.raises(PackageError) as caught:
        packed(draft(school, county), school, tmp_path)
    assert caught.value.reason is Reason.TOO_LARGE


def test_the_bytes_of_a_prepared_package_are_those_saved(
    school: Party, county: Party, tmp_path: Path
) -> None:
    prepared = packed(draft(school, county), school, tmp_path)
    assert hashlib.sha256(bytes_of(prepared)).digest() == prepared.sha256
