"""The window's door: `nightschool-desktop`. What is heavy is imported once the window stands."""

import argparse
import contextlib
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from nightschool import __version__, i18n
from nightschool.i18n import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from nightschool.desktop.settings import Memory, Settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window and return when it is closed; 1 where there is no screen to open it on."""
    options = _parser().parse_args(arguments)
    if not _has_screen():
        with contextlib.suppress(AttributeError):
            sys.stderr.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # TextIOWrapper
        i18n.use_language(i18n.language_of_machine())
        said = _("There is no screen here to open a window on. In a terminal: %(command)s")
        sys.stderr.write(said % {"command": "nightschool --help"} + "\n")
        return 1
    return _run(options.home)


def _run(home: Path | None) -> int:
    let_input_methods_in()
    from nightschool.desktop import faults
    from nightschool.desktop.jobs import Jobs
    from nightschool.desktop.main_window import MainWindow
    from nightschool.desktop.settings import Settings, folder, language

    log = faults.begin_log(folder() / "logs")
    faults.catch_crashes(folder() / "logs")
    settings = Settings(folder() / "settings.json")
    i18n.use_language(language(settings.memory))
    application = make(settings)
    jobs = Jobs()
    window = MainWindow(settings, jobs, home or home_of(settings.memory))
    faults.watch(window.crash)
    window.show()
    code = application.exec()
    window.leave()
    jobs.close()
    settings.close()
    logging.getLogger().removeHandler(log)
    log.close()
    return code


def make(settings: "Settings") -> "QApplication":
    """Qt's application with our fonts, look and Qt's own words in the language in force."""
    from PySide6.QtWidgets import QApplication

    from nightschool.desktop import style

    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(["nightschool"])
    application.setApplicationName("nightschool")
    application.setApplicationVersion(__version__)
    application.setWindowIcon(style.icon("school", "accent"))
    style.load_fonts()
    style.apply(application, settings.memory.size)
    style.speak(application)
    return application


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("nightschool-desktop")
    parser.add_argument("--home", type=Path, metavar="DIR")
    parser.add_argument("--version", action="version", version=__version__)
    return parser


def home_of(memory: "Memory") -> Path:
    """The folder the environment names, else the last one, else the habit of the terminal."""
    given = os.environ.get("NIGHTSCHOOL_HOME") or memory.home
    return Path(given) if given else Path.home() / "nightschool"


def _has_screen() -> bool:
    """Qt ends the whole program where it finds none, so it is asked before."""
    if not sys.platform.startswith("linux"):
        return True
    return any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")))


def let_input_methods_in() -> None:
    """pip's Qt has no module for fcitx, but fcitx also speaks as IBus, through the portal."""
    if not sys.platform.startswith("linux"):
        return
    asked = os.environ.get("XMODIFIERS", "") + os.environ.get("GTK_IM_MODULE", "")
    if "fcitx" in asked + os.environ.get("QT_IM_MODULE", ""):
        os.environ["QT_IM_MODULE"] = "ibus"
        os.environ["IBUS_USE_PORTAL"] = "1"
