"""From an empty machine to an open desk, by keyboard; and every later start."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nightschool import bootstrap, i18n
from nightschool.desktop import opening, style
from nightschool.desktop.jobs import Jobs
from nightschool.desktop.main_window import MainWindow
from nightschool.desktop.settings import Settings
from nightschool.desktop.stages.first_start import FirstStart
from nightschool.desktop.stages.sign_in import SignIn
from nightschool.domain.drive import Drive
from nightschool.errors import UserError
from nightschool.services import drives, enrolment, exporting, founding, people
from tests.workspaces import COUNTY, SCHOOL

PASSWORD = "correct horse"


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A school's workspace under the password, made once."""
    home = tmp_path_factory.mktemp("founded") / "school"
    founding.create(home, SCHOOL, PASSWORD)
    return home


@pytest.fixture
def school(founded: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(founded, tmp_path / "school"))


@pytest.fixture
def no_sticks(monkeypatch: pytest.MonkeyPatch) -> list[Drive]:
    """The sticks that are plugged in: the list may be filled later."""
    plugged: list[Drive] = []
    monkeypatch.setattr(drives, "removable", lambda: plugged)
    return plugged


class Start:
    """A window that is driven by keys alone."""

    def __init__(self, qtbot: QtBot, kept: Settings, jobs: Jobs, home: Path) -> None:
        self.qtbot, self.jobs = qtbot, jobs
        self.window = MainWindow(kept, jobs, home)
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.settle()

    def type(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget() or self.window, text)

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key)

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.jobs.busy, timeout=60_000)

    def desk_opens(self) -> None:
        self.qtbot.waitUntil(lambda: self.window.desk is not None, timeout=60_000)
        self.settle()


@pytest.fixture
def begin(qtbot: QtBot, kept: Settings, jobs: Jobs, tmp_path: Path) -> Iterator[list[Start]]:
    """Windows opened by the test; their workspaces are closed before the worker is."""
    made: list[Start] = []
    yield made
    for one in made:
        one.window.leave()


def test_a_practice_school_by_keyboard(
    qtbot: QtBot, kept: Settings, jobs: Jobs, begin: list[Start], tmp_path: Path
) -> None:
    start = Start(qtbot, kept, jobs, tmp_path / "nightschool")
    begin.append(start)
    start.press(Qt.Key.Key_Tab)
    start.press(Qt.Key.Key_Space)
    for _twice in range(2):
        start.type(PASSWORD)
        start.press(Qt.Key.Key_Return)
    start.desk_opens()
    session = start.window.session
    assert session is not None
    assert session.practice
    assert session.workspace.home == tmp_path / "nightschool-practice"
    assert people.people(session.workspace)
    assert kept.memory.home == str(session.workspace.home)
    with pytest.raises(UserError, match="practice"):
        exporting.export(session.workspace, tmp_path / "stick")


@pytest.mark.usefixtures("no_sticks")
def test_passwords_that_differ_or_are_weak_are_refused_at_the_field(
    qtbot: QtBot, kept: Settings, jobs: Jobs, tmp_path: Path
) -> None:
    start = Start(qtbot, kept, jobs, tmp_path / "nightschool")
    stage = start.window.centralWidget()
    assert isinstance(stage, FirstStart)
    stage.try_out.click()
    start.type("short")
    start.press(Qt.Key.Key_Return)
    start.type("other")
    start.press(Qt.Key.Key_Return)
    assert stage.practice.password.again.faulty
    stage.practice.password.again.edit.setText("short")
    stage.practice.on.click()
    start.settle()
    assert "8 characters" in stage.practice.trouble.text()
    assert list(tmp_path.glob("nightschool*")) == []


def test_an_enrolment_from_a_stick_by_keyboard(
    qtbot: QtBot,
    kept: Settings,
    jobs: Jobs,
    begin: list[Start],
    no_sticks: list[Drive],
    tmp_path: Path,
) -> None:
    office = tmp_path / "office"
    founding.create(office, COUNTY, PASSWORD)
    stick = tmp_path / "stick"
    with bootstrap.opened(office, lambda: PASSWORD) as county:
        made = enrolment.enrol(county, (SCHOOL,), stick)
    start = Start(qtbot, kept, jobs, tmp_path / "nightschool")
    begin.append(start)
    stage = start.window.centralWidget()
    assert isinstance(stage, FirstStart)
    start.press(Qt.Key.Key_Space)
    start.settle()
    assert stage.enrolment.files.count() == 0
    no_sticks.append(Drive(stick, "STICK", 1 << 30, "vfat", read_only=False))
    qtbot.waitUntil(lambda: stage.enrolment.files.count() == 1, timeout=60_000)
    assert stage.enrolment.files.currentData() == str(made.file)
    start.type("ABCDEFGHJKMN")
    start.press(Qt.Key.Key_Return)
    for _twice in range(2):
        start.type(PASSWORD)
        start.press(Qt.Key.Key_Return)
    start.settle()
    assert stage.enrolment.trouble.text()
    stage.enrolment.code_edit.setText(made.code)
    stage.enrolment.on.click()
    start.desk_opens()
    session = start.window.session
    assert session is not None
    assert not session.practice
    assert session.school == SCHOOL
    assert kept.memory.names == {str(tmp_path / "nightschool"): "喜德县冕山镇小山村"}


