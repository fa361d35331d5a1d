"""The county's in-tray, through the window's own code."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from nightschool.desktop.models.packages import LEDGER, SILENT
from nightschool.desktop.pages.intray import IntrayPage
from nightschool.domain.drive import Drive
from nightschool.services import drives, enrolment, exporting, schools, taking
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


def test_a_stick_is_shown_taken_and_answered(
    scene: Callable[..., Scene], plugged: Path, tmp_path: Path
) -> None:
    s = scene("county")
    laptop = desks.new_laptop(s.workspace, tmp_path / "laptop")
    desks.add_person(laptop)
    with closing(laptop):
        [made] = exporting.export(laptop, plugged)
        (plugged / "broken.nspkg").write_bytes(b"PK")
        page = s.page("intray", IntrayPage)
        page._search()
        s.settle()
        shown = {one.offer.file.name: one for one in page._lying.rows}
        mine = shown[made.file.name]
        assert mine.offer.number == 1
        assert mine.offer.rows["person"] == 1
        assert mine.place.startswith("小山村")
        assert shown["broken.nspkg"].offer.message
        assert "2" in page._take.text()

        page.take()
        s.settle()
        s.settle()
        after = {one.offer.file.name: one for one in page._lying.rows}
        assert after[made.file.name].taken is not None
        assert after["broken.nspkg"].taken is not None
        assert after["broken.nspkg"].taken.state == taking.REFUSED
        assert "Taken: 1." in page._summary.text()
        assert "Refused: 1." in page._summary.text()
        assert page._answer.isEnabled()

        page.answer()
        s.settle()
        answers = list((plugged / drives.FOLDER).glob("*.nspkg"))
        assert len(answers) == 1
        [taken] = taking.take(laptop, answers)
        assert taken.state == "merged"


def test_schools_by_silence(scene: Callable[..., Scene], tmp_path: Path) -> None:
    s = scene("county")
    page = s.page("intray", IntrayPage)
    everybody = len(schools.served(s.workspace))
    assert page._silent.rowCount() == everybody
    for at in range(len(SILENT)):  # nobody was ever heard of, and nobody has a laptop
        page._silence.setCurrentIndex(at)
        assert page._silent.rowCount() == everybody
    page._school.setText("冕山")
    page._school.searched.emit("冕山")
    assert 0 < page._silent.rowCount() < everybody


def test_a_refused_package_says_why_and_what_to_do(
    scene: Callable[..., Scene], tmp_path: Path
) -> None:
    s = scene("county")
    laptop = desks.new_laptop(s.workspace, tmp_path / "laptop")
    desks.add_person(laptop)
    with closing(laptop):
        [first] = exporting.export(laptop, tmp_path / "a")
        data = bytearray(first.file.read_bytes())
        data[len(data) // 2] ^= 1
        first.file.write_bytes(bytes(data))
        page = s.page("intray", IntrayPage)
        page.look(tmp_path / "a")
        s.settle()
        page.take()
        s.settle()
        s.settle()
    page._state.setCurrentIndex([*LEDGER].index("refused"))
    refused = page._ledger.rowCount()
    shown = [one.taken for one in page._lying.rows if one.taken]
    assert shown[0].state == taking.REFUSED
    assert shown[0].message
    if refused:
        page._tell_why(page._ledger.index(0, 0))
        assert page._why.text()


def test_the_prefecture_takes_a_countys_package_and_answers(
    scene: Callable[..., Scene], plugged: Path, tmp_path: Path
) -> None:
    s = scene("prefecture")
    stick = tmp_path / "papers"
    made = enrolment.enrol(s.workspace, (workspaces.COUNTY,), stick)
    county = workspaces.make(tmp_path / "county", workspaces.COUNTY, b"county-9")
    with closing(county):
        enrolment.join(county, made.file, made.code)
        desks.add_person(desks.new_laptop(county, tmp_path / "laptop"))
        exporting.export(county, plugged)
        page = s.page("intray", IntrayPage)
        assert page._silent.rowCount() == 17
        page._search()
        s.settle()
        offered = [one for one in page._lying.rows if one.place == "喜德县"]
        assert len(offered) == 1
        page.take()
        s.settle()
        s.settle()
        assert "Taken: 1." in page._summary.text()
        page.answer()
        s.settle()
        answers = [one for one in taking.take(county, [plugged]) if one.state == "merged"]
        assert len(answers) == 1
    page._open_school(page._silent.index(0, 0))
    s.settle()
    assert s.desk.current
    assert s.desk.current.key == "dashboard"
