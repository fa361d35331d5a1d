"""Work beside the window."""

import threading
from functools import partial

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from nightschool.desktop.jobs import QUICK, Jobs
from nightschool.desktop.panels import ProgressPanel
from nightschool.errors import UserError
from nightschool.services import roll_call
from nightschool.task import Task


def idle(qtbot: QtBot, jobs: Jobs) -> None:
    qtbot.waitUntil(lambda: not jobs.busy)


def test_work_is_done_elsewhere_and_told_here_in_order(qtbot: QtBot, jobs: Jobs) -> None:
    worked: list[threading.Thread] = []
    told: list[tuple[int, threading.Thread]] = []

    def work(number: int, _task: Task) -> int:
        worked.append(threading.current_thread())
        return number

    for number in range(5):
        jobs.run(
            partial(work, number),
            lambda found: told.append((found, threading.current_thread())),
        )
    idle(qtbot, jobs)
    assert [found for found, _thread in told] == [0, 1, 2, 3, 4]
    assert {thread for _found, thread in told} == {threading.main_thread()}
    assert threading.main_thread() not in worked
    assert len(set(worked)) == 1


def test_of_those_with_one_key_only_the_latest_is_told(qtbot: QtBot, jobs: Jobs) -> None:
    hold = threading.Event()
    done: list[int] = []
    told: list[int] = []

    def work(number: int, _task: Task) -> int:
        done.append(number)
        return number

    jobs.run(lambda _task: hold.wait())
    for number in range(4):
        jobs.read(partial(work, number), told.append, key="search")
    hold.set()
    idle(qtbot, jobs)
    assert done == told == [3]


def test_a_user_error_goes_to_whoever_asked_else_to_the_window(qtbot: QtBot, jobs: Jobs) -> None:
    def fail(_task: Task) -> None:
        raise UserError("no", "try")

    mine: list[UserError] = []
    others: list[UserError] = []
    jobs.refused.connect(others.append)
    jobs.run(fail, failed=mine.append)
    jobs.run(fail)
    idle(qtbot, jobs)
    assert [str(one) for one in mine] == ["no try"]
    assert [str(one) for one in others] == ["no try"]


def test_a_mistake_of_ours_is_loud(qtbot: QtBot, jobs: Jobs) -> None:
    def fail(_task: Task) -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        jobs.run(fail)
        idle(qtbot, jobs)
    assert [kind for kind, _error, _trace in caught] == [ZeroDivisionError]


def test_nothing_is_told_to_what_has_gone(qtbot: QtBot, jobs: Jobs) -> None:
    hold = threading.Event()
    told: list[object] = []
    owner = QObject()
    label = QLabel()
    jobs.run(lambda _task: hold.wait())
    jobs.run(lambda _task: 1, told.append, owner=owner)
    jobs.run(lambda _task: "text", label.setText)
    delete(owner)
    delete(label)
    hold.set()
    idle(qtbot, jobs)
    assert told == []


def test_long_work_shows_how_far_it_is_and_can_be_stopped(qtbot: QtBot, jobs: Jobs) -> None:
    panel = ProgressPanel(jobs)
    qtbot.addWidget(panel)
    stopped: list[bool] = []

    def work(task: Task) -> None:
        while True:
            task.step(3, 10, "rows")

    jobs.run(work, title="Import", stopped=lambda: stopped.append(True))
    qtbot.waitUntil(panel.isVisible)
    qtbot.waitUntil(lambda: panel.bar.value() == 3)
    assert panel.text.text() == "Import  rows"
    panel.stop.click()
    idle(qtbot, jobs)
    assert stopped == [True]
    assert not panel.isVisible()


def test_short_work_shows_nothing(qtbot: QtBot, jobs: Jobs) -> None:
    panel = ProgressPanel(jobs)
    qtbot.addWidget(panel)
    jobs.run(lambda _task: None, title="Import")
    idle(qtbot, jobs)
    assert not panel.isVisible()


def test_what_waits_may_be_stopped_before_it_begins(qtbot: QtBot, jobs: Jobs) -> None:
    hold = threading.Event()
    done: list[int] = []
    jobs.run(lambda _task: hold.wait())
    job = jobs.run(lambda _task: done.append(1), title="Export")
    job.cancel()
    hold.set()
    idle(qtbot, jobs)
    assert done == []


def test_only_quick_services_are_called_here_and_now(jobs: Jobs) -> None:
    with pytest.raises(ValueError, match="finish"):
        jobs.now(roll_call.finish, None, None)  # type: ignore[arg-type]  # it is not called


def test_every_quick_service_exists() -> None:
    import importlib

    for name in QUICK:
        module, _dot, function = name.rpartition(".")
        assert callable(getattr(importlib.import_module(module), function))
