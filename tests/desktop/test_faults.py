"""A mistake of ours is told without anybody's data."""

import logging
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import qInstallMessageHandler
from pytestqt.qtbot import QtBot

from nightschool.desktop import faults
from nightschool.desktop.jobs import Jobs
from nightschool.desktop.main_window import MainWindow
from nightschool.desktop.settings import Settings
from nightschool.desktop.stages.crash import Crash
from nightschool.desktop.stages.first_start import FirstStart


def broken() -> Exception:
    try:
        try:
            raise KeyError("阿牛")
        except KeyError as inner:
            raise ValueError("513499198505200014") from inner
    except ValueError as error:
        return error


def test_the_report_says_where_and_not_about_whom() -> None:
    text = faults.describe(broken())
    assert "ValueError" in text
    assert "caused by\nKeyError" in text
    assert "test_faults.py" in text
    assert "阿牛" not in text
    assert "513499" not in text


@pytest.mark.expected_log("ValueError")
def test_the_first_mistake_is_told_and_all_are_not() -> None:
    told: list[str] = []
    before = sys.excepthook
    handler = qInstallMessageHandler(None)
    faults.watch(told.append)
    try:
        for _time in range(3):
            error = broken()
            sys.excepthook(type(error), error, error.__traceback__)
    finally:
        sys.excepthook = before
        qInstallMessageHandler(handler)
    assert len(told) == 1
    assert "513499" not in told[0]


def test_the_log_is_written(tmp_path: Path) -> None:
    handler = faults.begin_log(tmp_path)
    logging.getLogger("nightschool.test").info("begun")
    logging.getLogger().removeHandler(handler)
    handler.close()
    assert (tmp_path / faults.LOG).is_file()


def test_the_crash_page_starts_again(
    qtbot: QtBot, kept: Settings, jobs: Jobs, tmp_path: Path
) -> None:
    window = MainWindow(kept, jobs, tmp_path / "none")
    qtbot.addWidget(window)
    window.show()
    window.crash("ValueError\n  page.py:12 refresh")
    stage = window.centralWidget()
    assert isinstance(stage, Crash)
    assert "page.py:12" in stage.report.toPlainText()
    stage.restart.click()
    assert isinstance(window.centralWidget(), FirstStart)