@pytest.mark.usefixtures("no_sticks")
def test_what_is_missing_is_said_at_its_field(
    qtbot: QtBot, kept: Settings, jobs: Jobs, tmp_path: Path
) -> None:
    start = Start(qtbot, kept, jobs, tmp_path / "nightschool")
    stage = start.window.centralWidget()
    assert isinstance(stage, FirstStart)
    stage.open_file.click()
    stage.enrolment.on.click()
    assert stage.enrolment.file.faulty
    assert stage.enrolment.code.faulty


def test_a_later_start_asks_for_the_password(
    qtbot: QtBot, kept: Settings, jobs: Jobs, begin: list[Start], school: Path
) -> None:
    start = Start(qtbot, kept, jobs, school)
    begin.append(start)
    start.type("wrong")
    start.press(Qt.Key.Key_Return)
    start.settle()
    stage = start.window.centralWidget()
    assert isinstance(stage, SignIn)
    assert "wrong" in stage.password.editor.accessibleDescription()
    start.type(PASSWORD)
    start.press(Qt.Key.Key_Return)
    start.desk_opens()
    assert start.window.windowTitle().startswith("喜德县冕山镇小山村")


def test_a_second_window_says_that_the_workspace_is_open(
    qtbot: QtBot, kept: Settings, jobs: Jobs, school: Path
) -> None:
    with bootstrap.opened(school, lambda: PASSWORD):
        start = Start(qtbot, kept, jobs, school)
        stage = start.window.centralWidget()
        assert isinstance(stage, SignIn)
        assert "another program" in stage.password.editor.accessibleDescription()


def test_of_several_workspaces_the_last_one_is_offered(
    qtbot: QtBot, kept: Settings, jobs: Jobs, school: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copytree(school, tmp_path / "other"))
    kept.opened(other, "光明村")
    kept.opened(tmp_path / "gone", "没有了")
    kept.opened(school, "小山村")
    stage = Start(qtbot, kept, jobs, school).window.centralWidget()
    assert isinstance(stage, SignIn)
    offered = [stage.places.itemText(place) for place in range(stage.places.count())]
    assert offered == ["小山村  (school)", "光明村  (other)"]
    stage.places.setCurrentIndex(1)
    assert stage.home == other


def test_the_language_changes_at_once_and_is_remembered(
    qtbot: QtBot, kept: Settings, jobs: Jobs, school: Path
) -> None:
    start = Start(qtbot, kept, jobs, school)
    stage = start.window.centralWidget()
    assert isinstance(stage, SignIn)
    stage.spoken.emit("zh")
    qtbot.waitUntil(lambda: start.window.centralWidget() is not stage)
    assert i18n.language() == "zh"
    assert kept.memory.language == "zh"


def test_text_grows_at_once_and_the_page_stays(
    qtbot: QtBot, kept: Settings, jobs: Jobs, begin: list[Start], school: Path, qapp: QApplication
) -> None:
    start = Start(qtbot, kept, jobs, school)
    begin.append(start)
    start.type(PASSWORD)
    start.press(Qt.Key.Key_Return)
    start.desk_opens()
    window = start.window
    before = window.desk
    assert before is not None
    before.open_number(len(before.keys))
    shown = before.current
    assert shown is not None
    kept.memory.size = 150
    assert window.session is not None
    window.session.redress.emit()
    qtbot.waitUntil(lambda: window.desk is not before)
    start.settle()
    assert style.px(10) == 15
    assert window.desk is not None
    assert window.desk.current is not None
    assert window.desk.current.key == shown.key
    style.apply(qapp, 100)


def test_an_existing_workspace_can_be_named(
    qtbot: QtBot, kept: Settings, jobs: Jobs, school: Path, tmp_path: Path
) -> None:
    start = Start(qtbot, kept, jobs, tmp_path / "none")
    stage = start.window.centralWidget()
    assert isinstance(stage, FirstStart)
    stage.existing.emit(school)
    assert isinstance(start.window.centralWidget(), SignIn)
    start.settle()


def test_sticks_that_are_being_pulled_out_have_no_files(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = Drive(Path("gone"), "STICK", 0, "vfat", read_only=False)
    monkeypatch.setattr(drives, "removable", lambda: [gone])
    from nightschool.task import Task

    assert opening.enrolment_files(Task()) == []
