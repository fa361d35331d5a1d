"""`doubles`: listed, joined, parted and remembered from the terminal."""

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from nightschool.cli import desk
from nightschool.services import people
from nightschool.services.workspace import Workspace
from tests import workspaces
from tests.cli.conftest import Run
from tests.evenings import person
from tests.workspaces import COUNTY


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """A county with two rows of one person."""
    made = workspaces.make(tmp_path / "county", COUNTY, b"county-1")
    for name in ("吉克阿牛", "吉克·阿妞"):
        people.add_person(made, person(name))
    monkeypatch.setattr(desk, "workspace", lambda options: nullcontext(made))
    yield made
    made.close()


def test_a_pair_is_joined_and_parted(office: Workspace, run: Run) -> None:
    [pair] = run("doubles", "list", "--json").json["pairs"]
    assert pair["score"] == 65
    keys = pair["first"], pair["second"]
    assert "names that sound alike" in run("doubles", "list").out
    assert "Joined" in run("doubles", "merge", *keys, "--reason", "户口本").out
    assert "Nothing looks like a double." in run("doubles", "list").out
    [joined] = run("doubles", "list", "--joined", "--json").json
    assert {joined["row"], joined["stands"]} == set(keys)
    assert joined["row"] in run("doubles", "list", "--joined").out
    assert run("doubles", "undo", joined["row"]).code == 0
    assert run("doubles", "list", "--json").json["total"] == 1


def test_a_pair_is_remembered_as_two(office: Workspace, run: Run) -> None:
    [pair] = run("doubles", "list", "--json").json["pairs"]
    keys = pair["first"], pair["second"]
    assert run("doubles", "not-same", *keys).code == 0
    assert run("doubles", "list", "--json").json["total"] == 0
    assert run("doubles", "undo", *keys).code == 0
    assert run("doubles", "list", "--json").json["total"] == 1
    assert run("doubles", "list", "--lessons", "--json").json["total"] == 0


def test_a_key_is_checked(office: Workspace, run: Run) -> None:
    assert run("doubles", "merge", "x", "y").code == 2
