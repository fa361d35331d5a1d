"""The stick: what a teacher sees before, while and after the county's way."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from nightschool.desktop.pages.stick import StickPage
from nightschool.domain.drive import Drive
from nightschool.services import drives, exporting, stick, taking
from nightschool.services.stick import Standing
from nightschool.services.workspace import Workspace
from tests import workspaces
from tests.desktop.conftest import Scene
from tests.services import desks


@pytest.fixture
def plugged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stick that is plugged in."""
    place = tmp_path / "KINGSTON"
    place.mkdir()
    drive = Drive(place, "KINGSTON", 3_200_000_000, "vfat", False)
    monkeypatch.setattr(drives, "removable", lambda: [drive])
    return place


@pytest.fixture
def county(tmp_path: Path) -> Workspace:
    return workspaces.make(tmp_path / "county", workspaces.COUNTY, b"county-1")


def enrolled(s: Scene, county: Workspace, tmp_path: Path) -> StickPage:
    """The stick page of a laptop that the county enrolled, with somebody added."""
    laptop = desks.new_laptop(county, tmp_path / "laptop")
    desks.add_person(laptop)
    s.session.workspace.close()
    s.session.workspace = laptop
    page = s.page("stick", StickPage)
    page.refresh()
    s.settle()
    return page


def test_a_laptop_that_is_not_enrolled_says_so(scene: Callable[..., Scene], plugged: Path) -> None:
    s = scene("ordinary")
    page = s.page("stick", StickPage)
    assert "not enrolled" in page._state.text()
    page.save()
    s.settle()
    assert s.desk.message.isVisible()
    assert not page._saved.isVisible()
    assert list(plugged.rglob("*")) in ([], [plugged / drives.FOLDER])


def test_the_way_to_the_county_and_back(
    scene: Callable[..., Scene], plugged: Path, county: Workspace, tmp_path: Path
) -> None:
    s = scene("empty")
    page = enrolled(s, county, tmp_path)
    assert "not carried" in page._state.text()
    assert "1 person" in page._what.text()
    assert page._save.isEnabled()
    assert "KINGSTON" in page._save.text()
    assert not page._take.isEnabled()

    page.save()
    s.settle()
    assert page._saved.isVisible()
    [file] = plugged.rglob("*.nspkg")
    assert file.name in page._slip.text()
    s.settle()
    assert "carried" in page._state.text()

    with closing(county):
        [taken] = taking.take(county, [plugged])
        assert taken.state == "merged"
        exporting.export(county, plugged / drives.FOLDER)
    page.refresh()
    s.settle()
    assert page._take.isEnabled()
    assert county_name(page)
    page.take()
    s.settle()
    assert page._result.text().startswith("✓")
    s.settle()
    assert "all confirmed" in page._state.text()
    assert not page._take.isEnabled()
    s.session.workspace.close()


def county_name(page: StickPage) -> bool:
    return "喜德县" in page._found.text()


def test_a_stick_is_seen_when_it_is_plugged_in(
    scene: Callable[..., Scene], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drives, "removable", list)
    s = scene("ordinary")
    page = s.page("stick", StickPage)
    assert page._plug.isVisible()
    assert not page._save.isEnabled()
    drive = Drive(tmp_path, "红色U盘", 1_000_000_000, "vfat", False)
    monkeypatch.setattr(drives, "removable", lambda: [drive])
    s.qtbot.waitUntil(lambda: "红色U盘" in page._save.text(), timeout=10_000)
    assert page._save.isEnabled()


def test_a_write_protected_stick_is_named(
    scene: Callable[..., Scene], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drive = Drive(tmp_path, "LOCKED", 1_000_000_000, "vfat", True)
    monkeypatch.setattr(drives, "removable", lambda: [drive])
    page = scene("ordinary").page("stick", StickPage)
    assert not page._save.isEnabled()
    assert "LOCKED" in page._plug.text()


def test_what_lies_on_a_stick_is_told_before_it_is_taken(county: Workspace, tmp_path: Path) -> None:
    laptop = desks.new_laptop(county, tmp_path / "laptop")
    desks.add_person(laptop)
    place = tmp_path / "stick"
    place.mkdir()
    [made] = exporting.export(laptop, place)
    (place / "broken.nspkg").write_bytes(b"PK")
    with closing(county), closing(laptop):
        offers = {one.file.name: one for one in stick.look(county, [place])}
        mine = offers[made.file.name]
        assert (mine.standing, mine.number) == (Standing.NEW, 1)
        assert mine.rows["person"] == 1
        assert offers["broken.nspkg"].standing is Standing.ODD
        assert offers["broken.nspkg"].message
        taking.take(county, [made.file])
        [again] = stick.look(county, [made.file])
        assert again.standing is Standing.TAKEN
        [own] = stick.look(laptop, [made.file])
        assert own.standing is Standing.OWN
        other = desks.new_laptop(county, tmp_path / "other")
        with closing(other):
            [foreign] = stick.look(other, [made.file])
        assert foreign.standing is Standing.OTHERS
