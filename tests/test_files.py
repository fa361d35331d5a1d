"""Files that must not be lost: whole at a new name, or not there at all."""

import errno
import os
from pathlib import Path
from typing import BinaryIO

import pytest

from nightschool import files
from nightschool.errors import UserError


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def full(file: BinaryIO) -> None:
    file.write(b"half")
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_file_is_written_under_a_new_name_each_time(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.txt"
    first, second = (files.write_durably(path, lambda file: file.write(b"x")) for _ in range(2))
    assert (first.name, second.name) == ("a.txt", "a-2.txt")
    assert names(path.parent) == ["a-2.txt", "a.txt"]


def test_a_full_disk_leaves_nothing_and_says_so(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"a\.txt was not saved: No space left"):
        files.write_durably(tmp_path / "a.txt", full)
    assert names(tmp_path) == []


def test_an_interrupted_write_leaves_nothing(tmp_path: Path) -> None:
    def interrupted(file: BinaryIO) -> None:
        file.write(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        files.write_durably(tmp_path / "a.txt", interrupted)
    assert names(tmp_path) == []


def test_a_stick_that_gives_back_something_else_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_read_back", lambda path: b"other")
    with pytest.raises(UserError, match="read back"):
        files.write_durably(tmp_path / "a.txt", lambda file: file.write(b"x"))
    assert names(tmp_path) == []


@pytest.mark.parametrize("call", [1, 2])
def test_no_fsync_that_fails_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: int
) -> None:
    calls = []
    real = os.fsync

    def fsync(handle: int) -> None:
        calls.append(handle)
        if len(calls) == call:
            raise OSError(errno.EIO, "Input/output error")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(UserError, match="not saved: Input/output error"):
        files.write_durably(tmp_path / "a.txt", lambda file: file.write(b"x"))
    assert names(tmp_path) == []


def test_replacing_gives_the_new_content(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    files.replace_durably(path, b"old")
    files.replace_durably(path, b"new")
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["keys.json"]


def test_replacing_that_fails_keeps_the_old_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "keys.json"
    files.replace_durably(path, b"old")

    def fsync(handle: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(UserError, match=r"keys\.json was not saved"):
        files.replace_durably(path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["keys.json"]


def test_room_is_asked_for_before(tmp_path: Path) -> None:
    files.require_space(tmp_path, 1)
    with pytest.raises(UserError, match="not enough room"):
        files.require_space(tmp_path, 1 << 60)
    with pytest.raises(UserError, match="cannot be reached"):
        files.require_space(tmp_path / "pulled out", 1)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("喜德县 小山村", "喜德县 小山村"),
        ('a/b\\c:d*e?f"g<h>i|j\0k', "a_b_c_d_e_f_g_h_i_j_k"),
        ("../../etc", "_.._etc"),
        (" . ", "_"),
        ("", "_"),
        ("村" * 100, "村" * 60),
    ],
)
def test_a_safe_name_is_taken_by_every_file_system(tmp_path: Path, text: str, name: str) -> None:
    assert files.safe_name(text) == name
    (tmp_path / f"{name}.nspkg.part").touch()
