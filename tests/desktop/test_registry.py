"""The county's registry with its real number of schools, through the window's own code."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QPushButton

from nightschool import paths
from nightschool.desktop.dialogs.people_moves import MoveDialog
from nightschool.desktop.dialogs.record_history import HistoryDialog
from nightschool.desktop.dialogs.registry_laptop import EnrolDialog, ReplaceDialog, RevokeDialog
from nightschool.desktop.dialogs.registry_school import (
    CloseSchoolDialog,
    EditSchoolDialog,
    NewSchoolDialog,
)
from nightschool.desktop.dialogs.registry_teaching import CourseDialog, LecturerDialog
from nightschool.desktop.dialogs.registry_transfer import TransferDialog
from nightschool.desktop.pages.registry import TABS, RegistryPage
from nightschool.desktop.pages.roster_import import ImportPage
from nightschool.desktop.target import Target
from nightschool.domain.identity import new
from nightschool.services import (
    courses,
    enrolment,
    exporting,
    laptops,
    lecturers,
    papers,
    people,
    policy,
    schools,
    signing_in,
    taking,
)
from nightschool.services.demo.job import ROSTER
from nightschool.services.reporting import thresholds
from nightschool.services.roster import importing
from nightschool.services.workspace import Workspace
from tests.desktop import samples
from tests.desktop.conftest import Opener, Scene
from tests.services import desks
from tests.workspaces import COUNTY, SCHOOL

D = TypeVar("D", bound=MoveDialog)
OTHER = "513432101200"


def _with_people(workspace: Workspace) -> None:
    importing.import_roster(workspace, paths.resources() / "data" / ROSTER)


samples.keep("registry", _with_people, COUNTY)


@pytest.fixture
def county(scene: Opener) -> tuple[Scene, RegistryPage]:
    """The registry's page on Xiaoshan's line."""
    s = scene("registry")
    return s, s.page("registry", RegistryPage, Target("registry", None, SCHOOL))


def opened(s: Scene, page: RegistryPage, kind: type[D]) -> D:
    """The dialog that was just opened, its lists loaded."""
    s.settle()
    assert isinstance(page.acts.dialog, kind)
    return page.acts.dialog


def accept(s: Scene, dialog: MoveDialog) -> None:
    """Accept, and see that it was written."""
    dialog.try_accept()
    s.settle()
    s.settle()
    assert not dialog.isVisible()


def press(page: RegistryPage, name: str) -> None:
    page.schools.buttons[name].click()


def test_all_schools_are_there_and_found(county: tuple[Scene, RegistryPage]) -> None:
    s, page = county
    everybody = len(schools.served(s.workspace))
    assert everybody > 100
    assert page.schools.model.rowCount() == everybody
    assert page.schools.chosen is not None
    assert page.schools.chosen.code == SCHOOL
    page.schools.search.searched.emit("")
    for text, least in (("冕山", 2), ("xiaoshan", 1), (SCHOOL, 1)):
        page.schools.search.setText(text)
        page.schools.search.searched.emit(text)
        assert least <= page.schools.model.rowCount() < everybody
    page.schools.search.clear()
    page.schools.township.setCurrentIndex(1)
    code = page.schools.township.currentData()
    assert {one.township_code for one in page.schools.model.rows} == {code}
    page.schools.select(SCHOOL)
    assert page.schools.chosen.code == SCHOOL


def test_a_school_is_made_changed_and_its_history_shown(
    county: tuple[Scene, RegistryPage],
) -> None:
    s, page = county
    page.acts.new_school()
    made = opened(s, page, NewSchoolDialog)
    made.try_accept()
    assert made.isVisible()
    assert made._fields["code"].faulty
    made.code.setText(SCHOOL)
    made.village.setText("新民村")
    made.try_accept()
    s.settle()
    assert made.isVisible()  # the county has that code: said at the last field
    made.code.setText("513432101299")
    accept(s, made)
    assert any(one.code == "513432101299" for one in s.session.schools)
    page.schools.select("513432101299")
    press(page, "edit")
    edit = opened(s, page, EditSchoolDialog)
    edit.village.setText("新民新村")
    edit.keeper.setText("吉克")
    accept(s, edit)
    after = schools.school_of(s.workspace, "513432101299")
    assert (after.village, after.keeper) == ("新民新村", "吉克")
    assert page.schools.chosen == after
    s.desk.undo()
    s.settle()
    assert schools.school_of(s.workspace, "513432101299").village == "新民村"
    press(page, "history")
    s.settle()
    [dialog] = page.findChildren(HistoryDialog)
    assert dialog.model.rowCount() >= 2
    dialog.reject()


def test_a_school_is_merged_and_opened_again(county: tuple[Scene, RegistryPage]) -> None:
    s, page = county
    press(page, "close")
    dialog = opened(s, page, CloseSchoolDialog)
    dialog.heir.choose(OTHER)
    accept(s, dialog)
    closed = schools.school_of(s.workspace, SCHOOL)
    assert (closed.closed_on, closed.merged_into) == (samples.TODAY, OTHER)
    assert not page.schools.buttons["work"].isEnabled()
    press(page, "reopen")
    s.settle()
    s.settle()
    assert schools.school_of(s.workspace, SCHOOL).closed_on is None


def test_the_county_works_for_a_school(county: tuple[Scene, RegistryPage]) -> None:
    s, page = county
    bar = s.desk.school_bar
    assert not bar.isVisible()
    press(page, "work")
    s.settle()
    assert s.session.school == SCHOOL
    assert s.desk.current is not None
    assert s.desk.current.key == "lessons"
    assert bar.isVisible()
    for key in ("people", "progress", "certificates"):
        s.page(key)
        assert bar.isVisible()
    [back] = [one for one in bar.findChildren(QPushButton) if one.text() == "Back to the registry"]
    back.click()
    s.settle()
    assert s.desk.current is page
    assert not bar.isVisible()


def test_a_county_imports_rosters_from_here(county: tuple[Scene, RegistryPage]) -> None:
    s, page = county
    page.tools[0].click()
    s.settle()
    imports = s.desk.current
    assert isinstance(imports, ImportPage)
    imports.look_at(paths.resources() / "data" / ROSTER)
    s.settle()
    assert imports.preview is not None
    imports.tools[0].click()
    assert s.desk.current is page


def test_a_household_and_a_person_are_transferred(county: tuple[Scene, RegistryPage]) -> None:
    s, page = county
    here = len([one for one in people.people(s.workspace, SCHOOL) if one.left_on is None])
    for whole in (True, False):
        press(page, "transfer")
        dialog = opened(s, page, TransferDialog)
        dialog.try_accept()
        assert dialog._fields["to"].faulty
        dialog.home.list.setCurrentRow(0)
        going = dialog.going
        assert going
        if not whole:
            for row in range(1, dialog.members.count()):
                dialog.members.item(row).setCheckState(
                    dialog.members.item(row).checkState().Unchecked
                )
            going = dialog.going
        dialog.to.choose(OTHER)
        assert (dialog.whole is not None) == (len(going) == dialog.members.count())
        accept(s, dialog)
        there = [one for one in people.people(s.workspace, OTHER) if one.moved_from in going]
        assert len(there) == len(going)
        assert {one.came_on for one in there} == {samples.TODAY}
        here -= len(going)
        still = [one for one in people.people(s.workspace, SCHOOL) if one.left_on is None]
        assert len(still) == here


def test_laptops_are_enrolled_revoked_and_replaced(
    county: tuple[Scene, RegistryPage], tmp_path: Path
) -> None:
    s, page = county
    press(page, "enrol")
    dialog = opened(s, page, EnrolDialog)
    assert dialog.chosen() == [SCHOOL]
    dialog.folder.set_path(tmp_path / "files")
    dialog.sheet.set_path(tmp_path / "files" / "codes.pdf")
    dialog.try_accept()
    assert dialog._fields["sheet"].faulty
    dialog.sheet.set_path(tmp_path / "codes.pdf")
    accept(s, dialog)
    assert (tmp_path / "codes.pdf").read_bytes().startswith(b"%PDF")
    assert len(list((tmp_path / "files").iterdir())) == 1
    assert "1" in page.laptops.unused.text()

    with closing(desks.new_laptop(s.workspace, tmp_path / "one")) as laptop:
        desks.add_person(laptop, replace(desks.ABI, id=new()))
        desks.carry(laptop, s.workspace, tmp_path / "stick")
        s.session.wrote("sync")
        s.settle()
        page.tabs.setCurrentIndex(TABS.index("laptops"))
        assert page.laptops.model.rowCount() == 1
        page.laptops.replace_button.click()
        again = opened(s, page, ReplaceDialog)
        again.try_accept()
        assert again._fields["reason"].faulty
        again.reason.setText("损坏")
        again.folder.set_path(tmp_path / "new")
        again.sheet.set_path(tmp_path / "new.pdf")
        accept(s, again)
        [listed] = laptops.listing(s.workspace).laptops
        assert (listed.reason, listed.device.revoked_on) == ("损坏", samples.TODAY)
        assert not page.laptops.revoke_button.isEnabled()
        assert "损坏" in page.laptops.about.text()


def test_a_laptop_is_revoked_and_a_second_one_let_in(
    county: tuple[Scene, RegistryPage], tmp_path: Path
) -> None:
    s, page = county
    made = enrolment.enrol(s.workspace, (SCHOOL,), tmp_path / "files")
    for name in ("one", "two"):
        enrolment.create_from(tmp_path / name, made.file, made.code, lambda: desks.PASSWORD)
        with closing(signing_in.sign_in(tmp_path / name, desks.PASSWORD)) as laptop:
            desks.add_person(laptop, replace(desks.ABI, id=new()))
            [package] = exporting.export(laptop, tmp_path / f"{name}-stick")
            taking.take_one(s.workspace, package.file)
    s.session.wrote("sync")
    s.settle()
    page.tabs.setCurrentIndex(TABS.index("laptops"))
    assert page.laptops.waiting.isVisible()
    [let_in] = page.laptops.waiting.findChildren(QPushButton, "admit")
    let_in.click()
    s.settle()
    s.settle()
    assert not page.laptops.waiting.isVisible()
    page.laptops.revoke_button.click()
    dialog = opened(s, page, RevokeDialog)
    dialog.reason.setText("遗失")
    accept(s, dialog)
    assert taking.take_one(s.workspace, package.file).state != taking.REFUSED
    [first] = [one for one in laptops.listing(s.workspace).laptops if one.device.revoked_on]
    assert first.reason == "遗失"


def test_the_catalogue_and_the_pool(county: tuple[Scene, RegistryPage]) -> None:
    s, page = county
    page.tabs.setCurrentIndex(TABS.index("courses"))
    page.courses.add.click()
    dialog = opened(s, page, CourseDialog)
    dialog.title_edit.setText("山羊疫病防治")
    accept(s, dialog)
    one = courses.find(s.workspace, "山羊疫病防治")
    page.courses.search.setText("山羊疫病")
    page.courses.search.searched.emit("山羊疫病")
    assert page.courses.chosen == one
    page.courses.turn.click()
    s.settle()
    s.settle()
    assert page.courses.model.rowCount() == 0
    page.courses.every.setChecked(True)
    assert page.courses.chosen is not None
    page.courses.turn.click()
    s.settle()
    s.settle()
    assert courses.find(s.workspace, "山羊疫病防治").active
    page.lecturers.add.click()
    fresh = opened(s, page, LecturerDialog)
    fresh.name.setText("王建国")
    accept(s, fresh)
    page.lecturers.edit.click()
    edit = opened(s, page, LecturerDialog)
    edit.phone.setText("13900000000")
    accept(s, edit)
    [known] = lecturers.pool(s.workspace)
    assert (known.name, known.phone) == ("王建国", "13900000000")


def test_rules_and_thresholds_are_saved_whole(county: tuple[Scene, RegistryPage]) -> None:
    s, page = county
    card = page.rules.rules
    assert card.policy() == policy.policy_of(s.workspace)
    card.hours.setValue(30)
    card.reason.setText("县里决定")
    card.save.click()
    s.settle()
    assert policy.policy_of(s.workspace).half_hours == 60
    before = thresholds.thresholds_of(s.workspace)
    assert page.rules.cards.rules() == before
    card.targets[0].setValue(90)  # above the second year's
    card.save.click()
    s.settle()
    assert s.desk.message.isVisible()
    assert policy.policy_of(s.workspace).targets[0] == 35
    page.rules.cards.boxes[next(iter(page.rules.cards.boxes))][0].setValue(45)
    page.rules.cards.save.click()
    s.settle()
    assert thresholds.thresholds_of(s.workspace).silent.yellow == 45


def test_all_data_are_taken_out(county: tuple[Scene, RegistryPage], tmp_path: Path) -> None:
    s, page = county
    page.tabs.setCurrentIndex(TABS.index("export"))
    page.export.start.click()
    assert page.export._place_field.faulty
    page.export.place.set_path(tmp_path / "out")
    page.export.whole.setChecked(True)
    page.export.start.click()
    assert page.export._reason_field.faulty
    page.export.reason.setText("审计要求")
    page.export.start.click()
    s.settle()
    [folder] = (tmp_path / "out").iterdir()
    assert len(list(folder.glob("*.xlsx"))) >= 7
    assert str(folder) in page.export.result.text()
    assert [one.reason for one in papers.disclosed(s.workspace)] == ["审计要求"]


@pytest.mark.parametrize("size", [(1366, 768), (1093, 614)])
@pytest.mark.parametrize("tab", TABS)
def test_every_tab_fits(scene: Opener, size: tuple[int, int], tab: str) -> None:
    s = scene("county", size)
    page = s.page("registry", RegistryPage, Target("registry", None, tab))
    assert page.tabs.currentIndex() == TABS.index(tab)
    assert page.minimumSizeHint().width() <= size[0] - 60
    assert s.desk.minimumSizeHint().width() <= size[0]
