"""Key slots: the right password opens, and a changed file does not."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nightschool.errors import UserError
from nightschool.keys import canonical, slots
from nightschool.keys.password import STANDARD, Cost
from nightschool.keys.slots import KeyFile

CHEAP = Cost(memory_kib=32, passes=1)
PASSWORD = "night school"


@pytest.fixture
def opened() -> tuple[KeyFile, bytes]:
    return slots.create("吉克", "teacher", PASSWORD, CHEAP)


def test_the_password_opens_the_key(opened: tuple[KeyFile, bytes]) -> None:
    keyfile, key = opened
    assert len(key) == 32
    assert slots.unlock(keyfile, "吉克", PASSWORD) == key
    assert keyfile.users == ("吉克",)


def test_each_workspace_has_a_key_of_its_own(opened: tuple[KeyFile, bytes]) -> None:
    assert slots.create("吉克", "teacher", PASSWORD, CHEAP)[1] != opened[1]


def test_the_standard_cost_is_that_of_the_rfc() -> None:
    keyfile, key = slots.create("吉克", "teacher", PASSWORD)
    assert keyfile.slots[0].locked.cost == STANDARD == Cost(64 * 1024, 3, 4)
    assert slots.unlock(keyfile, "吉克", PASSWORD) == key


@pytest.mark.parametrize("wrong", ["", "night schoo", "night school ", "Night school"])
def test_another_password_does_not(opened: tuple[KeyFile, bytes], wrong: str) -> None:
    with pytest.raises(UserError, match="wrong"):
        slots.unlock(opened[0], "吉克", wrong)


def test_an_input_method_in_full_width_mode_types_the_same(opened: tuple[KeyFile, bytes]) -> None:
    assert slots.unlock(opened[0], "吉克", "ｎｉｇｈｔ　ｓｃｈｏｏｌ") == opened[1]


def test_an_unknown_user_is_told_who_is_known(opened: tuple[KeyFile, bytes]) -> None:
    with pytest.raises(UserError, match="吉克"):
        slots.unlock(opened[0], "阿牛", PASSWORD)


def test_a_second_user_has_the_same_key_by_another_password(opened: tuple[KeyFile, bytes]) -> None:
    keyfile = slots.add_slot(*opened, "阿牛", "school_head", "another one", CHEAP)
    assert slots.unlock(keyfile, "阿牛", "another one") == opened[1]
    assert slots.unlock(keyfile, "吉克", PASSWORD) == opened[1]
    with pytest.raises(UserError, match="wrong"):
        slots.unlock(keyfile, "阿牛", PASSWORD)
    with pytest.raises(UserError, match="already"):
        slots.add_slot(keyfile, opened[1], "阿牛", "teacher", "another one", CHEAP)


def test_a_changed_password_keeps_the_key_and_the_others(opened: tuple[KeyFile, bytes]) -> None:
    keyfile = slots.add_slot(*opened, "阿牛", "school_head", "another one", CHEAP)
    changed = slots.change_password(keyfile, "吉克", PASSWORD, "brand new one", CHEAP)
    assert slots.unlock(changed, "吉克", "brand new one") == opened[1]
    assert slots.unlock(changed, "阿牛", "another one") == opened[1]
    assert changed.slot("吉克").role == "teacher"
    with pytest.raises(UserError, match="wrong"):
        slots.unlock(changed, "吉克", PASSWORD)
    with pytest.raises(UserError, match="wrong"):
        slots.change_password(keyfile, "吉克", "not known", "brand new one", CHEAP)


@pytest.mark.parametrize("weak", ["", "seven77", "teacher of xide"])
def test_a_weak_password_is_refused_with_the_rule(weak: str) -> None:
    with pytest.raises(UserError, match="8 characters"):
        slots.require_good("teacher of xide", weak)


def test_an_empty_password_locks_nothing() -> None:
    with pytest.raises(UserError, match="empty"):
        slots.create("teacher of xide", "teacher", "", CHEAP)


@pytest.mark.parametrize("changes", [{"user": "阿牛"}, {"role": "county_head"}])
def test_a_slot_under_another_name_or_role_does_not_open(
    opened: tuple[KeyFile, bytes], changes: dict[str, Any]
) -> None:
    slot = replace(opened[0].slots[0], **changes)
    with pytest.raises(UserError, match="wrong"):
        slots.unlock(KeyFile((slot,)), slot.user, PASSWORD)


def test_saved_and_loaded_it_is_the_same(opened: tuple[KeyFile, bytes], tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    first = replace(opened[0], failures={"吉克": 3})
    slots.save(opened[0], path)
    slots.save(first, path)
    assert slots.load(path) == first
    assert [entry.name for entry in tmp_path.iterdir()] == ["keys.json"]
    assert opened[1].hex() not in path.read_text("utf-8")


def load_error(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        slots.load(path)
    return str(caught.value)


def test_a_newer_file_says_so(opened: tuple[KeyFile, bytes], tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    path.write_text(json.dumps({"format": 2}), "utf-8")
    assert "newer version" in load_error(path)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    assert "cannot be read" in load_error(tmp_path / "keys.json")


@pytest.mark.parametrize(
    ("where", "value"),
    [
        ("memory_kib", 100 << 20),
        ("memory_kib", 8),
        ("passes", 1 << 20),
        ("passes", 0),
        ("lanes", 10_000),
        ("lanes", True),
    ],
)
def test_a_hostile_cost_is_never_paid(
    opened: tuple[KeyFile, bytes], tmp_path: Path, where: str, value: int
) -> None:
    value_of = json.loads(canonical.dump(opened[0]))
    value_of["slots"][0]["locked"]["cost"][where] = value
    path = tmp_path / "keys.json"
    path.write_text(
        json.dumps(value_of, ensure_ascii=False, sort_keys=True, separators=(",", ":")), "utf-8"
    )
    assert "damaged" in load_error(path)


@pytest.mark.parametrize("slot_count", [0, 2])
def test_no_slot_or_two_of_one_user_is_damage(
    opened: tuple[KeyFile, bytes], tmp_path: Path, slot_count: int
) -> None:
    value = json.loads(canonical.dump(opened[0]))
    value["slots"] *= slot_count
    path = tmp_path / "keys.json"
    path.write_text(
        json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")), "utf-8"
    )
    assert "damaged" in load_error(path)


@given(st.data())
def test_a_damaged_file_opens_nothing(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    keyfile, _key = slots.create("teacher", "teacher", PASSWORD, CHEAP)
    path = tmp_path_factory.getbasetemp() / "mutant.json"
    content = bytearray(canonical.dump(keyfile))
    content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(content)
    with pytest.raises(UserError):
        slots.unlock(slots.load(path), "teacher", PASSWORD)
