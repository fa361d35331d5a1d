"""What the machine remembers, whatever the file holds."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightschool import files
from nightschool.desktop import settings
from nightschool.desktop.settings import Memory, Settings
from nightschool.errors import UserError

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=5), inside),
    max_leaves=6,
)


def test_what_is_saved_is_there_again(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    first = Settings(path)
    first.memory.language, first.memory.size = "zh", 150
    first.memory.columns["people"] = [40, 120]
    first.opened(tmp_path / "a", "小山村")
    first.opened(tmp_path / "b", "光明村")
    first.opened(tmp_path / "a", "小山村")
    first.close()
    again = Settings(path)
    assert again.memory == first.memory
    assert again.memory.homes == [str(tmp_path / "a"), str(tmp_path / "b")]
    again.close()


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(vars(Memory()), anything)) | anything)
def test_a_file_of_any_kind_can_be_read(tmp_path_factory: Any, found: object) -> None:
    path = tmp_path_factory.mktemp("settings") / "settings.json"
    path.write_text(json.dumps(found), "utf-8")
    read = Settings(path)
    for name, default in vars(Memory()).items():
        assert type(getattr(read.memory, name)) is type(default)
    assert all(isinstance(home, str) for home in read.memory.homes)
    read.close()


def test_half_a_file_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"language": "zh", "si', "utf-8")
    read = Settings(path)
    assert read.memory == Memory()
    read.close()


def test_a_full_disk_costs_only_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _data: bytes) -> None:
        raise UserError("full")

    monkeypatch.setattr(files, "replace_durably", full)
    kept = Settings(tmp_path / "settings.json")
    kept.save()
    kept.close()
    assert not kept.path.exists()


@pytest.mark.parametrize(
    ("platform", "inside"), [("win32", "Nightschool"), ("linux", "nightschool")]
)
def test_the_folder_is_the_persons_own(
    platform: str, inside: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.delenv("NIGHTSCHOOL_SETTINGS", raising=False)
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert settings.folder() == tmp_path / inside
