"""The door: before there is a window, and one whole life of it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from nightschool.desktop import application, faults
from nightschool.desktop.main_window import MainWindow
from nightschool.desktop.settings import Memory, Settings

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("no_screen")
@pytest.mark.parametrize(
    ("locale", "said"), [("en_US.UTF-8", "There is no screen here"), ("C", "nightschool --help")]
)
def test_without_a_screen_it_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], locale: str, said: str
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    assert application.main([]) == 1
    printed = capsys.readouterr()
    assert said in printed.err
    assert printed.out == ""


@pytest.mark.usefixtures("no_screen")
def test_fcitx_is_spoken_to_as_ibus(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_IM_MODULE", "IBUS_USE_PORTAL", "GTK_IM_MODULE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XMODIFIERS", "@im=fcitx")
    application.let_input_methods_in()
    assert os.environ["QT_IM_MODULE"] == "ibus"
    assert os.environ["IBUS_USE_PORTAL"] == "1"


@pytest.mark.usefixtures("no_screen")
def test_other_input_methods_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GTK_IM_MODULE", "IBUS_USE_PORTAL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XMODIFIERS", "@im=ibus")
    monkeypatch.setenv("QT_IM_MODULE", "ibus")
    application.let_input_methods_in()
    assert "IBUS_USE_PORTAL" not in os.environ


def test_the_home_is_the_environments_else_the_last_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("NIGHTSCHOOL_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert application.home_of(Memory()) == tmp_path / "nightschool"
    assert application.home_of(Memory(home=str(tmp_path / "b"))) == tmp_path / "b"
    monkeypatch.setenv("NIGHTSCHOOL_HOME", str(tmp_path / "c"))
    assert application.home_of(Memory(home=str(tmp_path / "b"))) == tmp_path / "c"


def test_the_shipped_fonts_are_there() -> None:
    families = QFontDatabase.families()
    assert "Noto Sans SC" in families
    assert "Noto Sans Yi" in families


def test_a_whole_life(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It opens, it is closed; what it remembers is on the disk and the log was begun."""
    monkeypatch.setenv("NIGHTSCHOOL_SETTINGS", str(tmp_path / "settings"))
    monkeypatch.setattr(faults, "watch", lambda _tell: None)  # pytest-qt watches itself
    monkeypatch.setattr(faults, "catch_crashes", lambda _folder: None)
    seen: list[MainWindow] = []
    shown = MainWindow.show

    def show(window: MainWindow) -> None:
        seen.append(window)
        shown(window)
        window.resize(900, 620)
        QTimer.singleShot(0, qapp, window.close)

    monkeypatch.setattr(MainWindow, "show", show)
    assert application.main(["--home", str(tmp_path / "none")]) == 0
    assert seen
    assert Settings(tmp_path / "settings" / "settings.json").memory.window == [900, 620, 0]
    assert (tmp_path / "settings" / "logs" / faults.LOG).is_file()


def test_the_window_stands_before_the_database_is_loaded() -> None:
    code = (
        "import sys; from nightschool.desktop import application, main_window, settings, jobs;"
        "from pathlib import Path;"
        "kept = settings.Settings(Path('none')); made = application.make(kept);"
        "window = main_window.MainWindow(kept, jobs.Jobs(), Path('none'));"
        "print(*{'sqlalchemy', 'cryptography', 'reportlab', 'alembic'} & set(sys.modules))"
    )
    surroundings = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, env=surroundings,
        check=True,
    )  # fmt: skip
    assert done.stdout.split() == []
