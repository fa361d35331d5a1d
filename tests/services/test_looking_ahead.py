"""While a package is merged the next was opened already: what changed meanwhile counts."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from nightschool.services import exporting, taking
from nightschool.services.workspace import Workspace
from nightschool.storage import rows, tables
from nightschool.storage.queries import devices
from nightschool.task import Task
from tests.services.desks import ABI, add_person, carry, edit_person, names, new_laptop


@pytest.fixture
def laptop(county: Workspace, tmp_path: Path) -> Iterator[Workspace]:
    made = new_laptop(county, tmp_path / "laptop")
    carry(made, county, tmp_path / "first")
    yield made
    made.close()


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Set when the second package was looked at."""
    second, look, found = Event(), taking._look_ahead, []

    def look_ahead(*given: Any) -> Any:
        found.append(look(*given))
        if len(found) == 2:
            assert found[1] is not None
            second.set()
        return found[-1]

    monkeypatch.setattr(taking, "_look_ahead", look_ahead)
    return second


def two_packages(laptop: Workspace, stick: Path) -> list[Path]:
    add_person(laptop)
    files = [made.file for made in exporting.export(laptop, stick)]
    edit_person(laptop, name="吉克阿木")
    return files + [made.file for made in exporting.export(laptop, stick)]


def test_two_packages_of_one_sender_are_merged_one_after_the_other(
    county: Workspace, laptop: Workspace, tmp_path: Path, looked: Event
) -> None:
    taken = taking.take(county, two_packages(laptop, tmp_path / "stick"))
    assert [one.state for one in taken] == ["merged", "merged"]
    assert looked.is_set()
    assert names(county) == ["吉克阿木"]


def test_a_sender_revoked_after_its_package_was_opened_is_refused(
    county: Workspace, laptop: Workspace, tmp_path: Path, looked: Event
) -> None:
    files = two_packages(laptop, tmp_path / "stick")

    def report(done: int, total: int, text: str) -> None:
        if done == 1:
            assert looked.wait(60)
            with county.database.write() as write:
                key = (devices.key(laptop.device),)
                rows.edit(write, tables.Device, {key: {"revoked_on": date(2018, 5, 1)}})

    taken = taking.take(county, files, Task(report))
    assert [one.reason for one in taken] == ["", "revoked_sender"]
    assert names(county) == [ABI.name]


def test_nothing_is_left_in_the_working_folder(
    county: Workspace, laptop: Workspace, tmp_path: Path, looked: Event
) -> None:
    before = sorted(county.home.iterdir())
    files = two_packages(laptop, tmp_path / "stick")
    with pytest.raises(KeyboardInterrupt):
        taking.take(county, files, Task(lambda done, total, text: stop(done)))
    assert sorted(county.home.iterdir()) == before


def stop(done: int) -> None:
    if done == 1:
        raise KeyboardInterrupt
