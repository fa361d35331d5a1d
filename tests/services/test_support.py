"""The support file holds nobody's data."""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from nightschool import bootstrap
from nightschool.services import people, practice, support
from nightschool.services.workspace import Workspace
from nightschool.task import Cancelled, Task

PASSWORD = "correct horse"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("practice") / "school"
    practice.create(made, PASSWORD)
    return made


@pytest.fixture
def trained(home: Path) -> Iterator[Workspace]:
    """A practice school, opened as the window opens it."""
    with bootstrap.opened(home, lambda: PASSWORD) as workspace:
        yield workspace


def contents(file: Path) -> dict[str, str]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_nothing_in_it_is_about_anybody(trained: Workspace, tmp_path: Path) -> None:
    logs = tmp_path / "logs"
    logs.mkdir()
    everybody = people.people(trained)
    numbers = [one.citizen_no for one in everybody if one.citizen_no]
    (logs / "window.log").write_text(
        "\n".join(f"{one.name} {one.citizen_no} {one.phone}" for one in everybody), "utf-8"
    )
    inside = contents(support.save(trained, tmp_path, [logs]))
    text = "\n".join(inside.values())
    assert numbers
    assert not any(number in text for number in numbers)
    assert not any(one.name in text for one in everybody)
    assert re.findall(r"\d{11,}", text) == []
    assert trained.scope not in text
    assert str(tmp_path) not in text


def test_it_says_what_a_helper_asks_first(trained: Workspace, tmp_path: Path) -> None:
    about = json.loads(contents(support.save(trained, tmp_path))["about.json"])
    assert about["role"] == "school"
    assert about["findings"] == []
    assert about["parts"]["SQLAlchemy"]
    assert about["bytes"]["nightschool.db"] > 0
    assert set(about) == {
        "nightschool", "python", "system", "parts", "role", "schema", "findings", "bytes",
        "backups",
    }  # fmt: skip


def test_it_can_be_stopped(school: Workspace, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        support.save(school, tmp_path / "stick", task=Task(cancelled=lambda: True))
    assert not (tmp_path / "stick").exists()
